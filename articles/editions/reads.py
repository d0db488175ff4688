"""How often stories are read: one number for each story and hour, and nothing of who read it.

The hours are those of UTC. After 90 days those of a day are made into one number, which is kept.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from django.db import models, transaction
from django.db.models import F, Min, Q, Sum
from django.db.models.functions import ExtractHour

from articles.editions.edition import Edition
from articles.editions.weekly import add_to_weeks

HOURS_KEPT = timedelta(days=90)
# What was read in the last minute of an hour may be written a little later.
SETTLED = timedelta(minutes=1)
MOST_READ_OF = timedelta(hours=24)
# Fewer say nothing of a story.
ENOUGH = 10
RANKED = 500
AT_A_TIME = 500


class ReadsInHourQuerySet(models.QuerySet):
    """Numbers of reads; time is a parameter."""

    def between(self, since, until):
        """Those of the hours that begin from `since` on and before `until`; None: without end."""
        found = self.filter(hour__gte=since) if since else self
        return found.filter(hour__lt=until) if until else found


class ReadsInHour(models.Model):
    """How often a story was read in the hour from `hour` on; of long ago, in that day."""

    article_id = models.BigIntegerField()
    hour = models.DateTimeField()
    reads = models.PositiveIntegerField(default=0)

    objects = ReadsInHourQuerySet.as_manager()

    class Meta:
        verbose_name = "reads in an hour"
        verbose_name_plural = "reads in hours"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article_id", "hour"], name="reads_in_hour_once")
        ]
        indexes = [models.Index(fields=["hour", "article_id"], name="reads_in_hour_by_hour")]

    def __str__(self):
        return f"{self.article_id} {self.hour}: {self.reads}"


def hour_of(moment: datetime) -> datetime:
    """The beginning of its hour."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


@transaction.atomic
def add_reads(reads: Counter[tuple[int, datetime]], *, at: datetime) -> None:
    """Write how often each story was read in which hour; what is no story with a page is dropped.

    Five queries, and one for each number by the hour and by the week. Always in one order, so that
    no two processes wait for each other.
    """
    asked = {article_id for article_id, _hour in reads}
    live = Edition.live(at=at).filter(article_id__in=asked).order_by()
    known = set(live.values_list("article_id", flat=True))
    keys = sorted(key for key in reads if key[0] in known)
    rows = [ReadsInHour(article_id=article_id, hour=hour) for article_id, hour in keys]
    ReadsInHour.objects.bulk_create(rows, ignore_conflicts=True)
    for article_id, hour in keys:
        row = ReadsInHour.objects.filter(article_id=article_id, hour=hour)
        row.update(reads=F("reads") + reads[article_id, hour])
    if keys:
        add_to_weeks({key: reads[key] for key in keys}, at=at)


@dataclass(frozen=True)
class Reads:
    """How often a story was read: in 24 hours, in 7 days, and in all."""

    day: int
    week: int
    ever: int


def reads_up_to(article_id: int, *, at: datetime) -> Reads:
    """How often a story was read up to `at`, by whole hours. One query."""
    this = hour_of(at)
    found = ReadsInHour.objects.filter(article_id=article_id).aggregate(
        day=Sum("reads", filter=Q(hour__gt=this - timedelta(hours=24))),
        week=Sum("reads", filter=Q(hour__gt=this - timedelta(days=7))),
        ever=Sum("reads"),
    )
    return Reads(**{name: number or 0 for name, number in found.items()})


def ranked(at: datetime) -> list[int]:
    """The stories most read in the 24 hours up to the last full hour, the most read first.

    An hour is full a minute after it has ended, so that what was counted then has been written;
    until the next one is, the answer stays. Each process asks once an hour.
    """
    return list(_ranked(hour_of(at - SETTLED)))


@lru_cache(maxsize=4)
def _ranked(until: datetime) -> tuple[int, ...]:
    rows = ReadsInHour.objects.between(until - MOST_READ_OF, until).order_by()
    sums = rows.values("article_id").annotate(sum=Sum("reads")).filter(sum__gte=ENOUGH)
    # Of two that are read alike the younger.
    first = sums.order_by("-sum", "-article_id").values_list("article_id", flat=True)
    return tuple(first[:RANKED])


def forget_ranking() -> None:
    """Ask anew, for those who have just written reads of an hour that has passed."""
    _ranked.cache_clear()


def sweep(*, at: datetime) -> None:
    """Make one number of the hours of each day that is older than 90 days.

    Looks through the index of what is older. A day in a transaction: it can be stopped, and two
    that sweep at once do no harm.
    """
    end = datetime.combine((at - HOURS_KEPT).astimezone(UTC), time.min, tzinfo=UTC)
    old = ReadsInHour.objects.between(None, end).annotate(clock=ExtractHour("hour", tzinfo=UTC))
    while first := old.exclude(clock=0).aggregate(first=Min("hour"))["first"]:
        _sum_up(datetime.combine(first.astimezone(UTC), time.min, tzinfo=UTC))


@transaction.atomic
def _sum_up(day: datetime) -> None:
    rows = ReadsInHour.objects.between(day, day + timedelta(days=1))
    sums: Counter[int] = Counter()
    later = []
    for row in rows.order_by("article_id", "hour").select_for_update():
        if row.hour > day:
            sums[row.article_id] += row.reads
            later.append(row.pk)
    empty = [ReadsInHour(article_id=article_id, hour=day) for article_id in sorted(sums)]
    ReadsInHour.objects.bulk_create(empty, ignore_conflicts=True, batch_size=AT_A_TIME)
    for article_id, reads in sorted(sums.items()):
        row = ReadsInHour.objects.filter(article_id=article_id, hour=day)
        row.update(reads=F("reads") + reads)
    for n in range(0, len(later), AT_A_TIME):
        ReadsInHour.objects.filter(pk__in=later[n : n + AT_A_TIME]).delete()
