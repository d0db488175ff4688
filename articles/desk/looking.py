"""By what the picture library is looked through: words, and how it stands with a picture."""

from datetime import date, datetime, time

from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext_lazy as _

from articles.desk.picture_uses import unused, used
from articles.library.image import LONGEST_SEARCH, Image, Rights

ANY = ("", _("Does not matter"))
# Calendars and time zones do odd things at the ends of time.
_DAYS = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2900, 1, 1))]


class Person(forms.ModelChoiceField):
    """Someone who has taken pictures in, by name."""

    def label_from_instance(self, account):
        """As elsewhere at the desk."""
        return account.get_full_name() or account.get_username()


def _day(label) -> forms.DateField:
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=box, validators=_DAYS)


def _choice(label, *choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices)


class LookForm(forms.Form):
    """What someone looks for in the library."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    use = _choice(_("Use"), ANY, ("used", _("Used")), ("unused", _("Not used")))
    rights = _choice(_("Rights"), ANY, *Rights.choices)
    lacks = _choice(
        _("What is missing"),
        ANY,
        ("alt", _("The description")),
        ("credit", _("The credit")),
    )
    by = Person(
        label=_("Taken in by"),
        required=False,
        queryset=get_user_model().objects.none(),
        empty_label=_("Anyone"),
    )
    since = _day(_("From"))
    until = _day(_("To"))

    def __init__(self, data):
        super().__init__(data, auto_id="look-%s", label_suffix="")
        taken_in = Image.objects.filter(taken_in_by=OuterRef("pk"))
        people = get_user_model().objects.filter(Exists(taken_in))
        self.fields["by"].queryset = people.order_by("first_name", "last_name", "username")

    def found(self):
        """The images that it asks for; a field that was filled in wrongly asks for nothing."""
        self.full_clean()
        asked = self.cleaned_data
        images = Image.objects.found_by(asked.get("q", ""))
        if use := asked.get("use"):
            images = used(images) if use == "used" else unused(images)
        if rights := asked.get("rights"):
            images = images.with_rights(Rights(rights), on=localdate())
        if lacks := asked.get("lacks"):
            images = images.without(lacks)
        if by := asked.get("by"):
            images = images.taken_in(by=by)
        here = get_current_timezone()
        if since := asked.get("since"):
            images = images.taken_in(since=datetime.combine(since, time.min, here))
        if until := asked.get("until"):
            images = images.taken_in(until=datetime.combine(until, time.max, here))
        return images

    @property
    def narrows(self) -> bool:
        """Whether anything but words is asked for."""
        return any(self.data.get(name) for name in self.fields if name != "q")
