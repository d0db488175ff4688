"""Passages: found in a story however it is written, linked to, and told when they have changed."""

from urllib.parse import unquote

import pytest

from articles.text.body import clean
from articles.text.document import Document, Lead, Takeaway
from articles.text.passage import Mark, Passages, Standing, links_of

STORY = (
    "<p>It began at noon.</p>"
    "<h2>The <em>old</em> pier</h2><p>Nine boats came in.</p>"
    "<h3>Fish &amp;\n chips</h3><p>Cold.</p>"
    "<h2>Result</h2><p>It was close.</p><h2>Result</h2><ul><li>One<ul><li>Two</li></ul></li></ul>"
)


def where(body, quotation):
    """The tag in which the words of `quotation` begin, and how the story has them."""
    found = Passages(body).words(quotation)
    return (body[found.start :].split(">")[0] + ">", found.text) if found else None


def fragments(body, *takeaways, **known):
    """What stands behind the # of each takeaway's link."""
    return links_of(Document(body=body, takeaways=takeaways, **known)).fragments


# Named


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        ("The old pier", "the-old-pier"),
        ("  the OLD   pier\n", "the-old-pier"),
        ("Fish & chips", "fish-chips"),
        ("fish-chips", "fish-chips"),
        ("Result", "result"),
        ("result-2", "result-2"),
    ],
)
def test_a_passage_is_named_by_its_headings_words_or_by_its_anchor(typed, anchor):
    assert Passages(STORY).named(typed) == (anchor, "")


