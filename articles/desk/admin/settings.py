"""What an administrator sets for the whole house."""

from django import forms
from django.contrib import admin

from articles.desk.admin.base import DeskAdmin
from articles.desk.admin.noting import Done
from articles.desk.audit import What
from articles.desk.readiness import CheckRule


class LevelForm(forms.ModelForm):
    """A line of the list; its field is called by what it weighs."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].widget.attrs["aria-label"] = str(self.instance)


@admin.register(CheckRule)
class CheckRuleAdmin(DeskAdmin):
    """How much each check weighs. There are as many as the house knows to make."""

    list_display = ("__str__", "level")
    list_editable = ("level",)
    list_display_links = None
    actions = None

    def get_changelist_form(self, request, **kwargs):
        """Each field with a name of its own."""
        return super().get_changelist_form(request, form=LevelForm, **kwargs)

    def save_model(self, request, obj, form, change):
        """Save it; the audit is told what it weighs from now on."""
        super().save_model(request, obj, form, change)
        request.done = Done(What.SAVED, detail=obj.get_level_display())

    def has_add_permission(self, request):
        """They come with the house."""
        return False

    def has_delete_permission(self, request, obj=None):
        """One that is not wanted is set so."""
        return False
