"""Someone looks for a story, in a browser that runs no script."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import runs_over
from tests.make import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.looks]


@pytest.fixture
def plain_page(page, chromium, live_server):
    """A page in a browser without JavaScript."""
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def floods(page):
    """Two stories of floods and one of none."""
    make_edition(headline="Flood gates stay shut", section="news", authors=["Ben Okoro"])
    make_edition(headline="Match lost to a flood", section="sport")
    make_edition(headline="Nothing of the kind", section="news")


@pytest.mark.parametrize("start", ["/", "/news/"])
def test_a_reader_searches_narrows_and_reads(floods, plain_page, start):
    plain_page.goto(start)
    head = plain_page.get_by_role("search", name="Search, in the head of the page")
    head.get_by_role("searchbox").fill("flood")
    head.get_by_role("searchbox").press("Enter")

    expect(plain_page.get_by_role("status")).to_have_text("2 stories")
    expect(plain_page.locator("mark")).to_have_count(2)
    plain_page.get_by_role("complementary").get_by_role("link", name="Ben Okoro").click()
    expect(plain_page.get_by_role("status")).to_have_text("1 story")
    plain_page.get_by_role("link", name="Flood gates stay shut").click()

    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Flood gates stay shut")


def test_what_was_asked_stays_in_the_form_and_can_be_asked_otherwise(floods, plain_page):
    plain_page.goto("/search/?q=flood&author=ben-okoro")

    plain_page.get_by_role("combobox").select_option("News")
    plain_page.get_by_role("button", name="Search").click()
    expect(plain_page.get_by_role("searchbox")).to_have_value("flood")
    expect(plain_page.get_by_role("combobox")).to_have_value("news")
    plain_page.get_by_role("link", name="Ben Okoro").click()

    assert plain_page.url.endswith("/search/?q=flood&section=news")


def test_on_a_phone_the_button_leads_to_the_page_of_search(floods, plain_page):
    plain_page.set_viewport_size({"width": 390, "height": 800})
    plain_page.goto("/news/")

    button = plain_page.get_by_role("button", name="Search")
    assert button.bounding_box()["width"] >= 44
    button.click()

    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Search")


def test_search_and_archive_fit_every_width(floods, page):
    over = []
    for address in ("/", "/search/?q=flood&from=x", "/archive/", "/people/ben-okoro/"):
        page.goto(address)
        over += [(address, width) for width in (320, 390, 1440, 1920) if runs_over(page, width)]

    assert over == []
