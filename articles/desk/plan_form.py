"""What is planned of a story, alone: taken from its form where the text was left as it was."""

from django import forms

from articles.desk.article import Article
from articles.desk.conflict import PLANS
from articles.desk.plans import Ahead, prepare_plans
from articles.desk.posted import new_tags, posted_document
from articles.desk.revision import Revision
from articles.desk.timing import MomentField


class PlanForm(Ahead, forms.ModelForm):
    """The plan; each field knows what it was when the form was opened."""

    class Meta:
        model = Article
        fields = PLANS
        field_classes = {"due_at": MomentField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        prepare_plans(self.fields)

    @property
    def planned(self) -> dict[str, object]:
        """The columns that were changed, and no other. Only of a valid form."""
        return planned_in(self)


def planned_in(form) -> dict[str, object]:
    """Of any form that has fields of the plan: those that the person changed."""
    return {name: form.cleaned_data[name] for name in PLANS if name in form.changed_data}


def is_untouched(article: Article, posted, *, has) -> bool:
    """Whether the text in the form `posted` is the one that it was opened with. Three queries.

    `has` are the fields of that form. Raises ValidationError for a body that no story may have.
    """
    seen = posted.get("seen_version", "")
    number = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    before = Revision.objects.filter(article=article, number=number).first()
    if before is None or any(name.endswith("-still") for name in posted) or new_tags(posted):
        return False
    base = before.as_document()
    return posted_document(posted, known=base, has=has) == base
