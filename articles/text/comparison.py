"""Two documents compared as the desk needs it: what moved, what was reworded, what was restyled.

Readers are told less: see diff.py, whose measures of likeness and of effort these are.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.text.alignment import Effort, align
from articles.text.blocks import elements_of
from articles.text.document import Document, Takeaway
from articles.text.leaves import Leaf, Word, leaves_of
from articles.text.tracking import Places, track

SIMPLE = ("headline", "standfirst", "slug", "seo_title", "seo_description")
NAMED = ("section", "tags", "credits", "related", "lead", "language", "history_closed")


class Change(StrEnum):
    """What became of something."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    CUT = "cut"
    RESTYLED = "restyled"


@dataclass(frozen=True)
class Run:
    """Words of one fate. Of restyled ones `was` are the marks that they had."""

    change: Change
    text: str
    marks: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeafChange:
    """A paragraph, item or cell; `was_tag` is the tag that it had, if another."""

    change: Change
    tag: str
    runs: tuple[Run, ...] = ()
    image: int = 0
    was_tag: str = ""


@dataclass(frozen=True)
class ElementChange:
    """An element of the body, or a takeaway.

    `number` is its place among the rows. One that has moved stands where it is now, `moved_from`
    counted among the old ones from 1; where it was, nothing is told. `was` is its opening tag
    before, if another. `html` is what it is now, `was_html` what it was.
    """

    change: Change
    number: int
    leaves: tuple[LeafChange, ...] = ()
    moved_from: int = 0
    tag: str = ""
    was: str = ""
    html: str = ""
    was_html: str = ""

    @property
    def differs(self) -> bool:
        """Whether it is not as it was, or not where it was."""
        return self.change is not Change.SAME or bool(self.moved_from)


