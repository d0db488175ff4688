"""How one check of an audit went."""

from dataclasses import dataclass, field


class Absent(Exception):
    """What a check needs is not on this machine; the text says how to get it."""


@dataclass(frozen=True)
class Outcome:
    """The name of a check, its figures in a line, and what is wrong, a line each."""

    name: str
    figures: str
    faults: list[str] = field(default_factory=list)
    is_absent: bool = False

    @property
    def word(self) -> str:
        """How it went, in a word."""
        return "absent" if self.is_absent else "FAILED" if self.faults else "passed"
