"""The queue: what is asked of it, how many there are in each state, and a stretch of it.

However many reports there are, it costs the same. Counts stop at a thousand. Up to a thousand are
found by whatever index is best and then put in order; of more, the newest are read off the index
that has them in order, and everything else that is asked for is hidden from the planner, who would
else gather them all to sort them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from articles.editions.listing import Listing, key_of, position_of
from articles.feedback import finding
from articles.feedback.asked import EVERY, Asked
from articles.feedback.feedback import Feedback, FeedbackMark, Mark, State
from articles.library.section_right import sections_of

# Counts go no further.
COUNTED = 1_000
# So many editions of a person or tag are named one by one.
NAMED = 500
# From so many stretches of an index a page is put together.
MOST_ARMS = 14


class Capped(Subquery):
    """How many rows a cut queryset has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"


@dataclass(frozen=True)
class Stretch:
    """A page of the queue by ids, with the keys of the pages after and before it, "" for none."""

    ids: list[int]
    older: str = ""
    newer: str = ""
    # Where the page begins, and the newest that it was made of.
    first: str = ""


@dataclass
class Queue:
    """What was asked, as far as `by` may see it."""

    asked: Asked
    by: object
    _counts: dict[str, int] = field(default_factory=dict)

    # How many

    def counts(self) -> dict[str, int]:
        """How many there are in each state, no further than one more than COUNTED. One query."""
        if not self._counts:
            self._counts = dict.fromkeys(State.values, 0)
            if self.asked.words:
                found = self._matching(EVERY).order_by().values_list("state")
                self._counts |= dict(found.annotate(count=Count("pk")))
            else:
                arms = [
                    Capped(self._matching((state,)).order_by().values("pk")[: COUNTED + 1])
                    for state in State.values
                ]
                # Of one row, which is there: the account itself.
                row = get_user_model().objects.filter(pk=self.by.pk).values_list(*arms).get()
                self._counts = dict(zip(State.values, (n or 0 for n in row), strict=True))
        return self._counts

    @property
    def count(self) -> int:
        """How many there are of what is asked, no further than that."""
        return sum(self.counts()[state] for state in self.asked.states)

    # Which

    def stretch(self, *, size: int, older: str = "", newer: str = "") -> Stretch:
        """The newest `size` of the tab, or those older or newer than a key. Two queries.

        Raises ValueError for what is no key.
        """
        is_few = self.asked.words or self.count <= COUNTED
        rows = list(
            (self._few if is_few else self._many)(
                size + 1, position_of(older or newer) if older or newer else None, bool(newer)
            )
        )
        more, rows = len(rows) > size, rows[:size]
        if newer:
            rows.reverse()
        ends = [key_of(*row) for row in (rows[0], rows[-1])] if rows else ["", ""]
        return Stretch(
            ids=[pk for _at, pk in rows],
            older=ends[1] if more or newer else "",
            newer=ends[0] if older or (newer and more) else "",
            first=ends[0],
        )

    def newest(self, most: int, *columns: str) -> list[tuple]:
        """These columns of the newest, the moment and number of each before them. One query."""
        return list(self._many(most, None, is_newer=False, columns=columns))

    def arrived(self, since: str, *, most: int) -> int:
        """How many came since that key, up to `most`. One query. Raises ValueError."""
        position = position_of(since)
        if self.asked.words:
            return len(self._few(most, position, is_newer=True))
        return len(self._many(most, position, is_newer=True))

    def ids(self, *, until: str, most: int) -> list[int]:
        """All of the tab up to that key, the newest of the page that was seen; at most `most`.

        One query. Raises ValueError.
        """
        at, pk = position_of(until)
        found = self._matching(self.asked.states).filter(created_at__lte=at)
        found = found.filter(Q(created_at__lt=at) | Q(pk__lte=pk))
        return sorted(found.order_by().values_list("pk", flat=True)[:most])

    # How

    @cached_property
    def _sections(self) -> tuple[int, ...] | None:
        mine, asked = sections_of(self.by), self.asked.sections
        if mine is None:
            return asked
        return tuple(sorted(mine if asked is None else mine & set(asked)))

    @cached_property
    def _editions(self) -> tuple[tuple[int, ...] | None, list[Exists]]:
        """Those in the lists that are asked for, if they are few; and what to ask of the others.
        One query for each list."""
        few, conditions = None, []
        for name, keys in self.asked.listed:
            rows = Listing.objects.filter(list=name, key__in=keys).order_by()
            found = set(rows.values_list("edition", flat=True)[: NAMED + 1])
            if len(found) > NAMED:
                conditions.append(Exists(rows.filter(edition=OuterRef("edition"))))
            else:
                few = found if few is None else few & found
        return (None if few is None else tuple(sorted(few))), conditions

    @cached_property
    def _columns(self) -> dict[str, tuple]:
        """What a column is to hold, by the name of the column; what says most comes first."""
        asked, (editions, _conditions) = self.asked, self._editions
        if asked.edition is not None:
            fits = editions is None or asked.edition in editions
            editions = (asked.edition,) if fits else ()
        columns = {
            "text_hash": (asked.text_hash,) if asked.text_hash else None,
            "edition": editions,
            "article_id": asked.articles or None,
            "assignee": asked.assignees or None,
            "language": asked.languages or None,
            "section": self._sections,
            "vote": (asked.vote,) if asked.vote else None,
        }
        return {name: values for name, values in columns.items() if values is not None}

    @property
    def _marks(self) -> list[tuple[str, tuple[str, ...]]]:
        pairs = ((Mark.REASON, self.asked.reasons), (Mark.HOLD, self.asked.holds))
        return [(sort, values) for sort, values in pairs if values]

    def _rest(self, marks) -> QuerySet:
        """The reports with all that no column says, and with the marks that are not joined."""
        reports = Feedback.objects.reports()
        for sort, values in marks:
            reports = reports.filter(_marked(sort, values))
        if self.asked.words:
            reports = reports.filter(pk__in=finding.having(self.asked.words, by=self.by))
        return reports.filter(*self.asked.flags, *self._editions[1])

    def _matching(self, states) -> QuerySet:
        """Those in these states, in no order, found by what the planner thinks best."""
        # Those with some words are few, and asked one by one.
        marks, is_apart = self._marks, not self.asked.words
        reports = self._rest(marks[1:] if is_apart else marks)
        if len(states) < len(State) and not (marks and is_apart):
            reports = reports.filter(state__in=states)
        for name, values in self._columns.items():
            reports = reports.filter(_holds(name, values))
        reports = reports.filter(*self._days("created_at"))
        if not (marks and is_apart):
            return reports
        sort, values = marks[0]
        known = {"marks__sort": sort, "marks__state__in": states}
        if len(values) == 1:
            return reports.filter(**known, marks__value=values[0])
        return reports.filter(**known, marks__value__in=values).distinct()

    def _days(self, name: str) -> list[Q]:
        asked = self.asked
        bounds = (("gte", asked.since), ("lt", asked.until))
        return [Q(**{f"{name}__{how}": at}) for how, at in bounds if at]

    def _few(self, size, position, is_newer) -> QuerySet:
        """A page of those that are few, or found by words: gathered first, then put in order."""
        found = self._matching(self.asked.states).order_by().values("pk")
        if not self.asked.words:
            found = found[: COUNTED + 1]
        names = ("created_at", "pk")
        reports = Feedback.objects.filter(_beyond(names, position, is_newer=is_newer), pk__in=found)
        return _in_order(reports, names, size=size, is_newer=is_newer)

    def _many(self, size, position, is_newer, columns=()) -> QuerySet:
        """A page of those that are many: the newest of each arm, and of these the newest."""
        names, arms = self._arms()
        reports = [
            arm.filter(_beyond(("created_at", "pk"), position, is_newer=is_newer))
            if names[0] == "created_at"
            else arm.filter(_beyond(names, position, is_newer=is_newer))
            for arm in arms
        ]
        found = [_in_order(each, names, size=size, is_newer=is_newer) for each in reports]
        if len(found) == 1 and not columns:
            return found[0]
        plain = ("created_at", "id")
        each_of = [Feedback.objects.filter(pk__in=each.values("pk")) for each in found]
        rows = [each.order_by().values_list(*plain, *columns) for each in each_of]
        together = rows[0].union(*rows[1:], all=True)
        return together.order_by(*(plain if is_newer else (f"-{name}" for name in plain)))[:size]

    def _arms(self) -> tuple[tuple[str, str], list[QuerySet]]:
        """Stretches of one index, each in order, which together are the tab; and what orders them.

        The first column that does not need too many of them leads.
        """
        states, columns, marks = self.asked.states, self._columns, self._marks
        leading = next(
            (n for n in ("edition", "article_id", "assignee") if self._leads(n)),
            "marks" if marks else None,
        ) or next((n for n in ("language", "section", "vote") if self._leads(n)), None)
        rest = self._rest(marks[1:] if leading == "marks" else marks)
        for name, values in columns.items():
            if name != leading:
                rest = rest.filter(_holds(name, values, is_hidden=True))
        if leading == "marks":
            names = ("marks__received", "marks__feedback_id")
            known = self._days(names[0])
            return names, [
                part
                for state in states
                for part in _parted(rest, *marks[0], Q(marks__state=state), *known)
            ]
        rest = rest.filter(*self._days("created_at"))
        names = ("created_at", "pk")
        if leading:
            values = columns[leading]
            return names, [
                rest.filter(_holds(leading, (value,)), state=state)
                for value in values
                for state in states
            ]
        if len(states) == len(State) and not self.asked.flags:
            return names, [rest]
        return names, [rest.filter(state=state) for state in states]

    def _leads(self, name: str) -> bool:
        values = self._columns.get(name)
        return values is not None and 0 < len(values) * len(self.asked.states) <= MOST_ARMS


