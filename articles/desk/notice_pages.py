"""The pages at which one finds what one was told, and says what one wants to be told of."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.desk import digest, letter
from articles.desk.article import Article
from articles.desk.ids import is_id
from articles.desk.notice import Kind, Notice, Wish, choose, mark_read, mark_unread, wishes_of
from articles.desk.permission import SEES
from articles.desk.wording import said_of, words_of

SHOWN = 100


@require_http_methods(["GET", "POST"])
def list_notices(request, *, context):
    """The latest, those that one has not seen marked; a POST opens one or marks some as read."""
    if request.method == "POST":
        return HttpResponseRedirect(_done(request))
    found = Notice.objects.of(request.user).select_related("article", "note", "by")
    notices = list(found[:SHOWN])
    seen = _seen(request.user, {each.article_id for each in notices})
    for each in notices:
        each.said, each.is_open = said_of(each), each.article_id in seen
        each.told = words_of(each)
    context |= {"title": _("Notices"), "notices": notices}
    return TemplateResponse(request, "admin/notices.html", context)


@require_http_methods(["GET", "POST"])
def choose_notices(request, *, context):
    """Kinds of events, and where one wants to be told of each."""
    is_told = request.user.has_perm(digest.SEES)
    if request.method == "POST":
        ticked = set(request.POST.getlist("wish"))
        wishes = [Wish(kind, f"desk-{kind}" in ticked, f"mail-{kind}" in ticked) for kind in Kind]
        choose(request.user, wishes)
        if is_told:
            digest.choose(request.user, is_wanted="digest" in request.POST, at=timezone.now())
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("admin:notice_choices"))
    context |= {
        "title": _("What I am told of"),
        "wishes": wishes_of(request.user),
        "is_mailed": letter.is_possible(),
        "is_told_weekly": is_told,
        "digest": is_told and digest.is_chosen(request.user),
    }
    return TemplateResponse(request, "admin/notice_choices.html", context)


def _done(request) -> str:
    """Do what was pressed; where it leads."""
    here, pressed = reverse("admin:notices"), request.POST
    if "all" in pressed:
        mark_read(request.user)
    elif is_id(number := pressed.get("unread", "")):
        mark_unread(request.user, notice_id=int(number))
    elif is_id(number := pressed.get("read", "")):
        mark_read(request.user, notice_id=int(number))
    elif is_id(number := pressed.get("open", "")):
        mark_read(request.user, notice_id=int(number))
        if told := Notice.objects.of(request.user).filter(pk=number).first():
            story = reverse("admin:articles_article_change", args=[told.article_id])
            return f"{story}#note-{told.note_id}" if told.note_id else story
    return here


def _seen(user, ids: set[int]) -> set[int]:
    """Of these stories, those that the person may look at now, by their ids."""
    if not any(user.has_perm(right) for right in SEES):
        return set()
    may = Article.objects.viewable_by(user).filter(pk__in=ids)
    return set(may.values_list("pk", flat=True))
