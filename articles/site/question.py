"""What a reader asks of the search page, as its address says it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editions.edition import Edition
from articles.editions.listing import List, Listing
from articles.editions.way import people_at, sections_at, tags_at
from articles.site.house import House
from articles.text.wanted import LONGEST, Wanted


@dataclass
class Day:
    """A day as typed into the form; `error` says what is wrong with it."""

    typed: str = ""
    day: date | None = None
    error: str = ""


@dataclass
class Question:
    """What a reader asks for: words, and what to narrow the search by."""

    wanted: Wanted
    section: str = ""
    author: str = ""
    tag: str = ""
    first: Day = field(default_factory=Day)
    last: Day = field(default_factory=Day)

    @classmethod
    def of(cls, query) -> "Question":
        """The question in a request's query; days that are none are told, not searched by."""
        first, last = _day(query.get("from", "")), _day(query.get("to", ""))
        if first.day and last.day and first.day > last.day:
            last.error, last.day = _("This day is before the first one."), None
        names = {name: query.get(name, "")[:LONGEST] for name in ("section", "author", "tag")}
        return cls(Wanted.read(query.get("q", "")), first=first, last=last, **names)

    @property
    def is_narrowed(self) -> bool:
        """Whether there are limits to what may be found, whatever the words."""
        return bool(self.section or self.author or self.tag or self.first.day or self.last.day)

    def url(self, **changed) -> str:
        """The address of this question with some of it changed."""
        asked = {
            "q": self.wanted.typed,
            "section": self.section,
            "author": self.author,
            "tag": self.tag,
            "from": self.first.typed,
            "to": self.last.typed,
        }
        kept = {name: value for name, value in (asked | changed).items() if value}
        return f"{reverse('site:search')}?{urlencode(kept)}"

    def asked_of(self, *, house: House, at) -> QuerySet:
        """The editions to search: those live at the moment, narrowed as the question says."""
        editions = Edition.archive.sought(at)
        if self.section:
            if top := house.tree.at(self.section):
                editions = editions.filter(section__in=house.tree.beneath(top))
            else:
                former = sections_at(self.section).values("pk")
                editions = editions.filter(pk__in=_listed(List.SECTION, former, at=at))
        if self.author:
            people = people_at(self.author).values("pk")
            editions = editions.filter(pk__in=_listed(List.AUTHOR, people, at=at))
        if self.tag:
            tags = tags_at(self.tag).values("pk")
            editions = editions.filter(pk__in=_listed(List.TAG, tags, at=at))
        if self.first.day:
            editions = editions.filter(published__gte=_midnight(self.first.day))
        if self.last.day:
            end = _midnight(self.last.day + timedelta(days=1))
            editions = editions.filter(published__lt=end)
        return editions


def _day(typed: str) -> Day:
    typed = typed.strip()[:20]
    if not typed:
        return Day()
    try:
        day = date.fromisoformat(typed)
        # Near the ends of the calendar a day may begin in a year that is none.
        if not 1 < day.year < 9_999:
            raise ValueError(typed)
    except ValueError:
        return Day(typed, error=_("Write the day as year-month-day: 2026-11-24."))
    return Day(typed, day)


def _listed(name, keys, *, at):
    return Listing.objects.holding(name, at).filter(key__in=keys).values("edition")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
