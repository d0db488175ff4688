"""Passages in a real browser: followed by readers with and without script, chosen at the desk."""

import pytest
from playwright.sync_api import expect

from articles.text.document import Takeaway
from tests.browser.editing import click_into_story, sign_in
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.make import make_article, make_edition, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]

LINES = "<p>Between the lines there is room.</p>" * 40
BODY = f"{LINES}<h2>The vote</h2><p>It was <em>close</em>: 17 to 12, at noon.</p>{LINES}"
TARGET = "() => document.querySelector(':target')?.id"
BUFF = "rgb(248, 239, 214)"


def in_view(locator):
    """Whether it stands on the screen now."""
    expect(locator).to_be_in_viewport()
    return True


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_follows_a_takeaway_to_its_words_and_comes_back(chromium, live_server, script):
    story = make_edition(body=BODY, takeaways=[Takeaway("Rather close", quote="close: 17 to 12")])
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=script)
    page = context.new_page()
    page.goto(story.address)

    page.get_by_role("link", name="Read the passage behind takeaway 1").click()

    passage = page.locator("#passage-1")
    assert in_view(passage)
    expect(passage).to_have_css("background-color", BUFF)
    page.get_by_role("link", name="Back to takeaway 1").click()
    assert in_view(page.locator("#takeaway-1"))
    context.close()


def test_browsers_go_to_the_very_words_and_not_to_others_like_them(page):
    body = f"<p>It was close.</p>{BODY}"
    story = make_edition(body=body, takeaways=[Takeaway("It was close", quote="close: 17 to 12")])

    page.goto(f"{story.address}#nowhere:~:text=close%3A%2017%20to%2012")
    words = page.locator("p", has_text="17 to 12")

    assert in_view(words)
    page.goto(story.address)
    page.get_by_role("link", name="Read the passage").click()
    assert in_view(words)


def test_without_text_fragments_the_paragraph_is_marked_all_the_same(page):
    story = make_edition(body=BODY, takeaways=[Takeaway("Rather close", quote="17 to 12")])

    page.goto(f"{story.address}#passage-1")

    assert page.evaluate(TARGET) == "passage-1"
    expect(page.locator("#passage-1")).to_have_css("background-color", BUFF)
    expect(page.locator("#passage-1 + p")).to_have_css("background-color", "rgba(0, 0, 0, 0)")


# At the desk


def test_the_words_selected_in_the_story_become_a_takeaways_passage(page, complaints):  # noqa: F811
    article = make_article(body="<p>Nine <em>boats</em> came.</p>", takeaways=["Many"])
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    field = page.get_by_label("Takeaway 1: passage that bears it out")
    take = page.get_by_role("button", name="Use the words selected in the story")

    take.click()
    expect(page.locator("#id_takeaways-0-passage-remark")).to_have_text(
        "Select the words in the story first."
    )
    page.locator(".ProseMirror em").dblclick()
    take.click()
    expect(field).to_have_value("boats")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()

    assert article.takeaways.get().quote == "boats"
    assert complaints == []


def test_while_one_writes_the_row_says_that_its_passage_is_gone(page, complaints):  # noqa: F811
    points = [Takeaway("Many", quote="boats came"), Takeaway("Close", "the-vote")]
    article = make_article(
        body="<p>Nine boats came.</p><h2>The vote</h2><p>Close.</p>", takeaways=points
    )
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    first, second = (page.locator(f"#id_takeaways-{n}-passage-remark") for n in (0, 1))

    click_into_story(page, page.locator(".ProseMirror p").first)
    page.keyboard.press("End")
    # One after the other has been seen: on a busy machine the editor loses keys pressed at once.
    for left in ("Nine boats came", "Nine boats cam"):
        page.keyboard.press("Backspace")
        expect(page.locator(".ProseMirror p").first).to_have_text(left)
    expect(first).to_contain_text("neither these words nor a heading")
    page.keyboard.type("e.")
    expect(first).to_be_hidden()
    click_into_story(page, page.locator(".ProseMirror p").nth(1))
    page.keyboard.type("x")
    expect(second).to_contain_text("is the takeaway still borne out?")

    assert complaints == []


def test_a_new_row_has_its_button_too(page, complaints):  # noqa: F811
    article = make_article(body="<p>Nine boats came.</p>")
    sign_in(page, make_user("Editor"))
    open_story(page, article)

    page.locator("#takeaways-group .add-row a").click()

    take = page.get_by_role("button", name="Use the words selected in the story")
    expect(take).to_have_count(1)
    expect(page.get_by_label("Takeaway 1", exact=True)).to_be_visible()
    assert complaints == []
