"""Where someone typed what was never saved, whichever story it is: for the desk's first page."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from articles.desk.article import Article
from articles.desk.revision import Revision
from articles.desk.sitting import Sitting
from articles.desk.unsaved import Unsaved, names_of_tags, told_of
from articles.text.document import Document

LOOKED_AT = 12


@dataclass(frozen=True)
class UnsavedStory:
    """A text that was never saved, and the story into which it was typed; None is a new one."""

    story: Article | None
    text: Unsaved


def unsaved_stories(user, *, at) -> list[UnsavedStory]:
    """The newest text of each story that this account may work on, and each of a new one.

    Of its dozen newest texts alone. Three queries, one where there is none.
    """
    rows = list(_rows(user))
    if not rows:
        return []
    documents = _documents(rows)
    tags = names_of_tags(each for own in documents.values() for each in own.values())
    found = []
    for _pk, own in groupby(sorted(rows, key=_story_number), key=_story_number):
        sittings = list(own)
        story = sittings[0].article
        known = documents[story.pk] if story else {}
        texts = told_of(sittings, story=story, documents=known, tags=tags, at=at)
        found += [UnsavedStory(story, text) for text in (texts[:1] if story else texts)]
    return sorted(found, key=lambda each: each.text.at, reverse=True)


def _rows(user):
    may = Q(article__in=Article.objects.editable_by(user))
    if user.has_perm("articles.add_article"):
        may |= Q(article=None)
    rows = Sitting.objects.never_saved(user).filter(may)
    return rows.select_related("article").defer("article__body")[:LOOKED_AT]


def _documents(rows: list[Sitting]) -> dict[int, dict[int, Document]]:
    """By story and number: its saved text as it is, and those from which texts began."""
    wanted = Q()
    for row in rows:
        if row.article:
            wanted |= Q(article=row.article_id, number__in=(row.article.version, row.began_from))
    found: dict[int, dict[int, Document]] = {row.article_id or 0: {} for row in rows}
    for revision in Revision.objects.filter(wanted) if wanted else ():
        found[revision.article_id][revision.number] = revision.as_document()
    return found


def _story_number(row: Sitting) -> int:
    return row.article_id or 0
