"""Whole pages in the process, in front of Django: a hit asks neither Django nor the database.

What a page is made from is its key and nothing else: the application is asked with a request that
is written anew from scheme, path and those parts of the query that the site knows. So no header, no
cookie and no other part of an address can get into what others are then given. The host is no part
of it: only hosts that the site answers to are let in, and it says the same at each.

`docs/decisions/0010-pages-are-kept-by-what-they-are-made-from.md` says why it is as it is.
"""

import threading
from collections.abc import Callable, Iterable
from math import inf
from time import monotonic
from typing import Protocol

from django.utils import timezone

from newsroom.asking import LONGEST, Environ, Rules, Start, Way, knows
from newsroom.kept import Answer, Form, Kept, Key, Shelf
from newsroom.making import Maker
from newsroom.watch import Watch

Application = Callable[[Environ, Start], Iterable[bytes]]
Sender = tuple[object, object, object]

# What browsers and machines send is of a few kinds; what is of none of them is read each time.
WAYS = 1_000
# Of the room, what is no page at a plain address may have this part: redirects, notices, what is
# missing, and stretches of lists, of which anyone can make up as many as they like.
PASSING = 8
OF_304 = {"Cache-Control", "ETag", "Vary", "Surrogate-Key"}


class Files(Protocol):
    """Where pages are also laid down as files, see `newsroom.pagefiles`."""

    def offer(self, kept: Kept) -> None:
        """A page that was just made."""


class PageCache:
    """A WSGI application that keeps the pages of another, bounded by bytes."""

    def __init__(
        self,
        application: Application,
        *,
        watch: Watch,
        rules: Rules,
        bound: int,
        when_away: Application,
        files: Files | None = None,
    ):
        """`when_away` answers for pages that are not kept while the database is away."""
        self.application, self.watch, self.rules, self.files = application, watch, rules, files
        self.shelf, self.passing = Shelf(bound - bound // PASSING), Shelf(bound // PASSING)
        self.when_away = when_away
        self.maker = Maker(application, rules=rules, keep=self._keep)
        self.ways: dict[Sender, Way] = {}
        self.lock = threading.Lock()
        # What a hit asks for, so that it asks one object less.
        self.pages, self.scheme_header = self.shelf.pages, rules.scheme_header

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """A page that is kept and asked for plainly, in as few steps as can be; or `answer`."""
        sender = (
            environ.get("HTTP_HOST"),
            environ.get(self.scheme_header),
            environ.get("HTTP_ACCEPT_ENCODING"),
        )
        way = self.ways.get(sender)
        if (
            way is not None
            and environ["REQUEST_METHOD"] == "GET"
            and not environ["QUERY_STRING"]
            and "HTTP_COOKIE" not in environ
            and "HTTP_IF_NONE_MATCH" not in environ
            and "HTTP_AUTHORIZATION" not in environ
        ):
            kept = self.pages.get((way.scheme, environ["PATH_INFO"], ""))
            watch, now = self.watch, monotonic()
            if (
                kept is not None
                and kept.epoch is watch.epoch
                and now < kept.holds_until
                and now < watch.sure_until
                and (form := kept.forms[way.coding]) is not None
            ):
                kept.asked = True
                start_response(kept.status, form.headers)
                return form.body
        return self.answer(environ, start_response, sender)

    def answer(self, environ: Environ, start: Start, sender: Sender) -> Iterable[bytes]:
        """Any answer: from what is kept, made anew, or from the application as if nothing were."""
        way = self.ways.get(sender) or self._way(environ, sender)
        if way is None or self.rules.goes_round(environ):
            return self.application(environ, start)
        asked = str(environ["QUERY_STRING"])
        key = (way.scheme, str(environ["PATH_INFO"]), self.rules.known_part(asked))
        self.watch.begin()
        if not self.watch.is_sure():
            return self._while_away(key, environ, start, way)
        found, epoch = self._kept(key), self.watch.epoch
        if found is None or not self._holds(found):
            found = self.maker.made(key, epoch, old=found)
        is_page = isinstance(found, Kept) and found.code not in (301, 308)
        if found is None or (key[2] != asked and not is_page):
            # What leads on elsewhere may do so with all that was asked.
            return self.application(environ, start)
        if isinstance(found, Answer):
            start(found.status, found.headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [found.body]
        return self._given(found, environ, start, way)

    def _way(self, environ: Environ, sender: Sender) -> Way | None:
        way = self.rules.way(environ)
        if way and sum(len(str(each)) for each in sender) < LONGEST:
            if len(self.ways) >= WAYS:
                self.ways.clear()
            self.ways[sender] = way
        return way

    def _kept(self, key: Key) -> Kept | None:
        return self.pages.get(key) or self.passing.pages.get(key)

    def _keep(self, kept: Kept) -> None:
        """Keep what was just made, unless it took so long that it is of an earlier epoch."""
        if kept.epoch is not self.watch.epoch:
            return
        is_page = kept.code == 200 and not kept.key[2]
        with self.lock:
            # A story that was gone may come back, and the other way round.
            for shelf in (self.shelf, self.passing):
                shelf.drop(kept.key)
            (self.shelf if is_page else self.passing).put(kept)
        if is_page and self.files:
            self.files.offer(kept)

    def _holds(self, kept: Kept) -> bool:
        """Whether a page is of this epoch and not over; its headers are brought up to date."""
        if kept.epoch is not self.watch.epoch or kept.has_ended():
            return False
        if monotonic() >= kept.holds_until:
            with self.lock:
                kept.dress(self.rules.lasting, stale_for=self.rules.stale_for)
        return True

    def _given(self, kept: Kept, environ: Environ, start: Start, way: Way) -> list[bytes]:
        """A page in the form that is asked for; 304 if that is what the sender has."""
        kept.asked = True
        form = kept.forms[way.coding] or self._formed(kept, way)
        if form.etag and knows(form.etag, str(environ.get("HTTP_IF_NONE_MATCH", ""))):
            start("304 Not Modified", [(n, v) for n, v in form.headers if n in OF_304])
            return []
        start(kept.status, form.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else form.body

    def _formed(self, kept: Kept, way: Way) -> Form:
        with self.lock:
            size = kept.size
            form = kept.form(way.coding)
            for shelf in (self.shelf, self.passing):
                shelf.grown(kept, kept.size - size)
        return form

    def _while_away(self, key: Key, environ: Environ, start: Start, way: Way) -> Iterable[bytes]:
        """What is kept of a page while the database is away, for a set time, and marked as such.

        That may be past a moment that was set: nobody can know what would stand there. But what was
        missing may have come, so that is not said any more.
        """
        since, kept = self.watch.away_since, self._kept(key)
        age = (timezone.now() - since).total_seconds() if since else inf
        if kept is None or kept.code == 404 or age > self.rules.stale_for:
            return self.when_away(environ, start)
        form = kept.forms[way.coding] or self._formed(kept, way)
        headers = [(name, value) for name, value in form.headers if name != "Cache-Control"]
        headers += [
            ("Cache-Control", "public, no-cache"),
            ("Cache-Status", f"Newsroom; hit; ttl=-{age:.0f}; detail=database-away"),
        ]
        start(kept.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else form.body
