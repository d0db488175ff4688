"""What is personal is cut out of a text; the figures of a story stay."""

from pathlib import Path
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
        ("Ring 555 123 4567 or 5551234567", "Ring [telephone] or [telephone]"),
        ("Call 020 7946 0958 on 03/04/2025", "Call [telephone] on 03/04/2025"),
        ("03/04/2025 020 7946 0958", "03/04/2025 [telephone]"),
        # Parted otherwise.
        ("4111.1111.1111.1111, 4111/1111/1111/1111", "[card], [card]"),
        ("4111\n1111\n1111\n1111", "[card]"),
        ("3782 822463 \n10005 is mine", "[card] is mine"),
        ("Call 020 7946\n0958!", "Call [telephone]!"),
        ("+44 20 7946\n0958 or (555) 123\n4567", "[telephone] or [telephone]"),
        ("06 12 34 56-\n78\n20 people", "[telephone]\n20 people"),
        ("0612345678\n2026 was better", "[telephone]\n2026 was better"),
        (
            "8 (495) 123-45-67, 8-916-123-45-67, 8 800 5553535",
            "[telephone], [telephone], [telephone]",
        ),
        ("+44 20 79 46 09 58, 00 44 20 7946 0958", "[telephone], [telephone]"),
        ("jo (at) example.com, jo[at]example[dot]co[dot]uk", "[e-mail], [e-mail]"),
        ("jo.b@example (dot) com, JO <AT> EXAMPLE.COM", "[e-mail], [e-mail]"),
        ("4111  1111  1111  1111, 4111–1111–1111–1111", "[card], [card]"),
        ("4111 - 1111 - 1111 - 1111, No4111111111111111", "[card], No[card]"),
        ("GB82  WEST  1234  5698  7654  32", "[iban]"),
        ("GB 82 WEST 1234 5698 7654 32", "[iban]"),
        (
            "jo@ example.com, or jo @example.co.uk, jo(a)example.com",
            "[e-mail], or [e-mail], [e-mail]",
        ),
        # A point or comma behind a word is none of a decimal.
        ("Tel.07700900123, Tel.020 7946 0958", "Tel.[telephone], Tel.[telephone]"),
        ("Ring me,07700900123. Card.4111111111111111", "Ring me,[telephone]. Card.[card]"),
        ("Tél.06 12 34 56 78, (0)20 7946 0958", "Tél.[telephone], [telephone]"),
    ],
)
def test_numbers_that_are_one_persons_are_cut_out(typed, kept):
    assert cut(typed)[0] == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Call me on 5551234567", "Call me on [telephone]"),
        ("My phone number is 555 123 4567", "My phone number is [telephone]"),
        ("mon numéro est 612345678, ou 612345679", "mon numéro est [telephone], ou [telephone]"),
        ("WhatsApp: 447700900123", "WhatsApp: [telephone]"),
        ("Tél. 07 14 21 28 35", "Tél. [telephone]"),
        ("Tel 0201 1234 1534", "Tel [telephone]"),
        ("Ron 0612345678", "Ron [telephone]"),
    ],
)
def test_digits_that_may_be_a_figure_are_a_telephone_number_where_a_word_says_so(typed, kept):
    assert cut(typed)[0] == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://wa.me/447700900123", "https://wa.me/[telephone]"),
        ("t.me/+447700900123", "t.me/[telephone]"),
        ("api.whatsapp.com/send?phone=447700900123", "api.whatsapp.com/send?phone=[telephone]"),
        ("tel:447700900123 sms:07700900123", "tel:[telephone] sms:[telephone]"),
        ("callto:447700900123", "callto:[telephone]"),
        ("https://example.com/?to=jo@example.com", "https://example.com/?to=[e-mail]"),
    ],
)
def test_links_that_call_or_write_to_someone_are_masked(typed, kept):
    assert cut(typed)[0] == kept


