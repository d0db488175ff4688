"""What a colleague saved while one was writing: three texts laid side by side, and made one.

What it was, what I have and what they saved. What only one of us changed is taken; where both did,
I decide; nothing is dropped without that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles.desk.article import Article
from articles.desk.posted import posted_document, posted_with
from articles.desk.revision import Revision
from articles.desk.telling import LABELS, Telling, shown, with_marks
from articles.text.alignment import Effort
from articles.text.comparison import ElementChange, compare, folds_of
from articles.text.document import Document
from articles.text.merge import Merged, merge, settle

THEIRS = "theirs"
# What is planned is no part of a Document: the form says what it was when it was opened.
PLANS = Article.PLANNED


@dataclass(frozen=True)
class Element:
    """An element of the body with its changes marked. `moved_from` as of an ElementChange."""

    html: SafeString
    moved_from: int = 0


@dataclass(frozen=True)
class Row:
    """A part that differs, in words. `name` is that of its choice, "" where there is none.

    Of a body that is taken there are the `elements`, those that stay as they are folded: see
    `folds_of`.
    """

    label: str
    was: SafeString | str
    mine: SafeString | str
    theirs: SafeString | str
    name: str = ""
    elements: Sequence[tuple[int, list[Element]]] = ()

    def with_marks(self, effort: Effort) -> "Row":
        """The row, with marks on what differs from how it was."""
        mine, theirs = (
            with_marks(self.was, each, effort=effort) if each else each
            for each in (self.mine, self.theirs)
        )
        return replace(self, mine=mine, theirs=theirs)


@dataclass(frozen=True)
class Plan:
    """A field of the planning, as it is sent: what it was, mine, theirs."""

    name: str
    was: str
    mine: str
    theirs: str

    @property
    def is_clash(self) -> bool:
        """Whether both of us changed it, in different ways."""
        return self.was != self.mine != self.theirs != self.was

    @property
    def is_taken(self) -> bool:
        """Whether only they changed it."""
        return self.mine == self.was != self.theirs

    def decided(self, posted) -> str:
        """What it becomes."""
        wins = posted.get(f"wins-{self.name}") == THEIRS if self.is_clash else self.is_taken
        return self.theirs if wins else self.mine


@dataclass(frozen=True)
class Conflict:
    """The three texts. `version` is theirs; `merged` is what can be made of them without asking.

    `is_own` says that theirs is of the same account, from another tab or machine.
    """

    article: Article
    mine: Document
    theirs: Document
    merged: Merged
    plans: list[Plan]
    is_own: bool = False
    clashes: list[Row] = field(default_factory=list)
    taken: list[Row] = field(default_factory=list)
    mixed: list[Row] = field(default_factory=list)

    @property
    def version(self) -> int:
        """The version that has been looked at here."""
        return self.article.version

    def together(self, posted) -> QueryDict:
        """The form that was sent, with the texts made one as its choices say."""
        numbers = range(len(self.merged.clashes))
        theirs = [n for n in numbers if posted.get(f"wins-{n}") == THEIRS]
        changed = posted_with(settle(self.merged, theirs=theirs), posted, article=self.article)
        for plan in self.plans:
            changed[plan.name] = plan.decided(posted)
            changed[f"initial-{plan.name}"] = plan.theirs
        changed["seen_version"] = str(self.version)
        return changed


def conflict_of(article_id: int, posted, *, has, seen: int | None, by=None) -> Conflict:
    """What is in the form `posted` of `by`, begun from version `seen`, against what is saved now.

    `has` are the fields of that form. Where nothing is known of that version, all that differs is
    to be decided. Raises ValidationError for a body that no story may have.
    """
    article = Article.objects.select_related("saved_by", "assignee").get(pk=article_id)
    theirs = article.to_document()
    before = Revision.objects.filter(article=article_id, number=seen or 0).first()
    base = before.as_document() if before else Document()
    mine = posted_document(posted, known=base if before else theirs, has=has)
    merged = merge(base, mine, theirs)
    sent = [name for name in PLANS if name in has and f"initial-{name}" in posted]
    plans = [_plan(article, name, posted) for name in sent]
    is_own = by is not None and article.saved_by_id == by.pk
    conflict = Conflict(article, mine, theirs, merged, plans, is_own)
    _tell(conflict, base)
    return conflict


def _tell(conflict: Conflict, base: Document) -> None:
    """Fill in the rows."""
    telling, effort = Telling(base, conflict.mine, conflict.theirs), Effort()
    merged = conflict.merged
    for n, clash in enumerate(merged.clashes):
        told = (telling.told(clash.part, each) for each in (clash.base, clash.mine, clash.theirs))
        row = Row(LABELS[clash.part], *told, name=f"wins-{n}")
        conflict.clashes.append(row.with_marks(effort))
    for part in merged.taken:
        if part == "body":
            changes = compare(conflict.mine, merged.document, effort=effort).body
            elements = list(_elements(changes, effort))
            conflict.taken.append(Row(LABELS[part], "", "", "", elements=elements))
            continue
        told = (telling.of(each, part) for each in (base, conflict.mine, merged.document))
        conflict.taken.append(Row(LABELS[part], *told).with_marks(effort))
    for mixed in merged.mixed:
        words = telling.told(mixed.part, mixed.result)
        conflict.mixed.append(Row(LABELS[mixed.part], "", words, ""))
    for plan in conflict.plans:
        told = (_words(plan, each) for each in (plan.was, plan.mine, plan.theirs))
        row = Row(label_of(plan.name), *told).with_marks(effort)
        if plan.is_clash:
            conflict.clashes.append(replace(row, name=f"wins-{plan.name}"))
        elif plan.is_taken:
            conflict.taken.append(row)


def _elements(
    changes: Sequence[ElementChange], effort: Effort
) -> Iterator[tuple[int, list[Element]]]:
    """The story as it becomes, with marks; what stays as it is between two changes is folded."""
    for number, inner in folds_of(changes):
        yield number, [_element(each, effort) for each in inner]


def _element(change: ElementChange, effort: Effort) -> Element:
    html = with_marks(shown(change.was_html), shown(change.html), effort=effort)
    return Element(html, change.moved_from)


def _plan(article: Article, name: str, posted) -> Plan:
    return Plan(
        name, posted.get(f"initial-{name}", ""), posted.get(name, ""), as_sent(article, name)
    )


def as_sent(article: Article, name: str) -> str:
    """A field of the story as its form would send it."""
    if name == "assignee":
        return str(article.assignee_id or "")
    value = getattr(article, name)
    if name == "priority":
        return str(value)
    if value is None:
        return ""
    return value.isoformat() if name == "planned_for" else f"{localtime(value):%Y-%m-%dT%H:%M}"


def _words(plan: Plan, value: str) -> str:
    """The value as a person reads it."""
    column = Article._meta.get_field(plan.name)
    if not value:
        return ""
    if plan.name == "assignee":
        account = (
            column.related_model.objects.filter(pk=value).first() if value.isdecimal() else None
        )
        return (account.get_full_name() or account.get_username()) if account else value
    if plan.name == "priority":
        labels = {str(number): label for number, label in column.choices}
        return str(labels.get(value, value))
    try:
        found = column.formfield().to_python(value)
    except ValidationError:
        return value
    return date_format(found, "DATE_FORMAT" if plan.name == "planned_for" else "DATETIME_FORMAT")


def label_of(name: str) -> str:
    """What a field of the planning is called."""
    return str(Article._meta.get_field(name).verbose_name).capitalize()
