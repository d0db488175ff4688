"""The search index of editions: made anew, or filled up with what it lacks."""

from collections.abc import Iterator

from articles import search
from articles.editions.edition import Edition

AT_A_TIME = 200


def rebuild() -> int:
    """Index every edition that still says something, and nothing else; how many there are."""
    return search.rebuild(Edition, _batches(Edition.get_indexed_objects()))


def fill_up() -> int:
    """Index what was printed before there was an index, or while the engine was away; how many."""
    return search.add(Edition, _batches(search.missing(Edition.get_indexed_objects())))


def _batches(editions) -> Iterator[list[Edition]]:
    last = 0
    while batch := list(editions.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        yield batch
        last = batch[-1].pk
