"""The forms of the words to watch for: a rule, many at once, and a text to try them on."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.feedback.intake import LONGEST
from articles.feedback.word_catch import Catch, catch_of
from articles.feedback.word_rule import (
    Deal,
    WordRule,
    alike,
    ask_room,
    ask_words,
    read_as,
    with_any_ending,
)
from articles.fields import no_control_characters
from articles.library.section import Section
from articles.library.section_right import works_on
from articles.text.plain import plain

MOST_LINES = 1_000
MOST_NAMED = 5
LONGEST_WORDS = WordRule._meta.get_field("words").max_length
HOW = gettext_lazy(
    "A word, or several that follow each other. Capitals, accents and disguises do not matter: "
    "“viagra” also finds “Vìagra”, “v1agra”, “v.i.a.g.r.a” and “viaaagra”. Only whole words are "
    "found: “ass” does not find “class”, nor “scam” its plural “scams”. A * at a word’s end stands "
    "for any ending: “scam*” finds “scams” and “scammers”."
)


class OfMySections:
    """A form with a section, among those on which its person works."""

    # Who types.
    by = None

    def clean_section(self):
        """Who works on some sections keeps the lists of these."""
        section = self.cleaned_data["section"]
        if works_on(self.by, section.pk if section else None):
            return section
        raise ValidationError(_("Choose a section on which you work."), code="not_my_section")


class Tried:
    """A form whose words are tried on the last comments: what would have caught many of them is
    kept only once its person has been told, and has ticked `keep`. What the box sends is known by
    what was asked, so that it is not taken for a Yes to other words."""

    # What they would have caught, in words; "" if that was not tried.
    told = ""

    def ask_twice(self, catch: Catch, phrases: Sequence[str], caught: int, more: str = ""):
        """Tell what these would have caught; if that is a lot, refuse without the tick."""
        self.told = " ".join(filter(None, [caught_in_words(catch, caught), more]))
        if catch.is_a_lot(caught):
            keep, asked = self.fields["keep"], self._known_by(phrases)
            is_meant = self.cleaned_data["keep"] == asked
            keep.widget = forms.CheckboxInput({"value": asked}, check_test=lambda sent: is_meant)
            if not is_meant:
                told = _("%(caught)s If you mean that, tick “%(box)s” and send it again.")
                told %= {"caught": self.told, "box": keep.label}
                self.add_error("words", ValidationError(told, code="a_lot"))

    def _known_by(self, phrases: Sequence[str]) -> str:
        section = self.cleaned_data["section"]
        where = str(section.pk) if section else ""
        asked = [self.cleaned_data.get("deal", ""), where, *phrases]
        return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:16]


def caught_in_words(catch: Catch, caught: int) -> str:
    """How many of how many comments."""
    if not catch.tried:
        return _("There is no comment yet to try it on.")
    told = ngettext(
        "This would have caught %(caught)s of the last %(tried)s comment.",
        "This would have caught %(caught)s of the last %(tried)s comments.",
        catch.tried,
    )
    return told % {"caught": _grouped(caught), "tried": _grouped(catch.tried)}


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


class WordRuleForm(Tried, OfMySections, forms.ModelForm):
    """A rule, which must be able to find something, and stand once in its list."""

    # Shown once there is something to ask.
    keep = forms.CharField(
        label=gettext_lazy("Keep it all the same"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = WordRule
        fields = ("words", "deal", "section", "note")
        help_texts = {"words": HOW, "note": gettext_lazy("For colleagues: why it stands here.")}

    def clean_words(self):
        """With single spaces."""
        return ask_words(self.cleaned_data["words"])

    def clean(self):
        """Refuse what stands in the same list already, and what no list can take."""
        cleaned = super().clean()
        if {"words", "section"} <= cleaned.keys():
            section = cleaned["section"]
            known = {"section_id": section.pk if section else None, "but": self.instance.pk}
            if there := alike(cleaned["words"], **known):
                told = _("“%(words)s” is there already: %(deal)s.")
                told %= {"words": there.words, "deal": there.get_deal_display()}
                self.add_error("words", ValidationError(told, code="alike"))
                return cleaned
            if self.instance.pk is None:
                ask_room(1)
            if {"words", "deal", "section"} & set(self.changed_data):
                self._try(cleaned["words"], section)
        return cleaned

    def _try(self, words, section):
        longer = with_any_ending(words)
        catch = catch_of((words, longer), section=section)
        caught, with_star = catch.each
        more = []
        if with_star > caught and not catch.is_a_lot(caught):
            told = _("With a * at the end, as “%(words)s”, it would have been %(caught)s.")
            more.append(told % {"words": longer, "caught": _grouped(with_star)})
        if known := read_as(words):
            more.append(_("It is read as “%s”.") % known)
        self.ask_twice(catch, [words], caught, " ".join(more))


class ManyForm(Tried, OfMySections, forms.Form):
    """Many words at once, one phrase a line."""

    words = forms.CharField(
        label=gettext_lazy("Words, one line each"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=MOST_LINES * LONGEST_WORDS,
        validators=[no_control_characters],
        help_text=HOW,
    )
    keep = forms.CharField(
        label=gettext_lazy("Add them all the same"), required=False, widget=forms.HiddenInput
    )
    deal = forms.ChoiceField(
        label=gettext_lazy("What to do"), choices=Deal.choices, initial=Deal.HOLD
    )
    section = forms.ModelChoiceField(
        Section.objects.order_by("path"),
        label=gettext_lazy("Section"),
        required=False,
        empty_label=gettext_lazy("The whole paper"),
        help_text=WordRule._meta.get_field("section").help_text,
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    def clean_words(self):
        """The phrases. Each line that cannot stand is told with its number."""
        lines = self.cleaned_data["words"].splitlines()
        if len(lines) > MOST_LINES:
            told = _("At most %(most)d lines at once; these are %(count)d.")
            told %= {"most": MOST_LINES, "count": len(lines)}
            raise ValidationError(told, code="too_many_lines")
        phrases, wrong = [], []
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    phrases.append(self._phrase(line))
                except ValidationError as refused:
                    told = _("Line %(number)d, “%(line)s”: %(why)s")
                    told %= {"number": number, "line": line[:60], "why": refused.message}
                    wrong.append(ValidationError(told, code=refused.code))
        if wrong:
            raise ValidationError(wrong[:10])
        return phrases

    def _phrase(self, line):
        if len(line.strip()) > LONGEST_WORDS:
            raise ValidationError(
                _("It has more than %d letters.") % LONGEST_WORDS, code="max_length"
            )
        return ask_words(line)

    def clean(self):
        """Refuse once what would have caught a lot, naming the words by which it would."""
        cleaned = super().clean()
        if {"words", "section"} <= cleaned.keys():
            phrases = cleaned["words"]
            catch = catch_of(phrases, section=cleaned["section"])
            most = Counter(dict(zip(phrases, catch.each, strict=True))).most_common(MOST_NAMED)
            named = [f"“{words}” ({_grouped(count)})" for words, count in most if count]
            more = _("By most: %s.") % ", ".join(named) if named else ""
            self.ask_twice(catch, phrases, catch.caught, more)
        return cleaned


class TryForm(forms.Form):
    """A text, to see what the lists would do with it."""

    text = forms.CharField(
        label=gettext_lazy("A comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Nothing of it is kept."),
    )
    section = forms.ModelChoiceField(
        Section.objects.order_by("path"),
        label=gettext_lazy("On a story of"),
        required=False,
        empty_label=gettext_lazy("No section"),
    )

    def clean_text(self):
        """As a reader's comment is made plain."""
        if text := plain(self.cleaned_data["text"]):
            return text
        raise ValidationError(self.fields["text"].error_messages["required"], code="required")
