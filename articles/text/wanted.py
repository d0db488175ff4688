"""Words that someone looks for: how they are read, and how a text shows where they stand."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200
MOST = 12


class _Fold(dict[int, int]):
    """One letter for another: small for capital, and without what stands above or below it."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        parts = unicodedata.normalize("NFKD", letter)
        accents = parts[1:] and all("\u0300" <= mark <= "\u036f" for mark in parts[1:])
        plain = parts[0] if accents else letter
        small = plain.lower()
        self[code] = ord(small) if len(small) == 1 else code
        return self[code]


_fold = _Fold()
_NOTHING = re.compile("(?!)")
_PHRASE = re.compile('["“”„«»]([^"“”„«»]+)["“”„«»]')
# What a search engine would cut off too, in the languages that it knows better than this.
_ENDINGS = ("ing", "es", "ed", "s")


def folded(text: str) -> str:
    """`text` as it is compared: composed, in small letters, without accents; letter for letter."""
    return unicodedata.normalize("NFC", text).translate(_fold)


def terms(text: str) -> tuple[str, ...]:
    """The words of `text` as they are compared; all that is no letter, mark or digit parts them."""
    letters = (c if unicodedata.category(c)[0] in "LMN" else " " for c in folded(text))
    return tuple("".join(letters).split())


def stem(term: str) -> str:
    """What `term` begins with in its other forms: "flood" for "floods" and "flooding"."""
    for ending in _ENDINGS:
        if term.endswith(ending) and len(term) - len(ending) >= 4:
            return term.removesuffix(ending)
    return term


@dataclass(frozen=True)
class Wanted:
    """What was typed into a search field: single words, and phrases in quotation marks.

    However long it was, at most twelve words of it are looked for. The last single word may be
    half typed.
    """

    typed: str
    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]

    @classmethod
    def read(cls, typed: str) -> "Wanted":
        """What is meant by `typed`, whatever that holds."""
        kept = " ".join(c for c in typed[:LONGEST].split() if c.isprintable())
        phrases = tuple(filter(None, map(terms, _PHRASE.findall(kept))))
        words = tuple(dict.fromkeys(terms(_PHRASE.sub(" ", kept))))
        return cls(kept, words[:MOST], tuple(phrase[:MOST] for phrase in phrases[:3]))

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds each of the words in folded text, in whatever form."""
        if not self:
            return _NOTHING
        loose = [
            stem(word) if len(word) > 3 or word == self.words[-1] else rf"{word}\b"
            for word in self.words
        ]
        exact = [r"\W+".join(phrase) + r"\b" for phrase in self.phrases]
        found = "|".join(sorted([*loose, *exact], key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{found})\w*")


@dataclass(frozen=True)
class Piece:
    """Some words of a text; `wanted` if they are what was looked for."""

    text: str
    wanted: bool = False


def snippet(text: str, wanted: Wanted, *, length: int) -> list[Piece]:
    """The part of `text` around the first words wanted, or its beginning; cut between words."""
    text = unicodedata.normalize("NFC", _in_one_line(text))
    found = wanted.pattern.search(folded(text))
    start = 0
    if found and found.end() > length:
        start = text.find(" ", max(0, found.start() - length // 3)) + 1
        start = min(start, found.start())
    end = len(text)
    if end - start > length:
        end = max(text.rfind(" ", start, start + length), found.end() if found else start + 1)
    pieces = marked(text[start:end], wanted)
    if start:
        pieces.insert(0, Piece("… "))
    if end < len(text):
        pieces.append(Piece(" …"))
    return pieces


def _in_one_line(text: str) -> str:
    """A heading or an item, which ends without a stop, does not run into what follows."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    parted = [f"{line} ·" if line[-1].isalnum() else line for line in lines[:-1]]
    return " ".join([*parted, *lines[-1:]])


def marked(text: str, wanted: Wanted) -> list[Piece]:
    """All of `text`, parted into what was looked for and the rest."""
    text = unicodedata.normalize("NFC", text)
    pieces, done = [], 0
    for found in wanted.pattern.finditer(folded(text)):
        pieces.append(Piece(text[done : found.start()]))
        pieces.append(Piece(text[found.start() : found.end()], wanted=True))
        done = found.end()
    pieces.append(Piece(text[done:]))
    return [piece for piece in pieces if piece.text]
