"""What the desk's admin pages have in common."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import freshness
from articles.editions.edition import Edition
from articles.editions.listing import Listing
from articles.text.refusal import Refusal

SHOWN_AT_MOST = 10


class OnlyIds:
    """Posted values that are no ids are dropped before the widget looks them up."""

    def optgroups(self, name, value, attr=None):
        """The chosen records, as far as what was posted can name any."""
        ids = [pk for pk in map(str, value) if pk.isdecimal() and len(pk) < 19]
        return super().optgroups(name, ids, attr)


class Autocomplete(OnlyIds, AutocompleteSelect):
    """Django's, but a hostile value is refused by the field and not met in the database."""


class AutocompleteMany(OnlyIds, AutocompleteSelectMultiple):
    """Likewise for several."""


class Widgets:
    """Our widgets in forms and in their rows."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A search box for what is declared in `autocomplete_fields`."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Autocomplete(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Likewise."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AutocompleteMany(
                db_field, self.admin_site, using=kwargs.get("using")
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class DeskAdmin(Widgets, admin.ModelAdmin):
    """A page of the desk. What a verb refuses is told on the form, and nothing typed is lost."""

    # Counting each filter\'s rows costs a scan each.
    show_facets = admin.ShowFacets.NEVER

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

    def changelist_view(self, request, extra_context=None):
        """The list, headed by what it lists."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def _form(self, request, object_id, form_url, extra_context):
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        """The form; the editor's import map is an inline script, so it carries the nonce."""
        if hasattr(context["media"], "with_nonce"):
            context["media"] = context["media"].with_nonce(str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)

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


class KeptWhilePrinted:
    """A record that editions show by its id, and which is not deleted from under them."""

    # The list (`List.IMAGE`, …) in which editions that show the record stand.
    shown_in = ""

    def get_deleted_objects(self, objs, request):
        """Django's answer; among what forbids it, the stories that were printed with the record."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        listed = Listing.objects.filter(list=self.shown_in, key__in=[each.pk for each in objs])
        editions = Edition.archive.filter(listings__in=listed).distinct()[:SHOWN_AT_MOST]
        names = [_("Printed: %(story)s") % {"story": edition} for edition in editions]
        return deleted, counts, lacking, [*protected, *names]


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
