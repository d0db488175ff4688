"""The cards of the queue: what a reader said, of which text, and how it is with that text now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.article import Article
from articles.desk.because import Because, because_of
from articles.editions.edition import Edition, Kind
from articles.feedback.feedback import DONE, Feedback, State
from articles.feedback.queue import Capped
from articles.feedback.words import what_was_masked
from articles.library.section_right import sections_of

# So many make a page.
SHOWN = 50
# Of more with the same text no more is told than that there are more.
SAME_COUNTED = 100


@dataclass(frozen=True)
class Card:
    """One report, as it lies in the queue."""

    report: Feedback
    # Where the headline leads; "" where there is nothing to be seen of the story.
    address: str
    edition: str
    standing: str
    # Whether what the reader saw can be compared with what stands there now.
    is_comparable: bool
    same: str
    masked: str
    because: Because

    @property
    def is_done(self) -> bool:
        """Whether it can only be reopened."""
        return self.report.state in DONE

    @property
    def is_held(self) -> bool:
        """Whether it is held now."""
        return self.report.state == State.HELD

    @property
    def assignee(self) -> str:
        """What they are called; "" for nobody."""
        who = self.report.assignee
        return (who.get_full_name() or who.get_username()) if who else ""


@dataclass(frozen=True)
class Now:
    """How it is with a story at a moment: its editions so far, and the one that stands."""

    last: int = 0
    standing: Edition | None = None


def cards_of(ids: Sequence[int], *, by, at) -> list[Card]:
    """The reports of these ids, in their order. Four queries, and one if some have words to
    watch for."""
    reports = _reports(by).in_bulk(ids)
    found = [reports[pk] for pk in ids if pk in reports]
    now = _now({each.article_id for each in found}, at=at)
    because = because_of(found)
    return [_card(each, now.get(each.article_id, Now()), because[each.pk]) for each in found]


def _reports(by):
    """With all that a card shows, and with whether this person may open the story at the desk."""
    may = by.has_perm("articles.edit_any_article")
    may_open = Value(may)
    if may and sections_of(by) is not None:
        theirs = Article.objects.filter(pk=OuterRef("article_id"))
        may_open = Exists(theirs.editable_by(by))
    alike = Feedback.objects.reports().for_user(by).filter(text_hash=OuterRef("text_hash"))
    alike = alike.exclude(text_hash="").exclude(pk=OuterRef("pk")).order_by()
    return (
        Feedback.objects.for_user(by)
        .select_related("edition", "section", "assignee", "correction")
        .defer("edition__document", "edition__standfirst")
        .prefetch_related("marks")
        .annotate(may_open=may_open, same=Capped(alike.values("pk")[: SAME_COUNTED + 1]))
    )


def _now(stories: set[int], *, at) -> dict[int, Now]:
    begun = Edition.archive.filter(article_id__in=stories, live_from__lte=at)
    numbered = begun.exclude(kind=Kind.WITHDRAWAL).order_by().values_list("article_id")
    counted = dict(numbered.annotate(last=Max("number")))
    standing = Edition.archive.filter(article_id__in=stories).standing(at).defer("document")
    by_story = {each.article_id: each for each in standing}
    return {pk: Now(count, by_story.get(pk)) for pk, count in counted.items()}


def _card(report: Feedback, now: Now, because: Because) -> Card:
    edition, standing = report.edition, now.standing
    is_live = standing is not None and not _is_gone(standing)
    address = standing.address if is_live else ""
    if report.may_open:
        address = reverse("admin:articles_article_change", args=[report.article_id])
    counted = {"number": edition.number, "count": max(now.last, edition.number)}
    return Card(
        report,
        address=address,
        edition=_("Edition %(number)d of %(count)d") % counted,
        standing=_standing(edition, standing, is_live=is_live),
        is_comparable=is_live and not _is_gone(edition) and edition.sha256 != standing.sha256,
        same=_same(report.same),
        masked=", ".join(what_was_masked(report)),
        because=because,
    )


def _is_gone(edition: Edition) -> bool:
    return edition.kind == Kind.WITHDRAWAL or edition.redacted_at is not None


def _standing(edition: Edition, standing: Edition | None, *, is_live: bool) -> str:
    if edition.redacted_at:
        return _("its text was destroyed")
    if not is_live:
        return _("the story is withdrawn")
    if edition.sha256 == standing.sha256:
        return _("still live as it was read")
    return _("changed since")


def _same(count: int) -> str:
    if not count:
        return ""
    if count > SAME_COUNTED:
        return _("More than %d others have the same text") % SAME_COUNTED
    told = ngettext("%d other has the same text", "%d others have the same text", count)
    return told % count
