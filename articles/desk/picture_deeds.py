"""What is done to several pictures at once: to credit them, to say their rights, to delete them."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from articles import freshness
from articles.desk.picture_uses import in_unsaved_texts, unused
from articles.library.image import Image, discard_images
from articles.text.refusal import Refusal


class CreditForm(forms.ModelForm):
    """The credit that several pictures are to have."""

    class Meta:
        model = Image
        fields = ("credit",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credit"].required = True
        self.fields["credit"].error_messages["required"] = _("Type the credit first.")


class RightsForm(forms.ModelForm):
    """The rights that several pictures are to have: what is left empty stays as it is."""

    endless = forms.BooleanField(label=_("They do not end"), required=False)

    class Meta:
        model = Image
        fields = ("rights", "rights_until")
        widgets = {"rights_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean(self):
        """Something is to change, and an end is either there or not."""
        cleaned = super().clean()
        until, endless = cleaned.get("rights_until"), cleaned.get("endless")
        if until and endless:
            raise forms.ValidationError(
                _("Give the day on which the rights end, or say that they do not: not both."),
                code="both",
            )
        if not (until or endless or cleaned.get("rights") or self.errors):
            raise forms.ValidationError(
                _("Type what the rights are, or when they end, first."), code="nothing"
            )
        return cleaned

    def changes(self) -> dict:
        """The columns that are to change, and to what."""
        known = {name: self.cleaned_data[name] for name in self.Meta.fields}
        known = {name: value for name, value in known.items() if value}
        return known | ({"rights_until": None} if self.cleaned_data["endless"] else {})


class UsedMeanwhile(Refusal):
    """Someone put one of the pictures into a story at that moment."""

    code = "used_meanwhile"


@dataclass(frozen=True)
class Parted:
    """Pictures that are to be deleted, parted by whether something needs them."""

    free: list[Image]
    kept: list[Image]


@transaction.atomic
def change_pictures(images, *, by, **known) -> int:
    """Write these columns of all these images (a queryset); how many. Raises PermissionDenied."""
    if not by.has_perm("articles.change_image"):
        raise PermissionDenied
    freshness.touch()
    return images.update(**known)


def parted(images) -> Parted:
    """Which of these images nothing shows, nor any text that is not saved yet. Two queries."""
    free = set(unused(images).values_list("pk", flat=True)) - in_unsaved_texts()
    found = list(images)
    return Parted(
        [image for image in found if image.pk in free],
        [image for image in found if image.pk not in free],
    )


def delete_unused(images, *, by) -> Parted:
    """Delete those that nothing needs, and say which these were and which are kept.

    Raises PermissionDenied, UsedMeanwhile.
    """
    if not by.has_perm("articles.delete_image"):
        raise PermissionDenied
    try:
        with transaction.atomic():
            # Nothing is printed meanwhile, and a story that is saved meanwhile holds on by a key.
            freshness.touch()
            found = parted(images)
            discard_images(Image.objects.filter(pk__in=[image.pk for image in found.free]))
    except (ProtectedError, IntegrityError) as meanwhile:
        raise UsedMeanwhile(
            _("Nothing was deleted: someone is using one of these pictures just now. Try again.")
        ) from meanwhile
    return found