@dataclass(frozen=True)
class Comparison:
    """What differs between two documents. `named` are the parts that are told by their names."""

    texts: dict[str, tuple[Run, ...]]
    named: tuple[str, ...]
    takeaways: tuple[ElementChange, ...]
    body: tuple[ElementChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return not (self.texts or self.named or self.changed_takeaways or self.changed_elements)

    @property
    def changed_takeaways(self) -> list[ElementChange]:
        """Those that are not as they were."""
        return [each for each in self.takeaways if each.differs]

    @property
    def changed_elements(self) -> list[ElementChange]:
        """Likewise of the body."""
        return [each for each in self.body if each.differs]


def compare(old: Document, new: Document, *, effort: Effort | None = None) -> Comparison:
    """What became of `old` in `new`. Bounded in time; `effort` may be shared."""
    effort = effort or Effort()
    texts = {
        part: _words(_plain(getattr(old, part)), _plain(getattr(new, part)), effort)
        for part in SIMPLE
        if getattr(old, part) != getattr(new, part)
    }
    points = [[_point(each) for each in document.takeaways] for document in (old, new)]
    return Comparison(
        texts=texts,
        named=tuple(part for part in NAMED if getattr(old, part) != getattr(new, part)),
        takeaways=tuple(_elements(points[0], points[1], effort)),
        body=tuple(_elements(elements_of(old.body), elements_of(new.body), effort)),
    )


def folds_of(rows: Sequence[ElementChange]) -> list[tuple[int, list[ElementChange]]]:
    """Rows that changed, each alone, and those between them together: (how many are folded, them).

    One unchanged row on each side of a change is shown with it.
    """
    near = [any(row.differs for row in rows[max(0, n - 1) : n + 2]) for n in range(len(rows))]
    found: list[tuple[int, list[ElementChange]]] = []
    for row, is_near in zip(rows, near, strict=True):
        if is_near:
            found.append((0, [row]))
        elif found and found[-1][0]:
            found[-1] = (found[-1][0] + 1, [*found[-1][1], row])
        else:
            found.append((1, [row]))
    return found


def _point(takeaway: Takeaway) -> str:
    """A takeaway as an element: its words, and beneath them its passage."""
    passage = takeaway.quote or takeaway.anchor
    text = _escaped(takeaway.text)
    beneath = f"<footer>{_escaped(passage)}</footer>" if passage else ""
    return f"<li><p>{text}</p>{beneath}</li>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> list[Word]:
    return [Word(each) for each in re.findall(r"\w+\s*|[^\w\s]\s*|\s+", text)]


def _elements(old: Sequence[str], new: Sequence[str], effort: Effort) -> list[ElementChange]:
    """The rows of both, in the order of the new ones; what was cut stands where it stood."""
    places = track(old, new, effort)
    came_from = {place: n for n, place in enumerate(places) if place is not None}
    steady = _steady(places)
    rows: list[ElementChange] = []
    shown = 0

    def cut_up_to(end: int) -> None:
        nonlocal shown
        for n in range(shown, end):
            if places[n] is None:
                leaves = tuple(_whole(leaf, Change.CUT) for leaf in leaves_of(old[n]))
                rows.append(ElementChange(Change.CUT, len(rows) + 1, leaves, was_html=old[n]))
        shown = max(shown, end)

    for place, element in enumerate(new):
        source = came_from.get(place)
        if source is None:
            leaves = tuple(_whole(leaf, Change.ADDED) for leaf in leaves_of(element))
            rows.append(ElementChange(Change.ADDED, len(rows) + 1, leaves, html=element))
            continue
        if source in steady:
            cut_up_to(source)
        moved = 0 if source in steady else source + 1
        before, now = _opening(old[source]), _opening(element)
        is_same = old[source] == element
        rows.append(
            ElementChange(
                Change.SAME if is_same else Change.CHANGED,
                len(rows) + 1,
                tuple(_leaves(leaves_of(old[source]), leaves_of(element), effort)),
                moved,
                now,
                before if before != now else "",
                element,
                old[source],
            )
        )
    cut_up_to(len(old))
    return rows


def _steady(places: Places) -> set[int]:
    """The old ones that stayed in their order: as many as can be; the others have moved."""
    found = [(n, place) for n, place in enumerate(places) if place is not None]
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for k, (_n, place) in enumerate(found):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        tops[length : length + 1] = [k]
        before.append(tops[length - 1] if length else -1)
    steady: set[int] = set()
    k = tops[-1] if tops else -1
    while k >= 0:
        steady.add(found[k][0])
        k = before[k]
    return steady


def _opening(element: str) -> str:
    """What an element is, as `ul` or `blockquote class="pull"`."""
    found = re.match(r'<([a-z0-9]+(?: class="pull"| start="[0-9]+")?)', element)
    return found[1] if found else ""


def _whole(leaf: Leaf, change: Change) -> LeafChange:
    runs = tuple(Run(change, word.text, word.marks) for word in leaf.words)
    return LeafChange(change, leaf.tag, _joined(list(runs)), leaf.image)


def _leaves(old: list[Leaf], new: list[Leaf], effort: Effort) -> list[LeafChange]:
    places = track([leaf.text for leaf in old], [leaf.text for leaf in new], effort)
    came_from = {place: n for n, place in enumerate(places) if place is not None}
    found: list[LeafChange] = []
    shown = 0
    for place, leaf in enumerate(new):
        source = came_from.get(place)
        if source is None:
            found.append(_whole(leaf, Change.ADDED))
            continue
        gone = [_whole(old[n], Change.CUT) for n in range(shown, source) if places[n] is None]
        found += gone
        shown = max(shown, source + 1)
        before = old[source]
        if before.image != leaf.image:
            found += [_whole(before, Change.CUT), _whole(leaf, Change.ADDED)]
            continue
        runs = _words(list(before.words), list(leaf.words), effort)
        same = before == leaf
        change = Change.SAME if same else Change.CHANGED
        was = before.tag if before.tag != leaf.tag else ""
        found.append(LeafChange(change, leaf.tag, runs, leaf.image, was))
    return found + [_whole(old[n], Change.CUT) for n in range(shown, len(old)) if places[n] is None]


def _words(old: list[Word], new: list[Word], effort: Effort) -> tuple[Run, ...]:
    """`new` with what was cut and added; the same words in other marks are restyled."""
    runs: list[Run] = []
    texts = [[word.text.strip() or " " for word in side] for side in (old, new)]
    for stretch in align(texts[0], texts[1], effort):
        if stretch.is_same:
            for i, j in zip(stretch.cut, stretch.added, strict=True):
                was, now = old[i], new[j]
                if was.marks == now.marks:
                    runs.append(Run(Change.SAME, now.text, now.marks))
                else:
                    runs.append(Run(Change.RESTYLED, now.text, now.marks, was.marks))
            continue
        runs += [Run(Change.CUT, old[n].text, old[n].marks) for n in stretch.cut]
        runs += [Run(Change.ADDED, new[n].text, new[n].marks) for n in stretch.added]
    return _joined(runs)


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbours of one fate and one look as one."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and (last.change, last.marks, last.was) == (run.change, run.marks, run.was):
            found[-1] = Run(run.change, last.text + run.text, run.marks, run.was)
        else:
            found.append(run)
    return tuple(found)
