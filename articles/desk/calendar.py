"""The calendar: what is planned, and what goes out or goes away, on the days of a week or month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format, get_format
from django.utils.timezone import get_current_timezone, localdate, localtime
from django.utils.translation import gettext as _

from articles.desk.article import Article
from articles.desk.condition import Condition
from articles.editions.edition import Edition, Kind
from articles.editions.embargo import Embargo
from articles.editions.release import Release
from articles.text.refusal import Refusal

# Of each kind on a page; and in one day of a month, beside which a week has more room.
MOST = 500
MOST_IN_A_DAY = {"week": 80, "month": 6}
MOST_WITHOUT_A_DAY = 12
YEARS = range(1900, 2200)
THURSDAY = 4


class NoSuchDays(Refusal):
    """What was asked for names no week and no month."""

    code = "no_such_days"


@dataclass(frozen=True)
class Span:
    """The days of a page. `name` is "week" or "month", `month` that of a month's own days."""

    name: str
    days: Sequence[date]
    month: int = 0

    @property
    def query(self) -> str:
        """As an address has it: "week=2026-W48"."""
        return f"{self.name}={self.value}"

    @property
    def value(self) -> str:
        """The same without its name."""
        if self.name == "month":
            return f"{self.middle:%Y-%m}"
        year, week, _day = self.middle.isocalendar()
        return f"{year:04}-W{week:02}"

    @property
    def title(self) -> str:
        """In words."""
        if self.name == "month":
            return date_format(self.middle, "YEAR_MONTH_FORMAT")
        known = {"first": date_format(self.days[0]), "last": date_format(self.days[-1])}
        return _("%(first)s to %(last)s") % known

    @property
    def middle(self) -> date:
        """A day by which it is known: the one of a week that ISO weeks are counted by."""
        if self.name == "month":
            return next(day for day in self.days if day.day == 1 and day.month == self.month)
        return next(day for day in self.days if day.isoweekday() == THURSDAY)

    def beside(self, step: int) -> "Span | None":
        """The next (1) or the one before (-1); None at the ends of time."""
        if self.name == "month":
            day = self.middle + timedelta(31 if step > 0 else -1)
        else:
            day = self.middle + timedelta(7 * step)
        return span_of(self.name, day) if day.year in YEARS else None

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From its first moment to the first after it, in the site's zone."""
        here = get_current_timezone()
        first, after = self.days[0], self.days[-1] + timedelta(1)
        return datetime.combine(first, time(), here), datetime.combine(after, time(), here)


