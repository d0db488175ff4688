"""The audit, as an administrator reads it after an editor has worked."""

import pytest
from playwright.sync_api import expect

from tests.browser.editing import sign_in
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.desk.form import address_of, filled
from tests.make import make_article, make_user
from tests.noted import Colleague

pytestmark = [pytest.mark.browser, pytest.mark.looks]


@pytest.fixture
def worked(page):
    """Two stories on which an editor has pressed a button each."""
    editor = Colleague()
    editor.user = make_user("Editor", name="ada")
    editor.force_login(editor.user)
    shut, burns = make_article(headline="Gates shut"), make_article(headline="Mill burns")
    editor.post(address_of(shut), filled(shut, standfirst="At noon.", _publish="1"))
    editor.post(address_of(burns), filled(burns, _submit="1"))
    return shut


def test_an_administrator_finds_who_did_what_to_which_story(page, worked):
    sign_in(page, make_user("Administrator"))

    page.goto("/admin/")
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Audit").first.click()
    rows = page.locator("#result_list tbody tr")
    expect(page.get_by_role("heading", name="Audit", exact=True)).to_be_visible()
    expect(rows.filter(has_text="Mill burns")).to_contain_text("Handed in for review")
    page.get_by_role("searchbox", name="Search").fill("gates")
    page.get_by_role("button", name="Search").click()

    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("ada")
    expect(rows).to_contain_text("Edition 1: First edition. Standfirst")
    assert broken_rules(page) == []
    rows.get_by_role("link", name="Gates shut").click()
    assert page.url.endswith(address_of(worked))


def test_it_is_narrowed_by_days_and_by_deed_and_taken_home(page, worked):
    sign_in(page, make_user("Administrator"))
    page.goto("/admin/articles/deed/")
    filters = page.locator("#changelist-filter")
    rows = page.locator("#result_list tbody tr")

    filters.get_by_role("link", name="Published", exact=True).click()
    expect(rows).to_have_count(1)
    filters.get_by_label("To").fill("2020-01-31")
    filters.get_by_role("button", name="Show these days").click()
    expect(rows).to_have_count(0)
    assert "what__exact=published" in page.url
    filters.get_by_label("To").fill("2099-01-31")
    filters.get_by_role("button", name="Show these days").click()
    expect(rows).to_have_count(1)
    with page.expect_download() as sent:
        page.get_by_role("link", name="Download as CSV").click()

    lines = sent.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Gates shut" in lines[1]


def test_a_story_leads_to_its_own_deeds_on_a_phone_too(page, worked):
    sign_in(page, make_user("Administrator"))
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(f"/admin/articles/article/{worked.pk}/history/")
    page.get_by_role("link", name="Audit").last.click()

    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    expect(page.locator("#result_list")).to_contain_text("Gates shut")
    assert not runs_over(page, 390)
    page.locator("#result_list .field-when a").click()
    expect(page.get_by_text("First edition")).to_be_visible()
    assert broken_rules(page) == []
