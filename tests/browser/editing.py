"""The hands of someone who writes a story in the editor."""

from playwright.sync_api import expect

# Some 20 ms after it got the focus, the editor sets the selection anew: keys pressed before that,
# as no hand presses them, act at a place that is not the one clicked.
EDITOR_IS_READY = 150


def click_into_story(page, place, **where):
    """Click at a place of the story; from then on keys are heard."""
    place.click(**where)
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.wait_for_timeout(EDITOR_IS_READY)
