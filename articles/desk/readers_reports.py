"""Readers' reports and the stories that they are about: how one becomes a correction or a note, and
how those on older editions are answered by what is printed.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.desk import talking
from articles.desk.article import Article
from articles.desk.note import LONGEST as LONGEST_NOTE
from articles.desk.note import Note, Part
from articles.desk.talking import Quoted
from articles.editions import press
from articles.editions.correction import Correction, Sort
from articles.editions.edition import Edition, Kind
from articles.feedback import moderation
from articles.feedback.feedback import Feedback, Reason, Resolution, State
from articles.feedback.moderation import MODERATES
from articles.feedback.parts import TOP
from articles.text.document import Document
from articles.text.passage import Passages
from articles.text.refusal import Refusal
from articles.text.words import excerpt

# What stands in a draft for what nobody but its editor knows.
GAP = "…"
# Such editions answer readers; a minor one is too small to, and a withdrawal says nothing.
ANSWERING = (Kind.UPDATE, Kind.CORRECTION)


class StillADraft(Refusal):
    """A correction that is printed with the gap that its draft had."""

    field = "correction"
    code = "still_a_draft"


class NoStory(Refusal):
    """The story of a report is not at the desk any more."""

    code = "no_story"


@dataclass(frozen=True)
class Draft:
    """What the form of a story begins with, if it is opened to correct what a reader reported."""

    correction: str
    sort: Sort = Sort.CORRECTION


@dataclass(frozen=True)
class Answered:
    """How many reports were marked as addressed, in which batch, and why others were not."""

    count: int
    batch: UUID
    refused: Counter[str] = field(default_factory=Counter)


# To a correction


def report_field() -> forms.IntegerField:
    """The number of the report that a form carries along; whose it is, is asked when it is used."""
    return forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )


def report_at(report_id, article_id: int, *, by) -> Feedback | None:
    """The report on that story, if there is one and this person may sort it. Two queries."""
    if not (report_id and by.has_perm(MODERATES)):
        return None
    reports = Feedback.objects.reports().for_user(by)
    reports = reports.select_related("edition").prefetch_related("marks")
    return reports.filter(pk=report_id, article_id=article_id).defer("edition__document").first()


def draft_of(report: Feedback) -> Draft:
    """A correction to begin with, in the language of the story. Nothing that a reader wrote is in
    it; its gap is for the editor.
    """
    reasons = set(report.reasons)
    with translation.override(report.language or settings.LANGUAGE_CODE):
        is_wrong = Reason.WRONG in reasons
        if Reason.HEADLINE in reasons and report.edition.headline and not is_wrong:
            said = _("An earlier headline of this story, “%(headline)s”, was misleading: %(gap)s")
            return Draft(said % {"headline": report.edition.headline, "gap": GAP})
        if Reason.HARD in reasons and not is_wrong:
            return Draft(_about(report, _("was unclear")), Sort.CLARIFICATION)
        if Reason.MISSING in reasons and not is_wrong:
            return Draft(_about(report, _("was incomplete")), Sort.CLARIFICATION)
        if Reason.OUTDATED in reasons and not is_wrong:
            return Draft(_about(report, _("was out of date")))
        return Draft(_about(report, _("was wrong")))


def _about(report: Feedback, flaw: str) -> str:
    known = {"part": report.part_heading, "flaw": flaw, "gap": GAP}
    if report.part_heading and report.part_anchor != TOP:
        said = _("In an earlier version of this story the part “%(part)s” %(flaw)s: %(gap)s")
        return said % known
    return _("An earlier version of this story %(flaw)s: %(gap)s") % known


def is_draft(correction: str) -> bool:
    """Whether a correction still has the gap of a draft."""
    return correction.rstrip().endswith(GAP)


@transaction.atomic
def carry(report_id: int | None, *, edition: Edition, by) -> None:
    """Let a report, with its duplicates, be answered by an edition that was printed because of it.

    One that waits and has no correction answers nobody yet: the report is in progress until then.
    Of a report that is none, or none of theirs, nothing is said. Raises StillADraft.
    """
    report = report_at(report_id, edition.article_id, by=by)
    if report is None:
        return
    correction = Correction.objects.filter(edition=edition).first()
    if correction and is_draft(correction.text):
        raise StillADraft(_("Finish the notice: the draft’s “…” still stands at its end."))
    ids = [report.pk, *report.duplicates.for_user(by).waiting().values_list("pk", flat=True)]
    if correction or edition.live_from <= timezone.now():
        answer(ids, edition=edition, by=by)
    else:
        note = _("Edition %d waits.") % edition.number
        moderation.move_all(ids, to=State.IN_PROGRESS, by=by, note=note)


# Answering


def resolution_of(edition: Edition) -> Resolution:
    """What is to be said of reports that this edition answers, unless it is said otherwise."""
    if edition.kind == Kind.CORRECTION:
        sort = Correction.objects.filter(edition=edition).values_list("sort", flat=True).first()
        is_corrected = sort in (None, Sort.CORRECTION)
        return Resolution.CORRECTED if is_corrected else Resolution.CLARIFIED
    if edition.kind == Kind.MINOR:
        return Resolution.CORRECTED
    before = Edition.archive.of(edition.article_id).filter(live_from__lt=edition.live_from)
    headline = before.exclude(headline="").values_list("headline", flat=True).first()
    is_renamed = bool(headline) and headline != edition.headline
    return Resolution.HEADLINE if is_renamed else Resolution.UPDATED


def answer(
    ids: Collection[int],
    *,
    edition: Edition,
    by,
    resolution: str | None = None,
    note: str = "",
    seen: Mapping[int, str] | None = None,
) -> Answered:
    """Mark reports as addressed by this edition, and by its correction if it has one.

    Without a `resolution` it is that of the edition's kind; `seen` is how they were seen.
    Raises PermissionDenied, NoResolution, TooManyReports.
    """
    done = moderation.move_all(
        ids,
        to=State.ADDRESSED,
        by=by,
        resolution=resolution_of(edition) if resolution is None else resolution,
        note=note or _("With edition %d.") % edition.number,
        seen=seen,
        correction=Correction.objects.filter(edition=edition).first(),
    )
    return Answered(len(done.events), done.batch, done.refused)


@transaction.atomic
def reopen_with(*editions: Edition, by) -> None:
    """Before editions are called off: what their corrections were to address is in progress again.

    Whoever may not sort reports leaves them as they are.
    """
    if not by.has_perm(MODERATES):
        return
    linked = Feedback.objects.for_user(by).filter(correction__edition__in=editions)
    ids = list(linked.filter(state=State.ADDRESSED).values_list("pk", flat=True))
    if ids:
        note = _("The edition that was to answer it was called off.")
        moderation.move_all(ids, to=State.IN_PROGRESS, by=by, note=note)


@transaction.atomic
def reprinted(edition_id: int, document: Document, *, by, **known) -> Edition:
    """Print in the place of an edition that waits, as the press does; what is linked with its
    correction stays so. Raises what the press raises.
    """
    linked = Feedback.objects.filter(correction__edition=edition_id)
    ids = list(linked.values_list("pk", flat=True))
    edition = press.reprint(edition_id, document, by=by, **known)
    if ids:
        moderation.keep_linked(ids, correction=Correction.objects.get(edition=edition))
    return edition


# To a note


@transaction.atomic
def note_on_story(
    report: Feedback, *, by, asks_for_correction: bool = False, why: str = ""
) -> Note:
    """Leave a note on the story that says what a reader reported; the report is in progress. `why`
    is kept with the report alone.

    It is about the heading of the part that the reader named, if that still stands in the working
    copy. Moderators may leave one though they may not see the story. Raises PermissionDenied,
    NoStory and what the talk raises.
    """
    allowed = by.has_perm(MODERATES)
    if not (allowed and Feedback.objects.for_user(by).filter(pk=report.pk).exists()):
        raise PermissionDenied
    article = Article.objects.select_related("section").filter(pk=report.article_id).first()
    if article is None:
        raise NoStory(_("The story is not at the desk any more, so nobody would read the note."))
    known: dict[str, object] = {}
    heading = report.part_heading
    if heading and Passages(article.body).words(heading) is not None:
        known = {"part": Part.BODY, "quoted": Quoted(heading)}
    lines = [_note_text(report)]
    if asks_for_correction:
        lines.insert(0, _("This may need a correction."))
    elif heading and not known:
        lines.insert(0, _("About “%s”:") % heading)
    # A reader must not call colleagues by their names.
    text = fitting("\n".join(lines)).replace("@", "＠")
    made = talking.leave_note(article, by=by, text=text, **known)
    told = " ".join(filter(None, [_("A note on the story."), why]))
    moderation.note_made(report.pk, by=by, note=told)
    return made


def _note_text(report: Feedback) -> str:
    number = _("(Report %(number)d, on edition %(edition)d)") % {
        "number": report.pk,
        "edition": report.edition.number,
    }
    reasons = "; ".join(str(each.label) for each in report.reasons)
    said = [_("A reader writes: %s") % report.comment] if report.comment else []
    said += [_("A reader says: %s") % reasons] if reasons else []
    if not said:
        said = [_("A reader did not find the story helpful.")]
    return "\n".join([*said, number])


def fitting(text: str) -> str:
    """As much of it as a note holds."""
    return text if len(text) <= LONGEST_NOTE else f"{text[: LONGEST_NOTE - 1]}…"


def in_short(report: Feedback, *, length: int = 120) -> str:
    """A report in one line: its words, or else what the reader ticked, or the part."""
    said = excerpt(report.comment, length=length)
    reasons = "; ".join(str(each.label) for each in report.reasons) if not said else ""
    return said or reasons or report.part_heading or _("No words")
