"""The queue of tasks: whose worker has died, and what was done long ago."""

import os
import secrets
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

# A task that has run for so long on another machine has lost its worker.
LONGEST = timedelta(minutes=30)
KEPT = timedelta(days=14)
# A task that has taken so many workers with it is not given to another.
MOST_TRIES = 3
HOST_LENGTH = 32
# A worker that lives takes a task up within seconds; pictures by the hundred take their time.
PATIENCE = timedelta(minutes=10)
FAILURES_TOLD = timedelta(days=3)


def worker_name() -> str:
    """A name for this process, by which others tell whether it still lives."""
    return f"{_host()}:{os.getpid()}:{secrets.token_hex(4)}"


def sweep(*, at: datetime, own: str) -> int:
    """Give tasks of dead workers to others, forget what is long done; how many were given on.

    `own` is the name of the worker that asks. Tasks are such that they may run twice.
    """
    found = 0
    for result in DBTaskResult.objects.running():
        if _is_at_work(result, at=at, own=own):
            continue
        left = DBTaskResult.objects.running().filter(pk=result.pk, started_at=result.started_at)
        if len(result.worker_ids) < MOST_TRIES:
            found += left.update(status=TaskResultStatus.READY, started_at=None)
        else:
            left.update(
                status=TaskResultStatus.FAILED,
                finished_at=at,
                traceback=f"{MOST_TRIES} workers died with it.",
            )
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT).delete()
    return found


@dataclass(frozen=True)
class Lateness:
    """How many tasks wait that should be done, the first since when; and how many failed."""

    waiting: int
    since: datetime | None
    failed: int


def lateness(*, at: datetime) -> Lateness:
    """What the queue is behind with. One query."""
    late = Q(status=TaskResultStatus.READY, enqueued_at__lt=at - PATIENCE)
    # Others are not to begin yet.
    late &= Q(run_after=get_date_max()) | Q(run_after__lt=at - PATIENCE)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__gte=at - FAILURES_TOLD)
    found = DBTaskResult.objects.order_by().aggregate(
        waiting=Count("pk", filter=late),
        since=Min("enqueued_at", filter=late),
        failed=Count("pk", filter=failed),
    )
    return Lateness(**found)


def waits(path: str, *, between: tuple[datetime, datetime]) -> bool:
    """Whether a task of that path waits for a moment between these two. One query."""
    rows = DBTaskResult.objects.filter(task_path=path, status=TaskResultStatus.READY)
    return rows.filter(run_after__range=between).exists()


def waiting_for(path: str) -> set[int]:
    """The first argument of each task of that path that waits or runs."""
    unfinished = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    rows = DBTaskResult.objects.filter(task_path=path, status__in=unfinished).order_by()
    known = rows.values_list("args_kwargs", flat=True).iterator(chunk_size=2_000)
    return {each["args"][0] for each in known if each["args"]}


def _host() -> str:
    return socket.gethostname()[:HOST_LENGTH].replace(":", "-")


def _is_at_work(result: DBTaskResult, *, at: datetime, own: str) -> bool:
    if result.started_at is None or result.started_at < at - LONGEST:
        return False
    name = result.worker_ids[-1] if result.worker_ids else ""
    host, _, rest = name.partition(":")
    pid = rest.partition(":")[0]
    if host != _host() or not pid.isdecimal():
        return True
    if int(pid) == os.getpid():
        # In a container a new worker often gets the number of the one before it.
        return name == own
    return _is_alive(int(pid))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
