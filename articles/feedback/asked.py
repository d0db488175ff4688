"""What is asked of the queue, as a value."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from articles.feedback.feedback import UNDONE, State

ALL, WAITING = "all", "waiting"


@dataclass(frozen=True)
class Asked:
    """What is asked of the queue; nothing is asked by what is left out.

    `listed` are pairs of a list ("author", "editor", "tag") and its keys; None as assignee stands
    for nobody.
    """

    state: str = State.NEW
    words: str = ""
    vote: str = ""
    reason: str = ""
    hold: str = ""
    language: str = ""
    article: int | None = None
    edition: int | None = None
    sections: tuple[int, ...] | None = None
    assignees: tuple[int | None, ...] = ()
    listed: tuple[tuple[str, tuple[int, ...]], ...] = ()
    flags: tuple[Q, ...] = ()
    text_hash: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def states(self) -> tuple[str, ...]:
        """Those of the tab; WAITING has none, and stands for all where something is to be done."""
        several = {ALL: tuple(State.values), WAITING: UNDONE}
        return several.get(self.state, (self.state,))
