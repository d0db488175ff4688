"""What changed between two documents: by paragraphs first, then by the words of those that did."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from articles.text.alignment import MOST_STEPS, Effort, align
from articles.text.blocks import Block, blocks_of, words_of
from articles.text.document import Document

# Two paragraphs that share less are not one that was rewritten, but another.
LEAST_ALIKE = 0.4
# More rows that changed than anyone reads are told by their number.
MOST_ROWS = 200
# How far ahead one looks for what a block became where there is no time to compare all.
AHEAD = 4
# So few words that stayed between two changes are easier read as part of one.
FEW = 2

_WORD = re.compile(r"\w+(?:[.,'’]\w+)*\s*|[^\w\s]\s*|\s+")


class Op(StrEnum):
    """What happened to some words."""

    SAME = "same"
    CUT = "cut"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, were cut or were added."""

    op: Op
    text: str


@dataclass(frozen=True)
class Row:
    """A block that is not what it was; or how many are, or how many more are not.

    `tag` is that of the block; a picture has its image's id and no words.
    """

    tag: str = ""
    pieces: tuple[Piece, ...] = ()
    image: int = 0
    unchanged: int = 0
    more: int = 0

    @property
    def op(self) -> Op:
        """Whether the whole block was cut or added; else it stayed, with other words."""
        ops = {piece.op for piece in self.pieces}
        return ops.pop() if len(ops) == 1 else Op.SAME


