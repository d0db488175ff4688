"""Where a report is in the list that it was opened from: what comes before and after, the way back.

The address of its page says what the list is asked for, in the words of the list's own.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from articles.desk.admin.queue_address import without
from articles.desk.admin.queue_cards import SHOWN
from articles.desk.admin.queue_fields import named, spelled
from articles.desk.admin.queue_filters import QueueForm
from articles.editions.listing import key_of
from articles.feedback.feedback import Feedback
from articles.feedback.queue import Queue
from articles.search import SearchAway

LIST, PAGE = "admin:articles_feedback_changelist", "admin:articles_feedback_change"


@dataclass(frozen=True)
class Place:
    """A report's place in a list. `query` is what the list is asked for, `name` says so in words.

    A report that has left the list since keeps the place that it had, but is not `is_in` it.
    """

    query: str
    name: str
    back: str
    is_in: bool
    previous: str = ""
    next: str = ""


def place_of(report: Feedback, request) -> Place | None:
    """The place in the list that the address names; None if it names none, or none that can be
    told. Three queries beside those by which the list reads what it is asked.
    """
    if not any(name in QueueForm.base_fields for name in request.GET):
        return None
    form = QueueForm(request.GET, user=request.user, tree=request.house.tree)
    if form.errors:
        return None
    queue = Queue(form.asked(), by=request.user)
    at, pk = report.created_at, report.pk
    try:
        newer = queue.stretch(size=SHOWN, newer=key_of(at, pk))
        # From just above it on, so that it comes first if it is there.
        here = queue.stretch(size=2, older=key_of(at, pk + 1))
    except SearchAway:
        return None
    # The tab is said even where it goes without saying: by that the address names a list.
    others = [name for name in request.GET if name not in QueueForm.base_fields]
    query = without(request.GET, *others, state=spelled(queue.asked.states))
    # Several states are told with all else that is asked.
    tab = [named(queue.asked.states)] if len(request.GET.getlist("state")) < 2 else []
    previous = newer.ids[-1] if newer.ids else None
    following = next((each for each in here.ids if each != pk), None)
    is_in = pk in here.ids
    # On the first page of the list it is found there; else a page is made to begin with it.
    where = "" if len(newer.ids) < SHOWN else f"&{urlencode({'older': newer.older})}"
    card = pk if is_in else following or previous
    return Place(
        query=query,
        name=" · ".join([*tab, *(words for _label, words, _others in form.told())]),
        back=f"{reverse(LIST)}?{query}{where}{f'#report-{card}' if card else ''}",
        is_in=is_in,
        previous=address_of(previous, query) if previous else "",
        next=address_of(following, query) if following else "",
    )


def address_of(pk: int, query: str) -> str:
    """The page of a report, opened from the list that is asked for that."""
    return f"{reverse(PAGE, args=[pk])}{f'?{query}' if query else ''}"


def onward(report: Feedback, request, told: str) -> HttpResponseRedirect:
    """After a deed: to the next report once this one has left the list that it was opened from, and
    back to the list after the last; there the deed can be undone. Else this one stays open.
    """
    place = place_of(report, request)
    if place is None or place.is_in or "_undo" in request.POST:
        messages.success(request, told)
        return HttpResponseRedirect(address_of(report.pk, place.query if place else ""))
    done = report.events.latest("pk")
    if after := place.next or place.previous:
        return HttpResponseRedirect(f"{after}&done={done.pk}")
    messages.success(request, told, extra_tags=str(done.batch))
    return HttpResponseRedirect(place.back)
