"""The form in which a live text is mended: what readers see of it, and why it is printed anew."""

from dataclasses import replace

from django import forms
from django.contrib import admin
from django.forms import formset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.article import Article, Credit
from articles.desk.readers_reports import report_field
from articles.desk.rows import PersonField
from articles.desk.writing import body_field
from articles.editions.correction import Place, Sort
from articles.editions.edition import Edition, Kind
from articles.fields import no_control_characters
from articles.library.contributor import Contributor, Role
from articles.library.image import Image
from articles.text import document as text
from articles.text.words import one_line

MOST_ROWS = 200
ONE_LINE = forms.Textarea({"rows": 1})


def _of(name: str) -> dict[str, object]:
    """What a field of the working copy is called, and how long it may be."""
    column = Article._meta.get_field(name)
    return {
        "label": capfirst(column.verbose_name),
        "max_length": column.max_length,
        "validators": [no_control_characters],
        "required": False,
    }


class MendForm(forms.Form):
    """The text as readers have it, to be put right. `why` says what came between."""

    why = ""
    headline = forms.CharField(**_of("headline"), widget=ONE_LINE)
    standfirst = forms.CharField(**_of("standfirst"), widget=forms.Textarea({"rows": 2}))
    body = body_field(label=gettext_lazy("Story"))
    lead_image = forms.ModelChoiceField(
        Image.objects,
        label=gettext_lazy("Lead picture"),
        required=False,
        widget=admin.widgets.AutocompleteSelect(Article._meta.get_field("lead_image"), admin.site),
    )
    lead_caption = forms.CharField(**_of("lead_caption"), widget=forms.Textarea({"rows": 2}))
    lead_credit = forms.CharField(**_of("lead_credit"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of change"),
        choices=[
            (Kind.MINOR, gettext_lazy("Minor: spelling, no new time")),
            (Kind.CORRECTION, gettext_lazy("Correction: with a notice")),
            (Kind.UPDATE, gettext_lazy("Update: the page says when")),
        ],
        initial=Kind.MINOR,
    )
    correction = forms.CharField(
        label=gettext_lazy("Correction notice"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("What was wrong and what is right. It stays on the page for good."),
    )
    thanks_readers = forms.BooleanField(
        label=gettext_lazy("Thanks to readers"),
        required=False,
        help_text=gettext_lazy("The notice says that readers led to it."),
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Sort of notice"), choices=Sort, required=False, initial=Sort.CORRECTION
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Place of the notice"),
        choices=[("", gettext_lazy("The usual one")), *Place.choices],
        required=False,
        help_text=gettext_lazy("A note of the editor stands above the story, others beneath it."),
    )
    note = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For the story's history, which readers may see."),
    )
    report = report_field()
    live = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    def __init__(self, data=None, *, live: Edition, document: text.Document, known=None):
        self.live = live
        lead = document.lead
        super().__init__(
            data,
            initial={
                "headline": document.headline,
                "standfirst": document.standfirst,
                "body": document.body,
                "lead_image": lead.image if lead else None,
                "lead_caption": lead.caption if lead else "",
                "lead_credit": lead.credit if lead else "",
                "live": live.pk,
                **(known or {}),
            },
        )
        self.takeaways = TakeawayRows(data, prefix="takeaways", initial=_points(document))
        self.credits = CreditRows(data, prefix="credits", initial=_credits(document))

    @property
    def media(self):
        """Of all its fields."""
        return super().media + self.credits.media

    def is_valid(self):
        """Form and rows."""
        rows = [self.takeaways.is_valid(), self.credits.is_valid()]
        return super().is_valid() and all(rows)

    def clean_headline(self):
        """A headline is one line."""
        return one_line(self.cleaned_data["headline"])

    def clean_lead_caption(self):
        """A caption too."""
        return one_line(self.cleaned_data["lead_caption"])

    def clean(self):
        """A correction says what was wrong, and a notice makes it one."""
        cleaned = super().clean()
        is_correction = cleaned.get("kind") == Kind.CORRECTION
        if is_correction and not cleaned.get("correction") and "correction" not in self.errors:
            self.add_error("correction", _("Say what was wrong and what is right."))
        return cleaned

    @property
    def document(self) -> text.Document:
        """The live Document with what was typed. For a form that is valid."""
        typed, lead = self.cleaned_data, None
        if image := typed["lead_image"]:
            lead = text.Lead(image.pk, typed["lead_caption"], typed["lead_credit"])
        return replace(
            self.live.as_document(),
            headline=typed["headline"],
            standfirst=typed["standfirst"],
            body=typed["body"],
            lead=lead,
            takeaways=tuple(self._takeaways()),
            credits=tuple(dict.fromkeys(self._credits())),
        )

    def _takeaways(self):
        """Those that still say something; each keeps the passage that bears it out."""
        points = self.live.as_document().takeaways
        for row in self.takeaways.cleaned_data:
            if row.get("text"):
                was = row.get("was")
                known = points[was] if was is not None and was < len(points) else text.Takeaway("")
                yield replace(known, text=row["text"])

    def _credits(self):
        for row in self.credits.cleaned_data:
            if row.get("contributor"):
                yield text.Credit(row["contributor"].pk, row["role"])


class TakeawayRow(forms.Form):
    """A takeaway; emptied it goes."""

    text = forms.CharField(
        label=gettext_lazy("Takeaway"),
        max_length=300,
        required=False,
        validators=[no_control_characters],
        widget=ONE_LINE,
    )
    was = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_ROWS, widget=forms.HiddenInput
    )

    def clean_text(self):
        """A takeaway is one line."""
        return one_line(self.cleaned_data["text"])


class CreditRow(forms.Form):
    """Who did what; without a person it goes."""

    contributor = PersonField(
        Contributor.objects,
        label=gettext_lazy("Contributor"),
        required=False,
        widget=admin.widgets.AutocompleteSelect(Credit._meta.get_field("contributor"), admin.site),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices, required=False)

    def clean_role(self):
        """An author, where nothing is chosen."""
        return self.cleaned_data["role"] or Role.AUTHOR


TakeawayRows = formset_factory(TakeawayRow, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
CreditRows = formset_factory(CreditRow, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def _points(document: text.Document) -> list[dict[str, object]]:
    return [{"text": point.text, "was": n} for n, point in enumerate(document.takeaways)]


def _credits(document: text.Document) -> list[dict[str, object]]:
    return [{"contributor": each.contributor, "role": each.role} for each in document.credits]
