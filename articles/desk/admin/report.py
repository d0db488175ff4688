"""One report: what its reader said, of which edition, and the buttons that do something with it."""

from functools import partial, wraps

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Value
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.admin.base import DeskAdmin, RefusalForm, is_id
from articles.desk.admin.history import differences
from articles.desk.admin.noting import Done
from articles.desk.admin.report_becomes import remarked, to_correction, to_note
from articles.desk.admin.report_place import onward, place_of
from articles.desk.article import Article
from articles.desk.audit import What
from articles.desk.because import because_of
from articles.desk.colleagues import moderators_of
from articles.desk.report_page import just_done, page_of, states_for, undo_words, way_in_words
from articles.desk.wording import name_of
from articles.feedback import moderation
from articles.feedback.feedback import Feedback, FeedbackEvent, Resolution, State
from articles.library.section_right import sections_of

BUTTONS = (
    "_undo",
    "_move",
    "_assign",
    "_assign_me",
    "_escalate",
    "_calm",
    "_duplicate",
    "_distinct",
    "_remark",
)
# What moves no report, in the words of the page.
SAID = {
    FeedbackEvent.What.ESCALATED: gettext_lazy("Escalated."),
    FeedbackEvent.What.CALMED: gettext_lazy("No longer escalated."),
    FeedbackEvent.What.DISTINCT: gettext_lazy("It is no duplicate any more."),
}
# An undone event leaves what else was made with it.
NOTE_STAYS = gettext_lazy("The note on the story stays.")


class Moderator(forms.ModelChoiceField):
    """A colleague who may sort reports of the section, by name."""

    def label_from_instance(self, account):
        """First and last name, if known."""
        return name_of(account)


class MoveForm(RefusalForm, forms.ModelForm):
    """What a button needs beside it. What is to be done is said by the button that was pressed."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For colleagues: why. It is kept with whatever you press."),
    )
    resolution = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        choices=[("", gettext_lazy("What became of it?")), *Resolution.choices],
        required=False,
        widget=forms.Select(attrs={"data-key": "a"}),
    )
    assignee = Moderator(
        get_user_model().objects.none(),
        label=gettext_lazy("Colleague"),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )
    duplicate_of = forms.IntegerField(
        label=gettext_lazy("Number of the other report"),
        required=False,
        min_value=1,
        max_value=2**63 - 1,
    )
    seen = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Feedback
        fields = ()

    def __init__(self, *args, **known):
        super().__init__(*args, **known)
        self.fields["seen"].initial = self.instance.as_seen
        self.fields["assignee"].queryset = moderators_of(self.instance.section)
        self.fields["assignee"].initial = self.instance.assignee_id

    def clean(self):
        """Some button must have been pressed; one for undoing belongs to this very report."""
        cleaned = super().clean()
        if self.refusal:
            # The page is shown anew, with the report as it is now.
            self.data = self.data.copy()
            self.data["seen"] = self.instance.as_seen
        pressed = [each for each in BUTTONS if each in self.data]
        if not pressed or "_undo" in pressed and not self._is_own(self.data["_undo"]):
            raise forms.ValidationError(_("Press one of the buttons."), code="no_button")
        if "_duplicate" in pressed and not self["duplicate_of"].data:
            self.add_error("duplicate_of", _("Give the number of the report that it repeats."))
        if pressed == ["_remark"] and not cleaned.get("note"):
            self.add_error("note", _("Write a few words first."))
        return cleaned

    def _post_clean(self):
        """Nothing that is typed is written into the report but by the verbs."""

    def _is_own(self, event_id):
        return is_id(event_id) and self.instance.events.filter(pk=event_id).exists()


def way_of(event) -> str:
    """What was done, for the audit: from where to where, or else what, and why."""
    if event.what == FeedbackEvent.What.ASSIGNED:
        return event.note
    if said := SAID.get(event.what):
        return f"{said} {event.note}".rstrip()
    way = way_in_words(event) or capfirst(event.get_what_display())
    return f"{way}. {event.note}" if event.note else way


class ReportAdmin(DeskAdmin):
    """The page of one report; the queue is in `feedback`."""

    form = MoveForm
    change_form_template = "admin/articles/feedback/change_form.html"

    # Who may

    def has_add_permission(self, request):
        """Readers only, on the site."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Never: what is worth nothing is spam or dismissed."""
        return False

    @property
    def urls(self):
        """Django's; each is as if it were not there for whoever may see no report."""
        found = super().urls
        for each in found:
            each.callback = self._hidden(each.callback)
        return found

    def _hidden(self, view):
        @wraps(view)
        def answered(request, *args, **known):
            # Who has not signed in is asked to, as everywhere.
            if self.admin_site.has_permission(request) and not self.has_view_permission(request):
                raise Http404
            return view(request, *args, **known)

        return answered

    def delete_view(self, request, object_id, extra_context=None):
        """For nobody; of a report that one may not see, not even that is said."""
        if self.get_object(request, object_id) is None:
            raise Http404
        raise PermissionDenied

    def has_change_permission(self, request, obj=None):
        """To change is to move."""
        return request.user.has_perm("articles.moderate_feedback")

    # One report

    def get_urls(self):
        """Django's, and before them what a report becomes."""
        door = self.admin_site.admin_view
        ours = {"correct": to_correction, "note": to_note}
        return [
            *(
                path(f"<int:pk>/{n}/", door(partial(view, self)), name=f"articles_feedback_{n}")
                for n, view in ours.items()
            ),
            *super().get_urls(),
        ]

    def get_fields(self, request, obj=None):
        """For those who may move it; what is known of it is no field."""
        if not self.has_change_permission(request, obj):
            return ()
        return ("note", "resolution", "assignee", "duplicate_of", "seen")

    def get_queryset(self, request):
        """What is more than a bare vote, with whether this person may open the stories."""
        user = request.user
        edits = user.has_perm("articles.edit_any_article")
        may_open = Value(edits)
        if edits and sections_of(user) is not None:
            theirs = Article.objects.filter(pk=OuterRef("edition__article"))
            may_open = Exists(theirs.editable_by(user))
        reports = super().get_queryset(request).reports().select_related("edition")
        reports = reports.for_user(user).prefetch_related("marks")
        return reports.defer("edition__document").annotate(may_open=may_open)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Nobody is told that there is one which they may not see."""
        raise Http404

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: FBT002 - Django's own
        """The page, with its buttons."""
        page = page_of(obj, by=request.user)
        may_print = request.user.has_perm("articles.print_edition") and obj.may_open
        context |= {
            "title": _("Report № %d") % obj.pk,
            "subtitle": None,
            "page": page,
            "place": place_of(obj, request),
            "before": just_done(request.GET.get("done", ""), by=request.user),
            "report": obj,
            "because": because_of([obj])[obj.pk],
            "may_sort": self.has_change_permission(request, obj),
            "may_print": may_print,
            "states": states_for(obj),
            "undo_words": undo_words(page.undoable) if page.undoable else "",
        }
        if page.texts.old:
            context |= differences(page.texts.old, page.texts.new)
        if page.part and page.part.old:
            context["part_rows"] = differences(page.part.old, page.part.new)["rows"]
        return super().render_change_form(request, context, add, change, form_url, obj=obj)

    def save_model(self, request, obj, form, change):
        """Do what the pressed button is for."""
        request.done = done_with(obj, request.POST, form.cleaned_data, by=request.user)

    def construct_change_message(self, request, form, formsets, add=False):  # noqa: FBT002 - Django's own
        """What was done, in the words of the page; no field of the form is one of the report's."""
        return request.done.words

    def called(self, record):
        """By the story: what readers write is kept with the report alone."""
        return record.edition.headline or record.edition.address

    def response_change(self, request, obj):
        """Stay at the report, where the move can be undone, or go on in the list."""
        return onward(obj, request, request.done.words)

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

    @admin.display(description=gettext_lazy("Edition"), ordering="edition__number")
    def edition_number(self, report):
        """The number of the edition that the reader saw."""
        return report.edition.number

    @admin.display(description=gettext_lazy("held because"))
    def held_because(self, report):
        """Why it was ever held."""
        return "; ".join(str(each.label) for each in report.holds)


