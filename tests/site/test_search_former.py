"""Links to a search go on finding what they found, though its limits are called otherwise since."""

import re
from html import unescape

import pytest

from tests.desk.merging import merge_people, merge_topics
from tests.library.tree import move
from tests.make import hours, make_contributor, make_edition, make_section, make_tag
from tests.site.test_search import headlines

pytestmark = pytest.mark.django_db


def chips(page):
    """(where it leads, name) of each limit that can be taken away."""
    found = re.findall(r'<a href="([^"]+)">([^<]+) <span aria-hidden="true">×', page.text)
    return [(unescape(way), name) for way, name in found]


@pytest.fixture
def flood(db):
    """A story about a flood in a section below another."""
    make_section("news/transport", "Transport")
    return make_edition(
        headline="Flood", section="news/transport", authors=["N. Hadley"], tags=["Highwater"]
    )


@pytest.mark.parametrize("asked", ["news/transport", "News/Transport", "/news/transport/"])
def test_a_section_is_searched_under_the_path_that_it_had(reader, flood, asked):
    make_edition(headline="Flood elsewhere", section="sport")
    move("news/transport", "news/travel"), move("news", "world")

    page = reader.get(f"/search/?q=flood&section={asked}&author=n-hadley")

    assert headlines(page) == ["Flood"]
    assert chips(page) == [
        ("/search/?q=flood&author=n-hadley", "Transport"),
        ("/search/?q=flood&section=world%2Ftravel", "N. Hadley"),
    ]
    assert '<option value="world/travel" selected>' in page.text


def test_who_and_what_was_merged_is_named_as_the_one_that_stays(reader, flood):
    make_contributor("Noor Hadley"), make_tag("Floods")
    merge_people("N. Hadley", into="Noor Hadley"), merge_topics("Highwater", into="Floods")

    page = reader.get("/search/?q=flood&author=n-hadley&tag=highwater")

    assert headlines(page) == ["Flood"]
    assert chips(page) == [
        ("/search/?q=flood&tag=floods", "Noor Hadley"),
        ("/search/?q=flood&author=noor-hadley", "Floods"),
    ]
    assert '<input type="hidden" name="author" value="noor-hadley">' in page.text
    assert '<input type="hidden" name="tag" value="floods">' in page.text


def test_ways_to_narrow_a_search_further_carry_the_present_names_on(reader, flood):
    make_edition(headline="Flood again", section="news", authors=["N. Hadley"])
    make_contributor("Noor Hadley")
    merge_people("N. Hadley", into="Noor Hadley"), move("news", "world")

    page = reader.get("/search/?q=flood&author=n-hadley&section=news")

    facets = page.text.partition('class="facets"')[2].partition("</aside>")[0]
    ways = [unescape(way) for way in re.findall(r'href="([^"]+)"', facets)]
    assert "/search/?q=flood&section=world&author=noor-hadley&tag=highwater" in ways
    assert not [way for way in ways if "author=n-hadley" in way or "section=news" in way]


def test_a_merged_one_of_whom_nothing_is_live_is_not_named(reader, flood):
    make_edition(headline="Waiting", authors=["A. Quiet"], live_from=hours(2))
    make_contributor("Ana Quiet")
    merge_people("A. Quiet", into="Ana Quiet")

    page = reader.get("/search/?q=flood&author=a-quiet")

    assert "Ana Quiet" not in page.text
    assert chips(page) == [("/search/?q=flood", "a-quiet")]


@pytest.mark.parametrize("words", ["flood", "floood", "nosuchword"])
@pytest.mark.parametrize("section", ["news/transport", "nowhere"])
def test_following_costs_no_query_too_many(reader, flood, words, section):
    make_contributor("Noor Hadley"), make_tag("Floods")
    merge_people("N. Hadley", into="Noor Hadley"), merge_topics("Highwater", into="Floods")
    move("news", "world")

    reader.get(f"/search/?q={words}&section={section}&author=n-hadley&tag=highwater")

    assert len(reader.queries) <= 6
