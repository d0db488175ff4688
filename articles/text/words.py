"""Counting, shortening and naming with plain text."""

import math
import re
import unicodedata


def count_words(text: str) -> int:
    """How many words a reader meets: runs of anything but white space."""
    return len(text.split())


def reading_minutes(words: int, *, rate: int) -> int:
    """Whole minutes to read `words` at `rate` words a minute, rounded up, at least one."""
    return max(1, math.ceil(words / rate))


def excerpt(text: str, *, length: int) -> str:
    """At most `length` characters of `text`, cut between words, with an ellipsis where cut."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[:length].rpartition(" ")[0] or text[: length - 1]
    cut = cut.rstrip(" ,;:.–-")
    return f"{cut}…"


# Letters that are no other letter with an accent.
_SPELT_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def slug(text: str, *, length: int = 80) -> str:
    """The part of an address that stands for `text`: a-z, 0-9 and hyphens, "" if nothing is left.

    Apostrophes and accents vanish ("council's" gives "councils"); every other run becomes one
    hyphen.
    """
    plain = unicodedata.normalize("NFKD", text).lower().translate(_SPELT_OUT)
    plain = re.sub("['’‘\u0300-\u036f]", "", plain)
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(plain) <= length:
        return plain
    return plain[: length + 1].rpartition("-")[0] or plain[:length]


def one_line(text: str) -> str:
    """`text` without control characters and with each run of white space as one space."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(text: str) -> str:
    """`text` without the characters that no XML may hold, escaped or not."""
    return _NOT_IN_XML.sub("", text)


def joined(names: list[str], *, last: str = "{} and {}") -> str:
    """Names as a sentence has them: "A", "A and B", "A, B and C". `last` joins the last two."""
    if len(names) < 2:
        return "".join(names)
    return last.format(", ".join(names[:-1]), names[-1])
