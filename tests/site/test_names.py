"""People and topics stand by name, as many as there are, a shelf at a time."""

import re

import pytest

from articles.models import Contributor
from articles.site.names import SHELF
from tests.make import make_contributor, make_edition, make_tag

pytestmark = pytest.mark.looks


def names_on(page):
    """The people or topics that a page lists."""
    return re.findall(r'<a href="/(?:people|tags)/[^"]+/">([^<]+)</a>', page.text)


def walk(reader, address, rel):
    """The names on each page from `address` on, and the last page's address."""
    pages = []
    while True:
        page = reader.get(address)
        pages.append(names_on(page))
        link = re.search(rf'<link rel="{rel}" href="([^"]+)"', page.text)
        if not link:
            return pages, address
        address = link[1].replace("&amp;", "&")


@pytest.mark.parametrize("place", ["people", "tags"])
def test_walking_forth_and_back_meets_each_name_once(reader, db, place):
    names = [f"Name {n:03} & Co" for n in range(2 * SHELF + 5)]
    if place == "people":
        make_edition(authors=names)
    else:
        make_edition(tags=names, authors=[])

    forth, last = walk(reader, f"/{place}/", "next")
    back, _first = walk(reader, last, "prev")

    escaped = [name.replace("&", "&amp;") for name in names]
    assert [name for page in forth for name in page] == escaped
    assert [len(page) for page in forth] == [SHELF, SHELF, 5]
    assert back == forth[::-1]


def test_people_of_one_name_all_stand_there(reader, db):
    make_edition(authors=[f"Ann {n:02}" for n in range(SHELF + 1)])
    Contributor.objects.update(name="Ann Lee")

    first = reader.get("/people/")
    link = re.search(r'<link rel="next" href="([^"]+)"', first.text)[1]
    second = reader.get(link)

    slugs = [re.findall(r'href="/people/(ann-\d\d)/"', page.text) for page in (first, second)]
    assert slugs[0] + slugs[1] == [f"ann-{n:02}" for n in range(SHELF + 1)]


@pytest.mark.parametrize("key", ["x", "-", "-Ada", "9" * 30 + "-Ada", "99-Zz", "\x00"])
def test_a_place_that_cannot_be_is_404(reader, db, key):
    make_edition(authors=["Ada Marsh"])

    assert reader.get(f"/people/?after={key}").status_code == 404


def test_a_place_is_told_from_the_name_alone_so_it_outlives_its_person(reader, db):
    make_edition(authors=["Ada Marsh", "Cy Lund"])
    unknown = make_contributor("Ben Okoro")
    missing = f"{unknown.pk + 1000}-Ben Okoro"

    for key in (f"{unknown.pk}-Ben Okoro", missing):
        assert names_on(reader.get(f"/people/?after={key}")) == ["Cy Lund"]


def test_a_topic_that_no_live_story_has_is_on_no_shelf(reader, db):
    make_edition(tags=["Floods"])
    make_tag("Secret")

    assert names_on(reader.get("/tags/")) == ["Floods"]


def test_each_page_of_names_has_a_title_of_its_own(reader, db):
    make_edition(tags=[f"Topic {n:03}" for n in range(SHELF + 1)])
    first = reader.get("/tags/")
    link = re.search(r'<link rel="next" href="([^"]+)"', first.text)[1]

    titles = [re.search("<title>(.+?)</title>", page.text)[1] for page in (first, reader.get(link))]

    assert titles == [
        "Topics: from Topic 000 to Topic 059 | Newsroom",
        "Topics: from Topic 060 to Topic 060 | Newsroom",
    ]
