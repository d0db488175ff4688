"""The history of a story in a real browser: found from the story, unfolded and compared."""

import pytest
from playwright.sync_api import expect

from tests.make import hours, make_edition

pytestmark = [pytest.mark.browser, pytest.mark.looks]


def test_a_reader_finds_what_changed_and_compares_two_versions(page):
    first = make_edition(headline="Boats", body="<p>It was one boat.</p>", live_from=hours(-3))
    for n, word in ((2, "two"), (1, "three")):
        body = f"<p>It was {word} boats.</p>"
        make_edition(article=first.article, headline="Boats", body=body, live_from=hours(-n))

    page.goto(first.address)
    page.get_by_role("link", name="What changed").click()
    expect(page.locator("ins:visible")).to_contain_text("three")
    page.get_by_text("Show the difference in version 2").click()
    expect(page.locator("#version-2 del")).to_contain_text("one boat")
    page.get_by_label("to version").fill("2")
    page.get_by_role("button", name="Compare").click()

    expect(page.get_by_role("heading", name="From version 1 to version 2")).to_be_visible()
    expect(page.locator("main ins")).to_contain_text("two boats")
    page.get_by_role("link", name="All versions").click()
    expect(page.locator(".versions > li")).to_have_count(3)
