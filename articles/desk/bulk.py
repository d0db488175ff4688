"""One deed on several stories: each by the verb by which it is done to one, and what to take back.

A deed on a story gives a Change: its number and what undoes it, small enough to be kept with the
session. To take it back undoes that and nothing else, so what others did meanwhile stays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles.desk import workflow
from articles.desk.article import Article, Credit, TaggedArticle
from articles.desk.permission import ask
from articles.desk.revision import Revision, begin_save, revise
from articles.editions.naming import tag_named
from articles.library.contributor import Contributor
from articles.library.section import Section
from articles.library.section_right import ask_to_file
from articles.library.tag import Tag, tag_called
from articles.text.refusal import Refusal

# So many can be looked at before they are done, and are done before one grows tired of waiting.
MOST = 100


class SoAlready(Refusal):
    """There is nothing to do."""

    code = "so_already"


class ChangedSince(Refusal):
    """Someone has decided otherwise meanwhile, which stays."""

    code = "changed_since"


@dataclass(frozen=True)
class Change:
    """What was done to one story, and what it was before."""

    article_id: int
    before: object
    after: object


@transaction.atomic
def plan(article_id: int, *, by, name: str, value) -> Change:
    """Assign the story, or plan its day. Raises PermissionDenied, SoAlready."""
    column = "assignee_id" if name == "assignee" else name
    wanted = value.pk if hasattr(value, "pk") else value
    before = Article.objects.values_list(column, flat=True).get(pk=article_id)
    if before == wanted:
        raise SoAlready(_("It is so already."))
    workflow.plan(Article(pk=article_id), by=by, **{name: value})
    return Change(article_id, _plain(before), _plain(wanted))


@transaction.atomic
def unplan(change: Change, *, by, name: str) -> None:
    """Plan it as it was before. Raises PermissionDenied, ChangedSince."""
    column = "assignee_id" if name == "assignee" else name
    now = Article.objects.filter(pk=change.article_id).values_list(column, flat=True).first()
    if _plain(now) != change.after:
        raise ChangedSince(_("It has been planned otherwise since."))
    value = change.before
    if name == "assignee":
        value = get_user_model().objects.filter(pk=value).first() if value else None
    elif value:
        value = date.fromisoformat(value)
    workflow.plan(Article(pk=change.article_id), by=by, **{name: value})


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def file_under(article_id: int, *, by, section: int) -> Change:
    """File the working copy under a section. Raises PermissionDenied, NotMySection, SoAlready."""

    def change(article: Article) -> Change:
        before = article.section_id
        if before == section:
            raise SoAlready(_("It is so already."))
        ask_to_file(section, by=by, before=before)
        article.section_id = section
        return Change(article_id, before, section)

    name = Section.objects.values_list("name", flat=True).get(pk=section)
    return _save(article_id, change, by=by, note=_("Section: %s") % name)


def file_back(change: Change, *, by) -> None:
    """File it where it was. Raises ChangedSince and as above."""

    def back(article: Article) -> None:
        if article.section_id != change.after:
            raise ChangedSince(_("It has been filed elsewhere since."))
        there = Section.objects.filter(pk=change.before).exists()
        if change.before and not there:
            raise ChangedSince(_("The section in which it was is gone."))
        ask_to_file(change.before, by=by, before=change.after)
        article.section_id = change.before

    _save(change.article_id, back, by=by, note=_("Section as before"))


def tag(article_id: int, *, by, add: list[str], remove: list[str]) -> Change:
    """Add tags to the working copy and take some away. Raises PermissionDenied, SoAlready.

    `before` are the ids of those that it lost, `after` of those that it got.
    """

    def change(article: Article) -> Change:
        had = set(article.tags.values_list("pk", flat=True))
        wanted = {tag_named(name).pk for name in add}
        unwanted = {found.pk for name in remove if (found := tag_called(name))} - wanted
        got, lost = wanted - had, unwanted & had
        if not (got or lost):
            raise SoAlready(_("It is so already."))
        _tag(article, got, lost)
        return Change(article_id, sorted(lost), sorted(got))

    note = ", ".join([*(f"+{name}" for name in add), *(f"−{name}" for name in remove)])
    return _save(article_id, change, by=by, note=_("Tags: %s") % note)


def untag(change: Change, *, by) -> None:
    """Take away the tags that it got, and give back those that it lost."""

    def back(article: Article) -> None:
        had = set(article.tags.values_list("pk", flat=True))
        there = Tag.objects.filter(pk__in=change.before)
        again = set(there.values_list("pk", flat=True)) - had
        away = set(change.after) & had
        if not (again or away):
            raise ChangedSince(_("It has been tagged otherwise since."))
        _tag(article, again, away)

    _save(change.article_id, back, by=by, note=_("Tags as before"))


def _tag(article: Article, got: set[int], lost: set[int]) -> None:
    rows = TaggedArticle.objects.filter(content_object=article)
    rows.filter(tag__in=lost).delete()
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag_id=pk) for pk in got
    )


def credit(article_id: int, *, by, contributor: Contributor, role: str) -> Change:
    """Credit someone, after all others. Raises PermissionDenied, SoAlready."""

    def change(article: Article) -> Change:
        known = {"contributor": contributor, "role": role}
        if article.credits.filter(**known).exists():
            raise SoAlready(_("It is so already."))
        last = article.credits.aggregate(last=Max("position"))["last"]
        Credit.objects.create(article=article, position=0 if last is None else last + 1, **known)
        return Change(article_id, None, [contributor.pk, role])

    return _save(article_id, change, by=by, note=_("Credit: %s") % contributor)


def uncredit(change: Change, *, by) -> None:
    """Take that credit away again."""

    def back(article: Article) -> None:
        person, role = change.after
        rows = article.credits.filter(contributor=person, role=role)
        if not rows.delete()[0]:
            raise ChangedSince(_("The credit has been taken away since."))

    _save(change.article_id, back, by=by, note=_("Credits as before"))


@transaction.atomic
def _save(article_id: int, change: Callable[[Article], Change | None], *, by, note: str):
    """One save of the working copy as any other: a version, a revision with a note.

    Whoever has the story open meets the usual comparison at their next save, and loses nothing.
    Raises PermissionDenied, StaleCopy and what `change` does.
    """
    ask(article_id, by=by)
    article = Article.objects.get(pk=article_id)
    article.version = begin_save(article, seen=article.version)
    done = change(article)
    article.saved_by = by
    article.save_text()
    revision: Revision = revise(article, by=by, note=note[:300])
    workflow.fall_back(revision, by=by)
    return done


class _TakenBack(Exception):
    """It would have gone well."""


def try_out(verb: Callable[[], object]) -> Exception | None:
    """What the verb would refuse, if it were done now; whatever it writes is taken back."""
    try:
        with transaction.atomic():
            verb()
            raise _TakenBack
    except _TakenBack:
        return None
    except (Refusal, PermissionDenied) as refused:
        return refused
