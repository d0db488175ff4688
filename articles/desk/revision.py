"""Revisions: the story as it was at each deliberate save."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import search
from articles.desk.article import Article
from articles.desk.illustration import illustrate
from articles.text.document import Document
from articles.text.refusal import Refusal


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
        verbose_name = gettext_lazy("revision")
        verbose_name_plural = gettext_lazy("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")
        ]

    def __str__(self):
        return f"{self.article_id}, revision {self.number}"

    def as_document(self) -> Document:
        """The Document as it was saved."""
        return Document.from_json(self.document)


class StaleCopy(Refusal):
    """Someone else has saved the story since this copy of it was opened."""

    code = "stale_copy"

    def __init__(self, article: Article, *, by=None):
        """`by` is whose copy it is."""
        saved_by = article.saved_by
        when = date_format(localtime(article.saved_at), "DATETIME_FORMAT")
        if by is not None and saved_by == by:
            words = _(
                "You saved this story yourself on %(when)s, in another tab or on another machine, "
                "after you had opened it here. Nothing is lost: your text of here is in the form, "
                "that of there is in the history, and this page compares both."
            )
            super().__init__(words % {"when": when})
            return
        who = (saved_by.get_full_name() or saved_by.get_username()) if saved_by else _("Someone")
        words = _(
            "%(who)s saved this story on %(when)s, after you had opened it. Nothing is lost: "
            "your text is in the form, theirs is in the history, and this page compares both."
        )
        super().__init__(words % {"who": who, "when": when})


def begin_save(article: Article, *, seen: int) -> int:
    """Claim the next version for a save that began from version `seen`, and return it.

    One conditional UPDATE, so of two that began from the same version only one comes through.
    Raises StaleCopy.
    """
    moved = Article.objects.filter(pk=article.pk, version=seen).update(version=F("version") + 1)
    if not moved:
        raise StaleCopy(Article.objects.select_related("saved_by").get(pk=article.pk))
    return seen + 1


def revise(article: Article, *, by, note: str = "") -> Revision:
    """Keep the story as it now stands, the end of each save. Its number is the story's version."""
    illustrate(article)
    search.index(article)
    return keep_text(article, article.to_document(), by=by, note=note)


def keep_text(article: Article, document: Document, *, by, note: str = "") -> Revision:
    """Keep a text in the story's history, under the version that was claimed for it."""
    return Revision.objects.create(
        article=article,
        number=article.version,
        document=document.to_json(),
        sha256=document.sha256,
        saved_by=by,
        note=note,
    )