def read(queue: Queue, *, size: int) -> Iterator[list[int]]:
    """The ids of the whole tab, the newest first, `size` at a time."""
    older = ""
    while True:
        found = queue.stretch(size=size, older=older)
        if found.ids:
            yield found.ids
        older = found.older
        if not older:
            return


# What stands in a column that has nothing, where it is to be compared with something.
NOTHING = {"language": "", "vote": "", "text_hash": ""}


def _holds(name: str, values: tuple, *, is_hidden: bool = False) -> Q | In:
    """That the column has one of the values, None for none. Hidden, no index is taken for it."""
    if is_hidden:
        nothing = NOTHING.get(name, 0)
        known = [nothing if value is None else value for value in values]
        return In(Coalesce(F(name), Value(nothing)), known)
    some = [value for value in values if value is not None]
    holds = Q(**{f"{name}__in": some})
    if None not in values:
        return Q(**{name: some[0]}) if len(some) == 1 else holds
    nothing = Q(**{f"{name}__isnull": True})
    return holds | nothing if some else nothing


def _marked(sort: str, values) -> Exists:
    """That a report has one of these marks."""
    marks = FeedbackMark.objects.filter(feedback=OuterRef("pk"), sort=sort, value__in=values)
    return Exists(marks)


def _parted(reports: QuerySet, sort: str, values, *known: Q) -> list[QuerySet]:
    """Those with one of these marks, joined with it, in a part for each: a report that has several
    is in the part of the first. `known` is asked of the mark too."""
    parts = []
    for n, value in enumerate(values):
        part = reports.filter(*known, marks__sort=sort, marks__value=value)
        parts.append(part.exclude(_marked(sort, values[:n])) if n else part)
    return parts


def _beyond(names, position, *, is_newer: bool) -> Q:
    """That it comes after a position; said so that an index begins there."""
    if position is None:
        return Q()
    (at, pk), (moment, number) = position, names
    way = "gt" if is_newer else "lt"
    after = Q(**{f"{moment}__{way}": at}) | Q(**{moment: at, f"{number}__{way}": pk})
    return Q(**{f"{moment}__{way}e": at}) & after


def _in_order(reports, names, *, size: int, is_newer: bool) -> QuerySet:
    order = names if is_newer else [f"-{name}" for name in names]
    return reports.order_by(*order).values_list(*names)[:size]
