"""A story's body: what is kept as it is, and what becomes of the rest."""

import pytest

from articles.text.body import clean, is_empty, plain
from tests.text.proof import strange_in

# Each element of the vocabulary, in each place where it may stand.
VOCABULARY = [
    "<p>Boats came in.</p>",
    "<p>One.</p><p>Two.</p>",
    "<p>One line<br>and the next</p>",
    "<p>A <strong>loud</strong> and an <em>odd</em> word.</p>",
    "<p>H<sub>2</sub>O and 10<sup>6</sup></p>",
    "<p><strong><em>Both</em></strong></p>",
    "<h2>A heading</h2>",
    "<h3>A lesser <em>heading</em></h3>",
    "<ul><li>One</li><li>Two</li></ul>",
    "<ol><li>One</li><li>Two</li></ol>",
    '<ol start="4"><li>Four</li><li>Five</li></ol>',
    '<ol><li>One<ol start="1999"><li>Within</li></ol></li></ol>',
    "<ul><li>Fruit<ul><li>Pears</li></ul></li><li>Bread</li></ul>",
    "<ol><li>Fruit<ul><li>Pears<ol><li>Green</li></ol></li></ul></li></ol>",
    "<ul><li><p>One.</p><p>And more.</p></li></ul>",
    "<blockquote><p>Said.</p></blockquote>",
    "<blockquote><p>Said.</p><footer>Ada <em>Marsh</em></footer></blockquote>",
    "<blockquote><ul><li>First</li></ul><ol><li>Then</li></ol></blockquote>",
    '<blockquote class="pull"><p>Said aloud.</p></blockquote>',
    '<figure data-image="12"></figure>',
    '<figure data-image="12"><figcaption>The <em>pier</em></figcaption></figure>',
    '<figure data-embed="https://video.example/1?a=1&amp;b=2"></figure>',
    '<figure data-embed="https://video.example/1"><figcaption>Film</figcaption></figure>',
    "<table><tbody><tr><td>One</td><td></td></tr></tbody></table>",
    "<table><thead><tr><th>Town</th></tr></thead><tbody><tr><td>Weir</td></tr></tbody></table>",
    '<table><tbody><tr><th rowspan="2">A</th><td colspan="3">B</td></tr></tbody></table>',
    "<table><tbody><tr><td>A<ul><li>B</li></ul></td><td><p>C</p><p>D</p></td></tr></tbody></table>",
    "<p>Before</p><hr><p>After</p>",
    '<p><a href="https://example.org/a?b=1&amp;c=2#d">there</a></p>',
    '<p><a href="http://example.org/">there</a></p>',
    '<p><a href="mailto:desk@example.org">write</a></p>',
    '<p><a href="/news/">here</a> <a href="#top">up</a></p>',
    '<p><a href="/news/"><strong>Loud</strong></a></p>',
    "<p>Fish &amp; chips for &lt; 5, “fair” 'enough' é 漁 😀\u00a0€</p>",
    "<p>What <em>&lt;script&gt;</em> and &amp;amp; mean</p>",
]


@pytest.mark.parametrize("html", VOCABULARY)
def test_what_the_house_knows_is_kept_as_it_is(html):
    assert clean(html) == html
    assert strange_in(html) == []


def test_words_of_an_item_do_not_run_into_a_list_that_begins_at_four():
    assert plain('<ul><li>Fruit<ol start="4"><li>Pears</li></ol></li></ul>').split() == [
        "Fruit",
        "Pears",
    ]


def test_a_whole_story_is_kept_as_it_is():
    story = "".join(VOCABULARY)

    assert clean(story) == story


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("", ""),
        (" \n ", ""),
        ("Bare words", "<p>Bare words</p>"),
        ("Bare <b>loud</b> words", "<p>Bare <strong>loud</strong> words</p>"),
        ("<p>Held <i>by</i> <b>hand</b></p>", "<p>Held <em>by</em> <strong>hand</strong></p>"),
        (
            "<h1>Top</h1><h4>Four</h4><h5>Five</h5><h6>Six</h6>",
            "<h2>Top</h2><h3>Four</h3><h3>Five</h3><h3>Six</h3>",
        ),
        ("<div>One<div>Two</div>Three</div>", "<p>One</p><p>Two</p><p>Three</p>"),
        ("<section><p>One</p></section>", "<p>One</p>"),
        ("<dl><dt>Word</dt><dd>Meaning</dd></dl>", "<p>Word</p><p>Meaning</p>"),
        ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
        ("<p>One</p>Two<h2>Three</h2>", "<p>One</p><p>Two</p><h2>Three</h2>"),
        ("<p>One <u>two</u> <code>three</code> <span>four</span></p>", "<p>One two three four</p>"),
        ("<P>Loud <STRONG>tags</STRONG></P>", "<p>Loud <strong>tags</strong></p>"),
        ("<p>1 < 2 > 1 & so on</p>", "<p>1 &lt; 2 &gt; 1 &amp; so on</p>"),
        ("<p>Open <strong>and never shut", "<p>Open <strong>and never shut</strong></p>"),
        ("</p></div>Shut and never open", "<p>Shut and never open</p>"),
        (
            "<p><b>One <i>two</b> three</i></p>",
            "<p><strong>One <em>two</em></strong><em> three</em></p>",
        ),
        ("<b>a <i>b <b>c</b></i></b>", "<p><strong>a <em>b c</em></strong></p>"),
        ("<p>see <img src='a.jpg' alt='pier'>there</p>", "<p>see there</p>"),
        ("<form><label>Name</label> <button>Send</button></form>", "<p>Name Send</p>"),
    ],
)
def test_what_it_does_not_know_loses_its_tag_and_keeps_its_words(typed, printed):
    assert clean(typed) == printed


