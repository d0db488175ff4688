"""What stories are filed under and made with: sections, people, tags."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from taggit import admin as taggits_own  # noqa: F401 - registers the page that ours replaces
from taggit.models import Tag

from articles.desk.admin.base import (
    DeskAdmin,
    KeptWhilePrinted,
    LiveAtOnce,
    OfASection,
    RefusalForm,
    TakesItsAddresses,
)
from articles.desk.admin.merging import Mergeable
from articles.desk.admin.noting import Done
from articles.desk.audit import What
from articles.desk.merging import merge_contributors, merge_tags
from articles.desk.permission import ask_to_give
from articles.editions.address import place_section
from articles.editions.listing import List
from articles.editions.naming import place_contributor, place_tag
from articles.library.contributor import Author, Contributor, Editor
from articles.library.section import Section
from articles.library.section_right import works_on
from articles.library.tag import tag_called


class PlacedForm(RefusalForm, forms.ModelForm):
    """Something that has an address."""

    def clean_slug(self):
        """Addresses are in small letters, however they are typed."""
        return self.cleaned_data["slug"].lower()


class SectionForm(PlacedForm):
    """A section and its place in the tree."""

    # Who types.
    by = None

    class Meta:
        model = Section
        fields = ("name", "slug", "parent", "description", "position")

    def clean_parent(self):
        """Nobody puts a section beneath one on which they do not work, nor takes it out of all."""
        parent = self.cleaned_data["parent"]
        above = parent.pk if parent else None
        if above == self.instance.parent_id and self.instance.pk or works_on(self.by, above):
            return parent
        raise forms.ValidationError(
            _("Put it beneath a section on which you work."), code="not_my_section"
        )


@admin.register(Section)
class SectionAdmin(OfASection, TakesItsAddresses, LiveAtOnce, DeskAdmin):
    """The tree. Whatever is beneath a section moves with it, and old addresses lead on."""

    form = SectionForm
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("parent",)
    list_display = ("indented", "path", "position")
    search_fields = ("name", "path")
    ordering = ("path",)

    # Else whoever works on one section could put another beneath it, and work on that too.
    section_field = "pk"

    @admin.display(description=_("Section"), ordering="path")
    def indented(self, section):
        """The name, set in as deep as the section stands."""
        return format_html('<span class="depth depth-{}">{}</span>', section.depth, section.name)

    def save_model(self, request, obj, form, change):
        """Place it."""
        before = obj.path
        place_section(obj, parent=form.cleaned_data["parent"], slug=form.cleaned_data["slug"])
        _tell_move(request, before, obj.path)


@admin.register(Contributor)
class ContributorAdmin(Mergeable, TakesItsAddresses, KeptWhilePrinted, LiveAtOnce, DeskAdmin):
    """People with a byline. What is changed here shows on every story at once."""

    form = PlacedForm
    shown_in, stands_at = List.CONTRIBUTOR, "/people/%s/"
    merge_verb, merge_right = staticmethod(merge_contributors), "articles.merge_contributor"
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("portrait", "user")
    list_display = ("name", "role_line")
    list_select_related = ("user",)
    search_fields = ("name", "role_line")
    fields = ("name", "slug", "role_line", "bio", "portrait", "links")

    def get_list_display(self, request):
        """The account only for those who may look at accounts."""
        return (*self.list_display, *self._if_accounts(request, "account"))

    def get_fields(self, request, obj=None):
        """Likewise."""
        return (*self.fields, *self._if_accounts(request, "user"))

    def _if_accounts(self, request, name):
        return (name,) if request.user.has_perm("auth.view_user") else ()

    def save_model(self, request, obj, form, change):
        """Save the person; the address that they had before leads on."""
        if "user" in form.changed_data:
            ask_to_give([obj.pk], obj.user, by=request.user)
        place_contributor(obj, slug=obj.slug)
        _tell_move(request, form.initial.get("slug", ""), obj.slug)

    def merge_facts(self, request, record):
        """What the one that stays may take over; the account only for those who may look at it."""
        accounts = [(_("Account"), str(record.user or ""))]
        return [
            (_("Role line"), record.role_line),
            (_("Biography"), record.bio),
            (_("Portrait"), str(record.portrait or "")),
            (_("Links"), record.links),
            *(accounts if request.user.has_perm("auth.view_user") else ()),
        ]

    @admin.display(description=_("Account"), ordering="user__username")
    def account(self, contributor):
        """Whose login this is, if any."""
        return contributor.user.get_username() if contributor.user else "–"


@admin.register(Author, Editor)
class CreditedAdmin(ContributorAdmin):
    """The same people, by what they are credited with."""

    def has_add_permission(self, request):
        """People are made as contributors; a credit makes them authors or editors."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Likewise."""
        return False


admin.site.unregister(Tag)


class TagForm(PlacedForm):
    """A topic, which there is once, however it is written."""

    def clean_name(self):
        """Not the name of another in other letters, nor of one that is another by now."""
        name = " ".join(self.cleaned_data["name"].split())
        other = tag_called(name)
        if other is None or other.pk == self.instance.pk:
            return name
        there = _("There is a tag “%(name)s” already.")
        if other.name.casefold() != name.casefold():
            there = _("A tag of this name has been merged into “%(name)s”. Use that one.")
        raise forms.ValidationError(there, code="taken", params={"name": other.name})


@admin.register(Tag)
class TagAdmin(Mergeable, TakesItsAddresses, KeptWhilePrinted, LiveAtOnce, DeskAdmin):
    """Topics. Not taggit's own page: its merging knows neither our tables nor rights."""

    form = TagForm
    shown_in, stands_at = List.TAG, "/tags/%s/"
    merge_verb, merge_right = staticmethod(merge_tags), "articles.merge_tag"
    fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "slug")
    ordering = ("name",)
    search_fields = ("name",)

    def save_model(self, request, obj, form, change):
        """Save the topic; the address that it had before leads on."""
        place_tag(obj, slug=obj.slug)
        _tell_move(request, form.initial.get("slug", ""), obj.slug)


def _tell_move(request, before: str, after: str) -> None:
    """Have the audit told that something stands at another address now, if it does."""
    if before and before != after:
        request.done = Done(What.MOVED, detail=f"{before} → {after}")
