"""The few HTML elements that a story's body may hold.

Paragraphs, two levels of heading, lists, quotations with their source, pull quotes, figures of a
library image, embeds by address, tables, rules; inside them links and a few marks. Whatever else
comes in is dropped, its text kept.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

import nh3

from articles.text import table as tables
from articles.text.depth import DEEPEST, is_bottomless
from articles.text.link import link_to
from articles.text.words import slug

INLINE = {"strong", "em", "a", "sub", "sup", "br"}
BLOCKS = {"p", "h2", "h3", "ul", "ol", "blockquote", "figure", "table", "hr"}
INSIDE = {
    "": BLOCKS,
    "ul": {"li"},
    "ol": {"li"},
    "li": {"p", "ul", "ol"} | INLINE,
    "blockquote": {"p", "ul", "ol", "footer"},
    "figure": {"figcaption"},
    "table": {"thead", "tbody", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "th": {"p"} | INLINE,
    "td": {"p", "ul", "ol"} | INLINE,
    **dict.fromkeys(("p", "h2", "h3", "footer", "figcaption", *(INLINE - {"br"})), INLINE),
}
VOID = {"br", "hr"}
KEPT_EMPTY = {"td", "th", "figure"}
# Where no text stands bare, and what it needs around it there, if it can have that.
CONTAINERS = {"", "blockquote", "ul", "ol", "table", "thead", "tbody", "tr", "figure"}
AROUND = {"": "p", "blockquote": "p", "ul": "li", "ol": "li", "figure": "figcaption"}
# What means the same in the vocabulary, or parts texts that must not run together; h1 is the
# page's own headline.
SYNONYMS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
SYNONYMS |= {"tfoot": "tbody"}
SYNONYMS |= dict.fromkeys(("div", "section", "article", "main", "aside", "header", "nav"), "p")
SYNONYMS |= dict.fromkeys(("address", "center", "pre", "dl", "dt", "dd", "caption"), "p")
SYNONYMS |= dict.fromkeys(("details", "summary", "fieldset", "form"), "p")

_UNREAD = {"script", "style", "iframe", "object", "svg", "math", "template", "title"}
_sieve = nh3.Cleaner(
    tags=set(INSIDE) - {""} | VOID | set(SYNONYMS),
    clean_content_tags=_UNREAD,
    attributes={
        "a": {"href"},
        "figure": {"data-image", "data-embed"},
        "ol": {"start"},
        "th": {"colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
    },
    allowed_classes={"blockquote": {"pull"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)
# What other programs end lines with parts words; dropped, it would join them.
_LINE_ENDS = re.compile("[\x0b\x0c\x85]")
# Surrogates without their other half cannot be encoded, the rest nobody types on purpose.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def clean(html: str) -> str:
    """`html` reduced to the vocabulary: safe to print, and the same when cleaned again."""
    html = _CONTROLS.sub("", _LINE_ENDS.sub(" ", html))
    if is_bottomless(html):
        # What is left of a tag with another within it must not become a tag in its turn.
        html = re.sub(r"<[^<>]*>", " ", html).replace("<", "&lt;")
    # Twice, since references such as &#x202e; are characters only after the first time.
    text = _sieve.clean(_CONTROLS.sub("", _sieve.clean(html)))
    writer = _Writer()
    writer.feed(text)
    return _one_way(writer.finish().strip())


# One way to write the same thing, so that a story opened at the desk and saved untouched has not
# changed: an item or cell that begins with one paragraph has it bare, and a first row of headings
# is the table's head.
_FIRST_PARAGRAPH = re.compile(
    r"<(li|th|td)([^>]*)><p>((?:(?!</?p>).)*)</p>(?=</\1>|<[uo]l[ >])", re.DOTALL
)
_HEAD_ROW = re.compile(
    r"<table><tbody>(<tr>(?:<th[^>]*>(?:(?!</?t[dhr]).)*</th>)+</tr>)(?=<tr>)", re.DOTALL
)


def _one_way(html: str) -> str:
    html = _FIRST_PARAGRAPH.sub(r"<\1\2>\3", html)
    return _HEAD_ROW.sub(r"<table><thead>\1</thead><tbody>", html)


@dataclass
class _Element:
    """An element that is being written: where it starts, and whether the source had it."""

    tag: str
    start: int
    ours: bool = False


class _Writer(HTMLParser):
    """Writes the vocabulary anew from sifted HTML; what stands in a wrong place loses its tag.

    Sifted HTML is well formed: each start tag has its end tag.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[_Element] = []
        # For each element of the source, how many were open here when it began.
        self.began: list[int] = []
        self.gap = False

    def _inside(self) -> str:
        return self.open[-1].tag if self.open else ""

    def _may_stand(self, tag: str) -> bool:
        if tag == "figcaption" and self.out and not self.out[-1].startswith("<figure"):
            return False
        if tag in INLINE and any(each.tag == tag for each in self.open):
            return False
        return tag in INSIDE.get(self._inside(), ()) and len(self.open) < DEEPEST

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = SYNONYMS.get(tag, tag)
        attributes = _attributes(tag, dict(attrs))
        if tag not in INLINE:
            self._leave_text(tag)
        elif tag != "br" and attributes is not None:
            self._make_room()
        written = attributes is not None and self._may_stand(tag)
        if tag not in VOID:
            # The end of a mark that was dropped ends nothing.
            ends = written or tag not in INLINE
            self.began.append(len(self.open) if ends else DEEPEST * 2)
        if written and attributes is not None:
            self._write(tag, attributes)
        elif tag not in INLINE:
            self.gap = True

    def _leave_text(self, tag: str) -> None:
        """A block ends the running text before it: `text<h2>` becomes two blocks."""
        depth = len(self.open)
        while depth and tag not in INSIDE[self.open[depth - 1].tag]:
            depth -= 1
            if not (self.open[depth].ours or self.open[depth].tag in {"p", *INLINE}):
                return
        if tag in INSIDE[self.open[depth - 1].tag if depth else ""]:
            self._close_to(depth)

    def _make_room(self) -> None:
        """Open what running text needs around it here."""
        if self._inside() == "figure" and not self.out[-1].startswith("<figure"):
            self._close_to(len(self.open) - 1)
        if around := AROUND.get(self._inside()):
            self._write(around, "", ours=True)

    def _write(self, tag: str, attributes: str, *, ours: bool = False) -> None:
        if tag not in VOID:
            self.open.append(_Element(tag, len(self.out), ours))
        self.out.append(f"<{tag}{attributes}>")
        self.gap = False

    def _close_to(self, depth: int) -> None:
        while len(self.open) > depth:
            element = self.open.pop()
            if element.tag in KEPT_EMPTY or not self._is_blank(element.start + 1):
                self.out.append(f"</{element.tag}>")
            elif element.tag in INLINE:
                # Its white space may be all that parts two words.
                del self.out[element.start]
            else:
                del self.out[element.start :]

    def _is_blank(self, start: int) -> bool:
        pieces = range(start, len(self.out))
        return all(self.out[n].isspace() or self.out[n] == "<br>" for n in pieces)

    def handle_endtag(self, tag: str) -> None:
        began = self.began.pop()
        if began < len(self.open):
            self._close_to(began)
        self.gap = self.gap or SYNONYMS.get(tag, tag) not in INLINE

    def handle_data(self, data: str) -> None:
        if not data.strip() and self._inside() in CONTAINERS:
            return
        if self._inside() in {"table", "thead", "tbody", "tr"}:
            # Tables stand at the top; what has no cell there stands before its table.
            self.out.insert(self.open[0].start, f"<p>{escape(data.strip(), quote=False)}</p>")
            for element in self.open:
                element.start += 1
            return
        self._make_room()
        if self.gap and not self.out[-1].startswith("<"):
            self.out.append(" ")
        self.gap = False
        self.out.append(escape(data, quote=False))

    def finish(self) -> str:
        self.close()
        self._close_to(0)
        return "".join(self.out)


