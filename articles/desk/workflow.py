"""How far a story is, and what is planned of it: the moves between draft, review and approval.

None of it is part of the text. A move or a plan claims no version of the story and makes no
revision, so whoever is writing meanwhile meets no conflict.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.announcing import tell
from articles.desk.article import Article
from articles.desk.colleagues import reviewers_of, writer_of
from articles.desk.notice import Kind
from articles.desk.permission import ask
from articles.desk.revision import Revision, StaleCopy
from articles.text.refusal import Refusal

State = Article.State
WRITES, APPROVES = "articles.change_article", "articles.approve_article"
LONGEST_NOTE = 1_000


class NoReason(Refusal):
    """A story is not sent back without a word on why."""

    field = "move_note"
    code = "no_reason"


class OtherState(Refusal):
    """The story is not where it would be moved from: someone has moved it meanwhile."""

    code = "other_state"


class Deed(models.TextChoices):
    """What can move a story."""

    HANDED_IN = "handed_in", gettext_lazy("Handed in")
    TAKEN_BACK = "taken_back", gettext_lazy("Taken back")
    SENT_BACK = "sent_back", gettext_lazy("Sent back")
    APPROVED = "approved", gettext_lazy("Approved")
    CHANGED = "changed", gettext_lazy("Changed after it was approved")
    PRINTED = "printed", gettext_lazy("Printed")


class StoryMove(models.Model):
    """Who moved a story from where to where, when, and what they said; never changed."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="moves")
    deed = models.CharField(max_length=12, choices=Deed)
    moved_from = models.CharField(max_length=12, choices=State)
    moved_to = models.CharField(max_length=12, choices=State)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = gettext_lazy("move of a story")
        verbose_name_plural = gettext_lazy("moves of stories")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.article_id}: {self.moved_from} to {self.moved_to}"


class DayHasPassed(Refusal):
    """A story is to be planned for a day on which nothing can appear any more."""

    field = "planned_for"
    code = "day_has_passed"


@dataclass(frozen=True)
class Way:
    """A move that the desk knows: its button, from where it leads to where, and for whom."""

    button: str
    label: object
    deed: Deed
    origins: tuple[str, ...]
    to: str
    right: str


HAND_IN = Way(
    "_submit",
    gettext_lazy("Hand in for review"),
    Deed.HANDED_IN,
    (State.DRAFT,),
    State.IN_REVIEW,
    WRITES,
)
TAKE_BACK = Way(
    "_take_back",
    gettext_lazy("Take back"),
    Deed.TAKEN_BACK,
    (State.IN_REVIEW,),
    State.DRAFT,
    WRITES,
)
APPROVE = Way(
    "_approve",
    gettext_lazy("Approve"),
    Deed.APPROVED,
    (State.DRAFT, State.IN_REVIEW),
    State.APPROVED,
    APPROVES,
)
SEND_BACK = Way(
    "_send_back",
    gettext_lazy("Send back"),
    Deed.SENT_BACK,
    (State.IN_REVIEW, State.APPROVED),
    State.DRAFT,
    APPROVES,
)
WAYS = (HAND_IN, TAKE_BACK, APPROVE, SEND_BACK)


def ways_of(story: Article, *, user) -> list[Way]:
    """The moves that this person may make of the story as it stands, for their buttons."""
    found = [way for way in WAYS if story.state in way.origins and user.has_perm(way.right)]
    # Who can send back need not take back.
    return [way for way in found if not (way is TAKE_BACK and SEND_BACK in found)]


def is_overdue(story: Article, *, at: datetime) -> bool:
    """Whether its deadline has passed and no editor has approved it; see also `overdue`."""
    return bool(story.due_at and story.due_at <= at and story.state != State.APPROVED)


@transaction.atomic
def submit(article: Article, *, by, note: str = "") -> StoryMove:
    """Hand the working copy to the editors, who are told."""
    move = _move(article, HAND_IN, by=by, note=note)
    story = _as_it_is(article)
    tell(Kind.HANDED_IN, reviewers_of(story, but=by), article=story, by=by, words=move.note)
    return move


@transaction.atomic
def take_back(article: Article, *, by, note: str = "") -> StoryMove:
    """Take a story back that no editor has moved yet: there is more to write."""
    return _move(article, TAKE_BACK, by=by, note=note)


@transaction.atomic
def approve(article: Article, *, by, note: str = "") -> StoryMove:
    """Say that the text may be printed. Raises StaleCopy where another is saved by now."""
    move = _move(article, APPROVE, by=by, note=note)
    _tell_writers(Kind.APPROVED, move)
    return move


