"""What the story's form offers while one types: stories to link to, and tags of the paper."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from articles.desk.offers import linkable, tags_named


@require_GET
def linkable_stories(request):
    """JSON of the stories with the words `q`, for whoever writes."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    found = linkable(request.GET.get("q", ""), at=timezone.now())
    stories = [
        {"headline": story.headline, "address": story.address, "hint": _hint(story)}
        for story in found
    ]
    return JsonResponse({"stories": stories}, headers={"Cache-Control": "private, no-store"})


def _hint(story) -> str:
    day = date_format(timezone.localtime(story.published), "SHORT_DATETIME_FORMAT")
    if story.waits:
        return _("%(section)s, no page before %(day)s") % {"section": story.section, "day": day}
    return f"{story.section}, {day}"


@require_GET
def tags(request):
    """JSON of the tags whose names have `q` in them, the most used first."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    named = tags_named(request.GET.get("q", ""))
    offered = [{"name": name, "hint": _stories(used)} for name, used in named]
    return JsonResponse({"tags": offered}, headers={"Cache-Control": "private, no-store"})


def _stories(used: int) -> str:
    return ngettext("%(count)d story", "%(count)d stories", used) % {"count": used}
