"""Passages: what in a story bears a takeaway out, where it is, and whether it is still so.

A passage is what stands beneath a heading, or words of the story. A link to words is an address
within the page with a text fragment behind it: browsers that know those mark the very words.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from urllib.parse import quote as percent

from articles.text.blocks import Block, blocks_of, words_of
from articles.text.body import HEADING, headings
from articles.text.document import Document, Takeaway

# Longer quotations are named by how they begin and end.
LONGEST = 100
# How many words a beginning, an end or what stands beside them may have, the fewest first.
FEW = (4, 8, 16)
LONGEST_WORD = 60
# One sign for what is typed in many ways; each for one, so that places stay the same.
_FOLDED = str.maketrans("‘’‚‛“”„‟«»′″‐‑–—", '\'\'\'\'""""""\'"----')


class Standing(StrEnum):
    """How it stands with a takeaway and its passage."""

    UNNAMED = "unnamed"
    STANDS = "stands"
    REPEATED = "repeated"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Passage:
    """A passage as the story has it now: the block in which it begins, and what it says.

    `begin` and `end` are the places of quoted words in the running text; a heading has none.
    """

    start: int
    text: str
    anchor: str = ""
    begin: int = 0
    end: int = 0

    @property
    def digest(self) -> str:
        """What is kept to tell later whether the passage has changed."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class Passages:
    """A story's body, read once, and asked for passages."""

    def __init__(self, html: str) -> None:
        self._blocks = [block for block in blocks_of(html) if block.text]
        self._text = " ".join(block.text for block in self._blocks)
        self._folded = _fold(self._text)
        self._begins = _begins(self._blocks)
        starts = [found.start() for found in HEADING.finditer(html)]
        self._headings = dict(zip(headings(html), starts, strict=True))
        self.at_heading = {start: each.anchor for each, start in self._headings.items()}

    def named(self, typed: str) -> tuple[str, str]:
        """(anchor, quotation) of what is meant by `typed`: one of the two, or neither.

        The words of a heading or its anchor mean that heading. Other words are a quotation, spelt
        as the story has it, in whole words; or as typed if the story does not have it.
        """
        words = words_of(typed)
        same = [each for each in self._headings if each.text.casefold() == words.casefold()]
        for heading in same or [each for each in self._headings if each.anchor == words]:
            return heading.anchor, ""
        found = self.words(words)
        return "", found.text if found else words

    def as_typed(self, takeaway: Takeaway) -> str:
        """What an editor would type to name the passage of `takeaway`; see `named`."""
        if takeaway.quote:
            return takeaway.quote
        for heading in self._headings:
            if heading.anchor == takeaway.anchor:
                same = self.named(heading.text) == (heading.anchor, "")
                return heading.text if same else heading.anchor
        return takeaway.anchor

    def of(self, takeaway: Takeaway) -> Passage | None:
        """The passage that `takeaway` points at, as it is now; None if it is not there."""
        if takeaway.quote:
            return self.words(takeaway.quote)
        return self.beneath(takeaway.anchor) if takeaway.anchor else None

    def digest_of(self, takeaway: Takeaway) -> str:
        """The digest of its passage as it is now, "" if it has none."""
        found = self.of(takeaway)
        return found.digest if found else ""

    def beneath(self, anchor: str) -> Passage | None:
        """What stands beneath the heading with `anchor`, down to the next that is no lower."""
        for heading, start in self._headings.items():
            if heading.anchor == anchor:
                return Passage(start, self._beneath.get(start, ""), anchor)
        return None

    def words(self, quotation: str) -> Passage | None:
        """Where the words of `quotation` stand first, however the signs around them are typed."""
        wanted = _fold(words_of(quotation))
        begin = self._folded.find(wanted) if wanted else -1
        if begin < 0:
            return None
        end = begin + len(wanted)
        while _is_within_a_word(self._text, begin) and end - begin < len(wanted) + LONGEST_WORD:
            begin -= 1
        while _is_within_a_word(self._text, end) and end - begin < len(wanted) + 2 * LONGEST_WORD:
            end += 1
        block = self._blocks[bisect_right(self._begins, begin) - 1]
        return Passage(block.start, self._text[begin:end], begin=begin, end=end)

    def standing(self, takeaway: Takeaway, *, checked: str) -> Standing:
        """How it stands with `takeaway`, whose passage had the digest `checked` ("": not known)."""
        if not (takeaway.anchor or takeaway.quote):
            return Standing.UNNAMED
        found = self.of(takeaway)
        if found is None:
            return Standing.GONE
        if takeaway.quote:
            again = self._folded.find(_fold(found.text), found.begin + 1)
            return Standing.REPEATED if again >= 0 else Standing.STANDS
        return Standing.CHANGED if checked and checked != found.digest else Standing.STANDS

    def directive(self, passage: Passage, *, above: str) -> str:
        """The text fragment that leads browsers to quoted words, "" if none can.

        Browsers take the first words on the page that fit, so what stands `above` the story and
        before the passage must not: words beside it are named too, until nothing earlier fits.
        """
        first, *rest = self._parts(passage.begin, passage.end)
        before = f"{above} {self._text[: passage.begin]}".lower()
        if not rest and len(first) <= LONGEST:
            return self._exact(passage, before=before)
        for few in FEW:
            begins = _first_words(first, few)
            if begins.lower() not in before:
                last = rest[-1] if rest else first[len(begins) :].strip()
                ends = _ending(last, passage.text[len(begins) :])
                return f"{_encoded(begins)},{_encoded(ends)}" if ends else _encoded(begins)
        return ""

    def _exact(self, passage: Passage, *, before: str) -> str:
        """A short quotation whole, if need be with words before or behind it in its block."""
        number = bisect_right(self._begins, passage.begin) - 1
        whole, begin = self._blocks[number].text, passage.begin - self._begins[number]
        end = begin + len(passage.text)
        if passage.text.lower() not in before:
            return _encoded(passage.text)
        ahead, behind = whole[:begin].rstrip(), whole[end:].lstrip()
        gap = " " if whole[end:].startswith(" ") else ""
        for few in FEW:
            prefix, suffix = _last_words(ahead, few), _first_words(behind, few)
            if prefix and whole[len(ahead) - len(prefix) : end].lower() not in before:
                return f"{_encoded(prefix)}-,{_encoded(passage.text)}"
            if suffix and f"{passage.text}{gap}{suffix}".lower() not in before:
                return f"{_encoded(passage.text)},-{_encoded(suffix)}"
        return ""

    def _parts(self, begin: int, end: int) -> Iterator[str]:
        """The words from `begin` to `end`, by the blocks over which they go."""
        number = bisect_right(self._begins, begin) - 1
        while number < len(self._blocks) and self._begins[number] < end:
            first = self._begins[number]
            yield self._blocks[number].text[max(0, begin - first) : end - first]
            number += 1

    @cached_property
    def _beneath(self) -> dict[int, str]:
        """Of each heading, by where it starts, the text down to the next that is no lower."""
        texts: dict[int, list[str]] = {}
        # Those that the present block stands beneath: a heading of the story, and one of a part.
        above: list[tuple[str, int]] = []
        for block in self._blocks:
            if block.tag in {"h2", "h3"} and block.start not in texts:
                above = [each for each in above if each[0] < block.tag]
            for _tag, start in above:
                if start != block.start:
                    texts[start].append(block.text)
            if block.tag in {"h2", "h3"} and block.start not in texts:
                above.append((block.tag, block.start))
                texts[block.start] = []
        return {start: "\n".join(found) for start, found in texts.items()}