@transaction.atomic
def send_back(article: Article, *, by, note: str) -> StoryMove:
    """Hand the working copy back to its writer, saying why. Raises NoReason."""
    ask(article.pk, by=by, right=SEND_BACK.right)
    if not note.strip():
        raise NoReason(_("Say in a few words why it goes back: its writer reads them here."))
    move = _move(article, SEND_BACK, by=by, note=note)
    _tell_writers(Kind.SENT_BACK, move)
    return move


def _tell_writers(kind: Kind, move: StoryMove) -> None:
    """Tell whose story it is, and who handed it in last."""
    story = _as_it_is(move.article)
    handed_in = story.moves.filter(deed=Deed.HANDED_IN).values_list("by", flat=True)
    accounts = {writer_of(story), handed_in.first()}
    tell(kind, accounts, article=story, by=move.by, words=move.note)


def _as_it_is(article: Article) -> Article:
    """The story with its plan, which whoever moves it may not have read."""
    return Article.objects.select_related("section").get(pk=article.pk)


def _move(article: Article, way: Way, *, by, note: str) -> StoryMove:
    """Raises PermissionDenied, OtherState, and StaleCopy unless the text is the one that is saved.

    One conditional UPDATE, so that of two people who move it only one does.
    """
    ask(article.pk, by=by, right=way.right)
    there = Article.objects.filter(pk=article.pk)
    now = there.get()
    if now.version != article.version:
        raise StaleCopy(Article.objects.select_related("saved_by").get(pk=article.pk), by=by)
    at_origin = there.filter(state__in=way.origins, state=now.state, version=now.version)
    if not at_origin.update(state=way.to):
        known = {"state": now.get_state_display()}
        raise OtherState(_("Nothing was moved: the story is “%(state)s” by now.") % known)
    article.state = way.to
    return _note(article, way.deed, moved_from=now.state, to=way.to, by=by, note=note)


@transaction.atomic
def fall_back(revision: Revision, *, by) -> bool:
    """What was approved is no longer what stands there: an editor is to look at it again.

    Unless it was changed by someone who may approve, or its text is what it was. Returns whether
    it fell back. Called with each save of the text.
    """
    article = revision.article
    if by.has_perm(APPROVES):
        return False
    before = article.revisions.filter(number__lt=revision.number).values_list("sha256", flat=True)
    approved = Article.objects.filter(pk=article.pk, state=State.APPROVED)
    if before.first() == revision.sha256 or not approved.update(state=State.IN_REVIEW):
        return False
    article.state = State.IN_REVIEW
    _note(article, Deed.CHANGED, moved_from=State.APPROVED, to=State.IN_REVIEW, by=by)
    return True


@transaction.atomic
def begin_again(article: Article, *, by) -> None:
    """It is printed: its deadline is met, and the next change of it starts as a draft."""
    there = Article.objects.filter(pk=article.pk)
    state = there.values_list("state", flat=True).get()
    there.update(state=State.DRAFT, due_at=None)
    article.state, article.due_at = State.DRAFT, None
    if state != State.DRAFT:
        _note(article, Deed.PRINTED, moved_from=state, to=State.DRAFT, by=by)


@transaction.atomic
def plan(article: Article, *, by, **planned) -> None:
    """Write what is planned of the story: those columns that are given, and no other.

    So two people plan at once without undoing each other's; of one column the later holds.
    """
    ask(article.pk, by=by, right=APPROVES)
    if unknown := set(planned) - set(Article.PLANNED):
        raise TypeError(f"no plan: {unknown}")
    there = Article.objects.filter(pk=article.pk)
    before = there.values_list("assignee", flat=True).get() if "assignee" in planned else None
    there.update(**planned)
    who = planned.get("assignee")
    if who and who.pk != before:
        tell_assignee(_as_it_is(article), by=by)


def ask_ahead(day: date | None, *, today: date) -> None:
    """Raise DayHasPassed for a day before `today`. What is planned for one since may stay so."""
    if day and day < today:
        known = {"day": date_format(day)}
        raise DayHasPassed(_("%(day)s has passed: choose today or a later day, or none.") % known)


def tell_assignee(article: Article, *, by) -> None:
    """Tell whoever the story is assigned to that it is theirs now."""
    tell(Kind.ASSIGNED, [article.assignee_id], article=article, by=by)


def _note(
    article: Article, deed: Deed, *, moved_from: str, to: str, by, note: str = ""
) -> StoryMove:
    return StoryMove.objects.create(
        article=article,
        deed=deed,
        moved_from=moved_from,
        moved_to=to,
        note=" ".join(note.split())[:LONGEST_NOTE],
        by=by,
    )
