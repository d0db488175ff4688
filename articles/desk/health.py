"""What is late or away behind the site, in words for the desk, and what to do about it.

Readers have the right pages all the while: what can be late are only effects of what was done.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import search
from articles.editions import finding
from articles.library.image import Image
from newsroom import purging, queue

# For so long a picture may be on its way.
PATIENCE = timedelta(minutes=10)
MOST = 100


@dataclass(frozen=True)
class Trouble:
    """What is the case, and what to do."""

    text: str
    remedy: str


def troubles(*, at: datetime) -> list[Trouble]:
    """All that is late; an empty list if nothing is. Three queries."""
    return [*_of_the_queue(at), *_of_pictures(at), *_of_search(), *_of_the_cdn()]


def _of_the_queue(at):
    late = queue.lateness(at=at)
    if late.waiting:
        since = date_format(localtime(late.since), "SHORT_DATETIME_FORMAT")
        said = ngettext(
            "%(count)d task has waited for a worker since %(since)s.",
            "%(count)d tasks have waited for a worker, the first since %(since)s.",
            late.waiting,
        )
        yield Trouble(
            said % {"count": late.waiting, "since": since},
            _("Whoever runs the server looks whether a worker runs: manage.py db_worker."),
        )
    if late.failed:
        said = ngettext(
            "%(count)d task has failed in the last three days.",
            "%(count)d tasks have failed in the last three days.",
            late.failed,
        )
        yield Trouble(
            said % {"count": late.failed},
            _("The log of the worker says why. Tell whoever runs the server."),
        )


def _of_pictures(at):
    lacking = Image.objects.lacking().filter(taken_in_at__lt=at - PATIENCE)
    count = len(lacking.order_by().values_list("pk")[:MOST])
    if count:
        said = ngettext(
            "%(count)d picture lacks some of its sizes.",
            "%(count)d pictures lack some of their sizes.",
            count,
        )
        if count == MOST:
            said = _("%(count)d pictures or more lack some of their sizes.")
        yield Trouble(
            said % {"count": count},
            _(
                "Readers get them in one size meanwhile. If it stays so, whoever runs the server "
                "asks for them again: manage.py develop_images."
            ),
        )


def _of_search():
    if away := search.away_at():
        yield Trouble(
            _("The search engine gave no answer at %s.")
            % date_format(localtime(away), "TIME_FORMAT"),
            _(
                "Whoever runs the server looks after it, and then lets it know of everything: "
                "manage.py rebuild_search."
            ),
        )
    if count := finding.lacking():
        said = ngettext(
            "Search does not find %(count)d edition that was printed lately.",
            "Search does not find %(count)d editions that were printed lately.",
            count,
        )
        yield Trouble(
            said % {"count": count},
            _("Whoever runs the server fills the index up: manage.py rebuild_search --missing."),
        )


def _of_the_cdn():
    if since := purging.untold_since():
        yield Trouble(
            _("The CDN could not be told of changes since %s; readers may get older pages.")
            % date_format(localtime(since), "SHORT_DATETIME_FORMAT"),
            _(
                "It is told again for some minutes, and at the next change. Whoever runs the "
                "server looks whether CDN_URL is right and the CDN answers: manage.py purge_cdn."
            ),
        )
