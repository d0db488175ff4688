"""How many answers come to each story in each hour: by which a surge is known."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Sum

# Ten times the usual rate is a surge, but never so few in an hour.
TIMES = 10
ALWAYS_FINE = 60
# The usual rate is that of so many days before.
DAYS = 7


class VotesInHour(models.Model):
    """How many answers came to a story in the hour from `hour` on."""

    article_id = models.BigIntegerField()
    hour = models.DateTimeField()
    votes = models.PositiveIntegerField(default=0)

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
    """Count one answer more; whether it came in a surge. Three queries at most."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    row = VotesInHour.objects.filter(article_id=article_id, hour=hour)
    if not row.update(votes=F("votes") + 1):
        VotesInHour.objects.bulk_create(
            [VotesInHour(article_id=article_id, hour=hour)], ignore_conflicts=True
        )
        row.update(votes=F("votes") + 1)
    now = row.values_list("votes", flat=True).get()
    return now > ALWAYS_FINE and now > TIMES * _usual(article_id, hour=hour)


def _usual(article_id: int, *, hour: datetime) -> float:
    """Answers an hour, over the days before."""
    before = VotesInHour.objects.filter(
        article_id=article_id, hour__lt=hour, hour__gte=hour - timedelta(days=DAYS)
    )
    return (before.aggregate(votes=Sum("votes"))["votes"] or 0) / (DAYS * 24)


def sweep(*, at: datetime) -> None:
    """Forget the hours that no rate is made of."""
    VotesInHour.objects.filter(hour__lt=at - timedelta(days=DAYS + 1)).delete()
