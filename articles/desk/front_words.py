"""A front in words: for the log, and for whoever was not the only one to arrange it."""

import re
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.desk.front_stories import stories_of
from articles.editions.arranging import name_of
from articles.editions.edition import Edition
from articles.editions.front import Front, FrontSlot, StandIn
from articles.editions.release import Release
from articles.text.words import joined


def told(front: Front | None, *, verbatim: bool = True) -> dict[str, str]:
    """What an arrangement has in each slot, by the slot's name; nothing for none.

    Unless `verbatim`, it says that a story has a headline of the front's own, but not which.
    """
    if front is None:
        return {}
    slots = list(front.slots.order_by("position", "pk"))
    ids = {slot.article_id for slot in slots if slot.article_id}
    known = stories_of(ids, at=front.live_from)
    words: dict[str, list[str]] = {}
    for slot in slots:
        said = words.setdefault(name_of(slot.position), [])
        if slot.article_id:
            said.append(_slot(slot, known[slot.article_id].headline, verbatim=verbatim))
        elif slot.stand_in == StandIn.NOTHING:
            said.append(_("else nothing"))
        else:
            said.append(_("else the newest story"))
    shown = {_("Most read"): _("shown") if front.shows_most_read else _("not shown")}
    return {name: "; ".join(said) for name, said in words.items()} | shown


def changes(before: Front | None, after: Front) -> str:
    """The slots in which two arrangements differ, and what the later one has there.

    The log keeps this for good, so the front's own headlines are not in it.
    """
    then, then_in_short = told(before), told(before, verbatim=False)
    in_short = told(after, verbatim=False)
    lines = []
    for name, said in told(after).items():
        if in_short[name] != then_in_short.get(name, ""):
            known = {"slot": name, "stories": in_short[name]}
            lines.append(_("%(slot)s: %(stories)s.") % known)
        elif said != then[name]:
            lines.append(_("%(slot)s: the headline here was changed.") % {"slot": name})
    return " ".join(lines) or _("Nothing was changed.")


def changed_slots(before: Front | None, after: Front) -> list[str]:
    """The names of those slots, and nothing of what is in them."""
    then = told(before)
    return [name for name, said in told(after).items() if said != then.get(name, "")]


def said_of_save(before: Front | None, after: Front, *, is_seen: bool) -> str:
    """What to say when a front was saved: what readers have of it now, and what follows when.

    `is_seen` is whether readers now have it otherwise than before. Of what follows only what was
    not arranged so before is told.
    """
    said = [
        _("Saved: readers have the front so from now on.")
        if is_seen
        else _("Saved. For readers nothing changes now.")
    ]
    known = {_arranged(slot) for slot in before.slots.all()} if before else set()
    later: dict[tuple[datetime, str], list[str]] = {}
    slots = after.slots.filter(live_from__gt=after.live_from).select_related("release")
    for slot in slots.order_by("live_from", "position"):
        if _arranged(slot) not in known:
            key = (slot.live_from, slot.release.name if slot.release else "")
            later.setdefault(key, []).append(name_of(slot.position))
    for (begins, release), names in later.items():
        named = {"slots": joined(names, last=_("{} and {}")), "moment": _moment(begins)}
        if release:
            named["release"] = release
            said.append(_("With the release “%(release)s”, %(moment)s: %(slots)s.") % named)
        else:
            said.append(_("On %(moment)s: %(slots)s.") % named)
    return " ".join(said)


def _arranged(slot: FrontSlot) -> tuple[object, ...]:
    return (slot.position, slot.article_id, slot.headline, slot.live_from, slot.release_id)


def headlines_of(edition: Edition) -> set[str]:
    """What the log of fronts may call an edition: its headline, and fronts' own for it."""
    own = FrontSlot.objects.worded_after(edition).values_list("headline", flat=True)
    return {edition.headline, *own} - {""}


def forget_headlines(headlines: set[str]) -> None:
    """Take headlines out of the log of fronts and releases; all else of them stays."""
    logs = [get_content_type_for_model(table) for table in (Front, Release)]
    entries = LogEntry.objects.filter(content_type__in=logs)
    for headline in headlines:
        # In quotation marks of whoever's language it was.
        quoted = re.compile(rf"([“«]\s?){re.escape(headline)}(\s?[”»])")
        for entry in entries.filter(change_message__contains=headline):
            entry.change_message = quoted.sub(r"\1…\2", entry.change_message)
            entry.save(update_fields=["change_message"])


def _slot(slot: FrontSlot, headline: str, *, verbatim: bool) -> str:
    story = f"“{headline}”"
    if slot.headline and verbatim:
        story = _("%(story)s as “%(headline)s”") % {"story": story, "headline": slot.headline}
    elif slot.headline:
        story = _("%(story)s with a headline of its own") % {"story": story}
    known = {"story": story, "begins": _moment(slot.live_from), "ends": _moment(slot.live_until)}
    if slot.live_until:
        return _("%(story)s from %(begins)s to %(ends)s") % known
    return _("%(story)s from %(begins)s") % known


def _moment(at: datetime | None) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT") if at else ""
