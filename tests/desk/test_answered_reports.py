"""What an edition answers: reports on older ones are marked as addressed together."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.feedback.feedback import Reason
from articles.models import (
    Correction,
    Deed,
    Feedback,
    FeedbackEvent,
    SectionRight,
)
from tests.desk.form import address_of, filled, text_of
from tests.desk.reports import now_of, readers, standing
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_section

pytestmark = pytest.mark.looks


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
    assert "Mark this one as addressed" in text_of(editor.get(readers(first.article)))


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

    assert got == [404, 404]
    # Moderators do so from the queue: they see no stories.
    assert moderator.get(readers(seven)).status_code == 404
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
    assert editor.post(readers(seven), {"_undo": undo}).status_code == 404
