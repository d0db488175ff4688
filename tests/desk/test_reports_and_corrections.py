"""From a reader's report to a correction or a note."""

import re

import pytest

from articles.desk.readers_reports import note_on_story
from articles.editions import press
from articles.feedback.feedback import Reason
from articles.models import (
    Correction,
    Deed,
    Edition,
    Feedback,
    FeedbackEvent,
    Note,
    Notice,
    SectionRight,
)
from tests.desk.form import address_of, filled, text_of
from tests.desk.queue import QUEUE
from tests.desk.reports import correct, corrected, mend, note, now_of, page_of, standing
from tests.desk.test_mending import mended
from tests.feedback.answers import make_report
from tests.make import make_section

pytestmark = pytest.mark.looks

NEXT = "2099-01-01T10:00"


# A report becomes a correction


def test_a_report_leads_to_the_storys_form_with_a_correction_begun(editor, report):
    page = editor.get(correct(report), follow=True)

    form = page.context["adminform"].form
    assert page.redirect_chain[0][0].startswith(address_of(report.edition.article))
    assert form["kind"].value() == "correction"
    assert form["thanks_readers"].value() is True
    assert form["correction"].value() == (
        "In an earlier version of this story the part “The vote” was wrong: …"
    )
    said = text_of(page)
    assert f"Report № {report.pk} The vote It was four, not three Something is wrong" in said
    assert re.search(rf'name="report" value="{report.pk}" checked', page.content.decode())


def test_the_readers_words_are_no_part_of_the_draft(editor, report):
    page = editor.get(correct(report), follow=True)

    assert "four" not in page.context["adminform"].form["correction"].value()


@pytest.mark.parametrize(
    ("reasons", "begins", "sort"),
    [
        ([Reason.HEADLINE], "An earlier headline of this story, “Talks open”,", "correction"),
        ([Reason.OUTDATED], "An earlier version of this story was out of date", "correction"),
        ([Reason.HARD], "An earlier version of this story was unclear", "clarification"),
        ([Reason.MISSING], "An earlier version of this story was incomplete", "clarification"),
        ([], "An earlier version of this story was wrong", "correction"),
    ],
)
def test_the_draft_follows_what_let_the_reader_down(editor, live, reasons, begins, sort):
    report = make_report(edition=live, reasons=reasons)

    form = editor.get(correct(report), follow=True).context["adminform"].form

    assert form["correction"].value().startswith(begins)
    assert form["sort"].value() == sort


def test_the_published_correction_answers_the_report_and_thanks_readers(editor, reader, report):
    story = report.edition.article

    answer = editor.post(address_of(story), corrected(story, report, _publish=1), follow=True)

    assert "readers have it now" in text_of(answer)
    notice = Correction.objects.get()
    kept = now_of(report)
    assert (kept.state, kept.resolution, kept.correction) == ("addressed", "corrected", notice)
    assert notice.thanks_readers is True
    page = reader.get(report.edition.address).text
    assert "Four came, not three. <em>Corrected thanks to readers.</em>" in page


def test_its_duplicates_are_answered_with_it(editor, report):
    again = make_report(edition=report.edition)
    Feedback.objects.filter(pk=again.pk).update(duplicate_of=report)
    story = report.edition.article

    editor.post(address_of(story), corrected(story, report, _publish=1))

    assert standing(report, again) == [("addressed", "corrected")] * 2


def test_a_clarification_clarifies(editor, report):
    story = report.edition.article

    editor.post(address_of(story), corrected(story, report, sort="clarification", _publish=1))

    assert standing(report) == [("addressed", "clarified")]


def test_a_draft_with_its_gap_is_not_printed(editor, report):
    story = report.edition.article
    draft = "An earlier version of this story was wrong: …"

    answer = editor.post(address_of(story), corrected(story, report, correction=draft, _publish=1))

    assert answer.status_code == 422
    assert "Finish the notice" in text_of(answer)
    assert Edition.archive.count() == 1
    assert standing(report) == [("new", "")]
    assert re.search(rf'name="report" value="{report.pk}" checked', answer.content.decode())


def test_a_report_that_was_unticked_stays_as_it_is(editor, report):
    story = report.edition.article

    editor.post(address_of(story), corrected(story, report, report="", _publish=1))

    assert Correction.objects.count() == 1
    assert standing(report) == [("new", "")]


