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
    cut = text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–-")
    return f"{cut}…"


def slug(text: str, *, length: int = 80) -> str:
    """The part of an address that stands for `text`: a-z, 0-9 and hyphens, "" if nothing is left.

    Apostrophes vanish ("council's" gives "councils"); every other run becomes one hyphen.
    """
    plain = unicodedata.normalize("NFKD", re.sub("['’‘]", "", text))
    plain = plain.encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return plain if len(plain) <= length else plain[:length].rsplit("-", 1)[0].strip("-")


def one_line(text: str) -> str:
    """`text` without control characters and with each run of white space as one space."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def joined(names: list[str]) -> str:
    """Names as a sentence has them: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
