"""What is most read: a ranking beside what editors place, and how often is not told in it."""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef

from articles.editions.edition import Edition
from articles.editions.front import Front
from articles.editions.listing import List, Listing, named
from articles.editions.reads import ranked
from articles.inquiry import Inquiry

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
    if section_id:
        here = set(_within(shows, section=section_id, stories=ids, at=at))
    else:
        here = set(_anywhere(shows, stories=ids, at=at))
    first = [pk for pk in ids if pk in here][:SHOWN]
    if len(first) < SHOWN:
        return []
    live = named(first, at=at)
    return [live[pk] for pk in first]


@Inquiry
def _within(shows, section, stories, at):
    here = Listing.objects.on(List.SECTION, section, at).filter(edition=OuterRef("pk"))
    return _shown(shows, section, stories, at).filter(Exists(here))


@Inquiry
def _anywhere(shows, stories, at):
    return _shown(shows, None, stories, at)


def _shown(shows, section_id, stories, at):
    found = Edition.live(at=at).filter(article_id__in=stories).order_by()
    if shows is None:
        closed = Front.objects.of(section_id).standing(at).filter(shows_most_read=False)
        found = found.exclude(Exists(closed))
    return found.values_list("article_id", flat=True)
