"""A CDN before the site: told of every change soon after it, and of nothing else."""

import logging
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import freshness
from newsroom import cdn, purging, run
from tests.desk.form import text_of
from tests.fake_cdn import Fake

TOKEN = "s3cret-Token_0"  # noqa: S105 - of a CDN that lives for one test


@pytest.fixture
def fake(settings):
    """A CDN that the site has been told of."""
    fake = Fake()
    fake.thread.start()
    address = f"127.0.0.1:{fake.server.server_port}/SERVICE1"
    settings.CDN = replace(cdn.named(f"fastly+http://{TOKEN}@{address}"), patience=0.3)
    yield fake
    fake.close()


@pytest.fixture
def real_queue(settings, transactional_db):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def change():
    """Something that readers can see, done."""
    with transaction.atomic():
        freshness.touch()


def waiting():
    """When the tasks that wait may begin, the first of them first."""
    rows = DBTaskResult.objects.filter(status="READY").order_by("run_after")
    return list(rows.values_list("run_after", flat=True))


@contextmanager
def clock(ahead):
    """The time a while later."""
    at = timezone.now() + timedelta(seconds=ahead)
    with mock.patch.object(timezone, "now", return_value=at):
        yield at


def work():
    """A worker, until nothing is left that may begin now."""
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


def test_it_is_told_by_its_documented_call(fake, settings):
    settings.CDN.purge(["paper", "story-12"])

    keys = {"surrogate_keys": ["paper", "story-12"]}
    assert fake.told == [("/service/SERVICE1/purge", TOKEN, keys)]


def test_more_keys_than_one_call_takes_go_in_several(fake, settings):
    settings.CDN.purge([f"story-{n}" for n in range(300)])

    assert [len(keys) for keys in fake.keys] == [256, 44]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "127.0.0.1 answered 401."),
        (503, "127.0.0.1 answered 503."),
        (302, "127.0.0.1 answered 302."),
        (None, "127.0.0.1 gave no answer: TimeoutError."),
    ],
)
def test_whatever_it_answers_but_yes_is_a_failure_without_a_word_of_the_token(
    fake, settings, status, words
):
    fake.status = status

    with pytest.raises(cdn.NotPurged) as failure:
        settings.CDN.purge(["paper"])

    assert str(failure.value) == words
    assert TOKEN not in f"{failure.getrepr(showlocals=True)} {settings.CDN!r} {settings.CDN}"
    assert len(fake.told) == 1


def test_a_change_is_told_more_than_a_second_after_it_and_not_before_it_is_committed(
    fake, real_queue
):
    with transaction.atomic():
        freshness.touch()
        assert waiting() == []

    due = waiting()
    work()
    early = list(fake.keys)
    with clock(2.6):
        work()

    assert timedelta(seconds=1) < due[0] - timezone.now() <= timedelta(seconds=2.5)
    assert (early, fake.keys) == ([], [["paper"]])


def test_many_changes_in_a_second_are_told_once_and_a_later_one_again(fake, real_queue):
    for _n in range(10):
        change()
    first = waiting()
    with clock(1.5) as later:
        change()
    then = waiting()

    assert (len(first), len(then)) == (1, 2)
    assert then[1] - later > timedelta(seconds=1)


def test_what_is_taken_back_is_told_to_no_one(fake, real_queue):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        freshness.touch()
        raise ZeroDivisionError

    assert waiting() == []


def test_it_is_told_at_a_start_since_pages_may_look_otherwise_after_an_update(fake, real_queue):
    steps = dict.fromkeys(("django", "call_command", "gather_static_files"), mock.DEFAULT)

    with mock.patch.multiple(run, **steps):
        run.make_ready()

    assert len(waiting()) == 1


def test_without_a_cdn_a_change_asks_and_does_nothing_more(real_queue, settings, editor):
    change()
    with CaptureQueriesContext(
        connection,
    ) as made:
        change()
        assert purging.untold_since() is None

    assert settings.CDN is None
    assert [query for query in made if "task" in query["sql"] or "cache" in query["sql"]] == []
    assert waiting() == []


