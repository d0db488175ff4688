"""The queue: each task is done, also when a worker dies with it, and no task kills for ever."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from newsroom import queue

DONE = []


@task()
def note(word):
    """Work that can be seen to be done."""
    DONE.append(word)


@task()
def fail(word):
    """Work that cannot be done."""
    raise ValueError(word)


@pytest.fixture(autouse=True)
def the_real_queue(settings, transactional_db):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    DONE.clear()


def work():
    """A worker, until nothing is left to do."""
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


def left_by(worker, *, ago=timedelta(0), tries=1):
    """A task that this worker began so long ago and has not ended."""
    note.enqueue("left")
    DBTaskResult.objects.update(
        status="RUNNING", started_at=timezone.now() - ago, worker_ids=[worker] * tries
    )


def dead():
    """The name that a worker had which lives no more."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    host, _, _ = queue.worker_name().split(":")
    return f"{host}:{gone.pid}:0"


def test_what_is_asked_for_is_done_in_its_order():
    for word in ("one", "two"):
        note.enqueue(word)
    assert DONE == []

    work()

    assert DONE == ["one", "two"]
    assert {*DBTaskResult.objects.values_list("status", flat=True)} == {"SUCCESSFUL"}


def test_what_fails_keeps_nothing_else_from_being_done(caplog):
    fail.enqueue("broken")
    note.enqueue("after")

    work()

    assert DONE == ["after"]
    assert "ValueError: broken" in DBTaskResult.objects.failed().get().traceback
    assert "ValueError: broken" in caplog.text


def test_what_a_killed_worker_left_is_done_by_the_next():
    left_by(dead())

    work()

    assert DONE == ["left"]


def test_a_worker_with_the_number_of_the_one_before_it_is_not_taken_for_that():
    left_by(f"{queue.worker_name().split(':')[0]}:{os.getpid()}:earlier")

    work()

    assert DONE == ["left"]


def test_what_another_is_at_work_on_is_left_to_it():
    host = queue.worker_name().split(":")[0]
    left_by(f"{host}:{os.getppid()}:0")

    work()

    assert DONE == []


@pytest.mark.parametrize(("minutes", "done"), [(29, []), (31, ["left"])])
def test_another_machine_is_given_half_an_hour(minutes, done):
    left_by("elsewhere:1:0", ago=timedelta(minutes=minutes))

    work()

    assert done == DONE


def test_a_task_with_which_three_workers_died_is_given_to_no_fourth():
    left_by(dead(), tries=3)

    work()

    assert DONE == []
    assert DBTaskResult.objects.get().traceback == "3 workers died with it."


def test_what_was_done_two_weeks_ago_is_forgotten():
    for word in ("old", "new"):
        note.enqueue(word)
    work()
    old = DBTaskResult.objects.order_by("enqueued_at").first()
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=15))

    work()

    assert DBTaskResult.objects.get().args_kwargs["args"] == ["new"]


def test_the_queue_knows_what_waits():
    for word in (3, 5):
        note.enqueue(word)
    work()
    note.enqueue(7)

    assert queue.waiting_for(note.module_path) == {7}
