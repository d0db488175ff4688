"""What forms ask of a story's plan: who has it, until when, for which day, how urgent."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.article import Article
from articles.desk.conflict import PLANS
from articles.desk.workflow import DayHasPassed, ask_ahead


def prepare_plans(fields) -> None:
    """Make what of `fields` is planning ready: each is sent with what it was when it was read."""
    for name in set(PLANS) & set(fields):
        fields[name].show_hidden_initial = True
    if "priority" in fields:
        fields["priority"].required = False
        fields["priority"].empty_value = Article.Priority.NORMAL
    if "due_at" in fields:
        zone = timezone.get_current_timezone_name()
        fields["due_at"].help_text = _("In the time of %s.") % zone
    if "assignee" in fields:
        # A plain list, in which script lets one type: searching among accounts would take the
        # right to look at them.
        staff = get_user_model().objects.filter(is_active=True, is_staff=True)
        fields["assignee"].queryset = staff.order_by("first_name", "last_name", "username")
        fields["assignee"].label_from_instance = _name_of
        fields["assignee"].empty_label = _("Nobody")
        widget = fields["assignee"].widget
        getattr(widget, "widget", widget).attrs["data-complete"] = ""


def _name_of(account) -> str:
    return account.get_full_name() or account.get_username()


class Ahead(forms.BaseForm):
    """A form in which a story is planned for a day."""

    def clean_planned_for(self):
        """A day that has passed is chosen by nobody; one that was chosen before may stay."""
        day = self.cleaned_data["planned_for"]
        if "planned_for" in self.changed_data:
            try:
                ask_ahead(day, today=timezone.localdate())
            except DayHasPassed as refused:
                raise forms.ValidationError(str(refused), code=refused.code) from refused
        return day
