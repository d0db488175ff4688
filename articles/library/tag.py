"""Topics: taggit's tags, and those that have become one with another."""

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from articles.inquiry import Inquiry


class MergedTag(models.Model):
    """A tag that is no more: its number, as printed Documents know it, and the tag it is now.

    Its name is kept, so that whoever types it gets the tag that stayed.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    name = models.CharField(max_length=100)
    into = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="merged")

    class Meta:
        verbose_name = _("merged tag")
        verbose_name_plural = _("merged tags")
        default_permissions = ()
        permissions = [("merge_tag", "Can merge tags")]

    def __str__(self):
        return self.name


def tags_of(numbers) -> dict[int, Tag]:
    """By these numbers the tags that they mean now, in the order of their names. One query."""
    numbers = set(numbers)
    found = _called_by(numbers=numbers) if numbers else []
    return {number: tag for tag in found for number in (tag.pk, tag.number) if number in numbers}


@Inquiry
def _called_by(numbers):
    was = FilteredRelation("merged", condition=Q(merged__number__in=numbers))
    found = Tag.objects.annotate(was=was).annotate(number=F("was__number"))
    # Said by ids on both sides, each of which an index has: else every tag would be looked at.
    merged = MergedTag.objects.filter(number__in=numbers).values("into")
    return found.filter(Q(pk__in=numbers) | Q(pk__in=merged)).order_by("name")


def tag_called(name: str) -> Tag | None:
    """The tag of this name, in whatever letters; or the one that a tag of this name is now."""
    if found := Tag.objects.filter(name__iexact=name).order_by("pk").first():
        return found
    merged = MergedTag.objects.filter(name__iexact=name).values("into")
    return Tag.objects.filter(pk__in=merged).first()
