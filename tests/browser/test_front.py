"""Arranging a front in a real browser: by mouse, by keyboard, and without script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from articles.editions.arranging import Placement, arrange
from articles.models import Front, FrontSlot
from tests.browser.editing import sign_in
from tests.browser.test_axe import RULES
from tests.browser.test_desk import complaints  # noqa: F401 - a fixture
from tests.make import hours, make_edition, make_image, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]
HOME = "/admin/articles/front/home/change/"


@pytest.fixture
def paper(page):
    """Four stories, one of which waits, by headline; an editor has opened the home page's front."""
    names = ("Gates shut", "Weir opens", "Owls return")
    found = {
        name: make_edition(headline=name, live_from=hours(n - 9)).article_id
        for n, name in enumerate(names)
    }
    found["Vote tonight"] = make_edition(headline="Vote tonight", live_from=hours(5)).article_id
    sign_in(page, make_user("Editor"))
    # All of it in view: a page that scrolls beneath a pressed button drags something else.
    page.set_viewport_size({"width": 1440, "height": 2000})
    page.goto(HOME)
    return found


def slot(page, name):
    """A slot by its name."""
    return page.get_by_role("region", name=name, exact=True)


def story(page, headline):
    """A story in the list."""
    return page.locator(".story", has_text=headline).locator(".story-line")


def save(page):
    """Press Save and wait until it is done."""
    page.get_by_role("button", name="Save the front").click()
    page.get_by_text(re.compile("Saved: readers have|Saved. For readers")).wait_for()


def placed():
    """What the home page holds now: each story by its slot."""
    found = FrontSlot.objects.of(None, timezone.now()).exclude(article=None)
    return dict(found.values_list("article", "position"))


def test_stories_are_dragged_into_slots_from_slot_to_slot_and_off(page, paper, complaints):  # noqa: F811
    story(page, "Weir opens").drag_to(slot(page, "Lead"))
    story(page, "Vote tonight").drag_to(slot(page, "Second story 2"))
    story(page, "Gates shut").drag_to(slot(page, "Second story 1"))
    save(page)
    assert placed() == {paper["Weir opens"]: 1, paper["Vote tonight"]: 3, paper["Gates shut"]: 2}

    card = slot(page, "Lead").locator(".placement", has_text="Weir opens")
    card.locator(".story-line").drag_to(slot(page, "Second story 3"))
    expect(page.get_by_role("status")).to_have_text("“Weir opens” is now in Second story 3.")
    # From the list too, since it stands without an end: it moves and is not there twice.
    story(page, "Gates shut").drag_to(slot(page, "Lead"))
    card = slot(page, "Second story 2").locator(".placement")
    card.locator(".story-line").drag_to(slot(page, "Taken off"))
    save(page)

    assert placed() == {paper["Weir opens"]: 4, paper["Gates shut"]: 1}
    assert complaints == []


def test_the_same_is_done_by_keyboard_alone(page, paper, complaints):  # noqa: F811
    def press(control, *keys):
        control.focus()
        for key in keys:
            page.keyboard.press(key)

    press(page.get_by_label("Put “Weir opens” in"), "L", "Tab")
    expect(slot(page, "Lead").locator(".placement")).to_have_count(1)
    press(page.get_by_label("Put “Vote tonight” in"), "R", "Tab")
    page.get_by_label("Put “Gates shut” in").select_option("Row 2")
    expect(page.locator("details summary:focus")).to_have_attribute(
        "aria-description", "Gates shut"
    )
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Gates, in a word")
    page.keyboard.press("Enter")
    press(page.get_by_role("button", name="Move what is in Lead down"), "Enter")
    expect(page.get_by_role("status")).to_have_text("Lead and Second story 1 have changed places.")
    card = slot(page, "Row 1").locator(".placement")
    press(card.get_by_role("button", name="Take off"), "Enter")
    press(page.get_by_role("button", name="Save the front"), "Enter")
    page.get_by_text("Saved: readers have the front so").wait_for()

    assert placed() == {paper["Weir opens"]: 2, paper["Gates shut"]: 6}
    assert FrontSlot.objects.get(position=6, article__isnull=False).headline == "Gates, in a word"
    assert complaints == []


def test_enter_in_a_field_saves_nothing(page, paper):
    page.get_by_label("Put “Weir opens” in").select_option("Lead")
    slot(page, "Lead").locator("summary").click()
    page.get_by_label("Headline here").press("Enter")
    page.get_by_label("Show the front at").press("Enter")

    expect(slot(page, "Lead").locator(".placement")).to_have_count(1)
    assert not Front.objects.exists()


