"""What was refused of a story's form, place by place, for the note above it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BaseForm
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst


@dataclass(frozen=True)
class Place:
    """A field or row that is marked, and what is said of it. `target` is its id on the page."""

    target: str
    label: str
    words: str


def places_in(form: BaseForm, formsets: list[BaseInlineFormSet]) -> list[Place]:
    """All of them, in the order of the form. What is said of the whole stands on its own."""
    found = list(_fields(form))
    for rows in formsets:
        group = f"{rows.prefix}-group"
        name = capfirst(rows.model._meta.verbose_name)
        named = capfirst(rows.model._meta.verbose_name_plural)
        found += [Place(group, named, words) for words in rows.non_form_errors()]
        for number, row in enumerate(sorted(rows.forms, key=_place_of), start=1):
            label = f"{name} {number}"
            found += [Place(group, label, words) for words in row.non_field_errors()]
            found += _fields(row, within=label)
    return found


def _fields(form: BaseForm, *, within: str = "") -> Iterator[Place]:
    for field in form:
        label = str(field.label)
        if within:
            # What is called as its row is not called so twice.
            label = within if within.startswith(f"{label} ") else f"{within}: {label}"
        for words in field.errors:
            yield Place("" if field.is_hidden else field.id_for_label, label, words)


def _place_of(row: BaseForm) -> int:
    value = str(row["position"].value())
    return int(value[:9]) if value.isdecimal() else 0
