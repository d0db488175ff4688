"""The fields by which the queue is narrowed."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.admin.queue_offers import number_in
from articles.feedback.asked import EVERY
from articles.feedback.feedback import State
from articles.text.words import joined

ALL = "all"
TABS = [*State.choices, (ALL, gettext_lazy("All"))]
ANY = ("", gettext_lazy("Does not matter"))
# Calendars and time zones do odd things at the ends of time.
DAYS = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2900, 1, 1))]


def spelled(states: tuple[str, ...]) -> list[str]:
    """What an address says of them."""
    return [ALL] if states == EVERY else list(states)


def named(states: tuple[str, ...]) -> str:
    """The tab of one state or of all, or several in words."""
    return joined([str(dict(TABS)[each]) for each in spelled(states)], last=_("{} or {}"))


class Stories(forms.TextInput):
    """A line for each story that is asked for, or one to ask for one."""

    # What they are called, by number: each form gives its own, for a copy of a widget shares all
    # but its attributes.
    names: dict[int | None, str]

    def value_from_datadict(self, data, files, name):
        """What is typed in each line."""
        return [typed.strip() for typed in data.getlist(name) if typed.strip()]

    def render(self, name, value, attrs=None, renderer=None):
        """The lines; the label is that of the first."""
        lines = []
        for each in value or [""]:
            shown = self.names.get(number_in(each), each)
            known = {"aria-label": _("Another story")} if lines else attrs
            lines.append(super().render(name, shown, known, renderer))
        return format_html_join(" ", "{}", ((line,) for line in lines))


def choice(label, *choices) -> forms.ChoiceField:
    """One of these, or none."""
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *choices])


def either(label, yes, no) -> forms.ChoiceField:
    """Yes, no, or neither."""
    return choice(label, ("yes", yes), ("no", no))


def day(label) -> forms.DateField:
    """A day, in the browser's own calendar."""
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=box, validators=DAYS)


def several(label, choices) -> forms.MultipleChoiceField:
    """Any of these."""
    box = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, required=False, choices=choices, widget=box)


def line(label, offered: str) -> forms.CharField:
    """A name, of which some are offered while one types."""
    box = forms.TextInput(attrs={"list": offered, "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=120, widget=box)
