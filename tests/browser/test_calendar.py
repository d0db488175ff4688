"""The calendar in a real browser: cards dragged, moved by keyboard, refused, undone."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles.desk import workflow
from articles.editions.press import print_edition
from articles.editions.releasing import plan as plan_release
from articles.models import Article, Deed, Edition
from tests.browser.editing import sign_in
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.browser.test_desk import complaints  # noqa: F401 - a fixture
from tests.make import make_article, make_edition, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]
CALENDAR = reverse("admin:articles_article_calendar")


@pytest.fixture
def days():
    """Monday to Sunday of a week to come."""
    monday = timezone.localdate() + timedelta(14)
    monday -= timedelta(monday.weekday())
    return [monday + timedelta(n) for n in range(7)]


@pytest.fixture
def week(page, days):
    """Opens that week as an editor sees it."""

    def opened():
        sign_in(page, make_user("Editor"))
        # All of it in view: a page that scrolls beneath a pressed button drags something else.
        page.set_viewport_size({"width": 1440, "height": 1600})
        year, number, _day = days[0].isocalendar()
        page.goto(f"{CALENDAR}?week={year}-W{number:02}")

    return opened


def at(day, hour, minute=0):
    """That hour of a day, at the site."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Europe/London"))


def day_of(page, day):
    """A day of the page, or the stories without one for None."""
    return page.locator(f'[data-day="{day.isoformat() if day else ""}"]')


def card(page, words):
    """A card by what stands on it."""
    return page.locator(".entry", has=page.get_by_role("link", name=words, exact=True))


def said(page):
    """What the page tells of the last move."""
    return page.get_by_role("status")


def test_a_planned_story_is_dragged_to_another_day_and_back_by_undo(page, days, week, complaints):  # noqa: F811
    story = make_article(headline="Market opens")
    workflow.plan(story, by=make_user("Editor"), planned_for=days[1])
    week()

    card(page, "Market opens").drag_to(day_of(page, days[3]))
    expect(said(page)).to_contain_text("“Market opens” is planned for ")
    expect(day_of(page, days[3])).to_contain_text("Market opens")
    story.refresh_from_db()
    assert story.planned_for == days[3]
    page.get_by_role("button", name="Undo").click()
    expect(day_of(page, days[1])).to_contain_text("Market opens")
    expect(page.locator("[aria-busy]")).to_have_count(0)

    story.refresh_from_db()
    assert story.planned_for == days[1]
    assert Deed.log.filter(what="planned").count() == 2
    assert complaints == []


def test_a_story_is_dragged_out_of_the_tray_and_in_again(page, days, week, complaints):  # noqa: F811
    story = make_article(headline="Market opens")
    workflow.approve(story, by=make_user("Editor"))
    week()

    card(page, "Market opens").drag_to(day_of(page, days[2]))
    expect(said(page)).to_contain_text("is planned for")
    expect(day_of(page, None)).to_contain_text("Every story that is handed in or approved has its")
    expect(card(page, "Market opens").locator(".entry__kind")).to_contain_text("Planned")
    assert Article.objects.get().planned_for == days[2]
    card(page, "Market opens").drag_to(day_of(page, None))
    expect(said(page)).to_contain_text("“Market opens” is planned for no day any more.")

    assert Article.objects.get().planned_for is None
    assert complaints == []


def test_an_edition_is_dragged_to_another_day_at_its_hour(page, days, week, complaints):  # noqa: F811
    edition = make_edition(headline="Gates shut", live_from=at(days[1], 6, 30))
    make_edition(headline="Early", live_from=at(days[4], 5))
    make_edition(headline="Late", live_from=at(days[4], 7))
    week()

    card(page, "Gates shut").drag_to(day_of(page, days[4]))
    expect(said(page)).to_contain_text("“Gates shut” goes live ")

    edition.refresh_from_db()
    assert edition.live_from == at(days[4], 6, 30)
    order = day_of(page, days[4]).locator(".entry__words")
    expect(order).to_have_text(["Early", "Gates shut", "Late"])
    assert complaints == []


