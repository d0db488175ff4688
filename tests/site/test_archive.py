"""The archive: stories by the day on which they were first published, here."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.editions import press
from tests.make import hours, make_edition
from tests.site.test_pages import json_ld

LONG_AGO = datetime(2024, 2, 29, 12, tzinfo=UTC)


def links(page, name):
    """The links of a navigation with that name."""
    found = re.search(rf'<nav[^>]* aria-label="{name}">(.*?)</nav>', page.text, re.DOTALL)
    return re.findall(r'href="([^"]+)"', found[1]) if found else []


@pytest.fixture
def paper(db):
    """Stories of two years, three months and four days."""
    make_edition(headline="Leap day", live_from=LONG_AGO)
    make_edition(headline="Next month", live_from=LONG_AGO + timedelta(days=3))
    make_edition(headline="Same month", live_from=LONG_AGO + timedelta(days=10))
    make_edition(headline="This year", live_from=datetime(2025, 6, 1, 12, tzinfo=UTC))


def test_years_months_and_days_lead_to_those_that_have_stories(reader, paper):
    years = reader.get("/archive/")

    assert re.findall(r'href="(/archive/\d[^"]+)"', years.text) == [
        "/archive/2025/",
        "/archive/2024/",
    ]
    assert links(reader.get("/archive/2024/"), "In 2024") == [
        "/archive/2024/02/",
        "/archive/2024/03/",
    ]
    assert links(reader.get("/archive/2024/03/"), "In March 2024") == [
        "/archive/2024/03/03/",
        "/archive/2024/03/10/",
    ]


def test_each_time_shows_its_own_stories_the_newest_first(reader, paper):
    def shown(address):
        return re.findall(
            r">(Leap day|Next month|Same month|This year)</a>", reader.get(address).text
        )

    assert shown("/archive/2024/") == ["Same month", "Next month", "Leap day"]
    assert shown("/archive/2024/03/") == ["Same month", "Next month"]
    assert shown("/archive/2024/02/29/") == ["Leap day"]


def test_neighbours_are_the_nearest_that_have_stories(reader, paper):
    ways = "Before and after"

    assert links(reader.get("/archive/2024/03/03/"), ways) == [
        "/archive/2024/03/10/",
        "/archive/2024/02/29/",
    ]
    assert links(reader.get("/archive/2024/03/"), ways) == [
        "/archive/2025/06/",
        "/archive/2024/02/",
    ]
    assert links(reader.get("/archive/2024/02/29/"), ways) == ["/archive/2024/03/03/"]


def test_machines_are_told_of_the_place_in_the_calendar(reader, paper):
    page = reader.get("/archive/2024/02/29/")

    found = json_ld(page)
    crumbs = [item["name"] for item in found["BreadcrumbList"]["itemListElement"]]
    assert crumbs == ["Home", "Archive", "2024", "February", "29"]
    assert found["CollectionPage"]["url"] == "http://testserver/archive/2024/02/29/"
    assert '<link rel="canonical" href="http://testserver/archive/2024/02/29/">' in page.text


NO_DAYS = ("2023/", "2024/01/", "2024/02/28/", "2023/02/29/", "2024/13/", "2024/00/", "2024/02/31/")
NO_DAYS += ("0000/", "9999/", "0001/01/01/", "9999/12/31/", "24/", "2024/2/", "2024/02/1/", "x/")


@pytest.mark.parametrize("time", NO_DAYS)
def test_a_time_without_stories_and_one_that_cannot_be_are_404(reader, paper, time):
    assert reader.get(f"/archive/{time}").status_code == 404


def test_a_day_begins_at_midnight_here(reader, db, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    timezone.get_default_timezone.cache_clear()
    try:
        make_edition(headline="Late in London", live_from=datetime(2025, 12, 31, 20, tzinfo=UTC))

        assert "Late in London" in reader.get("/archive/2026/01/01/").text
        assert reader.get("/archive/2025/").status_code == 404
    finally:
        settings.TIME_ZONE = "Europe/London"
        timezone.get_default_timezone.cache_clear()


def test_an_update_leaves_a_story_at_its_day_and_a_withdrawal_takes_it_away(reader, db):
    first = make_edition(headline="First", live_from=LONG_AGO)
    make_edition(article=first.article, headline="Updated", live_from=LONG_AGO + timedelta(days=90))
    assert "Updated" in reader.get("/archive/2024/02/29/").text

    press.withdraw(first.article_id, by=None, at=hours(1))

    assert reader.get("/archive/2024/02/29/", at=hours(2)).status_code == 404
    assert "2024" not in links(reader.get("/archive/", at=hours(2)), "main")


def test_a_day_of_many_stories_is_walked_by_key(reader, db):
    for n in range(25):
        make_edition(headline=f"Number {n:02}", live_from=LONG_AGO + timedelta(minutes=n))

    page = reader.get("/archive/2024/02/29/")
    further = re.search(r'<link rel="next" href="([^"]+)"', page.text)[1]
    rest = reader.get(further)

    numbers = [re.findall(r">Number (\d\d)</a>", each.text) for each in (page, rest)]
    assert [int(n) for n in numbers[0] + numbers[1]] == list(reversed(range(25)))
    assert f'<link rel="canonical" href="http://testserver{further}">' in rest.text


def test_an_empty_house_has_an_empty_archive(reader, db):
    page = reader.get("/archive/")

    assert (page.status_code, "Nothing has been published yet." in page.text) == (200, True)