@pytest.mark.parametrize(
    "nothing",
    [
        "<p></p>",
        "<p> <br> </p>",
        "<p>\u00a0</p>",
        "<h2></h2>",
        "<ul><li></li></ul>",
        "<blockquote><p></p></blockquote>",
        "<p><strong></strong></p>",
        "<table></table>",
        "<figure></figure>",
    ],
)
def test_what_holds_nothing_is_left_out(nothing):
    assert clean(f"<p>One</p>{nothing}<p>Two</p>") == "<p>One</p><p>Two</p>"


def test_the_space_in_an_empty_mark_still_parts_two_words():
    assert clean("<p>One<b> </b>two</p>") == "<p>One two</p>"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<ul>One<li>Two</li>Three</ul>", "<ul><li>One</li><li>Two</li><li>Three</li></ul>"),
        ("<ul><li>One<li>Two</ul>", "<ul><li>One</li><li>Two</li></ul>"),
        ("<ul><li>One</li><ul><li>Two</li></ul></ul>", "<ul><li>One</li><li>Two</li></ul>"),
        ("<ul><li><p>One</p></li></ul>", "<ul><li>One</li></ul>"),
        ("<ul><li><h2>One</h2>two</li></ul>", "<ul><li>One two</li></ul>"),
        ("<li>One</li>", "<p>One</p>"),
        (
            "<blockquote>Said<footer>Ada</footer></blockquote>",
            "<blockquote><p>Said</p><footer>Ada</footer></blockquote>",
        ),
        (
            "<blockquote class='pull big'>Said</blockquote>",
            '<blockquote class="pull"><p>Said</p></blockquote>',
        ),
        (
            "<blockquote class='big'><p>Said</p></blockquote>",
            "<blockquote><p>Said</p></blockquote>",
        ),
        ("<h2><p>Heading</p></h2>", "<h2>Heading</h2>"),
        ("<p>One<hr>Two</p>", "<p>One</p><hr><p>Two</p>"),
    ],
)
def test_what_stands_in_a_wrong_place_is_put_right(typed, printed):
    assert clean(typed) == printed


@pytest.mark.parametrize("start", ["0", "1", "-2", "10000", "4x", "", "4 onclick=x", "٤", "i"])
def test_a_list_begins_at_a_number_that_counts_or_at_one(start):
    assert clean(f'<ol type="i" start="{start}"><li>A</li></ol>') == "<ol><li>A</li></ol>"


@pytest.mark.parametrize(
    ("html", "empty"),
    [
        ("", True),
        ("<hr><table><tbody><tr><td></td></tr></tbody></table>", True),
        ("<p>A</p>", False),
        ('<figure data-image="7"></figure>', False),
        ('<figure data-embed="https://youtu.be/aB3"></figure>', False),
    ],
)
def test_a_story_of_one_picture_or_film_is_not_empty(html, empty):
    assert clean(html) == html
    assert is_empty(html) is empty


