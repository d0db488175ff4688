"""Type that is set: what of a story's page depends on its Document alone, made once.

Of the body it is the HTML of the page, with slots where a picture, what plays, a mark or the name
of a table goes: these change with the library and with the language of the site.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from html import escape
from typing import Any

from articles.text import body as vocabulary
from articles.text.document import Document
from articles.text.passage import links_of
from articles.text.words import excerpt

# Raise it whenever anything here comes out in another way: what was set before is then set anew.
VERSION = 1
SUMMARY = 160
# Around the number of a slot: no clean body holds such characters.
_SLOT = re.compile("\x01([0-9]+)\x02")


@dataclass(frozen=True)
class Slot:
    """Where something of a `kind` goes: "image", "embed", "marks" or "table".

    `of` is the image's id, the address, or the numbers of the takeaways, parted by blanks;
    `caption` is HTML, which may hold slots of its own.
    """

    kind: str
    of: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Typeset:
    """What is made of a Document, once, for all that its page shows.

    `contents` are words and anchor of each larger heading, `fragments` what stands behind the # of
    each takeaway's link, `images` the ids of all that the story shows.
    """

    body: str
    slots: tuple[Slot, ...]
    contents: tuple[tuple[str, str], ...]
    fragments: tuple[str, ...]
    images: tuple[int, ...]
    words: int
    summary: str

    @classmethod
    def of(cls, document: Document) -> "Typeset":
        """Set the Document, which takes some milliseconds."""
        document = replace(document, body=re.sub("[\x01\x02]", "", document.body))
        links, slots = links_of(document), list[Slot]()

        def slot(kind: str, of: str = "", caption: str = "") -> str:
            slots.append(Slot(kind, of, caption))
            return f"\x01{len(slots) - 1}\x02"

        body = vocabulary.for_page(
            document.body,
            figure=lambda image, caption: slot("image", str(image), caption),
            embed=lambda address, caption: slot("embed", address, caption),
            table=slot("table"),
            marks={
                start: (mark.anchor, slot("marks", " ".join(map(str, mark.numbers))))
                for start, mark in links.marks.items()
            },
        )
        found = vocabulary.headings(document.body)
        said = document.seo_description or document.standfirst or vocabulary.plain(document.body)
        return cls(
            body=body,
            slots=tuple(slots),
            contents=tuple((each.text, each.anchor) for each in found if each.level == 2),
            fragments=links.fragments,
            images=document.images,
            words=document.words,
            summary=excerpt(said, length=SUMMARY),
        )

    def to_json(self) -> dict[str, object]:
        """Plain values for a JSON column."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Typeset":
        """What `to_json` stored, in this very version. `stored` is what a JSON column gives."""
        return cls(
            body=stored["body"],
            slots=tuple([Slot(**slot) for slot in stored["slots"]]),
            contents=tuple([(text, anchor) for text, anchor in stored["contents"]]),
            fragments=tuple(stored["fragments"]),
            images=tuple(stored["images"]),
            words=stored["words"],
            summary=stored["summary"],
        )

    def page(
        self,
        *,
        figure: Callable[[int, str], str],
        embed: Callable[[str, str], str],
        marks: Callable[[tuple[int, ...]], str],
        table: str,
    ) -> str:
        """The body as readers get it.

        `figure(image id, caption HTML)`, `embed(address, caption HTML)` and `marks(numbers)` return
        HTML, which is trusted; `table` is the name of a table for those who cannot see it.
        """

        def filled(html: str) -> str:
            return _SLOT.sub(lambda found: made(self.slots[int(found[1])]), html)

        def made(slot: Slot) -> str:
            if slot.kind == "image":
                return figure(int(slot.of), filled(slot.caption))
            if slot.kind == "embed":
                return embed(slot.of, filled(slot.caption))
            if slot.kind == "marks":
                return marks(tuple(map(int, slot.of.split())))
            return escape(table)

        return filled(self.body)
