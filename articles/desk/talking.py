"""Talking about a story: notes, replies, and suggestions for its headline and standfirst.

Whoever may see a story may say something about it. What is suggested is decided by those who may
change the story; to accept it changes no text, that is for them to do in the form and to save.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.announcing import tell, tell_of_note, tell_of_rewording
from articles.desk.article import Article
from articles.desk.note import (
    CONTEXT,
    LONGEST,
    LONGEST_QUOTE,
    Note,
    Part,
    Verdict,
    longest,
)
from articles.desk.notice import Kind
from articles.desk.permission import ask, ask_to_see
from articles.text.refusal import Refusal
from articles.text.words import one_line

MOST = 500
MOST_EDITS = 20
SUGGESTED = (Part.HEADLINE, Part.STANDFIRST)


class NothingSaid(Refusal):
    """A note without a word."""

    code = "nothing_said"


class TooLong(Refusal):
    """More words than fit."""

    code = "too_long"


class NoPassage(Refusal):
    """A note on words of the story that names none."""

    code = "no_passage"


class TooManyNotes(Refusal):
    """A story has as many notes as anyone can read."""

    code = "too_many_notes"


class TooManyEdits(Refusal):
    """A note that was edited as often as it may be."""

    code = "too_many_edits"


class NotToBeEdited(Refusal):
    """A note of someone else's, one that is resolved, or one that was edited meanwhile."""

    code = "not_to_be_edited"


class Decided(Refusal):
    """A suggestion that someone has accepted or refused meanwhile."""

    code = "decided"


class NoteIsGone(Refusal):
    """A note that its writer has taken away meanwhile, or that is none of this story's."""

    code = "note_is_gone"


@dataclass(frozen=True)
class Quoted:
    """Words of a story, and a little of what stands around them."""

    quote: str
    before: str = ""
    after: str = ""


@transaction.atomic
def note(
    article: Article, *, by, text: str, part: str = Part.STORY, quoted: Quoted | None = None
) -> Note:
    """Say something about the story, a field of it, or words in it."""
    ask_to_see(article.pk, by=by)
    return leave_note(article, by=by, text=text, part=part, quoted=quoted)


@transaction.atomic
def leave_note(
    article: Article, *, by, text: str, part: str = Part.STORY, quoted: Quoted | None = None
) -> Note:
    """Likewise; whoever calls has asked for the right, which need not be to see the story."""
    text = _said(text)
    if part not in Part.values:
        raise PermissionDenied
    known = {}
    if part == Part.BODY:
        if quoted is None or not quoted.quote.strip():
            raise NoPassage(_("Select the words in the story that your note is about."))
        known = {
            "quote": _clean(quoted.quote)[:LONGEST_QUOTE],
            "before": _clean(quoted.before)[-CONTEXT:],
            "after": _clean(quoted.after)[:CONTEXT],
        }
    made = _add(article, by=by, text=text, part=part, **known)
    tell_of_note(made, by=by)
    return made


@transaction.atomic
def reply(note_id: int, *, article: Article, by, text: str) -> Note:
    """Answer a note or a suggestion. A note that was resolved is open again: there is more to say.

    What was decided stays so, and what was said of it meanwhile is not lost.
    """
    ask_to_see(article.pk, by=by)
    text = _said(text)
    first = _there(article, note_id)
    Note.objects.filter(pk=first.pk, verdict="").update(resolved_at=None, resolved_by=None)
    made = _add(article, by=by, text=text, parent=first, part=first.part)
    tell_of_note(made, by=by)
    return made


@transaction.atomic
def reword(note_id: int, *, article: Article, by, text: str) -> None:
    """Say otherwise what one has said oneself, while its thread is open.

    What it said before is kept with it. The same words again change nothing.
    """
    ask_to_see(article.pk, by=by)
    text = _said(text)
    old = Note.objects.rewordable(article, by=by).filter(pk=note_id).first()
    if old is None:
        raise NotToBeEdited(_("It cannot be edited: it is resolved, gone, or not yours."))
    if old.text == text:
        return
    if len(old.earlier) >= MOST_EDITS:
        raise TooManyEdits(_("It was edited %d times. Write a reply instead.") % MOST_EDITS)
    since = old.edited_at or old.at
    same = Note.objects.filter(pk=old.pk, edited_at=old.edited_at)
    earlier = [*old.earlier, [since.isoformat(), old.text]]
    if not same.update(text=text, edited_at=timezone.now(), earlier=earlier):
        raise NotToBeEdited(_("You edited it meanwhile, in another window."))
    _heard(article)
    made = Note.objects.get(pk=old.pk)
    tell_of_rewording(made, by=by, before=old.text)


