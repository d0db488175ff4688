"""The few HTML elements that a story's body may hold.

Paragraphs, two levels of heading, lists, quotations with their source, pull quotes, figures of a
library image, embeds by address, tables, rules; inside them links and a few marks. Whatever else
comes in is dropped, its text kept.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

import nh3

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
# What means the same in the vocabulary; h1 is the page's own headline.
SYNONYMS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "div": "p"}

_sieve = nh3.Cleaner(
    tags=set(INSIDE) - {""} | VOID | set(SYNONYMS),
    clean_content_tags={"script", "style", "iframe", "object", "svg", "math", "template"},
    attributes={
        "a": {"href"},
        "figure": {"data-image", "data-embed"},
        "th": {"colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
    },
    allowed_classes={"blockquote": {"pull"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
_EMPTY = re.compile(
    r"<(p|h2|h3|li|ul|ol|blockquote|footer|strong|em|a|sub|sup)(?: [^>]*)?>\s*</\1>"
)


def clean(html: str) -> str:
    """`html` reduced to the vocabulary: safe to print, and the same when cleaned again."""
    text = _sieve.clean(_CONTROLS.sub("", html))
    writer = _Writer()
    writer.feed(text)
    text = writer.finish()
    while (shorter := _EMPTY.sub("", text)) != text:
        text = shorter
    return text.strip()


class _Writer(HTMLParser):
    """Writes the vocabulary anew from sifted HTML; what stands in a wrong place loses its tag."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []

    def _inside(self) -> str:
        return self.open[-1] if self.open else ""

    def _close_to(self, depth: int):
        while len(self.open) > depth:
            self.out.append(f"</{self.open.pop()}>")

    def handle_starttag(self, tag, attrs):
        tag = SYNONYMS.get(tag, tag)
        attributes = _attributes(tag, dict(attrs))
        if attributes is None:
            return
        if tag in BLOCKS and tag not in INSIDE.get(self._inside(), ()):
            self._leave_paragraph(tag)
        if tag in INLINE and not self.open and tag != "br":
            self._write("p", "")
        if tag in INSIDE.get(self._inside(), ()):
            self._write(tag, attributes)

    def _leave_paragraph(self, tag: str):
        """A block inside a paragraph of our own making ends it: `text<h2>` becomes two blocks."""
        for depth in range(len(self.open), -1, -1):
            if tag in INSIDE[self.open[depth - 1] if depth else ""]:
                if all(name in {"p", *INLINE} for name in self.open[depth:]):
                    self._close_to(depth)
                return

    def _write(self, tag: str, attributes: str):
        self.out.append(f"<{tag}{attributes}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        tag = SYNONYMS.get(tag, tag)
        if tag in self.open:
            depth = len(self.open) - 1 - self.open[::-1].index(tag)
            self._close_to(depth)

    def handle_data(self, data):
        inside = self._inside()
        if inside in {"", "blockquote"}:
            if not data.strip():
                return
            self._write("p", "")
        elif inside in {"ul", "ol", "table", "thead", "tbody", "tr", "figure"}:
            return
        self.out.append(escape(data, quote=False))

    def finish(self) -> str:
        self.close()
        self._close_to(0)
        return "".join(self.out)


def _attributes(tag: str, given: dict[str, str | None]) -> str | None:
    """The attributes that `tag` keeps, as written; None if without them it may not stand."""
    if tag == "a":
        href = (given.get("href") or "").strip()
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


_HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
_FIGURE = re.compile(
    r'<figure data-(image|embed)="([^"]*)">(?:<figcaption>(.*?)</figcaption>)?</figure>', re.DOTALL
)
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def plain(html: str) -> str:
    """The words of clean `html`, blocks parted by line ends."""
    text = re.sub(r"</(?:p|h2|h3|li|footer|figcaption|th|td)>|<br>|<hr>", "\n", html)
    return unescape(re.sub(r"<[^>]+>", "", text))


def headings(html: str) -> list[Heading]:
    """The headings of clean `html`, in order; equal words get anchors that differ."""
    found: list[Heading] = []
    taken: set[str] = set()
    for level, inner in _HEADING.findall(html):
        text = " ".join(plain(inner).split())
        base = slug(text) or "part"
        anchor, n = base, 1
        while anchor in taken:
            n += 1
            anchor = f"{base}-{n}"
        taken.add(anchor)
        found.append(Heading(int(level), text, anchor))
    return found


def images(html: str) -> list[int]:
    """Ids of the library images that clean `html` shows, in order."""
    return [int(value) for kind, value, _ in _FIGURE.findall(html) if kind == "image"]


def for_page(
    html: str, *, figure: Callable[[int, str], str], embed: Callable[[str, str], str]
) -> str:
    """Clean `html` as readers get it: headings with ids, tables that can scroll, figures made.

    `figure(image id, caption HTML)` and `embed(address, caption HTML)` return HTML; what they
    return is trusted.
    """
    anchors = iter(headings(html))
    html = _HEADING.sub(
        lambda m: f'<h{m[1]} id="{next(anchors).anchor}">{m[2]}</h{m[1]}>',
        html,
    )
    html = _TABLE.sub(lambda m: f'<div class="scroller" tabindex="0">{m[0]}</div>', html)
    return _FIGURE.sub(
        lambda m: (
            figure(int(m[2]), m[3] or "") if m[1] == "image" else embed(unescape(m[2]), m[3] or "")
        ),
        html,
    )
