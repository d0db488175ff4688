"""Redirects at the desk: what editors may add, what is refused and why, and what stays for good."""

import pytest
from django.urls import reverse

from articles import freshness
from articles.desk.merging import merge_tags
from articles.editions import press
from articles.editions.address import AddressTaken, Redirect
from tests.desk.form import text_of
from tests.library.tree import led, move
from tests.make import (
    hours,
    make_article,
    make_contributor,
    make_document,
    make_edition,
    make_section,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db

LIST = "admin:articles_redirect_changelist"


def add(who, address, to):
    """The answer to the form."""
    return who.post(reverse("admin:articles_redirect_add"), {"address": address, "to": to})


def remove(who, *redirects):
    """The answer to the list's action, confirmed."""
    chosen = [each.pk for each in redirects]
    posted = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    return who.post(reverse(LIST), posted)


@pytest.fixture
def mill(db):
    """A live story at /news/mill/."""
    return make_edition(headline="Mill burns", slug="mill", authors=["Ada Marsh"], tags=["Mills"])


# Adding


@pytest.mark.parametrize(
    "old",
    ["/2009/mill/", "/2009/Mill", "/mill.html", "/café/mill/", "/people/mill/", "/tags/2009/"],
)
def test_an_old_address_of_another_system_leads_to_a_story(editor, reader, mill, old):
    before = freshness.current()

    assert add(editor, old, "/news/mill/").status_code == 302

    assert led(reader, old) == "/news/mill/"
    assert freshness.current() == before + 1


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("/news/mill/", "/news/mill/"),
        ("/News/Mill", "/news/mill/"),
        ("http://127.0.0.1:8000/news/mill/", "/news/mill/"),
        ("/news/", "/news/"),
        ("/people/ada-marsh/", "/people/ada-marsh/"),
        ("/tags/mills/", "/tags/mills/"),
        ("/corrections", "/corrections/"),
        ("/", "/"),
    ],
)
def test_it_can_lead_to_anything_that_is_there(editor, reader, mill, settings, typed, ends):
    settings.SITE_URL = "http://127.0.0.1:8000"

    assert add(editor, "http://127.0.0.1:8000/2009/%C3%A9t%C3%A9/", typed).status_code == 302

    assert led(reader, "/2009/été/") == ends


def test_it_follows_what_it_leads_to(editor, reader, mill):
    for n, to in enumerate(("/news/mill/", "/news/", "/tags/mills/", "/2009/0/", "/2009/2/")):
        add(editor, f"/2009/{n}/", to)

    move("news", "world")
    make_edition(article=mill.article, section="world", slug="mill-out", tags=["Mills"])
    other = make_tag("Fires")
    merge_tags({make_tag("Mills").pk}, into=other.pk, by=make_user("Editor"))

    story = "/world/mill-out/"
    ends = [story, "/world/", "/tags/fires/", story, "/tags/fires/"]
    assert [led(reader, f"/2009/{n}/") for n in range(5)] == ends


def test_only_administrators_lead_to_other_sites_and_the_list_flags_it(editor, chief, reader):
    there = "https://old.example/mill?id=3#top"

    refused = add(editor, "/2009/mill/", there)
    assert (refused.status_code, Redirect.objects.count()) == (422, 0)
    assert "Only administrators can lead readers to other sites" in text_of(refused)

    assert add(chief, "/2009/mill/", there).status_code == 302
    assert led(reader, "/2009/mill/") == there
    refused = add(editor, "/2010/mill/", "/2009/mill/")
    assert "Only administrators" in text_of(refused)
    assert "To another site" in text_of(editor.get(reverse(LIST)))


