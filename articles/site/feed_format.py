"""How feeds are written: RSS 2.0, Atom and JSON Feed 1.1, on Django's own feed generators."""

import json
from html import escape

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.http import http_date

from articles.site.card import Person
from articles.site.feed import Entry, Feed
from articles.site.feed_address import address_of
from articles.site.structured import icon
from articles.text.words import for_xml

MINUTES_TO_KEEP = 10
NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


def _latest(feed: SyndicationFeed):
    """In place of the clock that Django would read for a feed of nothing."""
    return feed.feed["updated"]


class Rss(Rss201rev2Feed):
    """RSS with the whole text, every author, the picture, and when a story last changed."""

    latest_post_date = _latest

    def rss_attributes(self):
        return super().rss_attributes() | NAMESPACES

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        for person in item["authors"]:
            handler.addQuickElement("dc:creator", for_xml(person.name))
        if item["language"] != self.feed["language"]:
            handler.addQuickElement("dc:language", item["language"])
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
        if picture := item["picture"]:
            size = {"width": str(picture.width), "height": str(picture.height)}
            kind = {"url": picture.src, "medium": "image", "type": "image/jpeg"}
            handler.startElement("media:content", kind | size)
            if picture.alt:
                handler.addQuickElement("media:description", for_xml(picture.alt))
            if item["credit"]:
                handler.addQuickElement("media:credit", item["credit"])
            handler.endElement("media:content")


class Atom(Atom1Feed):
    """Atom with the whole text, every author and the picture."""

    latest_post_date = _latest

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("icon", icon())

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for person in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", for_xml(person.name))
            handler.addQuickElement("uri", settings.SITE_URL + person.url)
            handler.endElement("author")
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})
        if picture := item["picture"]:
            link = {"rel": "enclosure", "href": picture.src, "type": "image/jpeg"}
            handler.addQuickElement("link", "", link | {"title": for_xml(picture.alt)})


class Json(SyndicationFeed):
    """JSON Feed 1.1."""

    content_type = "application/feed+json"
    latest_post_date = _latest

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "icon": icon(),
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"], "url": f"{settings.SITE_URL}/"}],
            "items": [self._item(item) for item in self.items],
        }
        json.dump(feed, outfile, ensure_ascii=False)

    def _item(self, item):
        picture = item["picture"]
        known = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["summary"],
            "content_html": item["content"] or item["description"],
            "image": picture.src if picture else "",
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": [_author(person) for person in item["authors"]],
            "tags": item["categories"],
            "language": item["language"],
        }
        return {key: value for key, value in known.items() if value}


KINDS = {"rss": Rss, "atom": Atom, "json": Json}


def answer(feed: Feed, kind: str) -> HttpResponse:
    """The feed as one of KINDS."""
    made = KINDS[kind](
        title=for_xml(feed.title),
        link=settings.SITE_URL + feed.page,
        description=for_xml(feed.description),
        subtitle=for_xml(feed.description),
        language=settings.LANGUAGE_CODE,
        # Atom wants an author even where a story names none. RSS knows no such thing of a feed.
        author_name=for_xml(settings.SITE_NAME),
        feed_url=settings.SITE_URL + address_of(feed.page, kind),
        feed_guid=feed.id,
        ttl=MINUTES_TO_KEEP,
        updated=feed.updated,
    )
    for entry in feed.entries:
        made.add_item(**_item(entry))
    response = HttpResponse(made.writeString("utf-8"), made.content_type)
    response.headers["Last-Modified"] = http_date(feed.updated.timestamp())
    return response


def _item(entry: Entry) -> dict:
    """An entry in the words of Django's generators, and in ours for what those leave out."""
    # Readers take a summary for HTML, in RSS without being told.
    summary, content = escape(for_xml(entry.summary), quote=False), for_xml(entry.content)
    if not settings.FEED_FULL_TEXT:
        summary, content = content, ""
    return {
        "title": for_xml(entry.headline),
        "link": entry.url,
        "description": summary,
        "summary": for_xml(entry.summary),
        "content": content,
        "unique_id": entry.id,
        "unique_id_is_permalink": False,
        "pubdate": entry.published,
        "updateddate": entry.updated,
        "categories": [for_xml(topic) for topic in entry.topics],
        "authors": entry.authors,
        "language": entry.language,
        "picture": entry.picture,
        "credit": for_xml(entry.credit),
    }


def _author(person: Person) -> dict:
    known = {"name": person.name, "url": settings.SITE_URL + person.url}
    if person.portrait:
        known["avatar"] = settings.SITE_URL + person.portrait.src
    return known
