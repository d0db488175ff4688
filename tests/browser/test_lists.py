"""The list of stories and the palette, as one uses them: tabs, deeds on several, a few letters."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article, Edition, SavedList
from tests.browser.editing import click_into_story, sign_in
from tests.browser.test_axe import broken_rules
from tests.make import make_article, make_edition, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]
STORIES = "/admin/articles/article/"


def choose(page, *headlines):
    """Tick these stories."""
    for headline in headlines:
        page.get_by_role("row", name=headline).get_by_role("checkbox").check()


def act(page, deed):
    """Choose a deed above the list and press Go."""
    page.locator("select[name=action]").first.select_option(label=deed)
    page.get_by_role("button", name="Go", exact=True).first.click()


def test_a_filter_is_saved_and_come_back_to(page):
    user = make_user("Editor")
    make_article(headline="Gates shut", body="<p>Zeolite.</p>")
    make_article(headline="Choir sings")
    sign_in(page, user)
    page.goto(STORIES)

    page.get_by_role("searchbox", name="Search", exact=True).fill("zeolite")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_text("Save this list…").click()
    page.get_by_label("Name of the list").fill("Stones")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="All stories").click()
    expect(page.get_by_role("row", name="Choir sings")).to_be_visible()
    page.get_by_role("link", name="Stones").click()

    expect(page.get_by_role("link", name="Stones")).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("row", name="Gates shut")).to_be_visible()
    expect(page.get_by_role("row", name="Choir sings")).to_have_count(0)
    page.get_by_text("This list…").click()
    page.get_by_role("button", name="Begin with this list").click()
    page.goto(STORIES)
    expect(page).to_have_url(re.compile(f"q=zeolite&list={SavedList.objects.get().pk}$"))


def test_several_are_assigned_and_taken_back(page):
    user = make_user("Editor", first_name="Ed", last_name="Ito")
    one, other = make_article(headline="Gates shut"), make_article(headline="Choir sings")
    sign_in(page, user)
    page.goto(STORIES)

    choose(page, "Gates shut", "Choir sings")
    act(page, "Assign…")
    expect(page.get_by_role("heading", name="2 stories are chosen")).to_be_visible()
    page.get_by_label("Assigned to").select_option(label="Ed Ito")
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_text("Assigned to Ed Ito. 2 stories.")).to_be_visible()
    assigned = set(Article.objects.values_list("assignee", flat=True))
    page.get_by_role("button", name="Take it back").click()

    expect(page.get_by_text("Taken back in 2 stories.")).to_be_visible()
    assert assigned == {user.pk}
    for story in (one, other):
        story.refresh_from_db()
        assert story.assignee is None


def test_several_are_scheduled_once_one_has_looked(page):
    sign_in(page, make_user("Editor"))
    good = make_article(headline="Gates shut")
    make_article(headline="Not done", body="<p>More TK.</p>")
    page.goto(STORIES)

    choose(page, "Gates shut", "Not done")
    act(page, "Schedule…")
    page.get_by_label("Publish at").fill("2099-01-01T09:00")
    page.get_by_role("button", name="Look over what will happen").click()
    expect(page.get_by_text("Stops publishing:")).to_be_visible()
    looked_at = Edition.archive.count()
    page.get_by_role("button", name="Schedule: 1 story").click()

    expect(
        page.get_by_text("Scheduled for 1 Jan 2099, 09:00 (Europe/London). 1 story.")
    ).to_be_visible()
    assert looked_at == 0
    assert [edition.article_id for edition in Edition.archive.all()] == [good.pk]


def test_a_draft_is_reached_by_a_word_of_its_body_with_keys_alone(page):
    sign_in(page, make_user("Editor"))
    story = make_article(headline="Gates shut", body="<p>Zeolite.</p>")
    page.goto("/admin/")

    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("zeol")
    expect(page.get_by_role("option", name="Gates shut")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"/admin/articles/article/{story.pk}/change/$"))


def test_whoever_types_and_presses_enter_in_one_go_gets_what_they_typed(page):
    sign_in(page, make_user("Editor"))
    story = make_article(headline="Gates shut", body="<p>Zeolite.</p>")
    make_article(headline="Newest of all")
    page.goto("/admin/")

    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", name="Newest of all")).to_be_visible()
    page.keyboard.type("zeolite")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"/admin/articles/article/{story.pk}/change/$"))


def test_the_palette_is_walked_with_arrows_and_left_with_escape(page):
    sign_in(page, make_user("Editor"))
    make_article(headline="Gates shut")
    page.goto("/admin/moment/")

    page.get_by_role("button", name="Go to…").click()
    expect(page.get_by_role("option", name="Gates shut")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="New story")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Go to")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("new story")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/admin/articles/article/add/$"))


def test_in_the_text_of_a_story_the_keys_make_a_link_and_elsewhere_they_open_the_palette(page):
    sign_in(page, make_user("Editor"))
    story = make_article(headline="Gates", body="<p>Zeolite</p>")
    page.goto(f"/admin/articles/article/{story.pk}/change/")

    click_into_story(page, page.get_by_text("Zeolite", exact=True))
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Address, or words of a story")).to_be_visible()
    expect(page.get_by_role("dialog", name="Go to", exact=True)).to_be_hidden()
    page.keyboard.press("Escape")
    page.get_by_role("textbox", name="Headline").focus()
    page.keyboard.press("Control+k")

    expect(page.get_by_role("dialog", name="Go to", exact=True)).to_be_visible()


def test_without_script_the_button_leads_to_a_page_with_the_same_answers(
    chromium, live_server, page
):
    user = make_user("Editor")
    make_article(headline="Gates shut", body="<p>Zeolite.</p>")
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    sign_in(plain, user)
    plain.goto("/admin/")

    plain.get_by_role("link", name="Go to…").click()
    plain.get_by_role("searchbox", name="Story, person").fill("zeolite")
    plain.get_by_role("main").get_by_role("button", name="Search").click()

    expect(plain.get_by_role("link", name="Gates shut")).to_be_visible()


def test_nothing_of_it_breaks_a_rule_of_access_or_is_wider_than_a_phone(page):
    user = make_user("Administrator")
    make_edition(headline="Gates shut", tags=["Sea"])
    make_article(headline="A draft", section="world")
    make_section("sport")
    SavedList.objects.create(owner=user, name="Floods of this week", query="q=gates")
    SavedList.objects.create(owner=user, name="For the house", query="due=week", is_shared=True)
    sign_in(page, user)

    found = []
    page.set_viewport_size({"width": 390, "height": 900})
    for address in (f"{STORIES}?list=all", f"{STORIES}?q=gates&list=1", "/admin/go/?q=gates"):
        page.goto(address, wait_until="networkidle")
        for fold in page.locator(".lists__keep").all():
            fold.evaluate("fold => { fold.open = true }")
        found += looked_at(page, address)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option").first).to_be_visible()
    found += looked_at(page, "palette")
    for deed in ("Assign…", "Add and take away tags…", "Schedule…", "Withdraw…"):
        page.goto(f"{STORIES}?list=all")
        choose(page, "Gates shut", "A draft")
        act(page, deed)
        if deed == "Withdraw…":
            page.get_by_role("button", name="Look over what will happen").click()
        page.wait_for_load_state("networkidle")
        found += looked_at(page, deed)

    assert found == []


def looked_at(page, what):
    """The rules that the page breaks; being wider than the screen is one."""
    broken = [f"{what} {each}" for each in broken_rules(page)]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return broken + [f"{what} is too wide"] * wide
