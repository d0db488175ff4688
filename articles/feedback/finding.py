"""Finding reports: by any word of what their readers said, in whatever state they are."""

from collections.abc import Iterator

from django.db.models import QuerySet

from articles import search
from articles.feedback.feedback import Feedback
from articles.text.wanted import Wanted

AT_A_TIME = 500
# Of more that have the words, the newest are told.
MOST = 5_000


def having(typed: str, *, by) -> QuerySet | tuple[int, ...]:
    """Ids of the newest reports with these words, of those that the account may see.

    In the database a part of the list's own query; an engine outside is asked at once, for the
    best. Raises SearchAway.
    """
    wanted = Wanted.read(typed)
    reports = Feedback.objects.for_user(by)
    if not wanted:
        return ()
    if search.is_outside():
        return search.having(wanted, reports)
    found = search.having(wanted, reports)
    return found.order_by("-pk")[:MOST]


def rebuild() -> int:
    """Index every report that has words, and nothing else; how many there are."""
    return search.rebuild(Feedback, _batches(Feedback.get_indexed_objects()))


def fill_up() -> int:
    """Index the reports that came before there was an index, or while it was away."""
    return search.add(Feedback, _batches(search.missing(Feedback.get_indexed_objects())))


def _batches(reports) -> Iterator[list[Feedback]]:
    last = 0
    while batch := list(reports.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        yield batch
        last = batch[-1].pk
