"""The tree of sections: its order, its trails, and what the database holds of it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from articles.library.section import Section, SectionTree
from tests.make import make_article, make_edition, make_section

pytestmark = pytest.mark.django_db


def names(sections):
    """Their names, in order."""
    return [section.name for section in sections]


def ordered(name, position, parent=None):
    """A section with a place in the order."""
    section = make_section(f"{parent.path}/{name.lower()}" if parent else name.lower(), name)
    Section.objects.filter(pk=section.pk).update(position=position)
    return section


def test_sections_stand_in_the_order_that_editors_give_and_else_by_name():
    for name, position in (("Sport", 2), ("Arts", 2), ("World", 1), ("Money", 0), ("Books", 0)):
        ordered(name, position)

    assert names(SectionTree().children(None)) == ["Books", "Money", "World", "Arts", "Sport"]


def test_so_do_those_within_a_section_and_only_its_own():
    news = make_section("news")
    for name, position in (("Parks", 9), ("City", 10), ("Zoo", 1)):
        ordered(name, position, news)
    make_section("news/city/trams"), make_section("sport")

    tree = SectionTree()

    assert names(tree.children(news)) == ["Zoo", "Parks", "City"]
    assert names(tree.children(tree.at("news/city"))) == ["Trams"]
    assert tree.children(tree.at("sport")) == []


def test_readers_see_that_order_in_the_head_of_each_page(reader):
    for name, position in (("Sport", 1), ("Arts", 2), ("World", 0)):
        ordered(name, position)
        make_edition(section=name.lower())

    page = reader.get("/arts/").text

    places = [page.index(f'href="/{path}/"') for path in ("world", "sport", "arts")]
    assert places == sorted(places)


def test_a_trail_leads_from_the_top_down_to_the_section():
    make_section("news/city/parks")
    tree = SectionTree()

    trail = tree.trail(tree.at("news/city/parks"))

    assert [section.path for section in trail] == ["news", "news/city", "news/city/parks"]
    assert tree.trail(trail[0]) == [trail[0]]


def test_a_section_knows_how_deep_it_stands_and_where_its_page_is():
    city = make_section("news/city")

    assert (city.parent.depth, city.depth) == (1, 2)
    assert (city.parent.address, city.address) == ("/news/", "/news/city/")
    assert str(city) == "City"


def test_a_section_is_found_by_its_id_and_by_its_path():
    city = make_section("news/city")
    tree = SectionTree()

    assert tree.get(city.pk) == tree.at("news/city") == tree.at("/news/city/") == city
    assert (tree.get(None), tree.get(0), tree.at("city"), tree.at("")) == (None,) * 4


def test_the_whole_tree_costs_one_query(django_assert_num_queries):
    make_section("news/city/parks"), make_section("sport")

    with django_assert_num_queries(1):
        tree = SectionTree()
        for section in tree.trail(tree.at("news/city/parks")):
            tree.children(section)


@pytest.mark.parametrize(
    "wrong",
    [
        {"path": "news"},
        {"slug": "city", "parent": "news"},
        {"parent": "sport"},
        {"position": -1},
    ],
    ids=["another's path", "another's slug beneath one parent", "itself", "before the first"],
)
def test_the_database_holds_the_tree_together(wrong):
    make_section("news/city"), make_section("sport")
    if "parent" in wrong:
        wrong = wrong | {"parent": Section.objects.get(path=wrong["parent"])}

    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.filter(path="sport").update(**wrong)


def test_one_slug_may_stand_beneath_two_sections():
    one, other = make_section("news/city"), make_section("sport/city")

    assert one.slug == other.slug
    assert one.path != other.path


@pytest.mark.parametrize("slug", ["two words", "a/b", "..", "naïve", "x" * 61, ""])
def test_a_slug_that_is_no_part_of_an_address_is_refused(slug):
    with pytest.raises(ValidationError, match="slug"):
        Section(name="News", slug=slug).full_clean(exclude=["path"])


def test_a_section_that_holds_something_cannot_be_deleted():
    make_section("parent/child")
    make_edition(section="printed")
    make_article(section="drafted")

    for path in ("parent", "printed", "drafted"):
        with pytest.raises(models.ProtectedError):
            Section.objects.get(path=path).delete()

    assert Section.objects.count() == 4
