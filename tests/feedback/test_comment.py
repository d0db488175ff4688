"""What becomes of a reader's words: nothing is lost but what is invisible or personal."""

import pytest

from articles.models import Feedback
from tests.feedback.answers import word

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_a_comment_that_is_too_long_comes_back_whole_with_a_word(reader, step):
    long = "long words " * 100

    page = word(reader, step, long)

    assert page.status_code == 422
    assert "Please shorten your comment to 1,000 characters; it has 1,099." in page.text
    assert long in page.text
    assert 'aria-invalid="true"' in page.text
    assert Feedback.objects.get().comment == ""


def test_a_comment_of_a_megabyte_is_refused_and_comes_back_whole(reader, step):
    page = word(reader, step, "x" * 1_000_000)

    assert page.status_code == 422
    assert "x" * 1_000_000 in page.text


def test_signs_that_are_slow_to_bring_in_order_cost_no_time(reader, step):
    page = word(reader, step, "a" + "\u0315\u0300" * 150_000)

    assert page.status_code == 422


def test_a_thousand_characters_are_taken_however_the_browser_ends_its_lines(reader, step):
    lines = "four\r\n" * 200

    word(reader, step, lines)

    assert Feedback.objects.get().comment == ("four\n" * 200).strip()


def test_script_in_a_comment_is_kept_as_text_and_shown_as_text(reader, step):
    too_long = word(reader, step, SCRIPT * 50)
    word(reader, step, SCRIPT)

    assert "<script>alert" not in too_long.text
    assert "<img src=x" not in too_long.text
    assert Feedback.objects.get().comment == SCRIPT


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("A\0B\x1b[31m\x7f", "AB[31m"),
        ("\u202egnp.exe\u202c \u2066x\u2069", "gnp.exe x"),
        ("\ufefffi\u200bne", "fine"),
        ("ﬁne １２", "fine 12"),
        ("Cafe\u0301", "Café"),
        ("\u3164fi\U000e0041ne", "fine"),
        ("one\u2028two\rthree", "one\ntwo\nthree"),
        ("👩\u200d👩\u200d👧 می\u200cخواهم", "👩\u200d👩\u200d👧 می\u200cخواهم"),
    ],
)
def test_a_comment_is_stored_in_one_spelling_without_invisible_signs(reader, step, typed, stored):
    word(reader, step, typed)

    assert Feedback.objects.get().comment == stored


MAIL, CALL = "[e-mail removed]", "[telephone number removed]"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Write to ann.o'hara+x@mail.example.co.uk.", f"Write to {MAIL}."),
        ("ann＠example.org", MAIL),
        ("<a href=mailto:jörg@münchen.example>", f"<a href=mailto:{MAIL}>"),
        ("Call 07700 900123 or (020) 7946-0958!", f"Call {CALL} or {CALL}!"),
        ("+44 (0)20 7946 0958, 0044 20 7946 0958", f"{CALL}, {CALL}"),
        ("tel. 555-123-4567 or (555) 123-4567", f"tel. {CALL} or {CALL}"),
        ("+4915112345678 and 02079460958", f"{CALL} and {CALL}"),
        ("+1.555.123.4567, 030/1234567", f"{CALL}, {CALL}"),
    ],
)
def test_addresses_and_telephone_numbers_are_masked_and_the_rest_kept(reader, step, typed, stored):
    word(reader, step, typed)

    assert Feedback.objects.get().comment == stored


@pytest.mark.parametrize(
    "figures",
    [
        "Twelve moors, not 10: 1914-1918, 2026-07-29 and 01.02.2026.",
        "It cost £12,500,000 or 12 500 000 or £1000000000, not 0.123456789.",
        "Open 09.00-17.30 and 09:00–17:30, page 12-14, @peat, a@b.",
        "31.5 30.2 28.9 27.4 metres below the crest; chapter 3-4.",
    ],
)
def test_the_figures_of_a_story_are_not_taken_for_telephone_numbers(reader, step, figures):
    word(reader, step, figures)

    assert Feedback.objects.get().comment == figures


def test_masks_may_make_a_full_comment_longer_and_nothing_is_cut(reader, step):
    word(reader, step, "a@b.co " * 142 + "end")

    assert Feedback.objects.get().comment == f"{MAIL} " * 142 + "end"
