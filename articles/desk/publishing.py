"""The desk's buttons: may this person, is the story complete, is the time right; then the press."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.article import Article
from articles.desk.front_words import forget_headlines, headlines_of
from articles.desk.permission import ask
from articles.desk.readers_reports import carry, reopen_with, reprinted
from articles.desk.readiness import Concern, concerns_of
from articles.desk.waiting import later_texts, overtaken
from articles.desk.workflow import begin_again
from articles.editions import press
from articles.editions.edition import Edition, Kind
from articles.editions.embargo import Embargo
from articles.editions.release import open_release
from articles.editions.way import page_at
from articles.feedback.parts import forget_parts
from articles.text.document import Document
from articles.text.refusal import Refusal


class NotReadyToPrint(Refusal):
    """Something stops the story from being printed; `concerns` say what."""

    code = "not_ready_to_print"

    def __init__(self, concerns: list[Concern]):
        self.concerns = concerns
        said = " ".join(each.text for each in concerns)
        super().__init__(_("Not published yet; nothing is lost. %s") % said)


class WorthALook(Refusal):
    """Nothing stops the story, but `concerns` have not been looked at yet."""

    code = "worth_a_look"

    def __init__(self, concerns: list[Concern]):
        self.concerns = concerns
        super().__init__(_("Not published yet: have a look at these first."))


class PastWithdrawal(Refusal):
    """The time asked for the withdrawal has passed."""

    field = "withdraw_at"
    code = "past_moment"


class PastMoment(Refusal):
    """The time asked for has passed."""

    field = "print_at"
    code = "past_moment"


def look_over(
    article: Article,
    document: Document,
    *,
    at=None,
    accepted: Collection[str] | None = (),
    is_approved: bool = True,
    again: Collection[datetime] = (),
    beside: Collection[Concern] = (),
) -> None:
    """Raise what is to be said before `document` is printed from `at` on (None: now).

    `accepted` are the keys of what has been looked at; None accepts whatever does not stop it.
    `again` are other moments from which it is to be printed too, and `beside` is what is to be
    said of anything but its text. Raises NotReadyToPrint, WorthALook.
    """
    checked = {point.as_printed(): point.checked for point in article.takeaways.all()}
    found: dict[str, Concern] = {}
    for moment in (at or timezone.now(), *again):
        embargo = Embargo.objects.of(article.pk, after=moment)
        said = concerns_of(
            document, at=moment, checked=checked, is_approved=is_approved, embargo=embargo
        )
        found |= {each.key: each for each in said}
    concerns = sorted([*found.values(), *beside], key=lambda each: not each.stops)
    if stopping := [each for each in concerns if each.stops]:
        raise NotReadyToPrint(stopping)
    if accepted is not None and {each.key for each in concerns} - set(accepted):
        raise WorthALook(concerns)


@transaction.atomic
def publish(
    article: Article,
    *,
    by,
    at=None,
    release=None,
    accepted=(),
    into_waiting: bool = False,
    report: int | None = None,
    **printing,
) -> Edition:
    """Print the story as it was last saved: now, or from `at` on, or with a release (its id).

    It answers the reader's `report`, if one is named.
    Whoever publishes is told which older texts wait and will follow it. `into_waiting` prints it
    in the place of those too that have been looked at. `accepted` is as in `look_over`; `printing`
    goes to the press: kind, note, correction, none of which a first edition has. Raises
    PermissionDenied, PastMoment, NotReadyToPrint, WorthALook and what the press raises.
    """
    ask(article.pk, by=by, right="articles.print_edition")
    if release:
        at = open_release(release).at
    if at and at <= timezone.now():
        raise PastMoment(_("That time has passed. Choose a later one, or press Publish."))
    moment = at or timezone.now()
    kind = press.kind_at(moment, article.pk, kind=printing.get("kind", ""))
    if kind == Kind.NEW:
        printing = {}
    elif kind == Kind.CORRECTION and not printing.get("correction"):
        raise press.NoticeMissing(_("Say what was wrong and what is right."))
    document = article.to_document()
    is_approved = article.state == Article.State.APPROVED
    older = later_texts(article.pk, after=moment, but=document)
    told = {overtaken(each).key: each for each in older}
    taking = [each for key, each in told.items() if into_waiting and key in accepted]
    look_over(
        article,
        document,
        at=at,
        accepted=accepted,
        is_approved=is_approved,
        again=[each.live_from for each in taking],
        beside=[overtaken(each) for each in older],
    )
    edition = press.print_edition(
        document,
        article_id=article.pk,
        by=by,
        at=at,
        release=release,
        revision_number=article.version,
        rate=settings.READING_RATE,
        **printing,
    )
    known = {"revision_number": article.version, "rate": settings.READING_RATE}
    for each in taking:
        reprinted(each.pk, document, by=by, **known)
    carry(report, edition=edition, by=by)
    begin_again(article, by=by)
    return edition


def withdraw(article: Article, *, by, at=None, release=None, notice="", moved_to="") -> Edition:
    """Take the story's page away, now, or from `at` on, or with a release (its id).

    Readers get `notice`, or are led to a page of this site. Raises PermissionDenied, PastMoment,
    LeadsNowhere and what the press raises.
    """
    ask(article.pk, by=by, right="articles.withdraw_edition")
    now = timezone.now()
    if release:
        at = open_release(release).at
    if at and at <= now:
        raise PastWithdrawal(_("That time has passed. Choose a later one, or press Withdraw."))
    if moved_to.startswith("/") and not page_at(moved_to, at=at or now):
        there = _("at that time") if at else _("now")
        raise press.LeadsNowhere(
            _("There is no page at %(address)s %(then)s. Choose one that is live.")
            % {"address": moved_to, "then": there}
        )
    known = {"release": release, "notice": notice, "moved_to": moved_to}
    return press.withdraw(article.pk, by=by, at=at, **known)


def move(edition_id: int, *, article: Article, by, at) -> Edition:
    """Give one of the story's waiting editions another time."""
    waiting_of(article, edition_id, by=by)
    return press.reschedule(edition_id, at=at)


