"""The blocks of a story: the words of each paragraph, heading, item, cell or caption, in order."""

import re
from dataclasses import dataclass
from html import unescape

# Those that hold running text; any other block only holds these.
OF_TEXT = {"p", "h2", "h3", "li", "th", "td", "footer", "figcaption"}
MARKS = {"strong", "em", "a", "sub", "sup"}

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_PICTURE = re.compile(r' data-image="([0-9]+)"')
# Soft hyphens, and signs of no width that nobody types when quoting.
_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF])


@dataclass(frozen=True)
class Block:
    """Words that run on without a break, in the element that holds them.

    `start` is where that element's tag begins in the HTML. A picture is a block of its own, with
    the id of its image and no words.
    """

    tag: str
    start: int
    text: str
    image: int = 0


def words_of(text: str) -> str:
    """`text` as it is read: every white space one space, nothing that cannot be seen."""
    return " ".join((text if text.isascii() else text.translate(_UNSEEN)).split())


def blocks_of(html: str) -> list[Block]:
    """The blocks of clean `html` that readers see, in their order. Takes time by its length."""
    found: list[Block] = []
    inside: list[tuple[str, int]] = []
    pieces: list[str] = []
    place, shown = 0, True

    def end() -> None:
        # Most ends come where no words were.
        text = words_of(unescape("".join(pieces))) if any(pieces) else ""
        pieces.clear()
        if text and inside and shown:
            found.append(Block(*inside[-1], text))

    for tag in _TAG.finditer(html):
        pieces.append(html[place : tag.start()])
        place = tag.end()
        ends, name = tag[1], tag[2]
        if name in MARKS:
            continue
        end()
        if name in OF_TEXT and not ends:
            inside.append((name, tag.start()))
        elif name in OF_TEXT and inside:
            inside.pop()
        elif name == "figure":
            image = _PICTURE.fullmatch(tag[3])
            # What stands beneath an embed is on no page.
            shown = bool(ends or image)
            if image:
                found.append(Block("figure", tag.start(), "", int(image[1])))
    return found


def elements_of(html: str) -> list[str]:
    """The paragraphs, lists, figures … of clean `html`, whole and in order; joined they are it."""
    found: list[str] = []
    begin = deep = 0
    for tag in _TAG.finditer(html):
        if tag[2] in MARKS or tag[2] == "br":
            continue
        deep += -1 if tag[1] else tag[2] != "hr"
        if not deep:
            found.append(html[begin : tag.end()])
            begin = tag.end()
    return found
