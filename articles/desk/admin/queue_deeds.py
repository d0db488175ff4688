"""What is done to reports from the queue: what it asks for, the verb, how it is told and noted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.desk.admin.report import NOTE_STAYS, way_of
from articles.desk.audit import What, note_deeds
from articles.feedback import moderation
from articles.feedback.feedback import Feedback, FeedbackEvent, Resolution, State
from articles.feedback.moderation import MODERATES, Deeds
from articles.fields import no_control_characters

AT_A_TIME = 500
LONGEST_NOTE = FeedbackEvent._meta.get_field("note").max_length


class NoteForm(forms.Form):
    """Why it is done, for colleagues; `user` is who does it."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        validators=[no_control_characters],
        help_text=gettext_lazy("For colleagues: why. It is kept with each report."),
    )

    def __init__(self, *args, user, **known):
        super().__init__(*args, **{"auto_id": "deed-%s", "label_suffix": "", **known})
        self.user = user


class AddressForm(NoteForm):
    """What became of it."""

    resolution = forms.ChoiceField(
        label=gettext_lazy("What became of it"), choices=[("", "–"), *Resolution.choices]
    )
    field_order = ("resolution", "note")


class AssignForm(NoteForm):
    """Who is to deal with it; whoever types nothing gives it to nobody."""

    to = forms.CharField(
        label=gettext_lazy("Assign to"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"list": "queue-staff", "autocomplete": "off"}),
        help_text=gettext_lazy("The name of an account. Left empty, nobody has it any more."),
    )
    field_order = ("to", "note")

    def clean_to(self):
        """The account of that name, or None. Only those who may moderate are there."""
        typed = " ".join(self.cleaned_data["to"].split())
        if not typed:
            return None
        able = get_user_model().objects.with_perm(MODERATES).filter(is_staff=True)
        found = list(able.filter(username=typed)[:1]) or [
            each for each in able if each.get_full_name().casefold() == typed.casefold()
        ]
        if len(found) != 1:
            told = _("No account that may moderate is called “%s”.") % typed
            raise forms.ValidationError(told, code="nobody")
        return found[0]


class DuplicateForm(NoteForm):
    """Of which report it is a duplicate."""

    of = forms.IntegerField(
        label=gettext_lazy("Duplicate of report"),
        min_value=1,
        max_value=2**62,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Its number. Both must be about the same story."),
    )
    field_order = ("of", "note")


@dataclass(frozen=True)
class Deed:
    """`do` takes ids, who does it, how they were seen, and what the form asked for."""

    name: str
    label: object
    do: Callable[..., Deeds]
    # What is said when it is done, with how many.
    told: Callable[[dict, int], str]
    form: type[NoteForm] = NoteForm
    what: What = What.SORTED

    @property
    def asks(self) -> bool:
        """Whether there is something to be known before it can be done."""
        return self.form is not NoteForm


def _move(ids, *, to, by, seen, resolution="", note=""):
    return moderation.move_all(ids, to=to, by=by, seen=seen, resolution=resolution, note=note)


def _assign(ids, *, by, seen, to, note=""):
    return moderation.assign_all(ids, to=to, by=by, seen=seen, note=note)


def _take(ids, *, by, seen, note=""):
    return moderation.assign_all(ids, to=by, by=by, seen=seen, note=note)


def _escalate(ids, *, by, seen, note="", is_over=False):
    return moderation.escalate_all(ids, by=by, seen=seen, note=note, is_over=is_over)


def _duplicate(ids, *, by, seen, of=None, note=""):
    return moderation.call_duplicates(ids, of=of, by=by, seen=seen, note=note)


def _moved(state):
    def told(given, count):
        words = ngettext("%(n)d moved to %(state)s.", "%(n)d moved to %(state)s.", count)
        return words % {"n": count, "state": state.label}

    return told


def _assigned(given, count):
    who = given.get("to")
    name = (who.get_full_name() or who.get_username()) if who else _("nobody")
    words = ngettext("%(n)d assigned to %(who)s.", "%(n)d assigned to %(who)s.", count)
    return words % {"n": count, "who": name}


