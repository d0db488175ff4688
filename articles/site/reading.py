"""One read more of a story: told by a script of its page, and nothing of who reads.

No cookie is set or read. What the browser says of itself is looked at and kept nowhere; the
connection is known for some seconds only, see `counting`. Whoever asks by Do Not Track or Global
Privacy Control not to be counted is not; nor is a machine that says that it is one.
"""

import re

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.editions import counting
from articles.editions.edition import Edition
from articles.site.addresses import way_to
from articles.site.house import House
from articles.whence import household, is_ours, sender

# By what machines that run scripts call themselves. A telephone is called Cubot.
_MACHINE = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|preview|externalhit|headless|phantom|lighthouse|googleother"
    r"|whatsapp|uptime|curl|wget|python|go-http",
    re.IGNORECASE,
)


def read_url(edition: Edition, house: House) -> str:
    """Where the page of an edition tells that it was read; "" where no reads are counted.

    Who looks at another moment is no reader.
    """
    counts = settings.COUNT_READS and not house.chosen
    return way_to("site:read", edition.article_id) if counts else ""


@csrf_exempt  # The script stands on cached pages, which hold no token; a read is told by no cookie.
@require_POST
def read(request, article_id):
    """Count one read of a story; whether it was counted is not said."""
    if not settings.COUNT_READS:
        raise Http404
    if not is_ours(request):
        return _silent(403)
    if not _would_rather_not(request) and not _is_machine(request):
        counting.count(article_id, sender=household(sender(request)), at=request.moment)
    return _silent(204)


def _silent(status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(status=status, headers=headers)


def _is_machine(request) -> bool:
    """Whether it says that it is one."""
    return bool(_MACHINE.search(request.headers.get("User-Agent", "")))


def _would_rather_not(request) -> bool:
    """Whether the browser asks not to be counted."""
    return request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1"
