"""What readers think, in numbers: sums of totals by week, story, section, person and tag.

Nothing here looks through votes: a page costs as many queries for a million as for a thousand.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from articles.editions.edition import Edition
from articles.editions.listing import Listing
from articles.editions.weekly import ReadsInWeek, week_of
from articles.feedback.feedback import Reason
from articles.feedback.helpfulness import ENOUGH, Helpfulness, at_least, yes_and_no
from articles.feedback.response import Response
from articles.feedback.tally import Tally, What
from articles.library.section import SectionTree

REASON = "reason:"


@dataclass(frozen=True)
class Weeks:
    """Some weeks, by the Mondays of the first and the last."""

    first: date
    last: date

    @classmethod
    def up_to(cls, at: datetime, *, count: int) -> "Weeks":
        """So many weeks, that of `at` the last of them."""
        last = week_of(at)
        return cls(last - timedelta(weeks=count - 1), last)

    def __contains__(self, week: date) -> bool:
        return self.first <= week <= self.last

    def __iter__(self) -> Iterator[date]:
        weeks = (self.last - self.first).days // 7 + 1
        return (self.first + timedelta(weeks=n) for n in range(weeks))


@dataclass(frozen=True)
class Scope:
    """Of which editions the numbers are.

    `sections` are those as which they were filed (None: all); `list` and `key` are of a list of
    theirs, of an author's stories, an editor's or a tag's.
    """

    sections: Set[int] | None = None
    list: str = ""
    key: int = 0

    def within(self, rows, edition: str = "edition"):
        """Those of `rows` (totals or reports) that are of these editions."""
        if self.sections is not None:
            rows = rows.filter(**{f"{edition}__section__in": self.sections})
        if self.list:
            listed = Listing.objects.filter(list=self.list, key=self.key).order_by()
            rows = rows.filter(**{f"{edition}__in": listed.values("edition")})
        return rows

    def totals(self, weeks: Weeks):
        """The totals of whole stories in these weeks."""
        rows = Tally.objects.filter(week__gte=weeks.first, week__lte=weeks.last, part="")
        return self.within(rows).order_by()

    def reads(self, weeks: Weeks, since: date):
        """How often each of these editions was read in those of these weeks that are not before
        `since`, as rows of `reads`. No query if none is."""
        if since > weeks.last:
            return ReadsInWeek.objects.none()
        rows = ReadsInWeek.objects.filter(week__gte=max(since, weeks.first), week__lte=weeks.last)
        return self.within(rows).order_by()


@dataclass(frozen=True)
class Said:
    """What was said, as counts by what is counted."""

    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> Helpfulness:
        """The votes that count."""
        return Helpfulness(self.counts.get(What.YES, 0), self.counts.get(What.NO, 0))

    @property
    def apart(self) -> int:
        """The votes that do not: held, spam, or of a surge."""
        return self.counts.get(What.YES_APART, 0) + self.counts.get(What.NO_APART, 0)

    @property
    def comments(self) -> int:
        """How many left words."""
        return self.counts.get(What.COMMENT, 0)

    @property
    def reasons(self) -> list[tuple[Reason, int]]:
        """What let readers down, the most frequent first."""
        found = [(each, self.counts.get(f"{REASON}{each}", 0)) for each in Reason]
        return sorted((each for each in found if each[1]), key=lambda each: -each[1])

    def __add__(self, other: "Said") -> "Said":
        names = [*self.counts, *(each for each in other.counts if each not in self.counts)]
        both = {each: self.counts.get(each, 0) + other.counts.get(each, 0) for each in names}
        return Said(both)


def gathered(rows: Collection[tuple]) -> dict[tuple, Said]:
    """Rows of (what they are grouped by …, what, count) as what was said in each group."""
    found: dict[tuple, dict[str, int]] = {}
    for *group, what, count in rows:
        counts = found.setdefault(tuple(group), {})
        counts[what] = counts.get(what, 0) + count
    return {group: Said(counts) for group, counts in found.items()}


def by_week(scope: Scope, weeks: Weeks) -> dict[date, Said]:
    """What was said in each of these weeks, none left out. One query."""
    rows = scope.totals(weeks).values_list("week", "what").annotate(count=Sum("count"))
    found = gathered(rows)
    return {week: found.get((week,), Said()) for week in weeks}


def reads_by_week(scope: Scope, weeks: Weeks, *, since: date) -> dict[date, int]:
    """How often these stories were read in each week in which they were. One query at most."""
    return dict(scope.reads(weeks, since).values_list("week").annotate(sum=Sum("reads")))


@dataclass(frozen=True)
class Story:
    """A story with its rate; named as in its latest edition."""

    article_id: int
    rate: Helpfulness
    headline: str = ""


def best(scope: Scope, weeks: Weeks, *, than: Helpfulness, most: int) -> list[Story]:
    """The stories of which the most readers say Yes, at least, of those that are not below the
    rate `than`; only where votes are enough. Two queries."""
    return _ranked(scope, weeks, "yes", most, {"share__gte": than.yes * F("votes")}, than)


def needing_work(scope: Scope, weeks: Weeks, *, than: Helpfulness, most: int) -> list[Story]:
    """The stories of which the most readers say No, at least, of those below the rate `than`; only
    where votes are enough. Two queries."""
    return _ranked(scope, weeks, "no", most, {"share__lt": than.yes * F("votes")}, than)


def _ranked(scope, weeks, answer: str, most: int, where: dict, than: Helpfulness) -> list[Story]:
    rows = yes_and_no(scope.totals(weeks).values("edition__article_id"))
    rows = rows.annotate(votes=F("yes") + F("no"), share=F("yes") * than.votes)
    rows = rows.filter(votes__gte=ENOUGH, **where)
    rows = rows.order_by(at_least(answer).desc(), "edition__article_id")
    found = list(rows.values_list("edition__article_id", "yes", "no")[:most])
    names = headlines([article_id for article_id, _yes, _no in found])
    return [Story(pk, Helpfulness(yes, no), names.get(pk, "")) for pk, yes, no in found]


def headlines(article_ids: Collection[int]) -> dict[int, str]:
    """What these stories were called last. One query; none without stories."""
    if not article_ids:
        return {}
    editions = Edition.archive.filter(article_id__in=article_ids).exclude(headline="")
    return dict(editions.order_by("live_from").values_list("article_id", "headline"))


@dataclass(frozen=True)
class Group:
    """A section, a person or a tag, with what was said of its stories and how many of their readers
    did. `depth` is a section's."""

    key: int
    rate: Helpfulness
    response: Response
    name: str = ""
    depth: int = 1


