"""Lists of words by which comments are blocked, held, or watched for; of the paper or a section."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.fields import no_control_characters
from articles.library.section import Section


class Deal(models.TextChoices):
    """What happens to a comment with such a word. Its sender is told the same as everyone."""

    BLOCK = "block", _("Put with the spam")
    HOLD = "hold", _("Hold for a moderator")
    WATCH = "watch", _("Let through, and mark it")


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

    class Meta:
        verbose_name = _("word to watch for")
        verbose_name_plural = _("words to watch for")
        ordering = ["words", "pk"]

    def __str__(self):
        return self.words
