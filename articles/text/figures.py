"""The figures that stories and their readers are full of, and which are no one's own."""

import re

# Before a number: no letter, no money, and no point or comma of which it is the decimals. With a
# letter before the point it is none: "Tel.07700 900123". Of № Unicode makes "No".
BEGINS = r"(?:(?<![\w£$€])(?<!\d,)(?:(?<!\.)|(?<=[^\W\d_]\.))|(?<=\bNo))"

# A web address, up to where it says that it is a telephone number.
_LINK = re.compile(
    r"""(?<![\w.@-])(?:https?://|(?=www\.)|(?=(?!tel\.)(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}/))
      (?!(?:wa|signal)\.me/|t\.me/\+)(?:(?!(?:tel|sms|callto):|phone=)\S)+""",
    re.VERBOSE | re.IGNORECASE,
)
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
_FIGURE = r"[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+"
_THOUSANDS = re.compile(rf"(?<![\d.,]){_FIGURE}(?: ?[/\u2010-\u2015-] ?{_FIGURE})*(?!\d)")
# With a double zero, a plus or a bracket it is a telephone number.
_OF_A_SERIES = re.compile("0[1-9]")
_TIME = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d")
# The highest number that most lotteries draw.
HIGHEST_DRAWN = 50
_CURRENCIES = "EUR|USD|GBP|CHF|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|CAD|AUD|NZD|JPY|CNY|INR"
# In capitals: Ron may have a telephone.
_CURRENCY = re.compile(rf"\b(?:{_CURRENCIES}|kr) ?$")
LONGEST_CURRENCY = 5
LONGEST_UNIT = 16
_UNIT = re.compile(
    rf"""\s?(?:[%€$£]|(?:{_CURRENCIES}|kr|[kcm]?m|[kmgt]?wh?|[kmgt]?hz|[kmgt]b|m/s|k?g|t|l|ha
      |bytes?|metres?|meters?|miles?|kilo\w*|millim\w*|lit(?:re|er)s?|tonn?e?s?|grammes?|pounds?
      |dollars?|euros?|pence|seconds?|minutes?|hours?|days?|years?|people
      |secondes?|heures?|jours?
      |votes?|times|copies|mètres?|livres?|ans?|années?|habitants?|personnes?|voix|fois)\b)""",
    re.VERBOSE | re.IGNORECASE,
)


def without_figures(text: str) -> str:
    """`text`, as long as it was, with nothing where links, dates, times and books stand."""
    text = without_links(text)
    for pattern in (_DOI, _DATE, _TIMES, _DRAWN):
        text = pattern.sub(_nothing, text)
    return _ISBN.sub(lambda found: _nothing(found) if _is_of_a_book(found[0]) else found[0], text)


def without_links(text: str) -> str:
    """`text`, as long as it was, with nothing where web addresses stand."""
    return _LINK.sub(_nothing, text)


def _nothing(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def thousands_in(text: str) -> list[tuple[int, int]]:
    """Where figures stand whose thousands are parted by spaces, and from which to which."""
    return [found.span() for found in _THOUSANDS.finditer(text)]


def is_measured(text: str, begin: int, end: int) -> bool:
    """Whether bare digits that stand there are round, or count something."""
    number, behind = text[begin:end], text[end : end + LONGEST_UNIT]
    if not number.isdecimal():
        return False
    is_money = bool(_CURRENCY.search(text[max(0, begin - LONGEST_CURRENCY) : begin]))
    is_counted = is_money or bool(_UNIT.match(behind))
    return number.endswith("0000") or (number[0] != "0" and is_counted)


def is_series(number: str) -> bool:
    """Whether it is times without a colon, or numbers as they are drawn, the lowest first."""
    groups = _DIGITS.findall(number)
    if not _OF_A_SERIES.match(number) or len(groups) < 3 or len(set(map(len, groups))) > 1:
        return False
    are_drawn = len(groups[0]) == 2 and groups == sorted(set(groups))
    return all(map(_TIME.fullmatch, groups)) or (are_drawn and int(groups[-1]) <= HIGHEST_DRAWN)


def is_on_goods(digits: str) -> bool:
    """A barcode (GS1 General Specifications, GTIN-13): every second digit counts three times, and
    all come to a multiple of ten."""
    weighed = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    return len(digits) == 13 and weighed % 10 == 0


def _is_of_a_book(number: str) -> bool:
    """ISO 2108: thirteen digits are a barcode; of ten each counts by its place, and these only
    where the word stands before them, since telephone numbers have ten as well."""
    digits = _ALL_BUT_DIGITS.sub("", number.upper().replace("ISBN-13", "").replace("ISBN-10", ""))
    if len(digits) == 13 and digits.isdecimal():
        return digits[:3] in {"978", "979"} and is_on_goods(digits)
    if len(digits) != 10 or not number.upper().startswith("ISBN"):
        return False
    return sum((10 - n) * (10 if d == "X" else int(d)) for n, d in enumerate(digits)) % 11 == 0


_DIGITS = re.compile(r"\d+")
_ALL_BUT_DIGITS = re.compile(r"[^\dX]")
