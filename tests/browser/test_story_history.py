"""A story's history in a real browser: compare two texts, restore one."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.editing import sign_in
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.make import make_article, make_image, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]


def test_an_earlier_text_is_compared_and_restored(page, complaints):  # noqa: F811
    image = make_image()
    article = make_article(
        headline="Gates",
        body=f'<p>One two.</p><figure data-image="{image.pk}"></figure><p>End.</p>',
    )
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    page.locator("[name=headline]").fill("Gates shut")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()

    page.get_by_role("link", name="History").click()
    page.get_by_role("button", name="Compare the two chosen").click()
    expect(page.locator("ins")).to_contain_text(["Added", "shut"])
    pages = [page.url]
    page.go_back()
    pages.append(page.url)
    page.locator("#r1").get_by_role("link", name="Look at it, restore it").click()
    pages.append(page.url)
    page.get_by_role("button", name="Restore").click()
    page.get_by_text("Restored: save 1").first.wait_for()

    assert page.locator("[name=headline]").input_value() == "Gates"
    assert Article.objects.get().version == 3
    assert complaints == []
    for address in pages:
        page.goto(address)
        assert not any(runs_over(page, width) for width in (390, 1440))
        assert broken_rules(page) == []
