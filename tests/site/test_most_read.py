"""What is most read stands on the fronts whose editors show it, and changes with the hour."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from articles.editions import press
from articles.editions.arranging import Placement, arrange
from articles.editions.embargoing import hold
from articles.editions.reads import ReadsInHour, forget_ranking
from tests.make import make_edition, make_section, make_user

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AT = NOON + timedelta(minutes=10)
HOUR = timedelta(hours=1)


def read(edition, times, *, at=NOON - HOUR):
    """So many reads of a story in that hour."""
    ReadsInHour.objects.create(article_id=edition.article_id, hour=at, reads=times)


def listed(reader, address="/", *, at=AT):
    """The headlines that a page says are most read; None if it has no such list."""
    found = re.search(r'id="most-read".*?</section>', reader.get(address, at=at).text, re.DOTALL)
    return found and re.findall(r'<li><a href="[^"]+">([^<]+)</a>', found[0])


@pytest.fixture
def paper(db):
    """Seven stories, each read ten times more than the one before it; the first not enough."""
    begun = NOON - timedelta(days=3)
    made = []
    for n in range(7):
        section = "news" if n % 2 else "culture"
        made.append(
            make_edition(headline=f"Story {n}", section=section, live_from=begun + n * HOUR)
        )
        read(made[-1], 5 + 10 * n)
    return made


FIVE = [f"Story {n}" for n in (6, 5, 4, 3, 2)]


def test_the_home_page_shows_the_five_most_read_and_not_how_often(reader, paper):
    page = reader.get("/", at=AT)

    assert listed(reader) == FIVE
    assert "In the 24 hours to" in page.text and "12:00</time>" in page.text
    shown = re.sub(r'.*id="most-read"|</section>.*', "", page.text, flags=re.DOTALL)
    # Addresses may have any number.
    assert "65" not in re.sub(r'href="[^"]*"', "", shown)


def test_the_list_stays_as_it_is_until_a_minute_after_the_hour(reader, paper):
    before = [listed(reader, at=NOON + timedelta(minutes=n)) for n in (1, 30, 60)]
    read(paper[0], 500, at=NOON)
    forget_ranking()

    assert before == [FIVE] * 3
    assert listed(reader, at=NOON + timedelta(minutes=60)) == FIVE
    assert listed(reader, at=NOON + timedelta(minutes=61)) == ["Story 0", *FIVE[:4]]


def test_what_is_withdrawn_or_under_embargo_gives_way_to_the_next(reader, paper):
    press.withdraw(paper[6].article_id, by=None, at=AT - timedelta(minutes=1))
    assert listed(reader) == ["Story 5", "Story 4", "Story 3", "Story 2", "Story 1"]

    chief = make_user("Administrator")
    ReadsInHour.objects.filter(article_id=paper[0].article_id).update(reads=11)
    forget_ranking()
    press.withdraw(paper[1].article_id, by=None, at=AT - timedelta(minutes=1))
    assert listed(reader) == ["Story 5", "Story 4", "Story 3", "Story 2", "Story 0"]
    later = make_edition(headline="Held", live_from=NOON + timedelta(days=900))
    hold(later.article_id, until=NOON + timedelta(days=900), by=chief, reason="x")
    read(later, 900)
    forget_ranking()

    assert listed(reader) == ["Story 5", "Story 4", "Story 3", "Story 2", "Story 0"]


def test_fewer_than_five_are_no_list(reader, paper):
    for edition in paper[1:3]:
        press.withdraw(edition.article_id, by=None, at=AT - timedelta(minutes=1))

    assert listed(reader) is None


def test_a_section_shows_its_own_and_its_older_stories_do_not(reader, paper):
    begun = NOON - timedelta(days=2)
    more = [make_edition(headline=f"More {n}", live_from=begun + n * HOUR) for n in range(25)]
    for n, edition in enumerate(more[:2]):
        read(edition, 100 - n)

    older = re.search(r'rel="next" href="([^"]+)"', reader.get("/news/", at=AT).text)[1]

    assert listed(reader, "/news/") == ["More 0", "More 1", "Story 5", "Story 3", "Story 1"]
    assert listed(reader, "/culture/") is None
    assert listed(reader, older) is None


def test_a_front_whose_editors_do_not_show_it_has_none_until_they_do(reader, paper):
    arrange(None, [], by=None, shows_most_read=False, now=NOON)
    assert listed(reader) is None

    arrange(None, [Placement(1, paper[0].article_id)], by=None, now=NOON + timedelta(minutes=5))
    assert listed(reader) is None

    arrange(None, [], by=None, shows_most_read=True, now=NOON + timedelta(minutes=6))
    assert listed(reader) == FIVE


def test_one_front_says_nothing_of_another(reader, paper):
    arrange(make_section("news").pk, [], by=None, shows_most_read=False, now=NOON)

    assert listed(reader) == FIVE


def test_where_reads_are_not_counted_there_is_no_list(reader, paper, settings):
    settings.COUNT_READS = False

    assert listed(reader) is None


def test_the_list_takes_two_queries_and_one_more_an_hour(reader, paper):
    def cost():
        reader.get("/", at=AT)
        return len(reader.queries)

    arrange(None, [], by=None, shows_most_read=False, now=NOON)
    reader.get("/", at=AT - timedelta(minutes=30))
    forget_ranking()
    arrange(None, [], by=None, shows_most_read=True, now=NOON + timedelta(minutes=6))
    first, second = cost(), cost()
    ReadsInHour.objects.all().delete()
    forget_ranking()
    cost()
    without = cost()

    assert (first - without, second - without) == (3, 2)
