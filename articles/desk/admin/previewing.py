"""What is typed into a story's form: on the readers' own page, and checked. Nothing is saved."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.desk.article import Article
from articles.desk.posted import posted_document
from articles.desk.preview import preview
from articles.desk.readiness import concerns_of
from articles.desk.rights import remarks_on_images
from articles.editions.embargo import Embargo
from articles.text.document import Document
from articles.text.words import slug

PARTS = Document.__dataclass_fields__.keys() | {"lead_image"}


def preview_page(stories, request, pk: int | None = None):
    """The readers' page, for those who may write what they have sent."""
    article = _story(stories, request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        document = _typed(request, article)
    except ValidationError as refused:
        return _refused(refused)
    pictures = reverse("admin:articles_image_rendition", args=["0" * 64, "x"])
    html = preview(document, article_id=pk, pictures=pictures.removesuffix(f"{'0' * 64}/x"))
    # The nonce is asked for by nothing on this page, which therefore has the readers' own policy.
    return HttpResponse(html)


def checks_page(stories, request, pk: int | None = None):
    """A piece of HTML: what is to be said of the story as it was sent, were it printed now."""
    article = _story(stories, request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        document = _typed(request, article)
    except ValidationError as refused:
        return _refused(refused)
    now, points = timezone.now(), article.takeaways.all() if article else ()
    checked = {point.as_printed(): point.checked for point in points}
    embargo = Embargo.objects.of(pk, after=now) if pk else None
    context = {
        "concerns": concerns_of(
            document,
            at=now,
            checked=checked,
            is_approved=bool(article and article.state == Article.State.APPROVED),
            embargo=embargo,
        ),
        "rights": remarks_on_images(document.images, at=now),
    }
    return render(request, "admin/articles/article/_concerns.html", context)


def _story(stories, request, pk: int | None = None) -> Article | None:
    """The story that is written at, None for a new one; 404, or 403 for who may not write it."""
    article = Article.objects.filter(pk=pk).first() if pk else None
    if pk and article is None:
        raise Http404
    may = stories.has_change_permission(request, article) if pk else True
    if not (may and (pk or stories.has_add_permission(request))):
        raise PermissionDenied
    return article


def _typed(request, article: Article | None) -> Document:
    known = article.to_document() if article else Document()
    document = posted_document(request.POST, known=known, has=PARTS)
    # As the form would fill it in.
    return document if document.slug else _with_slug(document)


def _with_slug(document: Document) -> Document:
    return Document(**{**vars(document), "slug": slug(document.headline)})


def _refused(refused: ValidationError) -> HttpResponse:
    return HttpResponse(" ".join(refused.messages), content_type="text/plain", status=422)
