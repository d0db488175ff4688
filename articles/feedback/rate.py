"""How many answers come to each story in each hour: by which a surge is known."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Min, Sum

from articles.editions.edition import Edition

# Ten times the usual rate is a surge, but never so few in an hour.
TIMES = 10
ALWAYS_FINE = 60
# The usual rate is that of so many days before, or of as long as the story has been out.
DAYS = 7
HOUR = timedelta(hours=1)


class VotesInHour(models.Model):
    """How many answers came to a story in the hour from `hour` on; `apart`, in a surge."""

    article_id = models.BigIntegerField()
    hour = models.DateTimeField()
    votes = models.PositiveIntegerField(default=0)
    apart = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "votes in an hour"
        verbose_name_plural = "votes in hours"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article_id", "hour"], name="votes_in_hour_once")
        ]
        indexes = [models.Index(fields=["hour"], name="votes_in_hour_by_hour")]

    def __str__(self):
        return f"{self.article_id} {self.hour}: {self.votes}"


def count_vote(article_id: int, *, at: datetime) -> bool:
    """Count one answer more; whether it came in a surge.

    Two queries, one more in the first answer of an hour; two more where there are many answers,
    and a third in a surge. None reads more than a week's hours of one story.
    """
    row = VotesInHour.objects.filter(article_id=article_id, hour=_hour_of(at))
    if not row.update(votes=F("votes") + 1):
        fresh = VotesInHour(article_id=article_id, hour=_hour_of(at))
        VotesInHour.objects.bulk_create([fresh], ignore_conflicts=True)
        row.update(votes=F("votes") + 1)
    in_surge = is_surging(article_id, at=at)
    if in_surge:
        row.update(apart=F("apart") + 1)
    return in_surge


def is_surging(article_id: int, *, at: datetime) -> bool:
    """Whether more answers come to a story than can be right. One query; three if they are many."""
    now = _in_the_last_hour(article_id, at=at)
    return now > ALWAYS_FINE and now > TIMES * _usual(article_id, at=at)


def _in_the_last_hour(article_id: int, *, at: datetime) -> float:
    """Of the hour before as much as lies within sixty minutes, so that no full hour ends a surge.

    Never less than what came since the full hour.
    """
    hour = _hour_of(at)
    rows = VotesInHour.objects.filter(article_id=article_id, hour__in=[hour, hour - HOUR])
    votes = dict(rows.values_list("hour", "votes"))
    return votes.get(hour, 0) + votes.get(hour - HOUR, 0) * (1 - (at - hour) / HOUR)


def _usual(article_id: int, *, at: datetime) -> float:
    """Answers an hour before this one, without those of a surge: else it would soon be usual."""
    hour = _hour_of(at)
    before = VotesInHour.objects.filter(
        article_id=article_id, hour__lt=hour, hour__gte=hour - timedelta(days=DAYS)
    )
    votes = before.aggregate(votes=Sum(F("votes") - F("apart")))["votes"] or 0
    out = Edition.archive.filter(article_id=article_id).aggregate(since=Min("live_from"))["since"]
    return votes / min(DAYS * 24, max(1, (hour - out) / HOUR if out else 0))


def _hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def sweep(*, at: datetime) -> None:
    """Forget the hours that no rate is made of."""
    VotesInHour.objects.filter(hour__lt=at - timedelta(days=DAYS + 1)).delete()
