"""The paper can be read and nothing else; what takes answers, and the desk, go on as they did."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.make import make_edition, make_user

pytestmark = pytest.mark.looks

READERS = ("/", "/news/", "/news/mill/", "/news/mill/changes/", "/people/", "/people/ada-marsh/")
READERS += ("/tags/", "/search/", "/archive/", "/corrections/", "/feed/site.rss", "/sitemap.xml")
READERS += ("/sitemap-news.xml", "/robots.txt", "/favicon.ico", "/nothing/", "/feedback/nothing")


@pytest.fixture
def strict(db):
    """A browser of which tokens are asked as they are outside of tests."""
    make_edition(slug="mill")
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_whoever_sends_something_to_the_paper_is_told_how_to_ask(strict, method):
    for address in READERS:
        answer = getattr(strict, method)(address)

        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD"), address
        assert answer.content == b"", address


def test_a_head_is_answered_like_the_page(strict):
    for address in ("/news/mill/", "/feed/site.rss", "/robots.txt"):
        assert strict.head(address).status_code == 200, address


def test_the_thanks_for_an_answer_can_only_be_read(strict):
    answer = strict.post(reverse("feedback:thanks", args=["x"]))

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_readers_answers_still_take_no_token(strict):
    edition = make_edition()

    answer = strict.post(reverse("feedback:vote", args=[edition.pk]), {"vote": "yes"})

    assert answer.status_code == 303


def test_the_desk_still_asks_for_a_token(strict):
    strict.force_login(make_user("Editor"))

    assert strict.post("/admin/articles/article/add/", {"headline": "x"}).status_code == 403
