"""The fingerprint by which the same reader of a story is known again for a day, and not for longer.

It is an HMAC of address, browser and story with a key that is made each day. Two days later at the
latest the key is deleted and the fingerprints are blanked: then nobody can tell any more who gave
which answer, nor that two came from one. Addresses and browsers are never stored.
"""

import hmac
import secrets
from datetime import UTC, date, datetime, time, timedelta

from django.db import models

from articles.feedback.feedback import Feedback
from articles.feedback.slip import TIME_FOR_A_WORD
from articles.whence import household

# From the beginning of its day: a worker sweeps each minute, and each answer does if none has.
KEPT_FOR = timedelta(hours=46)


class DayKey(models.Model):
    """The key of one day (in UTC)."""

    day = models.DateField(unique=True)
    key = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = "key of a day"
        verbose_name_plural = "keys of days"
        default_permissions = ()

    def __str__(self):
        return str(self.day)


def fingerprints(article_id: int, *, address: str, browser: str, at: datetime) -> list[str]:
    """Under which the reader may be known: today's first, then yesterday's while its key is kept
    for as long as more can be said of an answer, which is known by it.

    One query; three with the first answer of a day. A key whose time is over goes on this
    occasion, if no worker has seen to it.
    """
    said = f"{household(address)}\n{browser}\n{article_id}".encode("utf-8", "replace")
    keys, gone = _keys(at), _last_gone(at + timedelta(seconds=TIME_FOR_A_WORD))
    days = sorted((day for day in keys if day > gone), reverse=True)
    return [hmac.new(keys[day], said, "sha256").hexdigest() for day in days]


def name_of_the_day(address: str, *, at: datetime) -> str:
    """By which a household is known until the day is over. Queries as for fingerprints."""
    keys = _keys(at)
    said = f"household\n{household(address)}".encode("utf-8", "replace")
    return hmac.new(keys[max(keys)], said, "sha256").hexdigest()


def _keys(at: datetime) -> dict[date, bytes]:
    """The keys that hold at `at`, by their days, today's among them."""
    today, gone = at.astimezone(UTC).date(), _last_gone(at)
    rows = {row.day: bytes(row.key) for row in DayKey.objects.filter(day__lte=today)}
    if min(rows, default=today) <= gone:
        sweep(at=at)
    if today not in rows:
        fresh = DayKey(day=today, key=secrets.token_bytes(32))
        DayKey.objects.bulk_create([fresh], ignore_conflicts=True)
        rows[today] = bytes(DayKey.objects.get(day=today).key)
    return {day: key for day, key in rows.items() if day > gone}


def _last_gone(at: datetime) -> date:
    """The last day whose key is no longer kept."""
    day = at.astimezone(UTC).date() - timedelta(days=1)
    begun = datetime.combine(day, time.min, tzinfo=UTC)
    return day if at >= begun + KEPT_FOR else day - timedelta(days=1)


def sweep(*, at: datetime) -> None:
    """Delete the keys whose time is over, and blank the fingerprints that were made with them."""
    gone = _last_gone(at)
    if not DayKey.objects.filter(day__lte=gone).exists():
        return
    end = datetime.combine(gone + timedelta(days=1), time.min, tzinfo=UTC)
    old = Feedback.objects.filter(created_at__lt=end).exclude(fingerprint="")
    old.update(fingerprint="")
    DayKey.objects.filter(day__lte=gone).delete()
