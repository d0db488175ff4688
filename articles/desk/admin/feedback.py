"""The moderators' queue: what readers said, and the buttons that move it from state to state."""

from collections import Counter

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Value
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.desk.admin.base import DeskAdmin, RefusalForm, is_id
from articles.desk.admin.noting import Done
from articles.desk.article import Article
from articles.desk.audit import What, note_deed
from articles.feedback import helpfulness, moderation
from articles.feedback.feedback import Feedback, Resolution, State
from articles.library.section_right import sections_of
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


class MoveForm(RefusalForm, forms.ModelForm):
    """Why a report is moved. Where to is said by the button that was pressed."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For colleagues: why. It is kept with the move."),
    )
    seen = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Feedback
        fields = ()

    def __init__(self, *args, **known):
        super().__init__(*args, **known)
        self.fields["seen"].initial = self.instance.state

    def clean(self):
        """Some button must have been pressed; one for undoing belongs to this very report."""
        cleaned = super().clean()
        if self.refusal:
            # The page is shown anew, with the state that the report is in now.
            self.data = self.data.copy()
            self.data["seen"] = self.instance.state
        if not (self._is_own(self.data["_undo"]) if "_undo" in self.data else "_move" in self.data):
            raise forms.ValidationError(_("Press one of the buttons."), code="no_button")
        return cleaned

    def _is_own(self, event_id):
        return is_id(event_id) and self.instance.events.filter(pk=event_id).exists()


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


def way_of(event) -> str:
    """A move, for the audit."""
    way = f"{event.get_moved_from_display()} → {event.get_moved_to_display()}"
    return f"{way}. {event.note}" if event.note else way


@admin.register(Feedback)
class FeedbackAdmin(DeskAdmin):
    """The queue. Reports are made by readers and moved by moderators; nobody writes or deletes."""

    form = MoveForm
    change_form_template = "admin/articles/feedback/change_form.html"
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
    readonly_fields = (
        "comment",
        "vote",
        "story",
        "part",
        "edition_number",
        "helpful",
        "state",
        "held_because",
        "created_at",
        "commented_at",
        "moves",
    )

    # Who may

    def has_add_permission(self, request):
        """Readers only, on the site."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Never: what is worth nothing is spam or dismissed."""
        return False

    def has_change_permission(self, request, obj=None):
        """To change is to move."""
        return request.user.has_perm("articles.moderate_feedback")

    # One report

    def get_fields(self, request, obj=None):
        """What is known, and for those who may move it the note."""
        moving = ("note", "seen") if self.has_change_permission(request, obj) else ()
        return (*self.readonly_fields, *moving)

    def get_queryset(self, request):
        """Everything, with whether this person may open the stories."""
        user = request.user
        edits = user.has_perm("articles.edit_any_article")
        may_open = Value(edits)
        if edits and sections_of(user) is not None:
            theirs = Article.objects.filter(pk=OuterRef("edition__article"))
            may_open = Exists(theirs.editable_by(user))
        reports = super().get_queryset(request).select_related("edition")
        reports = reports.for_user(user).prefetch_related("marks")
        return reports.defer("edition__document").annotate(may_open=may_open)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: FBT002 - Django's own
        """The page, with its buttons."""
        if self.has_change_permission(request, obj):
            context["states"] = [choice for choice in State.choices if choice[0] != obj.state]
            context["last_move"] = obj.events.last()
        return super().render_change_form(request, context, add, change, form_url, obj=obj)

    def save_model(self, request, obj, form, change):
        """Do what the pressed button is for."""
        if undone := request.POST.get("_undo"):
            event = moderation.undo(int(undone), by=request.user)
        else:
            known = {name: form.cleaned_data[name] for name in ("note", "seen")}
            if request.POST["_move"] == State.ADDRESSED:
                known["resolution"] = Resolution.NO_CHANGE
            event = moderation.move(obj.pk, to=request.POST["_move"], by=request.user, **known)
        words = _("Moved from %(moved_from)s to %(moved_to)s.") % {
            "moved_from": event.get_moved_from_display(),
            "moved_to": event.get_moved_to_display(),
        }
        request.done = Done(What.UNSORTED if undone else What.SORTED, words, way_of(event))

    def construct_change_message(self, request, form, formsets, add=False):  # noqa: FBT002 - Django's own
        """What was done, in the words of the page; no field of the form is one of the report's."""
        return request.done.words

    def called(self, record):
        """By the story: what readers write is kept with the report alone."""
        return record.edition.headline or record.edition.address

    def response_change(self, request, obj):
        """Stay at the report, where the move can be undone."""
        messages.success(request, request.done.words)
        return HttpResponseRedirect(reverse("admin:articles_feedback_change", args=[obj.pk]))

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
    def story(self, report):
        """The headline that the reader saw, leading to the story at the desk, or to its page."""
        edition = report.edition
        name = edition.headline or edition.address
        url = edition.address
        if report.may_open:
            url = reverse("admin:articles_article_change", args=[edition.article_id])
        return format_html('<a href="{}">{}</a>', url, name)

    @admin.display(description=gettext_lazy("Story"), ordering="edition__headline")
    def story_and_part(self, report):
        """The story; beneath it the part that the reader named, if any."""
        if not report.part_heading:
            return self.story(report)
        return format_html(
            '{} <span class="quiet">{}</span>', self.story(report), report.part_heading
        )

    @admin.display(description=gettext_lazy("Part"))
    def part(self, report):
        """The heading of the part that it is about, as the reader saw it."""
        return report.part_heading or _("The whole story")

    @admin.display(description=gettext_lazy("Edition"), ordering="edition__number")
    def edition_number(self, report):
        """The number of the edition that the reader saw."""
        return report.edition.number

    @admin.display(description=gettext_lazy("State"), ordering="state")
    def badge(self, report):
        """The state as a badge; beneath it why it is held, if it is."""
        name = report.get_state_display()
        badge = format_html('<span class="badge badge-{}">{}</span>', report.state, name)
        if report.state != State.HELD:
            return badge
        return format_html('{} <span class="quiet">{}</span>', badge, self.held_because(report))

    @admin.display(description=gettext_lazy("held because"))
    def held_because(self, report):
        """Why it was ever held."""
        return "; ".join(str(each.label) for each in report.holds)

    @admin.display(description=gettext_lazy("Received"), ordering="created_at")
    def received(self, report):
        """When it came in."""
        return date_format(localtime(report.created_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("Story’s helpfulness"))
    def helpful(self, report):
        """The story's rate, over all its editions, with its count and interval."""
        return helpfulness.of_article(report.edition.article_id).full

    @admin.display(description=gettext_lazy("Moves"))
    def moves(self, report):
        """Each move, by whom, when and why; the first at the top."""
        lines = (
            (
                date_format(localtime(event.at), "SHORT_DATETIME_FORMAT"),
                event.by.get_username() if event.by else _("by itself"),
                event.get_moved_from_display(),
                event.get_moved_to_display(),
                event.note,
            )
            for event in report.events.select_related("by")
        )
        rows = format_html_join("", "<li>{}, {}: {} → {} <em>{}</em></li>", lines)
        return format_html('<ol class="moves">{}</ol>', rows) if rows else _("None yet")
