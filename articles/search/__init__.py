"""Finding stories by their words, with the search engine that the settings name.

The engine says which texts have the words and which of them come first; what readers may have at a
moment is said by the queryset that is searched. Nothing else of the house depends on the engine:
while it is away, stories are printed and read as ever.
"""

import logging
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.core.cache import cache as cached
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from modelsearch.backends import get_search_backend
from modelsearch.index import FilterField
from modelsearch.query import And, Fuzzy, Phrase, PlainText, SearchQuery

from articles.text.wanted import Wanted

logger = logging.getLogger(__name__)

AWAY = "search-away"
NOTED_FOR = 3_600
AT_A_TIME = 200

# How an engine outside the database tells that it cannot answer, by the package of its client.
_AWAY = {
    "opensearchpy": ("exceptions.OpenSearchException",),
    "elasticsearch": ("ApiError", "TransportError"),
}


class SearchAway(Exception):
    """The search engine gives no answer."""


@dataclass(frozen=True)
class Found:
    """Ids of what has the words, the best first.

    `more` if there are others that come after; `nearest` if nothing has the words, and these have
    words like them.
    """

    ids: tuple[int, ...] = ()
    more: bool = False
    nearest: bool = False


class Presence(FilterField):
    """A column of which an engine is told only whether there is anything in it."""

    def get_type(self, cls):
        return "BooleanField"

    def get_value(self, obj):
        return True if super().get_value(obj) is not None else None


@cache
def engine():
    """The search engine that the settings name."""
    return get_search_backend()


def is_outside() -> bool:
    """Whether the engine is a service of its own: its index knows the times of editions too."""
    return engine().catch_indexing_errors


def find(wanted: Wanted, records: models.QuerySet, *, most: int, forgiving: bool = True) -> Found:
    """Those of `records` that have the words wanted, at most `most`. Raises SearchAway.

    One query; where it is `forgiving`, a second one if there are none and the engine forgives slips
    of the pen.
    """
    if not wanted:
        return Found()
    if is_outside():
        # Up to here it answers at once; more would come by the hundred, each with its own query.
        most = min(most, 99)
    try:
        ids = _ids(_question(wanted), records, most + 1)
        nearest = (
            forgiving and not ids and wanted.words and getattr(engine(), "forgives", is_outside())
        )
        if nearest:
            ids = _ids(Fuzzy(" ".join(wanted.words), operator="and"), records, most + 1)
    except _away() as problem:
        logger.warning("The search engine is away: %s", problem)
        _note_away()
        raise SearchAway from problem
    return Found(ids=tuple(ids[:most]), more=len(ids) > most, nearest=bool(nearest and ids))


def having(wanted: Wanted, records: models.QuerySet) -> models.QuerySet | tuple[int, ...]:
    """Keys of those of `records` that have the words wanted, in no order: to narrow a list by.

    In the database they are a part of the list's own query; an engine outside is asked at once, for
    the best. Raises SearchAway.
    """
    if is_outside():
        return find(wanted, records, most=99, forgiving=False).ids
    found = engine().search(_question(wanted), records).get_queryset()
    return found.order_by().values("pk")


def _ids(question: SearchQuery, records: models.QuerySet, most: int) -> list[int]:
    found = engine().search(question, records.only("pk"))[:most]
    if is_outside():
        return [record.pk for record in found]
    # Not the records: with each of them would come all that PostgreSQL knows of its words.
    rows = found.get_queryset().values_list("score", "pk")
    return [pk for _score, pk in sorted(rows, key=lambda row: (row[0], -row[1]))][:most]


def _question(wanted: Wanted) -> SearchQuery:
    parts = [Phrase(" ".join(phrase)) for phrase in wanted.phrases]
    if wanted.words:
        parts.append(PlainText(" ".join(wanted.words), operator="and"))
    return parts[0] if len(parts) == 1 else And(parts)


def index(record: models.Model) -> None:
    """Make a record that has just been written findable. If that fails, it is logged."""
    _tell(engine().add, record)


def remove(record: models.Model) -> None:
    """Make what a record says unfindable, before or after it is gone."""
    _tell(engine().delete, record)


def retime(records: Iterable[models.Model]) -> None:
    """Let an engine that keeps the times of records know the new ones; others look them up."""
    if is_outside():
        for record in records:
            index(record)


def _tell(verb: Callable, record: models.Model) -> None:
    record = copy(record)
    if is_outside():
        # What is not committed may yet not be; and nobody should wait for it with a lock in hand.
        transaction.on_commit(lambda: _tell_now(verb, record))
    else:
        _tell_now(verb, record)


def _tell_now(verb: Callable, record: models.Model) -> None:
    try:
        with transaction.atomic():
            verb(record)
    except _away():
        logger.exception("Search does not know of %r; run `manage.py rebuild_search`", record)
        _note_away()


def _note_away() -> None:
    """Remember for an hour that an engine outside gave no answer; see `away_at`."""
    if not is_outside():
        return
    try:
        cached.set(AWAY, timezone.now(), NOTED_FOR)
    except Exception:  # Whatever a cache fails by.
        logger.exception("The cache failed, so that the desk is not told that search is away.")


def away_at() -> datetime | None:
    """When, within the last hour, an engine outside last gave no answer; no query for others."""
    return cached.get(AWAY) if is_outside() else None


def missing(records: models.QuerySet) -> models.QuerySet:
    """Those of `records` that are not indexed; none that can be told of an engine outside."""
    return records.none() if is_outside() else records.filter(index_entries=None)


def fill_up(table: type[models.Model]) -> int:
    """Index what came before there was an index, or while it was away; how many there were."""
    lacking = missing(table.get_indexed_objects())
    return _add(engine().get_index_for_model(table), table, lacking)


def rebuild(table: type[models.Model]) -> int:
    """Index all of a table that can be found, and drop what is no more; how many there are."""
    rebuilder = engine().rebuilder_class(engine().get_index_for_model(table))
    fresh = rebuilder.start()
    fresh.add_model(table)
    count = _add(fresh, table, table.get_indexed_objects())
    rebuilder.finish()
    return count


def _add(entries, table, records) -> int:
    """In batches, each for itself: readers and the desk can search meanwhile."""
    count = last = 0
    while batch := list(records.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        with transaction.atomic():
            entries.add_items(table, batch)
        count, last = count + len(batch), batch[-1].pk
    return count


@cache
def _away() -> tuple[type[Exception], ...]:
    """The errors by which the engine, or the way to it, tells that it cannot answer."""
    if not is_outside():
        return (DatabaseError,)
    package = type(engine().es).__module__.split(".")[0]
    return (OSError, *(import_string(f"{package}.{name}") for name in _AWAY[package]))