def test_an_edition_is_moved_by_keyboard_to_another_day_and_hour(page, days, week, complaints):  # noqa: F811
    edition = make_edition(headline="Gates shut", live_from=at(days[1], 6, 30))
    week()

    page.get_by_text("Move", exact=True).focus()
    page.keyboard.press("Enter")
    opened = card(page, "Gates shut")
    opened.get_by_label("Day").fill(days[5].isoformat())
    opened.get_by_label("Time").fill("17:45")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("17:45 (Europe/London)")

    edition.refresh_from_db()
    assert edition.live_from == at(days[5], 17, 45)
    expect(day_of(page, days[5])).to_contain_text(re.compile("Goes live 17:45"))
    expect(opened.locator("summary")).to_be_focused()
    assert complaints == []


def test_what_is_refused_is_told_and_the_card_goes_back(page, days, week, complaints):  # noqa: F811
    release = plan_release("Budget day", at=at(days[1], 6, 30), by=None)
    story = make_article(headline="The budget")
    edition = print_edition(story.to_document(), article_id=story.pk, by=None, release=release.pk)
    week()

    card(page, "The budget").drag_to(day_of(page, days[3]))

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("This goes with the release “Budget day”.")
    expect(day_of(page, days[1])).to_contain_text("The budget")
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()
    assert Edition.archive.get(pk=edition.pk).live_from == release.at
    # A browser says so of each answer that refuses.
    assert [line for line in complaints if "409" not in line] == []


def test_a_refusal_leaves_what_was_typed(page, days, week):
    make_edition(headline="Gates shut", live_from=at(days[1], 6, 30))
    week()

    opened = card(page, "Gates shut")
    opened.get_by_text("Move", exact=True).click()
    opened.get_by_label("Day").fill("2020-01-01")
    opened.get_by_role("button", name="Move it").click()

    expect(page.get_by_role("alert")).to_contain_text("That time has passed.")
    expect(opened.get_by_label("Day")).to_have_value("2020-01-01")
    expect(opened.get_by_label("Day")).to_be_focused()
    expect(day_of(page, days[1])).to_contain_text("Gates shut")


def test_who_may_not_move_has_nothing_to_drag(page, days):
    writer = make_user("Writer")
    story = make_article(by=writer, headline="Market opens")
    workflow.plan(story, by=make_user("Editor"), planned_for=timezone.localdate())
    sign_in(page, writer)

    page.goto(CALENDAR)

    expect(card(page, "Market opens")).to_be_visible()
    expect(page.locator("[draggable=true]")).to_have_count(0)
    expect(page.get_by_text("Move", exact=True)).to_have_count(0)


def test_without_script_it_all_works_by_forms(chromium, live_server, page, days):
    story = make_article(headline="Market opens")
    workflow.plan(story, by=make_user("Editor"), planned_for=days[1])
    plain = chromium.new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    sign_in(plain, make_user("Editor"))
    plain.goto("/admin/")
    plain.get_by_role("link", name="Calendar").first.click()
    plain.goto(f"{CALENDAR}?month={days[1]:%Y-%m}")

    plain.get_by_text("Move", exact=True).click()
    plain.get_by_role("textbox", name="Day").fill(days[3].isoformat())
    plain.get_by_role("button", name="Move it").click()
    expect(said(plain)).to_contain_text("“Market opens” is planned for")
    assert Article.objects.get().planned_for == days[3]
    plain.get_by_role("button", name="Undo").click()
    expect(said(plain)).to_contain_text("“Market opens” is planned for")

    assert Article.objects.get().planned_for == days[1]


@pytest.mark.parametrize("width", [390, 1440])
def test_first_page_and_calendar_fit_their_window_and_break_no_rule(page, days, width):
    chief = make_user("Administrator")
    story = make_article(headline="Unbreakable" * 12, by=chief)
    workflow.plan(story, by=chief, planned_for=timezone.localdate(), due_at=timezone.now())
    workflow.submit(story, by=chief)
    make_edition(headline="Unbreakable" * 12, live_from=at(timezone.localdate() + timedelta(1), 6))
    sign_in(page, chief)

    for address in ("/admin/", CALENDAR, f"{CALENDAR}?month={timezone.localdate():%Y-%m}"):
        page.goto(address)
        assert not runs_over(page, width)
        assert broken_rules(page) == []
