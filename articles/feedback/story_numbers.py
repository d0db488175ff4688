"""What readers think of one story: by edition, with what an edit changed, by part and by week."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db.models import Q, Sum

from articles.editions.edition import Edition
from articles.editions.reads import ReadsInHour
from articles.feedback.numbers import Said, gathered
from articles.feedback.parts import headings_of
from articles.feedback.tally import Tally

# The latest ones; and the parts that the most readers named.
MOST_EDITIONS = 20
MOST_PARTS = 30


class Verdict(Enum):
    """What may be concluded from the votes before and after an edit."""

    TOO_FEW = "too_few"
    PERHAPS_CHANCE = "perhaps_chance"
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True)
class Printed:
    """An edition, what was said of it, and how often it was read, where that is known."""

    edition: Edition
    said: Said
    reads: int

    @property
    def response(self) -> float | None:
        """Of those who read it, how many voted, where that is known."""
        return response_of(self.said, self.reads)


@dataclass(frozen=True)
class Change:
    """Two editions, the later of which came right after the earlier one."""

    before: Printed
    after: Printed

    @property
    def verdict(self) -> Verdict:
        """Whether the edit made the story more helpful, as far as the votes tell."""
        before, after = self.before.said.rate, self.after.said.rate
        if not (before.is_enough and after.is_enough):
            return Verdict.TOO_FEW
        if before.overlaps(after):
            return Verdict.PERHAPS_CHANCE
        return Verdict.BETTER if after.rate > before.rate else Verdict.WORSE


@dataclass(frozen=True)
class StoryNumbers:
    """All that is known of one story; its editions the latest first."""

    article_id: int
    headline: str
    said: Said
    reads: int
    editions: Sequence[Printed]
    changes: Sequence[Change]
    parts: Sequence[tuple[str, Said]]
    weeks: dict[date, Said]

    @property
    def response(self) -> float | None:
        """Of those who read any of its editions, how many voted, where that is known."""
        return response_of(self.said, self.reads)


def response_of(said: Said, reads: int) -> float | None:
    """Votes by reads; None where more voted than are known to have read: reads were not counted
    then."""
    votes = said.rate.votes
    return votes / reads if reads >= max(1, votes) else None


def of_story(article_id: int, *, sections: Set[int] | None, at: datetime) -> StoryNumbers | None:
    """The numbers of a story, of those of its editions that are of these sections (None: all); None
    if there are none of them. Five queries.
    """
    printed = Edition.archive.of(article_id).filter(live_from__lte=at).defer("document")
    if sections is not None:
        printed = printed.filter(section__in=sections)
    latest = list(printed[:MOST_EDITIONS])
    if not latest:
        return None
    totals = Tally.objects.filter(edition__article_id=article_id)
    if sections is not None:
        totals = totals.filter(edition__section__in=sections)
    rows = (
        totals.filter(part="").order_by("week").values_list("edition_id", "week", "what", "count")
    )
    rows = list(rows)
    by_edition = gathered([(edition, what, n) for edition, _week, what, n in rows])
    by_week = gathered([(week, what, n) for _edition, week, what, n in rows])
    reads, reads_of_all = _reads(article_id, latest)
    shown = [
        Printed(each, by_edition.get((each.pk,), Said()), reads.get(each.pk, 0))
        for each in latest
        if each.kind != "withdrawal" or (each.pk,) in by_edition
    ]
    return StoryNumbers(
        article_id=article_id,
        headline=next((each.headline for each in latest if each.headline), latest[0].address),
        said=gathered([(what, n) for _edition, _week, what, n in rows]).get((), Said()),
        reads=reads_of_all,
        editions=shown,
        changes=[Change(old, new) for new, old in zip(shown, shown[1:], strict=False)],
        parts=_parts(article_id, totals),
        weeks={week: said for (week,), said in by_week.items()},
    )


def _parts(article_id: int, totals) -> list[tuple[str, Said]]:
    """By heading, those that the most readers named first."""
    rows = totals.exclude(part="").order_by().values_list("part", "what")
    found = gathered(rows.annotate(count=Sum("count")))
    named = [(anchor, said) for (anchor,), said in found.items() if said.rate.votes]
    named = sorted(named, key=lambda each: (-each[1].rate.votes, each[0]))[:MOST_PARTS]
    called = headings_of(article_id, [anchor for anchor, _said in named])
    return [(called[anchor], said) for anchor, said in named]


def _reads(article_id: int, editions: Sequence[Edition]) -> tuple[dict[int, int], int]:
    """How often each of these editions was read, and the story. By the hour: a read in the hour of
    an update is counted with what held when the hour began."""
    sums = {}
    for each in editions:
        held = Q(hour__gte=each.live_from)
        if each.live_until:
            held &= Q(hour__lt=each.live_until)
        sums[f"of_{each.pk}"] = Sum("reads", filter=held)
    found = ReadsInHour.objects.filter(article_id=article_id).aggregate(**sums, of_all=Sum("reads"))
    of_all = found.pop("of_all") or 0
    return {int(name.removeprefix("of_")): reads or 0 for name, reads in found.items()}, of_all