@pytest.mark.parametrize(
    ("typed", "quote"),
    [
        ("Nine boats", "Nine boats"),
        ("ine boats cam", "Nine boats came"),
        ("  Nine \n boats ", "Nine boats"),
        ("No such words", "No such words"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_other_words_are_a_quotation_in_whole_words_as_the_story_has_them(typed, quote):
    assert Passages(STORY).named(typed) == ("", quote)


@pytest.mark.parametrize("anchor", ["the-old-pier", "fish-chips", "result", "result-2"])
def test_what_is_shown_for_a_heading_means_that_heading_when_it_is_posted_back(anchor):
    passages = Passages(STORY)

    shown = passages.as_typed(Takeaway("x", anchor))

    assert passages.named(shown) == (anchor, "")


def test_what_is_shown_for_words_and_for_a_heading_that_is_gone_is_themselves():
    passages = Passages(STORY)

    assert passages.as_typed(Takeaway("x", quote="Nine boats")) == "Nine boats"
    assert passages.as_typed(Takeaway("x", "gone")) == "gone"
    assert passages.as_typed(Takeaway("x")) == ""


# Found


@pytest.mark.parametrize(
    ("body", "quotation", "found"),
    [
        ("<p>one two</p><p>three four</p>", "three", ("<p>", "three")),
        ("<p>one <em>two</em> three</p>", "two three", ("<p>", "two three")),
        ('<p>on<strong>e</strong> <a href="/x">two</a></p>', "one two", ("<p>", "one two")),
        ("<p>H<sub>2</sub>O is wet</p>", "H2O is", ("<p>", "H2O is")),
        ("<p>Fish &amp; chips &lt;3</p>", "Fish & chips <3", ("<p>", "Fish & chips <3")),
        ("<p>29\u00a0per\u202fcent</p>", "29 per cent", ("<p>", "29 per cent")),
        ("<p>29 per cent</p>", "29\u00a0per cent", ("<p>", "29 per cent")),
        ("<p>Ar\u00adbeit ruht</p>", "Arbeit ruht", ("<p>", "Arbeit ruht")),
        ("<p>“It’s done,” she said</p>", '"It\'s done," she', ("<p>", "“It’s done,” she")),
        ("<p>It's 3–4</p>", "It’s 3-4", ("<p>", "It's 3–4")),
        ("<p>one<br>two</p>", "one two", ("<p>", "one two")),
        ("<p>ends here.</p><p>Begins</p>", "here. Begins", ("<p>", "here. Begins")),
        ("<ul><li>a b<ul><li>c d</li></ul></li></ul>", "c d", ("<li>", "c d")),
        ("<blockquote><p>a</p><footer>Ada</footer></blockquote>", "Ada", ("<footer>", "Ada")),
        (
            '<figure data-image="4"><figcaption>A pier</figcaption></figure>',
            "pier",
            ("<figcaption>", "pier"),
        ),
        (
            '<table><tbody><tr><td colspan="2">4.1 m</td></tr></tbody></table>',
            "4.1 m",
            ('<td colspan="2">', "4.1 m"),
        ),
        ("<h2>The vote</h2><p>x</p>", "vote", ("<h2>", "vote")),
        ("<p>word</p>", "Word", None),
        ("<p>class</p>", "p>class", None),
        ('<p><a href="/secret/">x</a></p>', "secret", None),
        ('<figure data-embed="https://a.example/"><figcaption>b</figcaption></figure>', "b", None),
        ("", "x", None),
        ("<p>x</p>", "", None),
        ("<p>x</p>", "\u00ad \u200b", None),
    ],
)
def test_words_are_found_however_they_are_marked_spaced_and_quoted(body, quotation, found):
    assert clean(body) == body
    assert where(body, quotation) == found


def test_of_words_that_come_twice_the_first_are_meant():
    body = "<p>It was two.</p><h2>It was two.</h2><p>It was two.</p>"

    assert Passages(body).words("It was").start == 0


# How it stands


@pytest.mark.parametrize(
    ("takeaway", "standing"),
    [
        (Takeaway("x"), Standing.UNNAMED),
        (Takeaway("x", "the-old-pier"), Standing.STANDS),
        (Takeaway("x", "the-new-pier"), Standing.GONE),
        (Takeaway("x", quote="Nine boats came in"), Standing.STANDS),
        (Takeaway("x", quote="Ten boats came in"), Standing.GONE),
        (Takeaway("x", quote="It"), Standing.REPEATED),
    ],
)
def test_a_passage_stands_or_is_gone_or_stands_twice(takeaway, standing):
    assert Passages(STORY).standing(takeaway, checked="") is standing


@pytest.mark.parametrize(
    ("old", "new", "standing"),
    [
        ("Nine boats", "Ten boats", Standing.CHANGED),
        ("<p>Cold.</p>", "<p>Warm.</p>", Standing.CHANGED),
        ("<p>Cold.</p>", "<p>Cold.</p><p>More.</p>", Standing.CHANGED),
        ("Fish &amp;", "Peas &amp;", Standing.CHANGED),
        ("Nine boats", "Nine <em>boats</em>", Standing.STANDS),
        ("Nine boats", "Nine \u00a0boats", Standing.STANDS),
        ("It was close", "It was not close", Standing.STANDS),
        ("It began", "It ended", Standing.STANDS),
        ("</em> pier", "</em> quay", Standing.GONE),
    ],
)
def test_what_stands_beneath_a_heading_changes_with_any_word_down_to_the_next(old, new, standing):
    takeaway = Takeaway("x", "the-old-pier")
    checked = Passages(STORY).digest_of(takeaway)

    assert Passages(STORY).standing(takeaway, checked=checked) is Standing.STANDS
    assert Passages(STORY.replace(old, new)).standing(takeaway, checked=checked) is standing


def test_a_smaller_heading_has_less_beneath_it():
    passages = Passages(STORY)

    assert passages.beneath("fish-chips").text == "Cold."
    assert passages.beneath("the-old-pier").text == "Nine boats came in.\nFish & chips\nCold."
    assert passages.beneath("result-2").text == "One\nTwo"


# Links


def test_a_heading_is_led_to_by_its_anchor_and_no_passage_by_nothing():
    assert fragments(STORY, Takeaway("x", "result-2"), Takeaway("x"), Takeaway("x", "gone")) == (
        "result-2",
        "",
        "",
    )


def test_words_are_led_to_by_their_blocks_id_and_by_themselves():
    assert fragments(STORY, Takeaway("x"), Takeaway("Many", quote="Nine boats came in")) == (
        "",
        "passage-2:~:text=Nine%20boats%20came%20in",
    )


def test_what_has_a_meaning_in_a_text_fragment_is_encoded():
    body = "<p>A co-op, “Hay & Straw”: 50% #1 é?</p>"

    (fragment,) = fragments(clean(body), Takeaway("x", quote="co-op, “Hay & Straw”: 50% #1 é?"))

    directive = fragment.removeprefix("passage-1:~:text=")
    assert not set(directive) & set("-,&#? ")
    assert unquote(directive) == "co-op, “Hay & Straw”: 50% #1 é?"


def test_a_long_quotation_is_named_by_its_beginning_and_its_end():
    words = [f"w{n}" for n in range(60)]
    quote = " ".join(words[5:55])

    (fragment,) = fragments(f"<p>{' '.join(words)}</p>", Takeaway("x", quote=quote))

    assert fragment == "passage-1:~:text=w5%20w6%20w7%20w8,w51%20w52%20w53%20w54"


def test_a_quotation_over_two_blocks_is_named_by_its_ends_each_within_one():
    body = "<p>Alpha beta gamma.</p><p>Delta epsilon zeta eta theta iota.</p>"

    (fragment,) = fragments(body, Takeaway("x", quote="gamma. Delta epsilon zeta"))

    assert fragment == "passage-1:~:text=gamma.,Delta%20epsilon%20zeta"


def test_an_end_that_comes_earlier_in_the_quotation_is_made_longer():
    words = [
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "g",
        "h",
        "i",
        "j",
        "k",
        "l",
        "m",
        "n",
        "o",
        "p",
        "q",
        "r",
        "s",
        "t",
        "u",
        "v",
        "w",
        "x",
        "y",
        "z",
    ]
    quote = " ".join([*words, *words[22:], *[f"longer{n}" for n in range(6)], *words[22:]])

    (fragment,) = fragments(f"<p>{quote}</p>", Takeaway("Many", quote=quote))

    assert unquote(fragment.rpartition(",")[2]) == "longer2 longer3 longer4 longer5 w x y z"


@pytest.mark.parametrize(
    "known",
    [
        {"headline": "Nine Boats"},
        {"standfirst": "All nine boats."},
        {"lead": Lead(1, "Nine boats at sea")},
        {"body": "<p>Nine boatsmen.</p><p>On Monday nine boats came.</p>"},
    ],
)
def test_words_that_the_page_has_earlier_are_told_by_those_beside_them(known):
    body = known.pop("body", "<p>On Monday nine boats came.</p>")

    (fragment,) = fragments(body, Takeaway("Some", quote="nine boats came"), **known)
    (beside,) = fragments(body, Takeaway("Some", quote="nine boats"), **known)

    assert fragment.endswith("text=nine%20boats%20came")
    assert beside.endswith("text=On%20Monday-,nine%20boats")


def test_where_nothing_stands_before_them_the_words_behind_tell_them():
    body = "<p>Nine boats came in at noon.</p>"

    (fragment,) = fragments(body, Takeaway("Nine boats came", quote="Nine boats"))

    assert fragment == "passage-1:~:text=Nine%20boats,-came%20in%20at%20noon."


def test_words_that_nothing_can_tell_apart_are_led_to_by_the_id_alone():
    assert fragments("<p>Nine boats</p>", Takeaway("Nine boats", quote="Nine boats")) == (
        "passage-1",
    )


# Marks


def test_one_block_has_one_id_and_a_mark_for_each_takeaway():
    body = "<p>Nine boats came in at noon.</p><h2>Result</h2><p>x</p>"
    document = Document(
        body=body,
        takeaways=(
            Takeaway("a", quote="Nine boats"),
            Takeaway("b", "result"),
            Takeaway("c", quote="at noon"),
            Takeaway("d", quote="Result"),
        ),
    )

    links = links_of(document)

    assert links.marks == {
        0: Mark("passage-1", (1, 3)),
        body.index("<h2"): Mark("result", (2, 4)),
    }
    assert [each.split(":")[0] for each in links.fragments] == [
        "passage-1",
        "result",
        "passage-1",
        "result",
    ]


def test_a_heading_keeps_the_id_that_a_passage_would_have():
    body = "<h2>Passage 1</h2><p>Nine boats.</p>"

    (fragment,) = fragments(body, Takeaway("x", quote="Nine boats"))

    assert fragment.startswith("passage-1-0:~:text=")


# Hostile bodies


HOSTILE = {
    "paragraphs": "<p>a</p>" * 110_000,
    "one word": f"<p>{'a' * 900_000}</p>",
    "half words": f"<p>{'a b' * 300_000}</p>",
    "marks": f"<p>{'<em>a</em>' * 80_000}</p>",
    "headings": "<h2>a</h2>" * 40_000,
    "smaller headings": "<h2>x</h2>" + "<h3>a</h3><p>a</p>" * 40_000,
    "references": f"<p>{'&amp;' * 90_000}</p>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_no_body_takes_for_ever(body):
    quotes = ("a" * 900, "a a a", "b" * 900, f"{'a' * 400}b{'a' * 400}", "& " * 300, "aa&")
    takeaways = [Takeaway("a", quote=quote) for quote in quotes] + [Takeaway("a", "a-39")]

    links = links_of(Document(body=body, takeaways=tuple(takeaways) * 5))

    assert len(links.fragments) == 35
