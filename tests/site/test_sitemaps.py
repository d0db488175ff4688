"""Sitemaps: every live address for search engines, in parts that stay small, cheap and the same."""

import re
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime
from taggit.models import Tag

from articles.editions import press
from articles.library.section import Section
from articles.site import sitemap
from tests.archive import make_archive
from tests.make import hours, make_article, make_edition, make_section, tomorrow

PROTOCOL = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def read(reader, address, *, at=None):
    """The sitemap at an address: what lies where, with its last change."""
    response = reader.get(address, at=at)
    assert (response.status_code, response["Content-Type"]) == (
        200,
        "application/xml; charset=utf-8",
    )
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    places = {e.findtext(f"{PROTOCOL}loc"): e.findtext(f"{PROTOCOL}lastmod") for e in root}
    assert len(places) == len(root)
    assert all(place.startswith("http://testserver/") for place in places)
    return {place.removeprefix("http://testserver"): changed for place, changed in places.items()}


def clock(moment):
    """A moment as sitemaps write it."""
    return localtime(moment).isoformat(timespec="seconds")


def everything(reader, *, at=None):
    """Each address that any part of the sitemap tells, in order."""
    return [
        place for part in read(reader, "/sitemap.xml", at=at) for place in read(reader, part, at=at)
    ]


def test_every_page_of_the_site_is_told_once_and_is_there(reader, db):
    story = make_edition(section="news/city", authors=["Ada Marsh"], tags=["Floods"])

    told = everything(reader)

    expected = {"/", "/people/", "/tags/", "/corrections/", "/archive/"}
    expected |= {"/news/", "/news/city/", story.address}
    assert set(told) == expected | {"/people/ada-marsh/", "/tags/floods/"}
    assert len(told) == len(set(told))
    assert {reader.get(place).status_code for place in told} == {200}


def test_what_is_not_live_is_not_told(reader, db):
    gone = make_edition(headline="Gone")
    press.withdraw(gone.article_id, by=None)
    redacted = make_edition(headline="Redacted")
    press.redact(redacted.pk, by=None, reason="A court.")
    make_article(headline="Draft", authors=["Di Draft"], tags=["Drafts"])
    make_edition(
        headline="Waits", slug="waits", authors=["Wu Wait"], tags=["W"], live_from=hours(2)
    )

    now, later = everything(reader), everything(reader, at=hours(3))

    assert set(now) == {"/", "/people/", "/tags/", "/corrections/", "/archive/"}
    appeared = {"/news/", "/news/waits/", "/people/wu-wait/", "/tags/w/"}
    assert set(later) - set(now) == appeared


def test_a_story_says_when_it_last_changed_and_a_minor_change_is_none(reader, db):
    story = make_edition(live_from=hours(-9))
    update = make_edition(article=story.article, kind="update", live_from=hours(-5))
    make_edition(article=story.article, kind="minor", live_from=hours(-1))

    changed = read(reader, "/sitemap-stories-1.xml")[story.address]

    assert changed == clock(update.live_from)


def test_a_part_says_that_it_changed_for_a_month(reader, db):
    story = make_edition(live_from=hours(-9))

    def told(at):
        return read(reader, "/sitemap.xml", at=at)["/sitemap-stories-1.xml"]

    assert told(hours(0)) == clock(story.live_from)
    assert told(hours(24 * 40)) is None


def test_stories_people_and_topics_are_parted_by_their_ids(reader, db, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 10)
    make_archive(25)

    parts = list(read(reader, "/sitemap.xml"))
    stories = [part for part in parts if part.startswith("/sitemap-stories-")]
    first = {part: reader.get(part).content for part in stories}
    make_edition(headline="One more")

    assert sum(len(read(reader, part)) for part in stories[:-1]) <= 10 * (len(stories) - 1)
    changed = [part for part in stories if reader.get(part).content != first[part]]
    assert len(changed) <= 1
    assert changed in ([], stories[-1:])
    assert len(everything(reader)) == len(set(everything(reader)))
    assert sum("/number-" in place for place in everything(reader)) == 25


