"""A front in words: for the log, and for whoever was not the only one to arrange it."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.desk.front_stories import stories_of
from articles.editions.arranging import name_of
from articles.editions.front import Front, FrontSlot, StandIn


def told(front: Front | None) -> dict[str, str]:
    """What an arrangement has in each slot, by the slot's name; nothing for none."""
    if front is None:
        return {}
    slots = list(front.slots.order_by("position", "pk"))
    ids = {slot.article_id for slot in slots if slot.article_id}
    known = stories_of(ids, at=front.live_from)
    words: dict[str, list[str]] = {}
    for slot in slots:
        said = words.setdefault(name_of(slot.position), [])
        if slot.article_id:
            said.append(_slot(slot, known[slot.article_id].headline))
        elif slot.stand_in == StandIn.NOTHING:
            said.append(_("else nothing"))
        else:
            said.append(_("else the newest story"))
    return {name: "; ".join(said) for name, said in words.items()}


def changes(before: Front | None, after: Front) -> str:
    """The slots in which two arrangements differ, and what the later one has there."""
    then = told(before)
    differing = [(name, said) for name, said in told(after).items() if said != then.get(name, "")]
    lines = [_("%(slot)s: %(stories)s.") % {"slot": n, "stories": said} for n, said in differing]
    return " ".join(lines) or _("Nothing was changed.")


def _slot(slot: FrontSlot, headline: str) -> str:
    story = f"“{headline}”"
    if slot.headline:
        story = _("%(story)s as “%(headline)s”") % {"story": story, "headline": slot.headline}
    known = {"story": story, "begins": _moment(slot.live_from), "ends": _moment(slot.live_until)}
    if slot.live_until:
        return _("%(story)s from %(begins)s to %(ends)s") % known
    return _("%(story)s from %(begins)s") % known


def _moment(at: datetime | None) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT") if at else ""
