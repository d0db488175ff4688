"""Where a story waits already, and that it was withdrawn: to know before it is sent out again."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils.translation import gettext as _

from articles.desk.publishing import WorthALook
from articles.desk.readiness import Concern
from articles.editions.edition import Edition, Kind
from articles.editions.embargo import told
from articles.editions.release import Release
from articles.text.document import Document


def waiting_with(
    document: Document, *, article_id: int, at: datetime, release: Release
) -> Edition | None:
    """An edition of that very text which waits, and not with `release`; the last. One query."""
    waiting = Edition.archive.of(article_id).waiting(at).exclude(release=release)
    return waiting.filter(sha256=document.cleaned().sha256).defer("document").first()


def concerns_before(
    document: Document,
    *,
    article_id: int,
    at: datetime,
    goes: datetime,
    release: Release | None = None,
) -> list[Concern]:
    """What is to be known at `at` before `document` is to go out at `goes`, perhaps with `release`.

    Not that other texts follow it: that is said of whatever is published. Two queries.
    """
    editions = Edition.archive.of(article_id).defer("document").select_related("release")
    concerns = []
    gone = editions.standing(at).filter(kind=Kind.WITHDRAWAL).first()
    if gone:
        words = _("Was withdrawn on %s: this brings it back.") % told(gone.live_from)
        concerns.append(Concern("withdrawn", "print_at", words, stops=False))
    sha256 = document.cleaned().sha256
    for each in editions.waiting(at).order_by("live_from"):
        is_same = each.sha256 == sha256
        follows = each.kind != Kind.WITHDRAWAL and not is_same and each.live_from > goes
        if not follows and (release is None or each.release_id != release.pk):
            words = _waits(each, is_same=is_same, is_moved=release is not None)
            concerns.append(Concern("waits", "print_at", words, stops=False))
    return concerns


@contextmanager
def asked_first(concerns: list[Concern], *, accepted: Collection[str]) -> Iterator[None]:
    """Ask for a look at `concerns` too, at once with all that is asked for within.

    For a transaction: what is done within is taken back. Raises WorthALook.
    """
    try:
        yield
    except WorthALook as refusal:
        raise WorthALook([*concerns, *refusal.concerns]) from refusal
    if {each.key for each in concerns} - set(accepted):
        raise WorthALook(concerns)


def _waits(edition: Edition, *, is_same: bool, is_moved: bool) -> str:
    when = told(edition.live_from)
    if edition.release:
        known = {"when": when, "release": edition.release}
        when = _("%(when)s, with the release “%(release)s”") % known
    if edition.kind == Kind.WITHDRAWAL:
        return _("Already goes away on %s: that stays so.") % when
    if not is_same:
        return _("Another text of it already goes out on %s: that stays so.") % when
    if is_moved:
        return _("Already goes out on %s: it goes with this release instead.") % when
    return _("This very text already goes out on %s: it would go out twice.") % when
