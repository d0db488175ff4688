"""Lists of words by which comments are blocked, held, or watched for; of the paper or a section."""

import re
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles.fields import no_control_characters
from articles.library.section import Section
from articles.library.section_right import works_on
from articles.text.disguise import words_of

# So many rules are read for each comment, and so many words of each.
MOST_RULES = 5_000
MOST_WORDS = 12
ADDS = "articles.add_wordrule"
# A star that does not end a word, or ends one of a letter or two.
_LOOSE_STAR = re.compile(r"\*\S|(?<!\S)\S{0,2}\*")


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


def ask_words(words: str) -> str:
    """`words` with single spaces. Raises ValidationError if nothing, or far too much, is found."""
    words = " ".join(words.split())
    known = words_of(words)
    if sum(map(len, known)) < 2:
        told, code = (
            _now("Give at least two letters or digits: all else is not looked at."),
            "short",
        )
    elif _LOOSE_STAR.search(words):
        told = _now("A * stands for any ending, so it comes last, after three letters or more.")
        code = "loose_star"
    elif len(known) > MOST_WORDS:
        told, code = _now("At most %d words: a shorter phrase finds more.") % MOST_WORDS, "long"
    else:
        return words
    raise ValidationError(told, code=code)


def with_any_ending(words: str) -> str:
    """The same with a star, or "" where none can stand."""
    try:
        return ask_words(f"{words}*")
    except ValidationError:
        return ""


def read_as(words: str) -> str:
    """How words are read, if that differs from what was typed by more than capitals; else ""."""
    known = " ".join(words_of(words))
    return known if known != " ".join(words.lower().split()) else ""


def alike(words: str, *, section_id: int | None, but: int | None = None) -> WordRule | None:
    """A rule that has the same words for the same section, however they are spelled."""
    wanted = words_of(words)
    rules = WordRule.objects.filter(section=section_id).exclude(pk=but)
    return next((rule for rule in rules if words_of(rule.words) == wanted), None)


def ask_room(count: int) -> None:
    """Raise ValidationError if so many more would be too many."""
    if WordRule.objects.count() + count > MOST_RULES:
        told = _now("There can be %d at most, since all are read for each comment.") % MOST_RULES
        raise ValidationError(told, code="too_many")


@transaction.atomic
def add_words(
    phrases: Sequence[str], *, deal: str, section_id: int | None, note: str, by
) -> list[WordRule]:
    """Put many into a list at once; those that are there already stay as they are.

    Raises PermissionDenied, ValidationError.
    """
    if not (by.has_perm(ADDS) and works_on(by, section_id)):
        raise PermissionDenied
    there = {words_of(rule.words) for rule in WordRule.objects.filter(section=section_id)}
    fresh = {}
    for words in map(ask_words, phrases):
        if words_of(words) not in there:
            fresh.setdefault(words_of(words), words)
    ask_room(len(fresh))
    return WordRule.objects.bulk_create(
        WordRule(words=words, deal=deal, section_id=section_id, note=note)
        for words in fresh.values()
    )
