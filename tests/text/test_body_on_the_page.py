"""What is read out of a clean body: its words, headings and images, and the page's HTML."""

import re

import pytest

from articles.text.body import Heading, clean, for_page, headings, images, plain


def page_of(body, **makers):
    """`body` as readers get it, with figures that say what they were asked for."""
    asked = {
        "figure": lambda image, caption: f"[image {image!r}: {caption}]",
        "embed": lambda address, caption: f"[film {address}: {caption}]",
    }
    return for_page(body, **(asked | makers))


# Words


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", ""),
        ("<p>One.</p><p>Two.</p>", "One.\nTwo.\n"),
        ("<h2>One</h2><h3>Two</h3><p>Three</p>", "One\nTwo\nThree\n"),
        ("<p>One<br>two</p>", "One\ntwo\n"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo\n"),
        ("<p>A <strong>loud</strong>ly <a href='/x'>said</a> word</p>", "A loudly said word\n"),
        ("<blockquote><p>One</p><footer>Ada</footer></blockquote>", "One\nAda\n"),
        ('<figure data-image="7"><figcaption>Pier</figcaption></figure>', "Pier\n"),
        ("<table><tbody><tr><th>A</th><td>B</td></tr></tbody></table>", "A\nB\n"),
        ("<p>Fish &amp; chips &lt; 5</p>", "Fish & chips < 5\n"),
        ("<p>&lt;em&gt; &amp;amp;</p>", "<em> &amp;\n"),
    ],
)
def test_the_words_of_a_body_are_parted_by_line_ends(html, words):
    assert plain(html) == words


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>One<ul><li>two</li></ul></li></ul>",
        "<ul><li>One<ol><li>two</li></ol></li></ul>",
        "<ul><li>One<p>two</p></li></ul>",
        "<ul><li><strong>One</strong><ul><li>two</li></ul></li></ul>",
        '<ul><li><a href="/x">One</a><p>two</p></li></ul>',
        "<table><tbody><tr><td>One<ul><li>two</li></ul></td></tr></tbody></table>",
        "<p>One</p><hr><p>two</p>",
    ],
)
def test_words_in_two_blocks_never_become_one(html):
    assert clean(html) == html
    assert plain(html).split() == ["One", "two"]


# Headings


def test_headings_are_told_with_their_level_and_words_in_their_order():
    found = headings("<h2>The <em>old</em> pier</h2><p>Text</p><h3>Fish &amp;\n chips</h3>")

    assert found == [
        Heading(level=2, text="The old pier", anchor="the-old-pier"),
        Heading(level=3, text="Fish & chips", anchor="fish-chips"),
    ]


def test_equal_headings_have_anchors_that_differ():
    found = headings("<h2>Result</h2>" * 3)

    assert [heading.anchor for heading in found] == ["result", "result-2", "result-3"]


@pytest.mark.parametrize(
    "words",
    [
        ["A", "A", "A 2", "A-2", "A"],
        ["A 2", "A", "A", "A 2"],
        ["A 2", "A 3", "A", "A", "A"],
        ["", "Part", "Part 2", "漁", "😀", "part-2"],
    ],
)
def test_no_anchor_is_given_twice_even_when_a_heading_ends_in_a_number(words):
    anchors = [each.anchor for each in headings("".join(f"<h2>{each}</h2>" for each in words))]

    assert len(set(anchors)) == len(words)
    assert all(re.fullmatch(r"[a-z0-9-]+", anchor) for anchor in anchors)


def test_a_heading_keeps_its_anchor_when_others_follow():
    before = headings("<h2>Result</h2><h2>Result</h2>")

    after = headings("<h2>Result</h2><h2>Result</h2><h3>New</h3><h2>Result</h2>")

    assert after[:2] == before


def test_a_heading_of_signs_alone_has_an_anchor_too():
    assert [each.anchor for each in headings("<h2>漁</h2><h3>😀</h3>")] == ["part", "part-2"]


# Images


