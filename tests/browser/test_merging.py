"""Merging people at the desk, as an editor does it, and what their readers then find."""

import pytest
from playwright.sync_api import expect

from tests.browser.editing import sign_in
from tests.browser.test_axe import broken_rules
from tests.make import make_contributor, make_edition, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]


def test_an_editor_merges_two_people_who_are_one(page):
    make_contributor("A. Marsh", bio="Came from the Herald."), make_contributor("Ada Marsh", bio="")
    story = make_edition(headline="Mill burns", authors=["A. Marsh", "Ada Marsh"])
    sign_in(page, make_user("Editor"))

    page.goto("/admin/articles/contributor/")
    for name in ("A. Marsh", "Ada Marsh"):
        page.get_by_role("row", name=name).get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option(label="Merge the selected into one")
    page.get_by_role("button", name="Go", exact=True).click()

    expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    expect(page.get_by_text("Came from the Herald.")).to_be_visible()
    page.get_by_role("button", name="Merge for good").click()
    expect(page.get_by_text("Choose the one that stays.")).to_be_visible()
    assert broken_rules(page) == []
    page.get_by_label("Ada Marsh").check()
    page.get_by_role("button", name="Merge for good").click()

    expect(page.get_by_text("what was of A. Marsh is of Ada Marsh now")).to_be_visible()
    page.goto("/people/a-marsh/")
    assert page.url.endswith("/people/ada-marsh/")
    expect(page.get_by_text("Came from the Herald.").first).to_be_visible()
    page.goto(story.address)
    assert page.locator('main a[href="/people/ada-marsh/"]').first.inner_text() == "Ada Marsh"
    assert page.get_by_text("A. Marsh").count() == 0


def test_an_editor_adds_a_redirect_and_finds_it_again(page):
    story = make_edition(headline="Mill burns", slug="mill")
    sign_in(page, make_user("Editor"))

    page.goto("/admin/articles/redirect/")
    page.get_by_role("link", name="Add redirect").click()
    page.get_by_label("Old address").fill("/2009/Mill.html")
    page.get_by_label("Leads to").fill("/news/nowhere/")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("There is no page at /news/nowhere/ now.")).to_be_visible()
    page.get_by_label("Leads to").fill(story.address)
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_role("row", name="/2009/mill.html")).to_contain_text("Added by hand")
    page.goto("/2009/mill.html")
    assert page.url.endswith(story.address)
