"""The list of stories as a file for spreadsheets."""

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.desk.article import Credit
from articles.desk.condition import Condition
from articles.desk.spreadsheet import csv_response
from articles.library.contributor import Role

AT_A_TIME = 500


def export(stories, request):
    """All that the list would show, from first page to last, as CSV.

    Three queries for each batch: its stories, their people, their tags.
    """
    if not stories.has_view_permission(request):
        raise PermissionDenied
    try:
        listed = stories.listed(request)
    except DisallowedModelAdminLookup:
        return stories.no_such_list(request)
    except IncorrectLookupParameters:
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
    people = Prefetch("credits", Credit.objects.select_related("contributor"))
    rows = listed.defer("body", "standfirst").prefetch_related(people, "tags")
    head = (
        _("Number"),
        _("Headline"),
        _("State"),
        _("Working copy"),
        _("Section"),
        _("Authors"),
        _("Credits"),
        _("Tags"),
        _("Assigned to"),
        _("Due"),
        _("Planned for"),
        _("Priority"),
        _("Next edition"),
        _("Embargo until"),
        _("Saved"),
        _("Saved by"),
        _("Address"),
    )
    lines = (_line(story) for story in rows.iterator(chunk_size=AT_A_TIME))
    return csv_response(head, lines, name="stories.csv")


def _line(story) -> tuple:
    credits = story.credits.all()
    return (
        story.pk,
        story.headline,
        Condition(story.condition).label,
        story.get_state_display(),
        story.section.name if story.section else "",
        ", ".join(each.contributor.name for each in credits if each.role == Role.AUTHOR),
        ", ".join(f"{each.contributor.name} ({each.get_role_display()})" for each in credits),
        ", ".join(sorted(tag.name for tag in story.tags.all())),
        _name(story.assignee),
        _moment(story.due_at),
        story.planned_for or "",
        story.get_priority_display(),
        _moment(story.waiting_from),
        _moment(story.embargoed_until),
        _moment(story.saved_at),
        _name(story.saved_by),
        f"{story.section.address}{story.slug}/" if story.section and story.slug else "",
    )


def _name(account) -> str:
    return (account.get_full_name() or account.get_username()) if account else ""


def _moment(at) -> str:
    return localtime(at).isoformat(" ", "minutes") if at else ""
