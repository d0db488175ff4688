"""“Corrected thanks to readers”: where a notice stands, and at the desk."""

import json
import re

import pytest
from django.urls import reverse

from articles.editions import press
from articles.models import (
    Correction,
)
from tests.desk.form import address_of, text_of
from tests.desk.reports import corrected, now_of
from tests.make import make_edition

pytestmark = pytest.mark.looks


def test_readers_are_thanked_wherever_the_notice_stands(editor, reader, report):
    story = report.edition.article
    editor.post(address_of(story), corrected(story, report, sort="clarification", _publish=1))

    page = reader.get(report.edition.address).text
    graph = json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])["@graph"]

    assert "<em>Clarified thanks to readers.</em>" in page
    assert "<em>Clarified thanks to readers.</em>" in reader.get("/corrections/").text
    assert "<em>A reader told us.</em>" in reader.get(f"{report.edition.address}changes/").text
    assert "Clarified thanks to readers." in reader.get("/feed/corrections.atom").text
    assert graph[0]["correction"][0]["text"] == (
        "Four came, not three. Clarified thanks to readers."
    )


def test_without_it_nobody_is_thanked(editor, reader, report):
    story = report.edition.article
    editor.post(address_of(story), corrected(story, report, thanks_readers="", _publish=1))

    for address in (report.edition.address, "/corrections/", f"{report.edition.address}changes/"):
        page = reader.get(address).text
        assert "Four came, not three." in page
        assert "thanks to readers" not in page
        assert "reader told us" not in page


def test_thanks_go_with_the_notice_when_its_edition_is_redacted(editor, reader, chief, report):
    story = report.edition.article
    editor.post(address_of(story), corrected(story, report, _publish=1))
    notice = Correction.objects.get()

    press.redact(notice.edition_id, by=chief.user, reason="Court")

    assert "thanks to readers" not in reader.get("/corrections/").text
    assert now_of(report).correction is None


def test_the_desk_says_of_a_correction_whether_readers_are_thanked(chief, db):
    edition = make_edition()
    make_edition(article=edition.article, correction="It was four.")
    page = reverse("admin:articles_correction_change", args=[Correction.objects.get().pk])

    before = text_of(chief.get(page))
    Correction.objects.update(thanks_readers=True)

    assert "Thanks to readers: No" in before
    assert "Thanks to readers: Yes" in text_of(chief.get(page))
