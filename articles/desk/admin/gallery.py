"""The library's page: its pictures as a grid, and what is done to several of them there."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.audit import What, note_deed
from articles.desk.ids import is_id
from articles.desk.looking import LookForm
from articles.desk.picture_deeds import (
    CreditForm,
    RightsForm,
    change_pictures,
    delete_unused,
    parted,
)
from articles.desk.picture_uses import Uses, uses_of
from articles.desk.pictures import stretch_of
from articles.library.darkroom import too_large
from articles.library.image import Image, Rights
from articles.text.refusal import Refusal
from articles.text.words import joined

SHOWN = 48
NAMED = 10
# How the fields of deeds are written in the page.
BESIDE = {"auto_id": "deed-%s", "label_suffix": ""}


@dataclass(frozen=True)
class Card:
    """A picture in the grid."""

    image: Image
    uses: str
    rights: Rights | None


def gallery(images, request):
    """The grid; a POST does something to the pictures that were chosen."""
    if not images.has_view_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return _grid(images, request)
    ids = [int(each) for each in request.POST.getlist("chosen") if is_id(each)]
    chosen = Image.objects.filter(pk__in=ids)
    if not chosen:
        messages.warning(request, _("Choose some pictures first: nothing was changed."))
        return HttpResponseRedirect(request.get_full_path())
    if "_credit" in request.POST:
        form = CreditForm(request.POST, **BESIDE)
        if form.is_valid():
            return _changed(request, chosen, {"credit": form.cleaned_data["credit"]})
        return _grid(images, request, ids, credit_form=form)
    if "_rights" in request.POST:
        form = RightsForm(request.POST, **BESIDE)
        if form.is_valid():
            return _changed(request, chosen, form.changes())
        return _grid(images, request, ids, rights_form=form)
    if "_delete" in request.POST:
        return _confirm(images, request, chosen)
    if "_delete_for_good" in request.POST:
        return _deleted(request, chosen)
    raise PermissionDenied


def _grid(images, request, chosen=(), **forms):
    look = LookForm(request.GET)
    try:
        found = stretch_of(look.found(), size=SHOWN, after=request.GET.get("after", ""))
    except ValueError as no_key:
        raise Http404 from no_key
    context = {
        **images.admin_site.each_context(request),
        "title": capfirst(images.opts.verbose_name_plural),
        "opts": images.opts,
        "look": look,
        "cards": _cards(found.images),
        "chosen": chosen,
        **_ways_on(request.GET, after=found.after),
        "credit_form": CreditForm(**BESIDE),
        "rights_form": RightsForm(**BESIDE),
        "most": settings.IMAGE_MAX_BYTES,
        "too_large": too_large(),
        "may_add": images.has_add_permission(request),
        "may_change": images.has_change_permission(request),
        "may_delete": images.has_delete_permission(request),
        **forms,
    }
    template = "admin/articles/image/change_list.html"
    return TemplateResponse(request, template, context, status=422 if forms else 200)


def _cards(found: list[Image]) -> list[Card]:
    uses, today = uses_of([image.pk for image in found], at=timezone.now()), localdate()
    return [Card(image, _told(uses[image.pk]), _running_out(image, today)) for image in found]


def _ways_on(asked, *, after: str) -> dict[str, str | None]:
    """What the addresses of the page after this one and of the first one ask for, if any."""
    following, beginning = asked.copy(), asked.copy()
    following["after"] = after
    beginning.pop("after", None)
    return {
        "following": following.urlencode() if after else None,
        "beginning": beginning.urlencode() if "after" in asked else None,
    }


@transaction.atomic
def _changed(request, chosen, changes):
    found = list(chosen)
    count = change_pictures(chosen, by=request.user, **changes)
    fields = [str(Image._meta.get_field(name).verbose_name) for name in changes]
    names = joined(fields, last=_("{} and {}"))
    note = _("Changed for several pictures at once: %(fields)s.") % {"fields": names}
    LogEntry.objects.log_actions(request.user.pk, found, CHANGE, note)
    for image in found:
        note_deed(What.SAVED, image, request=request, detail=names)
    said = ngettext("%d picture was changed.", "%d pictures were changed.", count) % count
    messages.success(request, said)
    return HttpResponseRedirect(request.get_full_path())


def _confirm(images, request, chosen):
    if not images.has_delete_permission(request):
        raise PermissionDenied
    found = parted(chosen)
    uses = uses_of([image.pk for image in found.kept], at=timezone.now())
    unsaved = _("In a text that someone has typed and not saved yet")
    context = {
        **images.admin_site.each_context(request),
        "title": _("Delete pictures"),
        "opts": images.opts,
        "free": found.free,
        "kept": [(image, _told(uses[image.pk]) or unsaved) for image in found.kept],
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/articles/image/delete_unused.html", context)


def _deleted(request, chosen):
    try:
        with transaction.atomic():
            found = delete_unused(chosen, by=request.user)
            for image in found.free:
                note_deed(What.DELETED, image, request=request)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(request.get_full_path())
    LogEntry.objects.log_actions(request.user.pk, found.free, DELETION)
    if count := len(found.free):
        said = ngettext("%d picture was deleted.", "%d pictures were deleted.", count) % count
        messages.success(request, said)
    if found.kept:
        said = _("Kept, since they are used: %(names)s.") % {"names": _names(found.kept)}
        messages.warning(request, said)
    return HttpResponseRedirect(request.get_full_path())


def _running_out(image: Image, today) -> Rights | None:
    rights = image.rights_on(today)
    return None if rights == Rights.HELD else rights


def _told(uses: Uses) -> str:
    """Uses in words; none of what shows it nowhere."""
    parts = []
    if n := uses.stories:
        parts.append(ngettext("In %d story", "In %d stories", n) % n)
    if n := uses.fronts:
        parts.append(ngettext("on %d front", "on %d fronts", n) % n)
    if uses.portraits:
        parts.append(_("Portrait"))
    return ", ".join(parts)


def _names(images: list[Image]) -> str:
    """Their names, as many as one reads."""
    names, more = [image.name for image in images[:NAMED]], len(images) - NAMED
    if more > 0:
        names.append(ngettext("%d more", "%d more", more) % more)
    return joined(names, last=_("{} and {}"))
