"""The same bytes for every request: what the server itself can do, with nothing behind it.

SAME_BYTES names the folder of a `Page`.
"""

import os
from pathlib import Path

from tests.bench.serving.page import Page

PAGE = Page.read(Path(os.environ["SAME_BYTES"]))
PLAIN = ("200 OK", [*PAGE.headers, ("Content-Length", str(len(PAGE.plain)))], [PAGE.plain])
GZIP_HEADERS = [("Content-Encoding", "gzip"), ("Content-Length", str(len(PAGE.gzip)))]
GZIP = ("200 OK", [*PAGE.headers, *GZIP_HEADERS], [PAGE.gzip])


def application(environ, start_response):
    """The page, ready-made."""
    status, headers, body = GZIP if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else PLAIN
    start_response(status, headers)
    return body
