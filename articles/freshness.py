"""One row that tells every process whether what it keeps of the site still holds."""

from django.db import models
from django.db.models import F

from newsroom import purging


class Freshness(models.Model):
    """The only row counts the changes that readers can see.

    Whoever changes such a thing calls `touch()` in the same transaction. A kept page holds while
    the generation is the one that it was made under and no edition has begun or ended since.
    """

    generation = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "freshness"

    def __str__(self):
        return f"generation {self.generation}"


def touch() -> None:
    """Raise the generation. Call it first in a transaction that prints or moves anything.

    The update locks the row until the commit, so on PostgreSQL too those transactions run one
    after the other and each sees what the last one made. A CDN is told after the commit.
    """
    if not Freshness.objects.filter(pk=1).update(generation=F("generation") + 1):
        Freshness.objects.bulk_create([Freshness(pk=1, generation=0)], ignore_conflicts=True)
        Freshness.objects.filter(pk=1).update(generation=F("generation") + 1)
    purging.site_changed()


def current() -> int:
    """The generation now; 0 before the first change."""
    return Freshness.objects.filter(pk=1).values_list("generation", flat=True).first() or 0
