"""Numbers of bank accounts and of cards: each by its length and by its check digits."""

import re
from collections.abc import Iterator
from itertools import pairwise

from articles.text.figures import BEGINS, is_on_goods, without_figures, without_links

# Digits in groups, as they are written on a card.
_PART = r"(?:[ ]{1,2}(?:[\u2010-\u2015-][ ]{1,2})?|[./\u2010-\u2015-]|[ ]?\n)"
_GROUPS = re.compile(rf"{BEGINS}(?<!\+)\d+(?:{_PART}\d+)*(?!\w)")
_GROUP = re.compile(r"\d+")
# With a space behind the country also words begin so: "at 20 people".
_ACCOUNT = re.compile(r"(?<!\w)(?:[A-Za-z]{2}|[A-Z]{2} )\d\d(?=[ -]{0,2}[A-Za-z\d])")

# By country, each with how many letters and digits it has.
_LENGTHS = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 "
    "DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 "
    "IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 "
    "MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 "
    "SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
)
_IBAN_LENGTHS = {each[:2]: int(each[2:]) for each in _LENGTHS.split()}


def ibans(text: str) -> Iterator[tuple[int, int]]:
    """ISO 13616: two letters for the country, each with its length in SWIFT's IBAN Registry, two
    check digits; with these put last and letters read as 10 to 35 it leaves 1 by 97 (ISO 7064)."""
    text = without_links(text)
    for found in _ACCOUNT.finditer(text):
        length = _IBAN_LENGTHS.get(found[0][:2].upper(), 0)
        end = _end_of(text, found.start(), length) if length else 0
        signs = re.sub("[ -]", "", text[found.start() : end]).upper()
        if found[0][2] == " " and 2 * sum(map(str.isdecimal, signs)) < length:
            continue
        if end and int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1:
            yield found.start(), end


def _end_of(text: str, begin: int, length: int) -> int:
    """Where `length` letters and digits from `begin` on end, at most two spaces apart; else 0."""
    place, left = begin, length
    while left and place < len(text):
        if text[place].isascii() and text[place].isalnum():
            left -= 1
        elif text[place] not in " -" or not text[place - 2 : place].strip(" -"):
            return 0
        place += 1
    return 0 if left or text[place : place + 1].isalnum() else place


def cards(text: str) -> Iterator[tuple[int, int]]:
    """ISO/IEC 7812: by whom it was issued, its length, and the last digit by Luhn's formula."""
    text = without_figures(text)
    for found in _GROUPS.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *found.span())]
        first = 0
        while first < len(groups):
            last = _card_from(text, groups, first)
            if last:
                yield groups[first][0], groups[last - 1][1]
            first = last or first + 1


def _card_from(text: str, groups: list[tuple[int, int]], first: int) -> int:
    """Behind which group a card number ends that begins with the group `first`; else 0."""
    digits = ""
    for last, (begin, end) in enumerate(groups[first : first + 19], first + 1):
        digits += text[begin:end]
        if len(digits) > 19:
            return 0
        if _is_card(digits) and _are_of_a_card(text, groups[first:last]):
            return last
    return 0


def _are_of_a_card(text: str, groups: list[tuple[int, int]]) -> bool:
    """1 234 567 890 is a figure. Points, strokes, dashes and line ends part much else, so that with
    these the groups must be those that stand on a card; of 4000–5000 6000–7000 no two belong to
    one number."""
    sizes = tuple(end - begin for begin, end in groups)
    parts = {text[end:begin] for (_, end), (begin, _) in pairwise(groups)}
    if sizes in _ON_CARDS:
        return len(parts) == 1 or parts <= _USUAL_PARTS
    if len(sizes) > 1 and sizes[0] <= 3 and set(sizes[1:]) == {3}:
        return False
    return parts <= {" ", "-"}


_USUAL_PARTS = {" ", "-", ".", "/", "\n", " \n"}
_ON_CARDS = {(4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6, 5), (4, 6, 4)}


# Of the large issuers: Visa, Mastercard (since 2017 also from 2221 on), American Express, Diners,
# Discover, JCB, UnionPay, Maestro.
_ISSUED = re.compile(
    r"""4(?:\d{15}|\d{18})
      | (?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}
      | 3[47]\d{13} | 3(?:0[0-5]|09|[689]\d)\d{11,16} | 35(?:2[89]|[3-8]\d)\d{12,15}
      | (?:6011|64[4-9]\d|65\d\d|62\d\d|5[06-8]\d\d|6[0-9]\d\d)\d{8,15}""",
    re.VERBOSE,
)


def _is_card(digits: str) -> bool:
    if len(digits) < 12 or not _ISSUED.fullmatch(digits) or len(set(digits)) == 1:
        return False
    return is_by_luhn(digits) and not is_on_goods(digits)


def is_by_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B: from the right every second digit counts twice, with its own digits
    added up; all come to a multiple of ten."""
    doubled = [int(digit) * (1, 2)[n % 2] for n, digit in enumerate(reversed(digits))]
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0