def span_of(name: str, day: date) -> Span:
    """The week or month in which a day is; weeks begin as the language has it."""
    if name == "week":
        return Span("week", _days(_week_begins(day), 7))
    first = day.replace(day=1)
    begins = _week_begins(first)
    end = (first + timedelta(31)).replace(day=1)
    weeks = -(-(end - begins).days // 7)
    return Span("month", _days(begins, weeks * 7), month=first.month)


def span_asked(asked: dict[str, str]) -> Span:
    """Of an address: `week` as "2026-W48", `month` as "2026-11", or this week. NoSuchDays."""
    try:
        if month := asked.get("month"):
            day = datetime.strptime(month, "%Y-%m").date()
            name = "month"
        elif week := asked.get("week"):
            day, name = date.fromisoformat(f"{week}-{THURSDAY}"), "week"
        else:
            return span_of("week", localdate())
    except ValueError as nonsense:
        raise NoSuchDays(_("There are no such days in the calendar.")) from nonsense
    if day.year not in YEARS:
        raise NoSuchDays(_("There are no such days in the calendar."))
    return span_of(name, day)


def _week_begins(day: date) -> date:
    return day - timedelta((day.isoweekday() - get_format("FIRST_DAY_OF_WEEK")) % 7)


def _days(first: date, count: int) -> tuple[date, ...]:
    return tuple(first + timedelta(n) for n in range(count))


@dataclass(frozen=True)
class Card:
    """What stands on a day. `key` says what it is of: "story-12", "edition-5".

    `seen` is by what a move tells that nobody else has moved it meanwhile.
    """

    key: str
    kind: str
    label: str
    words: str
    url: str
    day: date | None
    at: datetime | None = None
    state: str = ""
    detail: str = ""
    # The other day on which the same story stands, and in which way.
    elsewhere: str = ""
    seen: str = ""
    may_move: bool = False

    @property
    def has_time(self) -> bool:
        """Whether it is moved with its time."""
        return self.key.startswith("edition-")

    @property
    def clock(self) -> str:
        """Its time of day as inputs have it; "" for what is only planned."""
        return f"{self.at:%H:%M}" if self.at else ""


@dataclass
class Day:
    """A day with what stands on it, earliest first; `more` were left out for want of room."""

    day: date
    is_today: bool
    is_outside: bool
    cards: list[Card] = field(default_factory=list)
    more: int = 0

    @property
    def week(self) -> str:
        """The query of its week."""
        return span_of("week", self.day).query


@dataclass(frozen=True)
class Calendar:
    """A page of it. `is_cut` where there is more than a page shows."""

    days: Sequence[Day]
    tray: Sequence[Card]
    is_cut: bool


def calendar_of(span: Span, stories, *, user, at: datetime) -> Calendar:
    """What stands on the days of `span` of these stories, of which `user` may see all.

    Five queries, whatever there is.
    """
    cards = [
        *_editions(span, stories, user=user, at=at),
        *_embargoes(span, stories),
        *_releases(span, user=user),
    ]
    appears = {(card.url, card.day) for card in cards if card.kind in ("scheduled", "live")}
    planned = list(_planned(span, stories, user=user, at=at))
    # Where it has its time that day, the plan has nothing to add.
    cards += [card for card in planned if (card.url, card.day) not in appears]
    today = localdate(at)
    days = {
        day: Day(day, day == today, bool(span.month) and day.month != span.month)
        for day in span.days
    }
    for card in sorted(cards, key=lambda each: (each.clock, each.words)):
        days[card.day].cards.append(card)
    room = MOST_IN_A_DAY[span.name]
    for day in days.values():
        day.more = max(0, len(day.cards) - room)
        del day.cards[room:]
    return Calendar(
        days=list(days.values()),
        tray=list(_without_a_day(stories, user=user, at=at)),
        is_cut=len(planned) >= MOST or len(cards) - len(planned) >= MOST,
    )


def seen_of(moment: datetime) -> str:
    """A moment as a card remembers it."""
    return moment.astimezone(UTC).isoformat()


def label_of(day: date | None) -> str:
    """What a story's card is headed by."""
    return _("Planned") if day else _("No day yet")


def _planned(span: Span, stories, *, user, at) -> Iterator[Card]:
    found = _narrow(stories.planned(span.days[0], span.days[-1]), at).order_by("planned_for")
    may_move = user.has_perm("articles.approve_article")
    return (_story(story, may_move=may_move) for story in found[:MOST])


def _without_a_day(stories, *, user, at) -> Iterator[Card]:
    # The condition is asked of these few alone.
    first = stories.without_a_day().order_by("state", "-saved_at").values("pk")
    found = _narrow(Article.objects.filter(pk__in=first[:MOST_WITHOUT_A_DAY]), at)
    may_move = user.has_perm("articles.approve_article")
    return (_story(story, may_move=may_move) for story in found.order_by("state", "-saved_at"))


def _narrow(stories, at):
    shown = ("headline", "planned_for", "state", "section__name", "assignee")
    waiting = Edition.archive.waiting(at).filter(article=OuterRef("pk"), document__isnull=False)
    named = stories.with_condition(at).select_related("section", "assignee")
    named = named.annotate(
        goes_out=Subquery(waiting.order_by("live_from").values("live_from")[:1]),
    )
    return named.only(*shown, "assignee__username", "assignee__first_name", "assignee__last_name")


def _story(story, *, may_move: bool) -> Card:
    who = story.assignee and (story.assignee.get_full_name() or story.assignee.get_username())
    return Card(
        f"story-{story.pk}",
        "planned",
        label_of(story.planned_for),
        str(story),
        reverse("admin:articles_article_change", args=[story.pk]),
        story.planned_for,
        state=Condition(story.condition).label,
        detail=", ".join(str(each) for each in (story.section, who) if each),
        elsewhere=_goes_out(story),
        seen=story.planned_for.isoformat() if story.planned_for else "",
        may_move=may_move,
    )


def _goes_out(story) -> str:
    """On which other day than the planned one readers get it next; "" for none."""
    day = localdate(story.goes_out) if story.goes_out else None
    return _("Goes out %s") % _day(day) if day and day != story.planned_for else ""


def _planned_for(planned: date | None, day: date) -> str:
    """For which other day than that of its edition a story is planned; "" for none."""
    return _("Planned for %s") % _day(planned) if planned and planned != day else ""


def _day(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")


def _editions(span: Span, stories, *, user, at) -> Iterator[Card]:
    """What waits, and of the past what was more than a minor change."""
    begun = Edition.archive.beginning(*span.moments)
    seen = begun.filter(Exists(stories.filter(pk=OuterRef("article_id"))))
    columns = ("pk", "article_id", "article__headline", "kind", "live_from")
    columns += ("release__name", "article__planned_for")
    found = seen.exclude(kind=Kind.MINOR, live_from__lte=at).order_by("live_from")
    may_move = user.has_perm("articles.print_edition")
    for row in found.values_list(*columns)[:MOST]:
        pk, article_id, headline, kind, live_from, release, planned = row
        when = localtime(live_from)
        waits = live_from > at
        yield Card(
            f"edition-{pk}",
            *_kind(kind, waits=waits),
            headline or _("Untitled story"),
            reverse("admin:articles_article_change", args=[article_id]),
            when.date(),
            when,
            state="" if kind == Kind.WITHDRAWAL else Kind(kind).label,
            detail=_("in the release “%s”") % release if release else "",
            elsewhere=_planned_for(planned, when.date())
            if waits and kind != Kind.WITHDRAWAL
            else "",
            seen=seen_of(live_from),
            may_move=may_move and waits,
        )


def _kind(kind: str, *, waits: bool) -> tuple[str, str]:
    """The kind of an edition's card, and its word."""
    if kind == Kind.WITHDRAWAL:
        return "withdrawn", _("Goes away") if waits else _("Withdrawn")
    return ("scheduled", _("Goes live")) if waits else ("live", _("Live"))


def _embargoes(span: Span, stories) -> Iterator[Card]:
    ending = Embargo.objects.ending(*span.moments)
    seen = ending.filter(Exists(stories.filter(pk=OuterRef("article_id")))).order_by("until")
    columns = ("pk", "article_id", "article__headline", "until")
    for pk, article_id, headline, until in seen.values_list(*columns)[:MOST]:
        when = localtime(until)
        yield Card(
            f"embargo-{pk}",
            "embargo",
            _("Embargo ends"),
            headline or _("Untitled story"),
            reverse("admin:articles_article_change", args=[article_id]),
            when.date(),
            when,
        )


def _releases(span: Span, *, user) -> Iterator[Card]:
    """For whoever may open them; they are moved on their own page."""
    if not user.has_perm("articles.print_edition"):
        return
    for release in Release.objects.going_out(*span.moments).order_by("at")[:MOST]:
        when = localtime(release.at)
        yield Card(
            f"release-{release.pk}",
            "release",
            _("Release"),
            release.name,
            reverse("admin:articles_release_change", args=[release.pk]),
            when.date(),
            when,
        )
