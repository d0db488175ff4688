"""A second reader of bodies, who knows the vocabulary from the house's paper and not from the code.

The lists below are written out again on purpose: what is added to the vocabulary is added twice.
"""

import re
from html.parser import HTMLParser

MARKS = {"strong", "em", "a", "sub", "sup", "br"}
MAY_HOLD = {
    "": {"p", "h2", "h3", "ul", "ol", "blockquote", "figure", "table", "hr"},
    "p": MARKS,
    "h2": MARKS,
    "h3": MARKS,
    "ul": {"li"},
    "ol": {"li"},
    "li": MARKS | {"p", "ul", "ol"},
    "blockquote": {"p", "ul", "ol", "footer"},
    "footer": MARKS,
    "figure": {"figcaption"},
    "figcaption": MARKS,
    "table": {"thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "th": MARKS | {"p"},
    "td": MARKS | {"p", "ul", "ol"},
    "strong": MARKS,
    "em": MARKS,
    "a": MARKS,
    "sub": MARKS,
    "sup": MARKS,
}
HOLDS_NO_WORDS = {"", "ul", "ol", "blockquote", "figure", "table", "thead", "tbody", "tr"}
VALUES = {
    ("a", "href"): r"(?:https?://[^\s/\\]|mailto:[^\s]|#|/(?![/\\]))[^\x00-\x1f]*",
    ("blockquote", "class"): r"pull",
    ("figure", "data-image"): r"[0-9]{1,18}",
    ("figure", "data-embed"): r"https://[^\s\"<>]+",
    ("ol", "start"): r"[2-9]|[1-9][0-9]{1,3}",
    ("td", "colspan"): r"[0-9]{1,2}",
    ("td", "rowspan"): r"[0-9]{1,2}",
    ("th", "colspan"): r"[0-9]{1,2}",
    ("th", "rowspan"): r"[0-9]{1,2}",
}
# As in the code: what cannot be seen, and what turns the direction of writing round.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


class _Proof(HTMLParser):
    """Notes each thing that the house's paper does not know."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [""]
        self.strange = []

    def handle_starttag(self, tag, attrs):
        if tag not in MAY_HOLD[self.open[-1]]:
            self.strange.append(f"<{tag}> in <{self.open[-1]}>")
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.strange.append(f"<{tag}> with one attribute twice")
        for name, value in attrs:
            if not re.fullmatch(VALUES.get((tag, name), r"(?!)"), value or "", re.IGNORECASE):
                self.strange.append(f"<{tag} {name}={value!r}>")
        if tag == "figure" and len(attrs) != 1:
            self.strange.append("<figure> of no one thing")
        if tag not in {"br", "hr"}:
            self.open.append(tag if tag in MAY_HOLD else "")

    def handle_endtag(self, tag):
        if self.open[-1] != tag:
            self.strange.append(f"</{tag}> in <{self.open[-1]}>")
        else:
            self.open.pop()

    def handle_data(self, data):
        if data.strip() and self.open[-1] in HOLDS_NO_WORDS:
            self.strange.append(f"{data!r} bare in <{self.open[-1]}>")

    def handle_comment(self, data):
        self.strange.append(f"comment {data!r}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def strange_in(html):
    """What is in `html` that no body may hold; nothing, if all is well."""
    proof = _Proof()
    proof.feed(html)
    proof.close()
    left_open = [f"<{tag}> left open" for tag in proof.open[1:]]
    unseen = [f"character {found!r}" for found in UNSEEN.findall(html)]
    return proof.strange + left_open + unseen
