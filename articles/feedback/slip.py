"""The slip of paper that leads a reader from one step to the next: signed, so no cookie is needed.

It says all that the next page shows, so that page never reads what readers have said.
"""

from dataclasses import dataclass

from django.core.signing import SignatureExpired, TimestampSigner

TIME_FOR_A_WORD = 30 * 60
TOO_QUICK = 2


@dataclass(frozen=True)
class Slip:
    """Which report, of which story and edition, Yes or No; how old it is, and whether its reader
    had given an answer before."""

    feedback_id: int
    article_id: int
    vote: str
    is_over: bool = False
    is_quick: bool = False
    edition_id: int | None = None
    is_again: bool = False


def write_slip(report, *, edition_id: int | None = None, is_again: bool = False) -> str:
    """The name of the second step of `report`; `is_again` if its reader had voted before, perhaps
    on another edition than the one that they have now."""
    said = [report.pk, report.article_id, report.vote, edition_id or report.edition_id, is_again]
    return _signer("word").sign_object(said)


def read_slip(signed: str) -> Slip:
    """The slip, in time or not. Raises BadSignature."""
    signer = _signer("word")
    feedback_id, article_id, vote, edition_id, is_again = signer.unsign_object(signed)
    return Slip(
        feedback_id,
        article_id,
        vote,
        is_over=not _is_younger(signer, signed, TIME_FOR_A_WORD),
        is_quick=_is_younger(signer, signed, TOO_QUICK),
        edition_id=edition_id,
        is_again=is_again,
    )


def write_thanks(slip: Slip, *, comment_kept: bool, part_kept: bool) -> str:
    """The name of the last page: of which story, and what was kept besides the vote."""
    return _signer("thanks").sign_object([slip.article_id, comment_kept, part_kept])


def read_thanks(signed: str) -> tuple[int, bool, bool]:
    """(article_id, comment_kept, part_kept). Raises BadSignature."""
    article_id, comment_kept, part_kept = _signer("thanks").unsign_object(signed)
    return article_id, comment_kept, part_kept


def _signer(step: str) -> TimestampSigner:
    """Of each step its own, so that the slip of one does not open another."""
    return TimestampSigner(salt=f"articles.feedback.{step}")


def _is_younger(signer: TimestampSigner, signed: str, seconds: int) -> bool:
    try:
        signer.unsign(signed, max_age=seconds)
    except SignatureExpired:
        return False
    return True
