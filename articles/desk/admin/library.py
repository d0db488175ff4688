"""What stories are filed under and made with: sections, people, images, tags."""

import hashlib

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from taggit import admin as taggits_own  # noqa: F401 - registers the page that ours replaces
from taggit.models import Tag

from articles import freshness
from articles.desk.admin.base import (
    DeskAdmin,
    KeptWhilePrinted,
    LiveAtOnce,
    RefusalForm,
    TakesItsAddresses,
)
from articles.desk.admin.merging import Mergeable
from articles.desk.merging import merge_contributors, merge_tags
from articles.editions.address import place_section
from articles.editions.listing import List
from articles.editions.naming import place_contributor, place_tag
from articles.library.contributor import Author, Contributor, Editor
from articles.library.darkroom import ImageRefused
from articles.library.image import Image, develop_later, discard_images, take_image
from articles.library.rendition import rendition_name, smallest_of
from articles.library.section import Section
from articles.library.tag import tag_called

CHOICES = 30
WORDS = ("name", "alt", "caption", "credit", "rights", "rights_until", "focal_x", "focal_y")


class PlacedForm(RefusalForm, forms.ModelForm):
    """Something that has an address."""

    def clean_slug(self):
        """Addresses are in small letters, however they are typed."""
        return self.cleaned_data["slug"].lower()


class SectionForm(PlacedForm):
    """A section and its place in the tree."""

    class Meta:
        model = Section
        fields = ("name", "slug", "parent", "description", "position")


@admin.register(Section)
class SectionAdmin(TakesItsAddresses, LiveAtOnce, DeskAdmin):
    """The tree. Whatever is beneath a section moves with it, and old addresses lead on."""

    form = SectionForm
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("parent",)
    list_display = ("indented", "path", "position")
    search_fields = ("name", "path")
    ordering = ("path",)

    @admin.display(description=_("Section"), ordering="path")
    def indented(self, section):
        """The name, set in as deep as the section stands."""
        return format_html('<span class="depth depth-{}">{}</span>', section.depth, section.name)

    def save_model(self, request, obj, form, change):
        """Place it."""
        place_section(obj, parent=form.cleaned_data["parent"], slug=form.cleaned_data["slug"])


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
        place_contributor(obj, slug=obj.slug)

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


class ImageForm(RefusalForm, forms.ModelForm):
    """An image's words, and on adding its file."""

    upload = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP, AVIF or GIF. Place and camera data are removed."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )

    class Meta:
        model = Image
        fields = (
            "name",
            "alt",
            "caption",
            "credit",
            "rights",
            "rights_until",
            "focal_x",
            "focal_y",
        )
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 2}),
            "rights_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def clean_upload(self):
        """A new image needs its file."""
        if not self.instance.pk and not self.cleaned_data.get("upload"):
            raise forms.ValidationError(_("Choose a picture file."), code="required")
        return self.cleaned_data.get("upload")


@admin.register(Image)
class ImageAdmin(KeptWhilePrinted, LiveAtOnce, DeskAdmin):
    """The picture library. Readers reach a picture once a live story shows it."""

    form = ImageForm
    shown_in = List.IMAGE
    list_display = ("small", "name", "alt", "credit", "size", "taken_in_at")
    list_display_links = ("name",)
    search_fields = ("name", "alt", "caption", "credit")
    readonly_fields = ("large", "size")

    def get_fields(self, request, obj=None):
        """A file only on adding: other content is another image."""
        return ("large", "size", *WORDS) if obj else ("upload", *WORDS)

    def save_model(self, request, obj, form, change):
        """Take a new file in, or save the words of an old one."""
        if change:
            super().save_model(request, obj, form, change)
            if {"focal_x", "focal_y"} & set(form.changed_data):
                develop_later(obj)
            return
        upload = form.cleaned_data["upload"]
        known = {name: form.cleaned_data[name] for name in WORDS[1:]}
        content = upload.read()
        if already := Image.objects.filter(sha256=hashlib.sha256(content).hexdigest()).first():
            raise ImageRefused(
                _("This picture is in the library already, as “%(name)s”. Choose it there.")
                % {"name": already.name}
            )
        image = take_image(content, name=obj.name or upload.name, by=request.user, **known)
        obj.pk, obj.sha256, obj._state.adding = image.pk, image.sha256, False
        obj.refresh_from_db()

    def delete_model(self, request, obj):
        """Delete it with its files."""
        self.delete_queryset(request, Image.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        """Likewise several."""
        with transaction.atomic():
            freshness.touch()
            discard_images(queryset)

    def get_urls(self):
        """The library as the editor asks for it, and pictures for those who are signed in."""
        return [
            path("choose/", self.admin_site.admin_view(self.choose), name="articles_image_choose"),
            path(
                "<int:pk>/thumbnail/",
                self.admin_site.admin_view(self.thumbnail),
                name="articles_image_thumbnail",
            ),
            *super().get_urls(),
        ]

    def choose(self, request):
        """JSON of the newest images that match `q`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found, _distinct = self.get_search_results(
            request, Image.objects.all(), request.GET.get("q", "")[:100]
        )
        images = [
            {"id": i.pk, "name": i.name, "alt": i.alt, "thumbnail": self._thumbnail_url(i)}
            for i in found[:CHOICES]
        ]
        return JsonResponse({"images": images}, headers={"Cache-Control": "private, no-store"})

    def thumbnail(self, request, pk):
        """The smallest rendition."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        image = Image.objects.filter(pk=pk).first()
        if image is None:
            raise Http404
        with default_storage.open(rendition_name(image.sha256, smallest_of(image))) as file:
            return HttpResponse(
                file.read(), "image/webp", headers={"Cache-Control": "private, max-age=3600"}
            )

    def _thumbnail_url(self, image):
        return reverse("admin:articles_image_thumbnail", args=[image.pk])

    @admin.display(description=_("Picture"))
    def small(self, image):
        """A thumbnail for the list."""
        return format_html('<img class="thumb" src="{}" alt="">', self._thumbnail_url(image))

    @admin.display(description=_("Picture"))
    def large(self, image):
        """The picture on its own page."""
        return format_html(
            '<img class="picture" src="{}" alt="{}">', self._thumbnail_url(image), image.alt
        )

    @admin.display(description=_("Size"))
    def size(self, image):
        """In pixels."""
        return f"{image.width} × {image.height}"


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
