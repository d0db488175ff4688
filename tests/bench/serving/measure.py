"""One figure that was wanted, and whether it was reached."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """What was measured, what came out, and what should have."""

    name: str
    figure: float
    wanted: float
    unit: str = ""
    is_most: bool = False
    # The same by the processor's time, which others on the machine do not touch.
    beside: float | None = None

    @property
    def is_reached(self) -> bool:
        """Whether it is at least, or at most, what was wanted."""
        return self.figure <= self.wanted if self.is_most else self.figure >= self.wanted

    @property
    def cells(self) -> tuple[str, ...]:
        """The line of a table."""
        bound = "at most" if self.is_most else "at least"
        wanted = f"{bound} {_number(self.wanted)}{self.unit}"
        return (
            self.name,
            f"{_number(self.figure)}{self.unit}",
            "" if self.beside is None else _number(self.beside),
            wanted,
            "yes" if self.is_reached else "NO",
        )

    def __str__(self):
        name, figure, beside, wanted, reached = self.cells
        return f"{name:<48}{figure:>10}{beside:>8}  {wanted:<16} {reached}"


def _number(figure: float) -> str:
    return f"{figure:.2f}" if figure < 10 else f"{figure:,.0f}"
