"""An element as it is now, in its own tags, with what differs from before marked in it."""

import re
from dataclasses import dataclass
from html import unescape

from articles.text.alignment import Effort, align
from articles.text.blocks import MARKS

_TOKEN = re.compile(r"<[^>]*>|\w+(?:[.,'’]\w+)*\s*|&#?\w+;\s*|[^\w\s]\s*|\s+")
_NAME = re.compile(r"</?([a-z0-9]+)")
_PICTURES = ("img", "hr")


@dataclass(frozen=True)
class _Token:
    """A tag, or a word with the space behind it. What is not `told` has no place among the words.

    `marks` are the tags of formatting around a word; `begins` is whether another block began.
    """

    html: str
    told: bool
    marks: tuple[str, ...] = ()
    begins: bool = False

    @property
    def text(self) -> str:
        """By which it is compared."""
        return unescape(self.html).strip() or " "


def marked(old: str, new: str, *, effort: Effort) -> str:
    """Clean `new` with <ins> around what `old` has not, <del> around what only `old` has.

    What is the same in other formatting stands in a span of the class "restyled".
    """
    before = [each for each in _tokens(old) if each.told]
    tokens = _tokens(new)
    words = [n for n, each in enumerate(tokens) if each.told]
    now = [tokens[n] for n in words]
    around: dict[int, str] = {}
    cut_before: dict[int, str] = {}
    for part in align([each.text for each in before], [each.text for each in now], effort):
        if part.is_same:
            pairs = zip(part.cut, part.added, strict=True)
            around |= {j: "restyled" for i, j in pairs if before[i].marks != now[j].marks}
            continue
        around |= dict.fromkeys(part.added, "ins")
        if part.cut:
            left = now[part.added.start - 1] if part.added.start else None
            cut_before[part.added.start] = _cut([before[n] for n in part.cut], behind=left)
    return _written(tokens, words, around, cut_before)


def _tokens(html: str) -> list[_Token]:
    found: list[_Token] = []
    marks: list[str] = []
    begins = False
    for html_of in _TOKEN.findall(html):
        tag = _NAME.match(html_of)
        if not tag:
            found.append(_Token(html_of, bool(html_of.strip()), tuple(sorted(marks)), begins))
            begins = begins and not html_of.strip()
        elif tag[1] in _PICTURES:
            found.append(_Token(html_of, told=True))
        else:
            found.append(_Token(html_of, told=False))
            if tag[1] not in MARKS:
                begins = True
            elif html_of.startswith("</"):
                marks = marks[:-1]
            else:
                marks.append(html_of)
    return found


def _cut(tokens: list[_Token], *, behind: _Token | None) -> str:
    """What was cut, as words in a row, `behind` a word that is there: its blocks are no more."""
    words = ""
    for token in tokens:
        before = words or (behind.html if behind else " ")
        is_apart = token.begins or token.text[0].isalnum()
        words += " " * (is_apart and not before[-1].isspace()) + token.html
    return f"<del>{words}</del>"


def _written(
    tokens: list[_Token], words: list[int], around: dict[int, str], cut_before: dict[int, str]
) -> str:
    """The tokens with their marks; neighbours of one fate share one."""
    number = {place: n for n, place in enumerate(words)}
    result: list[str] = []
    is_open = ""
    last = None

    def close() -> None:
        nonlocal is_open
        if is_open:
            result.append("</ins>" if is_open == "ins" else "</span>")
        is_open = ""

    for place, token in enumerate(tokens):
        n = number.get(place)
        if n is None:
            close()
            result.append(token.html)
            continue
        if n in cut_before and n == 0:
            close()
            result.append(cut_before[n])
        fate = around.get(n, "")
        if fate != is_open:
            close()
            if fate:
                result.append("<ins>" if fate == "ins" else '<span class="restyled">')
            is_open = fate
        result.append(token.html)
        # What was cut stands right behind the word before it, in the same block.
        if n + 1 in cut_before:
            close()
            result.append(cut_before[n + 1])
        last = n
    close()
    if last is None and 0 in cut_before:
        result.append(cut_before[0])
    return "".join(result)
