"""The next moment at which readers' pages change by themselves, whatever it is that changes."""

import pytest
from django.utils import timezone

from articles.editions import press
from articles.editions.ahead import next_change
from articles.editions.arranging import Placement, arrange
from articles.editions.embargoing import hold, lift
from tests.make import hours, make_article, make_edition, make_user

pytestmark = pytest.mark.django_db


def test_nothing_waits_where_nothing_was_planned():
    make_edition()

    assert next_change(timezone.now()) is None


def test_an_edition_begins():
    later, soon = hours(3), hours(2)
    make_edition(live_from=later)
    make_edition(live_from=soon)

    assert next_change(timezone.now()) == soon
    assert next_change(soon) == later


def test_a_story_is_withdrawn():
    edition, end = make_edition(live_from=hours(-1)), hours(2)
    press.withdraw(edition.article_id, by=None, at=end)

    assert next_change(timezone.now()) == end


def test_a_storys_time_on_a_front_begins_and_ends():
    story, begin, end = make_edition(live_from=hours(-9)).article_id, hours(1), hours(2)
    arrange(None, [Placement(1, story, live_from=begin, live_until=end)], by=None)

    assert next_change(timezone.now()) == begin
    assert next_change(begin) == end


def test_an_embargo_ends_unless_it_is_lifted():
    article, end = make_article(), hours(5)
    hold(article.pk, until=end, by=None)
    held = next_change(timezone.now())

    lift(article.pk, by=make_user(), reason="The ministry agreed")

    assert held == end
    assert next_change(timezone.now()) is None


def test_what_is_asked_is_a_row_of_each(django_assert_num_queries):
    with django_assert_num_queries(4):
        next_change(timezone.now())
