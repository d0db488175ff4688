"""What the page cache knows of the site: which epoch it is, and whether that is still sure.

An epoch is the time in which nothing that readers see changes. It ends when the generation is
raised, which one row of the database tells, or when the next moment comes that was already known.
A thread asks for that row four times a second; whoever answers readers asks nothing.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from math import inf
from time import monotonic
from weakref import ref

from django.db import Error, connection
from django.utils import timezone

# Between two looks. A change is known to every process after this long at most.
LOOK = 0.25
# For so long a look holds; then the database is slow, or away.
SURE = 1.0
# Whoever comes before the first look, or between a due moment and the next, waits this long.
PATIENCE = 2.0
# A look that takes as long as this gets no answer any more. What broke on the way ends as soon.
HANGS = 10.0

log = logging.getLogger(__name__)


def clock(moment: datetime | None) -> float:
    """A moment by the clock of `time.monotonic`; none is never."""
    if moment is None:
        return inf
    return monotonic() + (moment - timezone.now()).total_seconds()


def _nothing() -> None:
    """What came before the first epoch."""


@dataclass(frozen=True, eq=False)
class Epoch:
    """A time in which pages stay as they are. Told apart by identity.

    `until` is the next moment that is known to change something; `noticed` when a process saw the
    epoch begin, by its own clock; `raised` whether it began with a deed, and not with a moment;
    `before` gives the epoch that it followed.
    """

    generation: int
    until: datetime | None
    noticed: float
    raised: bool
    before: Callable[[], "Epoch | None"]


class Watch:
    """Asks for the generation, and after each change for the next moment, until the process ends.

    `sure_until` is by the clock of `time.monotonic`; after it `epoch` may be over.
    """

    def __init__(
        self,
        *,
        generation: Callable[[], int],
        next_change: Callable[[datetime], datetime | None],
        turning: Callable[[], AbstractContextManager[None]] = nullcontext,
        turned: Callable[[Epoch], None] = lambda epoch: None,
        each_time: Callable[[datetime | None], None] = lambda away_since: None,
        hang_up: Callable[[], None] = _nothing,
    ):
        """`turned` is told each new epoch, within `turning`; `each_time` is done at every look.

        `hang_up` makes those fail, in every thread, that wait for a database which does not answer.
        """
        self.epoch: Epoch | None = None
        self.sure_until = 0.0
        self._generation, self._next_change = generation, next_change
        self._turning, self._turned, self._each_time = turning, turned, each_time
        self._hang_up = hang_up
        # When the look began that is under way.
        self._began: float | None = None
        self._seen_at: datetime | None = None
        self._failing = False
        self._looked = threading.Condition()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()

    def begin(self) -> None:
        """Start to look, if that has not been done in this process."""
        # A thread does not live on in a process that was forked.
        if self._thread and self._thread.is_alive():
            return
        with self._lock:
            if not (self._thread and self._thread.is_alive()):
                self._thread = threading.Thread(target=self._keep_looking, daemon=True)
                self._thread.start()
                threading.Thread(target=self._keep_time, daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        if self._thread:
            self._thread.join()

    def is_sure(self) -> bool:
        """Whether `epoch` is that of now; waits for a look that is due, but not for one that fails.

        A due moment is looked at the instant it comes, so that waiting is a matter of milliseconds.
        """
        if monotonic() < self.sure_until:
            return True
        if not self._failing:
            with self._looked:
                self._looked.wait_for(self._has_looked, timeout=PATIENCE)
            # One that does not end is one that fails, and nobody else waits for it.
            self._failing = monotonic() >= self.sure_until
        return not self._failing

    @property
    def away_since(self) -> datetime | None:
        """Since when the database has given no answer; None while it does."""
        return self._seen_at if self._failing else None

    def _has_looked(self) -> bool:
        return self._failing or monotonic() < self.sure_until

    def _keep_time(self) -> None:
        """Let no look last for ever."""
        looking = self._thread
        while looking.is_alive() and not self._stopped.wait(LOOK):
            began = self._began
            if began is not None and monotonic() - began > HANGS:
                self._hang_up()

    def _keep_looking(self) -> None:
        while not self._stopped.is_set():
            was_failing = self._failing
            try:
                self._began = monotonic()
                self.look()
            except Error as problem:
                # Else the next look would ask the same broken connection.
                connection.close()
                self._failing = True
                if monotonic() - self._began > PATIENCE:
                    # Whoever has asked since waits as long for what does not come.
                    self._hang_up()
                if not was_failing:
                    log.warning("The database gives no answer; kept pages are served: %s", problem)
            else:
                if was_failing:
                    log.warning("The database gives answers again.")
            self._began = None
            with self._looked:
                self._looked.notify_all()
            self._each_time(self.away_since)
            self._stopped.wait(self._pause())
        connection.close()

    def _pause(self) -> float:
        if self._failing or self.epoch is None or self.epoch.until is None:
            return LOOK
        return min(LOOK, max(0.001, (self.epoch.until - timezone.now()).total_seconds()))

    def look(self) -> None:
        """Ask once. One query; after a change one for each kind of change that may come."""
        began, now = monotonic(), timezone.now()
        generation, epoch = self._generation(), self.epoch
        if self._is_over(epoch, generation, now):
            with self._turning():
                # What another process turned to meanwhile is not turned back.
                generation = self._generation()
                before = ref(epoch) if epoch else _nothing
                raised = epoch is None or generation != epoch.generation
                epoch = Epoch(generation, self._next_change(now), monotonic(), raised, before)
                self._turned(epoch)
                self.epoch = epoch
        self._seen_at = now
        self._failing = False
        self.sure_until = min(began + SURE, clock(epoch.until))

    @staticmethod
    def _is_over(epoch: Epoch | None, generation: int, now: datetime) -> bool:
        if epoch is None or generation != epoch.generation:
            return True
        return epoch.until is not None and epoch.until <= now
