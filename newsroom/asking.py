"""What a request asks of the page cache: whether it is one for it, by which way, for what."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http.request import split_domain_port, validate_host

from newsroom.kept import BROTLI, GZIP, PLAIN, Headers

Environ = dict[str, object]
Start = Callable[[str, Headers], object]

# A longer address, query and all, is nothing to keep.
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Way:
    """How a sender asks: by which scheme, and in which coding the answer may be."""

    scheme: str
    coding: int


@dataclass(frozen=True)
class Rules:
    """What a project says of its addresses. Cookies and parts of the query are named as sent."""

    hosts: list[str]
    host: str
    behind_proxy: bool = False
    # What begins so, or is just that without its last slash, always goes to the application.
    around: tuple[str, ...] = ()
    staff_cookies: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    # For how long others may keep a page, in seconds, the longest first.
    lasting: tuple[int, ...] = (1,)
    # How long pages are given while the database is away, in seconds.
    stale_for: int = 3_600

    @property
    def scheme_header(self) -> str:
        """What of a request tells the scheme that its sender uses."""
        return "HTTP_X_FORWARDED_PROTO" if self.behind_proxy else "wsgi.url_scheme"

    def way(self, environ: Environ) -> Way | None:
        """How its sender asks; None for a host that the site does not answer to."""
        domain, _port = split_domain_port(str(environ.get("HTTP_HOST", "")))
        if not domain or not validate_host(domain, self.hosts):
            return None
        # As Django reads it.
        said = str(environ.get(self.scheme_header, environ["wsgi.url_scheme"]))
        scheme = "https" if said.split(",")[0].strip() == "https" else "http"
        return Way(scheme, coding_of(str(environ.get("HTTP_ACCEPT_ENCODING", ""))))

    def goes_round(self, environ: Environ) -> bool:
        """Whether this is none of the cache's business."""
        path, cookies = str(environ["PATH_INFO"]), str(environ.get("HTTP_COOKIE", ""))
        return bool(
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or "HTTP_AUTHORIZATION" in environ
            or len(path) + len(str(environ["QUERY_STRING"])) > LONGEST
            or f"{path}/" in self.around
            or path.startswith(self.around)
            or any(f"{name}=" in cookies for name in self.staff_cookies)
        )

    def known_part(self, query: str) -> str:
        """What the site knows of a query, always in one order; the last of each counts."""
        if not query:
            return ""
        parts = {part.partition("=")[0]: part for part in query.split("&")}
        return "&".join(parts[name] for name in self.query if name in parts)


def coding_of(accepted: str) -> int:
    """The coding for an Accept-Encoding, the smallest that is taken: BROTLI, GZIP or PLAIN."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weight = parameter.strip().removeprefix("q=")
        try:
            weights[name.strip()] = float(weight) if parameter else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    others = weights.get("*", 0.0)
    brotli, gzip = weights.get("br", others), weights.get("gzip", others)
    if brotli and brotli >= gzip:
        return BROTLI
    return GZIP if gzip else PLAIN


def knows(etag: str, known: str) -> bool:
    """Whether a sender who knows these ETags, in an If-None-Match, has the page as it is."""
    tags = (tag.strip().removeprefix("W/") for tag in known.split(","))
    return known.strip() == "*" or etag in tags
