"""Threads that write to SQLite wait for their turn, and never for each other."""

import gc
import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from articles.models import WordRule

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.looks,
]


def write():
    """One row more, in a transaction."""
    with transaction.atomic():
        WordRule.objects.create(words="casino")


def in_a_thread(deed):
    """A thread that does it, begun, and what it raised."""
    raised = []

    def run():
        try:
            deed()
        except Exception as problem:  # noqa: BLE001 - told by the test
            raised.append(problem)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, raised


def test_a_forgotten_cursor_of_one_who_waits_does_not_stop_the_one_who_writes():
    forgotten = threading.Event()

    def forget_and_write():
        cursor = connection.cursor()
        cursor.execute("SELECT 1 UNION SELECT 2")
        cursor.fetchone()
        ring = [cursor.cursor]
        ring.append(ring)
        del cursor, ring
        forgotten.set()
        write()

    gc.collect()
    gc.disable()
    try:
        with transaction.atomic():
            thread, raised = in_a_thread(forget_and_write)
            forgotten.wait()
            time.sleep(0.3)
            begun = time.monotonic()
            gc.collect()
            took = time.monotonic() - begun
    finally:
        gc.enable()
    thread.join()

    assert took < 3
    assert raised == []
    assert WordRule.objects.count() == 1


def test_who_waits_gets_a_turn_when_the_other_is_done():
    with transaction.atomic():
        thread, raised = in_a_thread(write)
        time.sleep(0.5)
        waits = thread.is_alive()
    thread.join()

    assert (waits, raised) == (True, [])
    assert WordRule.objects.count() == 1


def test_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.5)
    with transaction.atomic():
        thread, raised = in_a_thread(write)
        thread.join()

    assert [type(problem) for problem in raised] == [OperationalError]
    assert "locked" in str(raised[0])
    assert WordRule.objects.count() == 0