def test_a_last_part_whose_time_has_not_come_is_not_told(reader, db, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 1)
    make_edition(headline="Now")
    make_edition(headline="Later", live_from=hours(2))

    def parts(at):
        return [part for part in read(reader, "/sitemap.xml", at=at) if "stories" in part]

    assert len(parts(hours(3))) == len(parts(hours(0))) + 1


@pytest.mark.parametrize(
    "part", ["stories-2", "stories-0", "stories-01", "stories-999999999", "people-9", "x-1"]
)
def test_a_part_that_is_not_there_is_404(reader, db, part):
    make_edition()

    assert reader.get(f"/sitemap-{part}.xml").status_code == 404


def test_the_news_sitemap_holds_two_days_as_they_were_first_published(reader, db, settings):
    settings.SITE_NAME, settings.LANGUAGE_CODE = "Tea & Times", "en-gb"
    old = make_edition(headline="Old", live_from=hours(-49))
    make_edition(article=old.article, headline="Old, updated", live_from=hours(-1))
    new = make_edition(headline="<New> & “new”", live_from=hours(-47))
    make_edition(article=new.article, headline="<New> & “newer”", live_from=hours(-2))
    make_edition(headline="Later", live_from=hours(1))

    (url,) = ElementTree.fromstring(reader.get("/sitemap-news.xml").content)  # noqa: S314 - our own

    news = url.find(f"{NEWS}news")
    assert url.findtext(f"{PROTOCOL}loc") == f"http://testserver{new.address}"
    assert news.findtext(f"{NEWS}title") == "<New> & “newer”"
    assert news.findtext(f"{NEWS}publication_date") == clock(new.live_from)
    assert news.findtext(f"{NEWS}publication/{NEWS}name") == "Tea & Times"
    assert news.findtext(f"{NEWS}publication/{NEWS}language") == "en"


def test_the_news_sitemap_holds_at_most_a_thousand_and_may_be_empty(reader, db, monkeypatch):
    assert len(read(reader, "/sitemap-news.xml")) == 0
    assert sitemap.MOST_NEWS == 1_000

    monkeypatch.setattr(sitemap, "MOST_NEWS", 3)
    last = [make_edition(live_from=hours(-n)).address for n in range(5, 0, -1)][-3:]

    assert list(read(reader, "/sitemap-news.xml")) == last[::-1]


def test_a_topic_of_any_letters_has_an_address_that_is_one(reader, db):
    edition = make_edition(tags=["Floods"])
    Tag.objects.filter(pk=edition.as_document().tags[0]).update(slug="überlauf")

    assert list(read(reader, "/sitemap-topics-1.xml")) == ["/tags/%C3%BCberlauf/"]


@pytest.mark.parametrize("count", [25, 1_000])
def test_a_sitemap_takes_at_most_six_queries(reader, db, count):
    make_archive(count)
    addresses = ["/sitemap.xml", "/sitemap-news.xml", *read(reader, "/sitemap.xml")]
    # Ids of one paper may lie in two parts.
    assert len(addresses) in {6, 7}

    for address in addresses:
        with CaptureQueriesContext(connection) as made:
            reader.get(address)
        assert len(made) <= 6, address


def test_robots_are_told_where_the_sitemaps_are_and_what_to_leave_alone(reader, db):
    text = reader.get("/robots.txt").text

    assert re.findall("Sitemap: http://testserver(.*)", text) == [
        "/sitemap.xml",
        "/sitemap-news.xml",
    ]
    assert re.findall("Disallow: (.*)", text) == ["/admin/", "/feedback/", "/search/?"]


def test_no_section_can_have_the_name_of_a_sitemap(db):
    field = Section._meta.get_field("slug")

    for name in ("sitemap.xml", "sitemap-news.xml", "sitemap-stories-1.xml"):
        with pytest.raises(ValidationError):
            field.clean(name, None)


def test_a_section_without_a_story_is_for_no_machine_until_it_has_one(reader):
    make_section("secrets", name="Secrets")
    make_edition(section="secrets", live_from=tomorrow())

    assert "/secrets/" not in reader.get("/sitemap-pages.xml").text
    assert '<meta name="robots" content="noindex">' in reader.get("/secrets/").text
    at = hours(25)
    assert "/secrets/" in reader.get("/sitemap-pages.xml", at=at).text
    assert "noindex" not in reader.get("/secrets/", at=at).text
