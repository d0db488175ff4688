"""An editor looks at the paper as it will stand, and comes back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.make import hours, make_edition, make_user, tomorrow

pytestmark = [pytest.mark.browser, pytest.mark.looks]


def test_an_editor_walks_the_paper_of_tomorrow_and_comes_back(page):
    make_edition(headline="Stands today", live_from=hours(-1))
    make_edition(headline="Comes tomorrow", live_from=tomorrow())
    make_user("Editor", name="editor")
    complaints = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(reverse("admin:moment"))
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("pass-phrase-1")
    page.get_by_role("button", name="Log in").click()

    page.get_by_role("button", name="Show the site as “Comes tomorrow” begins").click()
    banner = page.get_by_role("region", name="The site at")
    expect(banner).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Comes tomorrow")
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("link", name="Comes tomorrow").first).to_be_visible()
    banner.get_by_role("button", name="Back to now").click()

    expect(page.get_by_role("link", name="Stands today").first).to_be_visible()
    expect(page.get_by_role("link", name="Comes tomorrow")).to_have_count(0)
    expect(banner).to_have_count(0)
    assert complaints == []
