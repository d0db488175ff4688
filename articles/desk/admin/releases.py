"""Releases: all that goes live at one moment, on one page, moved together."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk import releasing
from articles.desk.admin.adding import add_chosen, asked_of, offered
from articles.desk.admin.base import DeskAdmin, RefusalForm, is_id
from articles.desk.releasing import Members, members_of
from articles.desk.timing import MomentField
from articles.editions.embargo import told
from articles.editions.release import Release
from articles.editions.releasing import NotReleased
from articles.text.refusal import Refusal

# What is final, and looked over before: by what a link asks for, and the verb's button does.
FINAL = {
    "publish_all": gettext_lazy("Publish all of it now"),
    "call_off": gettext_lazy("Call off all of it"),
}


def open_releases(request) -> list[Release]:
    """Those with which this person may let a story go. One query a request."""
    if not hasattr(request, "open_releases"):
        may = request.user.has_perm("articles.print_edition")
        request.open_releases = list(Release.objects.open(timezone.now())) if may else []
    return request.open_releases


class ReleaseForm(RefusalForm, forms.ModelForm):
    """A release to come: its name and moment."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zone = timezone.get_current_timezone_name()
        self.fields["at"].help_text = _("In the time of %s.") % zone


class MomentForm(forms.Form):
    """When all of it is to go out."""

    at = MomentField(label=gettext_lazy("Day and time"))