def test_images_are_told_in_their_order_and_embeds_are_none():
    body = (
        '<figure data-image="9"></figure><p>Text 5</p>'
        '<figure data-embed="https://a.example/3"></figure>'
        '<figure data-image="2"><figcaption>Pier 7</figcaption></figure>'
        '<figure data-image="9"></figure>'
    )

    assert images(body) == [9, 2, 9]


def test_what_only_speaks_of_a_figure_shows_none():
    assert images(clean('<p>&lt;figure data-image="4"&gt;&lt;/figure&gt;</p>')) == []


# The page


def test_headings_have_the_ids_that_links_were_promised():
    body = "<h2>Result</h2><p>x</p><h3>The <em>vote</em></h3><h2>Result</h2>"

    page = page_of(body)

    assert page == (
        '<h2 id="result">Result</h2><p>x</p>'
        '<h3 id="the-vote">The <em>vote</em></h3><h2 id="result-2">Result</h2>'
    )


def test_each_table_can_be_scrolled_by_itself():
    table = "<table><tbody><tr><td>A</td></tr></tbody></table>"

    page = page_of(f"{table}<p>x</p>{table}", table="Table & so on")

    name = 'role="group" aria-label="Table &amp; so on"'
    scroller = f'<div class="scroller" {name} tabindex="0">{table}</div>'
    assert page == f"{scroller}<p>x</p>{scroller}"


def test_figures_are_made_by_those_who_know_the_library():
    body = (
        '<figure data-image="7"></figure>'
        '<figure data-image="8"><figcaption>The <em>pier</em> &amp; sea</figcaption></figure>'
    )

    assert page_of(body) == "[image 7: ][image 8: The <em>pier</em> &amp; sea]"


def test_embeds_are_made_from_the_address_as_it_is_typed_in_a_browser():
    body = (
        '<figure data-embed="https://a.example/?a=1&amp;b=2"></figure>'
        '<figure data-embed="https://a.example/it&#x27;s"><figcaption>Film</figcaption></figure>'
    )

    assert page_of(body) == "[film https://a.example/?a=1&b=2: ][film https://a.example/it's: Film]"


def test_what_is_made_goes_on_the_page_as_it_is():
    made = r"<img alt='\1 \g<0> <h2>x</h2> &amp;'>"

    page = page_of('<h2>A</h2><figure data-image="7"></figure>', figure=lambda *_: made)

    assert page == f'<h2 id="a">A</h2>{made}'


def test_all_else_reaches_the_page_unchanged():
    body = '<p>A <a href="/x">b</a></p><ul><li>c</li></ul><blockquote><p>d</p></blockquote><hr>'

    assert page_of(body) == body


def test_a_block_that_is_marked_has_an_id_and_begins_with_its_mark():
    body = "<h2>Result</h2><p>x</p><ul><li>y</li></ul><h3>Vote</h3>"
    places = [body.index(tag) for tag in ("<h2", "<li", "<h3")]
    marks = dict(
        zip(places, [("result", "[1]"), ("passage-2", "[2]"), ("vote", "[3]")], strict=True)
    )

    page = page_of(body, marks=marks)

    assert page == (
        '<h2 id="result">[1]Result</h2><p>x</p><ul><li id="passage-2">[2]y</li></ul>'
        '<h3 id="vote">[3]Vote</h3>'
    )


def test_the_mark_of_a_caption_stands_in_what_is_made_of_its_figure():
    body = '<figure data-image="7"><figcaption>The pier</figcaption></figure>'

    page = page_of(body, marks={body.index("<figcaption"): ("passage-1", "[1]")})

    assert page == '[image 7: <span id="passage-1">[1]</span>The pier]'


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("Corrections", "corrections-2"),
        ("Takeaways", "takeaways-2"),
        ("Takeaway 2", "part-takeaway-2"),
        ("Passages of time", "passages-of-time"),
    ],
)
def test_no_heading_takes_the_name_of_a_part_of_the_page(words, anchor):
    assert [each.anchor for each in headings(f"<h2>{words}</h2>")] == [anchor]
