"""Nothing that is typed is lost: crashes, dead lines, logins that ran out, colleagues."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles.models import Article, Sitting
from tests.browser.editing import click_into_story, sign_in
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.browser.test_main_job import add_rows
from tests.make import hours, make_article, make_image, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]


def another_tab(page):
    """A tab of the same browser, in place of one that was lost a while ago."""
    page.close()
    Sitting.objects.update(seen_at=hours(-1))
    return page.context.new_page()


def in_the_browser(page):
    """What the browser's own store holds."""
    return page.evaluate("JSON.stringify(localStorage)")


def test_after_a_crash_text_figure_and_new_rows_are_offered_again(page, complaints):  # noqa: F811
    image = make_image()
    article = make_article(body=f'<p>One.</p><figure data-image="{image.pk}"></figure>')
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    click_into_story(page, page.locator(".ProseMirror p").first)
    page.keyboard.press("End")
    page.keyboard.type(" Two.")
    add_rows(page, "takeaways", 1)
    page.locator("[name=takeaways-0-text]").fill("A new row")
    expect(page.locator("#kept")).to_contain_text("Kept")
    assert Article.objects.get().body.startswith("<p>One.</p>")

    page = another_tab(page)
    open_story(page, article)
    page.get_by_role("button", name="Take it up again").click()

    expect(page.locator(".ProseMirror p").first).to_have_text("One. Two.")
    expect(page.locator(".ProseMirror figure img")).to_be_visible()
    expect(page.locator("[name=takeaways-0-text]")).to_have_value("A new row")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()
    assert Article.objects.get().takeaways.get().text == "A new row"
    expect(page.get_by_role("button", name="Take it up again")).to_have_count(0)
    assert complaints == []


def test_without_a_connection_the_browser_keeps_it(page):
    article = make_article(headline="As it was")
    sign_in(page, make_user("Editor"))
    open_story(page, article)

    page.context.set_offline(True)
    page.locator("[name=headline]").fill("Typed on a train")
    expect(page.locator("#kept")).to_contain_text("kept in this browser only")
    page.context.set_offline(False)
    page.route("**/sitting/", lambda route: route.abort())
    page = another_tab(page)
    open_story(page, article)

    expect(page.get_by_text("Typed on a train")).to_be_visible()
    assert broken_rules(page) == []
    page.get_by_role("button", name="Take it up again").click()
    expect(page.locator("[name=headline]")).to_have_value("Typed on a train")
    assert not runs_over(page, 390)


def test_while_the_desk_hangs_every_second_is_kept_here_and_the_bar_says_so(page):
    article = make_article()
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    page.route("**/sitting/", lambda route: None)
    click_into_story(page, page.locator(".ProseMirror p").first)

    page.keyboard.press("Home")
    page.keyboard.type("abcdefghijklmnopqrst", delay=100)
    assert "abcdef" in in_the_browser(page)
    expect(page.locator("#kept")).to_contain_text("The desk is late to answer", timeout=10_000)
    page.keyboard.type("After that")
    page.wait_for_timeout(1200)
    assert "After that" in in_the_browser(page)

    page = another_tab(page)
    open_story(page, article)
    expect(page.get_by_text("After that")).to_be_visible()


def test_a_press_without_a_connection_leaves_the_page_and_counts_when_pressed_again(page):
    article = make_article(headline="As it was")
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    posts = []
    page.on("request", lambda sent: posts.append(sent.url) if sent.is_navigation_request() else 0)

    page.context.set_offline(True)
    page.locator("[name=headline]").fill("On a train")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#kept")).to_contain_text("Nothing was saved: there is no connection")
    assert not any(runs_over(page, width) for width in (390, 1440))
    page.set_viewport_size({"width": 390, "height": 700})
    page.mouse.wheel(0, 900)
    expect(page.locator("#kept")).to_be_in_viewport()
    page.set_viewport_size({"width": 1440, "height": 900})
    assert "On a train" in in_the_browser(page) and posts == []
    page.locator("[name=standfirst]").fill("Typed on.")
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_contain_text("It is not saved yet", timeout=20_000)
    page.get_by_role("button", name="Save draft").dblclick()
    page.get_by_text("Saved.").wait_for()

    story = Article.objects.get()
    assert (story.headline, story.standfirst) == ("On a train", "Typed on.")
    assert (story.version, len(posts)) == (2, 2)


