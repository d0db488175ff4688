"""One read more of a story: told by a script of its page, and nothing of who reads.

No cookie is set or read. What the browser says of itself is looked at and kept nowhere; the
connection is known for some seconds only, see `counting`. Whoever asks by Do Not Track or Global
Privacy Control not to be counted is not.
"""

from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.editions import counting
from articles.editions.edition import Edition
from articles.site.house import House


def read_url(edition: Edition, house: House) -> str:
    """Where the page of an edition tells that it was read; "" where no reads are counted.

    Who looks at another moment is no reader.
    """
    counts = settings.COUNT_READS and not house.chosen
    return reverse("site:read", args=[edition.article_id]) if counts else ""


@csrf_exempt  # The script stands on cached pages, which hold no token; a read is told by no cookie.
@require_POST
def read(request, article_id):
    """Count one read of a story; whether it was counted is not said."""
    if not settings.COUNT_READS:
        raise Http404
    if not _is_ours(request):
        return _silent(403)
    if not _would_rather_not(request):
        counting.count(article_id, sender=_connection(request), at=request.moment)
    return _silent(204)


def _silent(status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(status=status, headers=headers)


def _is_ours(request) -> bool:
    """Whether a page of this site sends it. Every browser says so that can run the script."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site == "same-origin"
    # Where the connection is not secure, and in older browsers.
    return origin in (settings.SITE_URL, f"{request.scheme}://{request.get_host()}")


def _would_rather_not(request) -> bool:
    """Whether the browser asks not to be counted."""
    return request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1"


def _connection(request) -> str:
    """The address that sends; behind a proxy, the one that the proxy saw, which is named last.

    Of an IPv6 one the first half, since all of the second are one household's.
    """
    sent_by = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        sent_by = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        known = ip_address(sent_by)
    except ValueError:
        return ""
    return known.exploded[:19] if known.version == 6 and not known.ipv4_mapped else str(known)
