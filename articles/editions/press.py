"""The press: the only place where editions are made, moved and taken away.

Each verb is one transaction that writes edition, lists, addresses and generation. None asks for
rights: whoever calls has done so.
"""

import re
from collections.abc import Collection

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import freshness, search
from articles.editions.address import Redirect, claim, release
from articles.editions.correction import Correction, Sort, usual_place
from articles.editions.edition import Edition, Kind
from articles.editions.embargo import ask as ask_embargo
from articles.editions.front import FrontSlot
from articles.editions.listing import Listing, list_edition
from articles.editions.plate import Plate
from articles.editions.release import ask_alone, joined_or_left, open_release
from articles.editions.way import above_history, is_plain, spelled
from articles.library.section import SectionTree
from articles.text.document import Document
from articles.text.refusal import Refusal
from articles.text.words import reading_minutes


class NotPrintable(Refusal):
    """The document lacks what an address is made of: a headline, a slug or a section."""

    code = "not_printable"


class NoticeMissing(Refusal):
    """A correction says in public what was wrong."""

    field = "correction"
    code = "notice_missing"


class MomentTaken(Refusal):
    """Another edition of the story begins at this very moment."""

    field = "print_at"
    code = "moment_taken"


class HistoryStands(Refusal):
    """What readers have had cannot be changed: only a later edition can follow."""

    field = "print_at"
    code = "history_stands"


class NotMoved(Refusal):
    """Of several editions some cannot be moved, so none was; `flaws` says why, by their ids."""

    code = "not_moved"

    def __init__(self, flaws: dict[int, str]):
        self.flaws = flaws
        super().__init__(_("Nothing was moved. Look at what is said below."))


class NothingToWithdraw(Refusal):
    """The story has no page at that moment."""

    code = "nothing_to_withdraw"


class LeadsNowhere(Refusal):
    """A withdrawn story would send its readers to no address, or round in a circle."""

    field = "moved_to"
    code = "leads_nowhere"


@transaction.atomic
def print_edition(
    document: Document,
    *,
    article_id: int,
    by,
    at=None,
    release: int | None = None,
    kind: str = "",
    note: str = "",
    correction: str = "",
    sort: str = "",
    place: str = "",
    thanks_readers: bool = False,
    revision_number: int | None = None,
    rate: int = 180,
) -> Edition:
    """Freeze `document` as what readers get from `at` on (None: from now on), or with a release.

    `kind` defaults to a first edition or an update; a `correction` is a public notice and makes it
    a correction; `sort` and `place` say what the notice is and where it stands, `thanks_readers`
    that readers were the ones who told. An `at` in the past is taken only after every edition that
    has begun, so that archives can be laid down in order.
    Raises NotPrintable, NoticeMissing, AddressTaken, MomentTaken, HistoryStands, EmbargoStands,
    ReleaseIsOver.
    """
    freshness.touch()
    document = document.cleaned()
    tree = SectionTree()
    section = tree.get(document.section)
    if not (document.headline and document.slug and section):
        raise NotPrintable(_("A story needs a headline, an address and a section to be printed."))
    edition = _place(article_id, at=at, by=by, release=release)
    ask_embargo(article_id, at=edition.live_from)
    edition.address = f"{section.address}{document.slug}/"
    claim(edition.address, article_id=article_id)
    edition.kind = kind_at(edition.live_from, article_id, kind=kind, correction=correction)
    if edition.kind == Kind.CORRECTION and not correction:
        raise NoticeMissing(_("Say what was wrong and what is right."))
    edition.document = document.to_json()
    edition.sha256 = document.sha256
    edition.headline, edition.standfirst = document.headline, document.standfirst
    edition.language = document.language
    edition.minutes = reading_minutes(document.words, rate=rate)
    edition.section = section
    edition.lead_image_id = document.lead.image if document.lead else None
    edition.author_ids = list(document.credited("author"))
    edition.note, edition.revision_number = note, revision_number
    edition.save(force_insert=True)
    Plate.of(edition).save(force_insert=True)
    list_edition(edition, trail=[s.pk for s in tree.trail(section)], sort_time=edition.live_from)
    if correction:
        sort = sort or Sort.CORRECTION
        place = place or usual_place(sort)
        known = {"sort": sort, "place": place, "thanks_readers": thanks_readers}
        Correction.objects.create(edition=edition, at=edition.live_from, text=correction, **known)
    _settle(article_id)
    joined_or_left({release} - {None})
    edition.refresh_from_db(fields=["live_until", "published"])
    search.index(edition)
    return edition