def done_with(report: Feedback, pressed, given: dict, *, by) -> Done:
    """Do the verb of the pressed button and say what it did. Raises what the verbs raise."""
    seen, ids = given.get("seen") or "", [report.pk]
    known = {"by": by, "note": given.get("note") or "", "seen": {report.pk: seen}}
    if "_undo" in pressed:
        event = moderation.undo(int(pressed["_undo"]), by=by)
        return Done(What.UNSORTED, _moved(event), way_of(event))
    if "_move" in pressed:
        known |= {"to": pressed["_move"], "seen": seen}
        if pressed["_move"] == State.ADDRESSED:
            known["resolution"] = given.get("resolution") or ""
        event = moderation.move(report.pk, **known)
        return Done(What.SORTED, _moved(event), way_of(event))
    if "_assign" in pressed or "_assign_me" in pressed:
        to = by if "_assign_me" in pressed else given.get("assignee")
        event = _event(moderation.assign_all(ids, to=to, **known))
        words = _("Assigned to %s.") % name_of(to) if to else _("Assigned to nobody.")
        return Done(What.ASSIGNED, words, event.note)
    if "_escalate" in pressed or "_calm" in pressed:
        is_over = "_calm" in pressed
        event = _event(moderation.escalate_all(ids, is_over=is_over, **known))
        return Done(What.SORTED, str(SAID[event.what]), way_of(event))
    if "_duplicate" in pressed or "_distinct" in pressed:
        of = given["duplicate_of"] if "_duplicate" in pressed else None
        _event(moderation.call_duplicates(ids, of=of, **known))
        words = _("It is a duplicate of № %d.") % of if of else _("It is no duplicate any more.")
        return Done(What.SORTED, words, words)
    moderation.remark(report.pk, **known | {"seen": seen})
    return remarked()


def _event(done: moderation.Deeds) -> FeedbackEvent:
    """The one event; else why there is none. Raises AlreadyThere."""
    if not done.events:
        raise moderation.AlreadyThere(next(iter(done.refused), _("There is no such report.")))
    return done.events[0]


def _moved(event: FeedbackEvent) -> str:
    if event.moved_from == event.moved_to:
        told = _("Undone.")
    else:
        told = _("Moved from %(moved_from)s to %(moved_to)s.") % {
            "moved_from": event.get_moved_from_display(),
            "moved_to": event.get_moved_to_display(),
        }
    return f"{told} {NOTE_STAYS}" if event.what == FeedbackEvent.What.NOTED else told
