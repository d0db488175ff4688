"""While the database is away: what is answered to those who ask for more than a kept page.

Nothing here asks the database, the session or the cache, since each of them may be what is away.
"""

import sys
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.http.cookie import parse_cookie
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults

RETRY_AFTER = 60
STAFF_ONLY = "/admin/"
# By the numbers of SQLite: it is busy for too long, cannot be read, cannot be opened.
SQLITE_AWAY = {5, 10, 14}
HEADERS = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}


def _unknown() -> datetime | None:
    """Where nobody watches the database."""
    return None


_known_since: Callable[[], datetime | None] = _unknown


def known_by(since: Callable[[], datetime | None]) -> None:
    """Ask `since` from now on since when the database is away, as whoever watches it knows."""
    global _known_since
    _known_since = since


def told(get_response):
    """Answer 503 where a view fails because the database is away.

    Where it is known to be away, readers are told so at once: to find out anew can take seconds, in
    which nobody else is given a page by that thread.
    """

    def middleware(request):
        if _known_since() and not request.path.startswith(STAFF_ONLY):
            return answer(request)
        return get_response(request)

    def failed(request, problem):
        return answer(request) if is_away(problem) else None

    middleware.process_exception = failed
    return middleware


def server_error(request):
    """What is answered where anything else fails, as what comes before and after the views."""
    return answer(request) if is_away(sys.exc_info()[1]) else defaults.server_error(request)


def is_away(problem: BaseException | None) -> bool:
    """Whether this came because there is no connection, or because one thing in it went wrong.

    A template, or whatever else was under way, may have raised something of its own out of it.
    """
    while problem and not isinstance(problem, (OperationalError, InterfaceError)):
        problem = problem.__cause__ or problem.__context__
    if problem is None:
        return False
    made = connection.connection
    if made is None or getattr(made, "closed", False):
        return True
    return getattr(problem.__cause__, "sqlite_errorcode", 0) & 0xFF in SQLITE_AWAY


def answer(request) -> HttpResponse:
    """503: a page, or for a script a few words, for which those of the desk have their own."""
    if not _is_navigation(request):
        words, plain = _("The database gives no answer."), "text/plain; charset=utf-8"
        return HttpResponse(words, plain, status=503, headers=HEADERS)
    known = {
        "is_staff": request.path.startswith(STAFF_ONLY) or _has_session(request),
        "since": _known_since(),
        "readers_are_served": settings.PAGE_CACHE_MB and settings.PAGE_STALE_FOR,
        "address": request.get_full_path(),
        "sent": _sent(request),
    }
    return HttpResponse(render_to_string("503.html", known), status=503, headers=HEADERS)


def _sent(request) -> list[tuple[str, str]]:
    """The fields of a form of the desk, which can be sent again: going back, one finds it empty.

    Only those, since they come with a token, which is looked at then. Nothing with a password.
    """
    if request.method != "POST" or not request.path.startswith(STAFF_ONLY):
        return []
    try:
        fields = [(name, each) for name, values in request.POST.lists() for each in values]
    except (SuspiciousOperation, MultiPartParserError, OSError):
        # Too much, or cut off on its way.
        return []
    return [] if any("password" in name for name, _value in fields) else fields


def _has_session(request) -> bool:
    """Whether someone of staff asks, as far as their browser tells. Others have had theirs taken
    off the request.
    """
    return settings.SESSION_COOKIE_NAME in parse_cookie(request.META.get("HTTP_COOKIE", ""))


def _is_navigation(request) -> bool:
    """Whether what is answered will be read as a page, and not by a script."""
    mode = request.headers.get("Sec-Fetch-Mode")
    if mode:
        return mode == "navigate"
    return "text/html" in request.headers.get("Accept", "text/html")
