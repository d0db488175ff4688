"""Addresses: a story's and a section's old ones lead on, and none tells what waits."""

import pytest
from django.db import IntegrityError, transaction

from articles.editions import press
from articles.editions.address import AddressTaken, Redirect
from articles.models import Edition
from tests.library.tree import led, move
from tests.make import hours, make_article, make_document, make_edition, make_section

pytestmark = pytest.mark.django_db


# What becomes of the stories


def test_stories_move_with_their_section_and_old_addresses_lead_straight_on(reader):
    first = make_edition(headline="Mill burns", section="news/city", slug="mill")
    make_section("local")

    move("news/city", "local/town")

    assert "Mill burns" in reader.get("/local/town/mill/").text
    assert led(reader, first.address) == "/local/town/mill/"
    assert f'href="{first.address}"' not in reader.get("/").text


def test_after_three_renames_each_old_address_is_one_step_away(reader):
    make_edition(section="a/city", slug="mill")

    for before, after in ("ab", "bc", "cd"):
        move(before, after)

    for old in "abc":
        assert led(reader, f"/{old}/") == "/d/"
        assert led(reader, f"/{old}/city/") == "/d/city/"
        assert led(reader, f"/{old}/city/mill/") == "/d/city/mill/"
    assert reader.get("/d/city/mill/").status_code == 200


def test_a_rename_there_and_back_makes_no_loop(reader):
    make_edition(section="news/city", slug="mill")

    move("news", "world"), move("world", "news")

    for end in ("/", "/city/", "/city/mill/"):
        assert reader.get(f"/news{end}").status_code == 200
        assert led(reader, f"/world{end}") == f"/news{end}"


def test_renames_within_a_renamed_section_are_one_step_too(reader):
    make_edition(section="news/city", slug="mill")

    move("news", "world"), move("world/city", "world/town"), move("world", "news")

    for old in ("/news/city", "/world/city", "/world/town"):
        assert led(reader, f"{old}/") == "/news/town/"
        assert led(reader, f"{old}/mill/") == "/news/town/mill/"


def test_a_story_that_has_moved_itself_is_one_step_from_each_address(reader):
    first = make_edition(section="news", slug="mill", live_from=hours(-9))
    make_edition(article=first.article, section="news", slug="mill-burns", live_from=hours(-5))
    move("news", "world")

    make_edition(article=first.article, section="sport", slug="mill-out")

    for old in ("/news/mill/", "/world/mill/", "/news/mill-burns/", "/world/mill-burns/"):
        assert led(reader, old) == "/sport/mill-out/"


def test_what_stood_there_yesterday_is_still_seen_at_its_moment(reader):
    first = make_edition(headline="Mill stands", slug="mill", live_from=hours(-9))
    make_edition(article=first.article, headline="Mill burns", live_from=hours(-2))

    move("news", "world")

    assert "Mill stands" in reader.get("/world/mill/", at=hours(-5)).text
    assert "Mill burns" in reader.get("/world/mill/").text


def test_a_withdrawn_story_gives_its_notice_at_all_its_addresses(reader):
    edition = make_edition(slug="mill")
    press.withdraw(edition.article_id, by=None, notice="We were wrong about the mill.")

    move("news", "world")

    for address in ("/news/mill/", "/world/mill/"):
        page = reader.get(address)
        assert (page.status_code, "We were wrong" in page.text) == (410, True)


def test_the_lists_of_the_old_parent_lose_the_stories_and_those_of_the_new_gain_them(reader):
    make_edition(headline="Mill burns", section="news/city/parks")
    make_edition(headline="Ferry sinks", section="news/city/parks", live_from=hours(2))
    make_edition(headline="Talks open", section="news"), make_section("local")

    move("news/city", "local/city")

    for at, known in ((None, {"Mill burns"}), (hours(3), {"Mill burns", "Ferry sinks"})):
        for address in ("/local/", "/local/city/", "/local/city/parks/"):
            text = reader.get(address, at=at).text
            assert {name for name in ("Mill burns", "Ferry sinks") if name in text} == known
        news = reader.get("/news/", at=at).text
        assert ("Mill burns" in news, "Ferry sinks" in news) == (False, False)
    assert "Talks open" in reader.get("/news/").text


def test_a_moved_story_keeps_its_rank_and_its_other_lists(reader):
    first = make_edition(headline="Mill", section="news/city", tags=["Mills"], live_from=hours(-9))
    make_edition(article=first.article, headline="Older", tags=["Mills"], live_from=hours(-1))
    make_edition(headline="Newer", section="news/city", tags=["Mills"], live_from=hours(-5))

    move("news/city", "city")

    for address in ("/city/", "/tags/mills/", "/people/ada-marsh/"):
        page = reader.get(address).text
        assert page.index("Newer") < page.index("Older"), address


