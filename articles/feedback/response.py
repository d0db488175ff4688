"""How many vote of those who read: known of the weeks in which reads were counted."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from articles.editions.weekly import ReadsInWeek


@dataclass(frozen=True)
class Response:
    """How often something was read, and how many votes that count came from it meanwhile."""

    votes: int = 0
    reads: int = 0

    @property
    def rate(self) -> float | None:
        """Votes by reads; None where that is not known: nothing was counted, or not all, since
        nobody votes who has not read."""
        return self.votes / self.reads if self.reads >= max(1, self.votes) else None


def counted_since() -> date:
    """The first week in which reads were counted; without any, one that never comes. One query, by
    an index."""
    return ReadsInWeek.objects.aggregate(first=Min("week"))["first"] or date.max
