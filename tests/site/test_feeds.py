"""Feeds: every list for those who read elsewhere, in three formats that all readers take."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from articles.editions import press
from articles.editions.address import place_section
from articles.editions.naming import place_contributor, place_tag
from articles.models import Contributor, Section
from articles.text.document import Takeaway
from tests.make import hours, make_contributor, make_edition, make_image, make_section
from tests.site.feed_rules import BROKEN, CONTENT, MEDIA

pytestmark = pytest.mark.looks

NAMES = ("site", "sections/news", "sections/news/city", "people/ada-marsh", "tags/floods")
NAMES += ("corrections",)
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
TYPES |= {"json": "application/feed+json"}
HOSTILE = "</script>]]><b>&amp; \x0b\ufffe “Überläufe” 🌊 שלום &#0;"


@pytest.fixture
def story(db):
    """A story with all that a story can have."""
    return make_edition(
        headline="The gate & the “model”",
        section="news/city",
        authors=["Ada Marsh", "Ben Okoro"],
        tags=["Floods"],
        takeaways=[Takeaway("It was close", "the-vote"), Takeaway("Nothing behind", "gone")],
        lead=make_image(caption="A gate", credit="Photograph: Ada"),
        body='<p>See <a href="/news/x/">x</a>, <a href="#the-vote">below</a>.</p>'
        f'<h2>The vote</h2><figure data-image="{make_image("red").pk}"></figure>'
        '<figure data-embed="https://video.example/1"></figure>',
        live_from=hours(-5),
        correction="",
    )


def items(reader, name, *, at=None):
    """What an RSS feed holds, as elements."""
    return ElementTree.fromstring(reader.get(f"/feed/{name}.rss", at=at).content).findall(".//item")  # noqa: S314


def titles(reader, name, *, at=None):
    """The headlines of an RSS feed."""
    return [item.findtext("title") for item in items(reader, name, at=at)]


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("full", [True, False])
def test_every_feed_keeps_every_rule_of_its_format(reader, story, settings, kind, full):
    settings.FEED_FULL_TEXT = full
    make_edition(article=story.article, correction="It was two.", tags=["Floods"])

    for name in NAMES:
        page = reader.get(f"/feed/{name}.{kind}")

        assert BROKEN[kind](page.content, at=f"http://testserver/feed/{name}.{kind}") == [], name
        assert page["Content-Type"].startswith(TYPES[kind])
        assert len(feedparser.parse(page.content).entries) == 1 or kind == "json"


@pytest.mark.parametrize("kind", TYPES)
def test_whatever_a_story_says_the_feed_stays_readable(reader, settings, kind):
    settings.SITE_NAME = HOSTILE
    make_contributor("Ada Marsh", bio=HOSTILE)
    image = make_image(alt=HOSTILE, credit=HOSTILE, caption=HOSTILE)
    edition = make_edition(
        headline=HOSTILE,
        slug="hostile",
        standfirst=HOSTILE,
        takeaways=[HOSTILE],
        tags=["Floods"],
        lead=image,
        body=f"<p>{HOSTILE}</p>",
    )
    make_edition(article=edition.article, headline=HOSTILE, correction=HOSTILE, tags=["Floods"])
    Tag.objects.update(name=HOSTILE[:90])

    for name in ("site", "tags/floods", "corrections"):
        source = reader.get(f"/feed/{name}.{kind}").content

        assert BROKEN[kind](source, at=f"http://testserver/feed/{name}.{kind}") == [], name
        assert "🌊" in feedparser.parse(source).entries[0].title if kind != "json" else True


def test_a_feed_holds_the_whole_story_with_its_takeaways_first(reader, story):
    (item,) = items(reader, "site")

    content = item.findtext(CONTENT)
    order = ["What happened, and", "Key Takeaways", "It was close", "Nothing behind", "A gate"]
    order += ["See <a", "The vote", "https://video.example/1"]
    places = [content.index(part) for part in order]
    assert places == sorted(places)
    assert '<a href="http://testserver/news/x/">' in content
    assert f'<a href="http://testserver{story.address}#the-vote">below' in content
    assert f'<a href="http://testserver{story.address}#the-vote">It was close' in content
    assert "<li>Nothing behind</li>" in content
    assert content.count("<img ") == 2


def test_who_wrote_what_it_is_about_and_its_picture_are_told(reader, story):
    (item,) = items(reader, "site")

    creators = item.findall("{http://purl.org/dc/elements/1.1/}creator")
    assert [each.text for each in creators] == ["Ada Marsh", "Ben Okoro"]
    assert [each.text for each in item.findall("category")] == ["City", "Floods"]
    picture = item.find(f"{MEDIA}content")
    assert picture.get("url").startswith("http://testserver/media/")
    assert (picture.get("width"), picture.get("height")) == ("400", "300")
    assert picture.findtext(f"{MEDIA}credit") == "Photograph: Ada"


def test_by_setting_a_feed_holds_only_the_summary(reader, story, settings):
    settings.FEED_FULL_TEXT = False

    (item,) = items(reader, "site")

    assert item.find(CONTENT) is None
    assert "It was close" in item.findtext("description")
    assert "The vote" not in item.findtext("description")


def test_a_story_keeps_its_id_when_its_words_and_its_address_change(reader, story):
    before = {kind: ids(reader, kind) for kind in TYPES}

    make_edition(article=story.article, headline="Other words", slug="elsewhere")

    assert {kind: ids(reader, kind) for kind in TYPES} == before
    assert titles(reader, "site") == ["Other words"]


def ids(reader, kind):
    """The ids of the site's feed."""
    source = reader.get(f"/feed/site.{kind}").content
    if kind == "json":
        return [item["id"] for item in json.loads(source)["items"]]
    return [entry.id for entry in feedparser.parse(source).entries]


