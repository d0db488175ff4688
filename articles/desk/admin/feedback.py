"""The moderators' queue: what readers said, as cards, and the buttons that move them."""

from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles.desk.admin.history import differences
from articles.desk.admin.queue_address import PLACES, address, without
from articles.desk.admin.queue_bulk import act
from articles.desk.admin.queue_cards import SHOWN, cards_of
from articles.desk.admin.queue_deeds import DEEDS, do, undo
from articles.desk.admin.queue_export import as_csv, as_json
from articles.desk.admin.queue_fields import ALL, TABS, named, spelled
from articles.desk.admin.queue_filters import QueueForm
from articles.desk.admin.queue_offers import offered
from articles.desk.admin.report import ReportAdmin
from articles.desk.admin.saved_lists import REPORTS, Tabs, change_lists
from articles.desk.ids import is_id
from articles.editions.edition import Edition
from articles.editions.listing import key_of
from articles.feedback.asked import EVERY
from articles.feedback.feedback import Feedback, Resolution
from articles.feedback.queue import COUNTED, Queue
from articles.search import SearchAway
from articles.text.refusal import Refusal

MOST_NEWS = 99
FILES = {"csv": as_csv, "json": as_json}


@admin.register(Feedback)
class FeedbackAdmin(ReportAdmin):
    """The queue. Reports are made by readers and moved by moderators; nobody writes or deletes."""

    def get_urls(self):
        """Django's, and ours before them."""
        ours = {
            "news/": (require_safe(self.news), "news"),
            "lists/": (require_POST(self.lists), "lists"),
            "export.<str:kind>": (require_safe(self.export), "export"),
            "<int:pk>/difference/": (require_safe(self.difference), "difference"),
        }
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"articles_feedback_{name}")
                for route, (view, name) in ours.items()
            ),
            *super().get_urls(),
        ]

    # The queue

    def changelist_view(self, request, extra_context=None):
        """The cards of a tab; a POST does something to one of them or to several."""
        form, queue = self._asked(request)
        if request.method == "POST":
            return self._done(request, queue)
        if QueryDict(form.address()) != request.GET:
            # Fields that a form left empty are no part of an address, and words of a headline are
            # one only once they are known to name a story.
            return HttpResponseRedirect(f"?{form.address()}")
        context = self.admin_site.each_context(request) | {
            "title": capfirst(self.opts.verbose_name_plural),
            "opts": self.opts,
            "form": form,
            "tabs": Tabs(request, REPORTS),
            "may_move": self.has_change_permission(request),
            "resolutions": Resolution.choices,
            "deeds": DEEDS.values(),
            "offered": offered(by=request.user),
            "files": address(request.GET, *PLACES),
        }
        try:
            context |= self._page(request, form, queue)
        except SearchAway:
            context["is_away"] = True
        return TemplateResponse(request, "admin/articles/feedback/change_list.html", context)

    def _asked(self, request) -> tuple[QueueForm, Queue]:
        form = QueueForm(request.GET, user=request.user, tree=request.house.tree)
        return form, Queue(form.asked(), by=request.user)

    def _page(self, request, form, queue: Queue) -> dict[str, object]:
        """The cards, the tabs with how many there are, and the ways on."""
        counts, states = queue.counts(), queue.asked.states
        every = sum(counts.values())
        older, newer = (request.GET.get(name, "") for name in PLACES)
        try:
            found = queue.stretch(size=SHOWN, older=older, newer=newer)
        except ValueError as no_key:
            raise Http404 from no_key
        asked = without(request.GET)
        first = (
            found.first if not (older or newer) else queue.stretch(size=1).first if found else ""
        )
        return {
            "cards": cards_of(found.ids, by=request.user, at=timezone.now()),
            "states": [
                (
                    label,
                    _counted(counts.get(each, every)),
                    without(request.GET, state=each),
                    states == EVERY if each == ALL else each in states and states != EVERY,
                )
                for each, label in TABS
            ],
            "state": ALL if states == EVERY else states[0] if len(states) == 1 else "",
            "state_name": named(states),
            "counted": _counted(queue.count),
            "elsewhere": every - queue.count,
            "asked": asked,
            "opened": without(request.GET, state=spelled(states)),
            "everything": without(request.GET, state=ALL),
            "is_asked": bool(form.is_narrowed or queue.asked.words),
            "first": first,
            # Of an empty tab what has come since it was looked at.
            "since": first or key_of(request.moment, 0),
            "older": address(request.GET, *PLACES, older=found.older) if found.older else "",
            "newer": address(request.GET, *PLACES, newer=found.newer) if found.newer else "",
            "beginning": asked if older or newer else None,
        }

    def _done(self, request, queue: Queue):
        """What a button of the list does; back to where one was."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if "several" in request.POST:
            return act(self, request, queue, request.get_full_path())
        if "_undo" in request.POST:
            undo(_batch(request.POST["_undo"]), request)
        else:
            self._one(request)
        return HttpResponseRedirect(request.get_full_path())

    def _one(self, request) -> None:
        """A deed on one report, as its card was seen."""
        posted = request.POST
        deed, pk = DEEDS.get(posted.get("deed", "")), posted.get("report", "")
        seen = Feedback.objects.reports().for_user(request.user)
        if deed is None or not is_id(pk) or not seen.filter(pk=pk).exists():
            raise Http404
        form = deed.form(posted, user=request.user)
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, _("Not done: %s") % " ".join(errors))
            return
        known = {int(pk): posted["seen"]} if posted.get("seen") else {}
        try:
            do(deed, request, [int(pk)], seen=known, given=form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, _("Not done: %s") % refusal)

    # Beside it

    def news(self, request):
        """How many came since a place in the queue, for what is asked; for a script to tell."""
        _form, queue = self._asked(request)
        try:
            count = queue.arrived(request.GET.get("after", ""), most=MOST_NEWS + 1)
        except ValueError as no_key:
            raise Http404 from no_key
        except SearchAway:
            count = 0
        told = ngettext("%d new report", "%d new reports", count) % count
        if count > MOST_NEWS:
            told = _("More than %d new reports") % MOST_NEWS
        return JsonResponse({"count": count, "told": told if count else ""})

    def lists(self, request):
        """What is done to saved lists of reports."""
        return change_lists(request, REPORTS)

    def export(self, request, kind):
        """All of the tab, as a file."""
        if kind not in FILES:
            raise Http404
        form, queue = self._asked(request)
        return self.no_such_list(request) if form.errors else FILES[kind](queue)

    def difference(self, request, pk):
        """What the reader saw, and what readers get now; with `fragment`, that alone."""
        report = get_object_or_404(Feedback.objects.reports().for_user(request.user), pk=pk)
        read = Edition.archive.filter(pk=report.edition_id, document__isnull=False).first()
        now = Edition.live(at=timezone.now()).filter(article_id=report.article_id).first()
        if read is None or now is None:
            raise Http404
        context = self.admin_site.each_context(request) | {
            "title": _("What has changed since it was read"),
            "opts": self.opts,
            "report": report,
            "read": read,
            "now": now,
            **differences(read.as_document(), now.as_document()),
        }
        name = "_difference.html" if "fragment" in request.GET else "difference.html"
        room = "article" if "fragment" in request.GET else "feedback"
        return TemplateResponse(request, f"admin/articles/{room}/{name}", context)


def _counted(count: int) -> str:
    return str(count) if count <= COUNTED else _("%s+") % f"{COUNTED:,}"


def _batch(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as none:
        raise Http404 from none
