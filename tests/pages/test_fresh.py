"""Kept pages are never too old: after deeds and moments, when many ask, without a database."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.http import http_date

from newsroom import making
from tests.pages.kept import HTML, LONG, PUBLIC, Site, addresses, later

pytestmark = pytest.mark.looks


@pytest.fixture
def site():
    """A paper with one story, at /story/, which somebody has read."""
    site = Site()
    site.ask()
    return site


def test_a_page_is_new_as_soon_as_its_change_is_noticed(site):
    site.publish("<p>Second</p>")

    assert site.ask().text == "<p>Second</p>"


@pytest.mark.parametrize("path", ["/story/", "/nothing/"])
def test_a_page_ends_at_the_moment_that_was_set(site, path):
    site.turns(after=0.05)
    site.ask(path)
    site.paper.pages[path] = ("200 OK", "It is time")

    before = site.ask(path).text
    threading.Event().wait(0.06)

    assert before != "It is time"
    assert site.ask(path).text == "It is time"


def test_a_page_that_says_when_it_ends_ends_then(site):
    end = datetime.now(UTC) + timedelta(seconds=2)
    site.paper.pages["/"] = (
        "200 OK",
        [HTML, PUBLIC, ("Expires", http_date(end.timestamp()))],
        b"1",
    )
    first = site.ask("/")
    site.paper.pages["/"] = ("200 OK", "2")

    with later(3):
        second = site.ask("/")

    assert (first.text, second.text) == ("1", "2")
    assert "expires" not in first.headers


@pytest.mark.parametrize(
    ("after", "lasting", "said"),
    [
        (None, (1,), "s-maxage=1"),
        (None, (300, 1), "s-maxage=300"),
        (1_000, (300, 1), "s-maxage=300"),
        (200, (300, 1), "s-maxage=1"),
        (1.5, (300, 1), "public, no-cache"),
    ],
)
def test_nobody_downstream_keeps_a_page_past_the_next_moment(after, lasting, said):
    site = Site(lasting=lasting)
    if after:
        site.turns(after=after)

    assert said in site.ask().headers["cache-control"]


def test_what_others_are_told_changes_as_the_moment_comes_near(site):
    site = Site(lasting=(300, 1))
    site.turns(after=400)
    far = site.ask().headers

    with later(200):
        near = site.ask().headers

    assert "s-maxage=300" in far["cache-control"]
    assert "s-maxage=1," in near["cache-control"]
    assert far["etag"] == near["etag"]
    assert site.times() == 1


def test_many_who_ask_for_a_page_that_is_missing_make_it_once(site):
    site.paper.pages["/slow/"] = ("200 OK", LONG)
    site.paper.meanwhile = lambda: threading.Event().wait(0.2)

    with ThreadPoolExecutor(20) as readers:
        texts = {page.text for page in readers.map(site.ask, ["/slow/"] * 20)}

    assert texts == {LONG}
    assert site.times("/slow/") == 1


def test_while_a_page_is_made_anew_the_others_get_the_one_before(site):
    begun, may_end = threading.Event(), threading.Event()
    site.publish("<p>Second</p>")
    site.paper.meanwhile = lambda: (begun.set(), may_end.wait(5))

    with ThreadPoolExecutor() as readers:
        first = readers.submit(site.ask)
        begun.wait(5)
        others = site.ask().text
        may_end.set()

    assert others.startswith("<p>First</p>")
    assert first.result().text == site.ask().text == "<p>Second</p>"


def test_the_page_before_is_given_no_longer_than_for_a_moment(site):
    begun, may_end = threading.Event(), threading.Event()
    site.publish("<p>Second</p>")
    site.paper.meanwhile = lambda: (begun.set(), may_end.wait(5))

    with ThreadPoolExecutor() as readers, later(making.GRACE + 0.01):
        first = readers.submit(site.ask)
        begun.wait(5)
        other = readers.submit(site.ask)
        threading.Timer(0.1, may_end.set).start()

    assert first.result().text == other.result().text == "<p>Second</p>"


def test_a_page_of_two_changes_ago_is_not_given_again(site):
    begun, may_end = threading.Event(), threading.Event()
    site.publish("<p>Second</p>")
    site.publish("<p>Third</p>")
    site.paper.meanwhile = lambda: (begun.set(), may_end.wait(5))

    with ThreadPoolExecutor() as readers:
        first = readers.submit(site.ask)
        begun.wait(5)
        other = readers.submit(site.ask)
        threading.Timer(0.1, may_end.set).start()

    assert first.result().text == other.result().text == "<p>Third</p>"


def test_after_a_change_few_pages_are_made_at_a_time():
    site, at_once, most = Site(bound=50_000_000), [], []
    paths = addresses(200)
    for path in paths:
        site.paper.pages[path] = ("200 OK", path)
        site.ask(path)
    site.publish("Another")

    def note():
        at_once.append(1)
        most.append(len(at_once))
        threading.Event().wait(0.002)
        at_once.pop()

    site.paper.meanwhile = note
    with ThreadPoolExecutor(16) as readers:
        texts = [page.text for page in readers.map(site.ask, paths)]

    assert texts == paths
    assert max(most) <= making.AT_A_TIME


def test_a_page_made_while_something_changed_is_not_kept(site):
    site.paper.meanwhile = lambda: site.publish("<p>Newer</p>", path="/other/")
    site.ask("/other/")
    site.paper.meanwhile = lambda: None

    assert site.ask("/other/").text == "<p>Newer</p>"
    assert site.times("/other/") == 2


def test_what_may_not_be_kept_is_not_shared_by_those_who_wait(site):
    site.paper.pages["/own/"] = lambda environ: (
        "200 OK",
        [HTML, ("Set-Cookie", f"n={len(site.paper.asked)}")],
        b"own",
    )
    site.paper.meanwhile = lambda: threading.Event().wait(0.05)

    with ThreadPoolExecutor(5) as readers:
        cookies = [page.headers["set-cookie"] for page in readers.map(site.ask, ["/own/"] * 5)]

    assert len(set(cookies)) == 5 or site.times("/own/") == 5


def test_an_application_that_breaks_keeps_nobody_waiting(site):
    def breaks(environ):
        raise RuntimeError("Broken")

    site.paper.pages["/broken/"] = breaks
    for _time in range(2):
        with pytest.raises(RuntimeError, match="Broken"):
            site.ask("/broken/")

    assert site.cache.maker.making == {}
    assert site.ask().status == 200


def test_while_the_database_is_away_readers_get_what_is_kept_and_are_told(site):
    site.goes_away()

    page = site.ask(accept_encoding="br")

    assert page.status == 200
    assert page.headers["cache-status"].startswith("Newsroom; hit; ttl=-")
    assert page.headers["cache-control"] == "public, no-cache"
    assert page.headers["content-encoding"] == "br"
    assert site.times() == 1


def test_what_is_not_kept_or_was_missing_is_no_page_while_the_database_is_away(site):
    site.ask("/nothing/")
    site.goes_away()

    assert [site.ask(path).status for path in ("/nothing/", "/never-asked/")] == [503, 503]


def test_pages_are_too_old_after_a_set_time(site):
    site = Site(stale_for=60)
    site.ask()
    site.watch._seen_at -= timedelta(seconds=61)
    site.goes_away()

    assert site.ask().status == 503


def test_staff_reach_the_application_even_then(site):
    site.goes_away()

    site.ask(cookie="sessionid=abc")

    assert site.times() == 2
