"""What readers say of a story: carried on its forms, and answered together on a page of its own."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.admin.base import is_id
from articles.desk.admin.noting import Done
from articles.desk.article import Article
from articles.desk.audit import What
from articles.desk.readers_panel import answering_at
from articles.desk.readers_reports import (
    ANSWERING,
    answer,
    draft_of,
    in_short,
    report_at,
    resolution_of,
)
from articles.editions.edition import Edition, Kind
from articles.feedback import helpfulness, moderation
from articles.feedback.feedback import Feedback, Resolution
from articles.feedback.moderation import MODERATES
from articles.text.refusal import Refusal

# So many are shown; behind a box for all of them stand those that are not.
SHOWN = 100
LONGEST_NOTE = 500


# On the forms


def prefilled(request, article_id: int) -> dict[str, object]:
    """What the form of a story begins with, if the address names a report to be corrected."""
    asked = request.GET.get("report", "")
    if not (is_id(asked) and request.user.has_perm("articles.print_edition")):
        return {}
    request.report = report = report_at(int(asked), article_id, by=request.user)
    if report is None:
        return {}
    draft = draft_of(report)
    return {
        "kind": Kind.CORRECTION,
        "correction": draft.correction,
        "sort": draft.sort,
        "thanks_readers": True,
        "report": report.pk,
    }


def report_carried(request, article_id: int, form) -> Feedback | None:
    """The report that a form carries, whoever sent it. No query if it was just read."""
    if "report" not in form.fields:
        return None
    number = str(form["report"].value() or "")
    known = getattr(request, "report", None)
    if known is not None and number == str(known.pk):
        return known
    return report_at(int(number), article_id, by=request.user) if is_id(number) else None


def mend_instead(story: Article, report: Feedback | None) -> str:
    """Where the live text may be mended, if the working copy is another; the story was read with
    its condition.
    """
    if report is None or story.live_sha256 in (None, story.saved_sha256):
        return ""
    return f"{reverse('admin:articles_article_mend', args=[story.pk])}?report={report.pk}#carried"


def offer_readers(request, edition: Edition) -> None:
    """After an edition was printed that has begun: say how many older reports it may answer."""
    if edition.kind not in ANSWERING or edition.live_from > timezone.now():
        return
    if not request.user.has_perm(MODERATES):
        return
    count = Feedback.objects.older_than(edition).for_user(request.user).count()
    if not count:
        return
    words = ngettext(
        "%d report of a reader is on an earlier edition.",
        "%d reports of readers are on earlier editions.",
        count,
    )
    there = reverse("admin:articles_article_readers", args=[edition.article_id])
    link = format_html('<a href="{}">{}</a>', there, told_to_mark(count))
    messages.info(request, format_html("{} {}", words % count, link))


def told_to_mark(count: int) -> str:
    """What the button says that marks so many."""
    return ngettext("Mark this one as addressed", "Mark these %(count)s as addressed", count) % {
        "count": count
    }


# On a page of its own


def readers_page(stories, request, pk: int):
    """The reports that the story's last edition may answer, to be marked as addressed together."""
    story = Article.objects.filter(pk=pk).first()
    # Whoever sees either not the story or no reports is not told that there are any.
    if not (
        story
        and request.user.has_perm("articles.view_feedback")
        and stories.has_view_permission(request, story)
    ):
        raise Http404
    if not request.user.has_perm(MODERATES):
        raise PermissionDenied
    if request.method == "POST" and "_undo" in request.POST:
        return _take_back(stories, request, story)
    edition = answering_at(pk, at=timezone.now())
    reports = Feedback.objects.none()
    if edition:
        reports = Feedback.objects.older_than(edition).for_user(request.user)
    refused = ""
    if request.method == "POST":
        try:
            return _mark(stories, request, story, edition, reports)
        except Refusal as refusal:
            refused = str(refusal)
    found = Paginator(reports.select_related("edition").prefetch_related("marks"), SHOWN)
    shown = list(found.page(1).object_list.defer("edition__document"))
    context = stories.admin_site.each_context(request) | {
        "title": _("What readers reported"),
        "opts": stories.opts,
        "original": story,
        "edition": edition,
        "correction": getattr(edition, "correction", None) if edition else None,
        "reports": [(each, in_short(each, length=400)) for each in shown],
        "count": found.count,
        "left": found.count - len(shown),
        "button": told_to_mark(found.count),
        "chosen": set(request.POST.getlist("report")) if refused else None,
        "resolutions": Resolution.choices,
        "resolution": request.POST.get("resolution")
        or (resolution_of(edition) if edition and shown else ""),
        "note": request.POST.get("note", ""),
        "refused": refused,
        "helpfulness": helpfulness.of_article(pk),
        "done": _done(request),
    }
    status = 422 if refused else 200
    page = "admin/articles/article/readers.html"
    return TemplateResponse(request, page, context, status=status)


def _mark(stories, request, story: Article, edition: Edition | None, reports):
    posted = request.POST
    ids = [int(each) for each in posted.getlist("report") if is_id(each)]
    # Only such as the page shows, and as they were when it did.
    seen = dict(reports.filter(pk__in=ids).values_list("pk", "state"))
    if "all" in posted:
        seen = dict(reports.order_by("pk").values_list("pk", "state")[: moderation.MOST])
    if edition is None or not seen:
        messages.warning(request, _("Nothing was marked: choose a report first."))
        return HttpResponseRedirect(request.path)
    shown = {pk: posted.get(f"seen-{pk}") or state for pk, state in seen.items()}
    resolution = posted.get("resolution", "")
    note = posted.get("note", "").replace("\0", "").strip()[:LONGEST_NOTE]
    with transaction.atomic():
        done = answer(
            seen, edition=edition, by=request.user, resolution=resolution, note=note, seen=shown
        )
        told = ngettext(
            "%d report is marked as addressed.", "%d reports are marked as addressed.", done.count
        )
        detail = f"{told % done.count} {_('Edition %d') % edition.number}"
        if done.count:
            stories.note(request, story, Done(What.SORTED, told % done.count, detail))
    if done.count:
        messages.success(request, told % done.count)
    for why, count in done.refused.items():
        messages.warning(request, f"{count} × {why}" if count > 1 else why)
    batch = f"?done={done.batch}" if done.count else ""
    return HttpResponseRedirect(f"{request.path}{batch}")


def _take_back(stories, request, story: Article):
    batch = _batch(request.POST["_undo"])
    if batch is None:
        raise Http404
    with transaction.atomic():
        done = moderation.undo_all(batch, by=request.user)
        count = len(done.events)
        told = ngettext("%d report is as it was before.", "%d reports are as they were.", count)
        if count:
            stories.note(request, story, Done(What.UNSORTED, told % count, told % count))
    if count:
        messages.success(request, told % count)
    for why in done.refused:
        messages.warning(request, why)
    return HttpResponseRedirect(request.path)


def _done(request) -> str:
    """The batch that can be undone from here, as the address names it."""
    return str(_batch(request.GET.get("done", "")) or "")


def _batch(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