def test_what_was_begun_waits_through_a_save(editor, report):
    story = report.edition.article

    page = editor.post(address_of(story), corrected(story, report, _save=1), follow=True)

    form = page.context["adminform"].form
    assert form["correction"].value() == "Four came, not three."
    assert re.search(rf'name="report" value="{report.pk}" checked', page.content.decode())
    assert form["thanks_readers"].value() == "on"
    assert standing(report) == [("new", "")]


def test_a_scheduled_correction_answers_it_too_and_called_off_asks_again(editor, report):
    story = report.edition.article
    editor.post(address_of(story), corrected(story, report, _schedule=1, print_at=NEXT))
    waiting = Correction.objects.get().edition
    scheduled = standing(report)

    editor.post(address_of(story), filled(story, _cancel=waiting.pk))

    assert scheduled == [("addressed", "corrected")]
    assert standing(report) == [("in_progress", "")]
    assert now_of(report).correction is None


def test_a_reprinted_correction_is_still_that_of_the_report(editor, report):
    story = report.edition.article
    editor.post(address_of(story), corrected(story, report, _schedule=1, print_at=NEXT))
    waiting = Correction.objects.get().edition

    editor.post(address_of(story), filled(story, _reprint=waiting.pk, headline="Better"))

    notice = Correction.objects.get()
    assert notice.edition.headline == "Better"
    assert notice.thanks_readers is True
    assert now_of(report).correction == notice


def test_a_correction_that_goes_with_a_release_answers_it(editor, report, release):
    story = report.edition.article

    editor.post(address_of(story), corrected(story, report, _schedule=1, print_with=release.pk))

    assert Correction.objects.get().edition.release == release
    assert standing(report) == [("addressed", "corrected")]


def test_an_update_that_waits_answers_nobody_yet(editor, report):
    story = report.edition.article
    fields = {"kind": "update", "correction": "", "_schedule": 1, "print_at": NEXT}

    editor.post(address_of(story), corrected(story, report, **fields))

    assert standing(report) == [("in_progress", "")]


def test_a_moved_time_keeps_the_thanks(editor, report):
    story = report.edition.article
    editor.post(address_of(story), corrected(story, report, _schedule=1, print_at=NEXT))
    waiting = Correction.objects.get().edition
    moved = {"_move": waiting.pk, f"move-{waiting.pk}": "2098-01-01T10:00"}

    editor.post(address_of(story), filled(story, **moved))

    assert Correction.objects.get().edition.live_from.year == 2098
    assert Correction.objects.get().thanks_readers is True


def test_where_the_copy_has_gone_on_the_live_text_is_mended(editor, reader, report):
    story = report.edition.article
    editor.post(address_of(story), filled(story, headline="Half rewritten", _save=1))

    page = editor.get(correct(report), follow=True)
    form = page.context["form"]
    answer = mended(
        editor,
        report.edition,
        kind="correction",
        correction="Four came, not three.",
        thanks_readers="on",
        body="<h2>The vote</h2><p>Four came.</p>",
        report=report.pk,
    )

    assert page.redirect_chain[0][0].startswith(mend(story))
    assert form["thanks_readers"].value() is True
    assert "It was four, not three" in text_of(page)
    assert answer.status_code == 302
    assert standing(report) == [("addressed", "corrected")]
    page = reader.get(report.edition.address).text
    assert "Talks open" in page
    assert "Corrected thanks to readers." in page


def test_the_form_offers_to_mend_where_the_copy_has_gone_on(editor, report):
    story = report.edition.article
    editor.post(address_of(story), filled(story, headline="Half rewritten", _save=1))

    page = editor.get(f"{address_of(story)}?report={report.pk}")

    assert f'href="{mend(story)}?report={report.pk}#carried"' in page.content.decode()


def test_a_story_without_a_page_cannot_be_corrected(editor, report):
    press.withdraw(report.edition.article_id, by=None)

    page = editor.get(correct(report), follow=True)

    assert "there is nothing to correct" in text_of(page)


def test_no_report_of_another_story_or_section_is_carried(editor, live):
    other = make_report(comment="Said elsewhere")
    hidden = make_report(edition=live, comment="Hidden words")
    Feedback.objects.filter(pk=hidden.pk).update(section=make_section("world"))
    SectionRight.objects.create(account=editor.user, section=make_section("news"))
    story = live.article

    for each in (other, hidden):
        page = text_of(editor.get(f"{address_of(story)}?report={each.pk}"))
        assert "Said elsewhere" not in page
        assert "Hidden words" not in page
        editor.post(address_of(story), corrected(story, each, _publish=1))
    assert standing(other, hidden) == [("new", "")] * 2


