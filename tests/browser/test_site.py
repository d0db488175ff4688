"""Readers' pages in a real browser."""

import pytest
from playwright.sync_api import expect

from articles.models import Feedback
from articles.text.document import Takeaway
from tests.make import make_edition, make_image

pytestmark = pytest.mark.browser


@pytest.fixture
def story():
    """A long story with everything that can be wide."""
    return make_edition(
        headline="The model that shuts the harbour gates must now say why it does so",
        section="news/technology/ai",
        editors=["Dee Ray"],
        tags=["Floods", "Dams"],
        takeaways=["The vote was close"],
        lead=make_image(size=(1600, 1000)),
        body="<h2>A</h2><p>b</p><h2>C</h2><p>d</p><h2>E</h2>"
        "<table><tbody><tr>" + "<td>Longish cell</td>" * 12 + "</tr></tbody></table><p>end</p>",
    )


@pytest.mark.parametrize("width", [320, 390, 1440, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_complains_or_runs_over_or_asks_elsewhere(page, story, live_server, width, scheme):
    complaints, asked = [], set()
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)

    over = []
    for address in (story.address, "/", "/news/technology/", "/people/ada-marsh/", "/tags/floods/"):
        page.goto(address, wait_until="networkidle")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            over.append(address)

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
