"""The form of a front: its slots with their stories, their times and what stands in."""

import re
from datetime import datetime

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.front_stories import Story, stories_of
from articles.desk.timing import MomentField, release_choices
from articles.editions.arranging import NotArranged, Placement, name_of
from articles.editions.front import Filled, Front, FrontSlot, StandIn, positions, usual_stand_in
from articles.editions.release import Release
from articles.fields import no_control_characters
from articles.text.words import one_line

# More than anyone would queue, and few enough to be read at once.
MOST = 60


class PlacementForm(forms.Form):
    """A story in a slot."""

    article = forms.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            gettext_lazy("There is no such story. Take it off and choose another."),
        ),
    )
    slot = forms.TypedChoiceField(
        label=gettext_lazy("Slot"), coerce=int, empty_value=None, required=False
    )
    headline = forms.CharField(
        label=gettext_lazy("Headline here"),
        max_length=200,
        required=False,
        validators=[no_control_characters],
    )
    live_from = MomentField(label=gettext_lazy("From"), required=False)
    live_until = MomentField(label=gettext_lazy("Until"), required=False)
    release = forms.IntegerField(
        label=gettext_lazy("Or with the release"),
        min_value=1,
        max_value=2**63 - 1,
        required=False,
        widget=forms.Select,
    )
    # What is shown of the story; the whole form sets it.
    story: Story | None = None
    covered = False

    def __init__(self, *args, section_id, releases, **known):
        super().__init__(*args, **known)
        self.releases = releases
        self.fields["slot"].choices = slot_choices(section_id)
        self.fields["release"].widget.choices = release_choices(releases)

    def clean_headline(self):
        """A headline is one line."""
        return one_line(self.cleaned_data["headline"])

    def clean(self):
        """Nothing that is wrong with a story that is taken off keeps anyone from saving."""
        cleaned = super().clean()
        if cleaned.get("slot") is None and "slot" not in self.errors:
            self.errors.clear()
        typed, moments = cleaned.get("live_from"), {_to_the_minute(r.at) for r in self.releases}
        if cleaned.get("release") and typed and _to_the_minute(typed) not in moments:
            words = _(
                "With a release it begins when that goes out. Leave the time empty, or choose no "
                "release."
            )
            self.add_error("live_from", words)
        return cleaned

    @property
    def goes_with(self) -> str:
        """The name of the release with which it goes as it is saved, or ""."""
        saved = self.initial.get("release")
        return next((each.name for each in self.releases if each.pk == saved), "")

    def placement(self) -> Placement | None:
        """What was asked for; None if the story is to be taken off."""
        given = self.cleaned_data
        if given.get("slot") is None:
            return None
        return Placement(
            given["slot"],
            given["article"],
            given["headline"],
            given["live_from"],
            given["live_until"],
            given["release"],
        )


PlacementRows = forms.formset_factory(
    PlacementForm, extra=0, max_num=MOST, absolute_max=2 * MOST, validate_max=True
)


class MomentForm(forms.Form):
    """When the front is to be shown; empty for now."""

    moment = MomentField(label=gettext_lazy("Show the front at"), required=False)


def slot_choices(section_id) -> list[tuple]:
    """The slots of a front as a form offers them."""
    named = [(position, name_of(position)) for position in positions(section_id)]
    return [("", _("Not on the front")), *named]


class StandInForm(forms.Form):
    """What each slot shows while it has no live story."""

    def __init__(self, *args, section_id, **known):
        super().__init__(*args, **known)
        for position in positions(section_id):
            self.fields[f"stand_in-{position}"] = forms.ChoiceField(
                label=_("When it is empty"),
                choices=StandIn.choices,
                initial=usual_stand_in(position),
                required=False,
            )


class MostReadForm(forms.Form):
    """Whether the front shows what is most read."""

    most_read = forms.ChoiceField(
        label=gettext_lazy("Most read"),
        choices=[("shown", gettext_lazy("Shown")), ("hidden", gettext_lazy("Not shown"))],
        required=False,
    )


