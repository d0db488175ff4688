"""Several processes at once: what is published is seen from each of them, and in the files."""

import http.client
import os
import re
import subprocess
import sys
from contextlib import closing, contextmanager
from urllib.parse import urlsplit
from urllib.request import build_opener

import pytest

from tests.running import fetch, running, until

# So many connections at once are spread over all processes.
CONNECTIONS = 30
PUBLISH = """
import dataclasses, django, sys
django.setup()
from django.utils import timezone
from articles.editions import press
from articles.models import Edition
found = Edition.live(at=timezone.now()).get(address=sys.argv[1])
document = dataclasses.replace(found.as_document(), headline=sys.argv[2])
press.print_edition(document, article_id=found.article_id, by=None)
"""


class Readers:
    """People who ask for one page again and again, each by a connection of their own."""

    def __init__(self, site, address):
        self.address = address
        netloc = urlsplit(site).netloc
        self.lines = [http.client.HTTPConnection(netloc, timeout=30) for _n in range(CONNECTIONS)]

    def close(self):
        """Close the connections."""
        for line in self.lines:
            line.close()

    def ask(self):
        """What each gets: (status, headers, text)."""
        answers = []
        for line in self.lines:
            line.request("GET", self.address)
            answer = line.getresponse()
            answers.append((answer.status, answer.headers, answer.read().decode()))
        return answers

    def all_read(self, words):
        """Whether each of them reads that."""
        return all(words in text for _status, _headers, text in self.ask())


@contextmanager
def newsroom(checkout, database, **known):
    """The demo, served by three processes; (site, its settings, a story's address)."""
    settings = {"DEBUG": "1", "WORKERS": "3", "SECRET_KEY": "s" * 50, **database, **known}
    with running(checkout, database, **settings) as (site, _said):
        _status, listed = fetch(site, "/sitemap-news.xml")
        story = urlsplit(re.findall("<loc>([^<]*)</loc>", listed)[0]).path
        yield site, settings, story


def read(file):
    """What a file says, "" if there is none."""
    try:
        return file.read_text()
    except FileNotFoundError:
        return ""


def publish(checkout, settings, story, headline):
    """Print another edition of a story, as a process of its own."""
    known = {**settings, "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    words = [sys.executable, "-c", PUBLISH, story, headline]
    subprocess.run(words, cwd=checkout, env=known, check=True)  # noqa: S603 - all our own words


@pytest.mark.looks
def test_what_is_published_is_seen_from_every_process_and_in_the_files(checkout, database):
    pages = checkout / "pages"
    with (
        newsroom(checkout, database, PAGE_FILES=str(pages)) as (site, settings, story),
        closing(Readers(site, story)) as readers,
    ):
        file = pages / "current" / story.strip("/") / "index.html"
        until(lambda: readers.ask() and read(file))

        for headline in ("Another headline", "And another one"):
            publish(checkout, settings, story, headline)
            until(lambda words=headline: readers.all_read(words))
            # The demo's pictures are still being made, and each that is done takes all files away
            # until somebody asks again.
            until(lambda words=headline: readers.ask() and words in read(file))

            # And nobody gets an older one after that.
            assert all(readers.all_read(headline) for _time in range(5))
            assert read(file) == "" or headline in read(file)


@contextmanager
def away(database):
    """Within this the server lets nobody into the database, and throws out who is there."""
    import psycopg

    name = urlsplit(database["DATABASE_URL"]).path[1:]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            yield
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


@pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres"),
    reason="SQLite is a file that the process has open, and does not go away",
)
def test_readers_read_on_while_the_database_is_away(checkout, database):
    with (
        newsroom(checkout, database) as (site, settings, story),
        closing(Readers(site, story)) as readers,
    ):
        headline = re.search("<h1[^>]*>([^<]+)", readers.ask()[0][2])[1]
        readers.ask()

        with away(database):
            until(lambda: all("Cache-Status" in headers for _s, headers, _t in readers.ask()))
            kept = readers.ask()
            missing, _text = fetch(site, "/never-asked-for/")
            staff = build_opener()
            staff.addheaders = [("Cookie", "sessionid=somebody"), ("Accept", "text/html")]
            desk, told = fetch(site, "/admin/", staff)
        until(lambda: not any("Cache-Status" in headers for _s, headers, _t in readers.ask()))
        publish(checkout, settings, story, "Back again")

        assert {status for status, _headers, _text in kept} == {200}
        assert all(headline in text for _status, _headers, text in kept)
        assert (missing, desk) == (503, 503)
        assert "It has given none since" in told
        until(lambda: readers.all_read("Back again"))
