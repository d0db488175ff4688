"""What the desk's admin pages have in common."""

from django.contrib import admin
from django.db import transaction

from articles import freshness
from articles.text.refusal import Refusal


class DeskAdmin(admin.ModelAdmin):
    """A page of the desk. What a verb refuses is told on the form, and nothing typed is lost."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form. A refusal has rolled everything back: show the form again, saying why."""
        request.refusal = None
        try:
            response = self._form(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            request.refusal = refusal
            response = self._form(request, object_id, form_url, extra_context)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = 422
        return response

    def _form(self, request, object_id, form_url, extra_context):
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - Django's own
        """The form class of this request, which knows why the last button was refused."""
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form


class RefusalForm:
    """A form that tells its `refusal` at the field that it names."""

    refusal = None

    def clean(self):
        """Add the refusal to what the form's own checks found."""
        cleaned = super().clean()
        if self.refusal:
            field = self.refusal.field if self.refusal.field in self.fields else None
            self.add_error(field, str(self.refusal))
        return cleaned


class LiveAtOnce:
    """A record that readers' pages show as it stands: any change of it is a change of the site."""

    def save_model(self, request, obj, form, change):
        """Save, and tell every process that the site has changed."""
        with transaction.atomic():
            freshness.touch()
            super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        """Delete, likewise."""
        with transaction.atomic():
            freshness.touch()
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        """Delete several, likewise."""
        with transaction.atomic():
            freshness.touch()
            super().delete_queryset(request, queryset)


class ReadOnly:
    """A log: to be looked at."""

    def has_add_permission(self, request, obj=None):
        """Made by verbs only."""
        return False

    def has_change_permission(self, request, obj=None):
        """Never changed."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Never deleted."""
        return False
