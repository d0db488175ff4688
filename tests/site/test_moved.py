"""Answers that lead on: one step, in whatever spelling, and kept no longer than a page."""

import pytest

from articles.editions import press
from articles.editions.address import Redirect
from tests.library.tree import led, move
from tests.make import hours, make_edition, make_section

pytestmark = pytest.mark.django_db


def gone(reader, address, *, at=None):
    """The words of the notice at an address."""
    page = reader.get(address, at=at)
    assert page.status_code == 410, f"{address} is answered with {page.status_code}"
    return page.text


# Withdrawals that lead elsewhere


def test_a_withdrawn_story_leads_to_where_the_other_has_moved(reader):
    first = make_edition(slug="one")
    second = make_edition(slug="two")
    press.withdraw(first.article_id, by=None, moved_to="/news/two/")

    make_edition(article=second.article, slug="three")
    move("news", "world")

    assert {led(reader, f"/{place}/one/") for place in ("news", "world")} == {"/world/three/"}


def test_it_leads_past_a_story_that_leads_on_itself(reader):
    editions = [make_edition(slug=slug) for slug in ("one", "two", "three")]
    for edition, onward in zip(editions, ("two", "three"), strict=False):
        press.withdraw(edition.article_id, by=None, moved_to=f"/news/{onward}/")

    assert led(reader, "/news/one/") == "/news/three/"

    press.withdraw(editions[2].article_id, by=None, notice="It was all wrong.")
    assert led(reader, "/news/one/") == "/news/three/"
    assert "It was all wrong." in gone(reader, "/news/three/")


def test_it_leads_where_it_says_only_while_something_is_there(reader):
    story, other = make_edition(slug="one"), make_edition(slug="two")
    press.withdraw(story.article_id, by=None, moved_to="/news/two/", notice="It is gone.")
    press.withdraw(other.article_id, by=None, at=hours(2), moved_to="/people/nobody/")

    assert led(reader, "/news/one/") == "/news/two/"
    assert led(reader, "/news/one/", at=hours(1)) == "/news/two/"
    for address in ("/news/one/", "/news/two/"):
        gone(reader, address, at=hours(3))
    assert "It is gone." in gone(reader, "/news/one/", at=hours(3))


def test_a_circle_that_came_about_later_gives_notices(reader):
    one, two = make_edition(slug="one"), make_edition(slug="two")
    three = make_edition(slug="three")
    row = Redirect.objects.create(address="/old/", article_id=three.article_id)
    press.withdraw(one.article_id, by=None, moved_to="/news/two/")
    press.withdraw(two.article_id, by=None, moved_to="/old/")
    assert led(reader, "/news/one/") == "/news/three/"

    Redirect.objects.filter(pk=row.pk).update(article=one.article)

    for address in ("/news/one/", "/news/two/", "/old/"):
        gone(reader, address)


def test_the_press_sees_through_capitals_and_addresses_of_other_systems():
    one, two = make_edition(slug="one"), make_edition(slug="two")
    Redirect.objects.create(address="/old/", target="/news/one/")
    press.withdraw(one.article_id, by=None, moved_to="/news/two/")

    for back in ("/news/one/", "/News/One", "/old/", "/OLD"):
        with pytest.raises(press.LeadsNowhere):
            press.withdraw(two.article_id, by=None, moved_to=back)


# Spellings


@pytest.mark.parametrize("address", ["/News/Mill", "/NEWS/MILL/", "/news/mill", "/old/MILL"])
def test_capitals_and_a_missing_slash_take_one_step(reader, address):
    make_edition(slug="mill")
    make_section("old"), make_edition(section="old", slug="mill")
    end = "/old/mill/" if "old" in address else "/news/mill/"

    assert led(reader, address) == end

    move("news", "world"), move("old", "new")
    assert led(reader, address) == {"/news/mill/": "/world/mill/"}.get(end, "/new/mill/")


@pytest.mark.parametrize("address", ["/People/Ada-Marsh", "/tags/FLOODS", "/Tags", "/corrections"])
def test_so_they_do_for_people_topics_and_the_sites_own_pages(reader, address):
    make_edition(authors=["Ada Marsh"], tags=["Floods"])

    assert led(reader, address) == f"{address.lower()}/"


