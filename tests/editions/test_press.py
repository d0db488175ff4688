"""The press: what each verb makes of a story's page."""

from tests.make import make_edition, tomorrow


def test_an_update_that_waits_leaves_todays_text_in_place(reader):
    today = make_edition(headline="Talks open")
    make_edition(article=today.article, headline="Talks fail", live_from=tomorrow())

    page = reader.get(today.address)

    assert "Talks open" in page.text
    assert "Talks fail" not in page.text
