"""Readers' addresses. The last takes whatever the others leave: sections and stories."""

from django.urls import path, register_converter

from articles.site import machines, media, views
from articles.site.people import PARTS


class Sha256:
    """64 hexadecimal digits."""

    regex = "[0-9a-f]{64}"
    to_python = to_url = staticmethod(str)


class FeedKind:
    """What a feed is written in."""

    regex = "rss|atom|json"
    to_python = to_url = staticmethod(str)


class CardName:
    """Of what a social card is, and the digest of what it says."""

    regex = "(?:story|section|person|tag|site)-[0-9]{1,18}-[0-9a-f]{32}"
    to_python = to_url = staticmethod(str)


class SitemapKind:
    """What a part of the sitemap holds."""

    regex = "stories|people|topics"
    to_python = to_url = staticmethod(str)


class PartNumber:
    """1, 2, 3, in one way of writing each, and never more than a database counts to."""

    regex = "[1-9][0-9]{0,8}"
    to_python, to_url = staticmethod(int), staticmethod(str)


class Numbers:
    """Digits, of which a number always has as many: so that it has one address."""

    def __init_subclass__(cls, length):
        cls.regex, cls.length = f"[0-9]{{{length}}}", length

    def to_python(self, digits):
        return int(digits)

    def to_url(self, number):
        return f"{number:0{self.length}}"


class Year(Numbers, length=4):
    """A year of four digits."""


class TwoDigits(Numbers, length=2):
    """A month, or a day of it."""


class Part:
    """What someone did for stories."""

    regex = "|".join(name for name, *_rest in PARTS)
    to_python = to_url = staticmethod(str)


register_converter(Sha256, "sha256")
register_converter(CardName, "card_name")
register_converter(Part, "part")
register_converter(Year, "year")
register_converter(TwoDigits, "two")
register_converter(FeedKind, "feed_kind")
register_converter(SitemapKind, "sitemap_kind")
register_converter(PartNumber, "part_number")

app_name = "site"
urlpatterns = [
    # Files, once a live edition shows them
    path("media/<sha256:sha256>/<str:name>", media.image, name="image"),
    path("media/cards/<card_name:name>.png", machines.card, name="card"),
    # Fronts and lists
    path("", views.home, name="home"),
    path("people/", views.contributors, name="contributors"),
    path("people/<slug:slug>/", views.contributor, name="contributor"),
    path("people/<slug:slug>/<part:part>/", views.contributor, name="contributor"),
    path("tags/", views.tags, name="tags"),
    path("tags/<str:slug>/", views.tag, name="tag"),
    path("archive/", views.archive, name="archive"),
    path("archive/<year:year>/", views.archive_of, name="archive_of"),
    path("archive/<year:year>/<two:month>/", views.archive_of, name="archive_of"),
    path("archive/<year:year>/<two:month>/<two:day>/", views.archive_of, name="archive_of"),
    path("search/", views.search, name="search"),
    path("corrections/", views.corrections, name="corrections"),
    path("favicon.ico", views.favicon, name="favicon"),
    # Machines
    path("feed/<path:name>.<feed_kind:kind>", machines.feed, name="feed"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", machines.sitemap_pages, name="sitemap-pages"),
    path("sitemap-news.xml", machines.sitemap_news, name="sitemap-news"),
    path(
        "sitemap-<sitemap_kind:kind>-<part_number:number>.xml",
        machines.sitemap_part,
        name="sitemap-part",
    ),
    path("robots.txt", machines.robots, name="robots"),
    # Sections and stories
    path("<path:path>", views.by_address, name="address"),
]
