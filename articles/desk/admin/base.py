"""What the desk's admin pages have in common."""

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models, transaction
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import freshness
from articles.desk.admin.noting import Noted
from articles.desk.ids import is_id
from articles.editions.address import Redirect
from articles.editions.edition import Edition
from articles.editions.front import Front
from articles.editions.listing import Listing
from articles.library.section_right import works_on
from articles.text.refusal import Refusal

SHOWN_AT_MOST = 10
MOST_WORDS = 20
LONGEST_SEARCH = 200
# What Django's filters of a field put behind its name.
FILTERED = ("__exact", "__id__exact", "__isnull", "__gte", "__lt")


class OnlyIds:
    """Posted values that are no ids are dropped before the widget looks them up.

    `known` is a record that was read already, for which nothing need be asked.
    """

    known = None

    def optgroups(self, name, value, attr=None):
        """The chosen records, as far as what was posted can name any."""
        ids = list(filter(is_id, map(str, value)))
        if self.known is None or ids != [str(self.known.pk)]:
            return super().optgroups(name, ids, attr)
        label = self.choices.field.label_from_instance(self.known)
        options = [self.create_option(name, self.known.pk, label, {ids[0]}, 0)]
        if not self.is_required:
            options.insert(0, self.create_option(name, "", "", set(), 0))
        return [(None, options, 0)]


class Autocomplete(OnlyIds, AutocompleteSelect):
    """Django's, but a hostile value is refused by the field and not met in the database."""


class AutocompleteMany(OnlyIds, AutocompleteSelectMultiple):
    """Likewise for several."""

    def value_from_datadict(self, data, files, name):
        """The ids among what was posted."""
        return list(filter(is_id, super().value_from_datadict(data, files, name)))


class Widgets:
    """Our widgets and words in forms and in their rows."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The field; what Django calls a slug is called an address here."""
        if isinstance(db_field, models.SlugField):
            words = {"invalid": _("Use letters without accents, digits, hyphens and underscores.")}
            kwargs["error_messages"] = words
        return super().formfield_for_dbfield(db_field, request, **kwargs)

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


class PlainLists:
    """Lists that answer what their page offers, and nothing that an address can be made to ask."""

    # Counting each filter's rows costs a scan each.
    show_facets = admin.ShowFacets.NEVER

    def lookup_allowed(self, lookup, value, request):
        """Only the page's own filters: any other would ask for what the page does not show."""
        filters = self.get_list_filter(request)
        fields = {name for name in filters if isinstance(name, str)}
        ours = {each.parameter_name for each in filters if each not in fields}
        return lookup in ours | {f"{field}{end}" for field in fields for end in FILTERED}

    def changelist_view(self, request, extra_context=None):
        """The list, or that there is none such."""
        try:
            return super().changelist_view(request, extra_context)
        except DisallowedModelAdminLookup:
            return self.no_such_list(request)

    def no_such_list(self, request):
        """What is answered to an address that asks for more than the list can tell: a word, and
        the way back.
        """
        context = self.admin_site.each_context(request) | {
            "title": _("There is no such list"),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/no_such_list.html", context, status=400)

    def get_search_results(self, request, queryset, search_term):
        """Django's search, for as many words as a person would type."""
        words = " ".join(search_term.split()[:MOST_WORDS])
        return super().get_search_results(request, queryset, words[:LONGEST_SEARCH])

    def response_action(self, request, queryset):
        """The action, on those of the chosen that are ids."""
        request.POST = request.POST.copy()
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        request.POST.setlist(ACTION_CHECKBOX_NAME, list(filter(is_id, chosen)))
        return super().response_action(request, queryset)


class DeskAdmin(Noted, PlainLists, Widgets, admin.ModelAdmin):
    """A page of the desk. What a verb refuses is told on the form, and nothing typed is lost."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form. A refusal has rolled everything back: show the form again, saying why."""
        request.refusal = None
        try:
            response = self._form(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            request.refusal = refusal
            response = self._form(request, object_id, form_url, extra_context)
        if request.method == "POST" and "adminform" in (
            getattr(response, "context_data", None) or {}
        ):
            # The form again, so something on it was refused.
            response.status_code = 422
        return response

    def get_deleted_objects(self, objs, request):
        """Django's answer; what forbids a deletion is told before the rights that it would take."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set() if protected else lacking, protected

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


class OfASection:
    """A record of one section (`section_field`), for who works there; its form knows who asks."""

    section_field = "section_id"

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - Django's own
        """The form class of this request, which knows who asks."""
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        return form

    def has_change_permission(self, request, obj=None):
        """Whoever may at all, where they work."""
        return super().has_change_permission(request, obj) and self._works_there(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Likewise."""
        return super().has_delete_permission(request, obj) and self._works_there(request, obj)

    def _works_there(self, request, obj) -> bool:
        return obj is None or works_on(request.user, getattr(obj, self.section_field))


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
        return deleted, counts, lacking if not names else set(), [*protected, *names]


class TakesItsAddresses:
    """A record that takes its old addresses and its front along, whoever may delete those alone."""

    def get_deleted_objects(self, objs, request):
        """Django's answer, which does not ask for that right."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        lost = {Redirect._meta.verbose_name, Front._meta.verbose_name}
        return deleted, counts, lacking - lost, protected


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
