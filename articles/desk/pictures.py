"""The picture library as the desk uses it: to look through, to take in, to word."""

import hashlib
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles import freshness
from articles.editions.listing import List, Listing, key_of, position_of
from articles.library.darkroom import ImageRefused, too_large
from articles.library.image import Image, take_image


class WordsForm(forms.ModelForm):
    """What is said of a picture wherever it is shown."""

    class Meta:
        model = Image
        fields = ("alt", "caption", "credit")


@dataclass(frozen=True)
class Stretch:
    """Some images of a list, and the key of those after them; "" at its end."""

    images: list[Image]
    after: str


def stretch_of(images, *, size: int, after: str = "") -> Stretch:
    """The newest `size` of these images (a queryset), or those after a key. One query.

    Keys are what an earlier Stretch gave; ValueError for anything else.
    """
    rows = images.order_by("-taken_in_at", "-pk")
    if after:
        taken_in_at, pk = position_of(after)
        older = Q(taken_in_at__lt=taken_in_at) | Q(taken_in_at=taken_in_at, pk__lt=pk)
        # The first half is what an index is read by.
        rows = rows.filter(older, taken_in_at__lte=taken_in_at)
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return Stretch(found[:size], key_of(last.taken_in_at, last.pk) if last else "")


def take_in(file, *, by, name="", **known) -> tuple[Image, bool]:
    """Take an uploaded file into the library; whether it was there already, as it then stays.

    Raises PermissionDenied, ImageRefused.
    """
    if not by.has_perm("articles.add_image"):
        raise PermissionDenied
    if file.size > settings.IMAGE_MAX_BYTES:
        raise too_large()
    content = file.read()
    if not content:
        raise ImageRefused(_("This file is empty."))
    sha256 = hashlib.sha256(content).hexdigest()
    if already := Image.objects.filter(sha256=sha256).first():
        return already, True
    return take_image(content, name=name or called(file), by=by, **known), False


def called(file) -> str:
    """What an uploaded file was called. Browsers send quotes and line breaks in it, and no other
    signs, as what addresses have for them.
    """
    return " ".join(file.name.replace("%22", '"').replace("%0D", " ").replace("%0A", " ").split())


def may_word(image: Image, *, by) -> bool:
    """Whoever keeps the library; and who took the picture in, until readers may see it.

    They may once a story is printed with it, or someone has it as a portrait.
    """
    if by.has_perm("articles.change_image"):
        return True
    if image.taken_in_by_id != by.pk or not by.has_perm("articles.add_image"):
        return False
    printed = Listing.objects.filter(list=List.IMAGE, key=image.pk)
    return not (printed.exists() or image.portrait_of.exists())


@transaction.atomic
def word(image: Image, *, by, **words: str) -> Image:
    """Write these words of an image: alt, caption, credit. Raises PermissionDenied."""
    # First of all, so that nothing is printed with the picture between the question and the deed.
    freshness.touch()
    if not may_word(image, by=by):
        raise PermissionDenied
    for name, text in words.items():
        setattr(image, name, text)
    image.save(update_fields=list(words))
    return image