@pytest.mark.parametrize("address", ["/Nothing", "/news/nothing", "/people/nobody", "/x.html"])
def test_where_nothing_is_no_one_is_sent_about(reader, address):
    make_section("news")

    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example", "/\\evil.example", "//tags"])
def test_no_spelling_leads_off_the_site(reader, path):
    assert reader.client.get("/", PATH_INFO=path).status_code == 404


@pytest.mark.parametrize("path", ["//news/", "///news/", "/news//", "//news", "//tags/mills/"])
def test_more_slashes_than_a_page_has_take_one_step(reader, path):
    make_edition(tags=["Mills"])

    answer = reader.client.get("/", PATH_INFO=path)

    end = "/tags/mills/" if "tags" in path else "/news/"
    assert (answer.status_code, answer["Location"]) == (301, end)


def test_a_list_links_to_itself_by_its_own_address(reader, monkeypatch):
    monkeypatch.setattr("articles.site.lists.PAGE", 1)
    make_edition(authors=["Ada Marsh"]), make_edition(authors=["Ada Marsh"])

    page = reader.get("/people/ada-marsh/wrote/")

    assert '<link rel="canonical" href="http://testserver/people/ada-marsh/">' in page.text
    assert '<link rel="next" href="/people/ada-marsh/?older=' in page.text


# What an answer carries


def test_a_query_is_dropped_with_the_page_that_it_belonged_to(reader):
    make_edition(slug="mill", tags=["Floods"])
    move("news", "world")

    assert led(reader, "/news/mill/?utm_source=x") == "/world/mill/"
    assert led(reader, "/news/?older=1-1") == "/world/"
    assert led(reader, "/world?older=1-1") == "/world/"
    assert led(reader, "/corrections?older=1-1") == "/corrections/?older=1-1"


def test_an_answer_that_leads_on_is_kept_no_longer_than_a_page(reader):
    make_edition(slug="mill")
    move("news", "world")

    answer, page = reader.get("/news/mill/"), reader.get("/world/mill/")

    assert answer.status_code == 301
    assert answer["Cache-Control"] == page["Cache-Control"]
    assert not answer.cookies


def test_leading_on_costs_few_queries(reader):
    make_edition(slug="mill", authors=["Ada Marsh"])
    move("news", "world")

    for address in ("/news/mill/", "/news/", "/World/Mill", "/nothing/at-all/"):
        reader.get(address)
        assert len(reader.queries) <= 8, address


# What is called “changes” itself


CALLED_SO = ["/culture/changes/", "/culture/changes", "/Culture/Changes"]


@pytest.mark.parametrize("address", CALLED_SO)
def test_a_story_called_changes_leads_on_like_any_other(reader, address):
    story = make_edition(section="culture", slug="changes")
    if address != story.address:
        assert led(reader, address) == "/culture/changes/"

    make_edition(article=story.article, section="culture", slug="changes-x")
    assert led(reader, address) == "/culture/changes-x/"

    move("culture", "arts")
    assert led(reader, address) == "/arts/changes-x/"

    press.withdraw(story.article_id, by=None, notice="It is gone.")
    assert "It is gone." in gone(reader, address)


@pytest.mark.parametrize("address", ["/zebra/changes/", "/zebra/changes", "/changes/", "/changes"])
def test_a_section_called_changes_leads_on_like_any_other(reader, address):
    path = address.strip("/")
    make_section(path)
    if not address.endswith("/"):
        assert led(reader, address) == f"{address}/"

    move(path, f"{path}-x")

    assert led(reader, address) == f"/{path}-x/"


def test_its_history_and_that_of_the_story_above_are_still_told(reader):
    story = make_edition(section="culture", slug="changes")
    make_edition(article=story.article, section="culture", slug="changes", body="<p>New.</p>")
    assert reader.get("/culture/changes/changes/").status_code == 200

    move("culture", "arts")

    assert led(reader, "/culture/changes/changes") == "/arts/changes/changes/"
