"""Counting reads: gathered in the process, and written every few seconds.

What is gathered is numbers. Which connection read is known for as long as the gathering takes, and
which read a story for a day, by a mark that is made with a key of this process: so that none counts
without end. Neither is written anywhere. A process that is killed loses what it has counted since
it last wrote: at most what came in ten seconds, and never more than a hundred reads.
"""

import logging
import os
from collections import Counter
from datetime import UTC, date, datetime
from hashlib import blake2b
from multiprocessing.util import Finalize
from secrets import token_bytes
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
# Of one connection and story in a day (of UTC); and so many of these are known, the latest.
A_DAY = 30
KNOWN = 100_000
# Stories and hours that are kept while the database is away.
KEPT = 10_000


class Gathering:
    """What one process has counted and not written yet; for all its threads."""

    def __init__(self):
        self._lock, self._writing = Lock(), Lock()
        self._reads: Counter[tuple[int, datetime]] = Counter()
        self._senders: Counter[str] = Counter()
        self._today, self._key = date.min, b""
        self._marks: dict[bytes, int] = {}
        self._since_written = 0
        self._timer: Timer | None = None
        self._written_at_the_end_of = 0

    def count(self, article_id: int, *, sender: str, at: datetime) -> bool:
        """Count a read; whether it was. The same connection counts ten times in ten seconds, and
        thirty times a day for one story.

        Of the hundredth since the last writing, the thread that brings it writes them all.
        """
        with self._lock:
            is_new = sender not in self._senders
            # Looking a Counter up adds nothing to it.
            if self._senders[sender] >= AT_MOST or (is_new and len(self._senders) >= CONNECTIONS):
                return False
            if not self._is_below_a_days(f"{article_id} {sender}", at=at):
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
            self._marks.clear()

    def _is_below_a_days(self, read: str, *, at: datetime) -> bool:
        """Whether a connection has read a story less often today than counts; one time more now.

        Yesterday's key is gone with its marks. Where too many are known, the oldest is forgotten.
        """
        if self._today != (today := at.astimezone(UTC).date()):
            self._today, self._key = today, token_bytes(32)
            self._marks.clear()
        mark = blake2b(read.encode("utf-8", "replace"), key=self._key, digest_size=8).digest()
        times = self._marks.get(mark, 0)
        if times >= A_DAY:
            return False
        if not times and len(self._marks) >= KNOWN:
            del self._marks[next(iter(self._marks))]
        self._marks[mark] = times + 1
        return True

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
