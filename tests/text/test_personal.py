"""What is personal is cut out of a text; the figures of a story stay."""

from time import process_time

import pytest

from articles.text.personal import without


def cut(text):
    """The text with the kind of each thing that was cut, in brackets; and the kinds."""
    return without(text, lambda kind: f"[{kind}]")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        # The test numbers that the issuers give.
        ("4111 1111 1111 1111", "[card]"),
        ("Card: 5500-0000-0000-0004.", "Card: [card]."),
        ("378282246310005, 3782 822463 10005", "[card], [card]"),
        ("2223003122003222 / 6011111111111117", "[card] / [card]"),
        ("3 4111 1111 1111 1111 4", "3 [card] 4"),
        ("07700 900123 4111111111111111", "[telephone] [card]"),
        # The examples of the IBAN Registry.
        ("DE89 3704 0044 0532 0130 00 is mine", "[iban] is mine"),
        ("GB29NWBK60161331926819", "[iban]"),
        ("fr14 2004 1010 0505 0001 3M02 606!", "[iban]!"),
        ("NL91-ABNA-0417-1643-00", "[iban]"),
        ("AB 12 34 56 C, ab123456d", "[national], [national]"),
        ("SSN 123-45-6789", "SSN [national]"),
        ("2 55 08 14 168 025 38, 185052A00608435", "[national], [national]"),
        ("12345678Z, 12.345.678-Z, X1234567L", "[national], [national], [national]"),
        ("RSSMRA85T10A562S", "[national]"),
        ("86 095 742 719 or 65929970489", "[national] or [national]"),
        ("BSN 111222333, 1112.22.333", "BSN [national], [national]"),
        ("06.12.34.56.78, 0612345678 mine", "[telephone], [telephone] mine"),
        ("555 123 4567 or 5551234567", "[telephone] or [telephone]"),
        ("Call 020 7946 0958 on 03/04/2025", "Call [telephone] on 03/04/2025"),
    ],
)
def test_numbers_that_are_one_persons_are_cut_out(typed, kept):
    assert cut(typed)[0] == kept


@pytest.mark.parametrize(
    "figures",
    [
        # One digit wrong each: so these are something else.
        "4111 1111 1111 1112",
        "GB28NWBK60161331926819",
        "GB 12 34 56 C, AB 12 34 56 E, DA 12 34 56 A",
        "666-45-6789, 900-45-6789, 123-00-6789, 123-45-0000",
        "2 55 18 14 168 125 39",
        "12345678A, X1234567M",
        "RSSMRA85T10A562T",
        "86 195 742 718",
        "1112.22.334",
        # What stories are full of.
        "1914 1915 1916 1917, 1990 1995 2000 2005",
        "4 539 578 763 621 486 and 111 222 333 and 1 234 567 890",
        "€4111111111111111 or 4000 5000 6000 7000",
        "ISBN 978-0-306-40615-7, 9780306406157, ISBN 0306406152, ISBN 0-8044-2957-X",
        "It won by 51-49, 12,345 votes to 11,002, in 2019-20.",
        "GB 2026, DE 12, FR14, A1 and M25, CO2, H1N1, B-52",
        "2026-11-28T20:15:00, 28.11.2026, 20:15:30.123456",
        "01/02/2025 03/04/2025, 01.02.2025 03.04.2025, 02/2024 03/2024 04/2024, 1/12/1998",
        "300000000 km, 299792458 m/s, 123456789 €, 412345678 litres, 123456789 dollars, 1600000000",
        "30 000 000 000 and 1 600 000 000 years",
    ],
)
def test_the_figures_of_a_story_stay(figures):
    assert cut(figures) == (figures, ())


def test_each_kind_is_told_once_in_the_order_in_which_they_stand():
    text = "a@b.co 12345678Z c@d.co 4111111111111111"

    assert cut(text) == ("[e-mail] [national] [e-mail] [card]", ("e-mail", "national", "card"))


def test_no_sign_in_a_text_is_taken_for_a_cut():
    assert cut("a\1b\2c\3d\4e\5f") == ("abcdef", ())


@pytest.mark.parametrize("sign", "١１৩K²ſ")
def test_odd_digits_and_letters_break_nothing(sign):
    for number in ("4111111111111111", "DE89370400440532013000", "RSSMRA85T10A562S", "AB123456C"):
        for place in range(len(number)):
            text = number[:place] + sign + number[place + 1 :]
            assert isinstance(cut(text)[0], str)


HOSTILE = [
    *(
        "1 ",
        "4 ",
        "1-",
        "a1",
        "DE89 ",
        "ISBN ",
        "97 8",
        "+1 ",
        "(0",
        "0   ",
        "A@",
        "X-1.",
        "1.",
        "A",
    ),
    *("a.b@", "4111 ", "AB 12 ", "1", "0", "9 78", "a@b.", "%", "２ ", "AAA AAA "),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_takes_no_time(piece):
    """Eight times as long a text may take eight times as long, and some; never sixty-four times."""
    text = (piece * 8_000)[:8_000]

    def seconds(letters):
        begun = process_time()
        cut(text[:letters])
        return process_time() - begun

    seconds(100)
    assert min(seconds(1_000) for _ in range(3)) < 0.5
    assert seconds(8_000) < 4
