"""What machines read of a page: titles, canonical addresses, Open Graph, structured data."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.library.section import Section
from articles.site.feed_address import address_of
from articles.site.house import House, Link
from articles.text import body as vocabulary
from articles.text.document import Document
from articles.text.words import excerpt, reading_minutes


@dataclass(frozen=True)
class Crumb:
    """A step of the breadcrumb; the page itself has no address."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Meta:
    """The head of a page."""

    title: str
    description: str = ""
    canonical: str = ""
    robots: str = ""
    og_type: str = "website"
    image: str = ""
    image_width: int = 0
    image_height: int = 0
    image_alt: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    json_ld: str = ""
    next_url: str = ""
    prev_url: str = ""
    feed: Link | None = None


def trail(house: House, sections: list[Section], last: str = "") -> list[Crumb]:
    """Home, then the sections, then the page's own name; the last step has no address."""
    steps = [Crumb(_("Home"), "/"), *(Crumb(s.name, s.address) for s in sections)]
    return [*steps, Crumb(last)] if last else [*steps[:-1], Crumb(steps[-1].name)]


def minutes(document: Document) -> int:
    """Minutes to read the document at the house's rate."""
    return reading_minutes(document.words, rate=settings.READING_RATE)


def feed_of(name: str, page: str) -> Link:
    """The feed of a page, by the name of what it is a list of."""
    return Link(f"{name}, {settings.SITE_NAME}", address_of(page))


def plain(title: str, **known) -> Meta:
    """The head of a page that no machine should keep."""
    return Meta(title=f"{title} | {settings.SITE_NAME}", robots="noindex", **known)


def of_list(
    title: str, *, path: str, crumbs, description="", kind="CollectionPage", extra=(), **known
) -> Meta:
    """The head of a list. `extra` goes into the page's node of the structured data."""
    canonical = settings.SITE_URL + path
    node = {
        "@type": kind,
        "name": title,
        "url": canonical,
        "inLanguage": settings.LANGUAGE_CODE,
        "isPartOf": {"@id": f"{settings.SITE_URL}/#site"},
        **dict(extra),
    }
    return Meta(
        title=f"{title} | {settings.SITE_NAME}",
        description=excerpt(description, length=160),
        canonical=canonical,
        json_ld=_graph([node, _breadcrumb(crumbs)]),
        **known,
    )


def of_home() -> Meta:
    """The head of the front page: the site and who publishes it."""
    site = {
        "@type": "WebSite",
        "@id": f"{settings.SITE_URL}/#site",
        "url": f"{settings.SITE_URL}/",
        "name": settings.SITE_NAME,
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": {"@id": f"{settings.SITE_URL}/#org"},
    }
    tagline = f" | {settings.SITE_TAGLINE}" if settings.SITE_TAGLINE else ""
    return Meta(
        title=f"{settings.SITE_NAME}{tagline}",
        description=settings.SITE_TAGLINE,
        canonical=f"{settings.SITE_URL}/",
        json_ld=_graph([site, _publisher()]),
    )


def of_article(document: Document, page: dict, *, house: House, address: str) -> Meta:
    """The head of a story: NewsArticle with its crumbs."""
    url = settings.SITE_URL + address
    picture = page["lead"].picture if page["lead"] else None
    title = document.seo_title or document.headline
    summary = document.seo_description or document.standfirst
    summary = excerpt(summary or vocabulary.plain(document.body), length=160)
    modified = page["updated"] or page["published"]
    node = {
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "mainEntityOfPage": url,
        "url": url,
        "headline": document.headline,
        "alternativeHeadline": document.seo_title,
        "description": summary,
        "image": [settings.SITE_URL + picture.src] if picture else [],
        "datePublished": _iso(page["published"]),
        "dateModified": _iso(modified),
        "author": [_person(person) for person in page["authors"]],
        "editor": [_person(person) for person in page["editors"]],
        "publisher": _publisher(),
        "articleSection": [section.name for section in house.trail],
        "keywords": [tag.name for tag in page["tags"]],
        "wordCount": document.words,
        "timeRequired": f"PT{page['minutes']}M",
        "inLanguage": page["language"],
        "isAccessibleForFree": True,
        "abstract": " ".join(point.text for point in document.takeaways),
        "correction": [
            {
                "@type": "CorrectionComment",
                "datePublished": _iso(notice.at),
                "text": notice.text,
            }
            for notice in page["corrections"]
        ],
    }
    return Meta(
        title=f"{title} | {settings.SITE_NAME}",
        description=summary,
        canonical=url,
        og_type="article",
        image=settings.SITE_URL + picture.src if picture else "",
        image_width=picture.width if picture else 0,
        image_height=picture.height if picture else 0,
        image_alt=picture.alt if picture else "",
        published=page["published"],
        modified=modified,
        section=page["section"].name,
        authors=tuple(settings.SITE_URL + person.url for person in page["authors"]),
        tags=tuple(tag.name for tag in page["tags"]),
        json_ld=_graph([_without_empty(node), _breadcrumb(page["crumbs"])]),
        feed=feed_of(page["section"].name, page["section"].url) if page["section"].url else None,
    )


def person_node(person) -> dict:
    """schema.org Person for a contributor's own page."""
    node = _person(person) | {
        "description": excerpt(person.bio, length=300),
        "image": settings.SITE_URL + person.portrait.src if person.portrait else "",
        "sameAs": [link.url for link in person.links if link.url.startswith("https://")],
        "worksFor": {"@id": f"{settings.SITE_URL}/#org"},
    }
    return _without_empty(node)


def _person(person) -> dict:
    url = settings.SITE_URL + person.url
    node = {"@type": "Person", "@id": f"{url}#person", "name": person.name, "url": url}
    return _without_empty(node | {"jobTitle": person.role_line})


def _publisher() -> dict:
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{settings.SITE_URL}/#org",
        "name": settings.SITE_NAME,
        "url": f"{settings.SITE_URL}/",
        "correctionsPolicy": f"{settings.SITE_URL}/corrections/",
    }


def _breadcrumb(crumbs: list[Crumb]) -> dict:
    items = []
    for position, crumb in enumerate(crumbs, start=1):
        item = {"@type": "ListItem", "position": position, "name": crumb.name}
        if crumb.url:
            item["item"] = settings.SITE_URL + crumb.url
        items.append(item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _iso(moment: datetime) -> str:
    return localtime(moment).isoformat(timespec="seconds")


def _without_empty(node: dict) -> dict:
    return {key: value for key, value in node.items() if value not in ("", [], None)}


# What could end a script element or break a parser of the page's source.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def _graph(nodes: list[dict]) -> str:
    graph = {"@context": "https://schema.org", "@graph": nodes}
    return json.dumps(graph, ensure_ascii=False).translate(_ESCAPES)
