"""The search index of editions: made anew, or filled up with what it lacks."""

from articles import search
from articles.editions.edition import Edition

LOOKED_AT = 300


def lacking() -> int:
    """How many of the editions that were printed last are not in the index; one query.

    Only of those: to ask it of a whole archive takes a while, and what went wrong lately is what
    the desk can still do something about.
    """
    last = Edition.archive.order_by("-pk").values("pk")[:LOOKED_AT]
    return search.missing(Edition.get_indexed_objects().filter(pk__in=last)).count()
