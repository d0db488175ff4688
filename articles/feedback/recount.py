"""Proving the totals: are they what the reports add up to?"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction

from articles.feedback.feedback import Feedback
from articles.feedback.tally import READ, Place, Tally, add, count

# So many editions, and so many of their reports, are looked at together.
EDITIONS = 100
REPORTS = 2_000


@dataclass(frozen=True)
class Difference:
    """A total that is not what its reports add up to."""

    place: Place
    kept: int
    counted: int


def recount(*, mend: bool = False) -> tuple[int, list[Difference]]:
    """(how many totals there are, those that are wrong). With `mend` these are put right.

    A total is right if it is what the reports that are kept add up to, and what came from those
    that are no longer kept. Some editions at a time, each time as of one moment, so that nobody
    waits meanwhile who writes; a difference stays the same whatever is added at both ends.
    """
    total, differences, last = 0, [], 0
    while editions := _next(last):
        with _one_moment():
            found, wrong = _compare(editions)
        total += found
        differences += wrong
        last = editions[-1]
    if mend and differences:
        with transaction.atomic():
            add(Counter({each.place: each.counted - each.kept for each in differences}))
    return total, differences


def _next(last: int) -> list[int]:
    """The editions after that one of which something was said or is counted."""
    found: set[int] = set()
    for table in (Feedback, Tally):
        ids = table.objects.filter(edition__gt=last).order_by("edition_id")
        found.update(ids.values_list("edition_id", flat=True).distinct()[:EDITIONS])
    return sorted(found)[:EDITIONS]


def _compare(editions: list[int]) -> tuple[int, list[Difference]]:
    right = _counted(editions)
    total, differences = 0, []
    for row in Tally.objects.filter(edition__in=editions).order_by("pk").iterator():
        total += 1
        place = Place(row.edition_id, row.week, row.what, row.part)
        counted = right.pop(place, 0) + row.past
        if row.count != counted:
            differences.append(Difference(place, row.count, counted))
    return total, differences + [Difference(place, 0, each) for place, each in right.items()]


def _counted(editions: list[int]) -> Counter[Place]:
    found: Counter[Place] = Counter()
    reports = Feedback.objects.filter(edition__in=editions).order_by().only(*READ)
    rows = reports.iterator(chunk_size=REPORTS)
    while batch := list(islice(rows, REPORTS)):
        found.update(count(batch))
    return found


@contextmanager
def _one_moment() -> Iterator[None]:
    """Whatever is asked within is answered as of one moment, and nobody waits for it."""
    if connection.in_atomic_block:
        yield
        return
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        # Not `atomic`: on SQLite it would keep all others from writing.
        cursor.execute("BEGIN" if is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            cursor.execute("COMMIT")
