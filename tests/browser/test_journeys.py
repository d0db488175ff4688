"""Whatever readers can do they can do without script, and with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from articles.models import Feedback
from articles.text.document import Takeaway
from tests.make import hours, make_edition

pytestmark = [pytest.mark.browser, pytest.mark.looks]

LINES = "<p>Between the lines there is room.</p>" * 40
BODY = f"{LINES}<h2>The vote</h2><p>It was close: 17 to 12.</p>{LINES}<h2>A</h2><h2>B</h2>"
# More stops than any page has: whoever has not come by then is going round in a circle.
STOPS = 150
# How the stop at which the keyboard stands is seen: "" if it is as it should be.
SEEN = """() => {
  const stop = document.activeElement, box = stop.getBoundingClientRect();
  const name = stop.outerHTML.slice(0, 120);
  if (box.bottom < 0 || box.top > innerHeight || !box.width) return `${name} is out of sight`;
  for (let each = stop; each !== document.body; each = each.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    if (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) return "";
  }
  return `${name} does not show that it is in focus`;
}"""


class Pointer:
    """Someone who points and clicks."""

    def __init__(self, page):
        self.page = page

    def press(self, target):
        """Follow a link, or press a button."""
        target.click()

    def write(self, target, text):
        """Type into a box."""
        target.fill(text)


class Keyboard(Pointer):
    """Someone who has nothing but keys, and must see where they are at each stop."""

    def press(self, target):
        """Walk there by Tab, and press Enter."""
        self._walk(target)
        self.page.keyboard.press("Enter")

    def write(self, target, text):
        """Walk there by Tab, and type."""
        self._walk(target)
        self.page.keyboard.type(text)

    def _walk(self, target):
        for _stop in range(STOPS):
            if target.evaluate("target => target === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement !== document.body"):
                assert self.page.evaluate(SEEN) == ""
        raise AssertionError(f"no stop of {STOPS} is {target}")


@pytest.fixture(params=["pointer without script", "keyboard without script", "keyboard"])
def reader(request, chromium, live_server):
    """Someone with a fresh browser, and a way of using it."""
    context = chromium.new_context(
        base_url=live_server.url,
        java_script_enabled="without" not in request.param,
        # A page that still glides shows nothing yet.
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    way = Pointer if request.param.startswith("pointer") else Keyboard
    yield way(context.new_page())
    assert context.cookies() == []
    context.close()


@pytest.fixture
def story(transactional_db):
    """A story with a takeaway that can be checked, an author and a topic."""
    return make_edition(
        headline="The dam holds",
        section="news/city",
        tags=["Floods"],
        takeaways=[Takeaway("It was close", "the-vote")],
        body=BODY,
        live_from=hours(-1),
    )


def test_a_story_is_found_from_the_front_page_and_its_takeaway_checked(reader, story):
    page = reader.page
    page.goto("/")

    reader.press(page.get_by_role("banner").get_by_role("link", name="News", exact=True))
    reader.press(page.get_by_role("main").get_by_role("link", name="City"))
    reader.press(page.get_by_role("main").get_by_role("link", name="The dam holds"))
    expect(page.get_by_role("heading", level=1)).to_have_text("The dam holds")

    reader.press(page.get_by_role("link", name="Read the passage"))
    expect(page.get_by_role("heading", name="The vote")).to_be_in_viewport()
    reader.press(page.get_by_role("link", name="Back to takeaway 1"))
    expect(page.locator("#takeaway-1")).to_be_in_viewport()


def test_a_reader_says_no_and_why(reader, story):
    page = reader.page
    page.goto(story.address)

    reader.press(page.get_by_role("button", name="No", exact=True))
    expect(page.get_by_text("We have counted your No")).to_be_visible()
    reader.write(page.get_by_role("textbox", name="In your own words"), "Which dam?")
    reader.press(page.get_by_role("button", name="Send to the desk"))

    expect(page.get_by_role("heading", name="Sent to the desk")).to_be_visible()
    assert Feedback.objects.values_list("vote", "comment").get() == ("no", "Which dam?")


def test_a_list_is_walked_back_and_forth(reader, story):
    for n in range(25):
        make_edition(headline=f"Number {n:02}", live_from=hours(n - 40))
    page = reader.page
    page.goto("/news/")

    reader.press(page.get_by_role("link", name="Older"))
    expect(page.get_by_role("link", name="Number 00")).to_be_visible()
    reader.press(page.get_by_role("link", name="Newer"))
    expect(page.get_by_role("main").get_by_role("link", name="The dam holds")).to_be_visible()


def test_the_author_and_the_topic_of_a_story_are_opened(reader, story):
    page = reader.page
    page.goto(story.address)

    reader.press(page.get_by_role("main").get_by_role("link", name="Ada Marsh").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Marsh")
    reader.press(page.get_by_role("main").get_by_role("link", name="The dam holds"))
    reader.press(page.get_by_role("main").get_by_role("link", name="Floods"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Floods")


def test_a_story_is_found_by_its_words(reader, story):
    page = reader.page
    page.goto("/search/")

    reader.write(page.get_by_role("main").get_by_role("searchbox"), "dam holds")
    reader.page.keyboard.press("Enter")

    expect(page.get_by_role("main").get_by_role("link", name="The dam holds")).to_be_visible()


def test_the_first_stop_leads_past_the_navigation_to_the_content(reader, story):
    page = reader.page
    page.goto(story.address)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_stop_that_cannot_be_seen_is_told(page, story):
    page.goto(story.address)
    page.evaluate("""() => {
        const hidden = new CSSStyleSheet();
        hidden.replaceSync(":focus-visible { outline: none !important }");
        document.adoptedStyleSheets = [hidden];
    }""")

    with pytest.raises(AssertionError, match="does not show that it is in focus"):
        Keyboard(page).press(page.get_by_role("button", name="No", exact=True))
