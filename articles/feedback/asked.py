"""What is asked of the queue, as a value."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from articles.feedback.feedback import State

EVERY = tuple(State.values)


@dataclass(frozen=True)
class Asked:
    """What is asked of the queue; nothing is asked by what is left out, and of several values any
    will do.

    `listed` are pairs of a list ("author", "editor", "tag") and its keys; None as assignee stands
    for nobody.
    """

    states: tuple[str, ...] = (State.NEW,)
    words: str = ""
    vote: str = ""
    reasons: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()
    edition: int | None = None
    sections: tuple[int, ...] | None = None
    assignees: tuple[int | None, ...] = ()
    listed: tuple[tuple[str, tuple[int, ...]], ...] = ()
    flags: tuple[Q, ...] = ()
    text_hash: str = ""
    since: datetime | None = None
    until: datetime | None = None
