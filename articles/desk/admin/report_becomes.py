"""What a report becomes: a correction of its story, or a note on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.admin.noting import Done
from articles.desk.admin.report_place import address_of, onward
from articles.desk.audit import What, note_deed
from articles.desk.permission import may_see
from articles.desk.readers_reports import note_on_story
from articles.desk.report_page import way_to_correct
from articles.feedback import moderation
from articles.feedback.feedback import Feedback
from articles.text.refusal import Refusal


def to_correction(reports, request, pk: int):
    """To where the story is corrected, with all filled in; for who may not print, a note on it.

    A GET only ever leads on. What was typed beside the button is kept with the report.
    """
    report = _report(reports, request, pk)
    here = _here(request, pk)
    if request.user.has_perm("articles.print_edition") and report.may_open:
        if request.method == "POST" and (why := _why(request)):
            with transaction.atomic():
                moderation.remark(pk, by=request.user, note=why)
                reports.note(request, report, remarked())
        if way := way_to_correct(report, at=timezone.now()):
            return HttpResponseRedirect(way)
        words = _("The story has no page now, so there is nothing to correct: leave a note on it.")
        messages.warning(request, words)
        return HttpResponseRedirect(here)
    if request.method != "POST":
        return HttpResponseRedirect(here)
    return _leave_note(reports, request, report, asks_for_correction=True)


def to_note(reports, request, pk: int):
    """A note on the story, with all filled in."""
    report = _report(reports, request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(_here(request, pk))
    return _leave_note(reports, request, report)


def _leave_note(reports, request, report: Feedback, **known):
    try:
        with transaction.atomic():
            made = note_on_story(report, by=request.user, why=_why(request), **known)
            words = _("A note is on the story, and the report is in progress.")
            note_deed(What.NOTED, made.article, request=request)
            reports.note(request, report, Done(What.SORTED, words, words))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(_here(request, report.pk))
    if not may_see(report.article_id, by=request.user):
        return onward(report, request, words)
    messages.success(request, words)
    story = reverse("admin:articles_article_change", args=[report.article_id])
    return HttpResponseRedirect(f"{story}#note-{made.pk}")


def remarked() -> Done:
    """That a word for colleagues was left, and nothing else done."""
    return Done(What.NOTED, _("Your note is kept with the report."))


def _why(request) -> str:
    """What was typed beside the button; the page asks for no more than is kept."""
    return request.POST.get("note", "").replace("\0", "").strip()


def _here(request, pk: int) -> str:
    return address_of(pk, request.GET.urlencode())


def _report(reports, request, pk: int) -> Feedback:
    """A report that this person may sort; 404 for one that they may not see."""
    report = reports.get_queryset(request).filter(pk=pk).first()
    if report is None:
        raise Http404
    if not reports.has_change_permission(request, report):
        raise PermissionDenied
    return report
