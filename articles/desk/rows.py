"""The rows of a story's form: takeaways and credits."""

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy

from articles.desk.article import Takeaway
from articles.library.contributor import Contributor
from articles.text.body import anchor_of
from articles.text.words import one_line

MOST_ROWS = 200


class TakeawayForm(forms.ModelForm):
    """A key point: as long as two lines, but without a line end."""

    # Not the model's slug: a heading's words are taken as well as its anchor.
    anchor = forms.CharField(
        label=gettext_lazy("Passage"),
        max_length=1_000,
        required=False,
        help_text=gettext_lazy("The heading of the passage that bears it out."),
    )
    # The story as this form has it; the rows set it.
    body = ""

    class Meta:
        model = Takeaway
        fields = ("text", "anchor", "position")
        widgets = {"text": forms.Textarea(attrs={"rows": 1})}

    def clean_text(self):
        """A takeaway is one line, however it was pasted."""
        return one_line(self.cleaned_data["text"])

    def clean_anchor(self):
        """The anchor of the heading that was chosen or typed."""
        return anchor_of(self.body, self.cleaned_data["anchor"])


class PersonField(forms.ModelChoiceField):
    """A contributor; one who has been merged since the form was opened is the one that stayed."""

    def to_python(self, value):
        """The contributor."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            merged = Contributor.everyone.filter(pk=value) if str(value).isdecimal() else None
            if merged and (stays := self.queryset.filter(pk__in=merged.values("merged_into"))):
                return stays[0]
            raise


class SurvivingFormSet(BaseInlineFormSet):
    """Rows of a story. One whose record is gone (someone else removed it) becomes a new row."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        if self.is_bound:
            self.data = self._renumbered()

    def add_fields(self, form, index):
        """Django's, and what the story says."""
        super().add_fields(form, index)
        form.body = self.instance.body

    def _renumbered(self):
        """The posted rows, known ones first and unknown ones as additions."""
        known = {str(pk) for pk in self.get_queryset().values_list("pk", flat=True)}
        total = self._number("TOTAL_FORMS")
        rows = sorted(
            range(total), key=lambda n: self.data.get(f"{self.prefix}-{n}-id") not in known
        )
        data = self.data.copy()
        for name in list(data):
            if name.startswith(f"{self.prefix}-") and name.split("-")[1].isdecimal():
                del data[name]
        initial = 0
        for place, n in enumerate(rows):
            start = f"{self.prefix}-{n}-"
            for name in self.data:
                if name.startswith(start):
                    data.setlist(
                        f"{self.prefix}-{place}-{name[len(start) :]}", self.data.getlist(name)
                    )
            if data.get(f"{self.prefix}-{place}-id") in known:
                initial += 1
            else:
                data[f"{self.prefix}-{place}-id"] = ""
        data[f"{self.prefix}-INITIAL_FORMS"] = str(initial)
        data[f"{self.prefix}-TOTAL_FORMS"] = str(total)
        return data

    def _number(self, name: str) -> int:
        value = self.data.get(f"{self.prefix}-{name}", "0")
        return min(int(value[:9]), MOST_ROWS) if value.isdecimal() else 0
