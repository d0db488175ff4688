"""How far a long work has come: one line on a terminal, a line now and then anywhere else."""

from collections.abc import Callable
from time import monotonic

WIDTH = 30
# Where lines stay, one comes after so many seconds.
APART = 15


class Progress:
    """Told of each step, says how much is done, how fast, and how long the rest will take."""

    def __init__(self, total: int, write: Callable[[str], object], *, on_terminal: bool):
        self._total, self._write, self._on_terminal = total, write, on_terminal
        self._began = self._said = monotonic()

    def __call__(self, done: int) -> None:
        """So many are done."""
        now = monotonic()
        is_due = self._on_terminal or done >= self._total or now - self._said >= APART
        if not is_due:
            return
        self._said = now
        rate = done / max(now - self._began, 0.001)
        left = (self._total - done) / max(rate, 0.001)
        line = f"{done:,} of {self._total:,}, {rate:,.0f} a second, {_clock(left)} left"
        if not self._on_terminal:
            self._write(f"{line}\n")
            return
        full = WIDTH * done // max(self._total, 1)
        end = "\n" if done >= self._total else ""
        self._write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {line}   {end}")


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes}:{seconds:02}"
