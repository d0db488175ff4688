"""The form of the second step: what let a reader down, in which part, and a comment."""

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from articles.feedback.feedback import Feedback, Reason
from articles.feedback.intake import LONGEST
from articles.feedback.parts import Part
from articles.text.plain import plain


class CommentField(forms.CharField):
    """A comment, made plain before its length is measured."""

    def to_python(self, value):
        """Plain text. What is hopelessly long stays as it is: Unicode is slow to bring in order."""
        text = super().to_python(value)
        return plain(text) if len(text) <= 4 * LONGEST else text

    def validate(self, value):
        """No longer than may be, told in the same figures as beside the field."""
        super().validate(value)
        if len(value) > self.max_length:
            known = {"limit": self.max_length, "length": len(value)}
            raise forms.ValidationError(
                _(
                    "Please shorten your comment to %(limit)s characters; it has %(length)s. "
                    "Nothing is lost: all of it stands below."
                ),
                code="max_length",
                params={
                    name: number_format(count, force_grouping=True) for name, count in known.items()
                },
            )


class ReasonsField(forms.MultipleChoiceField):
    """Those of the reasons that were ticked, once each; what is no reason was not ticked."""

    def to_python(self, value):
        """In the order in which the form has them."""
        return [reason for reason in Reason if reason in (value or ())]


class CommentForm(forms.Form):
    """What a reader adds to a Yes or No. Only a No has reasons, and `parts` that they are about."""

    reasons = ReasonsField(required=False, choices=Reason)
    part = forms.Field(required=False)
    comment = CommentField(required=False, max_length=LONGEST)

    def __init__(self, *args, vote: str, parts=(), **known):
        super().__init__(*args, **known)
        self.parts = {part.anchor: part for part in parts}
        if vote != Feedback.Vote.NO:
            del self.fields["reasons"]

    def clean_part(self) -> Part | None:
        """The part that was chosen; None for the whole story, and for what is no part of it."""
        return self.parts.get(self.cleaned_data["part"])

    @property
    def ticked(self) -> list[tuple[str, str, bool]]:
        """Each reason with its words and whether it is ticked, as the form was sent."""
        if "reasons" not in self.fields:
            return []
        sent = self["reasons"].value() or ()
        return [(reason.value, reason.label, reason in sent) for reason in Reason]
