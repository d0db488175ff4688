"""A story on its way through the newsroom, in the hands of those who write and edit it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.desk import workflow
from articles.models import Article, SectionRight, Sitting, StoryMove
from tests.browser.editing import sign_in
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.make import hours, make_article, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]

STORIES = "/admin/articles/article/"


def test_a_story_is_handed_in_sent_back_with_a_reason_and_approved(page, complaints):  # noqa: F811
    writer, editor = make_user("Writer"), make_user("Editor", first_name="Ed", last_name="Ito")
    article = make_article(by=writer, headline="Gates shut")
    make_article(headline="Another draft")
    sign_in(page, writer)
    open_story(page, article)
    page.get_by_label("A word with it").fill("The figures are checked.")
    page.get_by_role("button", name="Hand in for review").click()
    page.get_by_text("Handed in for review.").wait_for()

    sign_in(page, editor)
    page.goto(STORIES)
    page.get_by_role("link", name="In review").click()
    expect(page.get_by_text("Another draft")).to_have_count(0)
    page.get_by_role("link", name="Gates shut").click()
    expect(page.locator(".workflow")).to_contain_text("The figures are checked.")
    page.get_by_role("button", name="Send back").click()
    page.get_by_text("Say in a few words why it goes back").first.wait_for()
    page.get_by_label("A word with it").fill("Who says so?")
    page.get_by_role("button", name="Send back").click()
    page.get_by_text("Sent back: it is a draft again.").wait_for()

    sign_in(page, writer)
    open_story(page, article)
    expect(page.locator(".workflow")).to_contain_text("Sent back, Ed Ito")
    expect(page.locator(".workflow")).to_contain_text("Who says so?")
    page.locator("[name=standfirst]").fill("So says the harbour master.")
    page.get_by_role("button", name="Hand in for review").click()
    page.get_by_text("Handed in for review.").wait_for()

    sign_in(page, editor)
    open_story(page, article)
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("Approved.", exact=True).wait_for()
    deeds = list(StoryMove.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds == ["handed_in", "sent_back", "handed_in", "approved"]
    article.refresh_from_db()
    assert (article.state, article.standfirst) == ("approved", "So says the harbour master.")
    # A browser says so of each answer that refuses.
    assert [each for each in complaints if "422" not in each] == []


def test_a_plan_is_made_beside_whoever_writes_and_neither_notices(page, complaints):  # noqa: F811
    ann = make_user("Writer", first_name="Ann", last_name="Bell")
    article, editor = make_article(headline="As it was"), make_user("Editor")
    sign_in(page, editor)
    open_story(page, article)
    writing = page.context.new_page()
    open_story(writing, article)
    writing.locator("[name=headline]").fill("Gates open")

    page.locator(".field-assignee .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").fill("bel")
    page.get_by_role("option", name="Ann Bell").click()
    due = f"{timezone.localtime(hours(30)):%Y-%m-%dT%H:%M}"
    page.get_by_label("Due").fill(due)
    page.get_by_label("Priority").select_option("Urgent")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.", exact=True).wait_for()
    writing.get_by_role("button", name="Save draft").click()
    writing.get_by_text("Saved.", exact=True).wait_for()

    article.refresh_from_db()
    assert (article.headline, article.version) == ("Gates open", 2)
    assert (article.assignee, article.priority) == (ann, 4)
    assert f"{timezone.localtime(article.due_at):%Y-%m-%dT%H:%M}" == due
    assert complaints == []


def test_neither_opening_nor_planning_a_story_counts_as_text_of_it(page):
    article = make_article()
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    page.wait_for_function("document.readyState === 'complete'")

    page.get_by_label("Priority").select_option("High")
    page.get_by_label("A word with it").fill("Hm")
    # Longer than it takes until what is typed is kept.
    page.wait_for_timeout(2_000)
    assert not Sitting.objects.exclude(fields=None).exists()

    page.locator("[name=standfirst]").fill("Text.")
    expect(page.locator("#kept")).to_contain_text("Kept")


def test_the_list_is_narrowed_by_deadline_and_by_section_with_what_is_beneath(page):
    editor = make_user("Editor")
    late = make_article(headline="Late one", section="news/city")
    soon = make_article(headline="Soon one", section="news")
    make_article(headline="Elsewhere", section="sport")
    workflow.plan(late, by=editor, due_at=hours(-3), assignee=editor, planned_for="2030-01-01")
    workflow.plan(soon, by=editor, due_at=hours(3), priority=4)
    sign_in(page, editor)
    page.goto(STORIES)

    page.locator("#changelist-filter").get_by_role("link", name="News").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(2)
    page.locator("#changelist-filter").get_by_role("link", name="Overdue").click()

    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    expect(page.locator("#result_list .field-title")).to_contain_text("Late one")
    expect(page.locator("#result_list .overdue")).to_contain_text("Overdue")
    assert broken_rules(page) == []
    assert not runs_over(page, 390)


def test_an_editor_of_a_section_finds_only_its_stories(page):
    editor = make_user("Editor")
    SectionRight.objects.create(account=editor, section=make_section("sport"))
    mine, other = make_article(section="sport/chess"), make_article(section="news")
    sign_in(page, editor)
    page.goto(STORIES)
    expect(page.locator("#result_list tbody tr")).to_have_count(1)

    page.locator("#result_list .field-title a").click()
    page.locator(".ProseMirror").wait_for()
    assert str(mine.pk) in page.url
    assert page.goto(f"{STORIES}{other.pk}/change/").status == 403


def test_an_administrator_gives_an_account_its_sections(page):
    section, account = make_section("sport"), make_user("Editor")
    sign_in(page, make_user("Administrator"))
    page.goto(f"/admin/auth/user/{account.pk}/change/")

    page.get_by_text("Add another Section to work on").click()
    page.locator("#section_rights-group .select2-selection").first.click()
    page.locator(".select2-container--open .select2-search__field").fill("spo")
    page.get_by_role("option", name="Sport").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()

    assert SectionRight.objects.get().section == section


def test_the_form_with_its_workflow_keeps_all_rules_and_its_width(page):
    editor = make_user("Editor")
    article = make_article()
    workflow.submit(article, by=editor, note="Look at " + "page" * 40)
    sign_in(page, editor)
    open_story(page, article)

    assert broken_rules(page) == []
    assert not runs_over(page, 390)
    assert Article.objects.get().state == "in_review"
