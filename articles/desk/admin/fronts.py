"""Fronts: what editors put where on the home page and on the sections' fronts."""

import re
from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.desk.admin.base import DeskAdmin, is_id
from articles.desk.admin.noting import deeds_of
from articles.desk.audit import What, kind_of, note_deed
from articles.desk.front_stories import stories
from articles.desk.front_words import changed_slots, changes, said_of_save, told
from articles.desk.fronts import FrontForm, slot_choices
from articles.editions.arranging import NotArranged, StaleFront, arrange, planned
from articles.editions.front import Front, FrontSlot, front_at
from articles.editions.listing import List, newest
from articles.library.section import Section
from articles.library.section_right import works_on
from articles.site import front as readers
from articles.site import media
from articles.site.house import House

HOME = "home"
STAND_INS = 20


@dataclass(frozen=True)
class Page:
    """A front, by what its addresses call it: the home page or a section."""

    key: str
    section: Section | None

    name = property(lambda self: self.section.name if self.section else _("Home page"))
    address = property(lambda self: self.section.address if self.section else "/")
    section_id = property(lambda self: self.section.pk if self.section else None)
    url = property(lambda self: reverse("admin:articles_front_change", args=[self.key]))


@admin.register(Front)
class FrontAdmin(DeskAdmin):
    """A page for each front. It is saved as a whole, by one verb; what it was stays on record."""

    change_list_template = "admin/articles/front/change_list.html"
    object_history_template = "admin/articles/front/object_history.html"

    def has_view_permission(self, request, obj=None):
        """One right for all of it."""
        return request.user.has_perm("articles.arrange_front")

    has_change_permission = has_view_permission

    def has_module_permission(self, request):
        """Whoever may not has no way there in the menu."""
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        """Every section has its front."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What stood on a front stays on record."""
        return False

    def get_object(self, request, object_id, from_field=None):
        """The front as it is arranged; for its history."""
        page = self._page(object_id)
        return Front.objects.of(page.section_id).first() or Front(section=page.section)

    def get_urls(self):
        """Also the list of stories, and pictures of a front that is still to come."""
        inner = [
            ("<str:key>/stories/", self.stories, "stories"),
            ("<str:key>/at/<str:at>/<str:sha256>/<str:name>", self.picture, "picture"),
        ]
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"articles_front_{name}")
                for route, view, name in inner
            ),
            *super().get_urls(),
        ]

    # The list

    def changelist_view(self, request, extra_context=None):
        """The home page and every section, with who arranged each last and what waits there."""
        self._ask(request)
        now = request.moment
        fronts = Front.objects.standing(now).select_related("arranged_by")
        arranged = {front.section_id: front for front in fronts}
        waiting = {}
        for slot in FrontSlot.objects.standing(now).filter(live_from__gt=now):
            waiting[slot.front_id] = waiting.get(slot.front_id, 0) + 1
        sections = request.house.tree.everywhere()
        pages = [Page(HOME, None), *(Page(str(section.pk), section) for section in sections)]
        pages = [page for page in pages if works_on(request.user, page.section_id)]
        rows = [
            (page, front, waiting.get(front.pk, 0) if front else 0)
            for page in pages
            for front in [arranged.get(page.section_id)]
        ]
        context = self._context(request, title=_("Fronts"), rows=rows)
        return TemplateResponse(request, self.change_list_template, context)

    # A front

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The form; a POST saves it, shows it at a moment, or finds stories for it."""
        page = self._asked(request, object_id)
        form = FrontForm(page.section_id, at=request.moment, data=request.POST or None)
        preview = ""
        if request.method == "POST" and form.is_valid():
            try:
                if "_save" in request.POST or "_overwrite" in request.POST:
                    return self._saved(request, page, form)
                if "_preview" in request.POST:
                    preview = self._preview(page, form)
            except NotArranged as refusal:
                form.refuse(refusal)
            except StaleFront:
                form.stale = True
        return self._form(request, page, form, preview=preview)

    def _form(self, request, page, form, *, preview):
        asked = request.POST.get("q") or request.GET.get("q") or ""
        found = newest(*_list(page), at=request.moment, size=STAND_INS)
        shown = front_at(page.section_id, at=request.moment, newest=found)
        context = self._context(
            request,
            title=_("Front: %(name)s") % {"name": page.name},
            page_of_front=page,
            deeds=deeds_of(request, kind_of(Front), page.key),
            form=form,
            slots=form.slots({slot.position: slot for slot in shown}),
            off=form.off(),
            theirs=told(form.last) if form.stale else {},
            choices=slot_choices(page.section_id)[1:],
            stories=stories(asked, at=request.moment),
            asked=asked,
            preview=preview,
            preview_at=form.moment.cleaned_data.get("moment") if preview else None,
        )
        status = 422 if form.errors else 200
        return TemplateResponse(
            request, "admin/articles/front/change_form.html", context, status=status
        )

    @transaction.atomic
    def _saved(self, request, page, form):
        before, shown = form.last, _shown(page, at=request.moment)
        front = arrange(
            page.section_id,
            form.asked(),
            by=request.user,
            stand_ins=form.asked_stand_ins(),
            seen=form.seen,
            shows_most_read=form.asked_most_read(),
        )
        LogEntry.objects.create(
            user=request.user,
            content_type=get_content_type_for_model(Front),
            object_id=page.key,
            object_repr=page.name[:200],
            action_flag=CHANGE,
            change_message=changes(before, front),
        )
        detail = ", ".join(changed_slots(before, front))
        known = {"key": page.key, "title": page.name, "detail": detail}
        note_deed(What.ARRANGED, front, request=request, **known)
        is_seen = _shown(page, at=front.live_from) != shown
        messages.success(request, said_of_save(before, front, is_seen=is_seen))
        return HttpResponseRedirect(page.url)

    def _preview(self, page, form) -> str:
        """The readers' own page at the moment asked for; what has been is as it was."""
        at = form.moment.cleaned_data["moment"] or form.at
        slots = shows = None
        if at >= form.at:
            shows = form.asked_most_read()
            slots = planned(
                page.section_id, form.asked(), at=form.at, stand_ins=form.asked_stand_ins()
            )
        asked = HttpRequest()
        asked.method, asked.path, asked.moment, asked.house = "GET", page.address, at, House()
        if page.section:
            shown = readers.section(asked, page.section, slots, shows_most_read=shows)
        else:
            shown = readers.home(asked, slots, shows_most_read=shows)
        template = "site/section.html" if page.section else "site/home.html"
        html = render_to_string(template, {"page": shown}, request=asked)
        # The frame can show no other page. Its links lead to a new one, which its sandbox forbids.
        html = html.replace("<head>", '<head><base target="_blank">', 1)
        # Pictures of what is not live yet are not to be had at their public addresses.
        begin = reverse("admin:articles_front_picture", args=[page.key, at.isoformat(), "x", "x"])
        return re.sub(r"/media/(?=[0-9a-f]{64}/)", begin.removesuffix("x/x"), html)

    def picture(self, request, key, at, sha256, name):
        """A picture that readers can get at that moment."""
        self._asked(request, key)
        try:
            request.moment = parse_datetime(at)
        except ValueError:
            request.moment = None
        if (
            not request.moment
            or not request.moment.tzinfo
            or not re.fullmatch("[0-9a-f]{64}", sha256)
        ):
            raise Http404
        response = media.image(request, sha256, name)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def stories(self, request, key):
        """The list of stories alone, for what is typed in its search."""
        page = self._asked(request, key)
        found = stories(request.GET.get("q", ""), at=request.moment)
        context = {"stories": found, "choices": slot_choices(page.section_id)[1:]}
        return TemplateResponse(request, "admin/articles/front/_stories.html", context)

    def history_view(self, request, object_id, extra_context=None):
        """What was done to this front, by whom and when."""
        extra = {"page_of_front": self._asked(request, object_id), **(extra_context or {})}
        return super().history_view(request, object_id, extra)

    # What they share

    def _ask(self, request, page=None):
        """The right itself, and for a page that its section is the person's; home is the paper."""
        may = self.has_view_permission(request)
        if not (may and (page is None or works_on(request.user, page.section_id))):
            raise PermissionDenied

    def _asked(self, request, key: str) -> Page:
        """The front of that name, or 404, or 403 for who may not arrange it."""
        self._ask(request)
        page = self._page(key)
        self._ask(request, page)
        return page

    def _page(self, key: str) -> Page:
        """The front of that name, or 404."""
        if key == HOME:
            return Page(HOME, None)
        section = Section.objects.filter(pk=key).first() if is_id(key) else None
        if section is None:
            raise Http404
        return Page(key, section)

    def _context(self, request, **known):
        return {**self.admin_site.each_context(request), "opts": self.opts, **known}


def _list(page: Page) -> tuple[str, int]:
    return (List.SECTION, page.section_id) if page.section else (List.SITE, 0)


def _shown(page: Page, *, at) -> list[tuple[int, int, str]]:
    """What readers see on the front: slot, edition and headline of each. Four queries or so."""
    found = newest(*_list(page), at=at, size=STAND_INS)
    filled = front_at(page.section_id, at=at, newest=found)
    return [(each.position, each.edition.pk, each.headline) for each in filled]
