"""Lists of words by which comments are blocked, held, or watched for; of the paper or a section."""

from django.db import models
from django.db.models import F, Q, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from articles.fields import no_control_characters
from articles.library.section import Section


class Deal(models.TextChoices):
    """What happens to a comment with such a word. Its sender is told the same as everyone."""

    BLOCK = "block", _("Put with the spam")
    HOLD = "hold", _("Hold for a moderator")
    WATCH = "watch", _("Let through, and mark it")


class WordRuleQuerySet(models.QuerySet):
    """The questions that are asked of the lists."""

    def in_force(self, section):
        """Those of the whole paper, of a section and of all above it; `section` are Sections, of
        which the first counts: a report's, or what was chosen. One query with what it asks."""
        # “news/city/” begins with “news/”, and so does “news/” itself.
        here = Subquery(section.annotate(here=_within("path")).values("here")[:1])
        above = Q(section=None) | Q(here__startswith=_within(F("section__path")))
        return self.alias(here=here).filter(above).order_by("pk")


def _within(path):
    return Concat(path, Value("/"), output_field=models.CharField())


class WordRule(models.Model):
    """Words or a phrase; `*` at the end of a word stands for any ending."""

    words = models.CharField(_("words"), max_length=200, validators=[no_control_characters])
    deal = models.CharField(_("what to do"), max_length=8, choices=Deal, default=Deal.HOLD)
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        help_text=_("Only there and in its subsections; without one, in the whole paper."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = WordRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("word to watch for")
        verbose_name_plural = _("words to watch for")
        ordering = ["words", "pk"]

    def __str__(self):
        return self.words
