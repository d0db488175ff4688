"""The same reader is known for a day or two, by a key that is thrown away; nothing else is kept."""

import base64
import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from articles.feedback import fingerprint
from articles.models import DayKey, Feedback, FeedbackEvent, VotesInHour
from tests.feedback.answers import OWN_PAGE, address_of, vote, word
from tests.make import hours, make_edition

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


def press(reader, edition, answer="yes", *, at=None, whence="192.0.2.1", browser="Firefox"):
    """A press on Yes or No by whoever has that address and browser."""
    headers = {**OWN_PAGE, "User-Agent": browser}
    reader.client.defaults["REMOTE_ADDR"] = whence
    return reader.post(address_of(edition), {"vote": answer}, at=at, **headers)


def test_the_same_answer_again_is_no_second_vote_and_another_one_changes_it(reader):
    edition = make_edition()

    press(reader, edition, "yes")
    press(reader, edition, "yes")
    again = Feedback.objects.get()
    press(reader, edition, "no")

    assert again.vote == "yes"
    assert Feedback.objects.get().vote == "no"
    assert FeedbackEvent.objects.get().what == "changed"
    assert VotesInHour.objects.get().votes == 1


@pytest.mark.parametrize(
    ("other", "count"),
    [
        ({}, 1),
        ({"whence": "192.0.2.2"}, 2),
        ({"browser": "Chromium"}, 2),
    ],
)
def test_who_comes_from_elsewhere_or_with_another_browser_is_another_reader(reader, other, count):
    edition = make_edition()
    press(reader, edition)

    press(reader, edition, **other)

    assert Feedback.objects.count() == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", 1),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", 1),
        ("2001:db8:1:2::1", "2001:db8:1:102::1", 2),
        ("fe80::1%eth0", "fe80::2%eth0", 1),
        ("::ffff:192.0.2.1", "192.0.2.1", 1),
    ],
)
def test_one_household_is_one_reader_however_often_its_address_changes(reader, one, other, count):
    edition = make_edition()

    for whence in (one, other):
        press(reader, edition, whence=whence)

    assert Feedback.objects.count() == count


def test_on_another_story_the_same_reader_leaves_another_fingerprint(reader):
    for edition in (make_edition(), make_edition()):
        press(reader, edition)

    assert Feedback.objects.values("fingerprint").distinct().count() == 2


def test_who_answered_before_midnight_is_known_after_it_and_not_for_longer(reader):
    edition = make_edition(live_from=NOON - timedelta(days=2))
    late = NOON.replace(hour=23, minute=59)

    counts = []
    for after in (0, 2 / 60, 21, 23, 24.1):
        press(reader, edition, at=late + timedelta(hours=after))
        counts.append(Feedback.objects.count())

    assert counts == [1, 1, 1, 2, 2]


def test_no_answer_is_known_by_a_fingerprint_that_ends_before_more_can_be_said_of_it(reader):
    edition = make_edition(live_from=NOON - timedelta(days=2))
    midnight = NOON.replace(hour=0)

    counts = []
    for hour, minute in ((0, 0), (45, 29), (45, 31), (45, 59)):
        press(reader, edition, at=midnight + timedelta(hours=hour, minutes=minute))
        counts.append(Feedback.objects.count())

    assert counts == [1, 1, 2, 2]


def test_within_two_days_key_and_fingerprint_are_gone_by_the_worker(reader):
    edition = make_edition(live_from=NOON - timedelta(days=2))
    midnight = NOON.replace(hour=0)
    press(reader, edition, at=midnight)
    press(reader, edition, at=midnight + timedelta(hours=30))

    fingerprint.sweep(at=midnight + timedelta(hours=45, minutes=59))
    kept = Feedback.objects.exclude(fingerprint="").count(), DayKey.objects.count()
    fingerprint.sweep(at=midnight + timedelta(hours=46))

    assert kept == (1, 2)
    assert not Feedback.objects.exclude(fingerprint="").exists()
    assert [str(key.day) for key in DayKey.objects.all()] == ["2026-05-13"]


def test_without_a_worker_the_next_answer_sees_to_it(reader):
    edition = make_edition(live_from=NOON - timedelta(days=2))
    press(reader, edition, at=NOON)

    press(reader, make_edition(live_from=NOON), at=NOON + timedelta(days=2))

    old, new = Feedback.objects.order_by("pk")
    assert (old.fingerprint, bool(new.fingerprint)) == ("", True)
    assert DayKey.objects.get().day == (NOON + timedelta(days=2)).date()


@pytest.mark.django_db(transaction=True)
def test_a_worker_sweeps_as_it_begins(reader, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    press(reader, make_edition(live_from=NOON - timedelta(days=2)), at=NOON)

    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)

    assert not DayKey.objects.exists()
    assert Feedback.objects.get().fingerprint == ""


def everything():
    """All that stands in any table, and in the cache."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    yield f"{table}: {value!r}"
                    if table == "newsroom_cache" and isinstance(value, str):
                        # Its values are pickles in letters.
                        yield f"{table}: {base64.b64decode(value + '===')!r}"
    if "redis" in settings.CACHES["default"]["BACKEND"]:
        known = cache._cache.get_client()
        for key in known.scan_iter(f"{cache.key_prefix}:*"):
            yield f"cache: {key!r} {known.get(key)!r}"


def test_no_address_browser_or_cookie_is_found_in_any_table_cache_or_log(reader, caplog):
    caplog.set_level(logging.DEBUG, "articles")
    edition = make_edition()
    reader.client.cookies["visitor"] = "cookie-of-the-reader"
    step = press(reader, edition, "no", whence="198.51.100.77", browser="Browser/of-the-reader")
    word(reader, step["Location"], "I am ann@example.org, 4111 1111 1111 1111. Which day?")
    press(reader, edition, "yes", whence="2001:db8:77:88::99", browser="Browser/of-the-reader")

    kept = [*everything(), *caplog.messages]

    assert any("Which day?" in each for each in kept)
    assert any("fee" in each and "bucket" in each for each in kept)
    for secret in (
        *("198.51.100.77", "2001:db8:77:88", "2001:0db8:0077:0088", "Browser/of-the-reader"),
        *("cookie-of-the-reader", "ann@example.org", "4111 1111 1111 1111"),
    ):
        assert [each for each in kept if secret in each] == []


def test_a_fingerprint_is_found_by_its_index(reader):
    edition = make_edition(live_from=hours(-1))
    vote(reader, edition)
    known = Feedback.objects.get().fingerprint

    if connection.vendor == "sqlite":
        asked = Feedback.objects.exclude(fingerprint="").filter(fingerprint__in=[known, "x"])
        assert "feedback_once_a_reader" in asked.order_by("pk").explain()
    assert len(known) == 64