@transaction.atomic
def resolve(note_id: int, *, article: Article, by) -> None:
    """What the note is about is done. Who does it second changes nothing."""
    ask_to_see(article.pk, by=by)
    notes = Note.objects.filter(pk=_there(article, note_id).pk, proposal="")
    notes.filter(resolved_at=None).update(resolved_at=timezone.now(), resolved_by=by)
    _heard(article)


@transaction.atomic
def reopen(note_id: int, *, article: Article, by) -> None:
    """It is not done after all."""
    ask_to_see(article.pk, by=by)
    notes = Note.objects.filter(pk=_there(article, note_id).pk, proposal="")
    notes.update(resolved_at=None, resolved_by=None)
    _heard(article)


@transaction.atomic
def take_away(note_id: int, *, article: Article, by) -> None:
    """Unsay what one has said, as long as nobody has answered it or decided of it."""
    ask_to_see(article.pk, by=by)
    own = Note.objects.filter(pk=note_id, article=article, by=by, resolved_at=None)
    if not own.filter(replies=None).delete()[0]:
        raise NoteIsGone(_("It stays: someone has answered it, or it is not yours."))
    _heard(article)


@transaction.atomic
def suggest(article: Article, *, by, part: str, proposal: str, text: str = "") -> Note:
    """Offer other words for the headline or the standfirst, perhaps saying why."""
    ask_to_see(article.pk, by=by)
    if part not in SUGGESTED:
        raise PermissionDenied
    proposal = one_line(proposal)
    if not proposal:
        raise NothingSaid(_("Write what you suggest first."))
    if len(proposal) > longest(part):
        known = {"most": longest(part)}
        raise TooLong(_("What you suggest is too long: %(most)d characters fit.") % known)
    made = _add(article, by=by, text=_fitting(text), part=part, proposal=proposal)
    tell_of_note(made, by=by)
    return made


@transaction.atomic
def accept(note_id: int, *, article: Article, by) -> Note:
    """Say that a suggestion is taken: whoever does puts its words into the form, and saves them."""
    return _decide(note_id, Verdict.ACCEPTED, article=article, by=by)


@transaction.atomic
def refuse(note_id: int, *, article: Article, by, reason: str = "") -> Note:
    """Say that a suggestion is not taken, and why, if one likes."""
    return _decide(note_id, Verdict.REFUSED, article=article, by=by, reason=one_line(reason))


def _decide(note_id: int, verdict: Verdict, *, article: Article, by, reason: str = "") -> Note:
    """One conditional UPDATE, so that of two people who decide only one does."""
    ask(article.pk, by=by)
    most = Note._meta.get_field("reason").max_length
    if len(reason) > most:
        raise TooLong(_("Your reason is too long: %(most)d characters fit.") % {"most": most})
    made = _there(article, note_id)
    waiting = Note.objects.filter(pk=made.pk, resolved_at=None).exclude(proposal="")
    done = waiting.update(
        verdict=verdict, reason=reason, resolved_at=timezone.now(), resolved_by=by
    )
    if not done:
        raise Decided(_("A colleague has decided this suggestion already."))
    _heard(article)
    made.refresh_from_db()
    tell(Kind.DECIDED, [made.by_id], article=article, by=by, note=made, words=reason)
    return made


def _add(article: Article, *, by, **known) -> Note:
    if Note.objects.filter(article=article).count() >= MOST:
        raise TooManyNotes(_("This story has %d notes, and no more fit. Say it elsewhere.") % MOST)
    made = Note.objects.create(article=article, by=by, **known)
    _heard(article)
    return made


def _heard(article: Article) -> None:
    """Whoever has the story open finds out at its next beat; its text and times stay as they are.

    Every write ends with it.
    """
    Article.objects.filter(pk=article.pk).update(talk=F("talk") + 1)


def _there(article: Article, note_id: int) -> Note:
    """A note of that story to which one can reply. Raises NoteIsGone."""
    found = Note.objects.filter(pk=note_id, article=article, parent=None).first()
    if found is None:
        raise NoteIsGone(_("This note is not there any more."))
    return found


def _said(text: str) -> str:
    text = _fitting(text)
    if not text:
        raise NothingSaid(_("Write a few words first."))
    return text


def _fitting(text: str) -> str:
    text = _clean(text).strip()
    if len(text) > LONGEST:
        known = {"has": len(text), "most": LONGEST}
        raise TooLong(_("It has %(has)d characters, and %(most)d at most fit.") % known)
    return text


def _clean(text: str) -> str:
    # PostgreSQL has no room for a NUL; browsers send line ends of two signs.
    return text.replace("\0", "").replace("\r\n", "\n")
