"""The next moment at which anything changes for readers without anyone's doing."""

from datetime import datetime

from articles.editions import front
from articles.editions.edition import Edition
from articles.editions.embargo import Embargo


def next_change(at: datetime) -> datetime | None:
    """The next moment after `at` at which stories, fronts or embargoes begin or end, or None.

    Six queries, each of one row. What passes on single pages alone, as the day on the home page
    does, these say themselves: see `articles.site.ending`.
    """
    found = (Edition.archive.next_change(at), front.next_change(at), Embargo.objects.next_end(at))
    return min(filter(None, found), default=None)
