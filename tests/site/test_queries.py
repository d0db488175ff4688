"""What pages cost: a constant, small number of queries, whatever the size of the archive."""

import re

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from articles.editions.arranging import Placement, arrange
from articles.editions.listing import key_of
from articles.models import Edition, Section
from tests.archive import make_archive
from tests.make import hours, make_edition

# An archive takes some seconds to make: all tests of it go to one worker, one size after the other.
pytestmark = pytest.mark.xdist_group("archive")

LISTS = ("/", "/news/", "/news/technology/ai/", "/people/", "/people/person-000/", "/tags/")
LISTS += ("/tags/topic-000/", "/corrections/")


@pytest.fixture(scope="module", params=[25, 5_000])
def archive(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """A paper of so many stories, the newest first; gone again after the last test of it."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic():
        with media:
            editions = make_archive(request.param)
        yield editions
        transaction.set_rollback(True)


def cost(reader, address):
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as made:
        assert reader.get(address).status_code == 200, address
    return len(made)


def further(reader, address):
    """The addresses of the next two pages of a list, as far as there are any."""
    found = []
    for _n in range(2):
        link = re.search(r'<link rel="next" href="([^"]+)"', reader.get(address).text)
        if link:
            address = link[1].replace("&amp;", "&")
            found.append(address)
    return found


def test_a_story_takes_at_most_eight_queries(archive, reader):
    editions = (archive[0], archive[1], archive[-1])

    assert {each.headline: n for each in editions if (n := cost(reader, each.address)) > 8} == {}


def test_a_list_takes_at_most_six_queries_however_far_back(archive, reader):
    addresses = {address for each in LISTS for address in (each, *further(reader, each))}
    addresses.add(f"/news/?older={key_of(archive[-8].live_from, archive[-8].pk)}")

    assert {address: n for address in addresses if (n := cost(reader, address)) > 6} == {}


def test_no_page_grows_with_the_archive(archive, reader):
    sizes = {address: len(reader.get(address).content) for address in LISTS}

    assert {address: size for address, size in sizes.items() if size > 60_000} == {}


def test_the_archive_is_as_large_as_it_says(archive, reader):
    last = archive[-1]

    assert Edition.live(at=last.printed_at).count() == len(archive)
    assert last.headline in reader.get(last.address).text


def test_fronts_that_are_full_take_as_few(archive, reader):
    placed = [each.article_id for each in archive[-8:]]
    waiting = make_edition(live_from=hours(9)).article_id
    for front in (None, *Section.objects.values_list("pk", flat=True)):
        asked = [Placement(n + 2, each, "Own") for n, each in enumerate(placed[:3])]
        asked += [Placement(1, waiting), Placement(2, archive[0].article_id, "", hours(2))]
        asked += [] if front else [Placement(n + 5, each) for n, each in enumerate(placed[3:7])]
        arrange(front, asked, by=None)

    fronts = ("/", "/news/", "/news/technology/", "/news/technology/ai/")
    assert "Own" in reader.get("/news/").text
    assert {address: n for address in fronts if (n := cost(reader, address)) > 6} == {}
