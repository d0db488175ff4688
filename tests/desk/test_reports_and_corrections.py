"""From a reader's report to a correction, a note or an answer, and what readers see of it."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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
from tests.desk.test_mending import mended
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_section

NEXT = "2099-01-01T10:00"


def correct(report):
    """The address that makes a correction of a report."""
    return reverse("admin:articles_feedback_correct", args=[report.pk])


def note(report):
    """The address that makes a note of a report."""
    return reverse("admin:articles_feedback_note", args=[report.pk])


def readers(story):
    """The page on which reports are answered together."""
    return reverse("admin:articles_article_readers", args=[story.pk])


def mend(story):
    """The page on which the live text is mended."""
    return reverse("admin:articles_article_mend", args=[story.pk])


def now_of(report):
    """The report as it is now."""
    return Feedback.objects.get(pk=report.pk)


def standing(*reports):
    """Where they are now, and what became of them."""
    return [(now_of(each).state, now_of(each).resolution) for each in reports]


@pytest.fixture
def live(db):
    """A live story of two parts."""
    return make_edition(headline="Talks open", body="<h2>The vote</h2><p>Three came.</p>")


@pytest.fixture
def report(live):
    """What a reader said of a part of it."""
    made = make_report(edition=live, comment="It was four, not three", reasons=[Reason.WRONG])
    Feedback.objects.filter(pk=made.pk).update(part_anchor="the-vote", part_heading="The vote")
    return now_of(made)


def corrected(story, because, **fields):
    """What the form of the story sends that was opened because of a report."""
    known = {
        "kind": "correction",
        "correction": "Four came, not three.",
        "sort": "correction",
        "thanks_readers": "on",
        "report": because.pk,
    }
    return filled(story, **known | fields)


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


def test_only_who_may_sort_reports_makes_anything_of_one(
    writer, stranger, client, editor, moderator, report
):
    for browser in (writer, stranger, client):
        for address in (correct(report), note(report)):
            assert browser.post(address).status_code in (302, 403)
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


# What an edition answers


@pytest.fixture
def seven(db):
    """A story with seven reports on its first edition, and an update since."""
    first = make_edition(headline="Talks open", live_from=hours(-3))
    reports = [make_report(edition=first, comment=f"Word {n}") for n in range(7)]
    make_edition(article=first.article, headline="Talks open", live_from=hours(-2))
    first.article.reports = reports
    return first.article


def test_after_printing_the_form_offers_to_mark_older_reports_as_addressed(editor, db):
    first = make_edition(live_from=hours(-3))
    for n in range(7):
        make_report(edition=first, comment=f"Word {n}")
    story = first.article

    page = editor.post(
        address_of(story), filled(story, body="<p>New.</p>", _publish=1), follow=True
    )

    said = text_of(page)
    assert "7 reports of readers are on earlier editions. Mark these 7 as addressed" in said
    assert "7 reports are on editions before edition 2. Mark these 7 as addressed" in said
    assert "Word 6" in said
    assert readers(story) in page.content.decode()


def test_the_offer_stays_with_the_story_as_long_as_there_are_such(editor, seven):
    page = text_of(editor.get(address_of(seven)))

    assert "Mark these 7 as addressed" in page


def test_reports_cost_the_form_of_their_story_one_query_more(editor, live):
    def cost(**asked):
        with CaptureQueriesContext(connection) as queries:
            editor.get(address_of(live.article), asked)
        return len(queries)

    cost()
    without = cost()
    for n in range(8):
        report = make_report(edition=live, comment="Word" * (n % 2), reasons=[Reason.WRONG])

    assert cost() <= without + 1
    assert cost(report=report.pk) <= without + 3


def test_one_report_is_told_as_one(editor, db):
    first = make_edition(live_from=hours(-3))
    make_report(edition=first, comment="Word")
    make_edition(article=first.article)

    assert "1 report is on an edition before edition 2." in text_of(
        editor.get(address_of(first.article))
    )
    assert "Mark this 1 as addressed" in text_of(editor.get(readers(first.article)))


@pytest.mark.parametrize(("kind", "begins"), [("minor", hours(-1)), ("update", hours(5))])
def test_a_minor_edition_and_one_that_waits_offer_nothing(editor, db, kind, begins):
    first = make_edition(live_from=hours(-3))
    make_report(edition=first)
    make_edition(article=first.article, kind=kind, live_from=begins)

    assert "as addressed" not in text_of(editor.get(address_of(first.article)))
    assert "as addressed" not in text_of(editor.get(readers(first.article)))


def test_seven_are_marked_at_once_and_each_says_how(editor, seven):
    page = editor.get(readers(seven))
    posted = {
        "report": [each.pk for each in seven.reports],
        "resolution": page.context["resolution"],
        "note": "All in",
        "_mark": 1,
    }

    after = editor.post(readers(seven), posted, follow=True)

    assert page.content.decode().count(" checked>") == 7
    assert page.context["resolution"] == "updated"
    assert "7 reports are marked as addressed." in text_of(after)
    assert standing(*seven.reports) == [("addressed", "updated")] * 7
    assert set(FeedbackEvent.objects.values_list("note", flat=True)) == {"All in"}
    assert Deed.log.filter(what="sorted").count() == 1


def test_marking_them_can_be_undone(editor, seven):
    posted = {"report": [each.pk for each in seven.reports], "resolution": "updated", "_mark": 1}
    page = editor.post(readers(seven), posted, follow=True)
    batch = re.search(r'name="_undo" value="([0-9a-f-]+)"', page.content.decode())[1]

    after = editor.post(readers(seven), {"_undo": batch}, follow=True)

    assert "7 reports are as they were." in text_of(after)
    assert standing(*seven.reports) == [("new", "")] * 7


def test_what_was_unticked_stays(editor, seven):
    posted = {"report": [each.pk for each in seven.reports[:2]], "resolution": "updated"}

    editor.post(readers(seven), posted)

    assert [state for state, _ in standing(*seven.reports)] == ["addressed"] * 2 + ["new"] * 5


def test_a_report_that_moved_meanwhile_is_left_alone_and_told(editor, moderator, seven):
    from articles.feedback import moderation

    first = seven.reports[0]
    moderation.move(first.pk, to="in_progress", by=moderator.user)
    posted = {
        "report": [each.pk for each in seven.reports],
        "resolution": "updated",
        **{f"seen-{each.pk}": "new" for each in seven.reports},
    }

    page = editor.post(readers(seven), posted, follow=True)

    assert "6 reports are marked as addressed." in text_of(page)
    assert "has moved it to In progress meanwhile" in text_of(page)
    assert now_of(first).state == "in_progress"


@pytest.mark.parametrize(
    ("printed", "resolution"),
    [
        ({"correction": "It was four."}, "corrected"),
        ({"kind": "update", "headline": "Talks open"}, "updated"),
        ({"kind": "update", "headline": "Talks fail"}, "headline"),
    ],
)
def test_the_resolution_is_preset_by_the_kind_of_edition(editor, db, printed, resolution):
    first = make_edition(headline="Talks open", live_from=hours(-3))
    make_report(edition=first)
    make_edition(article=first.article, live_from=hours(-2), **{"headline": "Talks open"} | printed)

    assert editor.get(readers(first.article)).context["resolution"] == resolution


def test_what_a_correction_answers_is_linked_with_it(editor, db):
    first = make_edition(live_from=hours(-3))
    report = make_report(edition=first)
    make_edition(article=first.article, correction="It was four.", live_from=hours(-2))

    editor.post(readers(first.article), {"report": report.pk, "resolution": "corrected"})

    assert now_of(report).correction == Correction.objects.get()


def test_a_resolution_is_needed_and_what_was_chosen_stays(editor, seven):
    posted = {"report": [seven.reports[0].pk], "resolution": "", "note": "Kept words"}

    page = editor.post(readers(seven), posted)

    assert page.status_code == 422
    assert "Say what became of it" in text_of(page)
    assert "Kept words" in page.content.decode()
    assert page.content.decode().count(" checked>") == 1
    assert standing(*seven.reports) == [("new", "")] * 7


def test_only_who_may_sort_reports_answers_them(writer, stranger, moderator, seven):
    posted = {"report": [each.pk for each in seven.reports], "resolution": "updated"}

    got = [browser.post(readers(seven), posted).status_code for browser in (writer, stranger)]

    assert got == [403, 403]
    # Moderators do so from the queue: they see no stories.
    assert moderator.get(readers(seven)).status_code == 403
    assert standing(*seven.reports) == [("new", "")] * 7


def test_reports_of_other_sections_are_neither_shown_nor_marked(editor, seven):
    Feedback.objects.filter(pk=seven.reports[0].pk).update(section=make_section("world"))
    SectionRight.objects.create(account=editor.user, section=make_section("news"))
    posted = {"report": [each.pk for each in seven.reports], "resolution": "updated"}

    page = text_of(editor.get(readers(seven)))
    editor.post(readers(seven), posted)

    assert "Mark these 6 as addressed" in page
    assert standing(*seven.reports) == [("new", ""), *[("addressed", "updated")] * 6]


@pytest.mark.parametrize("undo", ["", "x", "\0", "0" * 40])
def test_nonsense_undoes_nothing(editor, seven, undo):
    assert editor.post(readers(seven), {"_undo": undo}).status_code == 403


# What readers see of it


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
