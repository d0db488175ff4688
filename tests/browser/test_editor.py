"""The editor of a story's body in a real browser: typing, pasting, linking, and what it tells."""

import base64

import pytest
from playwright.sync_api import expect

from articles.models import Image
from tests.browser.editing import click_into_story, sign_in
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.browser.test_main_job import add_rows
from tests.make import make_article, make_image, make_user, picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.looks]

DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">
<h1 dir="ltr" style="margin-top:20pt"><span style="font-weight:700">The vote</span></h1>
<p dir="ltr" style="line-height:1.38"><span style="font-weight:400;font-style:normal">It </span>
<span style="font-weight:700">began</span><span style="font-weight:400"> at </span>
<span style="font-weight:400;font-style:italic">noon</span></p></b>"""
WORD = """<html><head><style>p.MsoNormal {margin: 0}</style></head><body>
<p class=MsoNormal style='margin:0'>First <b style='mso-bidi-font-weight:normal'>this</b>:</p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'>
<span style='mso-list:Ignore'>1.<span style='font:7.0pt'>&nbsp;&nbsp;</span></span>One</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'>
<span style='mso-list:Ignore'>o<span style='font:7.0pt'>&nbsp;</span></span>within</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>
<span style='mso-list:Ignore'>2.</span>Two</p></body></html>"""

DOT = base64.b64encode(picture_bytes("navy")).decode()
MARKED = f"""<div><p>First <img src="https://lh7-rt.googleusercontent.com/x">word</p><br>
<p class=MsoNormal>&nbsp;</p><p><o:p>&nbsp;</o:p></p>
<figure><img src="https://a.example/a.jpg"><figcaption>Theirs</figcaption></figure>
<img src="https://a.example/seen" width=1 height=1>
<figure><img src="data:image/jpeg;base64,{DOT}"><figcaption>The <b>pier</b></figcaption></figure>
<p><ins>ins</ins> <del datetime="2026">deleted</del>and <s datetime="2026">more</s>
<a href="#_ftn1">[1]</a><a href="#_msocom_1">[AB1]</a><a href="#cmnt1">[a]</a></p><br>
<p><iframe src="//www.youtube.com/embed/aB3"></iframe></p>
<iframe src="https://map.example/1"></iframe>
<p><a href="https://www.google.com/url?q=https://b.example/%3Fa%3D1&amp;sa=D">b</a>
<a href="https://www.google.com/url?q=javascript:alert(1)">c</a></p>
<ol start=4><li>Four</li></ol></div>"""
WITHOUT_MARKS = (
    "<p>First word</p>"
    '<figure data-image="{}"><figcaption>The pier</figcaption></figure>'
    "<p>ins and [1]</p>"
    '<figure data-embed="https://www.youtube.com/embed/aB3"></figure>'
    '<p><a href="https://map.example/1">https://map.example/1</a></p>'
    '<p><a href="https://b.example/?a=1">b</a> '
    '<a href="https://www.google.com/url?q=javascript:alert(1)">c</a></p>'
    '<ol start="4"><li>Four</li></ol>'
)


# A second after the last key, what was typed is kept.
LONGER_THAN_THE_PAUSE = 1_300

AT_THE_END = """() => {
    const story = document.querySelector(".ProseMirror")
    return story.lastElementChild.contains(getSelection().anchorNode)
}"""


def write(page, body="", **known):
    """Open a story with that body as an editor, and put the cursor at its end."""
    article = make_article(body=body, **known)
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    page.locator(".prose-menubar").wait_for()
    story = page.locator(".ProseMirror")
    # In the space beneath the last line.
    below = {"x": 30, "y": story.bounding_box()["height"] - 15}
    click_into_story(page, story, position=below)
    page.keyboard.press("Control+End")
    # On a busy machine the editor takes note of it only some moments later.
    page.wait_for_function(AT_THE_END)
    return article


def paste(page, html):
    """Paste as from another program."""
    page.locator(".ProseMirror").evaluate(
        """(story, html) => {
            const clipboardData = new DataTransfer()
            clipboardData.setData("text/html", html)
            const init = { clipboardData, bubbles: true, cancelable: true }
            story.dispatchEvent(new ClipboardEvent("paste", init))
        }""",
        html,
    )


def saved(page, article):
    """Save, and give the body that was saved."""
    # That an earlier save was told of is no sign of this one.
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()
    article.refresh_from_db()
    return article.body


def kept(page):
    """What the bar says of text that was typed and not yet saved."""
    return page.locator("#kept")


# Links


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org/times", "https://example.org/times"),
        ("http://example.org/", "http://example.org/"),
        ("desk@example.org", "mailto:desk@example.org"),
        ("/news/", "/news/"),
        ("#vote", "#vote"),
    ],
)
def test_a_link_leads_where_its_writer_meant(page, complaints, typed, address):  # noqa: F811
    article = write(page, "<p>times</p>")

    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Make a link").click()
    page.get_by_role("combobox", name="Address, or words of a story").fill(typed)
    page.keyboard.press("Enter")

    assert saved(page, article) == f'<p><a href="{address}">times</a></p>'
    assert complaints == []


@pytest.mark.parametrize("typed", ["the times", "https://exa mple.org"])
def test_a_link_that_leads_nowhere_is_asked_for_again(page, typed):
    write(page, "<p>times</p>")

    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Address, or words of a story")
    field.fill(typed)
    page.get_by_role("button", name="Link", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("This leads nowhere")
    assert field.input_value() == typed


def test_a_link_looks_like_one(page):
    write(page, '<p>The <a href="/news/">times</a></p>')

    link = page.locator(".ProseMirror a")

    assert link.evaluate("a => getComputedStyle(a).textDecorationLine") == "underline"


# Pasting


def test_what_is_pasted_from_google_docs_is_bold_where_it_was(page, complaints):  # noqa: F811
    article = write(page)

    paste(page, DOCS)

    body = saved(page, article)
    assert "<h2>The vote</h2>" in body
    assert "<p>It <strong>began</strong> at <em>noon</em></p>" in " ".join(body.split())
    assert complaints == []


def test_lists_of_word_are_lists(page, complaints):  # noqa: F811
    article = write(page)

    paste(page, WORD)

    body = saved(page, article)
    assert body.startswith("<p>First <strong>this</strong>:</p>")
    assert "<ol><li>One<ul><li>within</li></ul></li><li>Two</li></ol>" in body
    assert complaints == []


@pytest.fixture
def elsewhere(page):
    """Addresses of other sites that were asked for."""
    asked = []
    page.route(
        lambda address: "localhost" not in address, lambda route: asked.append(route.request.url)
    )
    return asked


def test_what_is_pasted_with_the_text_is_taken_over_or_told(page, complaints, elsewhere):  # noqa: F811
    article = write(page)

    paste(page, MARKED)
    said = page.get_by_role("status").filter(has_text="not taken over")
    expect(said).to_contain_text("2 pictures were not taken over. Save them to your computer")
    expect(page.locator(".ProseMirror figure img")).to_have_count(1)
    said.get_by_role("button", name="Dismiss").click()

    assert " ".join(saved(page, article).split()) == WITHOUT_MARKS.format(Image.objects.get().pk)
    expect(said).to_have_count(0)
    assert (complaints, elsewhere) == ([], [])


def test_what_is_copied_in_the_editor_comes_back_the_same(page):
    body = '<p>A <strong>loud</strong> <a href="/news/">word</a></p><ul><li>one</li></ul>'
    article = write(page, body)

    page.keyboard.press("Control+a")
    html = page.locator(".ProseMirror").evaluate(
        """(story) => {
            const clipboardData = new DataTransfer()
            story.dispatchEvent(new ClipboardEvent("copy", { clipboardData, cancelable: true }))
            return clipboardData.getData("text/html")
        }"""
    )
    paste(page, html)

    assert saved(page, article) == body


# Full screen


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("way", ["Escape", "button"])
def test_the_story_can_have_the_whole_window(page, width, way):
    page.set_viewport_size({"width": width, "height": 800})
    write(page, "<p>A line.</p>" * 60)

    button = page.get_by_role("button", name="The whole window")
    button.click()
    story, bar = page.locator(".ProseMirror").bounding_box(), page.locator(".prose-menubar")
    tools = bar.bounding_box()

    assert (tools["x"], tools["y"], story["width"]) == (0, 0, width)
    assert story["y"] == tools["height"]
    assert story["y"] + story["height"] == 800
    if way == "button":
        button.click()
    else:
        page.keyboard.press("Escape")
    expect(page.locator(".prose-editor")).not_to_have_class("prose-editor fullscreen")


def test_whoever_tabs_out_of_the_whole_window_sees_where_to(page):
    write(page, "<p>A line.</p>")

    page.get_by_role("button", name="The whole window").click()
    page.locator("[name=headline]").focus()

    expect(page.locator(".prose-editor.fullscreen")).to_have_count(0)


# Looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_quotations_are_as_large_and_as_dark_as_the_text(page, scheme):
    page.emulate_media(color_scheme=scheme)
    write(page, "<p>It.</p><blockquote><p>Said.</p></blockquote>")

    look = "e => [getComputedStyle(e).fontSize, getComputedStyle(e).color]"
    text, quote = (page.locator(f".ProseMirror {e} >> nth=0") for e in ("> p", "blockquote p"))

    assert quote.evaluate(look) == text.evaluate(look)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_heads_of_a_table_and_its_tools_look_like_what_they_are(page, scheme):
    page.emulate_media(color_scheme=scheme)
    write(page, "<table><tbody><tr><th>Town</th><td>Weir</td></tr></tbody></table>")
    page.locator(".ProseMirror td").click()

    look = (
        "e => [getComputedStyle(e).fontWeight, getComputedStyle(e.parentElement).backgroundColor]"
    )
    head, cell = (page.locator(f".ProseMirror {e} p").evaluate(look) for e in ("th", "td"))
    strokes = """tool => [...tool.querySelectorAll("[stroke]")]
        .every((line) => getComputedStyle(line).stroke === getComputedStyle(tool).color)"""

    assert (head[0], cell[0]) == ("700", "400")
    assert head[1] != cell[1]
    for name in ("Add a column", "Delete the row", "Head of a column or row"):
        assert page.get_by_role("button", name=name).evaluate(strokes)


def test_while_the_editor_starts_its_place_is_kept_and_no_tags_are_seen(page):
    article = make_article(body="<p>A line.</p>")
    sign_in(page, make_user("Editor"))
    held = []
    page.route("**/desk/editor*.js", lambda route: held.append(route))

    page.goto(f"/admin/articles/article/{article.pk}/change/", wait_until="commit")
    page.locator("textarea[name=body]").wait_for()
    look = "e => [getComputedStyle(e).color, e.offsetHeight]"
    colour, height = page.locator("textarea[name=body]").evaluate(look)
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.locator(".prose-menubar").wait_for()

    assert colour == "rgba(0, 0, 0, 0)"
    assert abs(height - page.locator(".prose-editor").evaluate("e => e.offsetHeight")) < 25


# What was not touched


@pytest.mark.parametrize(
    "last",
    [
        '<figure data-embed="https://video.example/1"></figure>',
        "<table><tbody><tr><td>A</td></tr></tbody></table>",
        "<blockquote><p>Said.</p></blockquote>",
        "<ul><li>One</li></ul>",
        "<p>End.</p>",
    ],
)
def test_a_story_that_was_only_looked_at_has_nothing_unsaved(page, last):
    write(page, f"<p>Begin.</p>{last}")
    page.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    expect(kept(page)).to_have_text("")

    page.keyboard.type("x")

    expect(kept(page)).to_contain_text("Kept")


# Figures


def test_a_picture_alone_is_a_story_and_asks_for_its_caption(page):
    article = write(page)
    image = make_image(name="Weir at dusk")

    page.get_by_role("button", name="Picture from the library").click()
    page.get_by_role("button", name="Weir at dusk").click()
    prompt = "e => getComputedStyle(e, '::before').content"

    assert page.locator(".ProseMirror .caption").evaluate(prompt) == '"Caption"'
    assert saved(page, article) == f'<figure data-image="{image.pk}"></figure>'


def test_an_embed_that_is_no_address_says_what_is_wrong(page, complaints):  # noqa: F811
    article = write(page, "<p>Before.</p>")

    page.get_by_role("button", name="Embed by address").click()
    field = page.get_by_role("textbox", name="Address of what to embed")
    field.fill("video.example/1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("An address begins with https://")
    assert field.input_value() == "video.example/1"
    field.fill("https://video.example/1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nothing plays at this address")
    page.get_by_role("button", name="Make it a link").click()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Embed by address").click()
    field.fill("https://vimeo.com/12")
    page.keyboard.press("Enter")

    link = '<a href="https://video.example/1">https://video.example/1</a>'
    film = '<figure data-embed="https://vimeo.com/12"></figure>'
    assert saved(page, article) == f"<p>Before.{link}</p>{film}"
    assert complaints == []


# What the form knows of the story


def test_the_storys_words_are_counted_and_minutes_as_readers_will_be_told_them(page):
    # 180 words take a minute.
    write(page, f"<p>{'word ' * 178}</p>", headline="One", takeaways=["Two words"])
    line = page.locator(".counting")
    expect(line).to_have_text("178 words · 2 minutes to read")

    page.locator("[name=takeaways-0-DELETE]").check()
    expect(line).to_have_text("178 words · 1 minute to read")
    page.locator("[name=headline]").fill("One and two")
    expect(line).to_have_text("178 words · 2 minutes to read")
    page.locator(".ProseMirror").press("Control+a")
    page.keyboard.type("One")

    expect(line).to_have_text("1 word · 1 minute to read")


def test_a_takeaways_passage_is_chosen_among_the_headings(page):
    write(page, "<h2>The <em>old</em> pier</h2><p>x</p><h3>Fish &amp; chips</h3>", takeaways=["A"])
    page.keyboard.press("Enter")
    page.keyboard.type("## New")

    add_rows(page, "takeaways", 1)
    offered = "field => [...field.list.options].map((option) => option.value)"

    for n in (0, 1):
        field = page.locator(f"[name=takeaways-{n}-passage]")
        expect(page.locator("#headings option")).to_have_count(3)
        assert field.evaluate(offered) == ["The old pier", "Fish & chips", "New"]


# By keyboard


def test_the_tools_are_one_stop_on_the_way_to_the_text(page):
    write(page, "<p>Text.</p>")

    page.keyboard.press("Shift+Tab")
    first = page.get_by_role("toolbar").get_by_role("button").first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("Tab")

    expect(page.locator(".ProseMirror")).to_be_focused()


def test_a_numbered_list_is_begun_by_typing_its_number(page):
    article = write(page)

    page.keyboard.type("1. One")
    page.keyboard.press("Enter")
    page.keyboard.type("Two")

    assert page.locator(".ProseMirror ol").evaluate("list => [...list.attributes].length") == 0
    assert saved(page, article) == "<ol><li>One</li><li>Two</li></ol>"


def test_a_numbered_list_that_goes_on_keeps_its_number(page):
    body = '<ol><li>One</li></ol><p>Between.</p><ol start="4"><li>Four</li></ol>'
    article = write(page, f"{body}<p>Then.</p>")
    page.keyboard.press("Enter")

    page.keyboard.type("5. Five")

    expect(page.locator(".ProseMirror ol").nth(1)).to_have_attribute("start", "4")
    assert saved(page, article) == f'{body}<p>Then.</p><ol start="5"><li>Five</li></ol>'
