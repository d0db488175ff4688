"""What is typed into a story's form, on the readers' own page; nothing of it is saved."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse

from articles.desk.article import Article
from articles.desk.posted import posted_document
from articles.desk.preview import preview
from articles.text.document import Document

PARTS = Document.__dataclass_fields__.keys() | {"lead_image"}


def preview_page(stories, request, pk: int | None):
    """The page, for those who may write what they have sent. `stories` is the admin of stories."""
    article = Article.objects.filter(pk=pk).first() if pk else None
    if pk and article is None:
        raise Http404
    may = stories.has_change_permission(request, article) if pk else True
    if not (may and (pk or stories.has_add_permission(request))):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    try:
        known = article.to_document() if article else Document()
        document = posted_document(request.POST, known=known, has=PARTS)
    except ValidationError as refused:
        return HttpResponse(" ".join(refused.messages), content_type="text/plain", status=422)
    pictures = reverse("admin:articles_image_rendition", args=["0" * 64, "x"])
    html = preview(document, article_id=pk, pictures=pictures.removesuffix(f"{'0' * 64}/x"))
    # The nonce is asked for by nothing on this page, which therefore has the readers' own policy.
    return HttpResponse(html)
