"""The page behind a link to a draft: for whoever has the link, and for nobody else."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.desk.preview import preview
from articles.desk.sharing import shared
from articles.editions.embargo import Embargo, told
from articles.library.image import Image
from articles.site import media

# Neither kept nor found nor told of to the pages that it links to.
PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@require_safe
def draft(request, token):
    """The story as it was last saved. Forged, expired and revoked links are answered alike."""
    now = timezone.now()
    link = shared(token, at=now)
    if link is None:
        response = render(request, "desk/no_draft.html", status=404)
    else:
        pictures = reverse("draft_picture", args=[token, "0" * 64, "x"])
        embargo = Embargo.objects.of(link.article_id, after=now)
        html = preview(
            link.article.to_document(),
            article_id=link.article_id,
            pictures=pictures.removesuffix(f"{'0' * 64}/x"),
            link=link,
            embargo=embargo and told(embargo.until),
        )
        response = HttpResponse(html)
    return _private(response)


@require_safe
def picture(request, token, sha256, name):
    """A picture that the draft shows, or a portrait of one of those whom it credits."""
    link = shared(token, at=timezone.now())
    if link is None:
        raise Http404
    document = link.article.to_document()
    people = [credit.contributor for credit in document.credits]
    image = Image.objects.filter(sha256=sha256)
    if not (
        image.filter(pk__in=document.images).exists()
        or image.filter(portrait_of__in=people).exists()
    ):
        raise Http404
    response = media.file_of(sha256, name)
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response