# Links


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<a href='/a' target=_blank rel=me style=x class=y id=z>a</a>", '<a href="/a">a</a>'),
        ("<a href='  /a\n '>a</a>", '<a href="/a">a</a>'),
        ("<a href='/a\"b'>a</a>", '<a href="/a&quot;b">a</a>'),
        (
            "<a href='/a'>one <a href='/b'>two</a></a>",
            '<a href="/a">one </a><a href="/b">two</a>',
        ),
        ("<a name='x'>named</a>", "named"),
        ("<a href=''>empty</a>", "empty"),
        ("<a href='ftp://example.org/'>old</a>", "old"),
        ("<a href='tel:112'>call</a>", "call"),
        ("<a href='mailto:'>nobody</a>", "nobody"),
        ("<a href='https://'>no site</a>", "no site"),
        ("<a href='?page=2'>on</a>", "on"),
        ("<a href='times'>times</a>", "times"),
        ("<a href='../news/'>up</a>", "up"),
        ("<a href='10.0.0.1/x'>number</a>", "number"),
        ("<a href='xn--a.org/x'>no name</a>", "no name"),
    ],
)
def test_a_link_is_its_address_or_nothing(typed, printed):
    assert clean(f"<p>{typed}</p>") == f"<p>{printed}</p>"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org"),
        ("example.org/times", "https://example.org/times"),
        ("www.example.co.uk?q=a.b#c", "https://www.example.co.uk?q=a.b#c"),
        ("EXAMPLE.org/Times", "https://EXAMPLE.org/Times"),
        ("//example.org/times", "https://example.org/times"),
        ("/\\example.org/times", "https://example.org/times"),
        ("desk@example.org", "mailto:desk@example.org"),
    ],
)
def test_a_link_to_another_site_gets_the_scheme_that_it_lacks(typed, address):
    printed = clean(f'<p><a href="{typed}">there</a></p>')

    assert printed == f'<p><a href="{address}">there</a></p>'
    assert clean(printed) == printed


# Figures


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            "<figure data-image=7>The pier</figure>",
            '<figure data-image="7"><figcaption>The pier</figcaption></figure>',
        ),
        ("<figure data-image=007></figure>", '<figure data-image="7"></figure>'),
        (
            "<figure data-image=7 data-embed='https://a.example/'></figure>",
            '<figure data-image="7"></figure>',
        ),
        (
            "<figure data-image=7 src=x onload=y><img src=x></figure>",
            '<figure data-image="7"></figure>',
        ),
        (
            "<figure data-image=7><figcaption>A<p>B</p></figcaption></figure>",
            '<figure data-image="7"><figcaption>A B</figcaption></figure>',
        ),
        (
            "<figure data-image=7><figcaption>A</figcaption>B</figure>",
            '<figure data-image="7"><figcaption>A</figcaption></figure><p>B</p>',
        ),
        (
            "<figure data-embed='https://a.example/?q=a&b=c'></figure>",
            '<figure data-embed="https://a.example/?q=a&amp;b=c"></figure>',
        ),
    ],
)
def test_a_figure_shows_one_thing_by_id_or_address(typed, printed):
    assert clean(typed) == printed


@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "1 2", "٣", "9" * 19, "7;", "7' x='"])
def test_a_figure_whose_id_is_no_number_leaves_its_caption(value):
    typed = f'<figure data-image="{value}"><figcaption>The pier</figcaption></figure>'

    assert clean(typed) == "<p>The pier</p>"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://a.example/",
        "//a.example/",
        "/film",
        "a.example",
        "https://",
        "https://a.example/ b",
        "https://a.example/<b>",
        "https://a.example/&quot;x",
        "javascript:alert(1)//https://a.example/",
        "data:text/html,https://a.example/",
        " https://a.example/",
    ],
)
def test_an_embed_whose_address_is_not_https_leaves_its_caption(address):
    typed = f'<figure data-embed="{address}"><figcaption>A film</figcaption></figure>'

    assert clean(typed) == "<p>A film</p>"


# Tables


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<table><tr><td>A</table>", "<table><tbody><tr><td>A</td></tr></tbody></table>"),
        (
            "<table><tr><td><p>A</p></td></tr></table>",
            "<table><tbody><tr><td>A</td></tr></tbody></table>",
        ),
        (
            "<table><tr><th>A</th></tr><tr><td>B</td></tr></table>",
            "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>B</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td>A</td></tr><tfoot><tr><td>B</td></tr></tfoot></table>",
            "<table><tbody><tr><td>A</td></tr></tbody><tbody><tr><td>B</td></tr></tbody></table>",
        ),
        (
            "<table><caption>Towns</caption><tr><td>A</td></tr></table>",
            "<p>Towns</p><table><tbody><tr><td>A</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td>A</td></tr>stray</table>",
            "<p>stray</p><table><tbody><tr><td>A</td></tr></tbody></table>",
        ),
    ],
)
def test_a_table_has_one_shape_and_loses_no_words(typed, printed):
    assert clean(typed) == printed


@pytest.mark.parametrize("span", ["0", "1", "-2", "100", "2x", "", "2 onclick=x", "²"])
def test_a_span_that_says_nothing_is_left_out(span):
    typed = f'<table><tr><td colspan="{span}" rowspan="{span}" width="9">A</td></tr></table>'

    assert clean(typed) == "<table><tbody><tr><td>A</td></tr></tbody></table>"
