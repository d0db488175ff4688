"""The picture library, and pictures for those who are signed in."""

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

from articles import freshness
from articles.desk.admin.base import DeskAdmin, KeptWhilePrinted, LiveAtOnce, RefusalForm
from articles.editions.listing import List
from articles.library.darkroom import ImageRefused
from articles.library.image import Image, develop_later, discard_images, take_image
from articles.library.rendition import rendition_name, smallest_of

CHOICES = 30
WORDS = ("name", "alt", "caption", "credit", "rights", "rights_until", "focal_x", "focal_y")


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
