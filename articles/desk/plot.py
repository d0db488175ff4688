"""Plots of rates: where lines and bars are, as SVG wants it. What they look like is in the styles.

Plots are stretched to the room that there is, so no words are in them and all lines keep their
width; numbers are written for machines, whatever the language of the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from articles.feedback.helpfulness import Helpfulness

WIDTH, HEIGHT = 10, 100


@dataclass(frozen=True)
class Interval:
    """A rate on a line from 0 to 100: paths of its interval and of itself."""

    band: str
    rate: str


@dataclass(frozen=True)
class Bar:
    """A week: where its column begins, and how high Yes and, on top of it, No are."""

    x: str
    yes_y: str
    yes_height: str
    no_y: str
    no_height: str


@dataclass(frozen=True)
class Course:
    """Rates week by week: their line with gaps, bands, dots; and beneath it bars of votes."""

    box: str
    grid: str
    bands: Sequence[str]
    line: str
    dots: str
    bars: Sequence[Bar]
    most: int


def interval_of(rate: Helpfulness) -> Interval | None:
    """Where a rate is, and where it may be; None while votes are few."""
    if not rate.is_enough:
        return None
    below, above = (_told(end * 100) for end in rate.interval)
    return Interval(f"M{below} 5H{above}", f"M{_told(rate.rate * 100)} 5h.01")


def course_of(rates: Sequence[Helpfulness]) -> Course:
    """The course of a rate; where votes are few there is a gap."""
    runs, width = _runs(rates), WIDTH * max(1, len(rates))
    most = max((rate.votes for rate in rates), default=0)
    return Course(
        box=f"0 0 {width} {HEIGHT}",
        grid=f"M0 0H{width}M0 {HEIGHT // 2}H{width}M0 {HEIGHT}H{width}",
        bands=[_band(run) for run in runs],
        line="".join(_line((_x(n), _y(rate.rate)) for n, rate in run) for run in runs),
        dots="".join(
            f"M{_told(_x(n))} {_told(_y(rate.rate))}h.01" for run in runs for n, rate in run
        ),
        bars=[_bar(n, rate, most) for n, rate in enumerate(rates)],
        most=most,
    )


def _runs(rates: Sequence[Helpfulness]) -> list[list[tuple[int, Helpfulness]]]:
    numbered = groupby(enumerate(rates), key=lambda each: each[1].is_enough)
    return [list(run) for is_enough, run in numbered if is_enough]


def _band(run: Sequence[tuple[int, Helpfulness]]) -> str:
    """Around the interval of each week; that of a single week has a width too."""
    if len(run) == 1:
        n, rate = run[0]
        run = [(n - 0.2, rate), (n + 0.2, rate)]
    below = [(_x(n), _y(rate.interval[0])) for n, rate in run]
    above = [(_x(n), _y(rate.interval[1])) for n, rate in run]
    return f"{_line([*above, *reversed(below)])}Z"


def _bar(n: int, rate: Helpfulness, most: int) -> Bar:
    yes, no = (HEIGHT * votes / max(1, most) for votes in (rate.yes, rate.no))
    places = (n * WIDTH + 1.5, HEIGHT - yes, yes, HEIGHT - yes - no, no)
    return Bar(*map(_told, places))


def _line(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_told(x)} {_told(y)}" for x, y in points)


def _x(n: float) -> float:
    return n * WIDTH + WIDTH / 2


def _y(share: float) -> float:
    return HEIGHT - share * HEIGHT


def _told(number: float) -> str:
    return f"{number:.2f}"
