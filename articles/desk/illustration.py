"""Which images stand within the texts of working copies, so that the library can tell at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.desk.article import Article
from articles.library.image import Image
from articles.text import body as vocabulary


class Illustration(models.Model):
    """An image within the text of a story as it was last saved; the lead is the story's own.

    It follows from the text alone, and keeps the image from being deleted under it.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="illustrations")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="illustrations")

    class Meta:
        verbose_name = _("picture in a story")
        verbose_name_plural = _("pictures in stories")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "image"], name="illustration_once")
        ]

    def __str__(self):
        return str(self.article)


def illustrate(article: Article) -> None:
    """Note which images the text now shows. One query where these are the same as before."""
    shown, rows = set(vocabulary.images(article.body)), article.illustrations.all()
    known = set(rows.values_list("image_id", flat=True))
    if known - shown:
        rows.filter(image_id__in=known - shown).delete()
    if shown - known:
        # A text may name what the library has no more.
        there = Image.objects.filter(pk__in=shown - known).values_list("pk", flat=True)
        Illustration.objects.bulk_create(
            Illustration(article=article, image_id=image) for image in there
        )