@transaction.atomic
def withdraw(
    article_id: int,
    *,
    by,
    at=None,
    release: int | None = None,
    notice: str = "",
    moved_to: str = "",
) -> Edition:
    """From `at` on (None: now), or with a release, the story has no page.

    Readers get 410 with `notice`, or are led to the address `moved_to`. Raises NothingToWithdraw,
    LeadsNowhere, MomentTaken, HistoryStands, ReleaseIsOver.
    """
    freshness.touch()
    _check_way_on(article_id, moved_to)
    edition = _place(article_id, at=at, by=by, release=release)
    last = Edition.archive.of(article_id).live(edition.live_from).first()
    if last is None:
        raise NothingToWithdraw(
            _("The story has no page at that time, so there is none to withdraw.")
        )
    edition.kind, edition.notice, edition.moved_to = Kind.WITHDRAWAL, notice, moved_to
    edition.address, edition.headline, edition.section_id = last.address, "", last.section_id
    edition.save(force_insert=True)
    _settle(article_id)
    joined_or_left({release} - {None})
    edition.refresh_from_db(fields=["live_until"])
    return edition


@transaction.atomic
def reschedule(edition_id: int, *, at) -> Edition:
    """Move an edition that still waits to `at`.

    Raises HistoryStands, MomentTaken, EmbargoStands, NothingToWithdraw, GoesWithRelease.
    """
    freshness.touch()
    edition = _waiting(edition_id)
    ask_alone(edition.release)
    if at <= timezone.now():
        raise HistoryStands(_("That time has passed. Choose a later one, or publish now."))
    _move(edition, at=at)
    edition.refresh_from_db()
    return edition


@transaction.atomic
def reschedule_together(edition_ids: Collection[int], *, at) -> None:
    """Move editions that still wait to `at`, which may be now: all of them or none.

    Whoever calls sees to it that `at` has not passed, and to what they have in common. Raises
    NotMoved.
    """
    freshness.touch()
    flaws = {}
    for edition_id in edition_ids:
        try:
            with transaction.atomic():
                _move(_waiting(edition_id), at=at)
        except Refusal as refusal:
            flaws[edition_id] = str(refusal)
    if flaws:
        raise NotMoved(flaws)


@transaction.atomic
def cancel(edition_id: int) -> None:
    """Take away an edition that still waits; readers never had it, nor its address.

    Raises HistoryStands, NothingToWithdraw.
    """
    freshness.touch()
    edition = _waiting(edition_id)
    _take_away(edition)
    _settle(edition.article_id)
    _check_withdrawals(edition.article_id)
    joined_or_left({edition.release_id} - {None})


@transaction.atomic
def reprint(
    edition_id: int, document: Document, *, by, revision_number: int | None = None, rate: int = 180
) -> Edition:
    """Print `document` in the place of an edition that still waits, which no reader has had.

    Moment, release, kind, note and correction stay. Raises HistoryStands and what print_edition
    raises.
    """
    edition = _waiting(edition_id)
    notice = Correction.objects.filter(edition=edition).first()
    known = notice.as_printed() if notice else {}
    _take_away(edition)
    return print_edition(
        document,
        article_id=edition.article_id,
        by=by,
        at=edition.live_from,
        release=edition.release_id,
        kind="" if edition.kind == Kind.NEW else edition.kind,
        note=edition.note,
        revision_number=revision_number or edition.revision_number,
        rate=rate,
        **known,
    )


@transaction.atomic
def redact(edition_id: int, *, by, reason: str) -> Edition:
    """Destroy what an edition says, for a court or for privacy, and keep its tombstone.

    If it holds now, its page answers 410. What fronts called the story while the edition held goes
    too; words written for another edition stay. Revisions are the desk's own affair.
    """
    freshness.touch()
    edition = Edition.archive.select_for_update().get(pk=edition_id)
    edition.document, edition.sha256 = None, ""
    edition.headline = edition.standfirst = edition.note = edition.notice = ""
    edition.language, edition.lead_image, edition.author_ids = "", None, []
    edition.redacted_at, edition.redacted_by = timezone.now(), by
    edition.redaction_reason = reason
    edition.save()
    Plate.objects.filter(edition=edition).delete()
    search.remove(edition)
    Listing.objects.filter(edition=edition).delete()
    Correction.objects.filter(edition=edition).delete()
    FrontSlot.objects.worded_after(edition).update(headline="")
    _settle(edition.article_id)
    return edition


def _place(article_id: int, *, at, by, release: int | None) -> Edition:
    """An unsaved edition at its moment, numbered; the moment must not rewrite history."""
    now = timezone.now()
    moment = open_release(release).at if release else at or now
    editions = Edition.archive.of(article_id)
    if moment <= now and editions.filter(live_from__gte=moment, live_from__lte=now).exists():
        raise HistoryStands(_("The story already has a later edition. Choose a time after it."))
    if editions.filter(live_from=moment).exists():
        raise MomentTaken(_("Another edition of this story begins at that very time."))
    last = editions.order_by("-number").values_list("number", flat=True).first() or 0
    return Edition(
        article_id=article_id,
        number=last + 1,
        live_from=moment,
        release_id=release,
        printed_by=by,
        printed_at=now,
    )


def kind_at(moment, article_id: int, *, kind: str = "", correction: str = "") -> str:
    """What an edition of the story is that begins at `moment`: its first, or what is said of it."""
    if not Edition.archive.of(article_id).live(moment).exists():
        before = Edition.archive.of(article_id).filter(live_from__lt=moment)
        if not before.filter(document__isnull=False).exists():
            return Kind.NEW
    if correction:
        return Kind.CORRECTION
    return kind or Kind.UPDATE


