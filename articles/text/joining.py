"""One passage that two people have changed, joined from both where their changes do not meet."""

import re
from dataclasses import dataclass

from articles.text.alignment import Effort, align
from articles.text.body import clean

# Tags, words, whatever stands between them: joined again they are the text.
_TOKEN = re.compile(r"<[^>]*>|\w+(?:['’]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True)
class _Change:
    """`added` in the place of what stood from `begin` up to `end`."""

    begin: int
    end: int
    added: tuple[str, ...]


def join_words(base: str, mine: str, theirs: str, effort: Effort) -> str | None:
    """`mine` with the changes from `base` to `theirs`; None where both changed the same words."""
    tokens = _TOKEN.findall(base)
    ours = _changes(tokens, _TOKEN.findall(mine), effort)
    others = [each for each in _changes(tokens, _TOKEN.findall(theirs), effort) if each not in ours]
    if any(_meet(one, other) for one in ours for other in others):
        return None
    result: list[str] = []
    place = 0
    for change in sorted([*ours, *others], key=lambda each: (each.begin, each.end)):
        result += [*tokens[place : change.begin], *change.added]
        place = change.end
    return "".join([*result, *tokens[place:]])


def join_html(base: str, mine: str, theirs: str, effort: Effort) -> str | None:
    """Likewise of elements of a body; None also where that would break their tags."""
    joined = join_words(base, mine, theirs, effort)
    return joined if joined is not None and clean(joined) == joined else None


def _changes(old: list[str], new: list[str], effort: Effort) -> list[_Change]:
    return [
        _Change(part.cut.start, part.cut.stop, tuple(new[part.added.start : part.added.stop]))
        for part in align(old, new, effort)
        if not part.is_same
    ]


def _meet(one: _Change, other: _Change) -> bool:
    """Whether both are about the same words, or add different ones at the same place."""
    if one.begin == one.end and other.begin == other.end:
        return one.begin == other.begin
    if one.begin == one.end or other.begin == other.end:
        point, span = (one, other) if one.begin == one.end else (other, one)
        return span.begin < point.begin < span.end
    return max(one.begin, other.begin) < min(one.end, other.end)
