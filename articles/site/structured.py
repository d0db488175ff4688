"""Structured data: what a page is about, in the words of schema.org that search engines know."""

import json
from datetime import datetime
from functools import lru_cache
from urllib.parse import urljoin

from django.conf import settings
from django.templatetags.static import static
from django.utils.encoding import iri_to_uri
from django.utils.timezone import localtime

from articles.text.words import excerpt

ICON, ICON_SIZE = "site/icon-180.png", 180
# What could end a script element or break a parser of the page's source.
_ESCAPES = [(c, f"\\u{ord(c):04x}") for c in "<>&\u2028\u2029"]


def graph(*nodes: dict) -> str:
    """The nodes as JSON-LD that may stand in a script element, whatever they say."""
    found = {"@context": "https://schema.org", "@graph": [_without_empty(node) for node in nodes]}
    # Sign by sign, which is quicker than `translate` in a long text with few of them.
    text = json.dumps(found, ensure_ascii=False)
    for sign, escaped in _ESCAPES:
        text = text.replace(sign, escaped)
    return text


def whole(address: str) -> str:
    """An address of this site, or of another, quoted so that machines can follow it."""
    return _whole(settings.SITE_URL, address) if address else ""


# Pages name the same ones again and again: people, sections, the paper itself.
@lru_cache(maxsize=4_000)
def _whole(site: str, address: str) -> str:
    return iri_to_uri(urljoin(f"{site}/", address))


def icon() -> str:
    """The whole address of the site's icon."""
    return whole(static(ICON))


def moment(at: datetime) -> str:
    """A moment as structured data says it: local, to the second, with its offset."""
    return localtime(at).isoformat(timespec="seconds")


def website() -> dict:
    """The site."""
    return {
        "@type": "WebSite",
        "@id": whole("/#site"),
        "url": whole("/"),
        "name": settings.SITE_NAME,
        "description": settings.SITE_TAGLINE,
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": {"@id": whole("/#org")},
    }


def organisation() -> dict:
    """Who publishes it, and by which rules."""
    size = {"width": ICON_SIZE, "height": ICON_SIZE}
    logo = {"@type": "ImageObject", "url": whole(settings.SITE_LOGO) or icon()}
    return _without_empty(
        {
            "@type": "NewsMediaOrganization",
            "@id": whole("/#org"),
            "name": settings.SITE_NAME,
            "url": whole("/"),
            "slogan": settings.SITE_TAGLINE,
            "logo": logo if settings.SITE_LOGO else logo | size,
            "sameAs": settings.SITE_PROFILES,
            "masthead": whole("/people/"),
            "correctionsPolicy": whole("/corrections/"),
            "publishingPrinciples": whole(settings.SITE_PRINCIPLES),
        }
    )


def article(document, typeset, page: dict, *, address: str, trail, pictures) -> dict:
    """A story: NewsArticle. `trail` are its sections, `pictures` what stands for it elsewhere."""
    url = whole(address)
    return {
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "mainEntityOfPage": url,
        "url": url,
        "headline": document.headline,
        "alternativeHeadline": document.seo_title,
        "description": typeset.summary,
        "image": [whole(picture.src) for picture in pictures],
        "datePublished": moment(page["published"]),
        "dateModified": moment(page["updated"] or page["published"]),
        "author": [_person(person) for person in page["authors"]] or [organisation()],
        "editor": [_person(person) for person in page["editors"]],
        "publisher": organisation(),
        "isPartOf": {"@id": whole("/#site")},
        "articleSection": [section.name for section in trail],
        "keywords": [tag.name for tag in page["tags"]],
        "wordCount": typeset.words,
        "timeRequired": f"PT{page['minutes']}M",
        "inLanguage": page["language"],
        "isAccessibleForFree": True,
        "abstract": " ".join(point.text for point in document.takeaways),
        "correction": [
            {"@type": "CorrectionComment", "datePublished": moment(notice.at), "text": notice.whole}
            for notice in page["corrections"]
        ],
    }


def collection(title: str, *, address: str, description: str, cards=()) -> dict:
    """A list of stories, in their order."""
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "url": whole(card.url),
            "name": card.headline,
        }
        for position, card in enumerate(cards, start=1)
    ]
    shown = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    return _page("CollectionPage", title, address=address, description=description) | {
        "mainEntity": shown if items else None
    }


def profile(person, *, beats, address: str, description: str) -> dict:
    """A person's own page, and what they know about."""
    about = _person(person) | {
        "description": excerpt(person.bio, length=300),
        "image": whole(person.portrait.src) if person.portrait else "",
        "sameAs": [link.url for link in person.links if link.url.startswith("https://")],
        "knowsAbout": [beat.name for beat in beats],
        "worksFor": {"@id": whole("/#org")},
    }
    return _page("ProfilePage", person.name, address=address, description=description) | {
        "mainEntity": _without_empty(about)
    }


def breadcrumb(crumbs) -> dict:
    """The way to the page, as it stands there; the last step, the page itself, has no address."""
    items = [
        _without_empty(
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb.name,
                "item": whole(crumb.url),
            }
        )
        for position, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _page(kind: str, title: str, *, address: str, description: str) -> dict:
    return {
        "@type": kind,
        "@id": whole(address),
        "url": whole(address),
        "name": title,
        "description": description,
        "inLanguage": settings.LANGUAGE_CODE,
        "isPartOf": {"@id": whole("/#site")},
        "publisher": {"@id": whole("/#org")},
    }


def _person(person) -> dict:
    url = whole(person.url)
    node = {"@type": "Person", "@id": f"{url}#person", "name": person.name, "url": url}
    return _without_empty(node | {"jobTitle": person.role_line})


def _without_empty(node: dict) -> dict:
    return {key: value for key, value in node.items() if value not in ("", [], None)}
