"""Run the tasks of the queue until it is told to stop."""

import threading
import time
from contextlib import suppress

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone
from django.utils.timezone import localdate
from django_tasks_db.management.commands import db_worker

from articles.desk import notice, sitting
from articles.editions import reads
from articles.feedback import keeping
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
        queue.sweep(at=timezone.now(), own=own)
        if not options["batch"]:
            threading.Thread(target=_go_on_sweeping, args=[own], daemon=True).start()
        super().handle(**options)


def _go_on_sweeping(own):
    swept_on = None
    while True:
        time.sleep(PAUSE)
        close_old_connections()
        # A database that is away for a while is asked again a minute later.
        with suppress(DatabaseError, InterfaceError):
            queue.sweep(at=timezone.now(), own=own)
            sitting.sweep(at=timezone.now())
            notice.sweep(at=timezone.now())
            keeping.sweep(at=timezone.now())
            if (today := localdate()) != swept_on:
                # It looks through all that is old.
                reads.sweep(at=timezone.now())
                swept_on = today
        connection.close()
