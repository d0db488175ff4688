"""What the CDN is told: that readers' pages have changed, by a worker, until it has taken it in."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from newsroom import queue
from newsroom.cdn import PAPER, NotPurged

# Processes notice a change within a second. What they gave out until then must go too, and may be
# on its way for a while.
NOTICED = timedelta(seconds=1.5)
# A change is told after this; those that come up to a second later are told with it.
TOGETHER = timedelta(seconds=2.5)
# Each waits twice as long as the one before it, ten minutes in all.
MOST_TRIES = 7
FIRST_WAIT = timedelta(seconds=5)
# When the first change happened of which the CDN knows nothing.
UNTOLD = "cdn-untold"

log = logging.getLogger(__name__)


def site_changed() -> None:
    """Let the CDN drop all it keeps, soon after the commit; without one nothing is done.

    Many changes in a second are told in one or two calls.
    """
    if settings.CDN:
        # What is printed is printed, even if no one can be told of it.
        transaction.on_commit(_tell_later, robust=True)


def _tell_later() -> None:
    now = timezone.now()
    if not queue.waits(PATH, between=(now + NOTICED, now + TOGETHER)):
        _enqueue(now.isoformat(), at=now + TOGETHER)


def _enqueue(since: str, *, at: datetime, tries: int = 0) -> None:
    # Where no queue is, it is told at once.
    can_wait = tell.get_backend().supports_defer
    (tell.using(run_after=at) if can_wait else tell).enqueue(since, tries)


@task()
def tell(since: str, tries: int = 0) -> None:
    """Tell the CDN to drop all pages; if it does not take that in, again later, seven times.

    `since` is when the change happened of which it is told.
    """
    if not settings.CDN:
        return
    try:
        purge([PAPER])
    except NotPurged as problem:
        _note_untold(since)
        if tries >= MOST_TRIES or not tell.get_backend().supports_defer:
            log.error("The CDN could not be told of changes since %s: %s", since, problem)
            return
        log.warning("The CDN could not be told of changes, and will be told again: %s", problem)
        later = timezone.now() + FIRST_WAIT * 2**tries
        # One that tries on is enough, and whatever it tells is told of this too.
        if not queue.waits(PATH, between=(timezone.now(), later)):
            _enqueue(since, at=later, tries=tries + 1)


PATH = tell.module_path


def purge(keys: list[str]) -> None:
    """Let the CDN drop, now, every answer that has one of these keys. Raises NotPurged."""
    settings.CDN.purge(keys)
    if PAPER in keys:
        _forget_untold()


def untold_since() -> datetime | None:
    """When the first change happened that the CDN could not be told of; without one no query."""
    return cache.get(UNTOLD) if settings.CDN else None


def _note_untold(since: str) -> None:
    try:
        cache.add(UNTOLD, datetime.fromisoformat(since), None)
    except Exception:  # Whatever a cache fails by.
        log.exception("The cache failed, so that the desk is not told that the CDN is not.")


def _forget_untold() -> None:
    try:
        cache.delete(UNTOLD)
    except Exception:  # Likewise.
        log.exception("The cache failed, so that the desk goes on telling that the CDN was not.")