class NameForm(forms.ModelForm):
    """What a release is called, and what the desk should know of it."""

    class Meta:
        model = Release
        fields = ("name", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


@admin.register(Release)
class ReleaseAdmin(DeskAdmin):
    """A list of releases, and a page for each: all its buttons are verbs."""

    form = ReleaseForm
    fields = ("name", "at", "note")
    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": MomentField.widget},
    }
    list_display = ("name", "goes_out", "state", "stories")
    search_fields = ("name", "note")
    show_full_result_count = False
    change_form_template = "admin/articles/release/change_form.html"
    add_form_template = "admin/change_form.html"

    # Who may

    def has_view_permission(self, request, obj=None):
        """Whoever publishes."""
        return request.user.has_perm("articles.print_edition")

    has_change_permission = has_add_permission = has_view_permission

    def has_module_permission(self, request):
        """Whoever may not has no way there in the menu."""
        return self.has_view_permission(request)

    def has_delete_permission(self, request, obj=None):
        """One that is not wanted is called off, and stays on record."""
        return False

    # The list

    def get_queryset(self, request):
        """With how many stories belong to each."""
        return super().get_queryset(request).annotate(count=Count("editions"))

    @admin.display(description=gettext_lazy("Goes out"), ordering="at")
    def goes_out(self, release):
        """Its moment."""
        return told(release.at)

    @admin.display(description=gettext_lazy("State"))
    def state(self, release):
        """Whether it waits, has gone out or was called off."""
        kind, words = state_of(release, at=timezone.now())
        return format_html('<span class="badge badge-{}">{}</span>', kind, words)

    @admin.display(description=gettext_lazy("Stories"), ordering="count")
    def stories(self, release):
        """How many."""
        return release.count

    # A new one

    def add_view(self, request, form_url="", extra_context=None):
        """Django's form; its one button leads on to the page of the release."""
        one = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, {**one, **(extra_context or {})})

    def save_model(self, request, obj, form, change):
        """Plan it, by the verb."""
        given = form.cleaned_data
        made = releasing.plan(given["name"], at=given["at"], by=request.user, note=given["note"])
        obj.pk = made.pk

    def response_add(self, request, obj, post_url_continue=None):
        """On to its page, where things are added."""
        messages.success(request, _("Planned. Now add what is to go out with it."))
        return HttpResponseRedirect(_url(obj))

    # Its page

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of a release; a POST is one of its buttons."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        release = self._release(object_id)
        if request.method != "POST":
            sure = request.GET.get("sure")
            looked_over = self._looked_over(request, release, sure) if sure in FINAL else None
            return looked_over or self._page(request, release)
        if "_add" in request.POST:
            return self._added(request, release)
        try:
            said = self._pressed(request, release)
        except Refusal as refusal:
            return self._page(request, self._release(object_id), refusal=refusal)
        if said:
            messages.success(request, said)
            return HttpResponseRedirect(_url(release))
        return self._page(request, release)

    def _pressed(self, request, release) -> str:
        """Do the verb of the pressed button; what to say of it, "" if nothing was done."""
        pressed = request.POST
        known = {"request": request, "seen": _number(pressed.get("seen"))}
        if "_move" in pressed:
            form = MomentForm(pressed)
            return (
                releasing.move(release, at=form.cleaned_data["at"], **known)
                if (form.is_valid())
                else ""
            )
        if "_publish_all" in pressed:
            return releasing.publish_now(release, **known)
        if "_call_off" in pressed:
            return releasing.call_off(release, **known)
        if "_describe" in pressed:
            form = NameForm(pressed)
            return (
                releasing.describe(release, **form.cleaned_data, **known)
                if (form.is_valid())
                else ""
            )
        for kind in ("edition", "slot"):
            if number := _number(pressed.get(f"_take_out_{kind}")):
                return releasing.take_out(release, **known, **{kind: number})
        return ""

    def _added(self, request, release):
        """Add what was chosen; stories that were not added are shown again, with why."""
        done, attempts = add_chosen(request, release)
        if done:
            messages.success(request, _("Added: all of it goes out together."))
        if attempts:
            return self._page(request, self._release(str(release.pk)), attempts=attempts)
        if not done:
            messages.warning(request, _("Nothing was added: choose a story first."))
        return HttpResponseRedirect(_url(release))

    def _looked_over(self, request, release, sure: str):
        """What would happen, to be confirmed; None where this person cannot do it now."""
        now = timezone.now()
        members = members_of(release, at=now)
        if not (release.is_open(now) and members.may_be_moved_by(request.user)):
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": FINAL[sure],
            "original": release,
            "moment": told(release.at),
            "members": members,
            "sure": sure,
        }
        return TemplateResponse(request, "admin/articles/release/sure.html", context)

    def _page(self, request, release, *, refusal=None, attempts=()):
        now = timezone.now()
        members = members_of(release, at=now)
        is_open, pressed = release.is_open(now), request.POST
        moment = MomentForm(pressed if "_move" in pressed else None, initial={"at": release.at})
        named = NameForm(pressed if "_describe" in pressed else None, instance=release)
        others = _mark(members, refusal)
        kind, words = state_of(release, at=now)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": release.name,
            "original": release,
            "state": kind,
            "state_words": words,
            "moment": told(release.at),
            "is_open": is_open,
            "members": members,
            "may_move": is_open and members.may_be_moved_by(request.user),
            "refusal": refusal,
            "others": others,
            "moment_form": moment,
            "name_form": named,
            "attempts": attempts,
            "any_may_go": not all(each.stops for each in attempts),
            "asked": asked_of(request),
            "offered": offered(request, release, at=now) if is_open else (),
        }
        wrong = refusal or attempts or moment.errors or named.errors
        return TemplateResponse(
            request, self.change_form_template, context, status=422 if wrong else 200
        )

    def _release(self, object_id) -> Release:
        found = Release.objects.select_related("changed_by", "made_by")
        release = found.filter(pk=object_id).first() if is_id(object_id) else None
        if release is None:
            raise Http404
        return release


def state_of(release: Release, *, at) -> tuple[str, str]:
    """The badge of a release and its word."""
    if release.called_off_at:
        return "withdrawn", _("Called off")
    return ("scheduled", _("Waiting")) if release.at > at else ("live", _("Out"))


def _mark(members: Members, refusal) -> list[str]:
    """Let each member know why it cannot go along; what is said of others is returned."""
    if not isinstance(refusal, NotReleased):
        return []
    for edition in members.editions:
        edition.flaw = refusal.editions.get(edition.pk, "")
    for slot in members.slots:
        slot.flaw = refusal.slots.get(slot.pk, "")
    known = {slot.pk for slot in members.slots}
    return [words for pk, words in refusal.slots.items() if pk not in known]


def _number(value) -> int:
    return int(value) if value and is_id(value) else 0


def _url(release: Release) -> str:
    return reverse("admin:articles_release_change", args=[release.pk])
