"""A read is told by the page itself: once, when it was seen, and not against a reader's will."""

import pytest

from articles.editions import counting
from articles.models import ReadsInHour
from tests.make import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.looks]


@pytest.fixture
def story():
    """A story with a page."""
    return make_edition(slug="mill")


@pytest.fixture
def told(page):
    """The reads that the page tells, as they are sent."""
    sent = []
    # The browser of these tests calls itself headless, which is not counted.
    page.set_extra_http_headers({"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0"})
    page.on("request", lambda asked: sent.append(asked) if "/api/read/" in asked.url else None)
    # Seconds pass when the test says so.
    page.clock.install()
    return sent


def stay(page, seconds):
    """Let so many seconds pass on the page."""
    page.clock.run_for(seconds * 1_000)
    page.wait_for_load_state("networkidle")


def hide(page, *, hidden):
    """Another tab stands before this one, or no longer does."""
    seen = "value => Object.defineProperty(document, 'hidden', { value, configurable: true })"
    page.evaluate(seen, hidden)


def test_a_page_that_was_seen_for_five_seconds_is_told_once(page, story, told):
    page.goto(story.address)
    stay(page, 4)
    assert told == []

    with page.expect_response("**/api/read/*/") as answer:
        stay(page, 2)
    stay(page, 60)

    assert answer.value.status == 204
    assert len(told) == 1
    headers = told[0].all_headers()
    assert headers["sec-fetch-site"] == "same-origin" and "cookie" not in headers
    assert told[0].post_data is None
    counting.write()
    assert list(ReadsInHour.objects.values_list("article_id", "reads")) == [(story.article_id, 1)]
    assert page.context.cookies() == []


def test_only_seconds_in_which_it_is_seen_count(page, story, told):
    page.goto(story.address)
    stay(page, 3)
    hide(page, hidden=True)
    stay(page, 600)
    assert told == []

    hide(page, hidden=False)
    with page.expect_response("**/api/read/*/"):
        stay(page, 3)


@pytest.mark.parametrize(
    "wish",
    [
        "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true })",
        "Object.defineProperty(Navigator.prototype, 'doNotTrack', { value: '1' })",
    ],
)
def test_who_asks_not_to_be_tracked_sends_nothing(page, story, told, wish):
    page.add_init_script(wish)

    page.goto(story.address)
    stay(page, 60)

    assert told == []


@pytest.mark.parametrize("header", ["DNT", "Sec-GPC"])
def test_nor_is_counted_where_only_the_header_says_so(page, story, told, header):
    page.set_extra_http_headers({header: "1"})

    page.goto(story.address)
    with page.expect_response("**/api/read/*/") as answer:
        stay(page, 6)

    assert answer.value.status == 204
    counting.write()
    assert not ReadsInHour.objects.exists()


def test_lists_and_missing_pages_tell_nothing(page, story, told):
    for address in ("/", "/news/", "/nothing/"):
        page.goto(address)
        stay(page, 60)

    assert told == []


def test_a_reader_hears_nothing_of_it_when_the_site_is_away(page, story, told):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(story.address)
    page.route("**/api/read/*/", lambda route: route.abort())

    stay(page, 10)

    assert complaints == []
    assert len(told) == 1
