"""The queue out of the house, as files; and kept under a name, as saved lists."""

import csv
import io
import json

import pytest
from django.urls import reverse

from articles.feedback import moderation
from articles.models import Feedback, SavedList
from tests.desk.audit import said
from tests.desk.form import text_of
from tests.desk.queue import QUEUE, looker, moderator_of
from tests.feedback.answers import make_report
from tests.make import make_edition

pytestmark = pytest.mark.django_db
LISTS = reverse("admin:articles_feedback_lists")
STORIES = reverse("admin:articles_article_changelist")


def got(person, kind, **asked):
    """The file, read."""
    answer = person.get(reverse("admin:articles_feedback_export", args=[kind]), asked)
    assert answer.streaming
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return json.loads(text) if kind == "json" else list(csv.DictReader(io.StringIO(text)))


def test_the_files_hold_what_the_tab_shows(moderator):
    edition = make_edition(headline="Talks open", section="news/city")
    report = make_report(edition=edition, comment="Twelve, not ten.", reasons=["wrong", "hard"])
    moderation.move(report.pk, to="addressed", resolution="corrected", by=moderator.user)
    make_report(comment="Elsewhere")

    (line,), (record,) = got(moderator, "csv", state="addressed"), got(moderator, "json", q="ten")

    assert line["Number"] == str(report.pk)
    assert line["State"] == "Addressed"
    assert line["What became of it"] == "Corrected"
    assert line["Reasons"] == "Something is wrong, It is hard to follow"
    assert (line["Headline"], line["Section"], line["Edition"]) == ("Talks open", "City", "1")
    assert record["state"] == "addressed"
    assert record["reasons"] == ["wrong", "hard"]
    assert record["comment"] == "Twelve, not ten."


def test_no_cell_is_a_formula_and_nothing_tells_who_it_was(moderator):
    report = make_report(comment='=HYPERLINK("http://x")', edition=make_edition(headline="+1"))
    Feedback.objects.filter(pk=report.pk).update(
        text_hash="hash-of-words", fingerprint="print-of-reader"
    )

    (line,), (record,) = got(moderator, "csv"), got(moderator, "json")

    assert line["Comment"] == '\'=HYPERLINK("http://x")'
    assert line["Headline"] == "'+1"
    for told in (str(line), str(record)):
        assert "hash-of-words" not in told
        assert "print-of-reader" not in told


def test_the_files_say_which_votes_are_in_the_totals_and_in_which_language_each_story_is(moderator):
    make_report(comment="Counted")
    make_report(comment="Held", suspicions=["trap"])
    surged = make_report(comment="Surged", edition=make_edition(language="fr"))
    Feedback.objects.filter(pk=surged.pk).update(counts=False)

    records = {each["comment"]: each for each in got(moderator, "json", state="all")}
    lines = {each["Comment"]: each for each in got(moderator, "csv", state="all")}

    for name, counts, language in (
        ("Counted", "Yes", "en-gb"),
        ("Held", "No", "en-gb"),
        ("Surged", "No", "fr"),
    ):
        assert records[name]["counts"] is (counts == "Yes")
        assert lines[name]["Counts"] == counts
        assert {records[name]["language"], lines[name]["Language"]} == {language}


@pytest.mark.parametrize(
    ("said", "as_a_cell"),
    [
        (";=1+1", ";'=1+1"),
        ('Yes; "=1+1', "Yes; \"'=1+1"),
        ("Two faults:\n=2\n- a date", "Two faults:\n'=2\n'- a date"),
        ("One;＠two;+3", "One;'＠two;'+3"),
        ("1-2; a+b = c", "1-2; a+b = c"),
    ],
)
def test_no_cell_is_a_formula_where_semicolons_and_lines_part_them(moderator, said, as_a_cell):
    make_report(comment=said)

    (line,), (record,) = got(moderator, "csv"), got(moderator, "json")

    assert (line["Comment"], record["comment"]) == (as_a_cell, said)


def test_the_files_hold_only_what_one_may_see(moderator):
    for path in ("sport", "culture"):
        make_report(edition=make_edition(section=path), comment=path)

    assert [each["comment"] for each in got(moderator_of("sport"), "json", state="all")] == [
        "sport"
    ]
    assert len(got(looker(), "json", state="all")) == 2


def test_a_file_is_read_in_stretches_to_its_end(moderator, monkeypatch):
    monkeypatch.setattr("articles.desk.admin.queue_export.AT_A_TIME", 3)
    edition = make_edition()
    for n in range(8):
        make_report(edition=edition, comment=f"{n}")

    assert [each["comment"] for each in got(moderator, "json")] == list("76543210")
    assert [each["Comment"] for each in got(moderator, "csv")] == list("76543210")


# Saved lists


def save(person, name="Late desk", asked="vote=no&state=held", **more):
    """Press Save beside the name of a list."""
    return person.post(LISTS, {"_save": "1", "name": name, "asked": asked, **more})


def test_what_was_asked_of_the_queue_is_found_again_under_its_name(moderator):
    answer = save(moderator, asked="vote=no&state=held&older=1-1")

    kept = SavedList.objects.get()
    page = moderator.get(answer.url)
    assert answer.url == f"{QUEUE}?state=held&vote=no&list={kept.pk}"
    assert page.context["tabs"].current == kept
    assert "Late desk" in text_of(moderator.get(QUEUE))
    assert said(kept) == [("added", "")]


def test_lists_of_reports_and_of_stories_are_kept_apart(editor):
    save(editor)
    stories = reverse("admin:articles_article_lists")
    editor.post(stories, {"_save": "1", "name": "Late desk", "asked": "due=week"})

    of_reports = SavedList.objects.get(of="reports")
    assert SavedList.objects.count() == 2
    assert [each.of for each in editor.get(QUEUE).context["tabs"].lists] == ["reports"]
    assert [each.of for each in editor.get(STORIES).context["tabs"].lists] == ["stories"]
    for button in ("_delete", "_rename", "_begin"):
        posted = {button: "1", "list": of_reports.pk, "name": "Mine"}
        assert editor.post(stories, posted).status_code == 403


def test_lists_are_ones_own_or_for_everybody_by_right(moderator, editor, writer):
    save(moderator, "Own")
    refused = save(moderator, "Ours", is_shared="on")
    save(editor, "House", is_shared="on")

    def seen(person):
        return [each.name for each in person.get(QUEUE).context["tabs"].lists]

    assert refused.status_code == 403
    assert seen(moderator) == ["Own", "House"]
    assert seen(editor) == ["House"]
    assert save(writer).status_code == 404
    house = SavedList.objects.get(name="House")
    assert moderator.post(LISTS, {"_delete": "1", "list": house.pk}).status_code == 403


def test_a_list_is_changed_renamed_and_deleted(moderator):
    save(moderator)
    kept = SavedList.objects.get()

    moderator.post(LISTS, {"_ask_anew": "1", "list": kept.pk, "asked": "vote=yes"})
    moderator.post(LISTS, {"_rename": "1", "list": kept.pk, "name": "Praise"})
    kept.refresh_from_db()
    asked = (kept.name, kept.query)
    page = moderator.post(LISTS, {"_delete": "1", "list": kept.pk}, follow=True)

    assert asked == ("Praise", "vote=yes")
    assert "The list “Praise” is deleted. Its reports are as they were." in text_of(page)
    assert not SavedList.objects.exists()
