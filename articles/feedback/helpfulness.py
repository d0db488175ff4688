"""How helpful readers find stories: a rate with its count and its 95 % interval."""

from dataclasses import dataclass
from datetime import date
from math import sqrt

from django.db.models import ExpressionWrapper, F, FloatField, Q, Sum
from django.db.models.functions import Cast, Coalesce, Sqrt
from django.utils.translation import gettext as _

from articles.editions.edition import Edition
from articles.feedback.parts import headings_of
from articles.feedback.tally import Tally, What

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
    def against(self) -> "Helpfulness":
        """The same answers, asked for the share of No."""
        return Helpfulness(self.no, self.yes)

    def overlaps(self, other: "Helpfulness") -> bool:
        """Whether both rates could be the same, as far as their intervals tell."""
        (below, above), (others_below, others_above) = self.interval, other.interval
        return below <= others_above and others_below <= above

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
        return self._with_interval(self.short)

    @property
    def sentence(self) -> str:
        """Where no heading says of what: "84 % of 51 found it helpful (95 % interval: …)"."""
        return self._with_interval(_("%(short)s found it helpful") % {"short": self.short})

    @property
    def sentence_against(self) -> str:
        """The share of No: "16 % of 51 did not find it helpful (95 % interval: …)"."""
        against = self.against
        told = _("%(short)s did not find it helpful") % {"short": against.short}
        return against._with_interval(told)

    def _with_interval(self, words: str) -> str:
        if not self.is_enough:
            return self.short
        below, above = (round(end * 100) for end in self.interval)
        told = _("%(short)s (95 %% interval: %(below)d–%(above)d %%)")
        return told % {"short": words, "below": below, "above": above}


def yes_and_no(totals):
    """Totals of whatever they are grouped by, with `yes` and `no`: the votes that count."""
    counted = totals.filter(what__in=(What.YES, What.NO), part="").order_by()
    return counted.annotate(
        yes=Coalesce(Sum("count", filter=Q(what=What.YES)), 0),
        no=Coalesce(Sum("count", filter=Q(what=What.NO)), 0),
    )


def at_least(answer: str):
    """The lower end of the interval for the share of `answer`, of what has `yes` and `no`.

    The same as `Helpfulness.interval`, written so that a database can sort by it.
    """
    yes, no = (Cast(name, FloatField()) for name in ("yes", "no"))
    votes, given = yes + no, Cast(answer, FloatField())
    middle = given + Z * Z / 2
    spread = Z * Sqrt(yes * no / votes + Z * Z / 4)
    return ExpressionWrapper((middle - spread) / (votes + Z * Z), FloatField())


def of_articles(article_ids) -> dict[int, Helpfulness]:
    """Helpfulness of each story that has been voted on, over all its editions. One query."""
    totals = Tally.objects.filter(edition__article_id__in=article_ids)
    rows = yes_and_no(totals.values_list("edition__article_id"))
    return {article_id: Helpfulness(yes, no) for article_id, yes, no in rows if yes or no}


def least_helpful(stories, *, since: date, most: int) -> list[tuple[int, Helpfulness]]:
    """Ids of those of `stories` (None: all) to which more readers said No than Yes since the week
    that begins then.

    Only where votes are enough; first those of which one can be surest: of whose readers the most
    say No, at least. One query.
    """
    totals = Tally.objects.filter(week__gte=since)
    if stories is not None:
        editions = Edition.archive.filter(article__in=stories).order_by()
        totals = totals.filter(edition__in=editions.values("pk"))
    rows = yes_and_no(totals.values_list("edition__article_id"))
    rows = rows.filter(no__gt=F("yes"), no__gte=ENOUGH - F("yes"))
    rows = rows.order_by(at_least("no").desc(), "edition__article_id")
    return [(article_id, Helpfulness(yes, no)) for article_id, yes, no in rows[:most]]


def parts_named(article_id: int) -> list[tuple[str, int]]:
    """The parts of a story that readers named, by heading, most often named first. Two queries."""
    totals = Tally.objects.filter(edition__article_id=article_id, what__in=(What.YES, What.NO))
    rows = totals.exclude(part="").order_by().values_list("part").annotate(named=Sum("count"))
    named = list(rows.filter(named__gt=0).order_by("-named", "part")[:MOST_PARTS])
    called = headings_of(article_id, [anchor for anchor, _count in named])
    return [(called[anchor], count) for anchor, count in named]


def of_article(article_id: int) -> Helpfulness:
    """Helpfulness of one story; without votes, of none. One query."""
    return of_articles([article_id]).get(article_id, Helpfulness(0, 0))
