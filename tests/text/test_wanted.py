"""How the words of a search are read, and where a text shows them."""

import pytest

from articles.text.wanted import Wanted, folded, marked, snippet, stem, terms


def shown(pieces):
    """The pieces as one text, with what was looked for in brackets."""
    return "".join(f"[{piece.text}]" if piece.wanted else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("typed", "words", "phrases"),
    [
        ("Flood Gates", ("flood", "gates"), ()),
        ('dam "17 to 12" vote', ("dam", "vote"), (("17", "to", "12"),)),
        ("« le barrage » Écluse", ("ecluse",), (("le", "barrage"),)),
        ("AND NOT (NEAR* OR)", ("and", "not", "near", "or"), ()),
        ('"', (), ()),
        ("😀 \u202e\u200f* - ...", (), ()),
        ("हिन्दी", ("हिन्दी",), ()),
        ("the the the", ("the",), ()),
        ("a:b c^2 {d} 'e'", ("a", "b", "c", "2", "d", "e"), ()),
    ],
)
def test_of_what_is_typed_words_and_phrases_are_kept(typed, words, phrases):
    wanted = Wanted.read(typed)

    assert (wanted.words, wanted.phrases) == (words, phrases)


def test_of_a_very_long_question_the_first_words_are_kept():
    wanted = Wanted.read(" ".join(f"w{n}" for n in range(5_000)))

    assert wanted.words == tuple(f"w{n}" for n in range(12))
    assert len(wanted.typed) <= 200


def test_words_are_compared_without_accents_letter_for_letter():
    for text in ("Écluse", "İstanbul", "straße", "ﬁn", "हिन्दी", "a\u0301"):
        composed = folded(text)
        assert len(composed) == len(folded(composed)), text

    assert folded("Écluse FERMÉE") == "ecluse fermee"
    assert terms("L’été—fini") == ("l", "ete", "fini")


@pytest.mark.parametrize(
    ("term", "begins"),
    [("floods", "flood"), ("flooding", "flood"), ("news", "news"), ("boxes", "boxe"), ("ai", "ai")],
)
def test_a_word_begins_alike_in_its_forms(term, begins):
    assert stem(term) == begins


@pytest.mark.parametrize(
    ("typed", "text", "marks"),
    [
        ("flood", "Floods & the <b>flood</b>", "[Floods] & the <b>[flood]</b>"),
        ("ecluse", "L’Écluse est fermée", "L’[Écluse] est fermée"),
        ("the dam", "The dam, thereafter", "[The] [dam], thereafter"),
        ('"the dam"', "The dam; dam the", "[The dam]; dam the"),
        ("a.b", "axb a b", "axb [a] [b]"),
        ("half ty", "half a type", "[half] a [type]"),
    ],
)
def test_a_text_shows_what_was_looked_for(typed, text, marks):
    assert shown(marked(text, Wanted.read(typed))) == marks


def test_a_snippet_is_cut_between_words_around_the_first_found():
    text = "begin " * 60 + "here is the harbour gate " + "end " * 60

    cut = shown(snippet(text, Wanted.read("harbour"), length=60))

    assert cut.startswith("… begin")
    assert "here is the [harbour] gate" in cut
    assert cut.endswith("end …")
    assert len(cut) < 75


def test_in_a_snippet_a_heading_does_not_run_into_what_follows():
    text = "It fell.\nA paper bag\nWhat they saw\n\nwas a hole."

    cut = shown(snippet(text, Wanted.read("bag"), length=60))

    assert cut == "It fell. A paper [bag] · What they saw · was a hole."


def test_where_no_words_are_wanted_none_are_marked():
    assert shown(marked("All of it", Wanted.read(""))) == "All of it"


@pytest.mark.parametrize("text", ["", "short", "x" * 1_000, "flood " * 200, " flood"])
def test_a_snippet_of_any_text_is_short(text):
    pieces = snippet(text, Wanted.read("flood"), length=60)

    assert len(shown(pieces).replace("[", "").replace("]", "")) <= max(66, len("x" * 1_000) + 2)
