"""A story is written and published without a mouse."""

import pytest
from playwright.sync_api import expect

from articles.models import Edition
from tests.browser.editing import EDITOR_IS_READY, open_panel, sign_in
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.make import make_article, make_contributor, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]
FAR = 90


def reach(page, place, key="Tab"):
    """Press the key until the place has the focus, as far as someone would go on."""
    for _n in range(FAR):
        if place.evaluate("place => place === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {place}")


def choose(page, box, words):
    """Open a search box of the form, type, and take what is found."""
    reach(page, box)
    page.keyboard.press("Enter")
    page.keyboard.type(words)
    page.get_by_role("option", name=words, exact=True).wait_for()
    page.keyboard.press("Enter")


# How far the ring reaches beyond what has the focus.
RING = 5
CUT_OFF = """(side, ring) => {
    const left = side.getBoundingClientRect().left, right = left + side.clientWidth
    const all = [...side.querySelectorAll("a, button, input, select, textarea, summary")]
    return all.filter(each => {
        const box = each.getBoundingClientRect()
        return box.width > 1 && (box.left - ring < left || box.right + ring > right)
    }).map(each => each.name || each.textContent)
}"""


def test_the_ring_around_what_has_the_focus_is_whole_beside_the_story(page):
    sign_in(page, make_user("Editor"))
    page.set_viewport_size({"width": 1440, "height": 900})
    open_story(page, make_article())
    side = page.locator(".desk__side")

    for panel in ("Story", "Publishing", "Checks"):
        open_panel(page, panel)
        assert side.evaluate(CUT_OFF, RING) == []


def test_a_story_is_written_and_published_by_keys_alone(page, complaints):  # noqa: F811
    make_section("news", "News"), make_contributor("Ana Brandt")
    sign_in(page, make_user("Editor"))
    page.goto("/admin/")

    page.keyboard.press("Control+k")
    page.keyboard.type("New story")
    page.get_by_role("option", name="New story").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/add/")
    expect(page.get_by_role("textbox", name="Headline")).to_be_focused()
    page.keyboard.type("The ferry sails again")
    reach(page, page.get_by_role("textbox", name="Standfirst"))
    page.keyboard.type("After nine weeks.")
    reach(page, page.locator(".ProseMirror"))
    page.wait_for_timeout(EDITOR_IS_READY)
    page.keyboard.type("It left at noon.")
    page.keyboard.press("Enter")
    page.keyboard.type("/head")
    page.keyboard.press("Enter")
    page.keyboard.type("Who was aboard")
    page.keyboard.press("Enter")
    page.keyboard.type("Forty people.")
    reach(page, page.locator("#takeaways-group .add-row a"))
    page.keyboard.press("Enter")
    expect(page.locator("[name=takeaways-0-text]")).to_be_focused()
    page.keyboard.type("Forty people were aboard.")
    reach(page, page.locator("#credits-group .add-row a"))
    page.keyboard.press("Enter")
    expect(page.locator("#id_credits-0-contributor + .select2 .select2-selection")).to_be_focused()
    choose(
        page, page.locator("#id_credits-0-contributor + .select2 .select2-selection"), "Ana Brandt"
    )
    choose(page, page.locator("#id_section + .select2 .select2-selection"), "News")
    reach(page, page.get_by_role("button", name="Publish", exact=True), "Shift+Tab")
    page.keyboard.press("Enter")

    page.get_by_text("readers have it now").wait_for()
    document = Edition.archive.get().as_document()
    assert document.headline == "The ferry sails again"
    assert [point.text for point in document.takeaways] == ["Forty people were aboard."]
    assert document.body.startswith("<p>It left at noon.</p><h2>Who was aboard</h2>")
    assert complaints == []