def _attributes(tag: str, given: dict[str, str | None]) -> str | None:
    """The attributes that `tag` keeps, as written; None if without them it may not stand."""
    if tag == "a":
        href = link_to(given.get("href") or "")
        return f' href="{escape(href)}"' if href else None
    if tag == "blockquote":
        return ' class="pull"' if given.get("class") == "pull" else ""
    if tag == "figure":
        image, address = given.get("data-image") or "", given.get("data-embed") or ""
        if re.fullmatch(r"[0-9]{1,18}", image):
            return f' data-image="{int(image)}"'
        if re.fullmatch(r"https://[^\s\"<>]+", address):
            return f' data-embed="{escape(address)}"'
        return None
    if tag == "ol":
        # A list that goes on after a picture or a paragraph counts from where the first ended.
        start = given.get("start") or ""
        counts = re.fullmatch("[0-9]{1,4}", start) and int(start) > 1
        return f' start="{int(start)}"' if counts else ""
    if tag in {"td", "th"}:
        spans = ((name, given.get(name) or "") for name in ("colspan", "rowspan"))
        return "".join(
            f' {name}="{int(n)}"'
            for name, n in spans
            if re.fullmatch("[0-9]{1,2}", n) and int(n) > 1
        )
    return ""


@dataclass(frozen=True)
class Heading:
    """A heading of the story: level 2 or 3, its words, and the id that links can name."""

    level: int
    text: str
    anchor: str


HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
_FIGURE = re.compile(
    r'<figure data-(image|embed)="([^"]*)">(?:<figcaption>(.*?)</figcaption>)?</figure>', re.DOTALL
)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_TEXT_BLOCK = re.compile(r"<(p|h2|h3|li|th|td|footer|figcaption)((?: [^>]*)?)>")


def is_empty(html: str) -> bool:
    """Whether clean `html` tells nothing: neither words nor a picture nor what can be played."""
    return not (_FIGURE.search(html) or plain(html).strip())


def plain(html: str) -> str:
    """The words of clean `html`, blocks parted by line ends."""
    # In an item or cell the first words may stand bare before a block.
    text = re.sub(r"([^>]|</(?:a|em|strong|sub|sup)>)(?=<(?:p|ul|ol)[ >])", r"\1\n", html)
    text = re.sub(r"</(?:p|h2|h3|li|footer|figcaption|th|td)>|<br>|<hr>", "\n", text)
    return unescape(re.sub(r"<[^>]+>", "", text))


# What the page around a story calls its own parts, and how it counts others: no heading may.
_PARTS_OF_THE_PAGE = (
    *("main", "takeaways", "takeaways-h", "corrections", "corrections-h", "topics", "related"),
    *("feedback", "feedback-h", "foot-paper", "chosen-moment", "seek"),
)
_COUNTED = re.compile(r"(?:takeaway|author)-")


def headings(html: str) -> list[Heading]:
    """The headings of clean `html`, in order; equal words get anchors that differ."""
    found: list[Heading] = []
    # Under each anchor given or tried, the last number that was put behind it.
    taken = dict.fromkeys(_PARTS_OF_THE_PAGE, 1)
    for level, inner in HEADING.findall(html):
        text = " ".join(plain(inner).split())
        base = slug(text) or "part"
        base = anchor = f"part-{base}" if _COUNTED.match(base) else base
        while anchor in taken:
            taken[base] += 1
            anchor = f"{base}-{taken[base]}"
        taken[anchor] = 1
        found.append(Heading(int(level), text, anchor))
    return found


def images(html: str) -> list[int]:
    """Ids of the library images that clean `html` shows, in order."""
    return [int(value) for kind, value, _ in _FIGURE.findall(html) if kind == "image"]


def for_page(
    html: str,
    *,
    figure: Callable[[int, str], str],
    embed: Callable[[str, str], str],
    table: str = "",
    marks: Mapping[int, tuple[str, str]] | None = None,
) -> str:
    """Clean `html` as readers get it: headings with ids, tables that can scroll, figures made.

    `figure(image id, caption HTML)` and `embed(address, caption HTML)` return HTML. `table` is the
    name of a table for those who cannot see that it is one. `marks` has, by where the tag of a
    block begins, its id and HTML to begin it with. All that HTML is trusted.
    """
    anchors = iter(headings(html))
    marks = marks or {}

    def opened(tag: re.Match[str]) -> str:
        anchor, mark = marks.get(tag.start(), ("", ""))
        if tag[1] == "figcaption":
            # Its tag is made by whoever makes the figure.
            return f'{tag[0]}<span id="{anchor}">{mark}</span>' if mark else tag[0]
        if tag[1] in {"h2", "h3"}:
            anchor = next(anchors).anchor
        return f'<{tag[1]} id="{anchor}"{tag[2]}>{mark}' if anchor else tag[0]

    html = _TEXT_BLOCK.sub(opened, html)
    html = _TABLE.sub(lambda m: tables.for_page(m[0], label=table), html)
    return with_figures(html, figure=figure, embed=embed)


def with_figures(
    html: str, *, figure: Callable[[int, str], str], embed: Callable[[str, str], str]
) -> str:
    """`html` with what `figure` and `embed` return, as for a page, in the place of its figures."""
    return _FIGURE.sub(
        lambda m: (
            figure(int(m[2]), m[3] or "") if m[1] == "image" else embed(unescape(m[2]), m[3] or "")
        ),
        html,
    )
