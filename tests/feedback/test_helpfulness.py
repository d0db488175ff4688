"""Helpfulness: a rate with its count and its interval, never a bare per cent."""

import pytest

from articles.feedback import helpfulness, moderation
from articles.feedback.helpfulness import Helpfulness
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_user


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
