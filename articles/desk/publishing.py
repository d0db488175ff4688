"""The desk's buttons: may this person, is the story complete, is the time right; then the press."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.article import Article
from articles.desk.front_words import forget_headlines, headlines_of
from articles.editions import press
from articles.editions.edition import Edition
from articles.editions.way import page_at
from articles.feedback.parts import forget_parts
from articles.library.contributor import Role
from articles.text import body as vocabulary
from articles.text.document import Document
from articles.text.refusal import Refusal


@dataclass(frozen=True)
class Lack:
    """Something that a story must have before it is printed, and the form's field for it."""

    field: str
    text: str


class NotReadyToPrint(Refusal):
    """The story lacks something that every printed story has; `lacks` says what."""

    code = "not_ready_to_print"

    def __init__(self, lacks: list[Lack]):
        self.lacks = lacks
        super().__init__(
            _("Not published yet; nothing is lost. %s") % " ".join(lack.text for lack in lacks)
        )


class PastMoment(Refusal):
    """The time asked for has passed."""

    field = "print_at"
    code = "past_moment"


def lacks_of(document: Document) -> list[Lack]:
    """What `document` must still have to be printed, in the order of the form."""
    wanted = [
        (document.headline, Lack("headline", _("A headline is missing."))),
        (vocabulary.plain(document.body).strip(), Lack("body", _("The story is still empty."))),
        (document.section, Lack("section", _("Choose the section in which it is to stand."))),
        (
            document.slug or not document.headline,
            Lack("slug", _("Write an address: none can be made of this headline.")),
        ),
        (
            document.credited(Role.AUTHOR),
            Lack(
                "credits", _("An author is missing: add one under Credits, with the role Author.")
            ),
        ),
    ]
    return [lack for there, lack in wanted if not there]


def publish(article: Article, *, by, at=None, kind="", note="", correction="") -> Edition:
    """Print the story as it was last saved: now, or from `at` on.

    Raises PermissionDenied, NotReadyToPrint, PastMoment and what the press raises.
    """
    if not by.has_perm("articles.print_edition"):
        raise PermissionDenied
    if at and at <= timezone.now():
        raise PastMoment(_("That time has passed. Choose a later one, or press Publish."))
    document = article.to_document()
    if lacks := lacks_of(document):
        raise NotReadyToPrint(lacks)
    edition = press.print_edition(
        document,
        article_id=article.pk,
        by=by,
        at=at,
        kind=kind,
        note=note,
        correction=correction,
        revision_number=article.version,
        rate=settings.READING_RATE,
    )
    # What was reviewed is printed; the next change starts as a draft again.
    Article.objects.filter(pk=article.pk).update(state=Article.State.DRAFT)
    return edition


def withdraw(article: Article, *, by, notice="", moved_to="") -> Edition:
    """Take the story's page away now; readers get `notice`, or are led to a page of this site.

    Raises PermissionDenied, LeadsNowhere and what the press raises.
    """
    if not by.has_perm("articles.withdraw_edition"):
        raise PermissionDenied
    if moved_to.startswith("/") and not page_at(moved_to, at=timezone.now()):
        raise press.LeadsNowhere(
            _("There is no page at %s now. Choose one that is live.") % moved_to
        )
    return press.withdraw(article.pk, by=by, notice=notice, moved_to=moved_to)


def move(edition_id: int, *, article: Article, by, at) -> Edition:
    """Give one of the story's waiting editions another time."""
    _waiting(edition_id, article=article, by=by)
    return press.reschedule(edition_id, at=at)


def cancel(edition_id: int, *, article: Article, by) -> None:
    """Call off one of the story's waiting editions."""
    _waiting(edition_id, article=article, by=by)
    press.cancel(edition_id)


@transaction.atomic
def redact(edition_id: int, *, by, reason: str) -> Edition:
    """Destroy what an edition says, also where readers' reports and the log of fronts name it."""
    if not by.has_perm("articles.redact_edition"):
        raise PermissionDenied
    words = headlines_of(Edition.archive.get(pk=edition_id))
    edition = press.redact(edition_id, by=by, reason=reason)
    forget_headlines(words)
    forget_parts(edition_id)
    return edition


def submit(article: Article, *, by) -> None:
    """Hand the working copy to the editors."""
    if not by.has_perm("articles.change_article"):
        raise PermissionDenied
    Article.objects.filter(pk=article.pk).update(state=Article.State.IN_REVIEW)


def send_back(article: Article, *, by) -> None:
    """Hand the working copy back to its writer: it is a draft again."""
    if not by.has_perm("articles.approve_article"):
        raise PermissionDenied
    Article.objects.filter(pk=article.pk).update(state=Article.State.DRAFT)


def approve(article: Article, *, by) -> None:
    """Say that the working copy may be printed."""
    if not by.has_perm("articles.approve_article"):
        raise PermissionDenied
    Article.objects.filter(pk=article.pk).update(state=Article.State.APPROVED)


def _waiting(edition_id: int, *, article: Article, by) -> None:
    if not by.has_perm("articles.print_edition"):
        raise PermissionDenied
    if not Edition.archive.of(article.pk).filter(pk=edition_id).exists():
        raise PermissionDenied
