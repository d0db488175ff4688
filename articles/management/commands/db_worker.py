"""Run the tasks of the queue until it is told to stop."""

import threading
import time
from contextlib import suppress

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone
from django.utils.timezone import localdate
from django_tasks_db.management.commands import db_worker

from articles.desk import digest, notice, sitting
from articles.editions import reads
from articles.feedback import fingerprint, keeping, rate
from newsroom import queue

PAUSE = 60


class Command(db_worker.Command):
    """The library's worker, which also takes up what a worker that was killed has left."""

    help = __doc__

    def add_arguments(self, parser):
        """The library's own; a worker is started again by whoever changes its code."""
        super().add_arguments(parser)
        parser.set_defaults(reload=False)

    def configure_logging(self, verbosity):
        """LOG_LEVEL says what is logged, here as elsewhere."""

    def handle(self, **options):
        """Sweep, go on sweeping now and then, and work."""
        own = options["worker_id"] = queue.worker_name()
        _sweep(own)
        if not options["batch"]:
            threading.Thread(target=_go_on_sweeping, args=[own], daemon=True).start()
        super().handle(**options)


def _go_on_sweeping(own):
    summed_up_on = None
    while True:
        time.sleep(PAUSE)
        close_old_connections()
        # A database that is away for a while is asked again a minute later.
        with suppress(DatabaseError, InterfaceError):
            _sweep(own)
            if (today := localdate()) != summed_up_on:
                # Once a day, since it looks through all that is old.
                reads.sweep(at=timezone.now())
                summed_up_on = today
        connection.close()


def _sweep(own):
    """First what must not stay: the keys by which readers are known again."""
    now = timezone.now()
    fingerprint.sweep(at=now)
    queue.sweep(at=now, own=own)
    sitting.sweep(at=now)
    notice.sweep(at=now)
    rate.sweep(at=now)
    keeping.sweep(at=now)
    digest.sweep(at=now)
