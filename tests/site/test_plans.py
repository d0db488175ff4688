"""Each list is one range of an index, on SQLite and PostgreSQL, however large the archive is."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.demo.archive.make import make_archive
from articles.editions.reads import ranked
from articles.library.tag import tags_of
from articles.site import sitemap
from tests.bench.pages import addresses, desk_addresses
from tests.make import make_tag
from tests.plans import detours

# An archive takes a while to make: all tests of it go to one worker.
pytestmark = pytest.mark.xdist_group("plans")

STORIES = 2_500
PAGES = (
    *("home", "story", "story with related ones", "story of 1,500 editions", "story withdrawn"),
    *("history", "section", "section, deep", "section below", "section below, deep"),
    *("person", "person, deep", "people", "people, deep"),
    *("topic", "topic, deep", "topics", "topics, deep"),
    *("archive", "archive of a year", "archive of a month", "archive of a day"),
    *("corrections", "corrections, deep", "feed", "feed of a section", "feed of a person"),
    *("feed of a topic", "feed of corrections", "sitemap", "sitemap of people"),
    *("sitemap of topics", "sitemap of news", "sitemap of pages", "an address in capitals"),
)


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker, tmp_path_factory):
    """By the names of kinds of pages an address of each, in an archive that is gone afterwards."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic():
        with media, TestCase.captureOnCommitCallbacks():
            make_archive(STORIES, editions=30)
        yield addresses()
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_its_lists_by_their_indexes(pages, reader, monkeypatch, name):
    # The archive is hardly older than a month; and what is most read is asked once an hour.
    monkeypatch.setattr(sitemap, "FRESH", timedelta(days=1))
    monkeypatch.setattr(sitemap, "PART", 1_000)
    ranked(timezone.now())

    with CaptureQueriesContext(connection) as made:
        reader.get(pages[name])

    assert len(made) > 0
    assert detours(made.captured_queries) == []


# Of a hundred stories out of so few PostgreSQL asks all at once; of many it asks by the index too.
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("stories", marks=pytest.mark.looks),
        pytest.param("stories by a word", marks=pytest.mark.looks),
        "a story",
    ],
)
def test_a_page_of_the_desk_does_so_too(pages, chief, name):
    address = desk_addresses()[name]

    with CaptureQueriesContext(connection) as made:
        chief.get(address)

    assert len(made) > 0
    assert detours(made.captured_queries) == []


def test_the_guard_tells_of_a_list_that_is_read_through(pages, db):
    with CaptureQueriesContext(connection) as made, connection.cursor() as cursor:
        cursor.execute("SELECT id FROM articles_listing WHERE live_from > '2000-01-01'")
        if connection.vendor == "sqlite":
            cursor.execute('SELECT id FROM "articles_edition" ORDER BY minutes LIMIT 3')
        else:
            cursor.execute("SELECT id FROM articles_edition ORDER BY minutes")

    assert len(detours(made.captured_queries)) >= 2


@pytest.mark.looks
def test_the_topics_of_a_story_are_found_by_their_ids(db):
    topics = [make_tag(f"Topic {n}").pk for n in range(50)]

    with CaptureQueriesContext(connection) as made:
        tags_of(topics[:2])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {made.captured_queries[0]['sql']}")
        steps = [row[3] for row in cursor.fetchall()]

    assert [step for step in steps if step.startswith("SCAN taggit_tag")] == []
