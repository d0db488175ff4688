"""Public words go out compressed: pages, feeds and other text, to whoever says they take gzip."""

import re

from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

from articles.site.middleware import STAFF_ONLY
from newsroom.kept import LEAST, TEXT

TAKES_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[^,]*)?(?:,|$)")


def compressed(get_response):
    """Compress what anyone may read and keep.

    What is for one person alone is left as it is, at the desk above all: where a secret stands
    beside words that somebody else can choose, the length of the answer would give it away.

    Stands inside of the reader's middleware, which then gives each form of an answer an ETag of
    its own, and tells a browser with either form that it still holds.
    """

    def middleware(request):
        response = get_response(request)
        if not _may_be(request, response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
            response.content = compress_string(response.content)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response

    return middleware


def _may_be(request, response) -> bool:
    """Whether this is public text that is long enough."""
    personal = response.cookies or request.COOKIES or request.path.startswith(STAFF_ONLY)
    kept = response.headers.get("Cache-Control", "")
    return not (
        personal
        or "private" in kept
        or "no-store" in kept
        or response.streaming
        or response.has_header("Content-Encoding")
        or len(response.content) < LEAST
        or not TEXT.match(response.headers.get("Content-Type", ""))
    )
