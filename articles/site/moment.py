"""The site at another moment: as it stood, or as it will stand, for staff who may see editions.

The moment that someone has chosen travels in a signed cookie, so that every link of the paper leads
on within it. Whoever has none, and that is every reader, is not asked who they are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.core import signing
from django.utils.dateparse import parse_datetime

from articles.editions import front
from articles.editions.edition import Edition

COOKIE = "newsroom_moment"
KEPT_FOR = timedelta(hours=12)
MAY = "articles.view_edition"
# The desk has its own time, and what readers say back is of now.
ELSEWHERE = ("/admin/", "/feedback/", settings.STATIC_URL)


@dataclass(frozen=True)
class Chosen:
    """The moment that someone looks at, and the changes of the paper on both sides of it."""

    at: datetime

    @cached_property
    def earlier(self) -> datetime | None:
        """When the paper last changed before this moment."""
        found = (Edition.archive.last_change(self.at), front.last_change(self.at))
        return max(filter(None, found), default=None)

    @cached_property
    def later(self) -> datetime | None:
        """When the paper next changes after it."""
        found = (Edition.archive.next_change(self.at), front.next_change(self.at))
        return min(filter(None, found), default=None)


def choose(response, at: datetime, *, by) -> None:
    """Let the browser that gets `response` see the site at `at`, for as long as `by` may."""
    response.set_cookie(
        COOKIE,
        signing.dumps({"at": at.isoformat(), "by": by.pk}, salt=COOKIE),
        max_age=KEPT_FOR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget(response) -> None:
    """Bring the browser that gets `response` back to now."""
    response.delete_cookie(COOKIE, samesite="Lax")


def chosen(get_response):
    """Give a request the moment that its sender has chosen, if they may; keep its answer private.

    Stands behind the sign-in. An answer is never kept by anyone and never indexed.
    """

    def middleware(request):
        if not request.COOKIES.get(COOKIE) or request.path.startswith(ELSEWHERE):
            return get_response(request)
        at = _moment_of(request)
        if at:
            request.moment = at
            request.house.chosen = Chosen(at)
        response = get_response(request)
        response.headers["Cache-Control"] = "private, no-store"
        if at:
            response.headers["X-Robots-Tag"] = "noindex"
        else:
            forget(response)
        return response

    return middleware


def _moment_of(request) -> datetime | None:
    """The moment in the cookie; None if it is forged or old, or its owner may not look any more."""
    try:
        kept = signing.loads(request.COOKIES[COOKIE], salt=COOKIE, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    if request.user.pk != kept["by"] or not request.user.has_perm(MAY):
        return None
    return parse_datetime(kept["at"])
