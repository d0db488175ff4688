"""How a social card is drawn: paper, ink and our own letters, or others where ours lack some."""

import io
import math
import threading
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont, features

from articles.text.words import one_line

SIZE = 1200, 630
MARGIN, BAND = 72, 118
PAPER, SHOAL, SHOAL_2, INK, ACCENT = "#fcfdfd", "#e9f1f5", "#d5e5ed", "#13202a", "#93175a"
LARGEST, SMALLEST, STEP = 104, 44, 4
LEADING = 1.1
DISPLAY, SANS = "newsreader-display.woff2", "franklin.woff2"
# For letters that ours lack, wherever the machine keeps its fonts.
OTHERS = ("DejaVuSans-Bold.ttf", "NotoSans-Bold.ttf", "NotoSansCJK-Bold.ttc", "FreeSansBold.ttf")
OTHERS += ("NotoSansCJK-Regular.ttc", "Arial Unicode.ttf")
LIKE_OURS = {DISPLAY: ("DejaVuSerif-Bold.ttf",), SANS: ()}
# No font has this, so whatever looks like it is missing too.
NO_LETTER = "\U0010fffd"
# One at a time, however many ask: nobody waits for a card.
_EASEL = threading.Lock()


@dataclass(frozen=True)
class Face:
    """A font that has every letter of a text, by its file."""

    file: str
    weight: int = 0

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The font in that size."""
        font = ImageFont.truetype(finders.find(f"site/fonts/{self.file}") or self.file, size)
        if self.weight:
            font.set_variation_by_axes([self.weight])
        return font


def draw(headline: str, *, label: str, site: str) -> bytes:
    """The card as PNG. What no font of this machine can write is left out. About 0.1 s."""
    with _EASEL:
        card = Image.new("RGB", SIZE, PAPER)
        pen = ImageDraw.Draw(card)
        _ground(pen)
        name = _setting(site, DISPLAY)
        words = _setting(headline, DISPLAY) or name
        top = MARGIN - 8
        if set_label := _setting(label, SANS, weight=600):
            _write(pen, set_label, top, size=34, fill=ACCENT)
            top += 66
        if words:
            _write_headline(pen, words, top, SIZE[1] - BAND - 30)
        if name and name != words:
            _write(pen, name, SIZE[1] - BAND + 36, size=46, fill=INK)
        file = io.BytesIO()
        card.save(file, "PNG", optimize=True)
        return file.getvalue()


def _setting(text: str, ours: str, *, weight: int = 0) -> tuple[str, Face] | None:
    """(what can be written of `text`, the first font that can); None if letters are in no font.

    Pictures among the letters are left out where a font lacks them.
    """
    text = one_line("".join(c for c in text if unicodedata.category(c) not in {"Cf", "Co", "Cn"}))
    if not text or (_is_rtl(text) and not features.check("raqm")):
        return None
    for face in (Face(ours, weight), *map(Face, LIKE_OURS[ours] + OTHERS)):
        lacking = _lacking(face, text)
        if lacking is not None and all(_is_ornament(c) for c in lacking):
            kept = one_line("".join(c for c in text if c not in lacking))
            return (kept, face) if kept else None
    return None


def _lacking(face: Face, text: str) -> set[str] | None:
    """The characters that the font lacks; None if there is no such font."""
    try:
        font = face.at(24)
    except OSError:
        return None
    none = _look(font, NO_LETTER)
    return {c for c in set(text) if not c.isspace() and _look(font, c) == none}


def _look(font, character: str):
    mask = font.getmask(character)
    return mask.size, bytes(mask)


def _is_ornament(character: str) -> bool:
    """Emoji and the marks that vary them."""
    kind = unicodedata.category(character)
    return kind in {"So", "Sk"} or "\ufe00" <= character <= "\ufe0f"


def _is_rtl(text: str) -> bool:
    strong = (unicodedata.bidirectional(c) for c in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def _write(pen, setting, top: int, *, size: int, fill: str) -> None:
    """One line, cut where it does not fit."""
    text, face = setting
    font = face.at(size)
    (line,) = _cut([*_broken(text, font, _width())], font, most=1)
    _line(pen, line, top, font=font, fill=fill)


def _write_headline(pen, setting, top: int, bottom: int) -> None:
    """As large as fits between `top` and `bottom`; cut if it does not in the smallest size."""
    text, face = setting
    for size in range(LARGEST, SMALLEST - 1, -STEP):
        font, leading = face.at(size), round(size * LEADING)
        most = (bottom - top) // leading
        lines = _broken(text, font, _width())
        if len(lines) <= most and (len(lines) <= 4 or size == SMALLEST):
            break
    lines = _balanced(text, font, lines) if len(lines) <= most else _cut(lines, font, most=most)
    for number, line in enumerate(lines):
        _line(pen, line, top + number * leading, font=font, fill=INK)


def _line(pen, text: str, top: int, *, font, fill: str) -> None:
    """A line at the edge where its reading begins."""
    rtl = _is_rtl(text)
    known = {"direction": "rtl" if rtl else "ltr"} if features.check("raqm") else {}
    x = SIZE[0] - MARGIN if rtl else MARGIN
    pen.text((x, top), text, fill=fill, font=font, anchor="ra" if rtl else "la", **known)


def _width() -> int:
    return SIZE[0] - 2 * MARGIN


def _broken(text: str, font, width: float) -> list[str]:
    """The text in lines no longer than `width`; a word that is longer is parted."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while font.getlength(word) > width:
            ends = range(1, len(word) + 1)
            fits = bisect_right(ends, width, key=lambda end, w=word: font.getlength(w[:end])) or 1
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return [*lines, line] if line else lines


def _balanced(text: str, font, lines: list[str]) -> list[str]:
    """The same number of lines, of lengths as equal as can be."""
    narrow, wide = _width() // 2, _width()
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        if len(_broken(text, font, middle)) <= len(lines):
            wide = middle
        else:
            narrow = middle
    return _broken(text, font, wide)


def _cut(lines: list[str], font, *, most: int) -> list[str]:
    """At most so many lines, the last with an ellipsis if any had to go."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and font.getlength(f"{last}…") > _width():
        last = last[:-1].rstrip(" ,;:.–-")
    return [*lines[: most - 1], f"{last}…"]


@lru_cache(maxsize=1)
def _shores() -> list[list[tuple[float, float]]]:
    """The lines of equal depth along the foot of the card, from the shore down."""
    width, height = SIZE
    return [
        [
            (
                x,
                height
                - BAND
                + depth * 26
                + 10 * math.sin(x / (150 + 17 * depth) + depth)
                + 5 * math.sin(x / 61 + 2.1 * depth),
            )
            for x in range(0, width + 8, 8)
        ]
        for depth in range(5)
    ]


def _ground(pen) -> None:
    width, height = SIZE
    shore, *deeper = _shores()
    pen.polygon([*shore, (width, height), (0, height)], fill=SHOAL)
    for line in deeper:
        pen.line(line[len(line) // 2 :], fill=SHOAL_2, width=3, joint="curve")