def _plain(one, many):
    return lambda given, count: ngettext(one, many, count) % {"n": count}


def _mover(name, label, state, form=NoteForm):
    return Deed(name, label, partial(_move, to=state), _moved(state), form)


DEEDS = {
    deed.name: deed
    for deed in (
        _mover("open", gettext_lazy("Open"), State.OPEN),
        _mover("in_progress", gettext_lazy("In progress"), State.IN_PROGRESS),
        _mover("address", gettext_lazy("Address…"), State.ADDRESSED, AddressForm),
        _mover("dismiss", gettext_lazy("Dismiss"), State.DISMISSED),
        _mover("spam", gettext_lazy("Spam"), State.SPAM),
        _mover("hold", gettext_lazy("Hold"), State.HELD),
        _mover("new", gettext_lazy("Put back to New"), State.NEW),
        Deed("assign", gettext_lazy("Assign to…"), _assign, _assigned, AssignForm, What.ASSIGNED),
        Deed(
            "take",
            gettext_lazy("Assign to me"),
            _take,
            _plain("%(n)d assigned to you.", "%(n)d assigned to you."),
            what=What.ASSIGNED,
        ),
        Deed(
            "escalate",
            gettext_lazy("Escalate"),
            _escalate,
            _plain("%(n)d escalated.", "%(n)d escalated."),
        ),
        Deed(
            "calm",
            gettext_lazy("No longer escalated"),
            partial(_escalate, is_over=True),
            _plain("%(n)d no longer escalated.", "%(n)d no longer escalated."),
        ),
        Deed(
            "duplicate",
            gettext_lazy("Duplicate of…"),
            _duplicate,
            _plain("%(n)d marked as a duplicate.", "%(n)d marked as duplicates."),
            DuplicateForm,
        ),
        Deed(
            "distinct",
            gettext_lazy("No duplicate"),
            _duplicate,
            _plain("%(n)d no longer a duplicate.", "%(n)d no longer duplicates."),
        ),
    )
}


@transaction.atomic
def do(deed: Deed, request, ids, *, seen: Mapping[int, str], given: dict) -> Deeds:
    """Do it, note it, and leave a message with what was done, what not, and how to undo it.

    Raises PermissionDenied and what the verbs refuse as a whole.
    """
    done = deed.do(ids, by=request.user, seen=seen, **given)
    note(deed.what, done, request)
    if count := len(done.events):
        messages.success(request, deed.told(given, count), extra_tags=str(done.batch))
    _tell_refused(request, done)
    return done


@transaction.atomic
def undo(batch: UUID, request) -> Deeds:
    """Put back what was done together, as far as nobody did something since."""
    done = moderation.undo_all(batch, by=request.user)
    note(What.UNSORTED, done, request)
    if count := len(done.events):
        told = ngettext("%d undone.", "%d undone.", count) % count
        has_note = any(each.what == FeedbackEvent.What.NOTED for each in done.events)
        messages.success(request, f"{told} {NOTE_STAYS}" if has_note else told)
    _tell_refused(request, done)
    if not (done.events or done.refused):
        messages.warning(request, _("There is nothing left to undo."))
    return done


def note(what: str, done: Deeds, request) -> None:
    """Tell the audit of each. A query for each five hundred of them, and two to write them."""
    for start in range(0, len(done.events), AT_A_TIME):
        events = done.events[start : start + AT_A_TIME]
        reports = Feedback.objects.filter(pk__in=[each.feedback_id for each in events])
        columns = ("pk", "article_id", "edition__headline", "edition__address")
        named = {pk: (story, name or at) for pk, story, name, at in reports.values_list(*columns)}
        note_deeds(
            what,
            [
                (Feedback(pk=pk, article_id=named[pk][0]), named[pk][1], way_of(event))
                for event in events
                if (pk := event.feedback_id) in named
            ],
            request=request,
        )


def _tell_refused(request, done: Deeds) -> None:
    for why, count in done.refused.items():
        told = ngettext("%(n)d left as it was: %(why)s", "%(n)d left as they were: %(why)s", count)
        messages.warning(request, told % {"n": count, "why": why})
