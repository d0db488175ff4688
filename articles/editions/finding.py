"""The search index of editions: made anew, or filled up with what it lacks."""

from collections.abc import Iterator

from articles import search
from articles.editions.edition import Edition

AT_A_TIME = 200
LOOKED_AT = 300


def rebuild() -> int:
    """Index every edition that still says something, and nothing else; how many there are."""
    return search.rebuild(Edition, _batches(Edition.get_indexed_objects()))


def fill_up() -> int:
    """Index what was printed before there was an index, or while the engine was away; how many."""
    return search.add(Edition, _batches(search.missing(Edition.get_indexed_objects())))


def lacking() -> int:
    """How many of the editions that were printed last are not in the index; one query.

    Only of those: to ask it of a whole archive takes a while, and what went wrong lately is what
    the desk can still do something about.
    """
    last = Edition.archive.order_by("-pk").values("pk")[:LOOKED_AT]
    return search.missing(Edition.get_indexed_objects().filter(pk__in=last)).count()


def _batches(editions) -> Iterator[list[Edition]]:
    last = 0
    while batch := list(editions.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        yield batch
        last = batch[-1].pk
