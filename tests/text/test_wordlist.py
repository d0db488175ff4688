"""Lists of words find theirs in whatever disguise, and never for longer than they may."""

import itertools

import pytest

from articles.text.disguise import bare, read, words_of
from articles.text.wordlist import MOST_STEPS, TooMuch, WordList


def finds(phrase, text):
    """Whether a list of this one phrase finds it in a text."""
    return bool(WordList((phrase,)).found_in(read(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Buy Viagra!",
        "VIAGRA",
        "viàgra",
        "v1agra, vi4gr@",
        "V.I.A.G.R.A",
        "v i a g r a",
        "v - i - a - g - r - a",
        "v_i_a_g_r_a v*i*a",
        "I v i @ g r 4 u",
        "v.iagra and via-gra",
        "vi\u0430gr\u0430",  # Cyrillic
        "ν\u0456\u03b1gra",  # Greek and Ukrainian
        "ｖｉａｇｒａ",
        "𝓿𝓲𝓪𝓰𝓻𝓪",
        "v̶i̶a̶g̶r̶a̶",
        "vi\u200dag\u200cra",
        "ᴠɪᴀɢʀᴀ",
        "(viagra)/x",
        "v\ni\na\ng\nr\na",
        "v\n\n\n\ni\n\n\n\na \n\n g \n r \n a",
        "v,i/a, g, r / a",
        "v\u20ddi\u0488a\ua670gra",  # Enclosed
        "vi\u3164a\U000e0061gr\u034fa",
        "viaaaaagra",
        "VVViAAGRaaaa",
        "vi4444gr@@@",
        "viiagra",
        "v.i.a.a.a.a.g.r.a",
        "🆅🅸🅰🅶🆁🅰",
        "🅥🅘🅐🅖🅡🅐 🄵",
        "v🙂i🙂a🙂g🙂r🙂a",
        "v ❤️ i ❤️a👍🏽g🙂r🙂 a",
    ],
)
def test_a_word_is_found_in_disguise(text):
    assert finds("viagra", text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("hell", "he'll, he’ll and shell"),
        ("ass", "class, assets and a sea"),
        ("viagra", "via Agra, viaduct"),
        ("ali", "all of it"),
        ("scam", "scammers"),
        # A plural is an ending: `*` says so.
        ("idiot", "idiots"),
        ("sis", "1515 and 515"),
        ("buy now", "now buy; buy it now"),
        ("usa", "us a lot"),
        ("the rapist", "the therapist"),
        ("viagra", "via 🙂 Agra"),
    ],
)
def test_what_only_looks_a_little_like_it_is_not_found(phrase, text):
    assert not finds(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("scam*", "scammers, SCAM"),
        ("scam*", "sc4mmed"),
        ("buy now", "Buy, NOW"),
        ("buy* now*", "buying nowadays"),
        ("Straße", "STRASSE"),
        ("v1agra", "v1agra"),
        ("a$$", "a$$ ass @ss"),
        ("AT&T", "at&t"),
        ("co-op", "the co op"),
        ("赌博", "在线赌博网站"),
        ("한국", "한국"),
        ("1488", "it is 1488"),
        ("casino.example", "http://casino.example/x"),
        ("buy viagra", "b u y v i a g r a"),
        ("kill yourself", "killyourself, KILLyourself"),
        ("kill yoursel*", "just killyourselves"),
    ],
)
def test_phrases_endings_and_signs_are_found(phrase, text):
    assert finds(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("bot", "booooot", True),
        ("boot", "booooot", True),
        ("bot", "boot", False),
        ("boot", "bot", False),
        ("god", "good, or oh my goood", True),
        ("god", "good", False),
        ("con", "coon", False),
        # Letters are added, never taken away.
        ("ass", "as aaas", False),
        ("asshole", "aaasssshoooole", True),
        ("asshole", "aasholes, assshoolle", True),
        ("asshole", "ashoooole", False),
        ("idiot", "iddiot", True),
        ("idiot", "i d d i o o o t", False),
        ("scam*", "scaaammmers", True),
        ("scam*", "scaam", False),
        ("rape*", "rapper", False),
        ("buy now", "buyyy nooow", True),
        ("1488", "14888", False),
        ("ㅋㅋ", "ㅋㅋㅋㅋㅋ", True),
    ],
)
def test_a_word_may_be_stretched_but_another_word_is_not_it(phrase, text, is_found):
    assert finds(phrase, text) == is_found


def test_of_many_phrases_each_is_told():
    words = WordList(("one", "two three", "two", "x", ""))

    assert words.found_in(read("Two three, one")) == {0, 1, 2}


def test_what_holds_no_letter_holds_no_word():
    assert words_of("* !! -- ' .") == ()
    assert WordList(("***",)).found_in(read("* * *")) == set()
    assert bare("\u200b\u0301\ufe0f") == ""


def steps_of(phrases, text):
    """How many steps the walk takes, to within a fiftieth of the most."""
    words, reading = WordList(tuple(phrases)), read(text)
    for steps in range(0, MOST_STEPS + 1, MOST_STEPS // 50):
        try:
            words.found_in(reading, steps=steps)
        except TooMuch:
            continue
        return steps
    return None


def names(letters, count, longest):
    """So many words of these letters, the short ones first."""
    lengths = range(3, longest)
    every = itertools.chain.from_iterable(itertools.product(letters, repeat=n) for n in lengths)
    return ["".join(each) for each in itertools.islice(every, count)]


@pytest.mark.parametrize(
    ("phrases", "text"),
    [
        (names("abcdefgh", 2_000, 9), "abcd efgh " * 100),
        ([f"{name}*" for name in names("abcdefgh", 2_000, 9)], "abcdefghabcdefgh " * 60),
        (["a" * n + "*" for n in range(3, 200)], "a" * 1_000),
        (["a " * 11 + name for name in names("ab", 2_000, 12)], "a " * 500),
        (names("ab", 2_000, 12), "a b " * 250),
        (names("ab", 2_000, 12), "1.b." * 250),
        (names("ab", 2_000, 12), "aaabbb" * 166),
        (names("ab", 2_000, 12), "a.a.a.b.b.b." * 83),
        ([f"{name}*" for name in names("ab", 2_000, 12)], "aabb " * 200),
    ],
)
def test_two_thousand_rules_and_a_thousand_letters_stay_within_the_limit(phrases, text):
    assert steps_of(phrases, text[:1_000]) is not None


def test_several_texts_are_looked_through_for_as_long_as_the_steps_last():
    words, texts = WordList(("one", "two")), [read("one two"), read("none"), read("two")] * 100

    assert list(words.found_in_each(texts[:3], steps=MOST_STEPS)) == [{0, 1}, set(), {1}]
    assert 0 < len(list(words.found_in_each(texts, steps=1_000))) < 300


def test_a_list_made_to_last_for_ever_is_given_up_and_what_was_found_is_told():
    endless = [" ".join(each) for each in itertools.product(["a", "a*"], repeat=11)]

    with pytest.raises(TooMuch) as over:
        WordList(tuple(endless)).found_in(read("a " * 500))

    assert over.value.found


@pytest.mark.parametrize(
    "piece", ["a ", "a.", "1a", "!", "a_", "赌", "@", "a1.", "'", "a!", "|.", "*", "a,\n"]
)
def test_a_text_is_read_in_no_more_pieces_than_it_has_letters(piece):
    reading = read((piece * 1_000)[:1_000])

    assert len(reading.words) <= 1_000
    assert sum(len(word) for place in reading.words for word, _behind in place) <= 8_000
    assert sum(map(len, reading.parted)) <= 3_000
