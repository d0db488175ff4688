"""How the page cache gets a page that it has not: from the application, by one at a time."""

import io
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from time import monotonic

from django.http.request import split_domain_port

from newsroom.asking import Environ, Rules, Start
from newsroom.kept import Answer, Headers, Kept, Key
from newsroom.watch import Epoch, clock

KEEPABLE = {200, 301, 308, 404, 410}
# While one makes a page anew after a deed, others get the one before; no longer than this, so that
# with the time between two looks a change is seen by everyone within a second.
GRACE = 0.5
# So long one waits for another who makes the same page.
PATIENCE = 5.0
# Python makes no more at a time by making more at a time, and who waits holds a thread.
AT_A_TIME = 2


@dataclass
class Making:
    """A page that is being made; `kept` is there once it is `done`, if it may be kept."""

    done: threading.Event = field(default_factory=threading.Event)
    kept: Kept | None = None


class Maker:
    """Makes pages: each by one thread at a time, and few together; `keep` gets those to keep."""

    def __init__(
        self,
        application: Callable[[Environ, Start], Iterable[bytes]],
        *,
        rules: Rules,
        keep: Callable[[Kept], None],
    ):
        self.application, self.rules, self.keep = application, rules, keep
        self.making: dict[tuple[Key, Epoch], Making] = {}
        self.lock = threading.Lock()
        self.turns = threading.BoundedSemaphore(AT_A_TIME)

    def made(self, key: Key, epoch: Epoch, *, old: Kept | None) -> Kept | Answer | None:
        """The page, made by whoever comes first; an Answer that may not be kept goes to them alone.

        The others wait, or get the `old` one that was there before a deed, if that was a moment
        ago. None: each has to ask the application for themselves.
        """
        with self.lock:
            making = self.making.get((key, epoch))
            is_mine = making is None
            if making is None:
                making = self.making[key, epoch] = Making()
        if is_mine:
            try:
                return self._in_turn(key, epoch, old, making)
            finally:
                del self.making[key, epoch]
                making.done.set()
        if old and _will_do(old, epoch):
            return old
        making.done.wait(PATIENCE)
        return making.kept

    def _in_turn(self, key: Key, epoch: Epoch, old: Kept | None, making: Making) -> Kept | Answer:
        """The page as soon as not too many others are being made, or an older one at once."""
        spare = old if old and _will_do(old, epoch) else None
        if not self.turns.acquire(blocking=spare is None):
            making.kept = spare
            return spare
        try:
            found = self._make(key, epoch)
        finally:
            self.turns.release()
        making.kept = found if isinstance(found, Kept) else None
        return found

    def _make(self, key: Key, epoch: Epoch) -> Kept | Answer:
        answer = self._asked(key)
        ends = min(clock(epoch.until), clock(_expires(answer)))
        if not _may_be_kept(answer) or monotonic() >= ends:
            return answer
        kept = Kept(key, answer, epoch, ends=ends)
        kept.dress(self.rules.lasting, stale_for=self.rules.stale_for)
        self.keep(kept)
        return kept

    def _asked(self, key: Key) -> Answer:
        """What the application answers to a request that says nothing but the key."""
        scheme, path, query = key
        domain, port = split_domain_port(self.rules.host)
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": domain,
            "SERVER_PORT": port or ("443" if scheme == "https" else "80"),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.rules.host,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if self.rules.behind_proxy:
            environ["HTTP_X_FORWARDED_PROTO"] = scheme
        said: list[tuple[str, Headers]] = []
        parts = self.application(
            environ, lambda status, headers, _=None: said.append((status, headers))
        )
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return Answer(*said[-1], body)


def _will_do(old: Kept, epoch: Epoch) -> bool:
    """Whether what was there before will do for now: never past a moment that was set."""
    held = old.epoch is epoch.before() and not old.has_ended()
    return held and epoch.raised and monotonic() < epoch.noticed + GRACE


def _may_be_kept(answer: Answer) -> bool:
    """Whether it is for everyone, and says so."""
    names = {name.lower() for name, _value in answer.headers}
    wishes = {wish.strip().partition("=")[0] for wish in answer.header("cache-control").split(",")}
    return (
        int(answer.status[:3]) in KEEPABLE
        and "public" in wishes
        and not wishes & {"private", "no-store"}
        and names.isdisjoint({"set-cookie", "content-encoding"})
        and answer.header("vary").lower() in ("", "accept-encoding")
    )


def _expires(answer: Answer) -> datetime | None:
    """When the page says that it ends, before anything is published."""
    said = answer.header("expires")
    return parsedate_to_datetime(said) if said else None
