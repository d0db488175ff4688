"""Words in disguise: the same word, however it is dressed up, reads as the same letters.

Case, accents, letters of other scripts that look alike, digits and signs for letters ("v1agra",
"$ale"), letters parted by dots, spaces or line ends ("v.i.a.g.r.a"): all are read through. Both
what is looked for and the text go this way. The time that it takes grows with the text and with
nothing else.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.plain import UNSEEN

# Small letters of other scripts, and odd ones of ours, that look like ours.
_LIKE = str.maketrans(
    "авеёзіїјкмнорстухѕһԁԛԝьгпαβεικνορτυχηγωıłøđħŋƒɡɩɪɑɐօսհᴀʙᴄᴅᴇɢʜᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "abee3iijkmhopctyxshdqwbrnabeikvoptuxnywilodhnfgiiaaouhabcdeghjklmnoprstuvwyz",
)
# White on black, in a circle or a square: of these Unicode says nothing.
_LIKE |= {first + n: ord("a") + n for first in (0x1F150, 0x1F170) for n in range(26)}
# Digits and signs for letters: that which stands for two letters is read as either.
_SIGNS = "03456789@$€+"
_FOR = "oeasgtbgaset"
_AS_I = str.maketrans(_SIGNS + "1!|", _FOR + "iii")
_AS_L = str.maketrans(_SIGNS + "1!|", _FOR + "lll")

# What stands within a word that is parted; all else, an apostrophe too, ends it.
_CLUSTER = re.compile(r"[^\s,;:/\\()\[\]{}<>\"'`´‘’“”„«»?&#%=]+")
_EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
_PARTING = _EMOJI + ".*~·•|_\u2010\u2011\u2012\u2013\u2014\u2015-"
_ONE = r"[^\W_]|[@$€!|]"
# Between letters that are parted, with blank lines too.
_GAP = rf"[\s,/{_PARTING}]"
_PARTED = re.compile(rf"(?<![^\W_])(?:{_ONE})(?:{_GAP}{{1,8}}(?:{_ONE})){{2,}}(?![^\W_])")
_NO_LETTERS = re.compile(_GAP.replace("|", ""))
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_MARKS = (
    *((0x300, 0x370), (0x483, 0x488), (0x180B, 0x1810), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00)),
    *((0x20D0, 0x2100), (0xFE00, 0xFE10), (0xE0000, 0xE1000)),
)
# Written without spaces: each sign is read as a word.
_UNSPACED = ((0x3040, 0x3100), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x33480))


@dataclass(frozen=True)
class Reading:
    """All that a text can be read as: at each place the words that may begin there, each with the
    place behind it; and the letters that were parted, put together."""

    words: list[list[tuple[str, int]]]
    parted: list[str]


def bare(text: str) -> str:
    """`text` in small letters of one script, without accents or invisible signs."""
    known = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    seen = "".join(sign for sign in known.translate(UNSEEN) if not _is_unseen(sign))
    # Composed again: a syllable of Korean is one letter.
    return unicodedata.normalize("NFC", seen).translate(_LIKE)


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of what is looked for. A `*` at the end of one stays; elsewhere it says nothing."""
    found: list[str] = []
    for cluster in _CLUSTER.findall(bare(phrase)):
        clean = cluster.rstrip("!")
        for word in _pieces(clean, also="@$€!|*"):
            letters = word.replace("*", "")
            if not letters.isalnum():
                letters = letters.translate(_AS_I)
            if letters:
                found.append(letters + "*" * word.endswith("*"))
    return tuple(found)


def read(text: str) -> Reading:
    """What the words of `text` can be read as."""
    plain = bare(text)
    words: list[list[tuple[str, int]]] = []
    for cluster in _CLUSTER.findall(plain):
        _read_cluster(cluster.rstrip("!"), words)
    runs = (_NO_LETTERS.sub("", run) for run in _PARTED.findall(plain))
    readings = (reading for run in runs for reading in _readings(run))
    return Reading(words, [each for reading in readings for each in _unstretched(reading)])


def runs_of(word: str) -> tuple[str, tuple[int, ...]]:
    """The letters of a word, each once where it follows itself; and how often each stands there.
    Digits are told one by one: 1488 is not 148."""
    letters, runs = "", list[int]()
    for sign in word:
        if sign == letters[-1:] and sign.isalpha():
            runs[-1] += 1
        else:
            letters += sign
            runs.append(1)
    return letters, tuple(runs)


def _unstretched(run: str) -> Iterator[str]:
    """Letters that were parted, as they stand; and where one comes three times, once or twice."""
    yield from dict.fromkeys((run, _STRETCHED.sub(r"\1", run), _STRETCHED.sub(r"\1\1", run)))


def _read_cluster(cluster: str, words: list[list[tuple[str, int]]]) -> None:
    """Add the words of what stands between two spaces: one by one, with their signs, as one."""
    first, whole = len(words), ""
    for part in re.split(rf"[{_PARTING.replace('|', '')}]+", cluster):
        begin = len(words)
        for piece in _pieces(part):
            words.append([])
            _add(words, piece, begin=len(words) - 1)
        if len(words) > begin:
            _add(words, part, begin=begin)
            whole += part
    if len(words) > first:
        _add(words, whole, begin=first)


def _add(words: list[list[tuple[str, int]]], word: str, *, begin: int) -> None:
    """That from the place `begin` to the last one `word` can be read."""
    known = words[begin]
    known += [each for reading in _readings(word) if (each := (reading, len(words))) not in known]


def _readings(word: str) -> Iterator[str]:
    """A word as it stands, and what it says if its digits and signs are letters."""
    yield word
    if not word.isalpha() and any(sign.isalpha() for sign in word):
        yield from dict.fromkeys((word.translate(_AS_I), word.translate(_AS_L)))


def _pieces(cluster: str, also: str = "") -> Iterator[str]:
    """The runs of letters and digits."""
    piece = ""
    for sign in cluster:
        if _is_among(sign, _UNSPACED):
            yield from filter(None, (piece, sign))
            piece = ""
        elif sign in also or unicodedata.category(sign)[0] in "LMN":
            piece += sign
        elif piece:
            yield piece
            piece = ""
    if piece:
        yield piece


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cf", "Me"} or _is_among(sign, _MARKS)


def _is_among(sign: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return sign > "\u02ff" and any(first <= ord(sign) < end for first, end in ranges)
