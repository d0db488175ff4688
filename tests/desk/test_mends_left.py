"""Mends that a browser kept: the desk says which are left, once each, and prints none of them."""

import json

import pytest

from articles.models import Edition
from tests.desk.test_mending import BARRIER, LIVE, live, page_of, typed  # noqa: F401 - a fixture
from tests.make import make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def left(client, edition, *texts):
    """The desk's answer to texts that a browser kept, each a minute older than the one before."""
    sent = [
        {"name": f"{n:032x}.{n}", "ago": 60 * n, "fields": [[k, str(v)] for k, v in text.items()]}
        for n, text in enumerate(texts, start=1)
    ]
    return client.post(page_of(edition), {"_left": json.dumps(sent)})


def test_one_box_is_made_of_each_mend_that_differs_from_the_live_text(editor, live):  # noqa: F811
    loose = LIVE.replace("><", ">\n<")
    barrier = BARRIER["body"]

    told = left(
        editor,
        live,
        typed(live, body=barrier),
        typed(live, body=barrier.replace("><", ">\n<")),
        typed(live, body=loose),
        typed(live, headline="Gates shut late"),
    ).json()

    assert told["offers"].count("never printed") == 2
    assert "Differs in: Story" in told["offers"] and "…barrier shut at noon." in told["offers"]
    assert "Differs in: Headline" in told["offers"]
    assert told["printed"] == [f"{3:032x}.3"]
    assert Edition.archive.count() == 1


def test_what_was_typed_for_the_print_alone_is_left_too(editor, live):  # noqa: F811
    words = typed(live, kind="correction", correction="It was noon.")

    told = left(editor, live, words).json()

    assert "Correction notice" in told["offers"]


def test_a_mend_that_could_not_be_printed_is_offered_all_the_same(editor, live):  # noqa: F811
    told = left(editor, live, typed(live, **{"takeaways-0-text": "x" * 400})).json()

    assert told["printed"] == []
    assert "Key takeaways" in told["offers"]


def test_a_mend_of_an_earlier_text_is_left_until_the_live_one_has_it(editor, live):  # noqa: F811
    mend = typed(live, **BARRIER, note="Spelling")
    make_edition(article=live.article, body=f"{LIVE}<p>More.</p>")

    assert "Differs in: Story" in left(editor, live, mend).json()["offers"]

    make_edition(article=live.article, body=f"{BARRIER['body']}<p>More.</p>")
    assert left(editor, live, mend).json() == {"offers": "\n", "printed": [f"{1:032x}.1"]}


def test_only_those_who_print_are_told_and_nonsense_is_refused(editor, writer, live):  # noqa: F811
    assert left(writer, live, typed(live)).status_code == 403

    for wrong in (
        "",
        "{",
        "[1]",
        '[{"name": "x"}]',
        '[{"name": 1, "ago": Infinity, "fields": []}]',
    ):
        assert editor.post(page_of(live), {"_left": wrong}).status_code == 400
    odd = '[{"name": "x", "ago": 99999999999999999999, "fields": [["live", "9"], ["x", null]]}]'
    assert editor.post(page_of(live), {"_left": odd}).status_code == 200