@dataclass(frozen=True)
class Differences:
    """What differs between two documents; a part that is the same is empty."""

    headline: tuple[Piece, ...] = ()
    standfirst: tuple[Piece, ...] = ()
    takeaways: tuple[Row, ...] = ()
    is_other_picture: bool = False
    caption: tuple[Piece, ...] = ()
    picture_credit: tuple[Piece, ...] = ()
    body: tuple[Row, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs that can be told in words."""
        return self != Differences()


@dataclass
class _Side:
    """A block of one side, with what it is compared by."""

    block: Block
    words: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = Counter(re.findall(r"\w+", self.block.text))


# A stretch of words, while it is not settled what is told as one change: whether it stayed, and the
# words of both sides.
_Found = tuple[bool, list[str], list[str]]


def differences(old: Document, new: Document, *, effort: Effort | None = None) -> Differences:
    """What readers of `old` find changed in `new`; links and marks are not told.

    `effort` bounds the time that it takes, and may be shared with further comparisons: what
    is too much is told in coarser grain.
    """
    effort = effort or Effort()
    before, after = old.lead, new.lead
    points = [
        [Block("li", 0, words_of(point.text)) for point in document.takeaways]
        for document in (old, new)
    ]
    return Differences(
        headline=_changed(old.headline, new.headline, effort),
        standfirst=_changed(old.standfirst, new.standfirst, effort),
        takeaways=_rows(points[0], points[1], effort),
        is_other_picture=(before and before.image) != (after and after.image),
        caption=_changed(before.caption if before else "", after.caption if after else "", effort),
        picture_credit=_changed(
            before.credit if before else "", after.credit if after else "", effort
        ),
        body=_rows(blocks_of(old.body), blocks_of(new.body), effort),
    )


def items(old: Sequence[str], new: Sequence[str]) -> tuple[Piece, ...]:
    """What changed in a short list, as of names; nothing if it is the same."""
    if list(old) == list(new):
        return ()
    pieces: list[Piece] = []
    for stretch in align(old, new, Effort()):
        if not stretch.is_same:
            pieces += [Piece(Op.CUT, old[n]) for n in stretch.cut]
        op = Op.SAME if stretch.is_same else Op.ADDED
        pieces += [Piece(op, new[n]) for n in stretch.added]
    return tuple(pieces)


def words(old: str, new: str, effort: Effort) -> tuple[Piece, ...]:
    """`new` with what was cut of `old` and added to it, in whole words."""
    a, b = _WORD.findall(old), _WORD.findall(new)
    found: list[_Found] = []
    for part in align([each.rstrip() for each in a], [each.rstrip() for each in b], effort):
        cut, added = [a[n] for n in part.cut], [b[n] for n in part.added]
        kept = found[-1] if len(found) > 1 and found[-1][0] and len(found[-1][2]) <= FEW else None
        if not part.is_same and kept and _is_small(kept[2], found[-2], cut, added):
            _same, kept_cut, kept_added = found.pop()
            _other, earlier_cut, earlier_added = found.pop()
            cut, added = earlier_cut + kept_cut + cut, earlier_added + kept_added + added
        found.append((part.is_same, cut, added))
    stayed = sum(len("".join(added)) for is_same, _cut, added in found if is_same)
    if stayed < LEAST_ALIKE * min(len(old), len(new)) / 2:
        found = [(False, a, b)]
    return tuple(_tidy(found))


def _is_small(kept: list[str], before: _Found, cut: list[str], added: list[str]) -> bool:
    """Whether the words between two changes are fewer than those of either change."""
    sides = (before[1:], (cut, added))
    size = len("".join(kept))
    return all(size < max(len("".join(tokens)) for tokens in side) for side in sides)


def _tidy(found: list[_Found]) -> Iterator[Piece]:
    """The pieces, with the space at the end of a change outside of it."""
    for is_same, cut, added in found:
        if is_same:
            # A space is kept that only parted it from what was cut behind it.
            space = " " if cut[-1].endswith(" ") and not added[-1].endswith(" ") else ""
            yield Piece(Op.SAME, "".join(added) + space)
            continue
        for op, tokens in ((Op.CUT, cut), (Op.ADDED, added)):
            text = "".join(tokens)
            if text.strip():
                yield Piece(op, text.strip())
                if text != text.strip() or (op is Op.CUT and added):
                    yield Piece(Op.SAME, " ")


def _changed(old: str, new: str, effort: Effort) -> tuple[Piece, ...]:
    old, new = words_of(old), words_of(new)
    return words(old, new, effort) if old != new else ()


def _rows(old: list[Block], new: list[Block], effort: Effort) -> tuple[Row, ...]:
    """The blocks that changed, and how many stand unchanged between them; nothing if none did."""
    keys = [[f"{block.image}:{block.text}" for block in side] for side in (old, new)]
    rows: list[Row] = []
    room, more = MOST_ROWS, 0
    for part in align(keys[0], keys[1], effort):
        if not part.is_same:
            cut, added = part.cut[:room], part.added[:room]
            more += len(part.cut) + len(part.added) - len(cut) - len(added)
            found = [*_rewritten([old[n] for n in cut], [new[n] for n in added], effort)]
            room = max(0, room - len(found))
            rows += found
        elif not more:
            rows.append(Row(unchanged=len(part.added)))
    if more:
        rows.append(Row(more=more))
    return tuple(rows) if any(row.pieces for row in rows) else ()


def _rewritten(old: list[Block], new: list[Block], effort: Effort) -> Iterator[Row]:
    """The rows of blocks that were cut, added or rewritten."""
    i = j = 0
    sides = [[_Side(block) for block in side] for side in (old, new)]
    for p, q in [*_pairs(sides[0], sides[1], effort), (len(old), len(new))]:
        yield from (_row(block, Op.CUT) for block in old[i:p])
        yield from (_row(block, Op.ADDED) for block in new[j:q])
        if p < len(old):
            yield Row(new[q].tag, words(old[p].text, new[q].text, effort))
        i, j = p + 1, q + 1


def _row(block: Block, op: Op) -> Row:
    return Row(block.tag, (Piece(op, block.text),), image=block.image)


def _pairs(old: list[_Side], new: list[_Side], effort: Effort) -> list[tuple[int, int]]:
    """Which old blocks became which new ones: in their order, as alike as can be."""
    cost = len(old) * sum(len(side.words) + 1 for side in new) // 4
    if cost > MOST_STEPS or not effort.take(cost):
        return _pairs_near(old, new)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_likeness(x, y) for y in new] for x in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _pairs_near(old: list[_Side], new: list[_Side]) -> list[tuple[int, int]]:
    """Likewise, but only among those that stand near one another."""
    found: list[tuple[int, int]] = []
    j = 0
    for i, side in enumerate(old):
        near = range(j, min(j + AHEAD, len(new)))
        match = next((n for n in near if _likeness(side, new[n])), None)
        if match is not None:
            found.append((i, match))
            j = match + 1
    return found


def _likeness(old: _Side, new: _Side) -> float:
    """The part of their words that two blocks share, 0 if they share too little."""
    total = old.words.total() + new.words.total()
    shared = sum(min(count, new.words[word]) for word, count in old.words.items())
    share = 2 * shared / total if total else 0.0
    return share if share >= LEAST_ALIKE else 0.0
