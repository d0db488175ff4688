"""What is asked before one deed is done to several stories."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.plans import Ahead
from articles.desk.tags import from_commas
from articles.desk.timing import MomentField
from articles.fields import no_control_characters
from articles.library.contributor import Contributor, Role
from articles.library.section import SectionTree
from articles.library.section_right import sections_of


class Account(forms.ModelChoiceField):
    """Someone of the staff, by name."""

    def label_from_instance(self, account):
        """As elsewhere at the desk."""
        return account.get_full_name() or account.get_username()


class BulkForm(forms.Form):
    """The value of a deed; `user` is who does it."""

    def __init__(self, *args, user, **known):
        super().__init__(*args, auto_id="bulk-%s", label_suffix="", **known)
        self.user = user


class AssignForm(BulkForm):
    """Who is to write them."""

    assignee = Account(
        label=gettext_lazy("Assigned to"),
        required=False,
        queryset=get_user_model().objects.none(),
        empty_label=gettext_lazy("Nobody"),
    )

    def __init__(self, *args, **known):
        super().__init__(*args, **known)
        staff = get_user_model().objects.filter(is_active=True, is_staff=True)
        named = staff.order_by("first_name", "last_name", "username")
        self.fields["assignee"].queryset = named


class PlanForm(Ahead, BulkForm):
    """The day on which they are to appear."""

    planned_for = forms.DateField(
        label=gettext_lazy("Planned for"),
        required=False,
        help_text=gettext_lazy("Left empty, they are planned for no day."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


class SectionForm(BulkForm):
    """Where they are filed: only sections on which this person works."""

    section = forms.TypedChoiceField(label=gettext_lazy("Section"), coerce=int)

    def __init__(self, *args, **known):
        super().__init__(*args, **known)
        mine = sections_of(self.user)
        shown = [each for each in SectionTree().everywhere() if mine is None or each.pk in mine]
        named = [(each.pk, "\u2003" * (each.depth - 1) + each.name) for each in shown]
        self.fields["section"].choices = [("", "–"), *named]


class TagsForm(BulkForm):
    """Which tags they get, and which they lose."""

    add = forms.CharField(
        label=gettext_lazy("Tags to add"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Parted by commas."),
        validators=[no_control_characters],
    )
    remove = forms.CharField(
        label=gettext_lazy("Tags to take away"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Parted by commas."),
        validators=[no_control_characters],
    )

    def clean(self):
        """Lists of names; one of both is needed."""
        cleaned = super().clean()
        for name in ("add", "remove"):
            cleaned[name] = from_commas(cleaned.get(name) or "")
            if any(len(each) > 100 for each in cleaned[name]):
                told = _("A tag has at most 100 letters.")
                self.add_error(name, forms.ValidationError(told, code="too_long"))
        if not (self.errors or cleaned["add"] or cleaned["remove"]):
            raise forms.ValidationError(_("Name a tag to add or to take away."), code="no_tag")
        return cleaned


class CreditForm(BulkForm):
    """Who is credited, and for what."""

    contributor = forms.ModelChoiceField(
        label=gettext_lazy("Person"),
        queryset=Contributor.objects.none(),
    )
    role = forms.ChoiceField(label=gettext_lazy("Credited as"), choices=Role.choices)

    def __init__(self, *args, **known):
        super().__init__(*args, **known)
        self.fields["contributor"].queryset = Contributor.objects.order_by("name")


class ScheduleForm(BulkForm):
    """From when readers are to have them."""

    at = MomentField(label=gettext_lazy("Publish at"))


class WithdrawForm(BulkForm):
    """What their readers are told."""

    notice = forms.CharField(
        label=gettext_lazy("Withdrawal notice"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Shown in the place of each of these stories; may be left empty."),
        validators=[no_control_characters],
    )
