"""Redirects: every address that belongs to something, and those that editors add by hand."""

from django import forms
from django.contrib import admin
from django.urls import resolve
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.desk.admin.base import DeskAdmin, RefusalForm
from articles.desk.admin.noting import Done
from articles.desk.audit import What
from articles.editions.address import Redirect
from articles.editions.by_hand import add_redirect, remove_redirects
from articles.editions.host import path_of
from articles.editions.way import page_at, spelled
from articles.fields import no_control_characters

# Where something of the newsroom stands, or nothing; all other addresses are pages of the site's.
FREE = {"site:address", "site:contributor", "site:tag"}


class RedirectForm(RefusalForm, forms.ModelForm):
    """An old address, and where its readers are to be led."""

    address = forms.CharField(
        label=_("Old address"),
        max_length=400,
        help_text=_("From its first slash, as /2009/mill.html. Capitals count as small letters."),
    )
    to = forms.CharField(
        label=_("Leads to"),
        max_length=500,
        help_text=_(
            "A story, section, person or topic of this site, as /news/story/: readers are led to "
            "wherever it moves. Administrators can also give an https:// address."
        ),
    )

    class Meta:
        model = Redirect
        fields = ("address",)

    def clean_address(self):
        """As it is compared. No database may be asked for what is written as %00."""
        address = spelled(path_of(self.cleaned_data["address"]))
        no_control_characters(address)
        if address.startswith("/") and resolve(address).view_name not in FREE:
            raise forms.ValidationError(
                _("%(address)s is a page of the site itself."),
                code="own_page",
                params={"address": address},
            )
        return address

    def clean_to(self):
        """Without the host of this very site."""
        return path_of(self.cleaned_data["to"])


class MadeFilter(admin.SimpleListFilter):
    """By who made it."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        """Those that can be removed, those that cannot, and those that leave the site."""
        return [
            ("hand", _("Added by hand")),
            ("claim", _("Kept by the site")),
            ("abroad", _("To other sites")),
        ]

    def queryset(self, request, queryset):
        """The redirects of that kind."""
        asked = {
            "hand": {"added_at__isnull": False},
            "claim": {"added_at__isnull": True},
            "abroad": {"target__startswith": "http"},
        }
        return queryset.filter(**asked.get(self.value(), {}))


@admin.register(Redirect)
class RedirectAdmin(DeskAdmin):
    """Every address that belongs to something. Only what was added by hand can be removed."""

    form = RedirectForm
    list_display = ("address", "owner", "kind", "added_by", "added_at")
    list_filter = (MadeFilter,)
    list_select_related = ("article", "section", "contributor", "tag", "added_by")
    list_per_page = 50
    ordering = ("address",)
    search_fields = ("address", "target")
    search_help_text = _("Searches old addresses, and those of other sites.")
    show_full_result_count = False
    readonly_fields = ("owner", "now", "kind", "added_by", "added_at")

    def get_fields(self, request, obj=None):
        """Two to fill in; afterwards what has come of them."""
        return ("address", *self.readonly_fields) if obj else ("address", "to")

    def get_readonly_fields(self, request, obj=None):
        """Nothing of it is shown while it is not there."""
        return self.readonly_fields if obj else ()

    @admin.display(description=_("Belongs to"))
    def owner(self, redirect):
        """What readers are led to, by its name."""
        owner = redirect.article or redirect.section or redirect.contributor or redirect.tag
        return str(owner or redirect.target)

    @admin.display(description=_("Leads to now"))
    def now(self, redirect):
        """Where readers end at this moment."""
        address = page_at(redirect.address, at=timezone.now())
        link = format_html('<a href="{}">{}</a>', address, address)
        return link if address else _("Nowhere: there is no page now.")

    @admin.display(description=_("Kind"))
    def kind(self, redirect):
        """Whether it can be removed, and whether it leads away from the site."""
        if redirect.target.startswith("http"):
            label = _("To another site")
            return format_html('<span class="badge badge-changed">{}</span>', label)
        return _("Added by hand") if redirect.added_at else _("Kept by the site")

    # Who may

    def has_change_permission(self, request, obj=None):
        """Never changed: removed, and added anew."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Only what was added by hand: the others keep old addresses of the site itself alive."""
        by_hand = obj is None or obj.added_at is not None
        return by_hand and super().has_delete_permission(request, obj)

    # Adding and removing

    def save_model(self, request, obj, form, change):
        """Add it."""
        known = form.cleaned_data
        obj.pk = add_redirect(known["address"], to=known["to"], by=request.user).pk
        obj._state.adding = False
        obj.refresh_from_db()
        request.done = Done(What.ADDED, detail=f"→ {known['to']}")

    def delete_model(self, request, obj):
        """Remove it."""
        remove_redirects(Redirect.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        """Remove several."""
        remove_redirects(queryset)
