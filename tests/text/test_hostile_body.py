"""Bodies sent to do harm: nothing of them can run, load, send or hide."""

import random
from html.parser import HTMLParser

import pytest

from articles.text.body import clean, for_page, plain
from tests.text.proof import strange_in

RUNS = "alert(1)"


def addresses_in(html):
    """Every address that a browser would see in `html`."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.extend(value for _, value in attrs)
    parser.feed(html)
    return found


# Of these nothing is left, not even as words.
UNREAD = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js>alert(1)</SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<scr\x00ipt>alert(1)</script>",
    "<script>alert(1)",
    "<title>alert(1)</title>",
    "<style>@import 'alert(1)'</style>",
    "<iframe srcdoc='<script>alert(1)</script>'>alert(1)</iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)>alert(1)</object>",
    "<embed src=javascript:alert(1)>",
    "<svg onload=alert(1)><g>alert(1)</g></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>alert(1)</text></a></svg>",
    "<svg><foreignObject><iframe srcdoc=alert(1)></iframe></foreignObject></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<math><mi xlink:href=javascript:alert(1)>alert(1)</mi></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
    "onerror=alert(1)&gt;'>",
    "<template><script>alert(1)</script></template>",
    "<base href=javascript:alert(1)//>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'/>",
    "<img/src=x/onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video poster=javascript:alert(1)><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<isindex action=javascript:alert(1) type=image>",
    "<!-- alert(1) -->",
    "<!--<script>alert(1)</script>-->",
    "<!--><!-- alert(1) -->",
    "<!doctype html [<!ENTITY x 'alert(1)'",
    "<?php alert(1) ?>",
]


@pytest.mark.parametrize("payload", UNREAD)
def test_what_could_run_is_gone_with_all_that_it_holds(payload):
    before, within = clean(f"<p>Fair play</p>{payload}"), clean(f"<p>Fair {payload}")

    for printed in (before, within):
        assert strange_in(printed) == []
        assert RUNS not in printed
        assert "Fair" in plain(printed)


# Of these the words may be left.
DRESSED = [
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<noembed><img src=x onerror=alert(1)></noembed>",
    "<noframes><script>alert(1)</script></noframes>",
    "<textarea><script>alert(1)</script></textarea>",
    "<textarea></p><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<title></title><title><img src=x onerror=alert(1)></title>",
    "<select><script>alert(1)</script><option>alert(1)</select>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<svg><![CDATA[<img src=x onerror=alert(1)>]]></svg>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "&amp;lt;script&amp;gt;alert(1)",
    "<<script>script>alert(1)<</script>/script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<p/onclick=alert(1)>x</p>",
    "<p onclick=alert(1) onclick=alert(1)>x</p>",
    "<p \x0conclick=alert(1)>x</p>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<b onmouseover=alert(1)>x</b><i ONCLICK='alert(1)'>x</i>",
    "<h2 id=alert(1) contenteditable autofocus onfocus=alert(1)>x</h2>",
    "<table background=javascript:alert(1)><tr><td onclick=alert(1) bgcolor=x>x</table>",
    "<ul style=x><li onpointerenter=alert(1)>x</ul>",
    "<hr onclick=alert(1)><br onclick=alert(1)>",
    "<blockquote cite=javascript:alert(1) class='pull' onclick=alert(1)>x</blockquote>",
    "<blockquote class='pull\" onclick=\"alert(1)'>x</blockquote>",
    "<blockquote class='navigation pull-right'>x</blockquote>",
    "<p class='admin hidden'>x</p>",
    "<figure data-image='7\" onclick=\"alert(1)'>x</figure>",
    "<figure data-image='7&quot;&gt;<script>alert(1)</script>'>x</figure>",
    "<figure data-image=7 onclick=alert(1) style=x class=y>x</figure>",
    "<figure data-embed='https://a.example/\" onclick=\"alert(1)'>x</figure>",
    "<figure data-embed='https://a.example/&#34;&#62;<script>alert(1)</script>'>x</figure>",
    "<figure data-embed=\"https://a.example/'onclick='alert(1)\">x</figure>",
    "<figure data-embed=javascript:alert(1)>x</figure>",
    "<td colspan='2\" onclick=\"alert(1)'>x</td>",
    "<table><tr><td colspan='2\" onclick=\"alert(1)'>x</td></tr></table>",
    "<a href='/\" onclick=\"alert(1)'>x</a>",
    "<a href=/ onclick=alert(1) ping=//evil.example download>x</a>",
    "<a href='/'onclick=alert(1)>x</a>",
    '<a href="/\'><script>alert(1)</script>">x</a>',
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)><html manifest=x>x",
    "<x-story onclick=alert(1)>x</x-story>",
    "<b><p><b onclick=alert(1)></p></b></b><a><table><a href=javascript:alert(1)>x",
]


@pytest.mark.parametrize("payload", DRESSED)
def test_what_could_run_is_undone_however_it_is_dressed(payload):
    printed = clean(f"<p>Fair {payload} play</p>")

    assert strange_in(printed) == []
    assert clean(printed) == printed


# What browsers read as a scheme that runs, however it is written.
SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "\u3000javascript:alert(1)",
    "\x01javascript:alert(1)",
    "\x1f\tjavascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\r\nscript:alert(1)",
    "java\x00script:alert(1)",
    "java\u202escript:alert(1)",
    "java\ufeffscript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#9;script:alert(1)",
    "java&#x0A;script:alert(1)",
    "java&#1;script:alert(1)",
    "java&#x202e;script:alert(1)",
    "&#14;javascript:alert(1)",
    "&#x20;&#1;javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3A;alert(1)",
    "&#106;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)",
    "javascript://example.org/%0aalert(1)",
    "vbscript:msgbox(1)",
    "VBSCRIPT:msgbox(1)",
    "vb&Tab;script:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "da&NewLine;ta:text/html,x",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "blob:https://example.org/x",
    "file:///etc/passwd",
    "livescript:alert(1)",
]


@pytest.mark.parametrize("address", SCHEMES)
def test_a_link_that_would_run_is_no_link(address):
    printed = clean(f'<p>Read <a href="{address}">on</a></p>')

    assert printed == "<p>Read on</p>"


@pytest.mark.parametrize("address", SCHEMES)
def test_nor_is_it_an_embed(address):
    printed = clean(f'<figure data-embed="{address}">A film</figure>')

    assert addresses_in(printed) == []
    assert "A film" in plain(printed)


def test_a_reference_to_nul_leaves_no_link():
    printed = clean('<p><a href="java&#0;script:alert(1)">on</a></p>')

    assert printed == "<p>on</p>"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ufeff", "\ud800"])
def test_characters_that_nobody_types_are_left_out(character):
    assert clean(f"<p>Fair{character} play</p>") == "<p>Fair play</p>"
    assert clean(f"<{character}p>Fair play</p{character}>") == "<p>Fair play</p>"


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x85"])
def test_what_other_programs_end_lines_with_goes_on_parting_words(end):
    assert clean(f"<p>Fair{end}play</p>") == "<p>Fair play</p>"


@pytest.mark.parametrize("turn", "\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069")
def test_what_turns_the_writing_round_is_left_out_however_it_is_written(turn):
    for written in (turn, f"&#{ord(turn)};", f"&#x{ord(turn):x};"):
        assert clean(f"<p>Fair{written} play</p>") == "<p>Fair play</p>"


def test_writing_from_right_to_left_and_joined_letters_stay():
    arabic, persian, family = "مرحبا\u200f", "می\u200cخواهم", "👩\u200d👧"

    assert clean(f"<p>{arabic} {persian} {family}</p>") == f"<p>{arabic} {persian} {family}</p>"


# Whatever is put together of these

FRAGMENTS = UNREAD + DRESSED
FRAGMENTS += ["<", ">", '"', "'", "=", "/", "&", ";", "<p>", "</p>", "<p title='", '<a href="']
FRAGMENTS += ["</a>", "<table>", "<td>", "<ul><li>", "<h2>", "<figure data-image=1>", "</figure>"]
FRAGMENTS += [
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<!",
    "<?",
    "</",
    "</br>",
    "<svg>",
    "</svg>",
]
FRAGMENTS += ["<math>", "<mi>", "<mglyph>", "<style>", "</style>", "<template>", "<select>", "<b>"]
FRAGMENTS += [
    "javascript:",
    "&#9;",
    "&#0;",
    "&#xd800;",
    "&#x202e;",
    "&lt;",
    "\x00",
    "\x0c",
    "\ud800",
]


def test_no_mixture_of_all_this_comes_through_and_what_does_stays_the_same():
    dice = random.Random(7)  # noqa: S311 - the same mixtures each time
    for _mixture in range(1_500):
        typed = "".join(dice.choices(FRAGMENTS, k=dice.randrange(1, 12)))

        printed = clean(typed)

        assert strange_in(printed) == [], typed
        assert clean(printed) == printed, typed


def test_what_reaches_the_page_is_what_was_cleaned():
    for payload in UNREAD + DRESSED:
        body = clean(f"<h2>{payload}</h2><figure data-image=7><figcaption>{payload}</figure>")

        page = for_page(body, figure=lambda _id, caption: caption, embed=lambda *_: "")

        assert "<script" not in page.lower(), payload
        assert "<img" not in page.lower(), payload
        assert "<svg" not in page.lower(), payload
