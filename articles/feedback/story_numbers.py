"""What readers think of one story: by edition, with what an edit changed, by part and by week."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db.models import Sum

from articles.editions.edition import Edition
from articles.editions.weekly import ReadsInWeek
from articles.feedback.numbers import Said, gathered
from articles.feedback.parts import headings_of
from articles.feedback.response import Response
from articles.feedback.tally import Tally, What

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
    """An edition, what was said of it, and how many of its readers voted."""

    edition: Edition
    said: Said
    response: Response


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
    response: Response
    editions: Sequence[Printed]
    changes: Sequence[Change]
    parts: Sequence[tuple[str, Said]]
    weeks: dict[date, Said]
    reads: dict[date, int]


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
    reads = ReadsInWeek.objects.filter(edition__article_id=article_id)
    if sections is not None:
        totals = totals.filter(edition__section__in=sections)
        reads = reads.filter(edition__section__in=sections)
    rows = (
        totals.filter(part="").order_by("week").values_list("edition_id", "week", "what", "count")
    )
    rows = list(rows)
    read = list(reads.values_list("edition_id", "week", "reads"))
    by_edition = gathered([(edition, what, n) for edition, _week, what, n in rows])
    by_week = gathered([(week, what, n) for _edition, week, what, n in rows])
    responses = _responses(rows, read)
    shown = [
        Printed(each, by_edition.get((each.pk,), Said()), responses.get(each.pk, Response()))
        for each in latest
        if each.kind != "withdrawal" or (each.pk,) in by_edition
    ]
    return StoryNumbers(
        article_id=article_id,
        headline=next((each.headline for each in latest if each.headline), latest[0].address),
        said=gathered([(what, n) for _edition, _week, what, n in rows]).get((), Said()),
        response=Response(
            sum(each.votes for each in responses.values()),
            sum(each.reads for each in responses.values()),
        ),
        editions=shown,
        changes=[Change(old, new) for new, old in zip(shown, shown[1:], strict=False)],
        parts=_parts(article_id, totals),
        weeks={week: said for (week,), said in by_week.items()},
        reads=_sums((week, count) for _edition, week, count in read),
    )


def _responses(rows: Sequence[tuple], read: Sequence[tuple]) -> dict[int, Response]:
    """Of each edition the reads, and the votes since the first week in which the story's reads are
    known."""
    since = min((week for _edition, week, _count in read), default=date.max)
    votes = _sums(
        (edition, count)
        for edition, week, what, count in rows
        if week >= since and what in (What.YES, What.NO)
    )
    reads = _sums((edition, count) for edition, _week, count in read)
    return {each: Response(votes[each], reads[each]) for each in votes.keys() | reads.keys()}


def _sums(counts: Iterable[tuple]) -> Counter:
    found: Counter = Counter()
    for key, count in counts:
        found[key] += count
    return found


def _parts(article_id: int, totals) -> list[tuple[str, Said]]:
    """By heading, those that the most readers named first."""
    rows = totals.exclude(part="").order_by().values_list("part", "what")
    found = gathered(rows.annotate(count=Sum("count")))
    named = [(anchor, said) for (anchor,), said in found.items() if said.rate.votes]
    named = sorted(named, key=lambda each: (-each[1].rate.votes, each[0]))[:MOST_PARTS]
    called = headings_of(article_id, [anchor for anchor, _said in named])
    return [(called[anchor], said) for anchor, said in named]
