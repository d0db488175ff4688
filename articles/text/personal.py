"""What no newspaper should keep of a reader: addresses and numbers that are one person's.

Each is known by what only such numbers have, most by a check digit, so that the figures of a story
stay: years, prices, populations, results, ISBNs. One pass over the text for each kind.
"""

import re
from collections.abc import Callable, Iterator

from articles.text.account import cards, ibans
from articles.text.identity import identities

# In the order in which they are looked for: what is a card number is no telephone number.
E_MAIL, IBAN, CARD, NATIONAL, TELEPHONE = "e-mail", "iban", "card", "national", "telephone"
# One sign stands for each while the next are looked for. No text holds these.
_SIGNS = dict(zip("\1\2\3\4\5", (E_MAIL, IBAN, CARD, NATIONAL, TELEPHONE), strict=True))

_ADDRESS = re.compile(r"[\w.%+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")

# By what only telephone numbers have: a plus or double zero; a zero before eight digits more;
# three, three and four; nine digits and more in one run.
_CALL = re.compile(
    r"""(?<![\w.,£$€])(?:
        \(?(?:\+|00)\(?\d (?:[ ./()\u2010-\u2015-]{0,3}\d){6,13}
      | \(?0\d (?:[ ./()\u2010-\u2015-]{0,3}\d){7,11}
      | \(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}
      | \d{9,15}
    )(?!\d)""",
    re.VERBOSE,
)
# With a year of these centuries, since 06.12.34.56.78 is a telephone.
_DATE = re.compile(
    r"(?<!\d)(?:(?:[0-3]?\d[./-])?[0-3]?\d[./-](?:1[5-9]|20)\d\d|(?:1[5-9]|20)\d\d[./-][01]?\d)(?!\d)"
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
_ISBN = re.compile(
    r"(?<!\w)(?:ISBN(?:-1[03])?:? ?)?(?:97[89][ -]?)?\d(?:[ -]?\d){8}[ -]?[\dXx](?!\w)"
)


def without(text: str, said: Callable[[str], str]) -> tuple[str, tuple[str, ...]]:
    """`text` with `said(kind)` in place of what is personal, and which kinds that were, in the
    order in which they stand."""
    text = text.translate(dict.fromkeys(map(ord, _SIGNS)))
    for sign, find in zip(_SIGNS, _FINDERS, strict=True):
        text = _cut(text, find(text), sign)
    kinds = tuple(dict.fromkeys(_SIGNS[sign] for sign in text if sign in _SIGNS))
    return text.translate({ord(sign): said(kind) for sign, kind in _SIGNS.items()}), kinds


def _cut(text: str, places: Iterator[tuple[int, int]], sign: str) -> str:
    pieces, done = [], 0
    for begin, end in places:
        if begin >= done:
            pieces += [text[done:begin], sign]
            done = end
    return "".join([*pieces, text[done:]])


def _e_mails(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _ADDRESS.finditer(text))


def _telephones(text: str) -> Iterator[tuple[int, int]]:
    others = [found.span() for found in _ISBN.finditer(text) if _is_of_a_book(found[0])]
    others += [found.span() for found in _DATE.finditer(text)]
    figures = [found.span() for found in _THOUSANDS.finditer(text)]
    for found in _CALL.finditer(text):
        begin, end = found.span()
        if any(first < end and begin < last for first, last in others):
            continue
        if any(first <= begin and end <= last for first, last in figures):
            continue
        if not (found[0].isdecimal() and _is_measured(found[0], text[end : end + LONGEST_UNIT])):
            yield begin, end


def _is_measured(number: str, behind: str) -> bool:
    """Whether a bare run of digits is a round figure, or one of something that is counted."""
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


_FINDERS = (_e_mails, ibans, cards, identities, _telephones)
