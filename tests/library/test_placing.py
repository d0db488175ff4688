"""Placing sections: new, renamed and moved, and what is refused."""

import pytest

from articles import freshness
from articles.editions import press
from articles.editions.address import (
    RESERVED,
    AddressTaken,
    Redirect,
    SectionMisplaced,
    place_section,
)
from articles.models import Edition, Section
from articles.site import urls as site
from newsroom import urls
from tests.library.tree import everything, led, move, section
from tests.make import hours, make_edition, make_section

pytestmark = pytest.mark.django_db


# Placing


def test_a_new_section_has_its_page_at_once(reader):
    make_section("news")

    placed = place_section(Section(name="City Hall"), parent=section("news"), slug="city")

    assert (placed.path, placed.address, placed.depth) == ("news/city", "/news/city/", 2)
    assert "City Hall" in reader.get("/news/city/").text


def test_a_renamed_section_is_found_from_its_old_address(reader):
    make_section("news", "The News")

    move("news", "world")

    assert "The News" in reader.get("/world/").text
    assert led(reader, "/news/") == "/world/"


def test_what_lies_beneath_a_section_moves_with_it(reader):
    make_section("news/city/parks"), make_section("local")

    move("news/city", "local/town")

    paths = set(Section.objects.values_list("path", flat=True))
    assert paths == {"news", "local", "local/town", "local/town/parks"}
    assert led(reader, "/news/city/") == "/local/town/"
    assert led(reader, "/news/city/parks/") == "/local/town/parks/"
    assert reader.get("/local/town/parks/").status_code == 200


def test_a_section_whose_address_only_begins_alike_stays(reader):
    make_section("news/city"), make_section("newsroom/city")

    move("news", "world")

    assert set(Section.objects.values_list("path", flat=True)) == {
        "world",
        "world/city",
        "newsroom",
        "newsroom/city",
    }


def test_a_section_in_capitals_is_another_section():
    make_section("news/city"), make_section("News/Town")
    make_edition(section="News/Town", slug="mill")

    move("news", "world")

    assert section("News/Town").parent == section("News")
    assert Edition.archive.get().address == "/News/Town/mill/"


def test_a_section_goes_where_its_parent_is_now_and_not_where_the_form_saw_it():
    seen = make_section("news")
    move("news", "world")

    placed = place_section(Section(name="City"), parent=seen, slug="city")

    assert placed.path == "world/city"


def test_saving_a_section_in_its_place_changes_its_words_only(reader):
    edition = make_edition(section="news/city", slug="mill")
    city = section("news/city")

    city.description = "All that happens in town."
    place_section(city, parent=section("news"), slug="city")

    assert "All that happens in town." in reader.get("/news/city/").text
    assert reader.get(edition.address).status_code == 200
    assert Redirect.objects.get().address == "/news/city/mill/"


@pytest.mark.parametrize("path", ["news", "sport/tennis"])
def test_placing_moving_and_renaming_raise_the_generation_once(path):
    make_edition(section=path, slug="one"), make_edition(section=f"{path}/deep", slug="two")
    before = freshness.current()

    move(path, "renamed")
    place_section(Section(name="New"), parent=None, slug="new")

    assert freshness.current() == before + 2


# Refusing a place


@pytest.mark.parametrize(
    ("path", "to", "refusal"),
    [
        ("news", "news/news", SectionMisplaced),
        ("news", "news/city/news", SectionMisplaced),
        ("deep/2/3/4", "deep/2/3/4/4", SectionMisplaced),
        ("news", "deep/2/3/4/5/news", SectionMisplaced),
        ("news", "deep/2/3/4/news", SectionMisplaced),
        ("news", "sport", AddressTaken),
        ("news/city", "news/parks", AddressTaken),
        ("sport", "news/live", AddressTaken),
        ("sport", "news/former", AddressTaken),
        ("sport", "news/waiting", AddressTaken),
        ("sport", "news/gone", AddressTaken),
        ("sport", "old-sport", AddressTaken),
        ("sport", "letters", AddressTaken),
    ],
)
def test_a_section_that_may_not_stand_there_leaves_all_as_it_was(path, to, refusal):
    for each in ("news/city", "news/parks", "deep/2/3/4/5", "sport", "old-sport"):
        make_section(each)
    move("old-sport", "new-sport")
    make_edition(slug="live"), make_edition(slug="waiting", live_from=hours(2))
    former = make_edition(slug="former", live_from=hours(-5))
    make_edition(article=former.article, slug="present")
    press.withdraw(make_edition(slug="gone").article_id, by=None)
    Redirect.objects.create(address="/letters/", target="/sport/")
    before = everything()

    with pytest.raises(refusal):
        move(path, to)

    assert everything() == before


def test_sections_go_five_deep_and_no_deeper():
    make_section("1/2/3/4/5")

    with pytest.raises(SectionMisplaced, match="at most 5 deep"):
        make_section("1/2/3/4/5/6")

    assert not Section.objects.filter(slug="6").exists()


def test_a_section_of_two_storeys_finds_room_where_two_are_left():
    make_section("news/city"), make_section("1/2/3")

    move("news", "1/2/3/news")

    assert section("1/2/3/news/city").depth == 5


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_what_the_site_keeps_for_itself_is_no_section_at_the_top(name):
    make_section("news/x")

    with pytest.raises(AddressTaken, match=f"“{name}” is kept for the site itself"):
        move("news/x", name)

    assert move("news/x", f"news/{name}").path == f"news/{name}"


def test_every_page_of_the_sites_own_is_kept_for_it():
    routes = [str(each.pattern) for each in (*urls.urlpatterns, *site.urlpatterns)]

    own = {route.split("/")[0] for route in routes} - {"", "<path:path>"}
    # No section's address can have a dot.
    could_be_a_section = {name for name in own if "." not in name}

    assert {"admin", "media", "people", "search"} < could_be_a_section
    assert could_be_a_section - RESERVED == set()


def test_a_clash_far_beneath_refuses_the_whole_move():
    make_section("a/b/c"), make_edition(section="b/c", slug="mill")
    move("a/b/c", "elsewhere")
    section("a/b").delete()
    before = everything()

    with pytest.raises(AddressTaken, match="/a/b/c/"):
        move("b", "a/b")

    assert everything() == before


def test_a_clash_over_the_address_of_a_story_refuses_the_whole_move():
    make_edition(section="b", slug="mill"), make_section("a")
    Redirect.objects.create(address="/a/b/mill/", target="/a/")
    before = everything()

    with pytest.raises(AddressTaken, match="/a/b/mill/"):
        move("b", "a/b")

    assert everything() == before


def test_the_old_address_of_a_section_is_closed_to_all_but_itself(reader):
    make_section("news/city"), make_section("sport")
    move("news/city", "city")

    with pytest.raises(AddressTaken):
        place_section(Section(name="City"), parent=section("news"), slug="city")
    with pytest.raises(AddressTaken):
        make_edition(section="news", slug="city")

    assert move("city", "news/city").path == "news/city"
    assert reader.get("/news/city/").status_code == 200
