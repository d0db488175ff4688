"""The readers' page beside the form, and a draft behind a link: in a real browser."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, DraftLink
from tests.browser.editing import click_into_story, open_panel, sign_in
from tests.browser.test_axe import broken_rules
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.make import make_article, make_image, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]


def test_the_readers_page_follows_what_is_typed(page, complaints):  # noqa: F811
    article = make_article(headline="Gates", body="<p>One.</p>", lead=make_image())
    sign_in(page, make_user("Editor"))
    open_story(page, article)

    page.get_by_role("button", name="Preview").click()
    frame = page.frame_locator(".preview iframe")
    expect(frame.get_by_role("heading", name="Gates", exact=True)).to_be_visible()
    assert (
        frame.locator(".lead img, figure img").first.evaluate(
            "async it => { await it.decode(); return it.naturalWidth }"
        )
        > 0
    )
    page.locator("[name=headline]").fill("Gates shut")
    expect(frame.get_by_role("heading", name="Gates shut")).to_be_visible()
    click_into_story(page, page.locator(".ProseMirror p").first)
    page.keyboard.press("End")
    page.keyboard.type(" Two.")
    expect(frame.get_by_text("One. Two.")).to_be_visible()
    page.get_by_role("button", name="Phone").click()
    assert frame.locator("html").evaluate("it => it.clientWidth") == 390

    assert Article.objects.get().headline == "Gates"
    # Before axe, which complains itself.
    assert complaints == []
    assert broken_rules(page) == []


def test_a_draft_is_read_by_its_link_in_another_browser(page, chromium, live_server):
    article = make_article(headline="Sluice")
    sign_in(page, make_user("Editor"))
    open_story(page, article)

    open_panel(page, "Publishing")
    page.get_by_label("For whom").fill("Counsel")
    page.locator("[name=_share]").click()
    page.get_by_text("The link is made").wait_for()
    open_panel(page, "Publishing")
    address = page.get_by_role("textbox", name="Counsel").input_value()

    context = chromium.new_context()
    reader = context.new_page()
    reader.goto(address)
    expect(reader.get_by_role("heading", name="Sluice")).to_be_visible()
    expect(reader.get_by_role("heading", name="A draft, not published")).to_be_visible()
    assert context.cookies() == []
    page.get_by_role("button", name="Revoke: Counsel").click()
    page.get_by_text("the link leads nowhere any more").wait_for()
    assert reader.goto(address).status == 404
    assert DraftLink.objects.get().revoked_at
    context.close()
