"""Several pictures taken in at once, for those whose browser runs no script of ours."""

from dataclasses import dataclass

from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.desk.admin.choosing import said_of
from articles.desk.audit import What, note_deed
from articles.desk.pictures import WordsForm, called, take_in
from articles.library.image import Image
from articles.text.refusal import Refusal


@dataclass(frozen=True)
class Taken:
    """What came of one file: a picture that is new or was there already, or why there is none."""

    file_name: str
    image: Image | None = None
    already: bool = False
    refused: str = ""


def take_several_in(images, request):
    """Take in each file that was sent; the page tells what came of each."""
    if not images.has_add_permission(request):
        raise PermissionDenied
    form = WordsForm({"credit": request.POST.get("credit", "")})
    wrong = "" if form.is_valid() else said_of(form)
    credit = "" if wrong else form.cleaned_data["credit"]
    files = [] if wrong else request.FILES.getlist("file")
    taken = [_taken(request, file, credit=credit) for file in files]
    new = [each.image for each in taken if each.image and not each.already]
    LogEntry.objects.log_actions(request.user.pk, new, ADDITION)
    context = {
        **images.admin_site.each_context(request),
        "title": _("Pictures taken in"),
        "opts": images.opts,
        "taken": taken,
        "wrong": wrong or ("" if files else _("Choose some picture files first.")),
    }
    status = 200 if any(each.image for each in taken) else 422
    return TemplateResponse(request, "admin/articles/image/taken_in.html", context, status=status)


def _taken(request, file, *, credit: str) -> Taken:
    try:
        with transaction.atomic():
            image, already = take_in(file, by=request.user, credit=credit)
            if not already:
                note_deed(What.ADDED, image, request=request)
    except Refusal as refusal:
        return Taken(called(file), refused=str(refusal))
    return Taken(called(file), image, already)
