"""How often stories are read: one number for each story and hour, and nothing of who read it."""

from django.db import models


class ReadsInHour(models.Model):
    """How often a story was read in the hour from `hour` on."""

    article_id = models.BigIntegerField()
    hour = models.DateTimeField()
    reads = models.PositiveIntegerField(default=0)

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
