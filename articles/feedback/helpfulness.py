"""How helpful readers find stories: a rate with its count and its 95 % interval."""

from dataclasses import dataclass
from math import sqrt

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from articles.editions.edition import Edition
from articles.feedback.feedback import Feedback

ENOUGH = 5
MOST_PARTS = 5
Z = 1.959964


@dataclass(frozen=True)
class Helpfulness:
    """How many said Yes and No, and what may be concluded from that."""

    yes: int
    no: int

    @property
    def votes(self) -> int:
        """All who answered."""
        return self.yes + self.no

    @property
    def rate(self) -> float:
        """The share of Yes; 0 without any vote."""
        return self.yes / self.votes if self.votes else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson score interval of the rate at 95 % (Wilson 1927, without correction)."""
        n, p = self.votes, self.rate
        if not n:
            return 0.0, 1.0
        middle = p + Z * Z / (2 * n)
        spread = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        below = (middle - spread) / (1 + Z * Z / n)
        above = (middle + spread) / (1 + Z * Z / n)
        return max(0.0, below), min(1.0, above)

    @property
    def is_enough(self) -> bool:
        """Whether there are votes enough to speak of a rate."""
        return self.votes >= ENOUGH

    @property
    def short(self) -> str:
        """For a column: "84 % of 51"; while votes are few, "not enough votes (3)"."""
        told = (
            _("%(rate)d %% of %(votes)d") if self.is_enough else _("not enough votes (%(votes)d)")
        )
        return told % {"rate": round(self.rate * 100), "votes": self.votes}

    @property
    def full(self) -> str:
        """With the interval: "84 % of 51 (95 % interval: 72–92 %)"."""
        if not self.is_enough:
            return self.short
        below, above = (round(end * 100) for end in self.interval)
        told = _("%(short)s (95 %% interval: %(below)d–%(above)d %%)")
        return told % {"short": self.short, "below": below, "above": above}


def of_articles(article_ids) -> dict[int, Helpfulness]:
    """Helpfulness of each story that has been voted on, over all its editions. One query."""
    rows = (
        Feedback.objects.counted()
        .filter(edition__article_id__in=article_ids)
        .order_by()
        .values_list("edition__article_id")
        .annotate(yes=Count("pk", filter=Q(vote="yes")), no=Count("pk", filter=Q(vote="no")))
    )
    return {article_id: Helpfulness(yes, no) for article_id, yes, no in rows}


def least_helpful(stories, *, since, most: int) -> list[tuple[int, Helpfulness]]:
    """Ids of those of `stories` (None: all) to which more readers said No than Yes since then.

    Only where votes are enough; first those of which one can be surest: whose interval ends lowest.
    One query.
    """
    votes = Feedback.objects.counted().filter(created_at__gte=since)
    if stories is not None:
        editions = Edition.archive.filter(article__in=stories).order_by()
        votes = votes.filter(edition__in=editions.values("pk"))
    rows = (
        votes.order_by()
        .values_list("edition__article_id")
        .annotate(yes=Count("pk", filter=Q(vote="yes")), no=Count("pk", filter=Q(vote="no")))
        .filter(no__gt=F("yes"), no__gte=ENOUGH - F("yes"))
    )
    found = [(article_id, Helpfulness(yes, no)) for article_id, yes, no in rows]
    return sorted(found, key=lambda each: (each[1].interval[1], each[0]))[:most]


def parts_named(article_id: int) -> list[tuple[str, int]]:
    """The parts of a story that readers named, by heading, most often named first. One query."""
    reports = Feedback.objects.counted().with_a_part().filter(edition__article_id=article_id)
    counts = reports.order_by().values_list("part_heading").annotate(count=Count("pk"))
    return list(counts.order_by("-count", "part_heading")[:MOST_PARTS])


def of_article(article_id: int) -> Helpfulness:
    """Helpfulness of one story; without votes, of none. One query."""
    return of_articles([article_id]).get(article_id, Helpfulness(0, 0))
