"""What the page cache gives: whole pages in each form, and to whom it gives none."""

import gzip

import brotli
import pytest

from newsroom.asking import coding_of
from newsroom.kept import BROTLI, GZIP, PLAIN
from tests.pages.kept import HTML, LONG, PUBLIC, Site

pytestmark = pytest.mark.looks


@pytest.fixture
def site():
    """A paper with one story, at /story/."""
    return Site()


def test_a_page_is_made_once_and_given_to_everyone(site):
    texts = {site.ask().text for _reader in range(5)}

    assert texts == {f"<p>First</p>{LONG}"}
    assert site.times() == 1


@pytest.mark.parametrize(
    ("accepted", "coding", "unpacked"),
    [(None, None, bytes), ("gzip", "gzip", gzip.decompress), ("gzip, br", "br", brotli.decompress)],
)
def test_a_page_comes_in_the_form_that_is_taken(site, accepted, coding, unpacked):
    first, second = (site.ask(accept_encoding=accepted) for _reader in range(2))

    assert first.headers.get("content-encoding") == coding
    assert unpacked(first.body) == site.paper.pages["/story/"][1].encode()
    assert (second.headers, second.body) == (first.headers, first.body)
    assert first.headers["vary"] == "Accept-Encoding"
    assert first.headers["content-length"] == str(len(first.body))
    assert site.times() == 1


def test_each_form_has_an_etag_of_its_own(site):
    etags = {site.ask(accept_encoding=each).headers["etag"] for each in (None, "gzip", "br")}

    assert len(etags) == 3


@pytest.mark.parametrize("accepted", [None, "gzip", "br"])
@pytest.mark.parametrize("written", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_the_page_is_told_that_it_holds(site, accepted, written):
    etag = site.ask(accept_encoding=accepted).headers["etag"]

    again = site.ask(accept_encoding=accepted, if_none_match=written.format(etag))

    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == etag
    assert again.headers["vary"] == "Accept-Encoding"
    assert "cache-control" in again.headers


def test_who_has_another_page_gets_this_one(site):
    etag = site.ask().headers["etag"]
    site.publish("<p>Second</p>")

    again = site.ask(if_none_match=etag)

    assert (again.status, again.text) == (200, "<p>Second</p>")


def test_head_is_answered_as_get_without_the_page(site):
    got, asked = site.ask(), site.ask(method="HEAD")

    assert (asked.status, asked.headers, asked.body) == (200, got.headers, b"")
    assert site.times() == 1


def test_what_is_small_or_a_picture_is_not_pressed(site):
    site.paper.pages["/small/"] = ("200 OK", "Small")
    site.paper.pages["/icon"] = ("200 OK", [("Content-Type", "image/png"), PUBLIC], b"i" * 2_000)

    small, icon = (site.ask(path, accept_encoding="br") for path in ("/small/", "/icon"))

    assert {"content-encoding", "vary"}.isdisjoint(small.headers | icon.headers)


@pytest.mark.parametrize("status", ["301 Moved", "308 Moved", "404 Not Found", "410 Gone"])
def test_what_is_not_there_any_more_is_kept_too(site, status):
    site.paper.pages["/old/"] = (status, "Not here")

    statuses = [site.ask("/old/").status for _reader in range(3)]

    assert statuses == [int(status[:3])] * 3
    assert site.times("/old/") == 1


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("200 OK", [HTML]),
        ("200 OK", [HTML, ("Cache-Control", "private, no-store")]),
        ("200 OK", [HTML, ("Cache-Control", "public, no-store")]),
        ("200 OK", [HTML, ("Cache-Control", "no-cache")]),
        ("200 OK", [HTML, PUBLIC, ("Set-Cookie", "a=1")]),
        ("200 OK", [HTML, PUBLIC, ("Vary", "Cookie")]),
        ("200 OK", [HTML, PUBLIC, ("Vary", "Accept-Language")]),
        ("302 Found", [HTML, PUBLIC]),
        ("403 Forbidden", [HTML, PUBLIC]),
        ("500 Server Error", [HTML, PUBLIC]),
        ("503 Away", [HTML, PUBLIC]),
    ],
)
def test_what_does_not_say_that_it_is_for_everyone_is_made_each_time(site, status, headers):
    site.paper.pages["/own/"] = (status, headers, LONG.encode())

    answers = [site.ask("/own/") for _reader in range(3)]

    assert {answer.status for answer in answers} == {int(status[:3])}
    assert {answer.text for answer in answers} == {LONG}
    assert site.times("/own/") == 3


@pytest.mark.parametrize(
    "known",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "theme=dark; moment=xyz"},
        {"authorization": "Bearer abc"},
        {"method": "POST"},
        {"path": "/admin/"},
        {"path": "/admin"},
        {"path": "/search/", "query": "q=dam"},
        {"path": "/search"},
        {"path": "/story/", "query": "q=" + "a" * 700},
        {"path": "/" + "a" * 700},
    ],
)
def test_staff_and_what_is_not_the_papers_go_round_it(site, known):
    site.ask()

    for _time in range(2):
        site.ask(**({"path": "/story/"} | known))

    asked = site.paper.asked[1:]
    assert len(asked) == 2
    # As they asked, cookies and all.
    assert {f"HTTP_{name.upper()}" for name in known} - set(asked[0]) <= {
        "HTTP_METHOD",
        "HTTP_PATH",
        "HTTP_QUERY",
    }


def test_a_cookie_of_others_is_no_reason_to_ask_again(site):
    site.ask()

    site.ask(cookie="consent=yes")

    assert site.times() == 1
    assert "HTTP_COOKIE" not in site.paper.asked[0]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", PLAIN),
        ("identity", PLAIN),
        ("gzip", GZIP),
        ("GZIP, Deflate", GZIP),
        ("br", BROTLI),
        ("gzip, deflate, br, zstd", BROTLI),
        ("gzip;q=1.0, br;q=0.5", GZIP),
        ("gzip;q=0, br;q=0", PLAIN),
        ("br;q=0, gzip", GZIP),
        ("br;q=nonsense, gzip", GZIP),
        ("*", BROTLI),
        ("*;q=0", PLAIN),
        (";;,,q=", PLAIN),
    ],
)
def test_the_coding_is_the_smallest_that_is_taken(accepted, coding):
    assert coding_of(accepted) == coding
