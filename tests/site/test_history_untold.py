"""What a story's public history never tells: what readers never had, or have no more."""

from dataclasses import replace

import pytest

from articles.editions import press
from articles.editions.edition import Edition
from tests.make import hours, make_edition
from tests.site.history import changes_of, make_history, marked, told

pytestmark = pytest.mark.looks

UNTOLD = "zzuntold"


def test_nothing_of_an_edition_that_waits_is_told_before_its_time(reader):
    first = make_history("<p>One.</p>", "<p>Two.</p>")[0]
    make_edition(article=first.article, body=f"<p>{UNTOLD}</p>", live_from=hours(2))

    page = reader.get(changes_of(first))

    assert told(page) == [2, 1]
    assert UNTOLD not in page.text
    assert reader.get(changes_of(first, "?to=3")).status_code == 404
    assert told(reader.get(changes_of(first), at=hours(3))) == [3, 2, 1]
    assert UNTOLD in reader.get(changes_of(first), at=hours(3)).text


def test_nothing_of_a_redacted_edition_is_told_nor_that_it_was(reader):
    body = "<p>One boat.</p>"
    editions = make_history(body, f"<p>{UNTOLD} boat.</p>", "<p>Two boats.</p>", "<p>Three.</p>")
    Edition.archive.filter(pk=editions[1].pk).update(note=f"{UNTOLD} note")
    press.redact(editions[1].pk, by=None, reason=UNTOLD)

    pages = [
        reader.get(changes_of(editions[0], query))
        for query in ("", "?from=1&to=2", "?from=2&to=3", "?from=1&to=3")
    ]

    assert told(pages[0]) == [3, 2, 1]
    assert marked(pages[1]) == (["One boat."], ["Two boats."])
    assert not [page for page in pages if UNTOLD in page.text]
    assert reader.get(changes_of(editions[0], "?to=4")).status_code == 404


def test_a_correction_of_a_redacted_edition_is_told_nowhere(reader):
    first = make_edition(body="<p>One.</p>", live_from=hours(-5))
    wrong = make_edition(
        article=first.article, body="<p>Two.</p>", correction=UNTOLD, live_from=hours(-4)
    )
    make_edition(article=first.article, body="<p>Three.</p>")
    press.redact(wrong.pk, by=None, reason="A court said so.")

    assert UNTOLD not in reader.get(changes_of(first)).text


def test_the_history_of_a_withdrawn_story_answers_as_the_story_does(reader):
    first = make_history("<p>One.</p>", f"<p>{UNTOLD}</p>")[0]
    press.withdraw(first.article_id, by=None, notice="We were wrong.")

    for address in (first.address, changes_of(first), changes_of(first, "?from=1&to=2")):
        page = reader.get(address)
        assert page.status_code == 410
        assert "We were wrong." in page.text
        assert UNTOLD not in page.text


def test_a_withdrawn_story_leads_from_its_history_where_it_leads_itself(reader):
    other = make_edition(headline="Other")
    first = make_history("<p>One.</p>", "<p>Two.</p>")[0]
    press.withdraw(first.article_id, by=None, moved_to=other.address)

    answer = reader.get(changes_of(first))

    assert (answer.status_code, answer["Location"]) == (301, other.address)


def test_a_redacted_story_has_no_history(reader):
    first = make_history("<p>One.</p>", f"<p>{UNTOLD}</p>")
    press.redact(first[1].pk, by=None, reason="A court said so.")

    page = reader.get(changes_of(first[0]))

    assert page.status_code == 410
    assert "One." not in page.text


def test_the_history_of_a_story_that_came_back_begins_anew(reader):
    first = make_history(f"<p>{UNTOLD} one.</p>", f"<p>{UNTOLD} two.</p>", begun=-9)[0]
    press.withdraw(first.article_id, by=None, at=hours(-5))
    make_edition(article=first.article, headline="Boats", body="<p>Back.</p>", live_from=hours(-4))

    page = reader.get(changes_of(first))
    assert told(page) == [1]
    assert UNTOLD not in page.text
    assert changes_of(first) not in reader.get(first.address).text

    make_edition(article=first.article, headline="Boats", body="<p>Back again.</p>")
    page = reader.get(changes_of(first))
    assert told(page) == [2, 1]
    assert marked(page) == ([], ["again"])
    assert UNTOLD not in page.text


def test_before_a_withdrawal_comes_the_history_is_whole(reader):
    first = make_history("<p>One.</p>", "<p>Two.</p>")[0]
    press.withdraw(first.article_id, by=None, at=hours(5))

    assert told(reader.get(changes_of(first))) == [2, 1]
    assert reader.get(changes_of(first), at=hours(6)).status_code == 410


def test_a_story_that_came_back_by_a_minor_change_has_nothing_to_tell(reader):
    first = make_history("<p>One.</p>", "<p>Two.</p>", begun=-9)[0]
    press.withdraw(first.article_id, by=None, at=hours(-5))
    make_edition(article=first.article, body="<p>Back.</p>", kind="minor")

    assert reader.get(changes_of(first)).status_code == 404
    assert reader.get(first.address).status_code == 200


def test_script_in_a_note_or_a_text_is_shown_as_text(reader):
    script = "<script>alert(1)</script>"
    first = make_edition(body="<p>One.</p>", live_from=hours(-5))
    document = replace(first.as_document(), body="<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")
    press.print_edition(document, article_id=first.article_id, by=None, note=script)

    page = reader.get(changes_of(first))

    assert page.status_code == 200
    assert script not in page.text
    assert page.text.count("&lt;script&gt;") == 2
