"""What the story's form offers while one types: stories to link to, and tags of the paper."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editions import press
from articles.search import SearchAway
from tests.make import make_article, make_edition, make_tag

LINKABLE = "/admin/articles/article/linkable/"
TAGS = "/admin/articles/article/tags/"


def offered(client, typed=""):
    """The headlines that are offered for a link."""
    return [each["headline"] for each in client.get(LINKABLE, {"q": typed}).json()["stories"]]


def test_stories_are_offered_by_their_words_under_their_addresses(writer):
    story = make_edition(headline="The ferry sails again")
    make_edition(headline="Lights on the pier")

    found = writer.get(LINKABLE, {"q": "ferr"}).json()["stories"]

    assert [(each["headline"], each["address"]) for each in found] == [
        ("The ferry sails again", story.address)
    ]


def test_before_a_word_is_typed_the_newest_are_offered(writer):
    make_edition(headline="Older")
    make_edition(headline="Newer")

    assert offered(writer) == ["Newer", "Older"]


def test_drafts_and_what_was_withdrawn_have_no_page_to_link_to(writer):
    make_article(headline="Secret ferry")
    gone = make_edition(headline="Sunk ferry")
    press.withdraw(gone.article_id, at=timezone.now(), by=writer.user)

    assert offered(writer, "ferry") == []


def test_a_story_that_waits_says_so(writer):
    make_edition(headline="Ferry fares", live_from=timezone.now() + timedelta(days=1))

    [story] = writer.get(LINKABLE, {"q": "fares"}).json()["stories"]

    assert "no page before" in story["hint"]


def test_a_story_with_an_update_that_waits_is_offered_once_as_it_is(writer):
    today = make_edition(headline="Talks open")
    later = timezone.now() + timedelta(days=1)
    make_edition(article=today.article, headline="Talks fail", live_from=later)

    assert offered(writer) == ["Talks open"]


def test_without_the_search_engine_headlines_are_looked_through(writer, monkeypatch):
    make_edition(headline="The ferry sails again")

    def away(*_given, **_known):
        raise SearchAway

    monkeypatch.setattr("articles.desk.offers.find", away)

    assert offered(writer, "ferr") == ["The ferry sails again"]


def test_tags_are_offered_the_likeliest_and_most_used_first(writer):
    for name in ("Old ferries", "Ferries", "Ferry strike", "Pier"):
        make_tag(name)
    make_article(tags=["Ferry strike"])

    found = writer.get(TAGS, {"q": "ferr"}).json()["tags"]

    assert [each["name"] for each in found] == ["Ferry strike", "Ferries", "Old ferries"]
    assert found[0]["hint"] == "1 story"


@pytest.mark.parametrize("address", [LINKABLE, TAGS])
def test_only_those_who_write_are_offered_anything(
    writer, editor, chief, stranger, client, address
):
    answers = [each.get(address).status_code for each in (writer, editor, chief, stranger)]

    assert answers == [200, 200, 200, 403]
    assert client.get(address).status_code == 302


@pytest.mark.parametrize(("address", "most"), [(LINKABLE, 6), (TAGS, 5)])
def test_an_offer_costs_one_or_two_queries_beside_those_of_who_asks(
    writer, django_assert_max_num_queries, address, most
):
    for n in range(12):
        make_edition(headline=f"Ferry {n}")
        make_tag(f"Ferry {n}")

    with django_assert_max_num_queries(most):
        writer.get(address, {"q": "ferr"})
