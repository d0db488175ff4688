"""Files of pictures for those who may look at the library, also of what no reader can get yet."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from articles.library.image import Image
from articles.library.rendition import smallest_of
from articles.site import media

KEPT = "private, max-age=3600"


def rendition(request, sha256, name):
    """Any rendition, for previews."""
    if not request.user.has_perm("articles.view_image"):
        raise PermissionDenied
    response = media.file_of(sha256, name)
    response.headers["Cache-Control"] = KEPT
    return response


def thumbnail(request, pk):
    """The smallest rendition."""
    return _of(request, pk, smallest_of)


def picture(request, pk):
    """The plain one, large enough to set the focal point on."""
    return _of(request, pk, lambda _image: "page.jpg")


def _of(request, pk, name_of):
    if not request.user.has_perm("articles.view_image"):
        raise PermissionDenied
    image = Image.objects.filter(pk=pk).first()
    if image is None:
        raise Http404
    return rendition(request, image.sha256, name_of(image))
