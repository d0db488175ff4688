"""A draft is read by link, without an account, until the link expires or is revoked."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.desk.sharing import share
from articles.models import DraftLink
from tests.desk.form import address_of, filled, text_of
from tests.make import make_article, make_contributor, make_image, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


@pytest.fixture
def link():
    """A link to a draft."""
    article = make_article(headline="Sluice", body="<p>Zeolite.</p>")
    return share(article, by=make_user("Editor"), days=7, reader="Counsel")


def read(link, *, after=None):
    """What someone without an account gets, now or some days later."""
    when = timezone.now() + (after or timedelta())
    with mock.patch.object(timezone, "now", return_value=when):
        return Client().get(reverse("draft", args=[link.token]))


def test_whoever_has_the_link_reads_the_draft_as_it_is_saved(link):
    link.article.take_document(make_article(headline="Weir", body="<p>Basalt.</p>").to_document())

    said = text_of(read(link))

    assert "Basalt." in said and "A draft, not published" in said and "For Counsel" in said


def test_it_is_kept_by_nobody_and_found_by_no_machine(link):
    answer = read(link)

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    assert '<link rel="canonical"' not in answer.content.decode()


def test_a_link_that_lost_its_last_slash_leads_to_the_draft_and_is_kept_by_nobody(link):
    address = reverse("draft", args=[link.token])

    answer = Client().get(address.rstrip("/"))

    assert (answer.status_code, answer["Location"]) == (302, address)
    assert answer["Cache-Control"] == "private, no-store"
    assert Client().get(address.upper()).status_code == 404


def test_expired_revoked_and_forged_links_are_answered_alike(link, editor):
    editor.post(address_of(link.article), filled(link.article, _unshare=link.pk))
    other = share(link.article, by=editor.user, days=1)
    forged = [f"{other.pk}:x", str(other.pk), signing.Signer(salt="x").sign(str(other.pk)), "é\0"]

    answers = [read(link), read(other, after=timedelta(days=2))]
    answers += [Client().get(reverse("draft", args=[token])) for token in forged[:3]]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "Zeolite" not in text_of(answers[0])
    assert Client().get(reverse("draft", args=[forged[3]])).status_code == 404
    assert read(other).status_code == 200


def test_it_shows_the_pictures_of_its_draft_and_no_others():
    shown, face, other = make_image("red"), make_image("blue"), make_image("green")
    make_contributor("Ada Marsh", portrait=face)
    article = make_article(body=f'<figure data-image="{shown.pk}"></figure>')
    link = share(article, by=make_user("Editor"), days=1)

    def status(image, name="page.jpg"):
        address = reverse("draft_picture", args=[link.token, image.sha256, name])
        return Client().get(address).status_code

    assert [status(each) for each in (shown, face, other)] == [200, 200, 404]
    assert status(shown, "original.jpg") == 404
    assert f"/preview/{link.token}/{shown.sha256}/page.jpg" in read(link).content.decode()


def test_a_link_is_made_and_revoked_from_the_form(editor):
    article = make_article()

    answer = editor.post(
        address_of(article),
        filled(article, _share=1, share_for=3, share_with="Counsel", headline="Typed"),
        follow=True,
    )

    link = DraftLink.objects.get()
    assert (link.reader, link.made_by, link.revoked_at) == ("Counsel", editor.user, None)
    assert abs(link.expires_at - timezone.now() - timedelta(days=3)) < timedelta(minutes=1)
    assert link.token in answer.content.decode()
    assert "Typed" in text_of(read(link))
    editor.post(address_of(article), filled(article, _unshare=link.pk))
    link.refresh_from_db()
    assert link.revoked_by == editor.user


def test_only_those_who_may_change_a_story_show_it(writer, editor, stranger):
    own, other = make_article(by=writer.user), make_article()

    assert writer.post(address_of(own), filled(own, _share=1)).status_code == 302
    for someone in (writer, stranger):
        assert someone.post(address_of(other), filled(other, _share=1)).status_code == 403
    assert editor.post(address_of(other), filled(other, _share=1)).status_code == 302
    assert DraftLink.objects.count() == 2


def test_a_link_of_another_story_is_not_revoked_from_here(link, writer):
    own = make_article(by=writer.user)

    assert writer.post(address_of(own), filled(own, _unshare=link.pk)).status_code == 403
    assert read(link).status_code == 200


@pytest.mark.parametrize("days", ["0", "365", "x"])
def test_no_link_works_for_longer_than_is_offered(editor, days):
    article = make_article()

    answer = editor.post(address_of(article), filled(article, _share=1, share_for=days))

    assert answer.status_code == 422
    assert not DraftLink.objects.exists()