# What waits


def test_a_waiting_update_goes_live_beneath_the_renamed_section(reader):
    today = make_edition(headline="Talks open", slug="talks")
    make_edition(article=today.article, slug="talks-fail", live_from=hours(2))

    move("news", "world")

    assert reader.get("/world/talks-fail/").status_code == 404
    assert reader.get("/world/talks-fail/", at=hours(3)).status_code == 200
    for old in ("/news/talks/", "/news/talks-fail/", "/world/talks/"):
        assert led(reader, old, at=hours(3)) == "/world/talks-fail/"


def test_no_address_tells_before_its_time_what_waits_under_it(reader):
    today = make_edition(headline="Talks open", section="news/city", slug="talks")
    make_edition(article=today.article, slug="mayor-resigns", live_from=hours(2))

    move("news", "world"), move("world/city", "city")

    for section_address in ("/news/city/", "/world/city/", "/city/"):
        assert reader.get(f"{section_address}mayor-resigns/").status_code == 404
    assert led(reader, "/news/city/talks/") == "/city/talks/"


def test_a_story_that_only_waits_is_not_told_of_by_its_old_address(reader):
    make_edition(slug="merger", live_from=hours(2))

    move("news", "world")

    assert reader.get("/news/merger/").status_code == 404
    assert led(reader, "/news/merger/", at=hours(3)) == "/world/merger/"


def test_what_is_called_off_after_a_rename_leaves_no_address_behind(reader):
    today = make_edition(slug="talks")
    waiting = make_edition(article=today.article, slug="mayor-resigns", live_from=hours(2))
    move("news", "world")

    press.cancel(waiting.pk)

    for address in ("/news/mayor-resigns/", "/world/mayor-resigns/"):
        assert reader.get(address, at=hours(3)).status_code == 404
    assert led(reader, "/news/talks/") == "/world/talks/"
    assert make_edition(section="world", slug="mayor-resigns").address == "/world/mayor-resigns/"


def test_calling_off_an_update_leaves_the_addresses_that_readers_have_had(reader):
    today = make_edition(slug="talks")
    waiting = make_edition(article=today.article, live_from=hours(2))
    move("news", "world")

    press.cancel(waiting.pk)

    assert reader.get("/world/talks/").status_code == 200
    assert led(reader, "/news/talks/") == "/world/talks/"


# What an address can belong to


@pytest.mark.parametrize("target", ["/corrections/", "https://example.org/there/"])
def test_an_address_from_another_system_leads_where_it_says(reader, target):
    Redirect.objects.create(address="/2009/mill/", target=target)

    assert led(reader, "/2009/mill/") == target


def test_it_leads_nowhere_where_a_page_stands(reader):
    edition = make_edition(slug="mill")
    Redirect.objects.filter(address=edition.address).update(article=None, target="/elsewhere/")

    assert reader.get(edition.address).status_code == 200


@pytest.mark.parametrize("old", ["/mill/", "/letters/mill/", "/news/2009/mill/", "/news/old-mill/"])
def test_an_address_from_another_system_can_belong_to_a_story(reader, old):
    edition = make_edition(slug="mill")
    Redirect.objects.create(address="/letters/", target="/elsewhere/")
    Redirect.objects.create(address=old, article_id=edition.article_id)

    move("news", "world")

    assert led(reader, old) == "/world/mill/"


def test_an_address_that_leads_elsewhere_is_no_storys():
    Redirect.objects.create(address="/news/mill/", target="/elsewhere/")
    document = make_document(slug="mill")

    with pytest.raises(AddressTaken):
        press.print_edition(document, article_id=make_article().pk, by=None)

    assert not Edition.archive.exists()


def test_an_address_belongs_to_one_thing_and_never_to_itself():
    story, news = make_article(), make_section("news")
    Redirect.objects.create(address="/taken/", target="/elsewhere/")

    for wrong in (
        {"address": "/nothing/"},
        {"address": "/both/", "article": story, "section": news},
        {"address": "/both/", "article": story, "target": "/elsewhere/"},
        {"address": "/both/", "section": news, "target": "/elsewhere/"},
        {"address": "/round/", "target": "/round/"},
        {"address": "/taken/", "section": news},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Redirect.objects.create(**wrong)
