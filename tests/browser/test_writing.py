"""What makes writing quick: links to our own stories, strokes, marks, finding, pictures, tags."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Image
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.browser.test_editor import saved, write
from tests.make import make_edition, make_image, make_tag, picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.looks]

DROP = """(story, [bytes, name]) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([Uint8Array.from(bytes)], name, { type: "image/jpeg" }))
    const { left, top } = story.firstElementChild.getBoundingClientRect()
    const place = { clientX: left + 5, clientY: top + 5 }
    const init = { dataTransfer, bubbles: true, cancelable: true, ...place }
    story.dispatchEvent(new DragEvent("drop", init))
}"""


def drop(page, content, name="weir.jpg", *, onto=".ProseMirror"):
    """Drop a file onto a place of the page."""
    page.locator(onto).evaluate(DROP, [list(content), name])


def rules_broken_by(page, complaints):  # noqa: F811
    """The rules broken, and no complaint before; what axe itself puts on the page is its own."""
    assert complaints == []
    broken = broken_rules(page)
    complaints.clear()
    return broken


# On a phone


def test_on_a_phone_the_text_and_what_belongs_to_it_are_a_tab_away(page, complaints):  # noqa: F811
    page.set_viewport_size({"width": 390, "height": 844})
    article = write(page, "<p>Gates shut.</p>" * 60)
    page.locator(".ProseMirror").press("End")
    page.keyboard.type(" Again.")
    page.evaluate("scrollTo(0, 1200)")

    for name in ("Story", "Publishing", "Checks", "Notes"):
        page.get_by_role("tab", name=name).click()
        panel = page.get_by_role("tabpanel", name=name)
        expect(panel).to_be_in_viewport()
        expect(page.locator(".ProseMirror")).to_be_hidden()
        assert not runs_over(page, 390), name
    page.get_by_role("tab", name="Story").click()
    page.locator("[name=slug]").fill("gates")
    page.get_by_role("tab", name="Text").click()

    expect(page.locator(".ProseMirror")).to_be_visible()
    assert abs(page.evaluate("scrollY") - 1200) < 50
    assert "Gates shut. Again." in saved(page, article)
    article.refresh_from_db()
    assert (article.slug, complaints) == ("gates", [])


# Links to our own stories


def test_a_story_of_ours_is_linked_to_by_its_words(page, complaints):  # noqa: F811
    story = make_edition(headline="The ferry sails again")
    article = write(page, "<p>times</p>")

    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Address, or words of a story").fill("ferr")
    expect(page.get_by_role("option", name="The ferry sails again")).to_be_visible()
    assert rules_broken_by(page, complaints) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    assert saved(page, article) == f'<p><a href="{story.address}">times</a></p>'
    assert complaints == []


# A stroke offers what a story is made of


def test_a_stroke_and_some_letters_make_a_heading(page):
    article = write(page)

    page.keyboard.type("/hea")
    expect(page.locator(".slash li")).to_have_text(["Heading", "Smaller heading"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("The vote")

    assert saved(page, article) == "<h3>The vote</h3>"


def test_a_stroke_that_means_itself_stays(page):
    article = write(page)

    page.keyboard.type("/")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.type("and/or")

    assert saved(page, article) == "<p>/</p><p>and/or</p>"


def test_a_picture_is_chosen_behind_a_stroke(page, complaints):  # noqa: F811
    image = make_image(name="Weir at dusk")
    article = write(page, "<p>Before.</p>")
    page.keyboard.press("Enter")

    page.keyboard.type("/pic")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Weir at dusk").click()

    assert saved(page, article) == f'<p>Before.</p><figure data-image="{image.pk}"></figure>'
    assert complaints == []


# Quotation marks


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [
        ("", "\"It's 'so',\" she said", "“It’s ‘so’,” she said"),
        ("", 'a 6\'2" or 6\' 2" man, 2"', 'a 6′2″ or 6′ 2″ man, 2"'),
        ("", "one -- two--three --- four", "one – two–three — four"),
        (
            "",
            "well... https://a.example/--b...c",
            "well… https://a.example/--b...c",
        ),
        ("", "-- Here", "– Here"),
        ("es", "dijo --claro-- y", "dijo —claro— y"),
        ("", "in the '90s", "in the ’90s"),
        ("", '("in 2025")', "(“in 2025”)"),
        ("fr", '"L\'eau" dit', "«\u00a0L’eau\u00a0» dit"),
        ("fr", '"Une "tour" haute"', "«\u00a0Une “tour” haute\u00a0»"),
        ("de", "\"Gut\", sagt 'er'", "„Gut“, sagt ‚er‘"),
    ],
)
def test_straight_marks_become_those_of_the_storys_language(page, language, typed, written):
    article = write(page, language=language)

    page.keyboard.type(typed)

    assert saved(page, article) == f"<p>{written}</p>"


def test_backspace_brings_the_straight_mark_back(page):
    article = write(page)

    page.keyboard.type('"')
    page.keyboard.press("Backspace")
    page.keyboard.type("x --")
    page.keyboard.press("Backspace")
    page.keyboard.type("y...")
    page.keyboard.press("Backspace")

    assert saved(page, article) == '<p>"x --y...</p>'


def test_a_headline_has_its_marks_too(page):
    article = write(page, "<p>x</p>")

    headline = page.get_by_role("textbox", name="Headline")
    headline.fill("")
    headline.press_sequentially('It\'s "over"... -- or 6\'2"')
    saved(page, article)

    assert Article.objects.get().headline == "It’s “over”… – or 6′2″"


# Find and replace


def test_words_are_found_and_replaced_within_marks_and_at_once(page, complaints):  # noqa: F811
    article = write(page, "<p>The pier. A <strong>pier</strong>, the Pier’s end. Piercing.</p>")

    page.keyboard.press("Control+f")
    page.get_by_label("Find", exact=True).fill("pier")
    expect(page.get_by_text("1 of 4")).to_be_visible()
    page.get_by_label("Whole words").check()
    expect(page.get_by_text("of 3")).to_be_visible()
    assert rules_broken_by(page, complaints) == []
    page.get_by_label("Replace with").fill("quay")
    page.get_by_role("button", name="Replace all").click()
    expect(page.get_by_text("3 replaced")).to_be_visible()
    page.get_by_label("Find", exact=True).press("Escape")

    expect(page.locator(".ProseMirror")).to_be_focused()
    body = "<p>The quay. A <strong>quay</strong>, the quay’s end. Piercing.</p>"
    assert saved(page, article) == body
    assert complaints == []


def test_each_is_looked_at_and_one_is_replaced(page):
    article = write(page, "<p>One. one. “one”</p>")

    page.keyboard.press("Control+f")
    page.get_by_label("Find", exact=True).fill('"one"')
    expect(page.get_by_text("1 of 1")).to_be_visible()
    page.get_by_label("Find", exact=True).fill("one")
    page.get_by_label("Match case").check()
    expect(page.get_by_text("1 of 2")).to_be_visible()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_text("2 of 2")).to_be_visible()
    page.get_by_label("Replace with").fill("two")
    page.get_by_role("button", name="Replace", exact=True).click()

    expect(page.get_by_text("1 of 1")).to_be_visible()
    assert saved(page, article) == "<p>One. one. “two”</p>"


def test_replacing_leaves_the_focus_where_escape_and_undoing_work(page):
    article = write(page, "<p>One. one.</p>")
    bar = page.get_by_role("search", name="Find and replace")

    page.keyboard.press("Control+f")
    page.get_by_label("Find", exact=True).fill("one")
    page.get_by_label("Replace with").fill("two")
    every = page.get_by_role("button", name="Replace all")
    every.click()
    expect(page.get_by_text("2 replaced")).to_be_visible()
    expect(every).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator(".ProseMirror")).to_have_text("One. one.")
    page.get_by_label("Replace with").press("Enter")
    expect(page.locator(".ProseMirror")).to_have_text("two. one.")
    page.keyboard.press("Control+z")
    expect(page.locator(".ProseMirror")).to_have_text("One. one.")
    every.click()
    page.keyboard.press("Escape")

    expect(bar).to_be_hidden()
    expect(page.locator(".ProseMirror")).to_be_focused()
    assert saved(page, article) == "<p>two. two.</p>"


# Pictures without leaving the text


def test_a_picture_dropped_into_the_story_is_in_the_library_and_in_its_place(
    page,
    complaints,  # noqa: F811
):
    article = write(page, "<p>First.</p><p>Second.</p>")

    drop(page, picture_bytes("navy"))
    expect(page.locator(".ProseMirror figure img")).to_be_visible()
    expect(page.get_by_text("No alt text")).to_be_visible()
    page.get_by_role("button", name="Alt text and credit").click()
    assert rules_broken_by(page, complaints) == []
    page.get_by_label("Alt text", exact=True).fill("The weir")
    page.get_by_label("Credit", exact=True).fill("Ana Brandt")
    page.get_by_role("button", name="Save the words").click()
    expect(page.get_by_text("Alt text: The weir")).to_be_visible()

    image = Image.objects.get()
    figure = f'<figure data-image="{image.pk}"></figure>'
    assert saved(page, article) == f"<p>First.</p>{figure}<p>Second.</p>"
    assert (image.alt, image.credit) == ("The weir", "Ana Brandt")
    assert not any(runs_over(page, width) for width in (390, 1440))
    assert complaints == []


def test_a_file_that_is_no_picture_says_so_in_its_place(page):
    article = write(page, "<p>First.</p>")

    drop(page, b"no picture", "broken.jpg")

    expect(page.get_by_role("alert").filter(has_text="broken.jpg")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    page.get_by_role("button", name="Dismiss").click()
    assert saved(page, article) == "<p>First.</p>"
    assert not Image.objects.exists()


def test_a_picture_that_did_not_arrive_is_sent_again_from_its_place(page):
    article = write(page, "<p>First.</p>")
    page.route("**/image/upload/", lambda route: route.abort(), times=1)

    drop(page, picture_bytes("navy"))
    expect(page.get_by_text("The library cannot be reached")).to_be_visible()
    page.get_by_role("button", name="Try again").click()

    expect(page.locator(".ProseMirror figure img")).to_be_visible(timeout=20_000)
    expect(page.locator(".arrival")).to_have_count(0)
    assert f'data-image="{Image.objects.get().pk}"' in saved(page, article)


def test_a_save_waits_for_a_picture_that_is_on_its_way(page):
    article = write(page, "<p>First.</p>")
    late = []
    page.route("**/image/upload/", lambda route: late.append(route))

    drop(page, picture_bytes("navy"))
    expect(page.get_by_text("Sending weir.jpg")).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    late[0].continue_()
    page.get_by_text("Saved.").wait_for()

    article.refresh_from_db()
    assert f'data-image="{Image.objects.get().pk}"' in article.body


def test_an_address_that_can_play_becomes_an_embed_on_a_line_of_its_own(page):
    article = write(page)
    text = """(story, text) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData("text/plain", text)
        const init = { clipboardData, bubbles: true, cancelable: true }
        story.dispatchEvent(new ClipboardEvent("paste", init))
    }"""

    page.locator(".ProseMirror").evaluate(text, "https://youtu.be/aB3")

    assert saved(page, article) == '<figure data-embed="https://youtu.be/aB3"></figure>'


def test_the_lead_image_is_seen_chosen_sent_and_taken_out(page, complaints):  # noqa: F811
    image = make_image("olive", name="Weir at dusk")
    article = write(page, "<p>x</p>")
    lead = page.get_by_role("group", name="Lead picture")

    lead.get_by_role("button", name="Choose a picture").click()
    page.get_by_role("button", name="Weir at dusk").click()
    expect(lead.get_by_role("img", name="Weir at dusk")).to_be_visible()
    assert rules_broken_by(page, complaints) == []
    saved(page, article)
    assert Article.objects.get().lead_image == image

    drop(page, picture_bytes("navy"), onto=".field-lead_image")
    expect(lead.get_by_role("img", name="weir.jpg")).to_be_visible()
    saved(page, article)
    assert Article.objects.get().lead_image.name == "weir.jpg"

    lead.get_by_role("button", name="Take it out").click()
    saved(page, article)
    assert Article.objects.get().lead_image is None
    assert complaints == []


def test_a_picture_is_sent_from_within_the_library(page):
    article = write(page, "<p>x</p>")

    page.get_by_role("button", name="Picture from the library").click()
    file = {"name": "weir.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes("navy")}
    page.locator("#sent-file").set_input_files(file)

    expect(page.locator(".ProseMirror figure img")).to_be_visible()
    body = f'<p>x</p><figure data-image="{Image.objects.get().pk}"></figure>'
    assert saved(page, article) == body


# Tags, and what has an order


def test_tags_are_chips_with_those_of_the_paper_offered(page, complaints):  # noqa: F811
    make_tag("Ferries")
    article = write(page, "<p>x</p>", tags=["Pier"])

    entry = page.get_by_role("combobox", name="Tags")
    entry.fill("ferr")
    page.get_by_role("option", name="Ferries").click()
    entry.fill("Sea state,")
    expect(page.locator(".chip")).to_have_text(["Pier ×", "Ferries ×", "Sea state ×"])
    assert rules_broken_by(page, complaints) == []
    page.get_by_role("button", name="Take out: Pier").click()
    entry.fill("half typed")
    saved(page, article)

    names = sorted(article.tags.values_list("name", flat=True))
    assert names == ["Ferries", "Sea state", "half typed"]
    assert complaints == []


def test_takeaways_are_put_in_order_with_the_mouse(page):
    article = write(page, "<p>x</p>", takeaways=["First", "Second", "Third"])

    row = page.locator("#takeaways-group tr.form-row")
    row.nth(2).locator(".sort__handle").hover()
    page.mouse.down()
    target = row.nth(0).bounding_box()
    page.mouse.move(target["x"] + 20, target["y"] + 3, steps=8)
    page.mouse.up()
    saved(page, article)

    texts = list(article.takeaways.order_by("position").values_list("text", flat=True))
    assert texts == ["Third", "First", "Second"]
