"""What is kept of a reader's words can be seen, and stays within its lines."""

import pytest

from articles.text.plain import MOST_MARKS, plain

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


def in_tags(text):
    """The same letters, unseen."""
    return "".join(chr(0xE0000 + ord(letter)) for letter in text)


@pytest.mark.parametrize(
    "unseen",
    [
        in_tags("secret"),
        "\U000e0001",
        "\U000e0fff",
        "\u115f\u1160\u3164\uffa0",
        "\u034f\u17b4\u17b5",
        "\ufff0\U0001bca0\U0001d173",
        "\ufdd0\U0001ffff",
        "\ud800\udfff",
    ],
)
def test_what_shows_nothing_is_not_kept(unseen):
    assert plain(f"fi{unseen}ne{unseen}") == "fine"


@pytest.mark.parametrize("blank", ["\u3164", "\u2800 \u2800", in_tags("x"), "\u200b\u2060"])
def test_a_comment_of_nothing_that_is_seen_is_none(blank):
    assert plain(blank) == ""


def test_the_flags_that_are_written_with_tags_are_kept_and_no_others():
    texas = f"\U0001f3f4{in_tags('ustx')}\U000e007f"

    assert plain(f"{ENGLAND}! {texas}") == f"{ENGLAND}! \U0001f3f4"
    assert plain(ENGLAND[:-1]) == ENGLAND[0]
    assert plain(ENGLAND + in_tags("secret")) == ENGLAND


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 🏳\ufe0f\u200d⚧\ufe0f 👍🏽",
        "می\u200cخواهم",
        "क्\u200dष",
        "葛\U000e0100城",
        "လျှော့ချ မြို့",
        "Trường, ผู้ที่, ὦ, שָׁ֖לֽוֹם",
        "한국 ᄀᆞᆷ",
    ],
)
def test_what_languages_and_emoji_are_written_with_is_kept(text):
    assert plain(text) == plain(plain(text))
    assert len(plain(text)) == len(text)


def test_of_several_selectors_the_first_is_kept():
    assert plain("❤\ufe0f\ufe01\U000e0100\U000e0101") == "❤\ufe0f"


@pytest.mark.parametrize("between", ["", "\u200d", "\u034f"])
def test_marks_do_not_climb_out_of_their_line(between):
    marks = between.join("\u0315\u0300\u0353\u20dd" * 20)

    kept = plain(f"x{marks}y")

    assert len(kept.replace("\u200d", "")) == 2 + MOST_MARKS
    assert plain("x" + "\u0315\u0300" * 2) == "x" + "\u0300\u0300\u0315\u0315"


def test_a_sign_that_stands_for_what_was_lost_is_kept():
    assert plain("caf\ufffd") == "caf\ufffd"
