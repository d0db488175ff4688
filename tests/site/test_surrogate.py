"""What a CDN is told that an answer is made of, so that it can drop what has changed."""

import re

import pytest

from articles.editions import press
from articles.library.rendition import picture_of
from articles.models import Contributor, Section
from articles.site.surrogate import HEADER
from newsroom.cdn import KEY
from tests.make import hours, make_edition, make_image, make_tag, tomorrow
from tests.pages.kept import HTML, PUBLIC, Site

pytestmark = pytest.mark.django_db


def keys(answer):
    """The keys of an answer, which are of the paper's before all."""
    first, *others = answer[HEADER].split(" ")
    assert first == "paper"
    assert all(KEY.fullmatch(key) for key in others)
    return others


@pytest.fixture
def story():
    """A live story two sections deep, with a picture, a person and a topic."""
    return make_edition(
        section="news/city", lead=make_image(), tags=["Floods"], headline="Dam", live_from=hours(-1)
    )


def test_a_page_names_what_it_is_about_and_the_sections_above_it(reader, story):
    news, city = (Section.objects.get(path=path).pk for path in ("news", "news/city"))
    make_edition(article=story.article, headline="Dam holds", tags=["Floods"])
    person, topic = Contributor.objects.get(), make_tag("Floods")
    within = [f"section-{city}", f"section-{news}"]

    asked = {
        "/": ["home"],
        story.address: [f"story-{story.article_id}", *within],
        f"{story.address}changes/": [f"story-{story.article_id}", *within],
        "/news/city/": within,
        "/news/": [f"section-{news}"],
        f"/people/{person.slug}/": [f"person-{person.pk}"],
        "/people/": ["people"],
        f"/tags/{topic.slug}/": [f"tag-{topic.pk}"],
        "/tags/": ["tags"],
        "/archive/": ["archive"],
        "/corrections/": ["corrections"],
        "/search/?q=dam": ["search"],
    }
    assert {address: keys(reader.get(address)) for address in asked} == asked


def test_machines_are_told_too(reader, story):
    lead = story.lead_image
    plain = make_edition(section="news")
    card = re.search(r'og:image" content="http://testserver([^"]+)', reader.get(plain.address).text)
    asked = {
        "/feed/site.rss": ["feed"],
        "/feed/sections/news.json": ["feed"],
        "/sitemap.xml": ["sitemap"],
        "/sitemap-stories-1.xml": ["sitemap"],
        "/sitemap-news.xml": ["sitemap"],
        "/robots.txt": [],
        picture_of(lead).src: [f"image-{lead.sha256[:12]}"],
        card[1]: [f"story-{plain.article_id}", "card"],
    }

    assert {address: keys(reader.get(address)) for address in asked} == asked


def test_the_notice_of_a_story_that_is_gone_goes_with_its_story(reader, story):
    press.withdraw(story.article_id, by=None, notice="It was wrong.")

    answer = reader.get(story.address)

    assert (answer.status_code, keys(answer)) == (410, [f"story-{story.article_id}"])


def test_what_leads_on_and_what_is_not_there_are_of_the_paper(reader, story):
    onward, missing = reader.get(story.address.upper()), reader.get("/news/none/")
    coming = reader.get(make_edition(live_from=tomorrow()).address)

    assert (onward.status_code, keys(onward)) == (301, [])
    assert (missing.status_code, keys(missing)) == (404, ["missing"])
    assert (coming.status_code, keys(coming)) == (404, ["missing"])


def test_nothing_that_is_for_one_person_has_keys(reader, editor, story):
    asked = ("/admin/", "/admin/login/", "/admin/none/")
    answers = [editor.get(address) for address in asked]
    answers.append(reader.post(f"/api/read/{story.article_id}/"))
    answers.append(reader.get("/feedback/none/"))
    editor.post("/admin/moment/", {"at": tomorrow().isoformat()})
    answers.append(editor.get(story.address))

    assert [answer.has_header(HEADER) for answer in answers] == [False] * 6


def test_they_are_the_same_for_everyone_and_short_on_the_deepest_page(reader, editor):
    deepest = make_edition(section="a/b/c/d/e")

    told = reader.get(deepest.address)[HEADER]

    assert editor.get(deepest.address)[HEADER] == told
    assert len(told) < 300
    assert len(told.split(" ")) == 7


def test_a_page_that_is_kept_has_them_too():
    site, keys = Site(), (HEADER, "paper story-1")
    site.paper.pages["/story/"] = ("200 OK", [HTML, PUBLIC, keys], b"Text")

    told = [site.ask(accept_encoding=coding).headers for coding in (None, "gzip", "gzip")]

    assert [each[HEADER.lower()] for each in told] == ["paper story-1"] * 3
    assert site.times() == 1