@pytest.mark.parametrize("asked", ["x", "0", "-1", "9" * 40, "1' OR 1=1", ""])
def test_nonsense_in_the_address_or_the_form_carries_nothing(editor, live, asked):
    page = editor.get(address_of(live.article), {"report": asked})
    answer = editor.post(
        address_of(live.article), filled(live.article, report=asked, _save=1), follow=True
    )

    assert page.status_code == 200
    assert page.context["report"] is None
    assert answer.status_code == 200


def test_who_may_not_publish_leaves_a_note_that_asks_for_it(moderator, report):
    looked = moderator.get(correct(report), follow=True)
    notes_before = Note.objects.count()

    page = moderator.post(correct(report), follow=True)

    made = Note.objects.get()
    assert (looked.status_code, notes_before) == (200, 0)
    assert "A note is on the story" in text_of(page)
    assert made.text.startswith("This may need a correction.\nA reader writes: It was four")
    assert made.by == moderator.user
    assert standing(report) == [("in_progress", "")]
    deeds = Deed.log.exclude(what="signed_in").values_list("what", flat=True)
    assert set(deeds) == {"noted", "sorted"}


def test_a_note_is_kept_with_the_report_whatever_it_becomes(editor, moderator, report):
    for person, address in ((editor, correct), (moderator, correct), (editor, note)):
        person.post(address(report), {"note": "Ask the council"})

    assert [(each.what, each.note) for each in report.events.all()] == [
        ("remarked", "Ask the council"),
        ("noted", "A note on the story. Ask the council"),
        ("noted", "A note on the story. Ask the council"),
    ]
    assert not any("council" in each.text for each in Note.objects.all())


def test_only_who_may_sort_reports_makes_anything_of_one(
    writer, stranger, client, editor, moderator, report
):
    for browser in (writer, stranger, client):
        for address in (correct(report), note(report)):
            assert browser.post(address).status_code in (302, 404)
    assert Note.objects.count() == 0
    assert standing(report) == [("new", "")]

    moderator.get(note(report))
    editor.get(note(report))
    assert Note.objects.count() == 0


# A report becomes a note


def test_a_report_becomes_a_note_on_the_part_that_it_names(editor, report):
    answer = editor.post(note(report))

    made = Note.objects.get()
    assert answer.url == f"{address_of(report.edition.article)}#note-{made.pk}"
    assert (made.part, made.quote) == ("body", "The vote")
    assert made.text == (
        "A reader writes: It was four, not three\nA reader says: Something is wrong\n"
        f"(Report {report.pk}, on edition 1)"
    )
    assert standing(report) == [("in_progress", "")]
    assert FeedbackEvent.objects.get().what == "noted"


def test_what_is_undone_leaves_the_note_and_says_so(moderator, report):
    moderator.post(note(report))
    from_its_page = moderator.post(
        page_of(report), {"_undo": report.events.latest("pk").pk}, follow=True
    )
    moderator.post(note(report))
    batch = report.events.latest("pk").batch
    from_the_queue = moderator.post(QUEUE, {"_undo": batch}, follow=True)

    assert "Moved from In progress to New. The note on the story stays." in text_of(from_its_page)
    assert "1 undone. The note on the story stays." in text_of(from_the_queue)
    assert Note.objects.count() == 2


def test_where_the_part_is_gone_the_note_is_on_the_story_and_names_it(editor, report):
    story = report.edition.article
    editor.post(address_of(story), filled(story, body="<p>All new.</p>", _save=1))

    editor.post(note(report))

    made = Note.objects.get()
    assert (made.part, made.quote) == ("story", "")
    assert made.text.startswith("About “The vote”:\nA reader writes:")


def test_readers_call_no_colleague_by_name(editor, moderator, live):
    report = make_report(edition=live, comment=f"Ask @{editor.user.username} please")

    moderator.post(note(report))

    assert f"@{editor.user.username}" not in Note.objects.get().text
    assert Notice.objects.filter(account=editor.user).count() == 0


def test_a_long_comment_fits_into_a_note(moderator, live):
    report = make_report(edition=live, comment="word " * 199 + "end")

    note_on_story(report, by=moderator.user)

    assert "end" in Note.objects.get().text
