"""What stands at other sites: nothing is asked of them until a reader wants it."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.make import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.looks]

VIDEO = "https://www.youtube.com/watch?v=aB3"
FILM = f'<figure data-embed="{VIDEO}"><figcaption>The <em>weir</em> opens</figcaption></figure>'


@pytest.fixture
def elsewhere(page):
    """Addresses of other sites that were asked for; each answers with a page of its own."""
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body="<p>A film</p>", content_type="text/html")

    page.route(lambda address: "localhost" not in address, answer)
    return asked


def test_another_site_learns_of_a_reader_only_when_the_reader_wants_it(page, elsewhere):
    page.goto(make_edition(body=f"<p>Begin.</p>{FILM}").address)
    assert broken_rules(page) == []
    assert not any(runs_over(page, width) for width in (390, 1440))
    expect(page.get_by_text("Until you load it")).to_be_visible()
    assert elsewhere == []

    page.get_by_role("button", name="Load it from YouTube").click()

    expect(page.frame_locator("iframe").get_by_text("A film")).to_be_visible()
    assert elsewhere == ["https://www.youtube-nocookie.com/embed/aB3?autoplay=1"]
    expect(page.locator("iframe")).to_have_attribute("title", "The weir opens")
    expect(page.locator("figcaption em")).to_have_text("weir")


def test_without_script_it_is_a_link(chromium, live_server, page):
    address = make_edition(body=f"<p>Begin.</p>{FILM}").address
    plain = chromium.new_context(base_url=live_server.url, java_script_enabled=False).new_page()

    plain.goto(address)

    link = plain.get_by_role("link", name="Open it at YouTube")
    expect(link).to_have_attribute("href", VIDEO)
    expect(plain.get_by_role("button", name="Load it")).to_have_count(0)


def test_what_is_not_on_the_list_is_a_link_with_its_caption(page, elsewhere):
    film = '<figure data-embed="https://video.example/1"><figcaption>A film</figcaption></figure>'
    page.goto(make_edition(body=f"<p>Begin.</p>{film}").address)

    link = page.get_by_role("link", name="video.example/1")

    expect(link).to_have_attribute("href", "https://video.example/1")
    expect(page.locator("figcaption")).to_have_text("A film")
    expect(page.locator("script[src*=embed]")).to_have_count(0)
