"""The words of an element with their formatting, leaf by leaf: a paragraph, an item, a cell."""

import re
from dataclasses import dataclass
from html import unescape

from articles.text.blocks import MARKS, OF_TEXT

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_WORD = re.compile(r"\w+(?:[.,'’]\w+)*\s*|[^\w\s]\s*|\s+")
_ATTRIBUTE = re.compile(r' (data-image|data-embed|href)="([^"]*)"')


@dataclass(frozen=True)
class Word:
    """A word with the space behind it. `marks` are "strong", "em", "sub", "sup", "a:address"."""

    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Leaf:
    """Words that run on in one tag; a picture has its image's id, an embed its address as words."""

    tag: str
    words: tuple[Word, ...] = ()
    image: int = 0

    @property
    def text(self) -> str:
        """Its words as they are read; a picture is known by its number."""
        return f"[{self.image}]" if self.image else "".join(word.text for word in self.words)


def leaves_of(element: str) -> list[Leaf]:
    """The leaves of an element of a clean body, in their order."""
    found: list[Leaf] = []
    inside: list[str] = []
    marks: list[str] = []
    words: list[Word] = []
    place = 0

    def end() -> None:
        if any(word.text.strip() for word in words):
            found.append(Leaf(inside[-1] if inside else "p", tuple(words)))
        words.clear()

    for tag in _TAG.finditer(element):
        text = unescape(element[place : tag.start()])
        words += [Word(part, tuple(sorted(marks))) for part in _WORD.findall(text)]
        place = tag.end()
        ends, name, rest = tag[1], tag[2], dict(_ATTRIBUTE.findall(tag[3]))
        if name in MARKS:
            mark = f"a:{unescape(rest.get('href', ''))}" if name == "a" else name
            if not ends:
                marks.append(mark)
            elif marks:
                # Clean bodies nest, so what ends is what began last.
                marks.pop()
        elif name == "br":
            words.append(Word("\n", tuple(sorted(marks))))
        elif name in OF_TEXT:
            end()
            if not ends:
                inside.append(name)
            elif inside:
                inside.pop()
        elif name == "figure" and not ends:
            if "data-image" in rest:
                found.append(Leaf("figure", image=int(rest["data-image"])))
            else:
                found.append(Leaf("embed", (Word(unescape(rest.get("data-embed", ""))),)))
        elif name == "hr":
            found.append(Leaf("hr"))
    end()
    return found
