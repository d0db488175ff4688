"""A page cache that tests drive by hand, in front of an application that they write."""

import itertools
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from time import monotonic
from unittest import mock

from django.utils import timezone

from newsroom import kept, making, pagecache
from newsroom.asking import Rules
from newsroom.pagecache import PageCache
from newsroom.watch import Watch

HTML = ("Content-Type", "text/html; charset=utf-8")
PUBLIC = ("Cache-Control", "public, no-cache")
HOST = "paper.example"
LONG = "The ferry sails again. " * 100


class Said:
    """What a sender gets: status, headers by their names in small letters, body."""

    def __init__(self, status, headers, body):
        self.status, self.body = int(status[:3]), body
        self.headers = {name.lower(): value for name, value in headers}

    @property
    def text(self):
        """The body, as it was sent."""
        return self.body.decode()


class Paper:
    """An application that says of each path what it was told to, and counts how often it was asked.

    `pages` gives (status, text) or a whole (status, headers, body) by path; what is not there is
    missing. `asked` are the requests that reached it.
    """

    def __init__(self):
        self.pages, self.asked, self.meanwhile = {}, [], lambda: None

    def __call__(self, environ, start_response):
        """A WSGI application."""
        self.asked.append(environ)
        self.meanwhile()
        found = self.pages.get(environ["PATH_INFO"], ("404 Not Found", "Nothing here. " * 60))
        if callable(found):
            found = found(environ)
        if len(found) == 2:
            status, text = found
            found = status, [HTML, PUBLIC, ("ETag", f'"{hash(text) % 10**8}"')], text.encode()
        status, headers, body = found
        start_response(status, headers)
        return [body]


class Clock(Watch):
    """A watch that looks when it is asked, and in no thread of its own."""

    def begin(self):
        """Nothing: whoever asks whether it is sure makes it look."""

    def is_sure(self):
        """Look, and be sure, unless it was said that the database is away."""
        if self.away_since:
            return False
        self.look()
        return True


class Site:
    """A paper behind a page cache: raise `generation`, or let `moments` come, and ask."""

    def __init__(self, *, bound=1_000_000, **rules):
        self.paper, self.generation, self.moments = Paper(), 1, []
        known = {"hosts": [HOST, "127.0.0.1"], "host": HOST, "query": ("older", "newer")}
        known |= {"around": ("/admin/", "/search/"), "staff_cookies": ("sessionid", "moment")}
        self.watch = Clock(generation=lambda: self.generation, next_change=self._next)
        self.cache = PageCache(
            self.paper,
            watch=self.watch,
            rules=Rules(**(known | rules)),
            bound=bound,
            when_away=lambda environ, start: (start("503 Away", [HTML]), [b"Away"])[1],
        )
        self.paper.pages["/story/"] = ("200 OK", f"<p>First</p>{LONG}")

    def _next(self, at):
        return min((moment for moment in self.moments if moment > at), default=None)

    def publish(self, text, *, path="/story/", status="200 OK"):
        """Another text at a path, from now on; the watch has seen it."""
        self.paper.pages[path] = (status, text)
        self.generation += 1
        self.watch.look()

    def turns(self, *, after):
        """Something changes so many seconds from now."""
        self.moments.append(timezone.now() + timedelta(seconds=after))
        self.generation += 1
        self.watch.look()

    def goes_away(self):
        """The database gives no answer any more."""
        self.watch.sure_until, self.watch._failing = 0.0, True

    def ask(self, path="/story/", *, method="GET", query="", scheme="http", **headers):
        """What someone gets who asks for a path with these headers; None leaves one out."""
        known = {"host": HOST, "user_agent": "Browser"} | headers
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "wsgi.url_scheme": scheme,
            **{f"HTTP_{name.upper()}": value for name, value in known.items() if value is not None},
        }
        said = []
        parts = self.cache(environ, lambda *words: said.append(words))
        return Said(*said[-1], b"".join(parts))

    def times(self, path="/story/"):
        """How often the application was asked for a path."""
        return sum(environ["PATH_INFO"] == path for environ in self.paper.asked)


def addresses(count, name="story"):
    """So many different paths."""
    return [f"/{name}-{n}/" for n in itertools.islice(itertools.count(), count)]


@contextmanager
def later(seconds):
    """The clock of the process, so many seconds on; what waits does so by the true one."""
    now = monotonic() + seconds
    with ExitStack() as clocks:
        for module in (kept, making, pagecache):
            clocks.enter_context(mock.patch.object(module, "monotonic", lambda: now))
        yield
