"""The figures that stories and their readers are full of, and which are no one's own."""

import re

# With a year of these centuries, or of three parts and no more: 06.12.34.56.78 is a telephone.
_DATE = re.compile(
    r"""(?<!\d)(?:
        (?:[0-3]?\d[./-])?[0-3]?\d[./-](?:1[5-9]|20)\d\d(?!\d)
      | (?:1[5-9]|20)\d\d[./-][01]?\d(?!\d)
      | (?<!\d[./-])[0-3]?\d(?P<part>[./-])[0-3]?\d(?P=part)\d\d
        (?:[\u2010-\u2015-][0-3]?\d(?P=part)[0-3]?\d(?P=part)\d\d)?(?!(?P=part)?\d)
    )""",
    re.VERBOSE,
)
# Two times at least: 09.00-17.30, 07.30 08.00 08.30.
_TIMES = re.compile(
    r"(?<![\d.])(?:[01]?\d|2[0-4])\.[0-5]\d(?:[ ,\u2010-\u2015-]{1,3}(?:[01]?\d|2[0-4])\.[0-5]\d)+"
    r"(?!\.?\d)"
)
# Six or seven pairs, as numbers are drawn: of telephones five make a number.
_DRAWN = re.compile(r"(?<![\d+(])(?<!\d )(?!00)\d\d(?: \d\d){5,6}(?! ?\d)")
# ISO 26324: what someone has registered, and whatever they call it.
_DOI = re.compile(r"(?<![\w.])10\.\d{4,9}/\S+")
_ISBN = re.compile(
    r"(?<!\w)(?:ISBN(?:-1[03])?:? ?)?(?:97[89][ -]?)?\d(?:[ -]?\d){8}[ -]?[\dXx](?!\w)"
)
# No figure begins with a zero.
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
LONGEST_UNIT = 16
_UNIT = re.compile(
    r"""\s?(?:[%€$£]|(?:[kcm]?m|[kmgt]?w|m/s|k?g|t|l|ha|bytes?|metres?|meters?|miles?|kilo\w*
      |millim\w*|lit(?:re|er)s?|tonn?e?s?|grammes?|pounds?|dollars?|euros?|pence|years?|people
      |votes?|times|copies|mètres?|livres?|ans?|années?|habitants?|personnes?|voix|fois)\b)""",
    re.VERBOSE | re.IGNORECASE,
)


def without_figures(text: str) -> str:
    """`text`, as long as it was, with nothing where dates, times, books and the like stand."""
    for pattern in (_DOI, _DATE, _TIMES, _DRAWN):
        text = pattern.sub(_nothing, text)
    return _ISBN.sub(lambda found: _nothing(found) if _is_of_a_book(found[0]) else found[0], text)


def _nothing(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def thousands_in(text: str) -> list[tuple[int, int]]:
    """Where figures stand whose thousands are parted by spaces."""
    return [found.span() for found in _THOUSANDS.finditer(text)]


def is_measured(text: str, begin: int, end: int) -> bool:
    """Whether bare digits that stand there are round, or count something."""
    number, behind = text[begin:end], text[end : end + LONGEST_UNIT]
    if not number.isdecimal():
        return False
    return number.endswith("0000") or (number[0] != "0" and bool(_UNIT.match(behind)))


def _is_of_a_book(number: str) -> bool:
    """ISO 2108: of thirteen digits every second counts three times; of ten each by its place, and
    these only where the word stands before them, since telephone numbers have ten as well."""
    digits = _ALL_BUT_DIGITS.sub("", number.upper().replace("ISBN-13", "").replace("ISBN-10", ""))
    if len(digits) == 13 and digits.isdecimal():
        weighed = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
        return digits[:3] in {"978", "979"} and weighed % 10 == 0
    if len(digits) != 10 or not number.upper().startswith("ISBN"):
        return False
    return sum((10 - n) * (10 if d == "X" else int(d)) for n, d in enumerate(digits)) % 11 == 0


_ALL_BUT_DIGITS = re.compile(r"[^\dX]")
