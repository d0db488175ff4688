"""The slip of paper that leads a reader from one step to the next: signed, so no cookie is needed.

It says all that the next page shows, so that page never reads what readers have said. It names a
report by its reader's fingerprint and not by its number: numbers run on, and would tell everyone
how many answers there are.
"""

import time
from dataclasses import dataclass

from django.core.signing import TimestampSigner, b62_decode, b62_encode

TIME_FOR_A_WORD = 30 * 60
TOO_QUICK = 2


@dataclass(frozen=True)
class Slip:
    """Which report, of which story and edition, Yes or No; how old it is, and whether its reader
    had given an answer before. `since` is the second of the first answer.

    The paper has a `fingerprint`; the report is looked up when something is to be written.
    """

    feedback_id: int | None
    article_id: int
    vote: str
    is_over: bool = False
    is_quick: bool = False
    edition_id: int | None = None
    is_again: bool = False
    since: int = 0
    fingerprint: str = ""


@dataclass(frozen=True)
class Kept:
    """What the last page tells: of which slip, and what was kept besides the vote."""

    signed: str
    slip: Slip
    comment: bool
    reasons: bool
    part: bool

    @property
    def is_something(self) -> bool:
        """Whether there is more than a Yes or No."""
        return self.comment or self.reasons or self.part


class _Since(TimestampSigner):
    """Signs as of a moment that may have passed. Of each step its own, so that the slip of one does
    not open another."""

    def __init__(self, step: str, *, since: int = 0):
        super().__init__(salt=f"articles.feedback.{step}")
        self.since = since

    def timestamp(self) -> str:
        """The moment, as it is written beside what is signed."""
        return b62_encode(self.since) if self.since else super().timestamp()


def write_slip(report, *, edition_id: int | None = None, is_again: bool = False) -> str:
    """The name of the second step of `report`; `is_again` if its reader had voted before, perhaps
    on another edition than the one that they have now."""
    edition_id = edition_id or report.edition_id
    said = [report.fingerprint, report.article_id, report.vote, edition_id, is_again]
    return _Since("word").sign_object(said)


def write_changed(slip: Slip, *, vote: str) -> str:
    """The slip with another answer on it. It is over when the first one is."""
    said = [slip.fingerprint, slip.article_id, vote, slip.edition_id, slip.is_again]
    return _Since("word", since=slip.since).sign_object(said)


def read_slip(signed: str) -> Slip:
    """The slip, in time or not. Raises BadSignature."""
    fingerprint, article_id, vote, edition_id, is_again = _Since("word").unsign_object(signed)
    since = b62_decode(signed.rsplit(":", 2)[1])
    age = time.time() - since
    return Slip(
        None,
        article_id,
        vote,
        is_over=age > TIME_FOR_A_WORD,
        is_quick=age <= TOO_QUICK,
        edition_id=edition_id,
        is_again=is_again,
        since=since,
        fingerprint=fingerprint,
    )


def write_thanks(signed: str, *, comment: bool, reasons: bool, part: bool) -> str:
    """The name of the last page: of which slip, and what was kept besides the vote."""
    return _Since("kept").sign_object([signed, comment, reasons, part])


def read_thanks(signed: str) -> Kept:
    """What was kept. Raises BadSignature."""
    slip, comment, reasons, part = _Since("kept").unsign_object(signed)
    return Kept(slip, read_slip(slip), comment, reasons, part)
