"""Helpfulness: a rate with its count and its interval, never a bare per cent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editions.weekly import week_of
from articles.feedback import helpfulness, moderation
from articles.feedback.helpfulness import Helpfulness, at_least
from articles.feedback.tally import Tally
from tests.feedback.answers import make_report, make_votes
from tests.make import hours, make_edition, make_user
from tests.plans import scans


@pytest.mark.parametrize(
    ("yes", "votes", "below", "above"),
    [
        (0, 0, 0, 1),
        (1, 1, 0.207, 1),
        (9, 10, 0.596, 0.982),
        (90, 100, 0.826, 0.945),
        (0, 3, 0, 0.562),
        (20, 100, 0.133, 0.289),
    ],
)
def test_the_interval_is_wilsons(yes, votes, below, above):
    interval = Helpfulness(yes, votes - yes).interval

    assert interval == pytest.approx((below, above), abs=0.001)


@pytest.mark.parametrize(
    ("yes", "no", "short", "full"),
    [
        (0, 0, "not enough votes (0)", "not enough votes (0)"),
        (4, 0, "not enough votes (4)", "not enough votes (4)"),
        (9, 1, "90 % of 10", "90 % of 10 (95 % interval: 60–98 %)"),
    ],
)
def test_a_rate_is_told_from_five_votes_on_and_with_its_count(yes, no, short, full):
    told = Helpfulness(yes, no)

    assert (told.short, told.full) == (short, full)


def test_every_vote_on_any_edition_counts_but_what_is_held_or_spam(db, django_assert_num_queries):
    old = make_edition(live_from=hours(-2))
    new = make_edition(article=old.article)
    for edition, answer in ((old, "yes"), (old, "no"), (new, "yes"), (new, "yes")):
        make_report(edition=edition, answer=answer)
    make_report(edition=new, answer="no", suspicions=["trap"])
    spam = make_report(edition=new, answer="no")
    moderation.move(spam.pk, to="spam", by=make_user("Moderator"))
    make_report(answer="no")

    with django_assert_num_queries(1):
        found = helpfulness.of_article(old.article_id)

    assert (found.yes, found.no, found.votes, found.rate) == (3, 1, 4, 0.75)


def test_many_stories_cost_one_query(db, django_assert_num_queries):
    liked, disliked = make_report(answer="yes").edition, make_report(answer="no").edition
    silent = make_edition()
    ids = [liked.article_id, disliked.article_id, silent.article_id]

    with django_assert_num_queries(1):
        found = helpfulness.of_articles(ids)

    assert found == {liked.article_id: Helpfulness(1, 0), disliked.article_id: Helpfulness(0, 1)}


def test_a_story_without_votes_has_none(db):
    assert helpfulness.of_article(make_edition().article_id) == Helpfulness(0, 0)


def test_the_database_reckons_the_same_interval(db):
    edition = make_edition()
    make_votes(edition, yes=9, no=1)
    rows = helpfulness.yes_and_no(Tally.objects.values("edition"))

    found = rows.annotate(least=at_least("yes"), least_no=at_least("no")).get()

    rate = Helpfulness(9, 1)
    assert found["least"] == pytest.approx(rate.interval[0])
    assert found["least_no"] == pytest.approx(rate.against.interval[0])
    assert rate.against.interval[0] == pytest.approx(1 - rate.interval[1])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [((9, 1), (1, 9), False), ((5, 5), (6, 4), True), ((90, 10), (60, 40), False)],
)
def test_whether_two_rates_could_be_one_is_told_by_their_intervals(one, other, same):
    assert Helpfulness(*one).overlaps(Helpfulness(*other)) is same


def test_those_are_least_helpful_of_which_the_most_say_no_at_least(db, django_assert_num_queries):
    few, many, liked, old = (make_edition(live_from=hours(-2400)) for _ in range(4))
    make_votes(few, no=5)
    make_votes(many, yes=3, no=40)
    make_votes(liked, yes=9, no=8)
    make_votes(old, no=9, at=hours(-24 * 30))
    monday = week_of(hours(0))

    with django_assert_num_queries(1):
        found = helpfulness.least_helpful(None, since=monday, most=5)

    assert [pk for pk, _rate in found] == [many.article_id, few.article_id]


@pytest.mark.looks  # Only SQLite tells in few words what it looks through.
def test_stories_votes_are_found_by_an_index(db):
    make_votes(make_edition(), yes=1)

    with CaptureQueriesContext(connection) as asked:
        helpfulness.of_articles([1, 2])
        helpfulness.least_helpful(None, since=week_of(hours(0)), most=5)
        helpfulness.parts_named(1)

    assert scans(asked) == []
