"""The paper behind its page cache, as readers get it, staff go round it and deeds reach it."""

import re
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import freshness
from articles.editions import press
from articles.editions.ahead import next_change
from articles.editions.arranging import Placement, arrange
from articles.site.ending import next_day, next_ranking
from articles.site.moment import COOKIE
from newsroom.pagecache import PageCache
from newsroom.serving import rules
from tests.make import hours, make_edition, make_image, tomorrow
from tests.pages.kept import Clock, Said, later

pytestmark = pytest.mark.django_db
HOST = "127.0.0.1:8000"


class Kept:
    """The site as its process answers: the page cache, and Django behind it."""

    def __init__(self):
        self.asked = 0
        self.django = WSGIHandler()
        self.watch = Clock(generation=freshness.current, next_change=next_change)
        self.cache = PageCache(
            self._asked, watch=self.watch, rules=rules(), bound=10**7, when_away=self._asked
        )

    def _asked(self, environ, start):
        self.asked += 1
        return self.django(environ, start)

    def ask(self, path, *, application=None, query="", host=HOST, **headers):
        """What someone gets after another look; from Django alone, if that is the application."""
        self.watch.sure_until = 0.0
        # At the end of a request Django would close the test's own connection.
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": host,
            "wsgi.url_scheme": "http",
            "wsgi.input": mock.Mock(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        said = []
        parts = (application or self.cache)(environ, lambda *words: said.append(words))
        return Said(*said[-1], b"".join(parts))


@pytest.fixture
def site(settings):
    """The paper, which answers to one name."""
    settings.ALLOWED_HOSTS = ["127.0.0.1", "other.example", "testserver"]
    yield Kept()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def paper():
    """A story with all that stands beside it; its edition."""
    first = make_edition(
        headline="The dam holds",
        live_from=hours(-9),
        lead=make_image(),
        tags=["Floods"],
        editors=["Ben Hale"],
        section="news/technology",
        takeaways=["It holds"],
    )
    return make_edition(
        article=first.article,
        headline="The dam holds, for now",
        live_from=hours(-8),
        tags=["Floods"],
        kind="correction",
        correction="It was 17, not 16.",
    )


ADDRESSES = ("/", "/news/", "/news/technology/", "/people/", "/people/ada-marsh/", "/tags/")
ADDRESSES += ("/tags/floods/", "/archive/", "/corrections/", "/sitemap.xml", "/robots.txt")
ADDRESSES += ("/feed/site.rss", "/feed/site.atom", "/feed/site.json", "/sitemap-stories-1.xml")
ADDRESSES += ("/sitemap-news.xml", "/sitemap-pages.xml", "/nothing/", "/News", "/favicon.ico")


@pytest.mark.parametrize("address", [*ADDRESSES, "the story", "its changes"])
def test_a_kept_page_is_what_django_answers_to_each_host(site, address):
    story = paper().address
    address = {"the story": story, "its changes": f"{story}changes/"}.get(address, address)

    fresh = site.ask(address, application=site.django)
    elsewhere = site.ask(address, application=site.django, host="other.example")
    kept = [site.ask(address, host=host) for host in (HOST, "other.example", HOST)]

    said = {"vary", "content-length", "cache-control", "expires"}
    for page in (*kept, elsewhere):
        assert (page.status, page.body) == (fresh.status, fresh.body)
        for name in fresh.headers.keys() - said:
            assert page.headers[name] == fresh.headers[name]
        assert "set-cookie" not in page.headers


def test_what_is_kept_costs_neither_django_nor_a_query(site):
    story = paper().address
    site.ask(story)

    with CaptureQueriesContext(connection) as made:
        site.ask(story)

    assert site.asked == 1
    assert [query["sql"] for query in made if "freshness" not in query["sql"]] == []


def test_pages_that_change_with_the_clock_say_until_when(site):
    paper()

    ends = {
        address: site.ask(address, application=site.django).headers.get("expires")
        for address in ("/", "/news/", "/tags/", "/sitemap-news.xml", "/sitemap.xml")
    }

    assert {address for address, end in ends.items() if end} == set(ends) - {"/tags/"}


@pytest.mark.parametrize(
    ("at", "day", "ranking"),
    [
        ("2026-11-29T10:30:00Z", "2026-11-30T00:00:00Z", "2026-11-29T11:01:00Z"),
        ("2026-11-29T11:00:30Z", "2026-11-30T00:00:00Z", "2026-11-29T11:01:00Z"),
        ("2026-11-29T11:01:00Z", "2026-11-30T00:00:00Z", "2026-11-29T12:01:00Z"),
        ("2026-06-30T22:59:59Z", "2026-06-30T23:00:00Z", "2026-06-30T23:01:00Z"),
        # The clocks are put forward in the night to this Sunday, and back in that to the other.
        ("2026-03-28T12:00:00Z", "2026-03-29T00:00:00Z", "2026-03-28T12:01:00Z"),
        ("2026-10-25T00:30:00Z", "2026-10-26T00:00:00Z", "2026-10-25T01:01:00Z"),
    ],
)
def test_the_next_day_and_the_next_ranking(settings, at, day, ranking):
    settings.TIME_ZONE = "Europe/London"
    at, day, ranking = map(datetime.fromisoformat, (at, day, ranking))

    assert next_day(at) == day
    assert next_ranking(at) == ranking


def test_the_day_on_the_home_page_is_never_yesterdays(site):
    noon = datetime(2026, 11, 29, 23, 59, 59, tzinfo=UTC)
    with mock.patch.object(timezone, "now", return_value=noon):
        sunday = site.ask("/").text
    with mock.patch.object(timezone, "now", return_value=noon + timedelta(seconds=2)), later(2):
        monday = site.ask("/").text

    assert "Sunday" in sunday
    assert "Monday" in monday


def test_what_is_published_and_withdrawn_is_seen_at_once(site):
    story = paper()
    seen = [site.ask(story.address).text]
    make_edition(article=story.article, headline="The dam breaks", section="news/technology")
    seen.append(site.ask(story.address).text)
    press.withdraw(story.article_id, by=None, notice="Taken down.")
    gone = site.ask(story.address)

    assert "The dam holds" in seen[0]
    assert "The dam breaks" in seen[1]
    assert (gone.status, "Taken down." in gone.text) == (410, True)


def test_what_was_missing_or_waited_is_there_when_its_time_comes(site):
    begins = timezone.now() + timedelta(hours=1)
    coming = make_edition(headline="Comes soon", live_from=begins)
    before = site.ask(coming.address).status, "Comes soon" in site.ask("/news/").text

    with mock.patch.object(timezone, "now", return_value=begins):
        after = site.ask(coming.address).status, "Comes soon" in site.ask("/news/").text

    assert (before, after) == ((404, False), (200, True))


def test_a_front_that_is_arranged_is_seen_at_once(site):
    paper()
    other = make_edition(headline="Put on top", live_from=hours(-90)).article_id
    before = site.ask("/").text.index("Put on top")

    arrange(None, [Placement(1, other, headline="In its place")], by=None)

    assert "In its place" not in site.ask("/news/").text
    assert before > site.ask("/").text.index("In its place")


def test_who_looks_at_another_moment_neither_sees_nor_leaves_anything_kept(site, editor):
    story = paper()
    make_edition(article=story.article, headline="Not before tomorrow", live_from=tomorrow())
    site.ask(story.address)
    editor.post(reverse("admin:moment"), {"at": (tomorrow() + timedelta(hours=1)).isoformat()})
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in editor.cookies.items())

    looked = site.ask(story.address, cookie=cookies)
    reader = site.ask(story.address)

    assert COOKIE in cookies
    assert "Not before tomorrow" in looked.text
    assert looked.headers["cache-control"] == "private, no-store"
    assert "Not before tomorrow" not in reader.text


def test_a_stretch_of_a_list_is_kept_by_what_names_it(site):
    editions = [make_edition(live_from=hours(-n - 1)) for n in range(45)]
    newest = site.ask("/news/").text
    older = re.search(r'href="/news/\?(older=[\w-]+)"', newest)[1]

    pages = [site.ask("/news/", query=query).text for query in (older, f"utm_source=x&{older}", "")]

    assert pages[0] == pages[1] != pages[2] == newest
    assert editions[20].headline in pages[0]
    assert site.asked == 2


def test_what_is_searched_for_is_asked_each_time(site):
    make_edition(headline="The dam")

    found = [site.ask("/search/", query="q=dam") for _time in range(2)]

    assert site.asked == 2
    assert {"s-maxage" in page.headers["cache-control"] for page in found} == {False}
