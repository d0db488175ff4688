"""The rows of a story's form: takeaways and credits."""

from functools import cached_property

from django import forms
from django.forms.models import BaseInlineFormSet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.article import Credit, Takeaway
from articles.desk.passages import remark_on
from articles.library.contributor import Contributor
from articles.text.passage import Passages, Standing
from articles.text.words import one_line, slug

MOST_ROWS = 200


class PassageWidget(forms.TextInput):
    """A line for the passage; beneath it what is to be said of that, and a tick where it changed.

    `row` is the form that it stands in.
    """

    row = None

    def render(self, name, value, attrs=None, renderer=None):
        """The line and what goes with it."""
        remark = self.row.remark if self.row else ""
        described = {"aria-describedby": f"{attrs['id']}-remark"} if remark else {}
        line = super().render(name, value, {**attrs, **described}, renderer)
        context = {"line": line, "id": attrs["id"], "remark": remark, "row": self.row}
        return render_to_string("desk/_passage.html", context)


class RowForm(forms.ModelForm):
    """A row of a story. A new one in which nothing is written is none, wherever it stands."""

    def has_changed(self):
        """Its place alone says nothing: script numbers each row as it is added."""
        is_blank = not self.instance.pk and set(self.changed_data) <= {"position"}
        return super().has_changed() and not is_blank


class CreditForm(RowForm):
    """Who did what."""

    class Meta:
        model = Credit
        fields = ("contributor", "role", "position")


class TakeawayForm(RowForm):
    """A key point: as long as two lines, but without a line end."""

    passage = forms.CharField(
        label=gettext_lazy("Passage that bears it out"),
        max_length=1_000,
        required=False,
        widget=PassageWidget(
            {"placeholder": gettext_lazy("A heading, or the very words of the story")}
        ),
    )
    still = forms.BooleanField(label=gettext_lazy("Still borne out"), required=False)
    # The story as this form has it; the rows set it.
    passages = Passages("")

    class Meta:
        model = Takeaway
        fields = ("text", "position")
        widgets = {"text": forms.Textarea(attrs={"rows": 1})}

    def set_story(self, passages: Passages, *, number: int | None) -> None:
        """Say what the story is, and by which number the row is called."""
        self.passages = passages
        self.initial["passage"] = passages.as_typed(self.instance.as_printed())
        # A row that is added with script gets its number there.
        name = _("Takeaway %d") % (0 if number is None else number + 1)
        self.fields["text"].widget.attrs["aria-label"] = name
        label = _("%s: passage that bears it out") % name
        self.fields["passage"].widget.attrs["aria-label"] = label
        self.fields["passage"].widget.row = self

    @property
    def standing(self) -> Standing:
        """How it stands with the passage, as far as this form knows."""
        point = self.instance
        return self.passages.standing(point.as_printed(), checked=point.checked)

    @property
    def remark(self) -> str:
        """What is to be said of the passage; nothing of a row that is empty."""
        return remark_on(self.instance, self.standing) if self.instance.text else ""

    @property
    def can_be_confirmed(self) -> bool:
        """Whether a tick can say that the passage still bears it out."""
        return self.standing is Standing.CHANGED

    def clean_text(self):
        """A takeaway is one line, however it was pasted."""
        return one_line(self.cleaned_data["text"])

    def clean(self):
        """Find the passage. Whoever edits a takeaway has looked whether it is borne out."""
        cleaned = super().clean()
        point = self.instance
        before, text = (point.anchor, point.quote), point.text
        point.anchor, point.quote = self._meant(cleaned.get("passage", ""))
        edited = (point.anchor, point.quote) != before or cleaned.get("text") != text
        if edited or cleaned.get("still") or not point.checked:
            point.checked = self.passages.digest_of(point.as_printed())
        return cleaned

    def _meant(self, typed: str) -> tuple[str, str]:
        anchor, quote = self.passages.named(typed)
        if quote and slug(typed) == self.instance.anchor and not self.passages.words(quote):
            # The words of the heading as it was: it is gone, which the row will say.
            return self.instance.anchor, ""
        return anchor, quote


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


class CreditFormSet(SurvivingFormSet):
    """The credits, each with its person, who came with the row."""

    def add_fields(self, form, index):
        """Django's, and whom the row names."""
        super().add_fields(form, index)
        if form.instance.contributor_id:
            form.fields["contributor"].widget.widget.known = form.instance.contributor


class TakeawayFormSet(SurvivingFormSet):
    """The takeaways, each read against the story that is saved with them."""

    def get_queryset(self):
        """Those that were read with the story need not be asked for again."""
        known = getattr(self.instance, "_prefetched_objects_cache", {})
        if self.is_bound or "takeaways" not in known:
            return super().get_queryset()
        return list(self.instance.takeaways.all())

    @cached_property
    def passages(self) -> Passages:
        """The story's passages, read once for all rows."""
        return Passages(self.instance.body)

    def add_fields(self, form, index):
        """Django's, and what the story says."""
        super().add_fields(form, index)
        form.set_story(self.passages, number=index)