def test_one_that_fails_is_told_again_ever_later_and_staff_know_until_it_has_worked(
    fake, real_queue, editor, caplog
):
    fake.status, ahead, waits = 503, 3, []
    change()

    while waiting():
        with clock(ahead) as now:
            work()
            waits += [round((due - now).total_seconds()) for due in waiting()]
        ahead += 1000
    told = text_of(editor.get("/admin/"))
    fake.status = 200
    change()
    with clock(3):
        work()

    assert waits == [5, 10, 20, 40, 80, 160, 320]
    assert len(fake.told) == 9
    assert "The CDN could not be told of changes since " in told
    assert "readers may get older pages" in told
    assert "The CDN could not be told" not in text_of(editor.get("/admin/"))
    assert "127.0.0.1 answered 503." in caplog.text
    assert TOKEN not in caplog.text + str(list(DBTaskResult.objects.values()))


def test_while_one_tries_again_others_wait_with_it(fake, real_queue):
    fake.status = 503
    change()
    with clock(3):
        change()
    with clock(6):
        work()

    assert len(fake.told) == 2
    assert len(waiting()) == 1


def test_staff_are_told_from_when_on_it_knows_nothing(fake, real_queue):
    fake.status = 503
    first = timezone.now()
    change()
    for ahead in (3, 100):
        with clock(ahead):
            work()
            change()

    assert first <= purging.untold_since() < first + timedelta(seconds=1)


def test_a_cache_that_is_away_keeps_it_from_nothing(fake, real_queue, caplog):
    def broken(*args):
        raise ConnectionError

    fake.status = 503
    with mock.patch.multiple(purging, cache=mock.Mock(add=broken, delete=broken)):
        purging.tell.call(timezone.now().isoformat())
        fake.status = 200
        purging.tell.call(timezone.now().isoformat())

    assert len(fake.told) == 2
    assert "The cache failed" in caplog.text


def test_where_no_queue_is_it_is_told_at_once(fake, transactional_db, caplog):
    change()
    fake.status = 503
    change()

    assert len(fake.told) == 2
    assert [each.levelno for each in caplog.records if each.name == purging.__name__] == [
        logging.ERROR
    ]


def test_by_hand_all_is_dropped_or_what_has_a_key(fake, db, capsys):
    purging._note_untold(
        datetime(2026, 3, 1, 14, 2, tzinfo=timezone.get_default_timezone()).isoformat()
    )

    call_command("purge_cdn", "story-12", "home")
    still = purging.untold_since()
    call_command("purge_cdn")

    assert fake.keys == [["story-12", "home"], ["paper"]]
    assert (still is None, purging.untold_since()) == (False, None)
    assert "The CDN has dropped what has story-12 or home." in capsys.readouterr().out


def test_by_hand_it_says_why_nothing_was_dropped(fake, settings):
    fake.status = 401
    with pytest.raises(CommandError, match="The CDN was not told: 127.0.0.1 answered 401."):
        call_command("purge_cdn")
    with pytest.raises(CommandError, match="'a b' is no key"):
        call_command("purge_cdn", "a b")
    settings.CDN = None
    with pytest.raises(CommandError, match="CDN_URL is empty"):
        call_command("purge_cdn")

    assert len(fake.told) == 1


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("http://t@cdn.example/S", ["newsroom.E003"]),
        ("https://t@cdn.example/S", []),
        ("http://t@127.0.0.1:9/S", []),
        ("http://t@[::1]:9/S", []),
    ],
)
def test_a_token_that_would_travel_in_the_clear_stops_the_start(settings, address, found):
    settings.CDN = cdn.named(f"fastly+{address}")
    assert [each.id for each in run_checks()] == found

    settings.DEBUG = True
    assert run_checks() == []
