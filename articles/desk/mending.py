"""Mending a live story: its live text is put right and printed, whatever else is under way.

The mend is then taken into the working copy, however far its rewrite has come, and into every
edition that waits, so that none of them brings the mistake back.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import freshness
from articles.desk.article import Article
from articles.desk.permission import ask
from articles.desk.publishing import look_over
from articles.desk.readers_reports import carry, reprinted
from articles.desk.revision import begin_save, revise
from articles.desk.workflow import fall_back
from articles.editions import press
from articles.editions.edition import Edition
from articles.text.document import Document
from articles.text.merge import Merged, merge, settle
from articles.text.refusal import Refusal


class NothingLive(Refusal):
    """The story has no page that could be mended."""

    code = "nothing_live"


class OtherLive(Refusal):
    """Readers have another text by now than the one that was mended."""

    code = "other_live"


class NothingMended(Refusal):
    """The text is as readers have it."""

    code = "nothing_mended"


@dataclass(frozen=True)
class Taking:
    """How the working copy, or an edition that waits, takes a mend in."""

    edition: Edition | None
    before: Document
    merged: Merged

    @property
    def key(self) -> str:
        """By which its decisions are posted."""
        return f"edition-{self.edition.pk}" if self.edition else "copy"

    @property
    def is_touched(self) -> bool:
        """Whether anything in it changes or is to be decided."""
        return bool(self.merged.taken or self.merged.clashes)


@dataclass(frozen=True)
class Mended:
    """What was printed, what has taken it in, and what keeps words of its own instead, in which
    parts of the story.
    """

    edition: Edition
    copy: bool
    waiting: tuple[Edition, ...]
    left_out: tuple[tuple[Edition | None, tuple[str, ...]], ...]


def live_text(article: Article) -> Edition:
    """What readers have now. Raises NothingLive."""
    live = Edition.live(at=timezone.now()).filter(article_id=article.pk).first()
    if live is None:
        raise NothingLive(_("Readers have no text of this story now, so there is none to mend."))
    return live


def takings(article: Article, mended: Document, *, live_id: int) -> list[Taking]:
    """What the mend does to the working copy, and to each edition that waits, the next first.

    `mended` is what was made of the live edition `live_id`. Raises NothingLive, OtherLive,
    NothingMended, NotReadyToPrint.
    """
    live = live_text(article)
    if live.pk != live_id:
        raise OtherLive(
            _("Another edition went live while you were mending. Look at the text again.")
        )
    base = live.as_document()
    if mended.cleaned() == base:
        raise NothingMended(_("Nothing is changed yet: readers have this very text."))
    # A mend is urgent: what only asks for a look is not asked.
    look_over(article, mended, accepted=None)
    texts = [(None, article.to_document())]
    waiting = Edition.archive.of(article.pk).waiting(timezone.now()).order_by("live_from")
    texts += [(each, each.as_document()) for each in waiting if each.document is not None]
    return [Taking(each, before, merge(base, before, mended)) for each, before in texts]


@transaction.atomic
def mend(
    article: Article,
    mended: Document,
    *,
    by,
    live_id: int,
    seen: int,
    decided: Mapping[str, Collection[int]],
    report: int | None = None,
    **printing,
) -> Mended:
    """Print `mended` in the place of the live edition `live_id`, and have the rest take it in.

    `seen` is the version of the working copy for which was `decided`: of each taking (by its key)
    the numbers of the clashes in which the mend wins. It answers the reader's `report`, if one is
    named. `printing` goes to the press: kind, note, and the notice with what belongs to it. Raises
    PermissionDenied, StaleCopy, what `takings` and what the press raises.
    """
    ask(article.pk, by=by, right="articles.print_edition")
    # Whoever mends at the same time waits here, and then finds that another text is live.
    freshness.touch()
    texts = takings(article, mended, live_id=live_id)
    edition = press.print_edition(
        mended, article_id=article.pk, by=by, rate=settings.READING_RATE, **printing
    )
    taken, copy, left_out = [], False, []
    for each in texts:
        wins = decided.get(each.key, ())
        own = [clash.part for n, clash in enumerate(each.merged.clashes) if n not in wins]
        if own:
            left_out.append((each.edition, tuple(dict.fromkeys(own))))
        result = settle(each.merged, theirs=wins)
        if result == each.before:
            continue
        if each.edition is None:
            copy = True
            _take_into_copy(article, result, by=by, seen=seen)
        else:
            taken.append(reprinted(each.edition.pk, result, by=by, rate=settings.READING_RATE))
    carry(report, edition=edition, by=by)
    return Mended(edition, copy, tuple(taken), tuple(left_out))


def _take_into_copy(article: Article, result: Document, *, by, seen: int) -> None:
    """The working copy says `result`, as a save of its own."""
    article.version = begin_save(article, seen=seen)
    article.saved_by = by
    article.take_document(result)
    revision = revise(article, by=by, note=_("The mend of the live text, taken in"))
    fall_back(revision, by=by)
