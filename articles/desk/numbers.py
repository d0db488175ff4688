"""The pages of what readers think: numbers with their words, and the plots beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.plot import Course, Interval, course_of, interval_of
from articles.feedback.handling import Handling, Times
from articles.feedback.helpfulness import Helpfulness
from articles.feedback.numbers import Said
from articles.feedback.response import Response
from articles.feedback.story_numbers import Change, Verdict

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """A line of a table: what is told of, where more of it is, its numbers and its plot.

    `words` are those of the rate, where no heading says of what it is.
    """

    name: str
    rate: Helpfulness
    url: str = ""
    depth: int = 1
    detail: str = ""
    said: Said | None = None
    reads: str = ""
    words: str = ""

    @property
    def interval(self) -> Interval | None:
        """Its plot; none while votes are few."""
        return interval_of(self.rate)


@dataclass(frozen=True)
class Weekly:
    """Weeks, one after the other: the plot, what it says in a sentence, and the table behind it."""

    plot: Course
    rows: Sequence[Row]
    words: str
    marks: Sequence[str]


@dataclass(frozen=True)
class Bar:
    """One of some counts, and how long it is beside the longest, out of 100."""

    name: str
    count: int
    length: str
    share: str


def weekly(
    weeks: Mapping[date, Said], *, reads: Mapping[date, int], today: date | None = None
) -> Weekly:
    """The course of some weeks; the one that is not over yet says so."""
    rows = []
    for week, said in weeks.items():
        is_over = today is None or week + timedelta(weeks=1) <= today
        response = Response(said.rate.votes, reads.get(week, 0))
        rows.append(
            Row(
                day(week),
                said.rate,
                said=said,
                detail="" if is_over else _("so far"),
                reads=reads_in_words(response),
            )
        )
    return Weekly(
        plot=course_of([row.rate for row in rows]),
        rows=rows,
        words=_course_in_words([row for row in rows if row.rate.is_enough]),
        marks=_marks([row.name for row in rows]),
    )


def _course_in_words(rows: Sequence[Row]) -> str:
    if not rows:
        return _("In no week were there enough votes to speak of a rate.")
    first, last = rows[0], rows[-1]
    if first is last:
        known = {"rate": percent(first.rate.rate), "week": first.name}
        return _("%(rate)s in the week of %(week)s; in no other were there enough votes.") % known
    least, most = (pick(rows, key=lambda row: row.rate.rate) for pick in (min, max))
    if least in (first, last) and most in (first, last):
        told = _("%(first)s in the week of %(first_week)s, %(last)s in that of %(last_week)s.")
    else:
        told = _(
            "%(first)s in the week of %(first_week)s, %(last)s in that of %(last_week)s; at least "
            "%(least)s in that of %(least_week)s, at most %(most)s in that of %(most_week)s."
        )
    named = {"first": first, "last": last, "least": least, "most": most}
    known = {name: percent(row.rate.rate) for name, row in named.items()}
    return told % (known | {f"{name}_week": row.name for name, row in named.items()})


def _marks(names: Sequence[str]) -> list[str]:
    """The first, the middle and the last."""
    if len(names) < 3:
        return list(names)
    return [names[0], names[len(names) // 2], names[-1]]


def bars(counts: Sequence[tuple[str, int]]) -> list[Bar]:
    """Counts as bars; shares are of all of them together."""
    longest, all_of_them = max((n for _name, n in counts), default=1), sum(n for _name, n in counts)
    return [
        Bar(str(name), count, f"{100 * count / longest:.1f}", percent(count / all_of_them))
        for name, count in counts
    ]


def verdict_of(change: Change) -> str:
    """What an edit did, in a sentence."""
    return {
        Verdict.TOO_FEW: _("Too few votes on one of them to compare."),
        Verdict.PERHAPS_CHANCE: _("The intervals overlap: the difference may be chance."),
        Verdict.BETTER: _("The intervals do not overlap: readers find the later one more helpful."),
        Verdict.WORSE: _("The intervals do not overlap: readers find the later one less helpful."),
    }[change.verdict]


def percent(share: float) -> str:
    """A share, as people read it."""
    return _("%d %%") % round(share * 100)


def small_percent(share: float) -> str:
    """A share that may be small, with a place behind the point."""
    # Django cuts off what is behind the place; it does not round.
    return _("%s %%") % number_format(round(share * 100, 1), decimal_pos=1)


def reads_in_words(response: Response) -> str:
    """For a column: "400 (2.5 %)"."""
    if response.rate is None:
        return _("not counted")
    return f"{response.reads} ({small_percent(response.rate)})"


def response_in_words(response: Response) -> str:
    """How many of those who read voted, in a sentence."""
    if response.rate is None:
        return _("How often this was read was not counted.")
    known = {"reads": response.reads, "share": small_percent(response.rate)}
    return _("Read %(reads)d times, of which %(share)s voted.") % known


def span(taken: timedelta) -> str:
    """How long something took, in the unit that fits: "40 minutes", "5 hours", "3 days"."""
    if taken < HOUR:
        minutes = max(1, round(taken.total_seconds() / 60))
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    if taken < 2 * DAY:
        hours = round(taken / HOUR)
        return ngettext("%d hour", "%d hours", hours) % hours
    return ngettext("%d day", "%d days", round(taken / DAY)) % round(taken / DAY)


def times_in_words(times: Times | None) -> str:
    """Half and nine in ten, of how many."""
    if times is None:
        return _("None yet")
    known = {"half": span(times.half), "most": span(times.nine_in_ten), "count": times.count}
    return _("half within %(half)s, nine in ten within %(most)s (of %(count)d)") % known


def handling_in_words(found: Handling) -> list[tuple[str, str]]:
    """How reports were dealt with, as terms and what is told of each."""
    told = [
        (_("Until someone first looked"), times_in_words(found.looked_at)),
        (_("Until it was addressed"), times_in_words(found.addressed)),
        (_("Held, then let through"), _held_in_words(found)),
    ]
    reports = ngettext("%d report", "%d reports", found.reports) % found.reports
    if found.is_cut:
        reports = _("the latest %d of them") % found.reports
    return [(_("Reports"), reports), *told]


def _held_in_words(found: Handling) -> str:
    if not found.decided:
        told = _("None was decided")
    else:
        rate = found.let_through
        known = {"approved": found.approved, "decided": found.decided}
        told = _("%(approved)d of %(decided)d") % known
        if rate.is_enough:
            told = rate.full
    if not found.held:
        return told
    return _("%(told)s; %(held)d still held") % {"told": told, "held": found.held}


def day(monday: date) -> str:
    """A day of a week, by which the week is called."""
    return date_format(monday, "DATE_FORMAT")
