"""The desk while its database is away, in a real browser: nothing that is typed is lost."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Section
from tests.browser.editing import sign_in
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.browser.test_desk import open_story
from tests.departed import database_away
from tests.make import make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]


def test_a_story_is_kept_in_the_browser_and_saved_once_the_database_is_back(page):
    article = make_article(headline="As it was")
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    went = []

    with database_away():
        page.locator("[name=headline]").fill("Typed meanwhile")
        expect(page.locator("#kept")).to_contain_text("kept in this browser only")
        page.on("framenavigated", lambda frame: went.append(frame.url))
        page.get_by_role("button", name="Save draft").click()
        expect(page.locator("#kept")).to_contain_text("Nothing was saved")
        assert "Typed meanwhile" in page.evaluate("JSON.stringify(localStorage)")
        assert went == []
    expect(page.locator("#kept")).to_contain_text("It is not saved yet", timeout=30_000)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()

    assert Article.objects.get().headline == "Typed meanwhile"


def test_any_other_form_that_was_sent_is_sent_again_by_a_button(page):
    sign_in(page, make_user("Editor"))
    page.goto("/admin/articles/section/add/")
    page.locator("[name=name]").fill("Weather")
    page.locator("[name=slug]").fill("weather")
    page.locator("[name=description]").fill("Rain.\nSun.")

    with database_away():
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("heading")).to_have_text("The database gives no answer")
        assert not any(runs_over(page, width) for width in (390, 1440))
        assert broken_rules(page) == []
        page.get_by_role("button", name="Send it again").click()
        expect(page.get_by_role("button", name="Send it again")).to_be_visible()
    page.get_by_role("button", name="Send it again").click()

    page.get_by_text("was added successfully").wait_for()
    section = Section.objects.get()
    assert (section.name, section.description.split()) == ("Weather", ["Rain.", "Sun."])


@pytest.mark.parametrize("is_staff", [True, False])
def test_what_is_told_meanwhile_can_be_read_by_everyone_everywhere(page, is_staff):
    if is_staff:
        sign_in(page, make_user("Editor"))

    with database_away():
        page.goto("/")

    heading = "The database gives no answer" if is_staff else "Back in a minute"
    expect(page.get_by_role("heading")).to_have_text(heading)
    assert not any(runs_over(page, width) for width in (390, 1440))
    assert broken_rules(page) == []
