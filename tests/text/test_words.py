"""Plain text: counted, shortened, named and put in one line."""

import pytest

from articles.text.words import count_words, excerpt, joined, one_line, reading_minutes, slug


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n\t ", 0),
        ("One", 1),
        ("One  two\nthree\u00a0four", 4),
        ("well-known, isn’t it", 3),
        ("Fair – play", 3),
    ],
)
def test_words_are_what_white_space_parts(text, count):
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("words", "minutes"),
    [(0, 1), (1, 1), (179, 1), (180, 1), (181, 2), (360, 2), (361, 3), (18_000, 100)],
)
def test_a_minute_that_is_begun_counts_and_there_is_always_one(words, minutes):
    assert reading_minutes(words, rate=180) == minutes


def test_who_reads_faster_needs_less():
    assert reading_minutes(500, rate=250) == 2
    assert reading_minutes(501, rate=250) == 3


# Excerpts


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("", ""),
        ("One two", "One two"),
        ("  One \n two  ", "One two"),
        ("One two th", "One two th"),
        ("One two three", "One two…"),
        ("One two, three", "One two…"),
        ("One two – three", "One two…"),
        ("One – two three", "One – two…"),
        ("Onetwothreefour", "Onetwothr…"),
        ("One.  Two three four", "One. Two…"),
    ],
)
def test_an_excerpt_is_cut_between_words_and_says_so(text, short):
    assert excerpt(text, length=10) == short


@pytest.mark.parametrize("text", ["word " * 60, "a" * 300, "a, b; c: " * 40, "é – " * 90, "…" * 99])
def test_an_excerpt_is_never_longer_than_was_asked(text):
    for length in range(1, 60):
        short = excerpt(text, length=length)

        assert len(short) <= length
        assert short.endswith("…")
        assert text.startswith(short[:-1])


# Slugs


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Boats come in", "boats-come-in"),
        ("The council's plan", "the-councils-plan"),
        ("The council’s ‘plan’", "the-councils-plan"),
        ("Café Müller, Zürich", "cafe-muller-zurich"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁsh №5 ½", "fish-no5-1-2"),
        ("Fish—chips, 2019–2024", "fish-chips-2019-2024"),
        ("Straße, ØRSTED, Łódź, İzmir", "strasse-orsted-lodz-izmir"),
        ("  -- Up & down -- ", "up-down"),
        ("a_b/c.d\\e", "a-b-c-d-e"),
        ("100 % of 2024", "100-of-2024"),
        ("../../etc/passwd", "etc-passwd"),
        ("<b>x</b>", "b-x-b"),
        ("Fish 漁 chips", "fish-chips"),
        ("already-a-slug", "already-a-slug"),
    ],
)
def test_a_slug_is_letters_figures_and_hyphens(text, name):
    assert slug(text) == name
    assert slug(name) == name


@pytest.mark.parametrize("text", ["", " ", "😀", "漁業", "Привет", "---", "'’‘", "\x00\u202e"])
def test_where_nothing_is_left_there_is_no_slug(text):
    assert slug(text) == ""


@pytest.mark.parametrize(
    ("text", "length", "name"),
    [
        ("abcd efgh", 9, "abcd-efgh"),
        ("abcd efgh", 8, "abcd"),
        ("abcd efgh", 5, "abcd"),
        ("abcd efgh ijkl", 12, "abcd-efgh"),
        ("abcd efgh ijkl", 9, "abcd-efgh"),
        ("abcdefghij", 4, "abcd"),
        ("a" * 80, 80, "a" * 80),
        ("a" * 81, 80, "a" * 80),
    ],
)
def test_a_long_slug_is_cut_at_a_hyphen_if_it_has_one(text, length, name):
    assert slug(text, length=length) == name


def test_a_slug_has_eighty_characters_at_most_if_nothing_else_is_said():
    name = slug("harbour " * 50)

    assert name == "-".join(["harbour"] * 10)
    assert len(name) == 79


# One line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        ("Boats come in", "Boats come in"),
        (" Boats \r\n\t come\u00a0 in\u2028", "Boats come in"),
        ("Bo\x00ats\x1b come\x7f in", "Boats come in"),
        ("\u202eBoats\u202c \ufeffcome\u200b in\u2066", "Boats come in"),
        ("Bo\ud800ats", "Boats"),
        ("Café – “漁” 😀", "Café – “漁” 😀"),
        ("\x0b\x0cBoats\x0bcome", "Boats come"),
    ],
)
def test_one_line_has_no_control_characters_and_single_spaces(text, line):
    assert one_line(text) == line
    assert one_line(line) == line


# Names


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([], ""),
        (["Ada"], "Ada"),
        (["Ada", "Ben"], "Ada and Ben"),
        (["Ada", "Ben", "Cy"], "Ada, Ben and Cy"),
        (["Ada", "Ben", "Cy", "Di"], "Ada, Ben, Cy and Di"),
    ],
)
def test_names_are_joined_as_in_a_sentence(names, sentence):
    assert joined(names) == sentence


# Text that takes long: a fault here shows as a test that does not end


@pytest.mark.parametrize(
    "piece", ['"', "(", "= ", "<", "-", " ", "'", "é", "\u0301", "ﷺ", "\u202e"]
)
def test_a_hundred_thousand_of_the_same_are_soon_read(piece):
    text = piece * 100_000

    assert len(slug(text)) <= 80
    assert len(excerpt(text, length=160)) <= 160
    assert len(one_line(text)) <= len(text)
    assert count_words(text) <= 100_000
