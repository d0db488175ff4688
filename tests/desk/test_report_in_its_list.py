"""A report that was opened from a list of the queue: the way on, the way back, what comes next."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.feedback import moderation
from articles.models import Feedback
from tests.desk.form import text_of
from tests.desk.queue import QUEUE, moderator_of
from tests.desk.reports import correct, now_of, page_of
from tests.feedback.answers import make_report
from tests.make import hours, make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """A story that was read."""
    return make_edition(headline="The mill", live_from=hours(-50))


@pytest.fixture
def reports(edition):
    """Four on it, the newest first."""
    words = ("First", "Second", "Third", "Fourth")
    return [
        make_report(edition=edition, comment=said, at=hours(-n)) for n, said in enumerate(words, 1)
    ]


def opened(report, asked="state=new"):
    """The address of a report that was opened from a list."""
    return f"{page_of(report)}?{asked}"


def ways(page):
    """Where its page leads: (previous, back, next)."""
    place = page.context["place"]
    return place.previous, place.back, place.next


def test_a_card_opens_its_report_with_the_list_in_hand(moderator, reports):
    make_report(edition=reports[0].edition, answer="yes", comment="Fine", at=hours(-1))

    list_of_no = moderator.get(QUEUE, {"vote": "no"}).content.decode().replace("&amp;", "&")
    page = moderator.get(opened(reports[1], "vote=no&state=new"))

    assert opened(reports[1], "vote=no&state=new") in list_of_no
    asked = f"{correct(reports[1])}?vote=no&state=new"
    assert f'href="{asked}" data-key="c"' in list_of_no
    assert moderator.get(asked).url == opened(reports[1], "vote=no&state=new")
    assert ways(page) == (
        opened(reports[0], "vote=no&state=new"),
        f"{QUEUE}?vote=no&state=new#report-{reports[1].pk}",
        opened(reports[2], "vote=no&state=new"),
    )
    assert f"Feedback › New · No › Report № {reports[1].pk} on “The mill”" in text_of(page)


def test_a_list_of_several_states_is_kept_whole(moderator, reports, edition):
    held = make_report(edition=edition, suspicions=["trap"], at=hours(-1.5))
    moderation.move_all([reports[1].pk], to="spam", by=moderator.user)
    both = "state=new&state=held"

    page = moderator.get(opened(held, both))

    assert ways(page)[0] == opened(reports[0], both)
    assert ways(page)[2] == opened(reports[2], both)
    assert "Feedback › New or Held › Report" in text_of(page)
    cards = moderator.get(f"{QUEUE}?{both}").content.decode().replace("&amp;", "&")
    assert opened(held, both) in cards


def test_the_list_ends_at_both_ends(moderator, reports):
    first, last = (moderator.get(opened(each)) for each in (reports[0], reports[-1]))

    assert ways(first)[0] == ways(last)[2] == ""
    assert ways(first)[2] == opened(reports[1])
    assert ways(last)[0] == opened(reports[2])


def test_of_two_in_one_moment_the_one_with_the_higher_number_comes_first(moderator, edition):
    at = hours(-1)
    low, high = (make_report(edition=edition, at=at) for _n in range(2))

    assert ways(moderator.get(opened(high)))[2] == opened(low)
    assert ways(moderator.get(opened(low)))[0] == opened(high)


def test_the_way_back_leads_to_the_page_of_the_list_that_shows_it(moderator, reports, monkeypatch):
    monkeypatch.setattr("articles.desk.admin.report_place.SHOWN", 2)

    back = ways(moderator.get(opened(reports[2])))[1]

    shown = [card.report for card in moderator.get(back.partition("#")[0]).context["cards"]]
    assert back.endswith(f"#report-{reports[2].pk}")
    assert shown == reports[2:]


def test_what_has_left_the_list_leads_on_from_where_it_was(moderator, reports):
    moderation.move(reports[1].pk, to="open", by=moderator.user)

    page = moderator.get(opened(reports[1]))

    assert ways(page) == (
        opened(reports[0]),
        f"{QUEUE}?state=new#report-{reports[2].pk}",
        opened(reports[2]),
    )


def test_after_a_deed_that_takes_it_out_of_its_list_the_next_one_opens(moderator, reports):
    page = moderator.post(opened(reports[1]), {"_move": "dismissed"}, follow=True)

    said = f"Report № {reports[1].pk} moved: New → Dismissed Undo"
    assert page.redirect_chain[-1][0].startswith(opened(reports[2]))
    assert said in text_of(page)
    event = re.search(r'name="_undo" value="(\d+)" data-key="u"', page.content.decode())[1]
    back = moderator.post(opened(reports[1]), {"_undo": event}, follow=True)
    assert back.redirect_chain[-1][0] == opened(reports[1])
    assert now_of(reports[1]).state == "new"
    assert said not in text_of(moderator.get(page.redirect_chain[-1][0]))


def test_after_the_last_of_the_list_comes_the_one_before_and_then_the_list(moderator, reports):
    for report in reports[1:-1]:
        moderation.move(report.pk, to="open", by=moderator.user)

    before = moderator.post(opened(reports[-1]), {"_move": "spam"})
    done = moderator.post(opened(reports[0]), {"_move": "spam"}, follow=True)

    assert before["Location"].startswith(opened(reports[0]))
    assert done.redirect_chain[-1][0] == f"{QUEUE}?state=new"
    assert "Moved from New to Spam. Undo" in text_of(done)
    batch = re.search(r'name="_undo" value="([0-9a-f-]+)"', done.content.decode())[1]
    moderator.post(QUEUE, {"_undo": batch})
    assert now_of(reports[0]).state == "new"


def test_what_leaves_it_in_its_list_leaves_it_open(moderator, reports):
    answers = [
        moderator.post(opened(reports[1]), {"_escalate": 1}),
        moderator.post(opened(reports[1], "state=all"), {"_move": "open"}),
        moderator.post(page_of(reports[2]), {"_move": "open"}),
    ]

    assert [each["Location"] for each in answers] == [
        opened(reports[1]),
        opened(reports[1], "state=all"),
        page_of(reports[2]),
    ]


def test_a_refusal_keeps_the_list(moderator, reports):
    page = moderator.post(opened(reports[1]), {"_move": "addressed"})

    assert page.status_code == 422
    assert ways(page)[2] == opened(reports[2])


@pytest.mark.parametrize(
    "asked",
    ["", "state=nowhere", "section=x", "article=x", "page=3", "state=new&until=\0", "done=x"],
)
def test_an_address_that_names_no_list_leads_nowhere_on(moderator, reports, asked):
    page = moderator.get(opened(reports[1], asked))

    assert page.status_code == 200
    assert page.context["place"] is None
    assert "Back to the list" not in text_of(page).partition("Keys of the queue")[0]


def test_what_one_may_not_see_is_no_step_of_the_way(moderator):
    mine = [make_report(edition=make_edition(section="sport"), at=hours(-n)) for n in (1, 3)]
    make_report(edition=make_edition(section="culture"), at=hours(-2))
    sport = moderator_of("sport")

    assert ways(sport.get(opened(mine[0])))[2] == opened(mine[1])


def test_what_others_did_is_not_offered_to_be_undone(moderator, chief, reports):
    event = moderation.move(reports[0].pk, to="open", by=chief.user)

    assert "№ 1 moved" not in text_of(moderator.get(opened(reports[1], f"done={event.pk}")))


def test_the_ways_cost_the_same_however_long_the_list_is(moderator, edition, reports):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            moderator.get(opened(reports[1], "state=new&vote=no"))
        return len(queries)

    cost()
    few = cost()
    for n in range(60):
        make_report(edition=edition, at=hours(-n / 10))

    assert cost() == few <= 38
    assert Feedback.objects.count() == 64
