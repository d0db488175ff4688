"""Counting reads: gathered in the process, and written every few seconds.

What is gathered is numbers. Who read is known for as long as the gathering takes, so that no
connection counts without end, and is written nowhere. A process that is killed loses what it has
counted since it last wrote: at most what came in ten seconds, and never more than a hundred reads.
"""

import logging
import os
from collections import Counter
from datetime import datetime
from multiprocessing.util import Finalize
from threading import Lock, Timer

from django.db import Error, connections
from django.utils import timezone

from articles.editions.reads import add_reads, hour_of

log = logging.getLogger(__name__)

SECONDS = 10
MANY = 100
# Of one connection in that time: whole offices and trains have one in common.
AT_MOST = 10
CONNECTIONS = 20_000
# Stories and hours that are kept while the database is away.
KEPT = 10_000


class Gathering:
    """What one process has counted and not written yet; for all its threads."""

    def __init__(self):
        self._lock, self._writing = Lock(), Lock()
        self._reads: Counter[tuple[int, datetime]] = Counter()
        self._senders: Counter[str] = Counter()
        self._since_written = 0
        self._timer: Timer | None = None
        self._written_at_the_end_of = 0

    def count(self, article_id: int, *, sender: str, at: datetime) -> bool:
        """Count a read; whether it was. The same connection counts ten times in ten seconds.

        Of the hundredth since the last writing, the thread that brings it writes them all.
        """
        with self._lock:
            is_new = sender not in self._senders
            # Looking a Counter up adds nothing to it.
            if self._senders[sender] >= AT_MOST or (is_new and len(self._senders) >= CONNECTIONS):
                return False
            self._senders[sender] += 1
            self._reads[article_id, hour_of(at)] += 1
            self._since_written += 1
            is_time = self._since_written >= MANY
            self._wait()
        if is_time:
            self.write()
        return True

    def write(self) -> None:
        """Write what was counted. If the database is away, it is kept for the next time."""
        with self._writing:
            with self._lock:
                reads, self._reads, self._since_written = self._reads, Counter(), 0
            if not reads:
                return
            try:
                add_reads(reads, at=timezone.now())
            except Error:
                log.exception("Reads could not be written; they are kept for the next time.")
                with self._lock:
                    self._reads.update(dict(reads.most_common(KEPT)))

    def forget(self) -> None:
        """Drop all that is not written."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer, self._since_written = None, 0
            self._reads.clear()
            self._senders.clear()

    def _wait(self) -> None:
        # Begun by the first read, in the process that it came to: a fork takes neither along.
        if self._written_at_the_end_of != os.getpid():
            # Not atexit, which the children of a server of several processes never come to.
            Finalize(None, self.write, exitpriority=0)
            self._written_at_the_end_of = os.getpid()
        if self._timer is None:
            self._timer = Timer(SECONDS, self._end)
            self._timer.daemon = True
            self._timer.start()

    def _end(self) -> None:
        """The time is over: write, and forget who read."""
        with self._lock:
            self._senders.clear()
            self._timer = None
        try:
            self.write()
        finally:
            connections.close_all()
        with self._lock:
            if self._reads:
                self._wait()


_here = Gathering()
count, write, forget = _here.count, _here.write, _here.forget
