"""Readers' pages in a real browser."""

import io
import re

import pytest
from django.conf import settings
from PIL import Image as Pillow
from playwright.sync_api import expect

from articles.models import Feedback
from articles.text.document import Takeaway
from tests.browser.looking import runs_over
from tests.make import make_contributor, make_edition, make_image, make_section

pytestmark = [pytest.mark.browser, pytest.mark.looks]


@pytest.fixture
def story():
    """A long story with everything that can be wide."""
    return make_edition(
        headline="The model that shuts the harbour gates must now say why it does so",
        section="news/technology/ai",
        editors=["Dee Ray"],
        tags=["Floods", "Dams"],
        takeaways=[Takeaway("The vote was close", "a")],
        lead=make_image(size=(1600, 1000)),
        body="<h2>A</h2><p>b</p><h2>C</h2><p>d</p><h2>E</h2>"
        '<blockquote class="pull"><p>Responsibility is a long word</p></blockquote>'
        "<table><tbody><tr>" + "<td>Longish cell</td>" * 12 + "</tr></tbody></table><p>end</p>",
    )


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_complains_or_runs_over_or_asks_elsewhere(page, story, live_server, scheme):
    complaints, asked = [], set()
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    page.emulate_media(color_scheme=scheme)

    over = []
    for address in (story.address, "/", "/news/technology/", "/people/ada-marsh/", "/tags/floods/"):
        page.goto(address, wait_until="networkidle")
        over += [(address, width) for width in (320, 390, 1440, 1920) if runs_over(page, width)]

    assert over == []
    assert complaints == []
    assert asked == {live_server.url}
    assert page.context.cookies() == []


def test_with_script_the_answer_is_given_in_place(page, story):
    page.goto(story.address)

    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_role("textbox", name="In your own words").fill("Which gate?")
    page.get_by_role("button", name="Send to the desk").click()
    page.get_by_role("heading", name="Sent to the desk").wait_for()

    assert page.url.endswith(story.address)
    assert Feedback.objects.get().comment == "Which gate?"


def test_a_takeaway_leads_to_its_passage(page):
    filler = "<p>word</p>" * 60
    story = make_edition(
        takeaways=[Takeaway("It was close", "the-vote")], body=f"{filler}<h2>The vote</h2>{filler}"
    )
    page.goto(story.address)

    page.get_by_role("link", name="Read the passage").click()

    expect(page.locator("#the-vote")).to_be_in_viewport()
    assert page.url.endswith("#the-vote")


def test_large_letters_do_not_press_the_author_beside_the_portrait(page):
    make_contributor("Ada Marsh", portrait=make_image())
    story = make_edition(authors=["Ada Marsh"])
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(story.address)

    page.evaluate("document.documentElement.style.fontSize = '32px'")

    for words in (".byline > div", ".author__words"):
        assert page.locator(words).bounding_box()["width"] > 300


@pytest.mark.parametrize("wide", [".nav", ".scroller"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_scrolls_sideways_has_a_shade_where_there_is_more(page, story, wide, scheme):
    for name in ("Environment", "Technology", "Outdoors", "Letters"):
        make_section(name.lower(), name=name)
        make_edition(section=name.lower())
    page.set_viewport_size({"width": 390, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(story.address)

    starts, ends = edges(page, wide, 0), edges(page, wide, 9999)

    paper = starts[0]
    assert starts[1] != paper
    assert ends[0] != paper
    assert ends[1] == paper


def edges(page, selector, scrolled):
    """The colours just inside the left and the right edge, scrolled so many pixels."""
    box = page.locator(selector)
    box.evaluate("(box, pixels) => { box.scrollLeft = pixels }", scrolled)
    picture = Pillow.open(io.BytesIO(box.screenshot())).convert("RGB")
    return picture.getpixel((4, 4)), picture.getpixel((picture.width - 5, 4))


def test_each_navigation_of_a_page_has_a_name_of_its_own(page, story):
    page.goto(story.address)

    names = page.get_by_role("navigation").evaluate_all(
        "all => all.map(nav => nav.ariaLabel || nav.ariaLabelledByElements[0].textContent)"
    )

    assert "Sections" in names
    assert len(names) == len(set(names)) == 5


@pytest.mark.parametrize("part", [".author", ".takeaways li", ".takeaways"])
def test_paper_is_not_cut_through_an_author_or_a_point(page, story, part):
    page.emulate_media(media="print")
    page.goto(story.address)

    cut = page.locator(part).first.evaluate("part => getComputedStyle(part).breakInside")

    # Between points it may be cut: kept whole, the box would leave a third of a page empty.
    assert cut == ("auto" if part == ".takeaways" else "avoid")


def test_on_paper_the_front_page_is_one_story_below_the_other(page):
    for n in range(8):
        make_edition(lead=make_image() if n % 2 else None)
    page.emulate_media(media="print")
    page.goto("/")

    boxes = [card.bounding_box() for card in page.locator(".card").all()]

    assert len(boxes) > 3
    for above, below in zip(boxes, boxes[1:], strict=False):
        assert above["y"] + above["height"] <= below["y"]


def test_a_pull_quote_says_what_the_story_does_not_say_elsewhere():
    repeated = []
    for file in (settings.BASE_DIR / "articles/demo/stories").glob("*.html"):
        pulls = re.findall(r'<blockquote class="pull"><p>(.+?)</p>', file.read_text("utf-8"))
        rest = re.sub(r'<blockquote class="pull">.+', "", file.read_text("utf-8"))
        said = (sentence.strip() for pull in pulls for sentence in re.split(r"[.,!?]", pull))
        repeated += [f"{file.stem}: {words}" for words in said if words and words in rest]

    assert repeated == []
