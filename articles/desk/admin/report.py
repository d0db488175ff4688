"""One report: what its reader said, of which edition, and the buttons that move it."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Value
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.admin.base import DeskAdmin, RefusalForm, is_id
from articles.desk.admin.noting import Done
from articles.desk.article import Article
from articles.desk.audit import What
from articles.feedback import helpfulness, moderation
from articles.feedback.feedback import Feedback, Resolution, State
from articles.library.section_right import sections_of


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


def way_of(event) -> str:
    """A move, for the audit."""
    way = f"{event.get_moved_from_display()} → {event.get_moved_to_display()}"
    return f"{way}. {event.note}" if event.note else way


class ReportAdmin(DeskAdmin):
    """The page of one report; the queue is in `feedback`."""

    form = MoveForm
    change_form_template = "admin/articles/feedback/change_form.html"
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

    # What is shown

    @admin.display(description=gettext_lazy("Story"), ordering="edition__headline")
    def story(self, report):
        """The headline that the reader saw, leading to the story at the desk, or to its page."""
        edition = report.edition
        name = edition.headline or edition.address
        url = edition.address
        if report.may_open:
            url = reverse("admin:articles_article_change", args=[edition.article_id])
        return format_html('<a href="{}">{}</a>', url, name)

    @admin.display(description=gettext_lazy("Part"))
    def part(self, report):
        """The heading of the part that it is about, as the reader saw it."""
        return report.part_heading or _("The whole story")

    @admin.display(description=gettext_lazy("Edition"), ordering="edition__number")
    def edition_number(self, report):
        """The number of the edition that the reader saw."""
        return report.edition.number

    @admin.display(description=gettext_lazy("held because"))
    def held_because(self, report):
        """Why it was ever held."""
        return "; ".join(str(each.label) for each in report.holds)

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