def _waiting(edition_id: int) -> Edition:
    edition = Edition.archive.select_for_update().get(pk=edition_id)
    if edition.live_from <= timezone.now():
        raise HistoryStands(_("This edition has begun. Publish a new one, or withdraw the story."))
    return edition


def _move(edition: Edition, *, at) -> None:
    others = Edition.archive.of(edition.article_id).exclude(pk=edition.pk)
    if edition.document is not None:
        ask_embargo(edition.article_id, at=at)
    if others.filter(live_from=at).exists():
        raise MomentTaken(_("Another edition of this story begins at that very time."))
    _free_ends(edition.article_id)
    Edition.archive.filter(pk=edition.pk).update(live_from=at)
    Correction.objects.filter(edition=edition.pk).update(at=at)
    _settle(edition.article_id)
    _check_withdrawals(edition.article_id)


def _take_away(edition: Edition) -> None:
    """Without settling what is left, which is for the caller."""
    _free_ends(edition.article_id)
    search.remove(edition)
    edition.delete()
    release(edition.address, article_id=edition.article_id)


def _check_way_on(article_id: int, moved_to: str) -> None:
    if not moved_to:
        return
    abroad = re.fullmatch(r"https?://[^/\s\\][^\s\\\x00-\x1f]*", moved_to)
    if not abroad and not is_plain(moved_to):
        raise LeadsNowhere(
            _(
                "Give the plain address of a page, as /news/story/, or one that begins with https://."
            )
        )
    ahead, passed = {moved_to}, set()
    while ahead:
        # Whatever is or will be led on from there, at whatever time.
        passed |= ahead
        asked = {*ahead, *map(spelled, ahead), *map(above_history, ahead)}
        rows = Redirect.objects.filter(address__in=asked)
        owners = set(rows.exclude(article_id=None).values_list("article_id", flat=True))
        if article_id in owners:
            raise LeadsNowhere(_("That would lead readers back to this very story."))
        later = Q(live_until__isnull=True) | Q(live_until__gt=timezone.now())
        ways = Edition.archive.filter(later, article_id__in=owners).exclude(moved_to="")
        ahead = set(ways.values_list("moved_to", flat=True))
        ahead |= set(rows.exclude(target="").values_list("target", flat=True))
        ahead -= passed


def _check_withdrawals(article_id: int) -> None:
    """Refuse what would leave a withdrawal waiting for a story that has had no page."""
    first = Edition.archive.of(article_id).last()
    if first and first.kind == Kind.WITHDRAWAL:
        raise NothingToWithdraw(
            _("A withdrawal waits that would then have nothing to withdraw. Call that off first.")
        )


def _free_ends(article_id: int) -> None:
    """Lift all copies of ends, so that no order of moves can break `ends after it begins`."""
    now = timezone.now()
    Edition.archive.filter(article_id=article_id, live_until__gt=now).update(live_until=None)
    rows = Listing.objects.filter(edition__article_id=article_id, live_until__gt=now)
    rows.update(live_until=None)


def _settle(article_id: int) -> None:
    """Bring the copies in line with the editions' moments: each ends where the next begins, and of
    those that wait only the first text of all is a first edition.

    Reads one narrow row an edition and writes only what differs.
    """
    rows = list(
        Edition.archive.filter(article_id=article_id)
        .order_by("live_from")
        .values_list("pk", "live_from", "live_until", "kind", "redacted_at", named=True)
    )
    _settle_kinds(rows)
    published = next((row.live_from for row in rows if row.kind != Kind.WITHDRAWAL), None)
    ends = [*(row.live_from for row in rows), None][1:]
    for row, end in zip(rows, ends, strict=True):
        if row.live_until != end:
            Edition.archive.filter(pk=row.pk).update(live_until=end)
            Listing.objects.filter(edition=row.pk).update(live_until=end)
    if published:
        editions = Edition.archive.filter(article_id=article_id)
        editions.exclude(published=published).update(published=published)
        rows = Listing.objects.filter(edition__article_id=article_id)
        rows.exclude(sort_time=published).update(sort_time=published)
        rows.exclude(live_from=F("edition__live_from")).update(
            live_from=Subquery(
                Edition.archive.filter(pk=OuterRef("edition_id")).values("live_from")[:1]
            )
        )
    search.retime(Edition.archive.filter(article_id=article_id, document__isnull=False))


def _settle_kinds(rows) -> None:
    """A first edition is the first that readers get, whatever was printed first: moves change it.

    A correction stays one, for its notice's sake; what has begun is history.
    """
    texts = [row for row in rows if row.kind != Kind.WITHDRAWAL and not row.redacted_at]
    now = timezone.now()
    for n, row in enumerate(texts):
        kind = Kind.NEW if n == 0 else Kind.UPDATE
        settled = {Kind.CORRECTION, Kind.NEW} if n == 0 else set(Kind) - {Kind.NEW}
        if row.live_from > now and row.kind not in settled:
            Edition.archive.filter(pk=row.pk).update(kind=kind)
