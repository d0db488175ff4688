"""Revisions: the story as it was at each deliberate save."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.desk.article import Article
from articles.text.document import Document


class Revision(models.Model):
    """One saved Document, numbered within its story; never changed."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")
        ]

    def __str__(self):
        return f"{self.article_id}, revision {self.number}"

    def as_document(self) -> Document:
        """The Document as it was saved."""
        return Document.from_json(self.document)


def revise(article: Article, *, by, note: str = "") -> Revision:
    """Keep the story as it now stands. Its number is the story's version at this save."""
    document = article.to_document()
    return Revision.objects.create(
        article=article,
        number=article.version,
        document=document.to_json(),
        sha256=document.sha256,
        saved_by=by,
        note=note,
    )
