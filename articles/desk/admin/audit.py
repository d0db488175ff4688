"""The audit, to be read: who did what, when, and from where."""

from functools import cached_property

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.formats import date_format, get_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.desk.admin.audit_filters import (
    DAYS,
    DaysFilter,
    KindFilter,
    RecordFilter,
    WhoFilter,
    name_of,
)
from articles.desk.admin.base import DeskAdmin, ReadOnly
from articles.desk.admin.noting import deeds_of
from articles.desk.audit import Deed, What, kind_of
from articles.desk.ids import is_id
from articles.desk.spreadsheet import csv_response
from articles.editions.front import Front
from articles.library.section import Section

# So far one can page back. Counting further costs more with every deed; days lead there at once.
MOST_PAGED = 5_000
HOME = "home"
IN_A_FILE = (
    "at",
    "by_name",
    "what",
    "kind",
    "key",
    "title",
    "story_id",
    "detail",
    "whence",
    "browser",
)


class NewestPages(Paginator):
    """Pages of what is newest: what is beyond is not counted."""

    @cached_property
    def count(self):
        """How many there are, or that there are at least so many."""
        return self.object_list[:MOST_PAGED].count()


@admin.register(Deed)
class DeedAdmin(ReadOnly, DeskAdmin):
    """The log itself. It leads to what it tells of, as far as that still exists."""

    change_list_template = "admin/articles/deed/change_list.html"
    # None of them is a column of the table, so that no address sorts all of it by one.
    list_display = ("when", "who", "deed", "record", "more", "origin")
    list_filter = (RecordFilter, DaysFilter, WhoFilter, "what", KindFilter)
    list_per_page = 50
    list_max_show_all = 50
    paginator = NewestPages
    search_fields = ("by_name", "title", "detail")
    search_help_text = gettext_lazy("Searches names, titles and details.")
    show_full_result_count = False
    sortable_by = ()
    actions = None
    empty_value_display = ""
    fields = ("when", "who", "deed", "record", "key", "more", "origin", "browser")
    readonly_fields = fields

    def lookup_allowed(self, lookup, value, request):
        """Also the second of the days."""
        return lookup in DAYS or super().lookup_allowed(lookup, value, request)

    def get_urls(self):
        """Also the list as a file."""
        export = self.admin_site.admin_view(require_safe(self.export))
        return [path("export/", export, name="articles_deed_export"), *super().get_urls()]

    # The list

    def changelist_view(self, request, extra_context=None):
        """The list, with what was asked of it for the file."""
        extra = {"asked": request.GET.urlencode(), **(extra_context or {})}
        return super().changelist_view(request, extra)

    def get_changelist_instance(self, request):
        """The list, with the way to each record that is still there: one query for all."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        self._find(request, changelist.result_list)
        changelist.is_cut = changelist.result_count >= MOST_PAGED
        return changelist

    def get_object(self, request, object_id, from_field=None):
        """One deed, likewise."""
        deed = Deed.log.filter(pk=object_id).first() if is_id(object_id) else None
        if deed:
            self._find(request, [deed])
        return deed

    def export(self, request):
        """All that the list would show, from first page to last, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            deeds = super().get_changelist_instance(request).get_queryset(request)
        except DisallowedModelAdminLookup:
            return self.no_such_list(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:articles_deed_changelist"))
        head = (
            _("When"),
            _("Who"),
            _("Deed"),
            _("Kind"),
            _("Number"),
            _("Title"),
            _("Story"),
            _("Detail"),
            _("From"),
            _("Browser"),
        )
        told = {what: str(words) for what, words in What.choices}
        kinds = {kind: name_of(kind) for kind in map(kind_of, self.admin_site._registry)}
        rows = (
            (
                localtime(at).isoformat(" ", "seconds"),
                who,
                told.get(what, what),
                kinds.get(kind, kind),
                *rest,
            )
            for at, who, what, kind, *rest in deeds.values_list(*IN_A_FILE).iterator()
        )
        return csv_response(head, rows, name="audit.csv")

    def _find(self, request, deeds):
        """Give each deed the address of its record, "" where there is none for this person."""
        wanted = {}
        for deed in deeds:
            wanted.setdefault(deed.kind, set()).add(deed.key)
        there = _existing(wanted)
        for deed in deeds:
            deed.address = self._page_of(request, deed) if (deed.kind, deed.key) in there else ""
            deed.others = deeds_of(request, deed.kind, deed.key) if deed.key else ""

    def _page_of(self, request, deed):
        pages = {
            kind_of(model): (model, page)
            for model, page in self.admin_site._registry.items()
            if not model._meta.proxy
        }
        model, page = pages.get(deed.kind, (None, None))
        if page is None or not page.has_view_or_change_permission(request):
            return ""
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        return reverse(name, args=[deed.key])

    # What is shown

    @admin.display(description=gettext_lazy("When"))
    def when(self, deed):
        """To the second, in the desk's time."""
        return date_format(localtime(deed.at), get_format("DATETIME_FORMAT").replace("i", "i:s"))

    @admin.display(description=gettext_lazy("Who"))
    def who(self, deed):
        """The account's name as it was then."""
        return deed.by_name or "–"

    @admin.display(description=gettext_lazy("Deed"))
    def deed(self, deed):
        """What was done, in words."""
        return deed.get_what_display()

    @admin.display(description=gettext_lazy("To what"))
    def record(self, deed):
        """The record by its name, leading there if it is there; and to all that was done to it."""
        title = deed.title or deed.key or "–"
        name = format_html('<a href="{}">{}</a>', deed.address, title) if deed.address else title
        if not deed.kind:
            return name
        kind = capfirst(name_of(deed.kind))
        if not deed.others:
            return format_html('{} <span class="quiet">{}</span>', name, kind)
        label = _("All deeds")
        return format_html(
            '{} <span class="quiet">{} · <a href="{}">{}</a></span>',
            name,
            kind,
            deed.others,
            label,
        )

    @admin.display(description=gettext_lazy("Detail"))
    def more(self, deed):
        """What was changed, from where to where, or why."""
        return deed.detail

    @admin.display(description=gettext_lazy("From"))
    def origin(self, deed):
        """The address of the connection."""
        return deed.whence


def _existing(wanted: dict[str, set[str]]) -> set[tuple[str, str]]:
    """Which of these records, by kind and number, are still there. One query."""
    there = {(kind_of(Front), HOME)}
    tables = {kind_of(model): model for model in admin.site._registry if not model._meta.proxy}
    # A front is known by its section.
    tables[kind_of(Front)] = Section
    asked = []
    for kind, keys in wanted.items():
        known = tables.get(kind)
        if known is None:
            continue
        keys = {key for key in keys if is_id(key)} if known._meta.pk.name == "id" else keys - {""}
        if keys:
            found = known._default_manager.filter(pk__in=keys).order_by()
            text = Cast("pk", CharField())
            asked.append(found.values_list(Value(kind, CharField()), text))
    if asked:
        there |= set(asked[0].union(*asked[1:], all=True))
    return there