@pytest.mark.parametrize(
    "link",
    [
        "https://www.ft.com/content/01234567-89ab-cdef-0123-456789abcdef",
        "https://www.nytimes.com/x/a-100000001234567.html",
        "theguardian.com/uk-news/…/0123456789, www.example.org?0123456789",
        "(spiegel.de/a-1234567890.html) youtu.be/01234567890",
        "https://example.org/4111111111111111/DE89370400440532013000/12345678Z",
    ],
)
def test_a_link_stays_whatever_its_numbers(link):
    assert cut(f"See {link} for more") == (f"See {link} for more", ())


@pytest.mark.parametrize(
    "number",
    [
        # The NHS Data Dictionary's.
        *("943 476 5919", "9434765919"),
        # The Polish ministry's.
        *("44051401359", "02270803624"),
        # Skatteverket's; one of a hundred years, one for tax alone, one with its century.
        *("811218-9876", "811218+9876", "701063-2391", "198112189876"),
        *("120174-3399", "1201743399", "120174 3399"),
        # With and without a second letter, new and old.
        *("6433435F", "6433435OA", "1234567FA", "1234567TW", "6433435FT"),
        *("2341 2341 2346", "2341-2341-2346", "234123412346"),
        # A French number, however it is grouped, with its key or without.
        *("1 85 05 78 006 084 91", "185057800608491", "1850578006084 91", "185 05 78 006 084 91"),
        *("1 85 05 78006084 91", "1-85-05-78-006-084-91", "1.85.05.78.006.084.91"),
        *("1/85/05/78/006/084/91", "1 85 05 78 006 084 / 91", "1 85 05 78 006 084 (91)"),
        *("1 85 05 78 006\n084 91", "1 85 05 78 006 084", "1 85 05 2A 006 084 12"),
        "2 99 12 971 06 012 03",
    ],
)
def test_numbers_by_which_states_know_people_are_known_by_their_check_digits(number):
    assert cut(f"Mine is {number}, they say.") == ("Mine is [national], they say.", ("national",))


@pytest.mark.parametrize(
    "figures",
    [
        # One digit wrong each: so these are something else.
        "811218-9875, 811318-9876, 801231-0000",
        "120174-3389, 320174-3399, 450401-3150",
        "6433435E, 6433435OB, 1234567A",
        "2341 2341 2345, 1341 2341 2346",
        "4111.1111.1111.1112, 4111/1111/1111/1112",
        # What looks like one until it is read: years, units, dates.
        "2010 2015 2020, 2024 2025 2026",
        "1234567t of coal, 6433435f, 12345678 A day, 20000000 t",
        "44051401359 bytes, 234123412346 years",
    ],
)
def test_what_only_looks_like_such_a_number_stays(figures):
    assert cut(figures) == (figures, ())


@pytest.mark.parametrize(
    ("figures", "kept"),
    [
        ("943-476-5918", "[telephone]"),
        ("943-476-5919", "[telephone]"),
        ("Ring 44051401358", "Ring [telephone]"),
    ],
)
def test_what_may_be_a_telephone_number_is_masked_as_one(figures, kept):
    assert cut(figures)[0] == kept


