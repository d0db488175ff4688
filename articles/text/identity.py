"""Numbers by which states know people: each by how it is written and by its check digit."""

import re
from collections.abc import Callable, Iterator


def _is_british(number: str) -> bool:
    """National Insurance number: HMRC's National Insurance Manual, NIM39110. Two letters, not all
    of which are in use, six digits, and A to D."""
    return number[:2] not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


def _is_american(number: str) -> bool:
    """Social Security number: the Social Security Administration gives no area 000, 666 or above
    899, no group 00 and no serial 0000 (SSA, Program Operations Manual, RM 10201.035)."""
    area, group, serial = number[:3], number[3:5], number[5:]
    return area not in {"000", "666"} and area < "900" and group != "00" and serial != "0000"


def _is_french(number: str) -> bool:
    """NIR: INSEE's register of persons (RNIPP, décret n° 82-103). The key is 97 less what the
    thirteen before it leave by 97; Corsica's 2A and 2B are read as 19 and 18."""
    body = number[:13].replace("2A", "19").replace("2B", "18")
    return body.isdecimal() and int(number[13:]) == 97 - int(body) % 97


def _is_spanish(number: str) -> bool:
    """DNI and NIE: the Ministry of the Interior's letter is what the number leaves by 23 (Real
    Decreto 1553/2005; X, Y and Z of foreigners are read as 0, 1 and 2)."""
    value = int(number[:-1].translate(str.maketrans("XYZ", "012")))
    return "TRWAGMYFPDXBNJZSQVHLCKE"[value % 23] == number[-1]


def _is_italian(number: str) -> bool:
    """Codice fiscale: decreto ministeriale 23 dicembre 1976. Signs at even places count as they
    are, those at odd ones by a table; what the sum leaves by 26 is the last letter."""
    values = [int(sign) if sign.isdecimal() else ord(sign) - ord("A") for sign in number]
    total = sum(_ODD[value] if n % 2 == 0 else value for n, value in enumerate(values[:-1]))
    return total % 26 == values[-1]


_ODD = [
    1,
    0,
    5,
    7,
    9,
    13,
    15,
    17,
    19,
    21,
    2,
    4,
    18,
    20,
    11,
    3,
    6,
    8,
    12,
    14,
    16,
    10,
    22,
    25,
    24,
    23,
]


def _is_german(number: str) -> bool:
    """Tax identification number: § 139b Abgabenordnung, Federal Central Tax Office. Of the first
    ten digits one stands there two or three times; the last is by ISO 7064, Mod 11,10."""
    if max(map(number[:10].count, number[:10])) not in {2, 3}:
        return False
    product = 10
    for digit in number[:10]:
        product = 2 * ((int(digit) + product) % 10 or 10) % 11
    return (11 - product) % 10 == int(number[10])


def _is_dutch(number: str) -> bool:
    """Burgerservicenummer: Logisch ontwerp BSN, the eleven-test. Weighed with 9 to 2 and -1 the
    digits come to a multiple of 11."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, number, strict=True))
    return total % 11 == 0 and int(number) > 0


_NATIONAL: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = tuple(
    (re.compile(rf"(?<![\w.,£$€])(?<!\d[ -])(?ai:{pattern})(?![ -]?\d)(?!\w)"), is_one)
    for pattern, is_one in (
        (r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]", _is_british),
        (r"\d{3}([ -])\d\d\1\d{4}", _is_american),
        (
            r"[1-478][ .-]?\d\d[ .-]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .-]?"
            r"(?:\d\d|2[AB])[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d\d",
            _is_french,
        ),
        (r"(?:\d\d\.?\d{3}\.?\d{3}|[XYZ][ -]?\d\.?\d{3}\.?\d{3})[ -]?[A-Z]", _is_spanish),
        (
            r"[A-Z]{3} ?[A-Z]{3} ?[\dLMNP-V]{2}[A-EHLMPR-T][\dLMNP-V]{2} ?[A-Z][\dLMNP-V]{3}[A-Z]",
            _is_italian,
        ),
        (r"[1-9]\d ?\d{3} ?\d{3} ?\d{3}", _is_german),
        (r"\d{4}([ .]?)\d\d\1\d{3}", _is_dutch),
    )
)


def identities(text: str) -> Iterator[tuple[int, int]]:
    """Where they stand, from the first on."""
    places = []
    for pattern, is_one in _NATIONAL:
        for found in pattern.finditer(text):
            if is_one(re.sub("[ .-]", "", found[0]).upper()):
                places.append(found.span())
    return iter(sorted(places))
