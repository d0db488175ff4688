"""The moderators' queue: what readers said, and the buttons that move it from state to state."""

from collections import Counter

from django.contrib import admin, messages
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.desk.admin.report import ReportAdmin, way_of
from articles.desk.audit import What, note_deed
from articles.feedback import moderation
from articles.feedback.feedback import Feedback, Resolution, State
from articles.text.refusal import Refusal
from articles.text.words import excerpt

ALL = "all"


class StateFilter(admin.SimpleListFilter):
    """By state; unless another is chosen, what waits for a moderator."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """Every state, and all of them."""
        return [*State.choices, (ALL, _("All"))]

    def choices(self, changelist):
        """Django's, whose first is what is shown unless another is chosen."""
        first, *others = super().choices(changelist)
        return [first | {"display": _("Waiting")}, *others]

    def queryset(self, request, queryset):
        """The reports in the chosen state."""
        if self.value() == ALL:
            return queryset
        known = self.value() in State.values
        return queryset.filter(state=self.value()) if known else queryset.waiting()


class CommentFilter(admin.SimpleListFilter):
    """With words or without."""

    title = gettext_lazy("comment")
    parameter_name = "comment"

    def lookups(self, request, model_admin):
        """With or without."""
        return [("yes", _("With a comment")), ("no", _("Without"))]

    def queryset(self, request, queryset):
        """The reports that have words, or those that have none."""
        if self.value() == "yes":
            return queryset.exclude(comment="")
        return queryset.filter(comment="") if self.value() == "no" else queryset


class PartFilter(admin.SimpleListFilter):
    """By whether it says which part of the story it is about."""

    title = gettext_lazy("part")
    parameter_name = "part"

    def lookups(self, request, model_admin):
        """Some part, or the whole story."""
        return [("yes", _("A part of the story")), ("no", _("The whole story"))]

    def queryset(self, request, queryset):
        """The reports that name a part, or those that name none."""
        if self.value() == "yes":
            return queryset.with_a_part()
        return queryset.filter(part_anchor="") if self.value() == "no" else queryset


def mover(state):
    """The bulk action that moves the chosen reports to `state`."""

    @admin.action(
        description=format_lazy(gettext_lazy("Move to: {state}"), state=state.label),
        permissions=["change"],
    )
    def action(queue, request, chosen):
        queue.move_all(request, chosen, to=state)

    action.__name__ = f"move_to_{state.value}"
    return action


@admin.register(Feedback)
class FeedbackAdmin(ReportAdmin):
    """The queue. Reports are made by readers and moved by moderators; nobody writes or deletes."""

    actions = [mover(state) for state in State]
    list_display = (
        "words",
        "vote",
        "story_and_part",
        "edition_number",
        "badge",
        "received",
    )
    list_filter = (StateFilter, "vote", CommentFilter, PartFilter)
    list_per_page = 50
    list_select_related = ("edition",)
    search_fields = ("comment", "edition__headline", "part_heading")
    search_help_text = gettext_lazy("Searches comments, headlines and parts.")
    show_full_result_count = False
    # Several

    def move_all(self, request, chosen, *, to):
        """Move each of the chosen by the same verb; say how many were, and why others not."""
        moved, refused = 0, Counter()
        for report in chosen:
            try:
                known = {"resolution": Resolution.NO_CHANGE} if to == State.ADDRESSED else {}
                event = moderation.move(
                    report.pk, to=to, by=request.user, seen=report.state, **known
                )
                title, detail = self.called(report), way_of(event)
                note_deed(What.SORTED, report, request=request, title=title, detail=detail)
                moved += 1
            except Refusal as refusal:
                refused[str(refusal)] += 1
        if moved:
            told = ngettext("%(n)d moved to %(state)s.", "%(n)d moved to %(state)s.", moved)
            messages.success(request, told % {"n": moved, "state": to.label})
        for why, count in refused.items():
            told = ngettext("%(n)d not moved: %(why)s", "%(n)d not moved: %(why)s", count)
            messages.warning(request, told % {"n": count, "why": why})

    # What is shown

    @admin.display(description=gettext_lazy("Comment"), ordering="comment")
    def words(self, report):
        """How the comment begins."""
        return excerpt(report.comment, length=120) or _("No comment")

    @admin.display(description=gettext_lazy("Story"), ordering="edition__headline")
    def story_and_part(self, report):
        """The story; beneath it the part that the reader named, if any."""
        if not report.part_heading:
            return self.story(report)
        return format_html(
            '{} <span class="quiet">{}</span>', self.story(report), report.part_heading
        )

    @admin.display(description=gettext_lazy("State"), ordering="state")
    def badge(self, report):
        """The state as a badge; beneath it why it is held, if it is."""
        name = report.get_state_display()
        badge = format_html('<span class="badge badge-{}">{}</span>', report.state, name)
        if report.state != State.HELD:
            return badge
        return format_html('{} <span class="quiet">{}</span>', badge, self.held_because(report))

    @admin.display(description=gettext_lazy("Received"), ordering="created_at")
    def received(self, report):
        """When it came in."""
        return date_format(localtime(report.created_at), "SHORT_DATETIME_FORMAT")
