"""The home page and the sections' fronts, as readers have them."""

import re

import pytest

from articles.editions.arranging import Placement, arrange
from articles.editions.front import StandIn
from tests.make import hours, make_edition, make_image, make_section


def headlines(page, part="main"):
    """The headlines of a page in their order, each as often as it is there."""
    (text,) = re.findall(rf"<{part}.*</{part}>", page.text, re.DOTALL)
    return re.findall(r'<a href="/news/[^"#]+/">([^<]+)</a>', text.split('id="put-right"')[0])


@pytest.fixture
def paper(db):
    """Thirty stories of one section, the last the newest; by headline."""
    image = make_image()
    found = {}
    for n in range(30):
        known = {"lead": image} if n % 2 else {}
        headline = f"Story {n:02}"
        found[headline] = make_edition(
            headline=headline, live_from=hours(n - 40), takeaways=[f"Point {n}"], **known
        )
    return found


def put(paper, *placements, section=None, **known):
    """Arrange a front by the headlines of its stories."""
    asked = [Placement(slot, paper[name].article_id, *more) for slot, name, *more in placements]
    return arrange(section, asked, by=None, **known)


def test_the_home_page_shows_what_was_placed_then_the_newest_and_nothing_twice(reader, paper):
    put(paper, (1, "Story 03", "A lead of old"), (3, "Story 28"), (5, "Story 07"), (6, "Story 08"))

    page = reader.get("/")

    found = headlines(page)
    assert found[:4] == ["A lead of old", "Story 29", "Story 28", "Story 27"]
    assert found[4:10] == [f"Story {n}" for n in (26, 25, 24, 23, 22, 21)]
    assert found[10:12] == ["Story 07", "Story 08"]
    assert found[12] == "Story 19"
    assert len(found) == len(set(found))
    assert "Story 03" not in page.text
    assert "Point 3" in page.text and "Chosen by the editors" in page.text


def test_without_curation_the_home_page_leads_with_the_newest_picture(reader, paper):
    page = reader.get("/")

    assert headlines(page)[:4] == ["Story 29", "Story 27", "Story 28", "Story 26"]
    assert "Point 29" in page.text
    assert "Chosen by the editors" not in page.text


def test_where_the_lead_closes_up_the_next_slot_leads(reader, paper):
    put(paper, (2, "Story 05"), stand_ins={1: StandIn.NOTHING})

    assert headlines(reader.get("/"))[:2] == ["Story 05", "Story 29"]


def test_a_section_shows_its_front_first_and_then_the_dated_list_without_doubles(reader, paper):
    put(paper, (1, "Story 02", "Old and chosen"), (2, "Story 28"), section=make_section("news").pk)

    first = reader.get("/news/")
    older = re.search(r'rel="next" href="(/news/\?older=[^"]+)"', first.text)[1]
    second = reader.get(older)

    found = headlines(first)
    assert found[:4] == ["Old and chosen", "Story 28", "Story 29", "Story 27"]
    assert found[4:] == [f"Story {n:02}" for n in range(26, 9, -1)]
    assert headlines(second) == [f"Story {n:02}" for n in range(9, -1, -1)]


def test_a_section_of_one_story_is_a_front_of_one_story(reader, db):
    make_edition(headline="Alone")

    page = reader.get("/news/")

    assert headlines(page) == ["Alone"]
    assert "no stories here" not in page.text


def test_the_headings_of_a_section_leave_no_step_out(reader, paper):
    page = reader.get("/news/").text

    assert re.findall(r"<h(\d)", page.split("<main")[1].split("</main>")[0])[:3] == ["1", "2", "2"]


def test_a_placement_is_there_from_its_time_on_and_gone_after_it(reader, paper):
    put(paper, (1, "Story 04", "For an hour", hours(2), hours(3)))

    seen = ["For an hour" in reader.get("/", at=hours(n)).text for n in (1, 2.5, 4)]

    assert seen == [False, True, False]
