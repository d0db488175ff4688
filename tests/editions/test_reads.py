"""How often stories are read, as numbers."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.editions.reads import (
    Reads,
    ReadsInHour,
    add_reads,
    hour_of,
    ranked,
    reads_up_to,
    sweep,
)
from articles.editions.weekly import ReadsInWeek, week_of
from tests.make import hours, make_edition

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def read(article_id, times, *, at):
    """So many reads of a story in the hour of `at`, as they are written."""
    ReadsInHour.objects.create(article_id=article_id, hour=hour_of(at), reads=times)


def test_a_story_has_one_row_an_hour_however_often_it_is_written(db):
    story = make_edition().article_id

    for times in (3, 4):
        add_reads(Counter({(story, NOON): times}), at=timezone.now())
    add_reads(Counter({(story, NOON + HOUR): 1}), at=timezone.now())

    assert list(ReadsInHour.objects.order_by("hour").values_list("article_id", "reads")) == [
        (story, 7),
        (story, 1),
    ]


def test_what_is_no_story_with_a_page_is_never_written(db, django_assert_num_queries):
    waits = make_edition(live_from=hours(2)).article_id
    story = make_edition().article_id

    with django_assert_num_queries(8):
        add_reads(Counter({(pk, NOON): 2 for pk in (story, waits, 987_654)}), at=timezone.now())

    assert list(ReadsInHour.objects.values_list("article_id", "reads")) == [(story, 2)]


def test_the_edition_that_is_read_has_one_row_a_week(db):
    first = make_edition(live_from=hours(-24 * 30))
    second = make_edition(article=first.article, live_from=hours(-24 * 10))
    before, after = hour_of(hours(-24 * 20)), hour_of(hours(-24 * 9))
    reads = {(first.article_id, before): 2, (first.article_id, after): 3}

    for _n in range(2):
        add_reads(Counter(reads), at=timezone.now())

    assert list(ReadsInWeek.objects.order_by("week").values_list("edition", "week", "reads")) == [
        (first.pk, week_of(before), 4),
        (second.pk, week_of(after), 6),
    ]


def test_a_story_is_told_by_the_day_the_week_and_in_all(db, django_assert_num_queries):
    for ago, times in ((0, 1), (23, 2), (24, 4), (7 * 24 - 1, 8), (7 * 24, 16), (9_000, 32)):
        read(1, times, at=NOON - ago * HOUR)

    with django_assert_num_queries(1):
        assert reads_up_to(1, at=NOON + timedelta(minutes=30)) == Reads(3, 15, 63)
    assert reads_up_to(2, at=NOON) == Reads(0, 0, 0)


def test_the_ranking_is_of_the_24_hours_up_to_the_last_full_hour(db):
    read(1, 10, at=NOON - 24 * HOUR)
    read(2, 30, at=NOON - HOUR)
    read(3, 20, at=NOON - 2 * HOUR)
    read(4, 9, at=NOON - HOUR)
    read(5, 99, at=NOON)
    read(6, 99, at=NOON - 25 * HOUR)

    assert ranked(NOON + timedelta(minutes=59)) == [2, 3, 1]


def test_an_hour_counts_from_a_minute_after_its_end_and_then_nothing_moves(db):
    read(1, 10, at=NOON - HOUR)
    assert ranked(NOON + timedelta(seconds=59)) == []

    first = ranked(NOON + timedelta(seconds=60))
    read(2, 50, at=NOON)

    assert first == [1]
    assert ranked(NOON + HOUR + timedelta(seconds=59)) == [1]
    assert ranked(NOON + HOUR + timedelta(seconds=60)) == [2, 1]


@pytest.mark.parametrize("times", [1, 2])
def test_hours_of_more_than_90_days_ago_are_made_into_days_and_none_is_lost(db, times):
    day = NOON.replace(hour=0)
    for n in range(3):
        read(1, 1 + n, at=day + n * HOUR)
    read(2, 8, at=day + 23 * HOUR)
    read(1, 4, at=day + 24 * HOUR)

    for _n in range(times):
        sweep(at=day + timedelta(days=91, hours=12))

    assert set(ReadsInHour.objects.values_list("article_id", "hour", "reads")) == {
        (1, day, 6),
        (2, day, 8),
        (1, day + 24 * HOUR, 4),
    }


def test_hours_of_the_last_90_days_stay_hours(db):
    read(1, 1, at=NOON)
    read(1, 2, at=NOON + HOUR)

    sweep(at=NOON + timedelta(days=90))

    assert ReadsInHour.objects.count() == 2
