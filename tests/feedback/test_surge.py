"""A surge of answers to one story: counted apart, and new comments held, until it is over."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.feedback import moderation, rate
from articles.feedback.recount import recount
from articles.feedback.slip import Slip
from articles.feedback.taking import Said, take_vote, take_word
from articles.models import Feedback, Tally, VotesInHour
from tests.make import make_edition, make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
NINE = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)


def story(*, out=30 * 24, usual=0):
    """A story that is out since so many hours, with so many answers in each of the last week."""
    edition = make_edition(live_from=NINE - out * HOUR)
    VotesInHour.objects.bulk_create(
        VotesInHour(article_id=edition.article_id, hour=NINE - n * HOUR, votes=usual)
        for n in range(1, min(out, 7 * 24) + 1)
        if usual
    )
    return edition


def answers(edition, count, *, minute=5):
    """So many answers at that minute after nine; how many of them counted."""
    at = NINE + timedelta(minutes=minute)
    return sum(take_vote(edition, vote="no", at=at).report.counts for _n in range(count))


@pytest.mark.parametrize(
    ("known", "counted"),
    [
        ({}, 60),
        ({"out": 0}, 60),
        ({"out": 3}, 60),
        ({"usual": 1}, 60 - 1),
        ({"usual": 7}, 70 - 7),
        ({"out": 2, "usual": 7}, 70 - 7),
        ({"usual": 20}, 90),
    ],
)
def test_ten_times_the_usual_rate_is_a_surge_but_never_sixty_an_hour(known, counted):
    edition = story(**known)

    assert answers(edition, 90, minute=0) == counted


def test_a_full_hour_does_not_end_a_surge():
    edition = story()
    answers(edition, 300, minute=55)

    assert answers(edition, 10, minute=61) == 0
    assert answers(edition, 10, minute=119) == 10


def test_a_surge_does_not_become_usual():
    edition = story(out=2)
    answers(edition, 200)
    row = VotesInHour.objects.get()

    assert (row.votes, row.apart) == (200, 140)
    assert not rate.is_surging(edition.article_id, at=NINE + 3 * HOUR)
    VotesInHour.objects.create(article_id=edition.article_id, hour=NINE + 2 * HOUR, votes=250)
    assert rate.is_surging(edition.article_id, at=NINE + 2 * HOUR)


def test_a_surge_at_one_story_is_none_at_another():
    quiet = story()
    answers(story(), 70)

    assert answers(quiet, 5) == 5


def test_votes_of_a_surge_are_counted_apart():
    edition = story()

    answers(edition, 65)

    assert dict(Tally.objects.values_list("what", "count")) == {"no": 60, "no_apart": 5}
    assert Feedback.objects.counted().count() == 60
    assert not Feedback.objects.reports().exists()


def test_comments_that_come_in_a_surge_are_held_those_on_earlier_votes_too():
    edition = story()
    at = NINE + timedelta(minutes=1)
    early = take_vote(edition, vote="no", at=at).report
    before = take_vote(edition, vote="no", at=at).report
    take_word(Slip(before.pk, edition.article_id, "no"), Said(comment="Before it"), at=at)
    answers(edition, 70)
    late = Feedback.objects.latest("pk")

    for report in (early, late):
        said = Said(comment=f"Within it, {report.pk}")
        take_word(Slip(report.pk, edition.article_id, "no"), said, at=NINE + HOUR / 4)

    found = {each.comment: (each.state, each.holds) for each in Feedback.objects.reports()}
    assert found == {
        "Before it": ("new", []),
        f"Within it, {early.pk}": ("held", ["surge"]),
        f"Within it, {late.pk}": ("held", ["surge"]),
    }


def test_when_it_is_over_comments_are_let_through_again():
    edition = story()
    answers(edition, 70)

    report = take_vote(edition, vote="no", at=NINE + 3 * HOUR).report
    take_word(Slip(report.pk, edition.article_id, "no"), Said(comment="x"), at=NINE + 3 * HOUR)

    assert Feedback.objects.get(pk=report.pk).state == "new"


def test_a_moderator_lets_a_surge_count_and_a_report_through():
    edition, moderator = story(), make_user("Moderator")
    answers(edition, 63)
    apart = list(Feedback.objects.filter(counts=False).values_list("pk", flat=True))
    said = Said(comment="Which day?")
    take_word(Slip(apart[0], edition.article_id, "no"), said, at=NINE + HOUR / 4)

    moderation.move(apart[0], to="open", by=moderator)
    moderation.count_after_all(apart[1:2], by=moderator)

    assert dict(Tally.objects.filter(what__startswith="no").values_list("what", "count")) == {
        "no": 62,
        "no_apart": 1,
    }
    assert recount()[1] == []


def test_what_a_vote_costs_does_not_grow_with_the_votes():
    edition = story(usual=1)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            take_vote(edition, vote="yes", at=NINE, fingerprints=[f"f{len(costs)}"])
        costs.append(len(asked))
        return asked

    costs = []
    queries()
    queries()
    VotesInHour.objects.filter(hour=NINE).update(votes=F("votes") + 10_000)
    queries()
    asked = queries()

    assert costs[1] <= 10
    assert costs[3] <= costs[1] + 5
    assert not [sql["sql"] for sql in asked if "COUNT(" in sql["sql"]]


def test_hours_that_no_rate_is_made_of_are_forgotten():
    edition = story(usual=1)
    VotesInHour.objects.create(article_id=edition.article_id, hour=NINE - 9 * 24 * HOUR, votes=5)

    rate.sweep(at=NINE)

    assert VotesInHour.objects.count() == 7 * 24
