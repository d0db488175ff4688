"""A typo in a live story is mended while its rewrite lies unfinished: in a real browser."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from articles.desk.revision import revise
from articles.models import Article
from tests.browser.editing import click_into_story, sign_in
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
    for _n in range(3):
        page.keyboard.press("Delete")
    page.keyboard.type("Four")
    page.get_by_role("button", name="Print the mend").click()

    page.get_by_role("heading", name="Decide what these become").wait_for()
    expect(page.get_by_role("radio", name="Leave it as rewritten")).to_be_checked()
    expect(page.locator(".ProseMirror p").first).to_have_text("Four ferries waited.")
    assert not any(runs_over(page, width) for width in (390, 1440))
    page.get_by_role("button", name="Print the mend").click()
    page.get_by_text("Mended: readers have it now.").wait_for()
    assert Article.objects.get().body.startswith("<p>Three")
    page.goto(edition.address)
    expect(page.get_by_text("Four ferries waited.")).to_be_visible()
    # The browser tells of every answer that is none of 200.
    assert [each for each in complaints if "422" not in each] == []
