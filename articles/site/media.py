"""Images for readers: a file is served only when a live edition, or a live byline, shows it."""

import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response

from articles.editions.listing import List, Listing
from articles.library.image import Image
from articles.library.rendition import SHAPES, rendition_name
from articles.site import surrogate

KINDS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
# 960.avif, page.jpg, 16x9.0123456789ab.jpg. Never the original.
CROPS = "|".join(SHAPES)
NAMES = re.compile(rf"[0-9]{{1,4}}\.(?:avif|webp)|page\.jpg|(?:{CROPS})\.[0-9a-f]{{12}}\.jpg")


def image(request, sha256, name):
    """A rendition such as 960.webp. The original is never served from here."""
    if not NAMES.fullmatch(name) or not _shown(sha256, at=request.moment):
        raise Http404
    etag = f'"{sha256}-{name}"'
    response = get_conditional_response(request, etag=etag) or file_of(sha256, name)
    # The name is the content's digest, but the picture may be withdrawn: keep it, and ask again.
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["ETag"] = etag
    return surrogate.made_of(response, surrogate.image(sha256))


def file_of(sha256: str, name: str) -> HttpResponse:
    """A rendition, whoever may have it: that is for the caller to ask. Never the original."""
    if not NAMES.fullmatch(name):
        raise Http404
    try:
        with default_storage.open(rendition_name(sha256, name)) as file:
            return HttpResponse(file.read(), KINDS[name.rsplit(".", 1)[-1]])
    except FileNotFoundError as missing:
        raise Http404 from missing


def _shown(sha256: str, *, at) -> bool:
    """Whether readers may have this image at `at`. Two queries, three for a portrait."""
    found = Image.objects.filter(sha256=sha256).values_list("pk", flat=True).first()
    if found is None:
        return False
    if Listing.objects.on(List.IMAGE, found, at).exists():
        return True
    people = Image.objects.filter(pk=found, portrait_of__isnull=False).values("portrait_of")
    return Listing.objects.holding(List.CONTRIBUTOR, at).filter(key__in=people).exists()
