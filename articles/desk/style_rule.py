"""The house's own rules of style: what is looked for in a story, and what is said of it."""

from collections.abc import Iterator
from time import thread_time

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.desk.pattern import LONGEST, Found, Pattern, TooSlow
from articles.fields import no_control_characters


class Part(models.TextChoices):
    """The part of a story that a rule is for."""

    ALL = "all", _("Everywhere")
    HEADLINE = "headline", _("Headline")
    STANDFIRST = "standfirst", _("Standfirst")
    BODY = "body", _("Story")
    TAKEAWAYS = "takeaways", _("Key takeaways")


class StyleRuleQuerySet(models.QuerySet):
    """Rules by what has become of them."""

    def in_force(self):
        """Those that are looked for; last those that were too slow, so that others come first."""
        slow_last = models.F("too_slow_at").asc(nulls_first=True)
        return self.filter(is_active=True).order_by(slow_last, "pk")

    def note_too_slow(self, *, at):
        """Whoever keeps the rules is told of these; how often it happened is not."""
        return self.filter(too_slow_at=None).update(too_slow_at=at)


class StyleRule(models.Model):
    """Words that the house does not write so, and what it says of them."""

    class Kind(models.TextChoices):
        """How the pattern is read."""

        WORDS = "words", _("Plain words, found whole")
        EXPRESSION = "expression", _("Regular expression, as in Python")

    pattern = models.CharField(
        _("look for"), max_length=LONGEST, validators=[no_control_characters]
    )
    kind = models.CharField(_("read as"), max_length=12, choices=Kind, default=Kind.WORDS)
    match_case = models.BooleanField(
        _("match case"),
        default=False,
        help_text=_("Otherwise capitals and small letters are the same."),
    )
    say = models.CharField(
        _("say"),
        max_length=300,
        validators=[no_control_characters],
        help_text=_("A sentence for whoever has written it: what the house does, and why."),
    )
    instead = models.CharField(
        _("put instead"),
        max_length=LONGEST,
        blank=True,
        validators=[no_control_characters],
        help_text=_(
            "Offered in its place. In a regular expression \\1 stands for its first group. "
            "Left empty, there is only the sentence."
        ),
    )
    part = models.CharField(_("applies to"), max_length=12, choices=Part, default=Part.ALL)
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_("Only stories in it, as a code like “en”. Left empty, all stories."),
    )
    wrong_example = models.CharField(
        _("wrong example"),
        max_length=300,
        blank=True,
        validators=[no_control_characters],
        help_text=_("A text in which the rule must find something. It is tried as you save."),
    )
    right_example = models.CharField(
        _("right example"),
        max_length=300,
        blank=True,
        validators=[no_control_characters],
        help_text=_("A text in which it must find nothing."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    too_slow_at = models.DateTimeField(_("ran out of time"), null=True, editable=False)

    objects = StyleRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of style")
        verbose_name_plural = _("rules of style")
        ordering = ["pattern", "pk"]

    def __str__(self):
        return self.pattern

    @property
    def sought(self) -> Pattern:
        """What is looked for, ready to be found."""
        is_expression = self.kind == self.Kind.EXPRESSION
        return Pattern(self.pattern, self.instead, is_expression, self.match_case)

    def is_for(self, language: str) -> bool:
        """Whether it is for stories in that language: “en” is for “en-gb”, too."""
        return not self.language or f"{language}-".startswith(f"{self.language}-")

    def look_through(self, texts, *, seconds: float) -> Iterator[tuple[int, int, Found]]:
        """Each find in `texts`, which are (part, text): the number of the text, where the line of
        the find begins in it, and the find. Raises TooSlow.
        """
        sought, end = self.sought, thread_time() + seconds
        for number, (part, text) in enumerate(texts):
            if self.part not in {Part.ALL, part}:
                continue
            begin = 0
            for line in text.split("\n"):
                if (left := end - thread_time()) <= 0:
                    raise TooSlow
                for found in sought.found_in(line, seconds=left):
                    yield number, begin, found
                begin += len(line) + 1
