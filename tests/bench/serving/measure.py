"""One figure that was wanted, and whether it was reached; and tables that read well as text too."""

from collections.abc import Iterable
from dataclasses import dataclass

HEAD = ("measure", "figure", "by processor time", "wanted", "reached")


@dataclass(frozen=True)
class Measure:
    """What was measured, what came out, and what should have."""

    name: str
    figure: float
    # None: told for comparison alone.
    wanted: float | None
    unit: str = ""
    is_most: bool = False
    # The same ratio by the processor's time, which others on the machine do not touch.
    beside: float | None = None

    @property
    def is_reached(self) -> bool:
        """Whether it is at least, or at most, what was wanted."""
        if self.wanted is None:
            return True
        return self.figure <= self.wanted if self.is_most else self.figure >= self.wanted

    @property
    def cells(self) -> tuple[str, ...]:
        """The line of a table."""
        bound = "at most" if self.is_most else "at least"
        return (
            self.name,
            f"{number(self.figure)}{self.unit}",
            "" if self.beside is None else number(self.beside),
            "" if self.wanted is None else f"{bound} {number(self.wanted)}{self.unit}",
            "" if self.wanted is None else "yes" if self.is_reached else "**no**",
        )


def number(figure: float) -> str:
    """A figure with as many digits as it deserves."""
    if figure < 0.1:
        return f"{figure:.3f}"
    return f"{figure:.2f}" if figure < 100 else f"{figure:,.0f}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A table of Markdown, in columns; all but the first are figures, on the right."""
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    parts = [f"{'-' * (width - 1)}{':' if n else '-'}" for n, width in enumerate(widths)]
    return [
        "| " + " | ".join(cell.rjust(w) if n else cell.ljust(w) for n, (cell, w) in pairs) + " |"
        for pairs in (
            enumerate(zip(line, widths, strict=True)) for line in (lines[0], parts, *lines[1:])
        )
    ]
