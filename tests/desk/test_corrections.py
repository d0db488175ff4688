"""Notices of several sorts stand where they belong, for good."""

import json
import re

import pytest

from articles.models import Correction
from tests.desk.form import address_of, filled, text_of
from tests.make import make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def corrected(editor, story, **fields):
    """Publish the story with a notice."""
    known = {"kind": "correction", "correction": "It was four.", "_publish": 1} | fields
    answer = editor.post(address_of(story), filled(story, **known), follow=True)
    assert "readers have it now" in text_of(answer)


@pytest.fixture
def live():
    """A live story."""
    return make_edition(body="<p>It began.</p>")


def order(page, *pieces):
    """Whether these stand on the page in this order."""
    text = " ".join(re.sub(r"<[^>]+>", " ", page.text.split("<main")[1]).split())
    places = [text.index(piece) for piece in pieces]
    return places == sorted(places)


def test_a_correction_stands_beneath_its_story(editor, reader, live):
    corrected(editor, live.article)

    page = reader.get(live.address)
    assert order(page, "It began.", "Correction", "It was four.")
    assert 'id="corrections"' in page.text


def test_a_note_of_the_editor_stands_above_it(editor, reader, live):
    corrected(editor, live.article, sort="note", correction="We asked again.")

    page = reader.get(live.address)
    assert order(page, "Editor’s note", "We asked again.", "It began.")
    assert 'id="corrections"' in page.text


def test_its_place_can_be_chosen(editor, reader, live):
    corrected(editor, live.article, place="top")
    corrected(editor, live.article, sort="clarification", correction="Four in all.", place="foot")

    page = reader.get(live.address)
    assert order(page, "Correction", "It was four.", "It began.", "Clarification", "Four in all.")
    ids = re.findall(r' id="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))


def test_all_sorts_are_told_to_machines_and_on_the_page_of_corrections(editor, reader, live):
    corrected(editor, live.article, sort="note", correction="We asked again.")

    assert "Editor’s note." in reader.get("/corrections/").text
    assert f"Editor’s note: {live.headline}" in reader.get("/feed/corrections.atom").text
    graph = json.loads(re.search(r"ld\+json\">(.*?)</script>", reader.get(live.address).text)[1])[
        "@graph"
    ]
    assert graph[0]["correction"][0]["text"] == "We asked again."


def test_a_scheduled_notice_keeps_its_sort_when_it_is_reprinted(editor, live):
    story = live.article
    fields = {"sort": "clarification", "correction": "Four.", "kind": "correction", "place": "top"}
    editor.post(
        address_of(story), filled(story, _schedule=1, print_at="2099-01-01T10:00", **fields)
    )
    waiting = Correction.objects.get().edition

    editor.post(address_of(story), filled(story, _reprint=waiting.pk, headline="Better"))

    notice = Correction.objects.get()
    assert (notice.sort, notice.place, notice.edition.headline) == (
        "clarification",
        "top",
        "Better",
    )
