"""What pages cost: a constant, small number of queries, whatever the size of the archive."""

import re
from collections import Counter, deque
from time import monotonic
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from articles.editions.listing import key_of
from articles.editions.reads import ranked
from articles.models import Edition
from tests.archive import make_archive
from tests.crawl import DOORS, own_places
from tests.paper import answer_of

# An archive takes some seconds to make: all tests of it go to one worker, one size after the other.
pytestmark = [pytest.mark.xdist_group("archive"), pytest.mark.looks]

# Of which the tests have no folder that outlives one of them.
FILES = re.compile("/static/|/media/(?!cards/)")
A_STORY, ANYTHING_ELSE = 7, 6
# So many of each kind of address are asked for; one kind is stories and sections alike.
OF_EACH, OF_STORIES = 4, 16
# Of many stories, of few, of none; the last with every limit that there is.
SEARCHES = ("number", "council+dam&page=2", "number+00007", "nosuchword")
SEARCHES += ("vote&section=news&author=person-000&tag=topic-000&from=2020-01-01&to=2100-01-01",)


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
    """(the answer, how many queries it took)."""
    with CaptureQueriesContext(connection) as made:
        answer = answer_of(address, reader.get(address))
    assert answer.status == 200, address
    return answer, len(made)


def kind_of(address):
    """Which view answers, and what it is asked."""
    path, _mark, query = address.partition("?")
    return resolve(path).view_name, tuple(sorted(parse_qs(query)))


def stroll(reader):
    """The first few addresses of each kind that links lead to: each answer, and what it took."""
    met, seen, waiting = Counter(), set(), deque(DOORS)
    while waiting:
        address = waiting.popleft()
        if address in seen or FILES.match(address):
            continue
        seen.add(address)
        kind = kind_of(address)
        met[kind] += 1
        if met[kind] > (OF_STORIES if kind == ("site:address", ()) else OF_EACH):
            continue
        answer, queries = cost(reader, address)
        yield answer, queries
        waiting += sorted(own_places(answer, site=settings.SITE_URL))


def test_no_address_takes_more_queries_than_its_kind_may(archive, reader):
    # Asked once an hour, by whichever page comes first.
    ranked(timezone.now())
    told = {
        answer.address: queries
        for answer, queries in stroll(reader)
        if queries > (A_STORY if "NewsArticle" in answer.text else ANYTHING_ELSE)
    }

    assert told == {}


def test_a_story_takes_no_more_however_old_it_is(archive, reader):
    costs = {cost(reader, edition.address)[1] for edition in (archive[1], archive[-1])}

    assert max(costs) <= A_STORY


def test_a_list_takes_no_more_however_far_back(archive, reader):
    last = archive[-8]

    _page, queries = cost(reader, f"/news/?older={key_of(last.live_from, last.pk)}")

    assert queries <= ANYTHING_ELSE


@pytest.mark.parametrize("query", SEARCHES)
def test_a_search_takes_no_more_and_no_time(archive, reader, query):
    cost(reader, "/search/?q=warm")

    began = monotonic()
    _page, queries = cost(reader, f"/search/?q={query}")

    assert queries <= ANYTHING_ELSE
    assert monotonic() - began < 2


def test_no_page_grows_with_the_archive(archive, reader):
    pages = (answer for answer, _queries in stroll(reader) if answer.is_page)

    assert {page.address: size for page in pages if (size := len(page.body)) > 70_000} == {}


def test_the_archive_is_as_large_as_it_says(archive, reader):
    last = archive[-1]

    assert Edition.live(at=last.printed_at).count() == len(archive)
    assert last.headline in reader.get(last.address).text
