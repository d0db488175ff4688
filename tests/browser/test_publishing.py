"""The ways to readers, pressed in a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Edition
from tests.browser.editing import open_panel, sign_in
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.make import hours, make_article, make_edition, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]


def test_the_checks_follow_what_is_typed_and_lead_to_its_field(page, complaints):  # noqa: F811
    sign_in(page, make_user("Editor"))
    open_story(page, make_article(headline="Gates"))

    page.locator("[name=standfirst]").fill("On TK the gates shut.")
    expect(page.get_by_role("tab", name="Checks 1")).to_be_visible()
    open_panel(page, "Checks")
    page.get_by_role("link", name="A placeholder is left").click()

    expect(page.locator("[name=standfirst]")).to_be_focused()
    page.locator("[name=standfirst]").fill("On Monday the gates shut.")
    expect(page.get_by_text("Nothing to look at.")).to_be_visible()
    assert complaints == []


def test_a_scheduled_text_is_moved_and_brought_up_to_date(page):
    edition = make_edition(headline="Gates shut")
    waiting = make_edition(article=edition.article, live_from=hours(3))
    Edition.archive.filter(pk=waiting.pk).update(revision_number=1)
    sign_in(page, make_user("Editor"))
    open_story(page, edition.article)
    page.locator("[name=headline]").fill("Gates open")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()

    open_panel(page, "Publishing")
    later = f"{timezone.localtime(hours(5)):%Y-%m-%dT%H:%M}"
    page.get_by_label("Another time for the edition").fill(later)
    page.get_by_role("button", name="Move", exact=True).click()
    page.get_by_text("Moved to").wait_for()
    open_panel(page, "Publishing")
    page.get_by_text("The scheduled text is").wait_for()
    page.get_by_role("button", name="Reprint with the text as it is now").click()
    page.get_by_text("Reprinted").wait_for()

    again = Edition.archive.of(edition.article_id).first()
    assert f"{timezone.localtime(again.live_from):%Y-%m-%dT%H:%M}" == later
    assert again.headline == "Gates open"