def test_ones_own_other_tab_is_told_of_and_what_was_saved_there(page):
    article = make_article()
    sign_in(page, make_user("Editor", first_name="Ana", last_name="Brandt"))
    open_story(page, article)
    other = page.context.new_page()
    open_story(other, article)

    expect(page.locator("#here")).to_have_text(
        "You have this story open in another tab", timeout=10_000
    )
    other.locator("[name=headline]").fill("Mine")
    other.get_by_role("button", name="Save draft").click()
    other.get_by_text("Saved.").wait_for()
    expect(page.locator("#here")).to_contain_text("You saved this story in another", timeout=9000)
    other.close()

    expect(page.locator("#here")).not_to_contain_text("open in another tab", timeout=10_000)


def test_a_login_that_ran_out_loses_nothing_and_goes_on_after_the_next(page):
    article, user = make_article(), make_user("Editor")
    sign_in(page, user)
    open_story(page, article)

    Session.objects.all().delete()
    page.locator("[name=headline]").fill("Typed too long")
    expect(page.locator("#kept")).to_contain_text("You were signed out")
    sign_in(page, user)
    expect(page.locator("#kept")).to_contain_text("Kept", timeout=20_000)
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()

    assert Article.objects.get().headline == "Typed too long"


def test_who_else_is_here_is_seen_within_ten_seconds(page, chromium, live_server):
    article = make_article()
    sign_in(page, make_user("Editor", first_name="Ana", last_name="Brandt"))
    open_story(page, article)
    other = chromium.new_context(base_url=live_server.url).new_page()
    sign_in(other, make_user("Editor", first_name="Bo", last_name="Linn"))
    open_story(other, article)

    expect(page.locator("#here")).to_contain_text("Bo Linn is here", timeout=10_000)
    other.locator("[name=headline]").fill("Theirs")
    other.get_by_role("button", name="Save draft").click()
    other.get_by_text("Saved.").wait_for()
    expect(page.locator("#here")).to_contain_text("Bo Linn saved this story", timeout=10_000)
    other.context.close()

    page.locator("[name=standfirst]").fill("Mine")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("button", name="Save both together").wait_for()
    assert broken_rules(page) == []
    assert not any(runs_over(page, width) for width in (390, 1440))
    page.get_by_role("button", name="Save both together").click()
    page.get_by_text("Saved.").wait_for()
    story = Article.objects.get()
    assert (story.headline, story.standfirst) == ("Theirs", "Mine")


def test_the_same_text_of_desk_and_browser_is_one_and_thrown_away_after_one_question(page):
    article, user = make_article(), make_user("Editor")
    sign_in(page, user)
    open_story(page, article)
    page.locator("[name=headline]").fill("Not wanted")
    expect(page.locator("#kept")).to_contain_text("Kept")
    page = another_tab(page)
    open_story(page, article)
    page.get_by_role("button", name="Take it up again").click()
    page.get_by_text("Here it is.").wait_for()
    page.route("**/sitting/", lambda route: route.abort())
    page.locator("[name=standfirst]").fill("Nor this")
    page.locator("[name=standfirst]").fill(article.standfirst)
    expect(page.locator("#kept")).to_contain_text("kept in this browser only")

    page = another_tab(page)
    with page.expect_response(lambda answer: "offers=1" in (answer.request.post_data or "")):
        open_story(page, article)
    expect(page.get_by_text("never saved")).to_have_count(1)
    expect(page.get_by_text("Differs in: Headline")).to_be_visible()
    assert "newsroom " not in page.evaluate("Object.keys(localStorage).join()")
    assert not any(runs_over(page, width) for width in (390, 1440))
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_role("button", name="Yes, throw it away").click()

    expect(page.get_by_text("Not wanted")).to_have_count(0)
    assert not Sitting.objects.unsaved(user, article.pk).exists()