def test_search_finds_while_one_types_and_leaves_the_front_as_it_is(page, paper):
    page.get_by_label("Put “Weir opens” in").select_option("Lead")
    page.get_by_role("searchbox", name="Search live and scheduled stories").fill("owls")

    expect(page.locator(".story")).to_have_count(1)
    expect(story(page, "Owls return")).to_be_visible()
    expect(slot(page, "Lead").locator(".placement")).to_have_count(1)


def test_the_front_is_shown_as_it_will_be_with_what_was_not_saved(page, paper, complaints):  # noqa: F811
    page.get_by_label("Put “Vote tonight” in").select_option("Lead")
    then = timezone.localtime(hours(6)).strftime("%Y-%m-%dT%H:%M")
    page.get_by_label("Show the front at").fill(then)
    page.get_by_role("button", name="Show the front then").click()

    shown = page.frame_locator(".then__page")
    expect(shown.locator(".card--lead h2")).to_have_text("Vote tonight")
    assert "Newsreader" in shown.locator(".card--lead h2").evaluate(
        "element => getComputedStyle(element).fontFamily"
    )
    assert not Front.objects.exists()
    assert complaints == []


def test_a_link_in_the_front_that_is_shown_leads_nowhere(page, paper, complaints):  # noqa: F811
    page.get_by_label("Show the front at").press("Enter")
    lead = page.frame_locator(".then__page").locator(".card--lead h2 a")

    lead.click()

    expect(lead).to_be_visible()
    assert len(page.context.pages) == 1


def test_what_waits_keeps_its_time_wherever_in_the_world_it_is_moved(chromium, page, paper):
    arrange(None, [Placement(1, paper["Gates shut"], "", hours(4))], by=None)
    context = chromium.new_context(
        base_url=page.url.removesuffix(HOME),
        timezone_id="Australia/Sydney",
        storage_state=page.context.storage_state(),
    )
    far = context.new_page()
    far.goto(HOME)
    slot(far, "Lead").locator("summary").click()
    waits = slot(far, "Lead").get_by_label("From").input_value()

    slot(far, "Lead").get_by_label("Slot").select_option("Second story 1")

    assert waits
    expect(slot(far, "Second story 1").get_by_label("From")).to_have_value(waits)
    context.close()


def test_whoever_was_signed_out_is_told_so_while_they_search(page, paper):
    page.get_by_label("Put “Weir opens” in").select_option("Lead")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("searchbox", name="Search live and scheduled stories").fill("owls")

    expect(page.locator("#stories")).to_have_text(
        "You were signed out. Sign in in another tab, and type again."
    )
    page.get_by_role("button", name="Save the front").click()
    expect(page.locator(".kept")).to_contain_text("Weir opens")


def test_without_script_all_of_it_works(chromium, live_server, page, paper):
    context = chromium.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    plain = context.new_page()
    plain.goto(HOME)
    plain.get_by_label("Put “Weir opens” in").select_option("Lead")
    plain.get_by_role("searchbox", name="Search live and scheduled stories").fill("owls")
    plain.get_by_role("button", name="Find").click()
    expect(plain.locator(".story")).to_have_count(1)
    plain.get_by_label("Put “Owls return” in").select_option("Second story 1")
    save(plain)
    assert placed() == {paper["Weir opens"]: 1, paper["Owls return"]: 2}

    slot(plain, "Lead").locator("summary").click()
    slot(plain, "Lead").get_by_label("Slot").select_option("Not on the front")
    save(plain)
    assert placed() == {paper["Owls return"]: 2}
    context.close()


@pytest.mark.looks
@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_of_fronts_breaks_a_rule_of_access_or_runs_over(page, complaints, width):  # noqa: F811
    story = make_edition(headline="Live", lead=make_image())
    waiting = make_edition(headline="Waits", live_from=hours(5))
    asked = [Placement(1, story.article_id, "Own"), Placement(1, waiting.article_id, "", hours(6))]
    asked += [Placement(5, make_edition(headline="In the row").article_id)]
    arrange(None, asked, by=None)
    sign_in(page, make_user("Editor"))
    page.set_viewport_size({"width": width, "height": 900})

    broken = []
    for address in ("/admin/articles/front/", HOME, "/admin/articles/front/home/history/"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(address, wait_until="networkidle")
            for each in page.locator(".slot summary").all():
                each.click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            told = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
            broken += [
                f"{address} {scheme}: {rule['id']} at {node['target']}"
                for rule in told.response["violations"]
                for node in rule["nodes"]
            ]

    assert broken == []
    assert complaints == []
