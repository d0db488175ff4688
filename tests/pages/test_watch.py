"""How a process knows that the site has changed: by looking, four times a second at most."""

import logging
import threading
from datetime import timedelta
from time import monotonic
from unittest import mock

import pytest
from django.db import OperationalError
from django.utils import timezone

from newsroom import watch as watching
from newsroom.serving import own_watch
from newsroom.watch import Watch

pytestmark = pytest.mark.looks


class Database:
    """What is asked of it: the generation, and the next moment; it may be away, or slow."""

    def __init__(self):
        self.generation, self.moment, self.asked, self.is_away = 1, None, [], False
        self.answers = threading.Event()
        self.answers.set()

    def current(self):
        """The generation."""
        self.answers.wait(10)
        self.asked.append(monotonic())
        if self.is_away:
            raise OperationalError("gone")
        return self.generation

    def next_change(self, at):
        """The next moment."""
        return self.moment if self.moment and self.moment > at else None


@pytest.fixture
def database():
    """One that answers."""
    return Database()


@pytest.fixture
def watch(database):
    """A watch that looks at it, until the test is over."""
    watch = Watch(generation=database.current, next_change=database.next_change)
    # Its thread closes its own connection when it ends, and has none.
    with mock.patch.object(watching, "connection"):
        yield watch
        database.answers.set()
        watch.stop()


def until(true, *, within=5):
    """Wait until something is true, and say whether it came to be."""
    end = monotonic() + within
    while not true() and monotonic() < end:
        threading.Event().wait(0.005)
    return true()


def test_it_looks_four_times_a_second_whoever_asks(watch, database):
    watch.begin()
    for _time in range(1_000):
        watch.begin()
        assert watch.is_sure()
        threading.Event().wait(0.001)

    seconds = monotonic() - database.asked[0]
    # The first time twice: whether another process is ahead.
    assert len(database.asked) <= 2 + seconds / watching.LOOK


def test_a_raised_generation_is_another_epoch(watch, database):
    watch.begin()
    assert watch.is_sure()
    first = watch.epoch

    database.generation = 2

    assert until(lambda: watch.epoch is not first, within=1)
    assert (watch.epoch.generation, watch.epoch.raised) == (2, True)
    assert watch.epoch.before() is first


def test_a_generation_that_went_back_is_another_epoch_too(watch, database):
    database.generation = 9
    watch.look()

    database.generation = 3
    watch.look()

    assert watch.epoch.generation == 3


def test_a_moment_is_noticed_when_it_comes(watch, database):
    database.moment = timezone.now() + timedelta(seconds=0.6)
    watch.begin()
    assert watch.is_sure()
    first = watch.epoch

    assert until(lambda: timezone.now() >= database.moment)
    assert watch.is_sure()

    assert watch.epoch is not first
    assert not watch.epoch.raised


def test_it_is_not_sure_past_the_next_moment(watch, database):
    database.moment = timezone.now() + timedelta(seconds=0.05)

    watch.look()

    assert watch.sure_until <= monotonic() + 0.05


def test_a_database_that_is_away_is_told_once_and_so_is_its_return(watch, database, caplog):
    watch.begin()
    assert watch.is_sure()
    seen = timezone.now()

    with caplog.at_level(logging.WARNING, logger="newsroom.watch"):
        database.is_away = True
        assert until(lambda: not watch.is_sure())
        since = watch.away_since
        threading.Event().wait(0.6)
        database.is_away = False
        assert until(watch.is_sure)

    assert abs(since - seen) < timedelta(seconds=1)
    assert watch.away_since is None
    assert len(caplog.records) == 2


def test_a_database_that_hangs_is_waited_for_once(watch, database):
    watch.begin()
    assert watch.is_sure()
    database.answers.clear()
    threading.Event().wait(watching.SURE)

    began = monotonic()
    with mock.patch.object(watching, "PATIENCE", 0.3):
        answers = [watch.is_sure() for _reader in range(20)]

    assert answers == [False] * 20
    assert monotonic() - began < 2
    database.answers.set()
    assert until(watch.is_sure)


def test_a_database_that_hangs_is_hung_up_on(database, caplog, monkeypatch):
    def hang_up():
        database.is_away = True
        database.answers.set()

    monkeypatch.setattr(watching, "HANGS", 0.3)
    told = []
    known = {"hang_up": hang_up, "each_time": told.append}
    watch = Watch(generation=database.current, next_change=database.next_change, **known)
    with mock.patch.object(watching, "connection"):
        watch.begin()
        assert until(lambda: told == [None])
        database.answers.clear()

        is_known = until(lambda: told[-1] is not None)
        database.is_away = False
        is_back = until(lambda: told[-1] is None)
        watch.stop()

    assert (is_known, is_back) == (True, True)
    assert len(caplog.records) == 2


@pytest.mark.parametrize(("patience", "is_hung_up_on"), [(0.0, True), (5.0, False)])
def test_one_that_is_slow_to_fail_hangs_for_others_too(
    database, monkeypatch, patience, is_hung_up_on
):
    monkeypatch.setattr(watching, "PATIENCE", patience)
    hung_up = []
    known = {"hang_up": lambda: hung_up.append(1)}
    watch = Watch(generation=database.current, next_change=database.next_change, **known)
    database.is_away = True
    with mock.patch.object(watching, "connection"):
        watch.begin()
        assert until(lambda: len(database.asked) > 1)
        watch.stop()

    assert bool(hung_up) is is_hung_up_on


def test_what_follows_an_epoch_does_so_before_pages_are_made_in_it(database):
    told = []
    watch = Watch(
        generation=database.current,
        next_change=database.next_change,
        turned=lambda epoch: told.append((epoch, watch.epoch)),
    )

    watch.look()
    watch.look()

    assert told == [(watch.epoch, None)]


def test_it_costs_one_query(db, django_assert_num_queries):
    watch = own_watch()
    watch.look()

    with django_assert_num_queries(1):
        watch.look()