@dataclass(frozen=True)
class Mark:
    """The takeaways that a block bears out, by their numbers, and its id on the page."""

    anchor: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Links:
    """Of each takeaway what stands behind the # of its link, and the marks by block."""

    fragments: tuple[str, ...]
    marks: dict[int, Mark]


def links_of(document: Document) -> Links:
    """Where the takeaways of `document` lead, and what is marked there."""
    passages = Passages(document.body)
    taken = set(passages.at_heading.values())
    above = " ".join(
        [document.headline, document.standfirst, document.lead.caption if document.lead else ""]
        + [point.text for point in document.takeaways]
        + [each.text for each in headings(document.body)]
    )
    fragments: list[str] = []
    marks: dict[int, Mark] = {}
    for number, takeaway in enumerate(document.takeaways, start=1):
        found = passages.of(takeaway)
        if found is None:
            fragments.append("")
            continue
        anchor = passages.at_heading.get(found.start) or f"passage-{number}"
        while found.start not in passages.at_heading and anchor in taken:
            anchor += "-0"
        mark = marks.get(found.start, Mark(anchor, ()))
        marks[found.start] = Mark(mark.anchor, (*mark.numbers, number))
        words = passages.directive(found, above=above) if takeaway.quote else ""
        fragments.append(f"{mark.anchor}:~:text={words}" if words else mark.anchor)
    return Links(tuple(fragments), marks)


def _fold(text: str) -> str:
    return text.translate(_FOLDED)


def _begins(blocks: list[Block]) -> list[int]:
    """Where in the running text each block begins."""
    begins, place = [], 0
    for block in blocks:
        begins.append(place)
        place += len(block.text) + 1
    return begins


def _is_within_a_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _first_words(text: str, few: int) -> str:
    return " ".join(text.split(" ", few)[:few])


def _last_words(text: str, few: int) -> str:
    return " ".join(text.rsplit(" ", few)[-few:])


def _ending(last: str, quotation: str) -> str:
    """The fewest words at the end of `last` that come nowhere earlier in `quotation`."""
    ends = ""
    for few in FEW:
        ends = _last_words(last, few)
        if ends.lower() not in quotation[:-1].lower():
            break
    return ends


def _encoded(text: str) -> str:
    # A hyphen has a meaning of its own in a text fragment, and is not encoded otherwise.
    return percent(text, safe="").replace("-", "%2D")
