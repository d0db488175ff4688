"""Tables as readers get them: columns of numbers are marked, so that figures stand in line."""

import re
from collections.abc import Iterator
from html import escape, unescape

_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])>(.*?)</\1>", re.DOTALL)
_DIGITS = r"\d(?:[\d.,:’'\u00a0\u2009\u202f ]*\d)?"
# Money, shares and measures, but neither ranges ("1 to 4") nor days ("9 Oct").
_NUMBER = re.compile(
    rf"""
    [(~≈<>≤≥]?\s?[-−–+±]?\s?                     # about, at least, minus
    (?:[$£€¥₹]|[A-Z]{{2,3}}\b)?\s?               # currency before
    (?:
        {_DIGITS}\s?(?:%|‰|°[CF]?|[$£€¥]|per\scent|(?![A-Z][a-z])[^\W\d_]{{1,4}}[²³]?\.?)?
        |(?:{_DIGITS}\s?(?:h|hr|hrs|m|min|mins|s|sec|secs)\b\s?){{2,3}}
    )
    \)?
    """,
    re.VERBOSE,
)
_NOTHING = {"", "-", "–", "—", "…", "n/a"}


def for_page(table: str, *, label: str) -> str:
    """A clean table in a box that scrolls by itself and that `label` names to who cannot see it."""
    named = f'<div class="scroller" role="group" aria-label="{escape(label)}" tabindex="0">'
    return f"{named}{_with_numbers_marked(table)}</div>"


def _with_numbers_marked(table: str) -> str:
    """The table with class "num" on each cell of a column that holds numbers alone.

    Where cells span several columns it is not told which column is which, and none is marked.
    """
    if "span=" in table:
        return table
    numbers: set[int] = set()
    other: set[int] = set()
    for row in _ROW.findall(table):
        cells = _CELL.findall(row)
        if all(tag == "th" for tag, _ in cells):
            continue
        for column, words in enumerate(map(_words, (inner for _, inner in cells))):
            if words.casefold() not in _NOTHING:
                (numbers if _NUMBER.fullmatch(words) else other).add(column)
    marked = numbers - other
    return _ROW.sub(lambda row: f"<tr>{''.join(_cells(row[1], marked))}</tr>", table)


def _cells(row: str, marked: set[int]) -> Iterator[str]:
    for column, cell in enumerate(_CELL.finditer(row)):
        number = ' class="num"' if column in marked else ""
        yield f"<{cell[1]}{number}>{cell[2]}</{cell[1]}>"


def _words(inner: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inner)).split())
