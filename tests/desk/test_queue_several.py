"""What is done from the queue to the reports that were ticked, or to all that match."""

import re

import pytest

from articles.feedback import moderation
from articles.models import Deed, Feedback
from tests.desk.form import text_of
from tests.desk.queue import QUEUE, goes_on, moderator_of, press, several, state_of, undone
from tests.feedback.answers import make_report
from tests.make import make_edition, make_user

pytestmark = pytest.mark.django_db


def test_several_are_moved_at_once_told_and_undone(moderator):
    reports = [make_report() for _n in range(3)]
    there = make_report()
    moderation.move(there.pk, to="open", by=moderator.user)

    page = several(moderator, "open", *reports, there)
    moved = [state_of(report) for report in reports]
    after = undone(moderator, page)

    assert moved == ["open"] * 3
    assert "3 moved to Open." in text_of(page)
    assert "1 left as it was: It was Open already." in text_of(page)
    assert "3 undone." in text_of(after)
    assert [state_of(report) for report in (*reports, there)] == ["new"] * 3 + ["open"]
    assert Deed.log.filter(what="sorted").count() == 3
    assert Deed.log.filter(what="unsorted").count() == 3


def test_what_needs_to_be_known_is_asked_on_a_page_of_its_own(moderator):
    reports = [make_report(comment=f"Number {n}") for n in range(7)]

    page = several(moderator, "address", *reports, follow=False)
    refused = goes_on(moderator, page, resolution="")
    done = goes_on(moderator, page, resolution="no_change", note="Read again")

    assert "This will be done to 7 reports" in text_of(page)
    assert "Number 6" in text_of(page)
    assert "and 2 more" in text_of(page)
    assert refused.status_code == 422
    assert "7 moved to Addressed." in text_of(done)
    assert set(Feedback.objects.values_list("resolution", flat=True)) == {"no_change"}


def test_more_than_fifty_are_done_once_their_number_is_typed(moderator):
    edition = make_edition()
    reports = [make_report(edition=edition) for _n in range(51)]

    page = several(moderator, "dismiss", *reports, follow=False)
    unsure = goes_on(moderator, page, number="50")
    kept = Feedback.objects.filter(state="new").count()
    done = goes_on(moderator, page, number="51")

    assert "Type how many they are" in text_of(page)
    assert unsure.status_code == 422
    assert "They are 51. Type this number if you are sure." in text_of(unsure)
    assert kept == 51
    assert "51 moved to Dismissed." in text_of(done)


def test_all_that_match_are_those_that_were_seen_and_none_that_came_since(moderator, monkeypatch):
    monkeypatch.setattr("articles.desk.admin.feedback.SHOWN", 2)
    old = [make_report(answer="no") for _n in range(5)]
    other = make_report(answer="yes")
    first = moderator.get(QUEUE, {"vote": "no"}).context["first"]
    late = make_report(answer="no")

    asked = {"several": "spam", "scope": "all", "until": first}
    sure = moderator.post(f"{QUEUE}?vote=no", asked)
    before = {state_of(report) for report in old}
    page = goes_on(moderator, sure)

    assert "This will be done to 5 reports" in text_of(sure)
    assert "Type how many they are" not in text_of(sure)
    assert before == {"new"}
    assert "5 moved to Spam." in text_of(page)
    assert {state_of(report) for report in old} == {"spam"}
    assert (state_of(late), state_of(other)) == ("new", "new")


def test_what_moved_while_the_number_was_typed_is_left_and_told(moderator, chief):
    edition = make_edition()
    reports = [make_report(edition=edition) for _n in range(51)]
    first = moderator.get(QUEUE).context["first"]
    asked = {"several": "dismiss", "scope": "all", "until": first}

    page = moderator.post(QUEUE, asked)
    press(chief, reports[0], "open")
    make_report(edition=edition)
    done = text_of(goes_on(moderator, page, number="51"))

    assert "50 moved to Dismissed." in done
    assert f"1 left as it was: {chief.user.username} has moved it to Open meanwhile." in done
    assert Feedback.objects.filter(state="new").count() == 1


def test_more_than_can_be_done_at_once_are_refused_in_words(moderator, monkeypatch):
    monkeypatch.setattr("articles.desk.admin.queue_bulk.MOST", 2)
    reports = [make_report() for _n in range(3)]

    page = several(moderator, "spam", *reports)

    assert "At most 2 reports at once. Nothing was changed" in text_of(page)
    assert [state_of(report) for report in reports] == ["new"] * 3


def test_several_are_assigned_escalated_and_called_duplicates(moderator):
    edition, ana = make_edition(), make_user("Moderator", "ana")
    reports = [make_report(edition=edition) for _n in range(4)]

    goes_on(moderator, several(moderator, "assign", *reports, follow=False), to="ana")
    several(moderator, "escalate", *reports)
    page = several(moderator, "duplicate", *reports[1:], follow=False)
    amiss = goes_on(moderator, page, of=reports[1].pk)
    goes_on(moderator, page, of=reports[0].pk)

    assert amiss.status_code == 422
    found = Feedback.objects.order_by("pk")
    assert {(each.assignee, each.is_escalated) for each in found} == {(ana, True)}
    assert [each.duplicate_of_id for each in found] == [None, *[reports[0].pk] * 3]


def test_reports_of_other_sections_are_left_out_of_several(moderator):
    sport = moderator_of("sport")
    mine = make_report(edition=make_edition(section="sport"))
    other = make_report(edition=make_edition(section="culture"))
    first = moderator.get(QUEUE).context["first"]

    ticked = several(sport, "open", mine, other)
    everything = sport.post(QUEUE, {"several": "spam", "scope": "all", "until": first}, follow=True)

    assert "1 moved to Open." in text_of(ticked)
    assert "Choose some reports first." in text_of(everything)
    assert (state_of(mine), state_of(other)) == ("open", "new")


def test_a_hundred_cost_hardly_more_queries_than_two(moderator, django_assert_max_num_queries):
    edition = make_edition()
    reports = [make_report(edition=edition) for _n in range(100)]
    page = several(moderator, "dismiss", *reports, follow=False)
    pinned = re.search(r'name="pinned" value="([^"]*)"', page.content.decode())[1]
    posted = {"several": "dismiss", "pinned": pinned, "_do": "1", "number": "100"}

    with django_assert_max_num_queries(45):
        moderator.post(QUEUE, posted)

    assert Feedback.objects.filter(state="dismissed").count() == 100
