"""Moving what the calendar shows: a story to another day, an edition that waits to another time.

Who drags has looked at a page that may be older than the house: each verb is told where the card
was, and refuses where somebody else has moved it meanwhile.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from articles import freshness
from articles.desk import publishing, workflow
from articles.desk.article import Article
from articles.desk.audit import What
from articles.desk.calendar import seen_of
from articles.desk.permission import ask
from articles.desk.timing import MomentField
from articles.desk.waiting import out_of_order
from articles.editions.edition import Edition, Kind
from articles.editions.embargo import told
from articles.text.refusal import Refusal


class MovedMeanwhile(Refusal):
    """It is no longer where it was when the page was made."""

    code = "moved_meanwhile"


class NoMoment(Refusal):
    """What was asked for is no time at which an edition could begin."""

    code = "no_moment"


@dataclass(frozen=True)
class Place:
    """Where a card stands: its day, its hour as inputs have it, and in words; see also `Card`."""

    day: date | None
    seen: str
    clock: str = ""
    told: str = ""


@dataclass(frozen=True)
class Move:
    """What was moved, from where to where; `said` is for who did it, `detail` for the audit."""

    story: Article
    what: What
    said: str
    detail: str
    before: Place
    after: Place


@transaction.atomic
def move_story(
    article_id: int, *, day: date | None, seen: str, by, is_undone: bool = False
) -> Move:
    """Plan a story for another day, or for none; what is undone may go back to one that has passed.

    Raises PermissionDenied, MovedMeanwhile, DayHasPassed.
    """
    ask(article_id, by=by, right=workflow.APPROVES)
    found = Article.objects.select_for_update().only("headline", "planned_for")
    story = found.get(pk=article_id)
    before = _planned(story.planned_for)
    if before.seen != seen:
        where = date_format(story.planned_for) if story.planned_for else _("no day")
        raise MovedMeanwhile(
            _("Somebody has planned it for %s meanwhile. Load the page anew, then decide.") % where
        )
    if not is_undone:
        workflow.ask_ahead(day, today=localdate())
    workflow.plan(story, by=by, planned_for=day)
    if day:
        known = {"story": story, "day": date_format(day)}
        said = _("“%(story)s” is planned for %(day)s.") % known
        detail = _("Planned for: %s.") % date_format(day)
    else:
        said = _("“%s” is planned for no day any more.") % story
        detail = _("Planned for: %s.") % _("no day")
    return Move(story, What.PLANNED, said, detail, before, _planned(day))


@transaction.atomic
def move_edition(edition_id: int, *, day: date | None, clock: time | None, seen: str, by) -> Move:
    """Let an edition that waits begin on another day, at the same hour unless `clock` is given.

    Raises PermissionDenied, MovedMeanwhile, NoMoment and what the press raises.
    """
    # Nobody can move it while it is compared.
    freshness.touch()
    columns = ("number", "kind", "live_from", "article__headline")
    found = Edition.archive.select_related("article").only(*columns).filter(pk=edition_id)
    edition = found.first()
    if edition is None:
        raise PermissionDenied
    publishing.waiting_of(edition.article, edition_id, by=by)
    before = _timed(edition.live_from)
    if before.seen != seen:
        raise MovedMeanwhile(
            _("Somebody has moved it to %s meanwhile. Load the page anew, then decide.")
            % told(edition.live_from)
        )
    at = _moment(day, clock or localtime(edition.live_from).time())
    moved = publishing.move(edition_id, article=edition.article, by=by, at=at)
    known = {"story": edition.article, "moment": told(moved.live_from)}
    if moved.kind == Kind.WITHDRAWAL:
        said = _("“%(story)s” goes away %(moment)s.") % known
    else:
        said = _("“%(story)s” goes live %(moment)s.") % known
    said = " ".join(filter(None, [said, out_of_order(moved, at=timezone.now())]))
    named = {"number": moved.number, "kind": moved.get_kind_display()}
    which = _("Edition %(number)d: %(kind)s") % named
    detail = f"{which}, {told(moved.live_from)}"
    return Move(edition.article, What.TIME_MOVED, said, detail, before, _timed(moved.live_from))


def _moment(day: date | None, clock: time) -> datetime:
    if day is None:
        raise NoMoment(
            _("What is scheduled has a day. To call it off, open the story and its publishing box.")
        )
    try:
        return MomentField().clean(datetime.combine(day, clock).isoformat())
    except ValidationError as refused:
        raise NoMoment(" ".join(refused.messages)) from refused


def _planned(day: date | None) -> Place:
    return Place(day, day.isoformat() if day else "")


def _timed(moment: datetime) -> Place:
    local = localtime(moment)
    told_hour = date_format(local, "TIME_FORMAT")
    return Place(local.date(), seen_of(moment), f"{local:%H:%M}", told_hour)