def by_section(
    scope: Scope, weeks: Weeks, *, tree: SectionTree, since: date = date.max
) -> list[Group]:
    """Each section with those beneath it, in the order of the tree; none without votes. Reads are
    known `since` that week. One query, two where they are known."""
    votes = _votes(scope.totals(weeks).values_list("edition__section_id"), since)
    reads = scope.reads(weeks, since).values_list("edition__section_id").annotate(sum=Sum("reads"))
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    for section_id, yes, no, voted in votes:
        for above in _trail(tree, section_id):
            sums[above.pk].update(yes=yes, no=no, voted=voted)
    for section_id, count in reads:
        for above in _trail(tree, section_id):
            sums[above.pk].update(reads=count)
    return [
        _group(each.pk, sums[each.pk], name=each.name, depth=each.depth)
        for each in tree.everywhere()
        if each.pk in sums and sums[each.pk]["yes"] + sums[each.pk]["no"]
    ]


def by_list(name: str, scope: Scope, weeks: Weeks, *, most: int, since: date) -> list[Group]:
    """Each author, editor or tag, those of whose stories the most was said first. Reads are known
    `since` that week. One query, two where they are known."""
    totals = scope.totals(weeks).filter(edition__listings__list=name)
    rows = _votes(totals.values_list("edition__listings__key"), since)
    rows = rows.filter(yes__gt=-F("no")).order_by(
        (F("yes") + F("no")).desc(), "edition__listings__key"
    )
    sums = {key: Counter(yes=yes, no=no, voted=voted) for key, yes, no, voted in rows[:most]}
    listed = {"edition__listings__list": name, "edition__listings__key__in": list(sums)}
    reads = scope.reads(weeks, since).filter(**listed).values_list("edition__listings__key")
    for key, count in reads.annotate(sum=Sum("reads")):
        sums[key].update(reads=count)
    return [_group(key, each) for key, each in sums.items()]


def _votes(totals, since: date):
    """With `yes` and `no`, and of both what came since reads are known."""
    voted = Coalesce(Sum("count", filter=Q(week__gte=since)), 0)
    return yes_and_no(totals).annotate(voted=voted)


def _trail(tree: SectionTree, section_id: int):
    section = tree.get(section_id)
    return tree.trail(section) if section else ()


def _group(key: int, sums: Counter[str], **known) -> Group:
    rate = Helpfulness(sums["yes"], sums["no"])
    return Group(key, rate, Response(sums["voted"], sums["reads"]), **known)
