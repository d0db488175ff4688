"""What machines ask for: feeds, sitemaps, robots.txt, social cards. One short function each."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from articles.editions.way import end_of
from articles.site import feed as feeds
from articles.site import feed_format, sitemap, social_card
from articles.site.ending import ending
from articles.site.feed_address import address_of, page_of
from articles.site.surrogate import made_of

XML = "application/xml; charset=utf-8"


def feed(request, name, kind):
    """A list for feed readers; or where its page has moved to since they were told of it."""
    try:
        return made_of(feed_format.answer(feeds.named(request, name), kind), "feed")
    except Http404:
        page = end_of(page_of(name), at=request.moment)
        if not isinstance(page, str) or not feeds.has_one(page):
            raise
        return HttpResponsePermanentRedirect(address_of(page, kind))


def sitemap_index(request):
    """Where the parts of the sitemap are."""
    parts = sitemap.parts(request.moment)
    response = _sitemap(sitemap.written(parts, root="sitemapindex", each="sitemap"))
    return ending(response, *(part.changed + sitemap.FRESH for part in parts if part.changed))


def sitemap_pages(request):
    """The paper's own pages and its sections."""
    return _sitemap(sitemap.written(sitemap.pages(request.house)))


def sitemap_part(request, kind, number):
    """The stories, people or topics of one stretch of ids."""
    places = sitemap.part(kind, number, at=request.moment)
    if not places and number > sitemap.last(kind, at=request.moment):
        raise Http404
    return _sitemap(sitemap.written(places))


def sitemap_news(request):
    """What search engines for news ask for: the last two days."""
    found = sitemap.news(request.moment)
    response = _sitemap(sitemap.written_news(found))
    return ending(response, *(row.sort_time + sitemap.NEWS for row in found[-1:]))


def _sitemap(written):
    return made_of(HttpResponse(written, XML), "sitemap")


def robots(request):
    """What crawlers are asked to leave alone, and where all the rest is listed."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /feedback/", "Disallow: /search/?"]
    for name in ("site:sitemap", "site:sitemap-news"):
        lines.append(f"Sitemap: {settings.SITE_URL}{reverse(name)}")
    return HttpResponse("\n".join(lines) + "\n", "text/plain; charset=utf-8")


def card(request, name):
    """The picture that goes out with a link to a page that has none of its own."""
    found = social_card.named(name, at=request.moment)
    response = HttpResponse(social_card.drawn(found), "image/png")
    # As with every picture: keep it, and ask again, for the story may be withdrawn.
    response.headers["Cache-Control"] = "public, max-age=3600"
    return made_of(response, f"{found.kind}-{found.pk}", "card")
