"""The picture library: the page of a picture, and the addresses of all others."""

from datetime import timedelta
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import transaction
from django.forms.widgets import Script
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import freshness
from articles.desk.admin import choosing, picture_files
from articles.desk.admin.base import DeskAdmin, KeptWhilePrinted, RefusalForm
from articles.desk.admin.gallery import gallery
from articles.desk.admin.intake import take_several_in
from articles.desk.picture_uses import fronts_with, in_unsaved_texts, portraits_of, showings_of
from articles.desk.pictures import take_in
from articles.desk.rights import remark_on
from articles.editions.listing import List
from articles.library.image import Image, develop_later, discard_images
from articles.library.rendition import picture_of
from articles.site import converters  # noqa: F401 - registers `sha256`

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
                "or the arrow keys set both."
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


@admin.register(Image)
class ImageAdmin(KeptWhilePrinted, DeskAdmin):
    """The picture library. Readers reach a picture once a live story shows it."""

    form = ImageForm
    shown_in = List.IMAGE
    # By which the boxes of other forms find pictures.
    search_fields = ("name", "alt", "caption", "credit")
    readonly_fields = ("large", "size")

    class Media:
        js = (Script("desk/focus.js", defer=True),)

    def get_fields(self, request, obj=None):
        """A file only on adding: other content is another image."""
        return ("large", "size", *WORDS) if obj else ("upload", *WORDS)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """The form; first of all it says of rights that they run out."""
        if obj and request.method == "GET" and (said := remark_on(obj, at=timezone.now())):
            messages.warning(request, said.text)
        if obj:
            context |= _uses(obj, by=request.user)
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
        known = {name: form.cleaned_data[name] for name in WORDS}
        image, request.already = take_in(form.cleaned_data["upload"], by=request.user, **known)
        obj.pk, obj._state.adding = image.pk, False
        obj.refresh_from_db()

    def log_addition(self, request, obj, message):
        """What was there already is not added."""
        return None if request.already else super().log_addition(request, obj, message)

    def response_add(self, request, obj, post_url_continue=None):
        """Django's; a picture that was there already is shown as it is, or chosen as it is."""
        if not request.already or IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.warning(
            request,
            _("This picture was in the library already, as here. What you typed is not kept."),
        )
        return HttpResponseRedirect(reverse("admin:articles_image_change", args=[obj.pk]))

    def get_deleted_objects(self, objs, request):
        """Also a text that is not saved yet holds a picture."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if in_unsaved_texts() & {each.pk for each in objs}:
            protected = [*protected, _("A text that someone has typed and not saved yet")]
        return deleted, counts, lacking, protected

    def delete_model(self, request, obj):
        """Delete it with its files."""
        self.delete_queryset(request, Image.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        """Likewise several."""
        with transaction.atomic():
            freshness.touch()
            discard_images(queryset)

    def changelist_view(self, request, extra_context=None):
        """The library as a grid."""
        return gallery(self, request)

    def get_urls(self):
        """The library as scripts ask for it, and its files for those who are signed in."""
        asked = (
            ("choose/", choosing.choose, "choose"),
            ("upload/", choosing.upload, "upload"),
            ("<int:pk>/words/", choosing.words, "words"),
            ("take-in/", require_POST(partial(take_several_in, self)), "take_in"),
        )
        files = (
            ("<int:pk>/thumbnail/", picture_files.thumbnail, "thumbnail"),
            ("<int:pk>/picture/", picture_files.picture, "picture"),
            ("file/<sha256:sha256>/<str:name>", picture_files.rendition, "rendition"),
        )
        views = [(*each, False) for each in asked] + [(*each, True) for each in files]
        return [
            *(
                path(
                    route,
                    self.admin_site.admin_view(view, cacheable=kept),
                    name=f"articles_image_{name}",
                )
                for route, view, name, kept in views
            ),
            *super().get_urls(),
        ]

    @admin.display(description=_("Picture"))
    def large(self, image):
        """The picture on its own page."""
        shown = picture_of(image)
        return format_html(
            '<img class="picture" src="{}" alt="{}" width="{}" height="{}" data-focus="{}">',
            reverse("admin:articles_image_picture", args=[image.pk]),
            image.alt,
            shown.width,
            shown.height,
            _("Focal point: click, or move it with the arrow keys, with Shift in larger steps"),
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


def _uses(image: Image, *, by) -> dict:
    """What the page of a picture tells of where it is used, as far as this person may know it."""
    now = timezone.now()
    showings, more = showings_of(image, at=now, by=by)
    return {
        "showings": showings,
        "more_showings": more,
        "fronts": fronts_with([image.pk], at=now)[image.pk],
        "portraits": portraits_of(image),
        "arranges": by.has_perm("articles.arrange_front"),
    }
