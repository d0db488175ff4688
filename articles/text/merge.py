"""Three documents made one: a text, and what two people made of it.

What one of them changed is taken. Where both changed the same, mine stands and the clash is told,
so that a person can decide; no word is dropped without that.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, NamedTuple, TypeVar

from articles.text.alignment import Effort
from articles.text.blocks import elements_of
from articles.text.document import Document, Lead, Takeaway
from articles.text.joining import join_html, join_words
from articles.text.tracking import Places, in_order, track

T = TypeVar("T")
Joint = Callable[[T, T, T], T | None]

WHOLE = ("headline", "slug", "section", "seo_title", "language", "history_closed")
WORDED = ("standfirst", "seo_description")


@dataclass(frozen=True)
class Clash:
    """What both changed, in different ways.

    `part` is the field of the Document. Of a body the values are HTML of one element, of takeaways
    one each, else the field's; None is what is not there. In the merged document mine stands at
    `place` of its elements or takeaways; where mine is None, theirs would come to stand there.
    """

    part: str
    base: object
    mine: object
    theirs: object
    place: int = 0


@dataclass(frozen=True)
class Mixed:
    """What has words of both, each in its own place: right as a rule, and worth a look."""

    part: str
    result: object


@dataclass(frozen=True)
class Merged:
    """The document, what could not be decided, and what is worth a look.

    `taken` names the parts in which something of theirs is.
    """

    document: Document
    clashes: tuple[Clash, ...] = ()
    mixed: tuple[Mixed, ...] = ()
    taken: tuple[str, ...] = ()


class _Three(NamedTuple, Generic[T]):
    """The same list as it was, as I have it and as they have it."""

    base: Sequence[T]
    mine: Sequence[T]
    theirs: Sequence[T]


class _Clash(NamedTuple, Generic[T]):
    """What an item was, and what has become of it; None where it is gone."""

    base: T
    mine: T | None
    theirs: T | None


@dataclass
class _Merging:
    """A merge that is under way."""

    effort: Effort
    clashes: list[Clash] = field(default_factory=list)
    mixed: list[Mixed] = field(default_factory=list)

    def value(self, part: str, base: T, mine: T, theirs: T, join: Joint[T] | None = None) -> T:
        """One value of the three."""
        if theirs in (base, mine):
            return mine
        if mine == base:
            return theirs
        joined = join(base, mine, theirs) if join else None
        if joined is None:
            self.clashes.append(Clash(part, base, mine, theirs))
            return mine
        self.mixed.append(Mixed(part, joined))
        return joined

    def words(self, base: str, mine: str, theirs: str) -> str | None:
        """Plain words of the three."""
        return join_words(base, mine, theirs, self.effort)

    def elements(self, base: str, mine: str, theirs: str) -> str | None:
        """HTML of the three."""
        return join_html(base, mine, theirs, self.effort)

    def takeaway(self, base: Takeaway, mine: Takeaway, theirs: Takeaway) -> Takeaway | None:
        """A takeaway of the three: its words and its passage apart."""
        inner = _Merging(self.effort)
        text = inner.value("", base.text, mine.text, theirs.text, self.words)
        before, ours, others = ((each.anchor, each.quote) for each in (base, mine, theirs))
        anchor, quote = inner.value("", before, ours, others)
        return None if inner.clashes else Takeaway(text, anchor, quote)


def merge(base: Document, mine: Document, theirs: Document) -> Merged:
    """`mine` with what `theirs` changed of `base`. Bounded in time, whatever the lengths."""
    base, mine, theirs = base.cleaned(), mine.cleaned(), theirs.cleaned()
    work = _Merging(Effort())
    parts: dict[str, object] = {}
    for part in (*WHOLE, *WORDED):
        was, ours, others = (getattr(each, part) for each in (base, mine, theirs))
        join = work.words if part in WORDED else None
        parts[part] = work.value(part, was, ours, others, join)
    bodies = _Three(*(elements_of(each.body) for each in (base, mine, theirs)))
    body = _Sequence("body", bodies, str, work.elements, work).merged()
    points = _Three(*(each.takeaways for each in (base, mine, theirs)))
    takeaways = _Sequence("takeaways", points, _text_of, work.takeaway, work).merged()
    result = Document(
        **parts,  # type: ignore[arg-type] # each as it came from a Document
        body="".join(body),
        takeaways=tuple(takeaways),
        credits=_union(base.credits, mine.credits, theirs.credits),
        tags=_union(base.tags, mine.tags, theirs.tags),
        related=_union(base.related, mine.related, theirs.related),
        lead=_lead(base.lead, mine.lead, theirs.lead, work),
    )
    names = result.__dataclass_fields__
    taken = tuple(name for name in names if getattr(result, name) != getattr(mine, name))
    return Merged(result, tuple(work.clashes), tuple(work.mixed), taken)


def settle(merged: Merged, *, theirs: Collection[int]) -> Document:
    """The document in which clashes are decided: those of these numbers by theirs, else by mine."""
    document = merged.document
    chosen = sorted(theirs, key=lambda n: merged.clashes[n].place, reverse=True)
    for clash in (merged.clashes[n] for n in chosen):
        value: object = clash.theirs
        if clash.part == "body":
            value = "".join(_with(elements_of(document.body), clash))
        elif clash.part == "takeaways":
            value = tuple(_with(list(document.takeaways), clash))
        document = replace(document, **{clash.part: value})  # type: ignore[arg-type] # see Clash
    return document


def _with(items: list[T], clash: Clash) -> list[T]:
    end = clash.place + (clash.mine is not None)
    theirs: list[T] = [] if clash.theirs is None else [clash.theirs]  # type: ignore[list-item] # see Clash
    return [*items[: clash.place], *theirs, *items[end:]]


def _union(base: tuple[T, ...], mine: tuple[T, ...], theirs: tuple[T, ...]) -> tuple[T, ...]:
    """Names in a list, each once: without those that either took out, with those of both."""
    if mine == base:
        return theirs
    gone = set(base) - set(theirs)
    kept = [each for each in mine if each not in gone]
    return (*kept, *(each for each in theirs if each not in base and each not in kept))


def _lead(base: Lead | None, mine: Lead | None, theirs: Lead | None, work: _Merging) -> Lead | None:
    """The lead image; its words are merged where all three show the same picture."""
    if base and mine and theirs and base.image == mine.image == theirs.image:
        before = len(work.clashes)
        caption = work.value("lead", base.caption, mine.caption, theirs.caption, work.words)
        credit = work.value("lead", base.credit, mine.credit, theirs.credit)
        if len(work.clashes) == before:
            return Lead(mine.image, caption, credit)
        del work.clashes[before:]
    return work.value("lead", base, mine, theirs)


class _Sequence(Generic[T]):
    """Elements of a body, or takeaways: what became of each in both, put in one order.

    The order is mine, or theirs where only they have moved something.
    """

    def __init__(
        self,
        part: str,
        items: _Three[T],
        spelled: Callable[[T], str],
        join: Joint[T],
        work: _Merging,
    ):
        self.part, self.join, self.work = part, join, work
        self.base, self.mine, self.theirs = items
        base, mine, theirs = (list(map(spelled, each)) for each in items)
        self.in_mine = track(base, mine, work.effort)
        self.in_theirs = track(base, theirs, work.effort)

    def merged(self) -> list[T]:
        """The items; clashes and mixed ones are told to the merging."""
        if self.mine in (self.base, self.theirs):
            return list(self.theirs)
        if self.theirs == self.base:
            return list(self.mine)
        if in_order(self.in_mine) and not in_order(self.in_theirs):
            return self._hosted(self.theirs, self.in_theirs, self.mine, self.in_mine)
        return self._hosted(self.mine, self.in_mine, self.theirs, self.in_theirs)

    def _hosted(
        self, host: Sequence[T], in_host: Places, guest: Sequence[T], in_guest: Places
    ) -> list[T]:
        """The items in the order of `host`, with what `guest` changed."""
        known: dict[int, T | None] = {}
        clashes: dict[int, _Clash[T]] = {}
        # Of what the host has no more, by the place in it behind which that stood.
        astray: dict[int, list[_Clash[T]]] = {}
        for b, base in enumerate(self.base):
            m, t, h = self.in_mine[b], self.in_theirs[b], in_host[b]
            mine = None if m is None else self.mine[m]
            theirs = None if t is None else self.theirs[t]
            item, clash = self._of(base, mine, theirs)
            if h is not None:
                known[h] = item
                if clash:
                    clashes[h] = clash
            elif clash:
                astray.setdefault(_before(b, in_host), []).append(clash)
        added = self._added(host, in_host, guest, in_guest)
        result: list[T] = []
        for n in range(-1, len(host)):
            if n in clashes:
                self._tell(clashes[n], len(result))
            if (item := known.get(n, host[n]) if n >= 0 else None) is not None:
                result.append(item)
            for clash in astray.get(n, ()):
                self._tell(clash, len(result))
                result += [] if clash.mine is None else [clash.mine]
            result += added.get(n, ())
        return result

    def _tell(self, clash: _Clash[T], place: int) -> None:
        self.work.clashes.append(Clash(self.part, *clash, place))

    def _of(self, base: T, mine: T | None, theirs: T | None) -> tuple[T | None, _Clash[T] | None]:
        """What becomes of an item, and whether that is to be decided."""
        if theirs in (base, mine):
            return mine, None
        if mine == base:
            return theirs, None
        joined = None
        if mine is not None and theirs is not None:
            joined = self.join(base, mine, theirs)
        if joined is not None:
            self.work.mixed.append(Mixed(self.part, joined))
            return joined, None
        return mine, _Clash(base, mine, theirs)

    def _added(
        self, host: Sequence[T], in_host: Places, guest: Sequence[T], in_guest: Places
    ) -> dict[int, list[T]]:
        """What only the guest has, by the place in the host behind which it comes to stand."""
        of_base = {place: b for b, place in enumerate(in_guest) if place is not None}
        hosts_own = set(range(len(host))) - {place for place in in_host if place is not None}
        own = [host[n] for n in sorted(hosts_own)]
        found: dict[int, list[T]] = {}
        behind = -1
        for n, item in enumerate(guest):
            if n in of_base:
                place = in_host[of_base[n]]
                behind = behind if place is None else place
            elif item not in own:
                end = behind
                while end + 1 in hosts_own:
                    end += 1
                if end != behind:
                    self.work.mixed.append(Mixed(self.part, item))
                found.setdefault(end, []).append(item)
        return found


def _before(b: int, places: Places) -> int:
    """The place of the nearest item before that one which is still there, -1 if none is."""
    return next((place for place in reversed(places[:b]) if place is not None), -1)


def _text_of(point: Takeaway) -> str:
    return point.text
