"""Finding reports: by any word of what their readers said, in whatever state they are."""

from django.db.models import QuerySet

from articles import search
from articles.feedback.feedback import Feedback
from articles.text.wanted import Wanted

# Of more that have the words, the newest are told.
MOST = 5_000


def having(typed: str, *, by) -> QuerySet | tuple[int, ...]:
    """Ids of the newest reports with these words, of those that the account may see.

    In the database a part of the list's own query; an engine outside is asked at once, for the
    best. Raises SearchAway.
    """
    wanted = Wanted.read(typed)
    # The index by what entries call a report holds reports alone, and wants to be told so.
    reports = Feedback.objects.reports().for_user(by)
    if not wanted:
        return ()
    if search.is_outside():
        return search.having(wanted, reports)
    found = search.having(wanted, reports)
    return found.order_by("-pk")[:MOST]
