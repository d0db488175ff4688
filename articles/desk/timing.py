"""When something is to happen, as forms ask for it: a moment, or the release that it goes with."""

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

YEARS = range(1900, 2200)
AS_TYPED = "%Y-%m-%dT%H:%M"


class HiddenMoment(forms.DateTimeInput):
    """A time as it was when the form was opened, written as it would be sent."""

    input_type = "hidden"

    def __init__(self, attrs=None):
        super().__init__(attrs, format=AS_TYPED)


class MomentField(forms.DateTimeField):
    """A time in the site's zone, as one input; nonsense hours are told as what they are."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AS_TYPED)
    hidden_widget = HiddenMoment

    def to_python(self, value):
        try:
            moment = super().to_python(value)
        except forms.ValidationError as refused:
            if _is_a_time(value):
                raise forms.ValidationError(
                    _(
                        "On the night when the clocks change, %(zone)s skips this time or has it "
                        "twice. Choose a time an hour earlier or later."
                    )
                    % {"zone": timezone.get_current_timezone_name()},
                    code="skipped_or_doubled",
                ) from refused
            raise
        if moment and moment.year not in YEARS:
            raise forms.ValidationError(
                _("Choose a day between %(first)d and %(last)d."),
                code="out_of_range",
                params={"first": YEARS[0], "last": YEARS[-1]},
            )
        return moment


def _is_a_time(typed) -> bool:
    """Whether it reads as a time that some clock shows: no hour 25, no 30 February."""
    try:
        return bool(typed) and parse_datetime(str(typed)) is not None
    except ValueError:
        return False


def release_choices(releases) -> list[tuple]:
    """These releases as a form offers them, each with its moment."""
    named = [
        (each.pk, f"{each.name}, {date_format(localtime(each.at), 'SHORT_DATETIME_FORMAT')}")
        for each in releases
    ]
    return [("", _("At a time of its own")), *named]
