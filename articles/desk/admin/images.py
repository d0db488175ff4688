"""The picture library, and pictures for those who are signed in."""

import hashlib
from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.forms.widgets import Script
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from articles import freshness
from articles.desk.admin import choosing
from articles.desk.admin.base import DeskAdmin, KeptWhilePrinted, RefusalForm
from articles.desk.rights import remark_on, stories_with
from articles.editions.listing import List
from articles.library.darkroom import ImageRefused
from articles.library.image import Image, Rights, develop_later, discard_images, take_image
from articles.library.rendition import picture_of, rendition_name, smallest_of
from articles.site import converters, media  # noqa: F401 - converters register

# So long the sizes of a picture may take before someone should look why.
PATIENCE = timedelta(minutes=10)
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
        help_texts = {
            "focal_x": _(
                "0 is the left edge, 1 the right one. Once the picture is here, a click on it "
                "sets both."
            ),
            "focal_y": _("0 is the upper edge, 1 the lower one."),
        }
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


class RightsFilter(admin.SimpleListFilter):
    """By how it stands with the rights."""

    title = _("rights")
    parameter_name = "rights"

    def lookups(self, request, model_admin):
        """All that may be the case."""
        return Rights.choices

    def queryset(self, request, queryset):
        """The images of which it is."""
        if self.value() not in Rights.values:
            return queryset
        return queryset.with_rights(Rights(self.value()), on=localdate())


@admin.register(Image)
class ImageAdmin(KeptWhilePrinted, DeskAdmin):
    """The picture library. Readers reach a picture once a live story shows it."""

    form = ImageForm
    shown_in = List.IMAGE
    list_display = ("small", "name", "alt", "credit", "size", "rights_now", "taken_in_at")
    list_display_links = ("name",)
    list_filter = (RightsFilter,)
    search_fields = ("name", "alt", "caption", "credit")
    readonly_fields = ("large", "size", "shown_by")

    class Media:
        js = (Script("desk/focus.js", defer=True),)

    def get_fields(self, request, obj=None):
        """A file only on adding: other content is another image."""
        return ("large", "size", "shown_by", *WORDS) if obj else ("upload", *WORDS)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """The form; first of all it says of rights that they run out."""
        if obj and request.method == "GET" and (said := remark_on(obj, at=timezone.now())):
            messages.warning(request, said.text)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        """Take a new file in, or save the words of an old one."""
        if change:
            with transaction.atomic():
                freshness.touch()
                # Only these: a task may have written what it has made since the form was read.
                obj.save(update_fields=WORDS)
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
            *(
                path(route, self.admin_site.admin_view(view), name=f"articles_image_{name}")
                for route, view, name in (
                    ("choose/", choosing.choose, "choose"),
                    ("upload/", choosing.upload, "upload"),
                    ("<int:pk>/words/", choosing.words, "words"),
                )
            ),
            path(
                "<int:pk>/thumbnail/",
                self.admin_site.admin_view(self.thumbnail, cacheable=True),
                name="articles_image_thumbnail",
            ),
            path(
                "<int:pk>/picture/",
                self.admin_site.admin_view(self.picture, cacheable=True),
                name="articles_image_picture",
            ),
            path(
                "file/<sha256:sha256>/<str:name>",
                self.admin_site.admin_view(self.rendition, cacheable=True),
                name="articles_image_rendition",
            ),
            *super().get_urls(),
        ]

    def rendition(self, request, sha256, name):
        """Any rendition, also of what no reader can get yet: for previews."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        response = media.file_of(sha256, name)
        response.headers["Cache-Control"] = "private, max-age=3600"
        return response

    def thumbnail(self, request, pk):
        """The smallest rendition."""
        return self._file(request, pk, smallest_of, "image/webp")

    def picture(self, request, pk):
        """The plain one, large enough to set the focal point on."""
        return self._file(request, pk, lambda _image: "page.jpg", "image/jpeg")

    def _file(self, request, pk, name_of, kind):
        if not self.has_view_permission(request):
            raise PermissionDenied
        image = Image.objects.filter(pk=pk).first()
        if image is None:
            raise Http404
        with default_storage.open(rendition_name(image.sha256, name_of(image))) as file:
            return HttpResponse(
                file.read(), kind, headers={"Cache-Control": "private, max-age=3600"}
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
        address = reverse("admin:articles_image_picture", args=[image.pk])
        shape = 'width="{}" height="{}"'
        shown = picture_of(image)
        return format_html(
            f'<img class="picture" src="{{}}" alt="{{}}" {shape}>',
            address,
            image.alt,
            shown.width,
            shown.height,
        )

    @admin.display(description=_("Size"))
    def size(self, image):
        """In pixels; and, until then, that readers have not all sizes yet."""
        pixels = f"{image.width} × {image.height}"
        if image.developed_at:
            return pixels
        if timezone.now() - image.taken_in_at < PATIENCE:
            waiting = _("The sizes for readers are being made.")
        else:
            waiting = _("The sizes for readers have not been made. Is a worker running?")
        return format_html('{} <span class="quiet">{}</span>', pixels, waiting)

    @admin.display(description=_("Rights"), ordering="rights_until")
    def rights_now(self, image):
        """That they end soon or have ended; nothing while they hold."""
        rights = image.rights_on(localdate())
        if rights == Rights.HELD:
            return ""
        return format_html('<span class="badge badge-{}">{}</span>', rights, rights.label)

    @admin.display(description=_("Shown in"))
    def shown_by(self, image):
        """The stories in which readers see it now."""
        stories = stories_with(image, at=timezone.now())
        links = (
            (reverse("admin:articles_article_change", args=[s.article_id]), s.headline)
            for s in stories
        )
        return format_html_join(", ", '<a href="{}">{}</a>', links) or _("No live story")
