"""The intake: which answers of readers are taken, and which are held.

There is no token, since the question stands on pages that everyone gets alike. Other sites' posts
are told by what the browser says of itself. What looks wrong is held for a moderator, never lost.
"""

import logging
from dataclasses import replace
from datetime import datetime
from math import ceil
from typing import ClassVar

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.feedback.feedback import Feedback, Hold
from articles.feedback.fingerprint import name_of_the_day
from articles.feedback.slip import Slip, read_slip
from articles.text.refusal import Refusal
from articles.text.trap import trap_name
from articles.whence import is_ours, sender

log = logging.getLogger(__name__)

LONGEST = 1_000
LARGEST = 2_000_000
# Of one connection. What comes above the first is taken and counted apart, since a school or an
# office has one in common; what comes above the second is refused.
POSTS_AN_HOUR = 30
MOST_AN_HOUR = 300
# And so many Yes and No of one connection count for one edition: some people who read together, not
# one who votes under many names.
VOTES_AN_HOUR = 10
HOUR = 3_600


class Refused(Refusal):
    """An answer that is not taken; `status` and `headers` are what machines are told of it."""

    status = 400
    headers: ClassVar[dict[str, str]] = {}
    headline = gettext_lazy("We could not take your answer")


class NoAnswer(Refused):
    """Neither Yes nor No."""

    code = "no_answer"


class OtherSite(Refused):
    """The post came from a page that is not ours."""

    status = 403
    code = "other_site"


class TimeIsOver(Refused):
    """More can be said, and the answer changed, for half an hour after the vote."""

    status = 410
    code = "time_is_over"
    headline = gettext_lazy("The half hour for that is over")


class TooLarge(Refused):
    """More was posted than any answer holds."""

    status = 413
    code = "too_large"


class TooMany(Refused):
    """One address has posted as often as an hour allows."""

    status = 429
    code = "too_many"

    def __init__(self, words: str, *, seconds: int):
        super().__init__(words)
        # After which there is a token again.
        self.headers = {"Retry-After": str(seconds)}


# Who posts


def let_in(request, *, edition_id: int | None = None) -> list[Hold]:
    """What is suspicious of a post; `edition_id` if it is a vote. Raises OtherSite, TooLarge,
    TooMany."""
    suspicions = _whence(request)
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > LARGEST:
        raise TooLarge(_("That is far more than we can read. Please send a shorter comment."))
    suspicions += _spend_token(sender(request), at=request.moment, edition_id=edition_id)
    if request.POST.get(trap_name(request.path, secret=settings.SECRET_KEY)):
        suspicions.append(Hold.TRAP)
    return suspicions


def open_slip(signed: str) -> Slip:
    """The slip that leads to the second step. Raises BadSignature, TimeIsOver."""
    slip = read_slip(signed)
    if slip.is_over:
        raise _time_is_over()
    return slip


def with_report(slip: Slip) -> Slip:
    """The slip with its report, which has a fingerprint for longer than the slip holds. One query.
    Raises TimeIsOver."""
    # The index holds those that have one, and SQLite wants to be told so.
    known = Feedback.objects.exclude(fingerprint="").filter(fingerprint=slip.fingerprint)
    feedback_id = known.order_by().values_list("pk", flat=True).first()
    if feedback_id is None:
        raise _time_is_over()
    return replace(slip, feedback_id=feedback_id)


def _time_is_over() -> TimeIsOver:
    return TimeIsOver(
        _(
            "You can say more, or change your answer, for half an hour after it. "
            "Your Yes or No still counts."
        )
    )


def _whence(request) -> list[Hold]:
    """Nothing if the post comes from a page of ours; a suspicion if nobody says so."""
    ours = is_ours(request)
    if ours is None:
        return [Hold.UNSAID]
    if ours:
        return []
    raise OtherSite(
        _("It came from another site. Open the story on this site and answer the question there.")
    )


def _spend_token(address: str, *, at: datetime, edition_id: int | None) -> list[Hold]:
    """Take one token from each bucket of a household, which fill again in an hour: that of what is
    usual, whose end is a suspicion, that of what is possible, and for a vote that of its edition.

    The address itself is kept nowhere: the buckets' name is made with the key of the day. Two posts
    at the very same time may cost one token. A cache that fails costs no reader's answer: it is a
    suspicion.
    """
    key = f"feedback.buckets.{name_of_the_day(address, at=at)}"
    now = at.timestamp()
    try:
        usual, most, of, since = cache.get(key, (POSTS_AN_HOUR, MOST_AN_HOUR, {}, now))
        hours = (now - since) / HOUR
        usual = min(POSTS_AN_HOUR, usual + hours * POSTS_AN_HOUR)
        most = min(MOST_AN_HOUR, most + hours * MOST_AN_HOUR)
        # Of each edition how much is gone; forgotten once that bucket is full again.
        back = hours * VOTES_AN_HOUR
        of = {edition: gone - back for edition, gone in of.items() if gone > back}
        is_usual = usual >= 1 and of.get(edition_id, 0) <= VOTES_AN_HOUR - 1
        if most >= 1:
            if is_usual and edition_id:
                of[edition_id] = of.get(edition_id, 0) + 1
            cache.set(key, (usual - 1 if usual >= 1 else usual, most - 1, of, now), HOUR)
    except Exception:  # Whatever a cache fails by.
        log.exception("The cache failed, so that answers could not be counted.")
        return [Hold.UNCOUNTABLE]
    if most < 1:
        raise TooMany(
            _("We have had many answers from your connection. Please try again in a few minutes."),
            seconds=ceil((1 - most) * HOUR / MOST_AN_HOUR),
        )
    return [] if is_usual else [Hold.CROWD]