def test_an_update_is_told_and_a_minor_change_is_not(reader, story):
    update = make_edition(article=story.article, kind="update", live_from=hours(1))
    make_edition(article=story.article, kind="minor", live_from=hours(2))

    (entry,) = feedparser.parse(reader.get("/feed/site.atom", at=hours(3)).content).entries

    assert entry.published_parsed[:6] == story.live_from.utctimetuple()[:6]
    assert entry.updated_parsed[:6] == update.live_from.utctimetuple()[:6]


def test_feeds_hold_what_is_live_at_the_moment_and_nothing_else(reader, story):
    make_edition(headline="Later", section="news/city", tags=["Floods"], live_from=hours(2))
    press.withdraw(story.article_id, by=None, at=hours(4))

    for name in ("site", "sections/news", "people/ada-marsh", "tags/floods"):
        assert len(items(reader, name)) == 1, name
        assert titles(reader, name, at=hours(3)) == ["Later", "The gate & the “model”"]
        assert titles(reader, name, at=hours(5)) == ["Later"]


def test_a_person_or_topic_of_which_nothing_is_live_has_no_feed(reader, db):
    make_edition(authors=["Cy Lund"], tags=["Dams"], live_from=hours(2))

    feeds = ("/feed/people/cy-lund.rss", "/feed/tags/dams.atom")
    assert {reader.get(feed).status_code for feed in feeds} == {404}
    assert {reader.get(feed, at=hours(3)).status_code for feed in feeds} == {200}


@pytest.mark.parametrize(
    "name", ["x", "site/x", "people", "people/", "sections/", "sections/x", "tags/a/b", "//evil"]
)
def test_a_feed_that_is_not_there_is_404(reader, story, name):
    assert reader.get(f"/feed/{name}.rss").status_code == 404


def test_the_feed_of_a_section_that_moved_leads_on(reader, story):
    city = Section.objects.get(path="news/city")
    place_section(city, parent=make_section("places"), slug="carrow")

    for kind in TYPES:
        moved = reader.get(f"/feed/sections/news/city.{kind}")

        assert moved.status_code == 301
        assert moved["Location"] == f"/feed/sections/places/carrow.{kind}"
    assert titles(reader, "sections/places/carrow") == ["The gate & the “model”"]


def test_the_feed_of_a_person_or_topic_that_was_renamed_leads_on(reader, story):
    place_contributor(Contributor.objects.get(name="Ada Marsh"), slug="ada-lund")
    place_tag(Tag.objects.get(name="Floods"), slug="high-water")

    old = {name: reader.get(f"/feed/{name}.atom") for name in ("people/ada-marsh", "tags/floods")}

    assert {name: (page.status_code, page["Location"]) for name, page in old.items()} == {
        "people/ada-marsh": (301, "/feed/people/ada-lund.atom"),
        "tags/floods": (301, "/feed/tags/high-water.atom"),
    }


def test_a_story_has_no_feed_nor_has_where_it_was(reader, story):
    make_edition(article=story.article, slug="elsewhere")

    assert reader.get(f"/feed/sections{story.address.rstrip('/')}.rss").status_code == 404


def test_a_feed_that_has_not_changed_is_answered_with_304(reader, story):
    for kind in TYPES:
        first = reader.get(f"/feed/site.{kind}")

        again = reader.get(f"/feed/site.{kind}", at=hours(9), **{"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert first["Last-Modified"].endswith("GMT")


def test_every_page_names_its_feeds_its_own_first(reader, story):
    def feeds(page):
        return re.findall(r'<link rel="alternate" [^>]*href="([^"]+)"', reader.get(page).text)

    whole = ["/feed/site.rss", "/feed/site.atom", "/feed/site.json"]
    city = ["/feed/sections/news/city.rss", "/feed/sections/news/city.atom"]
    assert feeds("/") == feeds("/people/") == whole
    assert feeds(story.address) == feeds("/news/city/") == [*city, *whole]
    for page in ("people/ada-marsh", "tags/floods", "corrections"):
        assert feeds(f"/{page}/") == [f"/feed/{page}.rss", f"/feed/{page}.atom", *whole]
        assert reader.get(f"/{page}/").text.count(f'<a href="/feed/{page}.rss"') == 1


def test_feeds_speak_the_language_of_the_site(reader, story, settings):
    settings.LANGUAGE_CODE = "fr"

    (item,) = items(reader, "site")

    assert "À retenir" in item.findtext(CONTENT)
    assert "<language>fr</language>" in reader.get("/feed/site.rss").text


def test_a_feed_of_nothing_is_a_feed_and_the_same_all_day(reader, db):
    morning = hours(24).replace(hour=8)

    for kind in TYPES:
        address = f"/feed/site.{kind}"
        one, two = (
            reader.get(address, at=morning),
            reader.get(address, at=morning + timedelta(hours=2)),
        )

        assert one.content == two.content
        assert BROKEN[kind](one.content, at=f"http://testserver{address}") == []


@pytest.mark.parametrize("count", [3, 40])
def test_a_feed_takes_at_most_six_queries(reader, count):
    other = make_image("red")
    for n in range(count):
        edition = make_edition(
            headline=f"Number {n}",
            section="news/city",
            authors=["Ada Marsh", "Ben Okoro"],
            tags=["Floods", "Dams"],
            takeaways=["One"],
            lead=make_image(),
            body=f'<h2>A</h2><figure data-image="{other.pk}"></figure>',
        )
        make_edition(article=edition.article, correction="It was two.", tags=["Floods"])

    for name in NAMES:
        with CaptureQueriesContext(connection) as made:
            assert len(items(reader, name)) == min(count, 25), name
        assert len(made) <= 6, name
