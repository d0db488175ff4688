"""The history of a story: every save and every edition in one line of time, and the way back."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.desk.article import Article
from articles.desk.language import is_language
from articles.desk.permission import ask
from articles.desk.revision import Revision, begin_save, revise
from articles.desk.workflow import fall_back
from articles.editions.edition import Edition
from articles.library.contributor import Contributor
from articles.library.image import Image
from articles.library.merged import as_merged
from articles.library.section import Section
from articles.library.section_right import ask_to_file
from articles.text.alignment import Effort
from articles.text.comparison import Comparison, compare
from articles.text.document import Document
from articles.text.refusal import Refusal

PAGE = 25
# What all comparisons of one page together may cost, in the steps of an Effort.
EFFORT = 3_000_000


class Unchanged(Refusal):
    """The working copy says what was to be restored."""

    code = "unchanged"


@dataclass(frozen=True)
class Text:
    """A text of the story: a revision, an edition, the live text or the working copy."""

    key: str
    document: Document
    at: datetime
    by: object | None
    revision: Revision | None = None
    edition: Edition | None = None

    @property
    def name(self) -> str:
        """Which save or edition it is."""
        if self.revision:
            return _("Save %d") % self.revision.number
        return _("Edition %d") % self.edition.number if self.edition else ""


@dataclass
class Line:
    """What happened at a moment: a save, a printing, or what a button did, in its `words`."""

    at: datetime
    by: object | None
    key: str = ""
    revision: Revision | None = None
    edition: Edition | None = None
    comparison: Comparison | None = None
    words: str = ""
    # Of an edition, the save that has its text, as far as it is one of those told.
    save: int | None = None


def lines_of(article: Article, *, before: int | None) -> tuple[list[Line], int | None]:
    """A page of saves with what each changed, the latest first, and editions among them.

    `before` is the number of the revision that the page begins behind. Returns the lines and where
    the next page begins, None at the end. A save that left the text as it was, which many a
    button makes, is folded into the one before, unless a note says why it was made. Five queries.
    """
    found = article.revisions.select_related("saved_by")
    if before is not None:
        found = found.filter(number__lt=before)
    revisions = list(found[: PAGE + 1])
    shown, rest = revisions[:PAGE], revisions[PAGE:]
    editions = Edition.archive.of(article.pk).select_related("printed_by", "correction")
    editions = editions.defer("document")
    # A mere save is logged by Django in a list of its own; what buttons did is told in words.
    kind = ContentType.objects.get_for_model(Article)
    deeds = LogEntry.objects.filter(content_type=kind, object_id=str(article.pk))
    deeds = deeds.exclude(change_message__startswith="[").exclude(change_message="")
    if before is not None:
        above = article.revisions.filter(number=before).values("saved_at")[:1]
        editions = editions.filter(printed_at__lt=above)
        deeds = deeds.filter(action_time__lt=above)
    if rest and shown:
        editions = editions.filter(printed_at__gte=shown[-1].saved_at)
        deeds = deeds.filter(action_time__gte=shown[-1].saved_at)
    effort = Effort(EFFORT)
    lines: list[Line] = []
    pairs = list(zip(shown, [*revisions[1:], None], strict=False))
    told_as: dict[int, int] = {}
    for newer, older in reversed(pairs):
        if older and newer.sha256 == older.sha256 and not newer.note:
            told_as[newer.number] = told_as.get(older.number, older.number)
    for newer, older in pairs:
        if newer.number in told_as:
            continue
        then = older.as_document() if older else Document()
        told = compare(then, newer.as_document(), effort=effort)
        lines.append(Line(newer.saved_at, newer.saved_by, f"r{newer.number}", newer, None, told))
    lines += [
        Line(
            each.printed_at,
            each.printed_by,
            f"e{each.pk}",
            edition=each,
            save=told_as.get(each.revision_number, each.revision_number),
        )
        for each in editions
    ]
    lines += [
        Line(each.action_time, each.user, words=each.change_message)
        for each in deeds.select_related("user")[: 2 * PAGE]
    ]
    lines.sort(key=lambda line: line.at, reverse=True)
    return lines, shown[-1].number if rest else None


def text_of(article: Article, key: str, *, at: datetime) -> Text | None:
    """The text of the story that `key` names: r3, e17, "live" or "copy"; None if there is none.

    What was redacted has none.
    """
    if key == "copy":
        return Text(key, article.to_document(), article.saved_at, article.saved_by)
    if key[:1] == "r":
        revision = article.revisions.select_related("saved_by").filter(number=key[1:]).first()
        if revision is None:
            return None
        return Text(key, revision.as_document(), revision.saved_at, revision.saved_by, revision)
    editions = Edition.archive.of(article.pk).select_related("printed_by")
    if key == "live":
        edition = editions.live(at).first()
    else:
        edition = editions.filter(pk=key[1:], document__isnull=False).first()
    if edition is None:
        return None
    return Text(key, edition.as_document(), edition.live_from, edition.printed_by, None, edition)


def newest_before(article: Article, revision: Revision) -> str:
    """The key of the save before that one, "" if it was the first. One query."""
    found = article.revisions.filter(number__lt=revision.number).values_list("number", flat=True)
    number = found.first()
    return f"r{number}" if number else ""


def as_it_can_be(document: Document) -> tuple[Document, list[str]]:
    """What of `document` can still be had, and what to say of the rest. Six queries at most.

    People and tags that have been merged are those that stayed.
    """
    document, lost = as_merged(document), []
    known = dict(vars(document))
    if document.section and not Section.objects.filter(pk=document.section).exists():
        known["section"] = None
        lost.append(_("Its section is gone: choose another."))
    images = set(Image.objects.filter(pk__in=document.images).values_list("pk", flat=True))
    if document.lead and document.lead.image not in images:
        known["lead"] = None
        lost.append(_("Its lead picture is gone from the library."))
    if set(document.images) - images - {document.lead.image if document.lead else 0}:
        lost.append(_("A picture in it is gone from the library, and is shown to nobody."))
    people = {credit.contributor for credit in document.credits}
    there = set(Contributor.objects.filter(pk__in=people).values_list("pk", flat=True))
    if people - there:
        known["credits"] = tuple(c for c in document.credits if c.contributor in there)
        lost.append(_("Someone whom it credits is gone."))
    if document.language and not is_language(document.language):
        known["language"] = ""
        lost.append(_("Its language was none that is known, and is left out."))
    related = Article.objects.filter(Q(pk__in=document.related))
    known["related"] = tuple(related.order_by("pk").values_list("pk", flat=True))
    return Document(**known), lost


@transaction.atomic
def restore(article: Article, text: Text, *, by, seen: int) -> Revision:
    """The working copy says again what `text` does, as a save of its own, begun from `seen`.

    Nothing printed changes. Raises PermissionDenied, StaleCopy, Unchanged, NotMySection.
    """
    ask(article.pk, by=by)
    document, _lost = as_it_can_be(text.document)
    if document == article.to_document():
        raise Unchanged(_("The working copy says this already."))
    ask_to_file(document.section, by=by, before=article.section_id)
    article.version = begin_save(article, seen=seen)
    article.saved_by = by
    article.take_document(document)
    if text.revision:
        note = _("Restored: save %d") % text.revision.number
    else:
        note = _("Restored: edition %d") % text.edition.number
    revision = revise(article, by=by, note=note)
    fall_back(revision, by=by)
    return revision


@transaction.atomic
def explain(revision: Revision, *, by, note: str) -> None:
    """Say, or say better, why a save was made. Its text is never changed. Raises PermissionDenied.

    Whoever made it may, and whoever may edit the stories of others.
    """
    if revision.saved_by_id != by.pk:
        ask(revision.article_id, by=by, right="articles.edit_any_article")
    Revision.objects.filter(pk=revision.pk).update(note=note)
