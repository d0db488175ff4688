"""Numbers by which states know people: each by how it is written and by its check digit."""

import re
from collections.abc import Callable, Iterator

from articles.text.account import is_by_luhn
from articles.text.figures import BEGINS, is_measured, without_figures


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
    return _weighed(number, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0 and int(number) > 0


def _is_french_in_groups(number: str) -> bool:
    """The same, in its six groups: nothing else is written so, whether its key is right or left
    out."""
    return True


def _is_british_patient(number: str) -> bool:
    """NHS number: NHS Data Dictionary, "NHS NUMBER". Weighed with 10 to 2, what nine digits lack
    to a multiple of 11 is the tenth; one that would lack 10 is not given out."""
    return _weighed(number, (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def _is_polish(number: str) -> bool:
    """PESEL: ustawa z dnia 24 września 2010 r. o ewidencji ludności, art. 15; the weights
    are those of the Ministry of Digital Affairs (gov.pl, "Czym jest numer PESEL"). A day of birth,
    whose month is 20 more from 2000 on; weighed with 1, 3, 7 and 9 all come to a multiple of 10."""
    return _weighed(number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def _is_swedish(number: str) -> bool:
    """Personnummer and samordningsnummer: folkbokföringslagen (1991:481), 18 §; Skatteverket,
    SKV 704 and SKV 707. A day of birth, to which the latter adds 60; the ten digits without the
    century are by Luhn's formula."""
    return is_by_luhn(number[-10:])


def _is_icelandic(number: str) -> bool:
    """Kennitala: Þjóðskrá Íslands (Registers Iceland), lög um skráningu einstaklinga nr. 140/2019.
    A day of birth; weighed with 3, 2, 7, 6, 5, 4, 3, 2 and 1 nine digits come to a multiple of 11;
    the tenth is the century. Some that are given out from 2026 on are not so, and not known."""
    return _weighed(number[:9], (3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def _is_irish(number: str) -> bool:
    """PPS number: Social Welfare Consolidation Act 2005, section 262; the Revenue Commissioners'
    check letter. Weighed with 8 to 2, and a second letter with 9 (W is nothing, as are the old T
    and X), what is left by 23 is the first letter, W for none."""
    second = max("WABCDEFGHI".find(number[8:]), 0)
    total = _weighed(number[:7], (8, 7, 6, 5, 4, 3, 2)) + 9 * second
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == number[7]


def _is_indian(number: str) -> bool:
    """Aadhaar: UIDAI, "A UID Numbering Scheme" (2010). Twelve digits, the last by J. Verhoeff's
    scheme (Error Detecting Decimal Codes, 1969), which multiplies them in the group of a pentagon's
    ten symmetries, each after as many rounds of an exchange as there are places behind it."""
    if all("15" <= number[n : n + 2] <= "20" for n in (0, 4, 8)):
        # Three years.
        return False
    product = 0
    for place, digit in enumerate(map(int, reversed(number))):
        for _round in range(place % 8):
            digit = _EXCHANGED[digit]
        turn = product + digit if product < 5 else product - digit
        product = turn % 5 + 5 * ((product < 5) != (digit < 5))
    return product == 0


_EXCHANGED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))


_DAY, _MONTH = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"


def _french(first: str, other: str = "") -> str:
    """Six groups, parted by `first` and then by `other`: sex, year, month, department, commune (of
    three and two digits overseas), and which birth there."""
    part = other or first
    place = rf"(?:(?:\d\d|2[AB]){part}\d{{3}}|9[78]\d{part}\d\d)"
    return rf"[1-478]{first}\d\d{part}(?:0[1-9]|1[0-2]|[2-9]\d){part}{place}{part}\d{{3}}"


_NATIONAL: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = tuple(
    (re.compile(rf"{BEGINS}(?<!\d[ -])(?ai:{pattern})(?![ -]?\d)(?!\w)"), is_one)
    for pattern, is_one in (
        (r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]", _is_british),
        (r"[1-9]\d\d( ?)\d{3}\1\d{4}", _is_british_patient),
        (r"\d{3}([ -])\d\d\1\d{4}", _is_american),
        (_french("[ ./\n-]?") + r"[ .:/(-]{0,3}\d\d\)?", _is_french),
        (_french("([ ./-])", r"\1") + r"(?:[ .:/(-]{1,3}\d\d\)?)?", _is_french_in_groups),
        (
            r"(?:\d\d\.?\d{3}\.?\d{3}|[XYZ][ -]?\d\.?\d{3}\.?\d{3})(?:-?[A-Z]| (?-i:[A-Z]))",
            _is_spanish,
        ),
        (
            r"[A-Z]{3} ?[A-Z]{3} ?[\dLMNP-V]{2}[A-EHLMPR-T][\dLMNP-V]{2} ?[A-Z][\dLMNP-V]{3}[A-Z]",
            _is_italian,
        ),
        (r"[1-9]\d ?\d{3} ?\d{3} ?\d{3}", _is_german),
        # One in eleven figures of nine digits would be one.
        (r"(?:(?<=BSN )|(?<=BSN: ))\d{9}|\d{4}([ .])\d\d\1\d{3}", _is_dutch),
        (rf"\d\d(?:[02][1-9]|[13][0-2]){_DAY}\d{{5}}", _is_polish),
        (
            rf"(?:19|20)?\d\d{_MONTH}(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[+-]?\d{{4}}",
            _is_swedish,
        ),
        (rf"{_DAY}{_MONTH}\d\d[ -]?\d{{3}}[890]", _is_icelandic),
        # Small letters behind a figure are a unit.
        (r"\d{7}(?-i:[A-W][A-IWTX]?)", _is_irish),
        (r"[2-9]\d{3}([ -]?)\d{4}\1\d{4}", _is_indian),
    )
)
_ALL_BUT_SIGNS = re.compile("[^0-9A-Z]")


def identities(text: str) -> Iterator[tuple[int, int]]:
    """Where they stand, from the first on."""
    text = without_figures(text)
    places = []
    for pattern, is_one in _NATIONAL:
        for found in pattern.finditer(text):
            number = _ALL_BUT_SIGNS.sub("", found[0].upper())
            if is_one(number) and not is_measured(text, *found.span()):
                places.append(found.span())
    return iter(sorted(places, key=lambda place: (place[0], -place[1])))
