"""Embargoes and releases, pressed in a real browser."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles.editions.releasing import plan
from articles.models import Edition, FrontSlot
from tests.browser.editing import open_panel, sign_in
from tests.browser.looking import runs_over
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.make import hours, make_article, make_edition, make_user

pytestmark = pytest.mark.browser


def typed(moment):
    """A moment as the browser's time input takes it."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def test_a_story_under_embargo_is_published_once_that_is_lifted(page, complaints):  # noqa: F811
    story = make_article(headline="The budget")
    sign_in(page, make_user("Administrator"))
    open_story(page, story)
    open_panel(page, "Publishing")
    page.get_by_label("Not before").fill(typed(hours(5)))
    page.get_by_label("Reason").fill("Until the vote")
    page.get_by_role("button", name="Set the embargo").click()
    page.get_by_text("Under embargo: nobody can read").wait_for()

    expect(page.locator(".bar .badge-embargo")).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).click()
    at_its_place = page.locator(".field-print_at .errorlist")
    expect(at_its_place).to_contain_text("The story is under embargo until")
    expect(page.get_by_label("Publish at")).to_have_value(typed(hours(5)))
    page.get_by_label("Reason").fill("It was leaked")
    page.get_by_role("button", name="Lift the embargo").click()
    page.get_by_text("The embargo is lifted.").wait_for()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("Published: readers have it now.").wait_for()

    page.goto(Edition.archive.get().address)
    expect(page.get_by_role("heading", level=1)).to_have_text("The budget")
    # The refusal is a page that answers 422, of which the console tells.
    assert [line for line in complaints if "422" not in line] == []


def test_two_stories_and_a_front_are_moved_together(page, complaints):  # noqa: F811
    make_edition(headline="Stands today", live_from=hours(-9))
    first = make_article(headline="The budget")
    make_article(headline="What it means")
    release = plan("Budget day", at=hours(5), by=None)
    sign_in(page, make_user("Editor"))

    # One story is scheduled with it where it is written.
    open_story(page, first)
    open_panel(page, "Publishing")
    page.get_by_label("Or with the release").first.select_option(str(release.pk))
    panel = page.get_by_role("tabpanel", name="Publishing")
    panel.get_by_role("button", name="Schedule").click()
    page.get_by_text("with the release “Budget day”. You can go on").wait_for()
    # A front shows it from then on.
    page.goto(reverse("admin:articles_front_change", args=["home"]))
    page.get_by_label("Put “The budget” in").select_option("1")
    lead = page.get_by_role("region", name="Lead", exact=True)
    lead.get_by_text("Headline, time and slot").first.click()
    lead.get_by_label("Or with the release").select_option(str(release.pk))
    page.get_by_role("button", name="Save the front").click()
    page.get_by_text("With the release “Budget day”.").wait_for()
    # The other is added on its page, where all of it is moved.
    page.goto(reverse("admin:articles_release_change", args=[release.pk]))
    page.get_by_role("checkbox", name="What it means").check()
    page.get_by_role("button", name="Check and add the chosen").click()
    page.get_by_text("Added: all of it goes out together.").wait_for()
    page.get_by_label("Day and time").fill(typed(hours(8)))
    page.get_by_role("button", name="Move all of it").click()
    page.get_by_text("was moved: all of it goes out").wait_for()

    moments = {*Edition.archive.filter(release=release).values_list("live_from", flat=True)}
    held = FrontSlot.objects.of(None, timezone.now()).get(release=release)
    assert [typed(each) for each in moments] == [typed(hours(8))]
    assert held.live_from in moments
    expect(page.get_by_role("link", name="Home page, Lead")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Show the site then").click()
    then = opened.value
    then.goto("/")
    lead = then.locator("main").get_by_role("link", name="The budget").first
    expect(lead).to_be_visible()
    expect(then.get_by_role("link", name="What it means").first).to_be_visible()
    then.get_by_role("button", name="Back to now").click()
    expect(then.get_by_role("link", name="The budget")).to_have_count(0)
    assert complaints == []


@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_of_a_release_fits_its_window(page, width):
    release = plan("Budget day " * 8, at=hours(5), by=None, note="A note. " * 60)
    make_article(headline="Unbreakable" * 12)
    sign_in(page, make_user("Editor"))

    page.goto(reverse("admin:articles_release_change", args=[release.pk]))

    assert not runs_over(page, width)