@transaction.atomic
def cancel(edition_id: int, *, article: Article, by) -> Edition:
    """Call off one of the story's waiting editions, and return what it was.

    Reports that it was to answer are to be answered again.
    """
    waiting = waiting_of(article, edition_id, by=by)
    reopen_with(waiting, by=by)
    press.cancel(edition_id)
    return waiting


def reprint(edition_id: int, *, article: Article, by, accepted=()) -> Edition:
    """Put the story as it was last saved in the place of one of its waiting editions.

    Raises PermissionDenied, NotReadyToPrint, WorthALook and what the press raises.
    """
    waiting = waiting_of(article, edition_id, by=by)
    document = article.to_document()
    is_approved = article.state == Article.State.APPROVED
    look_over(article, document, at=waiting.live_from, accepted=accepted, is_approved=is_approved)
    return reprinted(
        edition_id,
        document,
        by=by,
        revision_number=article.version,
        rate=settings.READING_RATE,
    )


@transaction.atomic
def redact(edition_id: int, *, by, reason: str) -> Edition:
    """Destroy what an edition says, also where readers' reports and the log of fronts name it."""
    printed = Edition.archive.get(pk=edition_id)
    ask(printed.article_id, by=by, right="articles.redact_edition")
    words = headlines_of(printed)
    edition = press.redact(edition_id, by=by, reason=reason)
    forget_headlines(words)
    forget_parts(edition_id)
    return edition


def waiting_of(article: Article, edition_id: int, *, by) -> Edition:
    """An edition of the story that this person may move. Raises PermissionDenied."""
    ask(article.pk, by=by, right="articles.print_edition")
    edition = Edition.archive.of(article.pk).defer("document").filter(pk=edition_id).first()
    if edition is None:
        raise PermissionDenied
    return edition
