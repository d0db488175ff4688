"""The desk's pages, in Django's admin; importing them registers them."""

from articles.desk.admin import (
    accounts,
    article,
    audit,
    editions,
    feedback,
    fronts,
    images,
    library,
    redirects,
    releases,
    settings,
    style,
    words,
)

__all__ = [
    "accounts",
    "article",
    "audit",
    "editions",
    "feedback",
    "fronts",
    "images",
    "library",
    "redirects",
    "releases",
    "settings",
    "style",
    "words",
]