# As newsrooms and their readers write; each line stands for a way to write figures.
SENTENCES = """
It was 51-49 on 12/11/24 and 53-47 on 13/11/24; turnout was 67.2% (31,046,017 of 46,560,204).
Open 09.00-17.30, 10.00-16.00 at weekends; trains leave at 07.30 08.00 08.30 09.00 and 09.30.
Seasons 2019-20, 2020-21 and 2021-22; in 1914-1918 and 1939–1945; 1066, 1215, 1649, 1688.
She won 6-4 3-6 7-6 (7-5), he lost 0-6 0-6; 21-19, 19-21, 21-18; 3-0 2-1 1-1 0-0.
Born 01.02.1934, died 3.4.2025; open 01/02/24 – 28/02/24, 05.12.24-06.12.24, 5-12-24 - 6-12-24.
£1,299.99, €2.499,00, $12.50, 1 299 kr, ¥12,000, £0.99, 3 for 10, 4 500 000 000 euros.
67 400 000 inhabitants, 1.400.000.000 people, 8,799,800 in 2021 (8,173,941 in 2011).
ISBN 978-0-306-40615-7, ISBN 0-306-40615-2, ISSN 0378-5955; doi:10.1038/s41586-020-2649-2.
https://doi.org/10.1093/0198297688.001.0001, 10.1016/S0140-6736(20)30183-5.
10.1007/978-3-030-12345-6, 10.1145/3292500.3330701, 10.1001/jama.2020.1585.
Version 10.0.19045.3803, v2.0.1, Python 3.11.0rc2, Chrome/120.0.6099.109, 192.168.1.254, 17.4.1.
51.5074° N, 0.1278° W; chapter 3.2.1, paragraph 12.4, pages 112-114, section 1.1.1.1, 50(2).
The 100 m in 9.58, the marathon in 2:01:09, 4x400 in 3:20.43, 1:59:40.2.
BA2490, ICE 1234, the A40, M25 J12-15, Boeing 737-800, B-52, A320-200, SW1A 1AA, 75001 Paris.
+30 +31 +29 +28, -5 -7 -10; 12.5 13.0 0.5 mm; 421.08 ppm, 120/80, 1013.25 hPa.
The winning numbers were 03 07 12 25 31 44; polls had it 45 44 6 5, then 38-36-12-8.
Law no. 2018-1021, L. 121-1, C-131/12, 95/46/EC, 2016/679, S.2155; order 100234, AB-1234-5678.
149597870 km, 299792458 m/s, 0.05 nm, 1:25 000; 1920x1080, 3840 x 2160, 16:9, f/2.8, 24-70mm.
Bands 0-12570 12571-50270 50271-125140; 1.2734 1.2745 1.2801; 7,512.34 from 7,778.90.
2026-11-28T20:15:00Z, 28.11.2026 20:15, 20261128, 28 Nov 2026, 20.15; 0800 to 1730 hours.
Dial 999, 112 or 101; text 60777; 0-60 in 2.9 seconds; 501, 180, 140 and 100.
Twelve (at) most, he said. Meet us (at) noon. Look at this dot com bubble [at last]. a@b.
Year by year: 2019
2020
2021
Cases: 1234
2345
3456
On 06/12
07/12
100 200 300 400 500
"""


def test_what_newsrooms_write_of_stays():
    for sentence in [*SENTENCES.splitlines(), SENTENCES]:
        assert cut(sentence) == (sentence, ())


def test_the_stories_of_the_demo_stay():
    for story in Path("articles/demo/stories").glob("*.html"):
        text = story.read_text("utf-8")
        assert cut(text) == (text, ())


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
        "from 100 000-200 000 people, 25 000 000–30 000 000",
        "0645 0715 0745 0815, 0645/0715/0745",
        "0645\n0715 0745",
        "123456789 kWh, 9192631770 Hz, 9434765919 Hz, 1234567890 seconds",
        "EUR 212345678, EUR 9434765919, 212345678 kr, 9434765919 USD",
        "Turnover rose from 212345678 to 312345678 and 111222333",
        "Votes 287 304 1912, heights 978 964 1085 m, 100 200 3000",
        "Drawn: 07 14 21 28 35, 07 14 21 28 35 + 03 09",
        # Barcodes; the second would be a card.
        "5012345678900, 5018374159298",
        "p = .0123456789, 0.0123456789, 0,0123456789",
        "AT 20 PEOPLE AND MORE OF US, 4000–5000 6000–7000",
        "Thanks @jo.smith! By 5 (a) e.g. this, 5(a)i and more",
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
    *("1/", "1\n", "0 1\n", "8 (9", "8 916 ", "a (at) ", "a[at]a[dot]", "12.30 ", "01/02/24 "),
    *("10.1234/", "12 ", "2341 ", "1 85 05 78 006 084 ", "811218-", "1234567", "(0\n", "1 000 0 "),
    *("a.b/", "www.", "https://", "http://tel:", "wa.me/", "ring ", "ring 555 123 4567 or "),
    *("0645 ", "07 14 21 28 35 ", "a @b.", "a(a)", "GB 82 ", "DE89  ", "100 000-", "4111  "),
    *("4111 - ", "4111–", "Tel.0", "EUR 123456789 ", "a-"),
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
