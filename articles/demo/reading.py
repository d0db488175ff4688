"""How often the readers of The Upland read its stories: more at breakfast, and less each day."""

import random
from collections import Counter
from datetime import datetime, timedelta

from articles.editions.edition import Edition
from articles.editions.reads import add_reads, hour_of

DAYS = 14
# How readers come by the hour of the day, from midnight on.
BY_HOUR = (1, 1, 0, 0, 1, 3, 9, 14, 12, 8, 6, 6, 9, 8, 6, 5, 6, 8, 10, 9, 8, 7, 5, 3)


def read_the_paper(*, now: datetime) -> None:
    """Reads of every live story: of the last two days by the hour, before that by the day."""
    dice, reads = random.Random(1871), Counter()  # noqa: S311 - a demo, not a secret
    for edition in Edition.live(at=now).order_by("pk"):
        liking = dice.lognormvariate(0, 0.7)
        age = min(int((now - edition.published).total_seconds() // 3600), DAYS * 24)
        for n in range(age + 1):
            # Half of them are there in the first day and a half.
            waning = liking * 0.5 ** ((age - n) / 36)
            at = hour_of(now - timedelta(hours=n))
            kept_at = at if n < 48 else at.replace(hour=12)
            reads[edition.article_id, kept_at] += round(waning * BY_HOUR[at.hour] * 3)
    add_reads(+reads, at=now)