class FrontForm:
    """All of a front as it is arranged now, or as someone asks for it."""

    def __init__(self, section_id: int | None, *, at: datetime, data=None):
        self.section_id, self.at = section_id, at
        self.last = Front.objects.of(section_id).select_related("arranged_by").first()
        self.number = self.last.number if self.last else 0
        self.seen = _number(data.get("_overwrite") or data.get("seen")) if data else self.number
        self.stale = False
        self.general: list[str] = []
        data = _with_chosen(data) if data else None
        saved = list(FrontSlot.objects.of(section_id, at))
        self.rows = PlacementRows(
            data,
            initial=None if data else _initial(saved, at=at),
            prefix="placements",
            form_kwargs={"section_id": section_id, "releases": list(Release.objects.open(at))},
        )
        chosen = {f"stand_in-{slot.position}": slot.stand_in for slot in saved if slot.stand_in}
        self.stand_ins = StandInForm(data, initial=chosen, section_id=section_id)
        shown = self.last is None or self.last.shows_most_read
        initial = {"most_read": "shown" if shown else "hidden"}
        self.most_read = MostReadForm(data, initial=initial)
        # Where reads are not counted, nobody is asked.
        self.counts_reads = settings.COUNT_READS
        self.moment = MomentForm(data)
        ids = {pk for form in self.rows if (pk := _id(form["article"].value()))}
        self.known = stories_of(ids, at=at)
        for form in self.rows:
            form.story = self.known.get(_id(form["article"].value()))

    def is_valid(self) -> bool:
        """Whether all of it can be read, and every story is still there."""
        alone = (self.stand_ins, self.most_read, self.moment)
        valid = [form.is_valid() for form in (self.rows, *alone)]
        for form in self.rows:
            if form.cleaned_data.get("slot") and not form.story and not form.has_error("article"):
                form.add_error("article", _("This story is no longer there. Take it off."))
        return all(valid) and not any(form.errors for form in self.rows)

    def asked(self) -> list[Placement]:
        """The placements. Only of a valid form."""
        return [placement for form in self.rows if (placement := form.placement())]

    def asked_stand_ins(self) -> dict[int, str]:
        """What is to stand in, by slot. Only of a valid form."""
        given = self.stand_ins.cleaned_data
        return {int(name.partition("-")[2]): kind for name, kind in given.items() if kind}

    def asked_most_read(self) -> bool | None:
        """Whether what is most read is to be shown; None for as it is. Only of a valid form."""
        return {"shown": True, "hidden": False}.get(self.most_read.cleaned_data["most_read"])

    def refuse(self, refusal: NotArranged) -> None:
        """Tell each flaw at the field that it names."""
        forms_ = [form for form in self.rows if form.placement()]
        for flaw in refusal.flaws:
            forms_[flaw.number].add_error(flaw.field, flaw.text)

    @property
    def errors(self) -> bool:
        """Whether anything is told on the form."""
        alone = (self.stand_ins, self.most_read, self.moment)
        told = any(form.errors for form in (*self.rows, *alone))
        return self.stale or told or bool(self.rows.non_form_errors())

    def slots(self, shown: dict[int, Filled]) -> list[dict]:
        """Each slot with its stories, what readers see there now, and its stand-in."""
        held: dict[str, list[PlacementForm]] = {}
        for form in self.rows:
            held.setdefault(str(form["slot"].value() or ""), []).append(form)
        for forms_ in held.values():
            # What was just put there is the next to begin.
            forms_.sort(key=lambda form: bool(form["live_from"].value()))
        choices = slot_choices(self.section_id)[1:]
        for position, filled in shown.items():
            _mark_covered(held.get(str(position), []), filled, at=self.at)
        return [
            {
                "position": position,
                "name": name,
                "placements": held.get(str(position), []),
                "shown": shown.get(position),
                "stand_in": self.stand_ins[f"stand_in-{position}"],
            }
            for position, name in choices
        ]

    def off(self) -> list[PlacementForm]:
        """The stories that are to be taken off, or whose slot cannot be."""
        known = {str(position) for position in positions(self.section_id)}
        return [form for form in self.rows if str(form["slot"].value() or "") not in known]


def _initial(saved: list[FrontSlot], *, at) -> list[dict]:
    """The stories that stand or wait, what goes first in a slot first."""
    there = [
        slot
        for slot in saved
        if slot.article_id and (slot.live_until is None or slot.live_until > at)
    ]
    # What waits comes after what has begun, the next first.
    there.sort(key=lambda slot: (slot.position, slot.live_from > at, _nearness(slot, at)))
    return [
        {
            "article": slot.article_id,
            "slot": slot.position,
            "headline": slot.words,
            "live_from": slot.live_from,
            "live_until": slot.live_until,
            "release": slot.release_id if slot.live_from > at else None,
        }
        for slot in there
    ]


def _mark_covered(forms_: list[PlacementForm], shown: Filled, *, at: datetime) -> None:
    """Tell of the stories whose time has begun, but which one that began later covers."""
    there = [form for form in forms_ if form.initial and form.initial["live_from"] <= at]
    articles = [form.initial["article"] for form in there]
    if shown.edition.article_id in articles:
        for form in there[articles.index(shown.edition.article_id) + 1 :]:
            form.covered = True


def _nearness(slot: FrontSlot, at: datetime) -> float:
    return abs((slot.live_from - at).total_seconds())


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _with_chosen(posted):
    """What was posted, with a row for each story to which a slot was given in the list."""
    posted = posted.copy()
    total = _number(posted.get("placements-TOTAL_FORMS"))
    if total < 0:
        # Django takes less than none for none, and the front would be emptied without a word.
        posted["placements-TOTAL_FORMS"] = ""
    if not 0 <= total <= MOST:
        return posted
    for name in list(posted):
        if posted[name] and (found := re.fullmatch(r"put-([0-9]{1,18})", name)):
            posted[f"placements-{total}-article"] = found[1]
            posted[f"placements-{total}-slot"] = posted.pop(name)[-1]
            total += 1
    posted["placements-TOTAL_FORMS"] = str(total)
    return posted


def _number(value) -> int:
    """What was posted as a number; -1 for what is none."""
    text = str(value or "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1


def _id(value) -> int | None:
    text = str(value or "")
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None
