"""The site at a moment that someone of staff has chosen, and everyone else's untouched by it."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.editions import press
from articles.library.rendition import picture_of
from articles.site.moment import COOKIE
from tests.make import hours, make_edition, make_image, tomorrow

MOMENT = reverse("admin:moment")


def look(client, at, **also):
    """Choose a moment, as its page sends it."""
    return client.post(MOMENT, {"at": at.isoformat(), **also})


def text(client, address):
    """What the page at an address says."""
    return client.get(address).content.decode()


def test_an_editor_walks_the_site_as_it_will_stand(editor):
    make_edition(headline="Stands today", live_from=hours(-1))
    coming = make_edition(headline="Comes tomorrow", live_from=tomorrow(), tags=["Floods"])

    look(editor, tomorrow() + timedelta(hours=1))

    for address in ("/", "/news/", "/tags/floods/", "/people/ada-marsh/", coming.address):
        assert "Comes tomorrow" in text(editor, address), address


def test_an_editor_walks_the_site_as_it_stood(editor):
    first = make_edition(headline="As it was", live_from=hours(-5))
    make_edition(article=first.article, headline="As it is", live_from=hours(-1))
    gone = make_edition(headline="Since withdrawn", live_from=hours(-5))
    press.withdraw(gone.article_id, by=None)

    look(editor, hours(-3))

    assert "As it was" in text(editor, first.address)
    assert "Since withdrawn" in text(editor, "/")
    assert editor.get(gone.address).status_code == 200


def test_an_old_address_leads_to_where_the_story_will_be(editor):
    first = make_edition(headline="Moves", slug="before", live_from=hours(-1))
    after = make_edition(article=first.article, slug="after", live_from=tomorrow())

    assert editor.get(first.address).status_code == 200
    look(editor, tomorrow() + timedelta(hours=1))

    assert editor.get(first.address)["Location"] == after.address


def test_what_was_redacted_is_gone_at_every_moment(editor):
    first = make_edition(headline="Names someone", live_from=hours(-5))
    make_edition(article=first.article, headline="Names no one", live_from=hours(-1))
    press.redact(first.pk, by=None, reason="A court said so.")

    look(editor, hours(-3))

    assert editor.get(first.address).status_code == 410
    assert "Names someone" not in text(editor, first.address)


def test_a_picture_of_a_story_that_waits_is_seen_with_it_and_kept_by_no_one(editor, reader):
    image = make_image()
    make_edition(lead=image, live_from=tomorrow())
    file = picture_of(image).src

    look(editor, tomorrow() + timedelta(hours=1))

    seen = editor.get(file)
    assert (seen.status_code, seen["Cache-Control"]) == (200, "private, no-store")
    assert reader.get(file).status_code == 404


def test_a_page_at_another_moment_says_so_and_is_kept_and_indexed_by_no_one(editor):
    make_edition(headline="Stands today", live_from=hours(-1))

    look(editor, hours(-0.5))
    answers = [editor.get(address) for address in ("/", "/news/", "/nowhere/", "/robots.txt")]

    assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}
    assert {answer["X-Robots-Tag"] for answer in answers} == {"noindex"}
    assert not any(answer.has_header("ETag") for answer in answers)
    assert all("Back to now" in answer.content.decode() for answer in answers[:3])


def test_no_one_answers_a_story_as_it_stood(editor):
    first = make_edition(live_from=hours(-5))

    look(editor, hours(-3))

    assert "Was this article helpful?" not in text(editor, first.address)


def test_the_way_back_leads_to_now_on_the_same_page(editor):
    first = make_edition(headline="As it was", live_from=hours(-5))
    make_edition(article=first.article, headline="As it is", live_from=hours(-1))
    look(editor, hours(-3))

    answer = editor.post(MOMENT, {"now": "1", "next": first.address})

    assert answer["Location"] == first.address
    page = editor.get(first.address)
    assert "As it is" in page.content.decode()
    assert page["Cache-Control"] == "public, no-cache"


def test_the_page_leads_from_change_to_change(editor):
    first = make_edition(headline="One", live_from=hours(-5))
    second = make_edition(article=first.article, headline="Two", live_from=hours(-3))
    third = make_edition(article=first.article, headline="Three", live_from=tomorrow())

    editor.post(MOMENT, {"edition": second.pk})

    page = text(editor, first.address)
    assert "Two" in page
    assert f'value="{first.live_from.isoformat()}">Change before' in page
    assert f'value="{third.live_from.isoformat()}">Next change' in page


def test_readers_get_the_same_bytes_whoever_looks_elsewhere(editor, reader):
    make_edition(headline="Stands today", live_from=hours(-1))
    before = reader.get("/")

    look(editor, hours(-5))
    editor.get("/")

    after = reader.get("/")
    assert after.content == before.content
    assert "cookie" not in after.get("Vary", "").lower()


def test_only_those_who_may_see_editions_may_choose(editor, chief, writer, moderator, stranger):
    make_edition(headline="Stands today", live_from=hours(-1))
    for client in (editor, chief):
        assert look(client, tomorrow()).status_code == 302
        assert client.get(MOMENT).status_code == 200
    for client in (writer, stranger):
        assert look(client, tomorrow()).status_code == 403
        assert client.get(MOMENT).status_code == 403
        assert COOKIE not in client.cookies


def test_someone_not_signed_in_is_asked_to(client, db):
    answer = look(client, tomorrow())

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("after", ["signed out", "lost the right", "another's", "forged", "stale"])
def test_a_cookie_that_does_not_hold_shows_what_readers_get(editor, writer, after):
    make_edition(headline="Comes tomorrow", live_from=tomorrow())
    look(editor, tomorrow() + timedelta(hours=1))
    kept = editor.cookies[COOKIE].value
    client = editor
    if after == "signed out":
        editor.cookies.pop("sessionid")
    elif after == "lost the right":
        editor.user.groups.clear()
    elif after == "another's":
        client = writer
    elif after == "forged":
        kept = signing.dumps({"at": tomorrow().isoformat(), "by": editor.user.pk}, salt="other")
    elif after == "stale":
        kept = kept[:-2] + "AA"
    client.cookies[COOKIE] = kept

    answer = client.get("/")

    assert "Comes tomorrow" not in answer.content.decode()
    assert "Back to now" not in answer.content.decode()
    assert answer.cookies[COOKIE].value == ""
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Choose the day and time"),
        ("tomorrow", "Write it as day and time"),
        ("2026-03-29T01:30", "skips this time or has it twice"),
        ("0001-01-01T00:00", "Choose a day between 1900 and 2199"),
    ],
)
def test_a_moment_that_cannot_be_is_told_at_the_field(editor, typed, said):
    answer = editor.post(MOMENT, {"at": typed, "next": "/news/"})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode() or not typed
    assert 'name="next" value="/news/"' in answer.content.decode()
    assert COOKIE not in answer.cookies


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_choice_leads_off_the_site(editor, target):
    answer = look(editor, timezone.now(), next=target)

    assert answer["Location"] == "/"


def test_a_look_changes_nothing(editor):
    make_edition(live_from=hours(-1))

    assert editor.get(MOMENT, {"at": tomorrow().isoformat()}).status_code == 200
    assert COOKIE not in editor.cookies
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor.user)
    assert look(strict, tomorrow()).status_code == 403


@pytest.mark.parametrize("edition", ["0", "-1", "x", "9" * 30, "1\0"])
def test_an_edition_that_is_not_there_shows_the_page_again(editor, edition):
    assert editor.post(MOMENT, {"edition": edition}).status_code == 422
