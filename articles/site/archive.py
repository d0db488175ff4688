"""The archive: every story by the year, month and day on which it was first published."""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta

from django.db.models import Exists, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.editions.listing import List, Listing
from articles.inquiry import Inquiry
from articles.site import metadata
from articles.site.house import Link
from articles.site.lists import IndexPage, ListPage, list_page


@dataclass(frozen=True)
class Span:
    """A year, a month or a day, here where the paper is: 1, 2 or 3 numbers."""

    numbers: tuple[int, ...]

    @classmethod
    def around(cls, moment: datetime, *, like: "Span") -> "Span":
        """The span of the same kind in which a moment lies."""
        day = timezone.localtime(moment)
        return cls((day.year, day.month, day.day)[: len(like.numbers)])

    @property
    def first(self) -> date:
        """Its first day; ValueError if there is none, or it is at the calendar's very ends."""
        if not MINYEAR < self.numbers[0] < MAXYEAR:
            raise ValueError(self.numbers)
        return date(*(*self.numbers, 1, 1)[:3])

    @property
    def end(self) -> date:
        """The first day after it."""
        if len(self.numbers) == 1:
            return self.first.replace(year=self.first.year + 1)
        if len(self.numbers) == 2:
            return (self.first + timedelta(days=31)).replace(day=1)
        return self.first + timedelta(days=1)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When it begins, and when it is over."""
        here = timezone.get_current_timezone()
        begins, ends = (datetime.combine(day, time.min, here) for day in (self.first, self.end))
        return begins, ends

    @property
    def parts(self) -> list["Span"]:
        """The months of a year, the days of a month."""
        if len(self.numbers) == 1:
            return [Span((*self.numbers, month)) for month in range(1, 13)]
        if len(self.numbers) == 2:
            days = (self.end - self.first).days
            return [Span((*self.numbers, day)) for day in range(1, days + 1)]
        return []

    @property
    def trail(self) -> list["Span"]:
        """The year, the month and the day, down to it."""
        return [Span(self.numbers[:n]) for n in range(1, len(self.numbers) + 1)]

    @property
    def name(self) -> str:
        """What it is called."""
        form = {1: "Y", 2: _("F Y"), 3: _("j F Y")}[len(self.numbers)]
        return date_format(self.first, form)

    @property
    def short_name(self) -> str:
        """What it is called among others of the same year or month."""
        return date_format(self.first, {1: "Y", 2: "F", 3: "j"}[len(self.numbers)])

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("site:archive_of", args=self.numbers)


@dataclass(frozen=True)
class ArchivePage(ListPage):
    """The stories of a year, a month or a day; its parts, and its neighbours that have stories."""

    parts: tuple[Link, ...] = ()
    before: Link | None = None
    after: Link | None = None


def years(request) -> IndexPage:
    """The years in which stories were published, the latest first. Three queries for any number."""
    listed = Listing.objects.on(List.SITE, 0, request.moment)
    newest = listed.order_by("-sort_time").values_list("pk", "sort_time").first()
    spans = []
    if newest:
        first = listed.order_by("sort_time").values_list("sort_time", flat=True)[0]
        latest, earliest = (timezone.localtime(each).year for each in (newest[1], first))
        spans = [Span((year,)) for year in range(latest, earliest - 1, -1)]
        filled = _filled_years.first(tuple(spans), at=request.moment)
        spans = [span for n, span in enumerate(spans) if filled and filled[_named(n)]]
    crumbs = [metadata.Crumb(_("Home"), "/"), metadata.Crumb(_("Archive"))]
    return IndexPage(
        meta=metadata.of_list(
            _("Archive"),
            path=reverse("site:archive"),
            crumbs=crumbs,
            description=_("Every story, by the day on which it was first published."),
        ),
        crumbs=crumbs,
        tags=tuple(Link(span.name, span.url) for span in spans),
    )


def stories(request, *numbers: int) -> ArchivePage:
    """The stories of a year, a month or a day; 404 if there are none, or there is no such day."""
    span = Span(numbers)
    try:
        within = start, end = span.moments
    except ValueError as impossible:
        raise Http404 from impossible
    listed = Listing.objects.on(List.SITE, 0, request.moment)
    older = listed.filter(sort_time__lt=start).order_by("-sort_time")
    newer = listed.filter(sort_time__gte=end).order_by("sort_time")
    parts, around = _filled(span.parts, listed, listed.within(*within), older=older, newer=newer)
    above = [(_("Home"), "/"), (_("Archive"), reverse("site:archive"))]
    above += [(each.short_name, each.url) for each in span.trail[:-1]]
    return list_page(
        request,
        List.SITE,
        0,
        name=span.name,
        path=span.url,
        title=_("Archive: %(time)s") % {"time": span.name},
        crumbs=[metadata.Crumb(*step) for step in (*above, (span.short_name, ""))],
        about=_("Stories first published in this time: %(time)s.") % {"time": span.name},
        feed_of="",
        within=within,
        into=ArchivePage,
        parts=tuple(Link(each.short_name, each.url) for each in parts),
        before=_neighbour(around["older"], like=span),
        after=_neighbour(around["newer"], like=span),
    )


def _filled(spans, listed, rows, **others):
    """Those of `spans` in which something was published, and the first moments of other lists.

    One query, a look into the index for each; 404 if there is nothing in `rows`.
    """
    known = _asked(spans, listed)
    known |= {name: Subquery(rows.values("sort_time")[:1]) for name, rows in others.items()}
    found = next(iter(rows.order_by("-sort_time").values("pk", **known)[:1]), None)
    if found is None:
        raise Http404
    return [span for n, span in enumerate(spans) if found[_named(n)]], found


@Inquiry
def _filled_years(spans, at):
    listed = Listing.objects.on(List.SITE, 0, at)
    return listed.order_by("-sort_time").values("pk", **_asked(spans, listed))[:1]


def _asked(spans, listed):
    return {_named(n): Exists(listed.within(*span.moments)) for n, span in enumerate(spans)}


def _named(number: int) -> str:
    return f"span_{number}"


def _neighbour(moment: datetime | None, *, like: Span) -> Link | None:
    if moment is None:
        return None
    span = Span.around(moment, like=like)
    return Link(span.name, span.url)
