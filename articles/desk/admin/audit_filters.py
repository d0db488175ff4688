"""By what the audit is narrowed down: who, of what kind, which record, on which days."""

from datetime import datetime, time, timedelta

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from articles.desk.admin.noting import Noted
from articles.desk.article import Article
from articles.desk.audit import Deed, kind_of
from articles.desk.ids import is_id

MOST_ACCOUNTS = 200
DAYS = ("since", "until")


class WhoFilter(admin.SimpleListFilter):
    """By the account. One that is gone is found by its name."""

    title = _("who")
    parameter_name = "who"

    def lookups(self, request, model_admin):
        """The accounts of the staff."""
        accounts = User.objects.filter(is_staff=True).order_by("username")
        return [
            (str(pk), name) for pk, name in accounts.values_list("pk", "username")[:MOST_ACCOUNTS]
        ]

    def queryset(self, request, queryset):
        """What that account did."""
        return queryset.filter(by_id=self.value()) if is_id(self.value() or "") else queryset


class KindFilter(admin.SimpleListFilter):
    """By the kind of record."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        """Every kind that has a page at the desk."""
        pages = model_admin.admin_site._registry.items()
        kinds = {kind_of(model) for model, page in pages if isinstance(page, Noted)}
        named = [(kind, name_of(kind)) for kind in kinds - {kind_of(Deed)}]
        return sorted(named, key=lambda each: each[1].casefold())

    def queryset(self, request, queryset):
        """What was done to those."""
        return queryset.filter(kind=self.value()[:40]) if self.value() else queryset


class RecordFilter(admin.SimpleListFilter):
    """By the one record whose page led here; of a story, with what belongs to it."""

    title = _("record")
    parameter_name = "of"

    def lookups(self, request, model_admin):
        """That record, by the name that it last had."""
        if not self._asked:
            return []
        title = self._found(Deed.log.all()).values_list("title", flat=True).first()
        return [(self.value(), title or self.value())]

    def queryset(self, request, queryset):
        """What was done to it."""
        return self._found(queryset) if self._asked else queryset

    @property
    def _asked(self):
        kind, _colon, key = (self.value() or "").replace("\0", "").partition(":")
        return (kind, key) if key and (kind != kind_of(Article) or is_id(key)) else None

    def _found(self, deeds):
        kind, key = self._asked
        return deeds.of_story(int(key)) if kind == kind_of(Article) else deeds.of_record(kind, key)


class DaysFilter(admin.ListFilter):
    """From one day to another, both included, in the desk's own time."""

    title = _("days")
    parameter_name = DAYS[0]
    template = "admin/articles/deed/_days.html"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        for name in DAYS:
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]
        self.form = DaysForm(self.used_parameters or None)

    def has_output(self):
        """Always."""
        return True

    def expected_parameters(self):
        """Both days."""
        return list(DAYS)

    def choices(self, changelist):
        """What else was asked for, which the form has to ask for again."""
        return [each for each in changelist.params.items() if each[0] not in (*DAYS, "p")]

    def queryset(self, request, queryset):
        """What was done on those days; a day that is none asks for nothing."""
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        if asked.get("since"):
            queryset = queryset.filter(at__gte=_begin(asked["since"]))
        if asked.get("until"):
            queryset = queryset.filter(at__lt=_begin(asked["until"] + timedelta(days=1)))
        return queryset


class DaysForm(forms.Form):
    """The first day and the last."""

    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(label=_("To"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean_until(self):
        """A day that has a next one."""
        day = self.cleaned_data["until"]
        if day and day.year > 9000:
            raise ValidationError(_("Enter a valid date."), code="invalid")
        return day


def name_of(kind: str) -> str:
    """What the desk calls records of that kind; the kind itself, if there are none any more."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind


def _begin(day) -> datetime:
    return make_aware(datetime.combine(day, time()))
