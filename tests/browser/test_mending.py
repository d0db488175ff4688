"""A typo in a live story is mended while its rewrite lies unfinished: in a real browser."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from articles.desk.revision import revise
from articles.models import Article
from tests.browser.editing import EDITOR_IS_READY, click_into_story, sign_in
from tests.browser.looking import runs_over
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.make import make_edition, make_user, tomorrow

pytestmark = [pytest.mark.browser, pytest.mark.looks]

LIVE = "<p>Two ferries waited.</p><p>The barier shut at noon.</p>"


def test_the_mend_goes_to_readers_rewrite_and_schedule(page, complaints):  # noqa: F811
    edition = make_edition(headline="Gates shut", body=LIVE)
    make_edition(article=edition.article, body=f"{LIVE}<p>More.</p>", live_from=tomorrow())
    article = edition.article
    article.version = 2
    article.take_document(replace(article.to_document(), body=LIVE.replace("Two", "Three")))
    revise(article, by=None)
    sign_in(page, make_user("Editor"))
    open_story(page, article)

    page.get_by_role("link", name="Mend the live text").click()
    click_into_story(page, page.locator(".ProseMirror p").first)
    page.keyboard.press("Home")
    page.wait_for_timeout(EDITOR_IS_READY)
    for _n in range(3):
        page.keyboard.press("Delete")
    page.keyboard.type("Four")
    page.get_by_role("button", name="Print the mend").click()

    page.get_by_role("heading", name="Decide what these become").wait_for()
    page.get_by_role("button", name="Print the mend").click()
    page.get_by_text("Choose for each of these.").wait_for()
    own = page.get_by_role("radio", name="Leave it as rewritten")
    expect(own).to_be_focused()
    expect(own).not_to_be_checked()
    page.keyboard.press("Space")
    expect(page.locator(".ProseMirror p").first).to_have_text("Four ferries waited.")
    assert not any(runs_over(page, width) for width in (390, 1440))
    page.get_by_role("button", name="Print the mend").click()
    page.get_by_text("keeps words of its own (Story)").wait_for()
    assert Article.objects.get().body.startswith("<p>Three")
    page.goto(edition.address)
    expect(page.get_by_text("Four ferries waited.")).to_be_visible()
    # The browser tells of every answer that is none of 200.
    assert [each for each in complaints if "422" not in each] == []


def test_a_mend_in_a_tab_that_was_closed_is_offered_again(page, complaints):  # noqa: F811
    edition = make_edition(headline="Gates shut", body=LIVE)
    sign_in(page, make_user("Editor"))
    address = f"/admin/articles/article/{edition.article_id}/mend/"
    page.goto(address)
    click_into_story(page, page.locator(".ProseMirror p").first)
    page.keyboard.press("End")
    page.keyboard.type(" At last.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Print the mend").click()
    expect(page.locator("#kept")).to_contain_text("Nothing was printed: there is no connection")
    page.context.set_offline(False)

    page.close()
    page = page.context.new_page()
    page.goto(address)
    expect(page.get_by_text("Differs in: Story …At last.")).to_be_visible()
    page.get_by_role("button", name="Take it up again").click()
    expect(page.locator(".ProseMirror p").first).to_have_text("Two ferries waited. At last.")
    page.locator("[name=standfirst]").fill("Late.")
    page.close()
    page = page.context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Take it up again").click()

    expect(page.locator("[name=standfirst]")).to_have_value("Late.")
    expect(page.locator(".ProseMirror p").first).to_have_text("Two ferries waited. At last.")
    page.get_by_role("button", name="Print the mend").click()
    page.get_by_text("Mended: readers have it now.").wait_for()
    with page.expect_response(lambda answer: "_left" in (answer.request.post_data or "")):
        page.goto(address)
    expect(page.get_by_role("button", name="Take it up again")).to_have_count(0)
    assert [each for each in complaints if "ERR_INTERNET_DISCONNECTED" not in each] == []


def test_what_was_not_touched_is_not_changed_however_it_is_spaced(page):
    edition = make_edition(headline="Gates shut", body="<p>Two  ferries.</p><p>Shut.</p>")
    article = edition.article
    article.version = 2
    article.take_document(replace(article.to_document(), body="<p>Three cars.</p><p>Shut.</p>"))
    revise(article, by=None)
    sign_in(page, make_user("Editor"))
    page.goto(f"/admin/articles/article/{article.pk}/mend/")

    click_into_story(page, page.locator(".ProseMirror p").last)
    page.keyboard.press("End")
    page.keyboard.type(" Now.")
    page.get_by_role("button", name="Print the mend").click()
    page.get_by_text("Mended: readers have it now.").wait_for()

    assert Article.objects.get().body == "<p>Three cars.</p><p>Shut. Now.</p>"
