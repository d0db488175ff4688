"""The queue as moderators use it."""

import re

from django.contrib.auth.models import Permission
from django.urls import reverse

from articles.models import Feedback, SectionRight
from tests.conftest import signed_in
from tests.make import make_section

QUEUE = reverse("admin:articles_feedback_changelist")


def state_of(report):
    """Where the report is now."""
    return Feedback.objects.get(pk=report.pk).state


def shown(person, **asked):
    """The comments of the cards, in their order."""
    page = person.get(QUEUE, {"state": "all"} | asked)
    return [card.report.comment for card in page.context["cards"]]


def press(person, report, deed, *, seen=None, **fields):
    """Press a button of a card, as it was seen; the page that comes after."""
    posted = {"report": report.pk, "seen": seen or state_of(report), "deed": deed, **fields}
    return person.post(QUEUE, posted, follow=True)


def looker(*rights):
    """Someone who may only look at reports, and do what these rights are for."""
    person = signed_in("")
    names = ("view_feedback", *rights)
    person.user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return person


def moderator_of(*paths):
    """A Moderator of these sections."""
    person = signed_in("Moderator")
    for path in paths:
        SectionRight.objects.create(account=person.user, section=make_section(path))
    return person


def several(person, deed, *reports, follow=True, **fields):
    """Tick these cards and choose a deed."""
    chosen = [f"{report.pk}:{state_of(report)}" for report in reports]
    return person.post(QUEUE, {"several": deed, "chosen": chosen, **fields}, follow=follow)


def goes_on(person, page, **fields):
    """Fill in the page of a deed and press its button."""
    html = page.content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(several|pinned)" value="([^"]*)"', html))
    return person.post(QUEUE, {**hidden, "_do": "1", **fields}, follow=True)


def undone(person, page):
    """Press Undo in the message."""
    batch = re.search(r'name="_undo" value="([^"]+)"', page.content.decode())[1]
    return person.post(QUEUE, {"_undo": batch}, follow=True)
