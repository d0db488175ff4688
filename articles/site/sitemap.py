"""Sitemaps: every address of the site for search engines, in parts that stay the same.

A part holds what has ids of one stretch of 1,000, so that a new story changes only the last part
and each is one range scan, however large the archive. All lie at the root, where the protocol
lets them speak for every address, under names with a dot, which no section can have.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from django.conf import settings
from django.db.models import F, Max, OuterRef
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.timezone import localtime
from taggit.models import Tag

from articles.editions.edition import Edition
from articles.editions.listing import List, Listing
from articles.library.contributor import Contributor
from articles.site.names import listed
from articles.text.words import for_xml

PART = 1_000
FRESH = timedelta(days=30)
NEWS, MOST_NEWS = timedelta(days=2), 1_000
OWN_PAGES = ("site:home", "site:contributors", "site:tags", "site:corrections", "site:archive")


@dataclass(frozen=True)
class Place:
    """An address and when what stands there last changed, if that is known."""

    address: str
    changed: datetime | None = None


def parts(at) -> list[Place]:
    """Every part there is. Five queries.

    Whether a part changed is told of those that did within a month: that is cheap to know.
    """
    fresh = _fresh(at)
    places = [Place(reverse("site:sitemap-pages"))]
    for kind in KINDS:
        changes = fresh if kind == "stories" else {}
        numbers = range(1, last(kind, at=at) + 1)
        # One address for all of them: there may be thousands.
        named = _part(kind, 1).replace("-1.", "-{}.")
        places += [Place(named.format(n), changes.get(n)) for n in numbers]
    return places


def last(kind: str, *, at) -> int:
    """The number of the last part of one kind of KINDS, 0 for none. At most two queries."""
    if kind == "stories":
        return _last_story_part(at)
    name = {"people": List.CONTRIBUTOR, "topics": List.TAG}[kind]
    keys = Listing.objects.holding(name, at).order_by("-key").values_list("key", flat=True)
    return _number(keys.first())


def part(kind: str, number: int, *, at) -> list[Place]:
    """What stands in a part of one kind of KINDS, which may be nothing. One query."""
    return KINDS[kind](number, at)


def pages(house) -> list[Place]:
    """The paper's own pages and the sections that have a story. One query, for the sections."""
    own = [Place(reverse(name)) for name in OWN_PAGES]
    return [*own, *(Place(section.address) for section in house.everywhere())]


def news(at) -> list[Listing]:
    """Stories of the last two days, the newest first. One query."""
    rows = Listing.objects.on(List.SITE, 0, at).with_editions().filter(sort_time__gt=at - NEWS)
    return list(rows.order_by("-sort_time", "-edition_id")[:MOST_NEWS])


def _number(pk: int | None) -> int:
    """The part in which an id stands; 0 for none."""
    return -(-(pk or 0) // PART)


def _ids(number: int) -> range:
    """The ids of a part."""
    return range((number - 1) * PART + 1, number * PART + 1)


def _part(kind: str, number: int) -> str:
    return reverse("site:sitemap-part", args=[kind, number])


def _last_story_part(at) -> int:
    """The last part with a live story; the very last may hold none whose time has come."""
    number = _number(Edition.archive.aggregate(last=Max("article_id"))["last"])
    if number and not _within(number, at).exists():
        number -= 1
    return number


def _fresh(at) -> dict[int, datetime]:
    """When a part last changed, for those that did within a month."""
    begun = Edition.archive.filter(live_from__lte=at, live_from__gt=at - FRESH)
    by_part = begun.annotate(part=(F("article_id") - 1) / PART).values_list("part")
    return {number + 1: changed for number, changed in by_part.annotate(Max("live_from"))}


def _within(number: int, at):
    """Live stories of one part. Both ends are said, so that the database goes by ids."""
    ids = _ids(number)
    return Edition.live(at=at).filter(article_id__gte=ids.start, article_id__lt=ids.stop)


def _stories(number: int, at) -> list[Place]:
    told = Edition.archive.last_update(OuterRef("article_id"), at)
    rows = _within(number, at).annotate(changed=told).order_by("article_id")
    return [Place(*row) for row in rows.values_list("address", "changed")]


def _people(number: int, at) -> list[Place]:
    return _listed(Contributor.objects, List.CONTRIBUTOR, "site:contributor", _ids(number), at)


def _topics(number: int, at) -> list[Place]:
    return _listed(Tag.objects, List.TAG, "site:tag", _ids(number), at)


def _listed(records, name, page, ids, at) -> list[Place]:
    within = listed(records.filter(pk__gte=ids.start, pk__lt=ids.stop), name, at=at)
    slugs = within.order_by("pk").values_list("slug", flat=True)
    return [Place(reverse(page, args=[slug])) for slug in slugs]


KINDS = {"stories": _stories, "people": _people, "topics": _topics}

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PROTOCOL = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def written(places: list[Place], *, root: str = "urlset", each: str = "url") -> str:
    """The places as XML; `root="sitemapindex", each="sitemap"` for an index."""
    lines = (
        f"<{each}><loc>{_address(place.address)}</loc>"
        + (f"<lastmod>{_moment(place.changed)}</lastmod>" if place.changed else "")
        + f"</{each}>\n"
        for place in places
    )
    return f"{_HEAD}<{root} {_PROTOCOL}>\n{''.join(lines)}</{root}>\n"


def written_news(rows: list[Listing]) -> str:
    """The stories as a news sitemap, which may be empty."""
    language = settings.LANGUAGE_CODE
    if not language.startswith("zh"):
        language = language.split("-")[0]
    paper = f"<news:name>{escape(for_xml(settings.SITE_NAME))}</news:name>"
    paper += f"<news:language>{language}</news:language>"
    lines = (
        f"<url><loc>{_address(row.edition.address)}</loc><news:news>"
        f"<news:publication>{paper}</news:publication>"
        f"<news:publication_date>{_moment(row.sort_time)}</news:publication_date>"
        f"<news:title>{escape(for_xml(row.edition.headline))}</news:title></news:news></url>\n"
        for row in rows
    )
    return f"{_HEAD}<urlset {_PROTOCOL} {_NEWS}>\n{''.join(lines)}</urlset>\n"


def _address(address: str) -> str:
    return escape(iri_to_uri(settings.SITE_URL + address))


def _moment(at: datetime) -> str:
    return localtime(at).isoformat(timespec="seconds")
