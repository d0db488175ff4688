"""What holds of whatever is typed as a body: it is in the vocabulary, settled, and lost no word."""

import random

from articles.text.body import clean, plain
from tests.text.proof import strange_in

TAGS = "p h1 h2 h3 h5 ul ol li blockquote footer figure figcaption table thead tbody tfoot tr th td"
TAGS += " strong b em i a sub sup br hr div pre dl dt dd caption span font u q details label img"
GIVEN = {
    "a": [" href='/x'", " href='javascript:x'", ""],
    "figure": [" data-image=3", " data-embed='https://a.example/'", ""],
    "td": ["", " colspan=2", " rowspan=x"],
    "blockquote": ["", " class=pull", " class=x"],
}


def scribble(seed):
    """Markup as no one writes it, and the words in it."""
    dice = random.Random(seed)  # noqa: S311 - the same scribbles each time
    written, words, opened = [], [], []
    for _piece in range(dice.randrange(2, 30)):
        chance = dice.random()
        if chance < 0.45:
            opened.append(dice.choice(TAGS.split()))
            written.append(f"<{opened[-1]}{dice.choice(GIVEN.get(opened[-1], ['']))}>")
        elif chance < 0.7 and opened:
            written.append(f"</{opened.pop(dice.randrange(len(opened)))}>")
        else:
            words.append(f"w{len(words)}.")
            written.append(f" {words[-1]} ")
    return "".join(written), words


def test_whatever_is_scribbled_comes_out_in_the_vocabulary_with_all_its_words():
    for seed in range(600):
        typed, words = scribble(seed)

        printed = clean(typed)

        assert strange_in(printed) == [], typed
        assert sorted(plain(printed).split()) == sorted(words), typed


def test_words_stay_in_their_order_where_no_table_moves_them():
    for seed in range(600):
        typed, words = scribble(seed)

        if "<table" not in typed:
            assert plain(clean(typed)).split() == words, typed


def test_what_is_clean_stays_the_same_when_cleaned_again():
    for seed in range(600):
        typed, _words = scribble(seed)

        once = clean(typed)

        assert clean(once) == once, typed


def test_lists_within_lists_keep_their_words_however_deep():
    typed = "<ul>" + "".join(f"<li>w{n}<ul>" for n in range(60)) + "<li>end"

    printed = clean(typed)

    assert strange_in(printed) == []
    assert plain(printed).split() == [*(f"w{n}" for n in range(60)), "end"]
    assert printed.count("<ul>") < 20
    assert clean(printed) == printed
