"""What is most read: a ranking beside what editors place, and how often is not told in it."""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef

from articles.editions.edition import Edition
from articles.editions.front import Front
from articles.editions.listing import List, Listing, named
from articles.editions.reads import ranked

SHOWN = 5


def most_read(section_id: int | None, *, at: datetime, shows: bool | None = None) -> list[Edition]:
    """The five stories of a front that were most read in the 24 hours to the last full hour.

    They are live at `at`. There are none where fewer have been read enough, or where the editors
    of the front do not show them; `shows` is what was chosen and not saved yet. Two queries, and
    one an hour in each process.
    """
    ids = ranked(at) if settings.COUNT_READS and shows is not False else []
    if len(ids) < SHOWN:
        return []
    found = Edition.live(at=at).filter(article_id__in=ids).order_by()
    if section_id:
        here = Listing.objects.on(List.SECTION, section_id, at).filter(edition=OuterRef("pk"))
        found = found.filter(Exists(here))
    if shows is None:
        closed = Front.objects.of(section_id).standing(at).filter(shows_most_read=False)
        found = found.exclude(Exists(closed))
    here = set(found.values_list("article_id", flat=True))
    first = [pk for pk in ids if pk in here][:SHOWN]
    if len(first) < SHOWN:
        return []
    live = named(first, at=at)
    return [live[pk] for pk in first]