@pytest.mark.parametrize(
    "to",
    ["//evil.example/", "/\\evil.example", "https:evil.example", "https:/evil.example", "evil"]
    + [
        "javascript:alert(1)",
        "http://evil.example/",
        "https://a@evil.example/",
        "/%2f%2fevil.example",
    ]
    + ["https:\\\\evil.example", "/news/../mill/", "/nowhere/", "/people/nobody/", "/admin/", ""]
    + ["/2009/mill/", "https://evil.example/a b", "/news/mill/?x=1"],
)
def test_where_no_page_is_no_one_is_led(chief, mill, to):
    claims = Redirect.objects.count()

    answer = add(chief, "/2009/mill/", to)

    assert (answer.status_code, Redirect.objects.count()) == (422, claims)
    assert 'value="/2009/mill/"' in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/news/mill/", "/News/Mill", "/news/", "/", "/admin/", "/static/x.css", "/robots.txt"]
    + ["/people/", "/people/ada-marsh/", "/people/a/b/", "/tags/mills/", "/corrections/", "/feed/"]
    + [
        "//evil/",
        "/a\\b/",
        "mill",
        "/mill/?p=1",
        "/mill#top",
        "/a/../b/",
        "/%00/",
        "/a b/",
        "/sitemap.xml",
    ]
    + ["/news/waits/"],
)
def test_no_page_that_is_there_or_will_be_can_be_hidden(chief, mill, address):
    make_edition(slug="waits", live_from=hours(2))
    claims = Redirect.objects.count()

    answer = add(chief, address, "/news/mill/")

    assert (answer.status_code, Redirect.objects.count()) == (422, claims)


def test_nor_does_anything_print_over_it(editor, mill):
    add(editor, "/news/old/", "/news/mill/"), add(editor, "/people/ben/", "/news/mill/")

    with pytest.raises(AddressTaken):
        press.print_edition(make_document(slug="old"), article_id=make_article().pk, by=None)
    answer = editor.post(reverse("admin:articles_contributor_add"), {"name": "Ben", "slug": "ben"})
    assert "/people/ben/ belongs to something else" in text_of(answer)


# Seeing and removing


def test_only_what_was_added_by_hand_can_be_removed(editor, reader, mill):
    add(editor, "/2009/mill/", "/news/mill/")
    by_hand, claim = (Redirect.objects.get(address=a) for a in ("/2009/mill/", "/news/mill/"))

    remove(editor, by_hand, claim)
    assert Redirect.objects.count() == 2
    remove(editor, claim)
    delete = reverse("admin:articles_redirect_delete", args=[claim.pk])
    assert editor.post(delete, {"post": "yes"}).status_code == 403

    assert remove(editor, by_hand).status_code == 302
    assert list(Redirect.objects.all()) == [claim]
    assert reader.get("/2009/mill/").status_code == 404


def test_what_a_story_is_printed_under_since_is_no_longer_anyones_to_remove(editor, mill):
    add(editor, "/news/old/", "/news/mill/")
    make_edition(article=mill.article, slug="old")

    remove(editor, Redirect.objects.get(address="/news/old/"))

    assert Redirect.objects.filter(address="/news/old/").exists()


def test_the_list_tells_them_apart_and_finds_them(editor, mill):
    add(editor, "/2009/mill/", "/news/mill/")

    everything = text_of(editor.get(reverse(LIST)))
    by_hand = text_of(editor.get(reverse(LIST), {"kind": "hand"}))
    found = text_of(editor.get(reverse(LIST), {"q": "2009"}))

    assert ("Kept by the site" in everything, "Added by hand" in everything) == (True, True)
    for words in (by_hand, found):
        assert "/2009/mill/" in words
        assert "1 redirect" in words


def test_one_says_where_it_leads_now(editor, mill):
    add(editor, "/2009/mill/", "/news/mill/")
    redirect = Redirect.objects.get(address="/2009/mill/")
    address = reverse("admin:articles_redirect_change", args=[redirect.pk])

    move("news", "world")
    assert "/world/mill/" in text_of(editor.get(address))

    press.withdraw(mill.article_id, by=None)
    assert "Nowhere: there is no page now." in text_of(editor.get(address))


@pytest.mark.parametrize("role", ["writer", "moderator", "stranger"])
def test_it_is_for_editors_and_administrators(role, request, mill):
    make_contributor("Ada Marsh"), make_section("local")
    who = request.getfixturevalue(role)
    claims = Redirect.objects.count()

    assert add(who, "/2009/mill/", "/news/mill/").status_code == 403
    assert who.get(reverse(LIST)).status_code == 403

    assert Redirect.objects.count() == claims
