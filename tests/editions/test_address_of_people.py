"""Addresses of people and topics: renamed ones lead on, and none tells of what is not live."""

import pytest

from articles.editions.address import AddressTaken, Redirect
from articles.editions.naming import place_contributor, place_tag, tag_named
from articles.editions.way import people_at, tags_at
from articles.models import Contributor
from tests.library.tree import led
from tests.make import hours, make_contributor, make_edition, make_tag

pytestmark = pytest.mark.django_db


def ada(slug):
    """Ada Marsh, under this address from now on."""
    return place_contributor(Contributor.objects.get(name="Ada Marsh"), slug=slug)


def floods(slug):
    """The topic Floods, likewise."""
    return place_tag(make_tag("Floods"), slug=slug)


KINDS = pytest.mark.parametrize(("rename", "first"), [(ada, "people"), (floods, "tags")])


@KINDS
def test_after_three_renames_each_old_address_is_one_step_away(reader, rename, first):
    make_edition(headline="Mill burns", authors=["Ada Marsh"], tags=["Floods"])
    old = ["ada-marsh" if first == "people" else "floods", "second", "third"]

    for slug in (*old[1:], "fourth"):
        rename(slug)

    assert {led(reader, f"/{first}/{slug}/") for slug in old} == {f"/{first}/fourth/"}
    assert "Mill burns" in reader.get(f"/{first}/fourth/").text
    assert f'href="/{first}/fourth/"' in reader.get(f"/{first}/").text


@KINDS
def test_a_rename_there_and_back_makes_no_loop(reader, rename, first):
    make_edition(authors=["Ada Marsh"], tags=["Floods"])

    rename("second"), rename("first"), rename("second")

    assert reader.get(f"/{first}/second/").status_code == 200
    assert led(reader, f"/{first}/first/") == f"/{first}/second/"


@KINDS
def test_an_old_address_tells_of_no_one_without_a_live_story(reader, rename, first):
    make_edition(authors=["Ada Marsh"], tags=["Floods"], live_from=hours(2))
    rename("first"), rename("second")

    for slug in ("first", "second", "First", "second/x"):
        assert reader.get(f"/{first}/{slug}/").status_code == 404
        assert reader.get(f"/{first}/{slug}").status_code == 404

    assert led(reader, f"/{first}/first/", at=hours(3)) == f"/{first}/second/"


def test_an_old_address_is_its_owners_for_ever():
    make_edition(authors=["Ada Marsh"], tags=["Floods"])
    ada("second"), floods("second")

    for taken in (
        lambda: place_contributor(Contributor(name="Other"), slug="ada-marsh"),
        lambda: place_contributor(make_contributor("Ben"), slug="ada-marsh"),
        lambda: place_contributor(make_contributor("Ben"), slug="second"),
        lambda: place_tag(make_tag("Fire"), slug="floods"),
        lambda: place_tag(make_tag("Fire"), slug="second"),
    ):
        with pytest.raises(AddressTaken, match="Choose another"):
            taken()

    assert ada("ada-marsh").slug == "ada-marsh"
    assert not Redirect.objects.filter(address="/people/ada-marsh/").exists()


def test_a_person_and_a_topic_may_be_called_alike(reader):
    make_edition(authors=["Ada Marsh"], tags=["Floods"])

    ada("floods"), floods("ada-marsh")

    assert led(reader, "/people/ada-marsh/") == "/people/floods/"
    assert led(reader, "/tags/floods/") == "/tags/ada-marsh/"


def test_a_tag_that_is_typed_anew_takes_no_address_that_was_anothers(reader):
    make_edition(tags=["Floods"])
    tag = make_tag("Floods")
    tag.name = "High water"
    place_tag(tag, slug="high-water")

    assert (tag_named("floods").slug, tag_named("FLOODS").slug) == ("floods-2", "floods-2")
    assert led(reader, "/tags/floods/") == "/tags/high-water/"
    assert tag_named("High  water".replace("  ", " ")) == tag


def test_whoever_asks_by_a_slug_finds_the_present_owner():
    make_edition(authors=["Ada Marsh"], tags=["Floods"])

    person, tag = ada("second"), floods("second")

    for slug in ("ada-marsh", "Ada-Marsh", "second"):
        assert list(people_at(slug)) == [person]
    for slug in ("floods", "Floods", "SECOND"):
        assert list(tags_at(slug)) == [tag]
    assert not people_at("floods").exists()
    assert not tags_at("ada-marsh").exists()


def test_the_feeds_and_searches_of_old_addresses_go_on(reader):
    make_edition(headline="Mill burns", authors=["Ada Marsh"], tags=["Floods"])
    make_edition(headline="Ferry sinks", authors=["Ben Okoro"])

    ada("second"), floods("third")

    assert led(reader, "/feed/people/ada-marsh.rss") == "/feed/people/second.rss"
    assert led(reader, "/feed/tags/floods.atom") == "/feed/tags/third.atom"
    for query in ("author=ada-marsh", "tag=floods"):
        found = reader.get(f"/search/?q=burns&{query}").text
        assert 'href="/news/mill-burns' in found, query


@pytest.mark.parametrize("part", ["wrote/", "edited/", "edited", "EDITED"])
def test_a_part_of_a_renamed_persons_stories_leads_to_them_all(reader, part):
    make_edition(authors=["Ada Marsh"], editors=["Ada Marsh"])

    ada("second")

    assert led(reader, f"/people/ada-marsh/{part}") == "/people/second/"
