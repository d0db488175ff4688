"""Merging: two people or topics become one on every page, and nothing printed is rewritten."""

from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied
from taggit.models import Tag

from articles import freshness
from articles.desk.merging import CannotMerge, merge_contributors, merge_tags
from articles.editions import press
from articles.editions.address import Redirect
from articles.editions.listing import List, Listing
from articles.editions.naming import place_contributor, place_tag
from articles.editions.way import people_at, tags_at
from articles.library.rendition import picture_of
from articles.models import Article, Contributor, Edition, MergedTag
from tests.desk.merging import merge_people, merge_topics
from tests.library.tree import led
from tests.make import (
    hours,
    make_article,
    make_contributor,
    make_document,
    make_edition,
    make_image,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


# What readers see


def test_every_story_of_both_stands_under_the_one_that_stays(reader):
    story = make_edition(headline="Mill burns", authors=["A. Marsh"], tags=["AI"])
    make_edition(headline="Ferry sinks", authors=["Ada Marsh"], tags=["Machine learning"])
    make_edition(headline="Talks open", authors=["A. Marsh"], tags=["AI"], live_from=hours(2))

    merge_people("A. Marsh", into="Ada Marsh")
    merge_topics("AI", into="Machine learning")

    for address in ("/people/ada-marsh/", "/tags/machine-learning/"):
        now, then = reader.get(address).text, reader.get(address, at=hours(3)).text
        assert ("Mill burns" in now, "Ferry sinks" in now, "Talks open" in now) == (1, 1, 0)
        assert "Talks open" in then
    page = reader.get(story.address).text
    assert 'href="/people/ada-marsh/"' in page
    assert 'href="/tags/machine-learning/"' in page
    for address in ("/", story.address, "/people/", "/tags/", "/news/", "/feed/site.rss"):
        text = reader.get(address).text
        assert ("A. Marsh" in text, ">AI<" in text, "/a-marsh/" in text) == (False,) * 3, address


def test_nobody_is_named_twice_and_no_tag_is_shown_twice(reader):
    known = {"authors": ["A. Marsh", "Ben Okoro", "Ada Marsh"], "tags": ["AI", "Machine learning"]}
    story = make_edition(headline="Mill burns", editors=["A. Marsh"], **known)

    merge_people("A. Marsh", into="Ada Marsh")
    merge_topics("AI", into="Machine learning")

    page = reader.get(story.address)
    assert page.text.count(">Machine learning<") == 1
    assert page.text.count('"@type": "Person"') == 3
    assert "Ada Marsh and Ben Okoro" in reader.get("/").text
    feed = reader.get("/feed/site.rss").text
    assert [feed.count(f">{name}<") for name in ("Ada Marsh", "Machine learning")] == [1, 1]
    for address in ("/people/ada-marsh/", "/tags/machine-learning/"):
        assert reader.get(address).text.count(f'<a href="{story.address}">') == 1
    rows = Listing.objects.filter(edition=story).exclude(list=List.SECTION)
    once = {"site": 1, "contributor": 2, "author": 2, "editor": 1, "tag": 1}
    assert Counter(rows.values_list("list", flat=True)) == once


def test_what_was_printed_is_not_rewritten():
    make_edition(authors=["A. Marsh"], tags=["AI"])
    printed = Edition.archive.values("document", "sha256", "author_ids").get()

    merge_people("A. Marsh", into="Ada Marsh"), merge_topics("AI", into="Machine learning")

    assert Edition.archive.values("document", "sha256", "author_ids").get() == printed


def test_a_merged_ones_addresses_lead_to_the_one_that_stays(reader):
    make_edition(authors=["A. Marsh"], tags=["AI"])

    merge_people("A. Marsh", into="Ada Marsh"), merge_topics("AI", into="Machine learning")

    assert led(reader, "/people/a-marsh/") == "/people/ada-marsh/"
    assert led(reader, "/tags/ai/") == "/tags/machine-learning/"
    assert [each.name for each in (*people_at("a-marsh"), *tags_at("AI"))] == [
        "Ada Marsh",
        "Machine learning",
    ]


def test_merging_what_was_merged_leaves_no_chain(reader):
    story = make_edition(headline="Mill burns", authors=["A"], tags=["A"])

    for first, then in ("AB", "BC", "CD"):
        merge_people(first, into=then), merge_topics(first, into=then)

    for place in ("people", "tags"):
        assert {led(reader, f"/{place}/{old}/") for old in "abc"} == {f"/{place}/d/"}
        assert "Mill burns" in reader.get(f"/{place}/d/").text
    assert 'href="/people/d/"' in reader.get(story.address).text
    assert {each.merged_into.name for each in Contributor.everyone.exclude(merged_into=None)} == {
        "D"
    }
    assert {each.into.name for each in MergedTag.objects.all()} == {"D"}


def test_an_address_goes_back_to_whom_it_has_become(reader):
    make_edition(authors=["A. Marsh"], tags=["AI"])
    person = merge_people("A. Marsh", into="Ada Marsh")
    tag = merge_topics("AI", into="Machine learning")

    tag.name = "AI"
    place_contributor(person, slug="a-marsh"), place_tag(tag, slug="ai")

    assert led(reader, "/people/ada-marsh/") == "/people/a-marsh/"
    assert led(reader, "/tags/machine-learning/") == "/tags/ai/"
    assert reader.get("/tags/ai/").status_code == 200


def test_no_address_tells_of_a_merging_before_a_story_is_live(reader):
    make_edition(authors=["A. Marsh"], tags=["AI"], live_from=hours(2))

    merge_people("A. Marsh", into="Ada Marsh"), merge_topics("AI", into="Machine learning")

    for address in ("/people/a-marsh/", "/people/ada-marsh/", "/tags/ai/"):
        assert reader.get(address).status_code == 404
    assert led(reader, "/people/a-marsh/", at=hours(3)) == "/people/ada-marsh/"


def test_what_is_printed_later_from_an_older_document_is_listed_under_the_one_that_stays(reader):
    document = make_document(headline="Mill burns", authors=["A. Marsh"], tags=["AI"])
    article = make_article()
    merge_people("A. Marsh", into="Ada Marsh"), merge_topics("AI", into="Machine learning")

    press.print_edition(document, article_id=article.pk, by=None)

    for address in ("/people/ada-marsh/", "/tags/machine-learning/"):
        assert "Mill burns" in reader.get(address).text


def test_a_portrait_that_is_taken_over_stays_in_sight_and_one_that_is_not_goes(reader):
    make_contributor("A. Marsh", portrait=make_image("red"))
    make_contributor("Ada Marsh")
    make_contributor("A. M.", portrait=make_image("blue"))
    for name in ("A. Marsh", "A. M."):
        make_edition(authors=[name])

    merge_people("A. Marsh", "A. M.", into="Ada Marsh")

    red, blue = (picture_of(make_image(colour)) for colour in ("red", "blue"))
    assert [reader.get(each.src).status_code for each in (red, blue)] == [200, 404]


def test_a_merging_tells_every_process():
    before = freshness.current()

    merge_people("A. Marsh", into="Ada Marsh"), merge_topics("AI", into="Machine learning")

    assert freshness.current() == before + 2


# What the desk has


def test_working_copies_are_credited_to_and_filed_under_the_one_that_stays_once():
    both = {"authors": ["A. Marsh", "Ada Marsh"], "tags": ["AI", "Machine learning"]}
    one = make_article(authors=["A. Marsh"], editors=["A. Marsh"], tags=["AI"])
    two = make_article(editors=["A. Marsh"], **both)

    person = merge_people("A. Marsh", into="Ada Marsh")
    tag = merge_topics("AI", into="Machine learning")

    for article in (one, two):
        document = Article.objects.get(pk=article.pk).to_document()
        assert [(c.contributor, c.role) for c in document.credits] == [
            (person.pk, "author"),
            (person.pk, "editor"),
        ]
        assert document.tags == (tag.pk,)


def test_a_story_that_is_live_is_not_changed_by_it():
    story = make_edition(authors=["A. Marsh"], tags=["AI"])

    merge_people("A. Marsh", into="Ada Marsh"), merge_topics("AI", into="Machine learning")

    found = Article.objects.with_condition(hours(0)).get(pk=story.article_id)
    assert found.condition == "live"


def test_a_revision_from_before_is_restored_with_the_one_that_stays():
    article = make_article(
        authors=["A. Marsh", "Ada Marsh"], editors=["A. Marsh"], tags=["AI", "Machine learning"]
    )
    before = article.revisions.get().as_document()
    person = merge_people("A. Marsh", into="Ada Marsh")
    tag = merge_topics("AI", into="Machine learning")

    article.take_document(before)

    assert [(c.contributor, c.role) for c in article.credits.all()] == [
        (person, "author"),
        (person, "editor"),
    ]
    assert list(article.tags.all()) == [tag]


def test_the_one_that_stays_takes_over_what_they_lack_and_nothing_else():
    user, portrait = make_user("Writer"), make_image()
    make_contributor("A. Marsh", bio="Old", links="https://example.org/", user=user, role_line="X")
    make_contributor("A. M.", bio="Older", portrait=portrait)
    make_contributor("Ada Marsh", bio="", role_line="Reporter")

    person = merge_people("A. Marsh", "A. M.", into="Ada Marsh")

    person.refresh_from_db()
    assert (person.name, person.slug, person.role_line) == ("Ada Marsh", "ada-marsh", "Reporter")
    assert (person.bio, person.links, person.user, person.portrait) == (
        "Old",
        "https://example.org/",
        user,
        portrait,
    )


def test_of_two_accounts_each_goes_on_and_the_one_that_stays_keeps_theirs():
    first, second = make_user("Writer"), make_user("Writer")
    make_contributor("A. Marsh", user=first), make_contributor("Ada Marsh", user=second)

    person = merge_people("A. Marsh", into="Ada Marsh")

    first.refresh_from_db()
    person.refresh_from_db()
    assert (person.user, first.is_active) == (second, True)
    assert not Contributor.everyone.filter(user=first).exists()


def test_a_deleted_one_takes_those_merged_into_it_along():
    person = merge_people("A. Marsh", into="Ada Marsh")
    tag = merge_topics("AI", into="Machine learning")

    person.delete(), tag.delete()

    assert not Contributor.everyone.exists()
    assert not MergedTag.objects.exists()
    assert not Redirect.objects.exists()


# What is refused


def test_nothing_is_merged_with_itself_or_round_in_a_circle_or_with_what_is_gone():
    ada, other, by = make_contributor("A"), make_contributor("B"), make_user("Administrator")
    one, two = make_tag("A"), make_tag("B")
    merge_people("A", into="B"), merge_topics("A", into="B")

    for verb, first, second in ((merge_contributors, ada, other), (merge_tags, one, two)):
        for merged, into in (
            ({second.pk}, first.pk),
            ({first.pk}, second.pk),
            ({second.pk}, second.pk),
            (set(), second.pk),
            ({second.pk + 999}, second.pk),
        ):
            with pytest.raises(CannotMerge, match="Nothing was merged"):
                verb(merged, into=into, by=by)


@pytest.mark.parametrize("role", ["Writer", "Moderator", ""])
def test_it_takes_its_own_right(role):
    by, one, two = make_user(role), make_contributor("A"), make_contributor("B")
    first, second = make_tag("A"), make_tag("B")

    with pytest.raises(PermissionDenied):
        merge_contributors({one.pk}, into=two.pk, by=by)
    with pytest.raises(PermissionDenied):
        merge_tags({first.pk}, into=second.pk, by=by)

    assert (Contributor.objects.count(), Tag.objects.count()) == (2, 2)
