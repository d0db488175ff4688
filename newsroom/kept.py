"""Pages as the page cache keeps them: whole answers, ready-made in each form, within a bound."""

import zlib
from collections import OrderedDict
from dataclasses import dataclass
from math import inf
from re import compile as pattern
from time import monotonic

import brotli

from newsroom.watch import Epoch

Headers = list[tuple[str, str]]
# A page by what it is made from: scheme, path and the part of the query that the site knows.
Key = tuple[str, str, str]
PLAIN, GZIP, BROTLI = range(3)
CODINGS = ("", "gzip", "br")
# What takes longer to press than to send: levels at which a page of 60 kB takes a millisecond or
# two, since a reader waits for it.
GZIP_LEVEL, BROTLI_LEVEL = 6, 5
# Smaller answers fit into one packet anyway; pictures are compressed already.
LEAST = 500
TEXT = pattern(r"text/|image/svg\+xml|application/(?:[\w.-]+\+)?(?:json|xml|javascript)\b")
# About what Python's own objects take for a page, beside its bytes.
OVERHEAD = 3_000
# In so many seconds a cache downstream may ask while it still gives what it has.
WHILE_ASKING = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application said."""

    status: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        """A header's value, "" if it is not there."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Form:
    """An answer in one coding, as servers take it."""

    headers: Headers
    body: list[bytes]
    etag: str


def squeezed(body: bytes, coding: int) -> bytes:
    """The body in a coding."""
    if coding == PLAIN:
        return body
    if coding == BROTLI:
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_LEVEL)
    # 31: with the header of a gzip file, which then names no time.
    packer = zlib.compressobj(GZIP_LEVEL, wbits=31)
    return packer.compress(body) + packer.flush()


class Kept:
    """A page that is kept: what the application answered, in each form that was asked for.

    `holds_until` is when its headers must be written anew or, if that is `ends`, the page is over;
    both by the clock of `time.monotonic`.
    """

    __slots__ = (
        "answer",
        "asked",
        "ends",
        "epoch",
        "forms",
        "holds_until",
        "is_text",
        "key",
        "size",
        "status",
    )

    def __init__(self, key: Key, answer: Answer, epoch: Epoch, *, ends: float = inf):
        self.key, self.answer, self.status, self.epoch = key, answer, answer.status, epoch
        self.ends, self.holds_until, self.asked = ends, 0.0, False
        kind = answer.header("content-type")
        self.is_text = len(answer.body) >= LEAST and bool(TEXT.match(kind))
        self.forms: list[Form | None] = [None, None, None]
        self.size = OVERHEAD + len(answer.body)

    @property
    def code(self) -> int:
        """The status as a number."""
        return int(self.status[:3])

    def has_ended(self) -> bool:
        """Whether its time is over, whatever else is the case."""
        return monotonic() >= self.ends

    def dress(self, lasting: tuple[int, ...], *, stale_for: int) -> None:
        """Write its headers: for how long others may keep it, the longest of `lasting` that fits.

        No cache downstream then keeps it past the moment at which it ends here.
        """
        left = self.ends - monotonic()
        fitting = (seconds for seconds in lasting if seconds + WHILE_ASKING < left)
        seconds = next(fitting, 0)
        self.holds_until = self.ends - (seconds + WHILE_ASKING if seconds else 0)
        kept = "public, no-cache"
        if seconds:
            kept = (
                f"public, max-age=0, s-maxage={seconds}, stale-while-revalidate={WHILE_ASKING}, "
                f"stale-if-error={stale_for}"
            )
        self.answer = Answer(
            self.answer.status, replaced(self.answer.headers, kept), self.answer.body
        )
        for coding, form in enumerate(self.forms):
            if form:
                self.forms[coding] = self._form(coding, form.body[0])

    def form(self, coding: int) -> Form:
        """The page in a coding, which is made when it is first asked for."""
        coding = coding if self.is_text else PLAIN
        form = self.forms[coding]
        if form is None:
            body = squeezed(self.answer.body, coding)
            form = self.forms[coding] = self._form(coding, body)
            self.size += len(body) if coding else 0
        if not self.is_text:
            self.forms = [form, form, form]
        return form

    def body(self, coding: int) -> bytes:
        """The page's bytes in a coding, which it may not have been asked for in yet."""
        form = self.forms[coding]
        return form.body[0] if form else squeezed(self.answer.body, coding)

    def _form(self, coding: int, body: bytes) -> Form:
        headers = [(n, v) for n, v in self.answer.headers if n.lower() not in ("etag", "vary")]
        etag = self.answer.header("etag")
        if etag and coding:
            etag = f'{etag[:-1]}-{CODINGS[coding]}"'
        if etag:
            headers.append(("ETag", etag))
        if coding:
            headers.append(("Content-Encoding", CODINGS[coding]))
        if self.is_text:
            headers.append(("Vary", "Accept-Encoding"))
        headers.append(("Content-Length", str(len(body))))
        return Form(headers, [body], etag)


def replaced(headers: Headers, cache_control: str) -> Headers:
    """Headers with another Cache-Control, and without what is said anew of each form."""
    dropped = ("cache-control", "content-length", "expires")
    kept = [(name, value) for name, value in headers if name.lower() not in dropped]
    return [*kept, ("Cache-Control", cache_control)]


class Shelf:
    """Pages by their keys, together of no more bytes than `bound`.

    Where there is no room, what came first goes first; but what has been asked for since is spared
    once. So pages that are asked for stay, those that a machine walks through once do not, and
    whoever finds a page has nothing to write but one mark. Writing is for one thread at a time.
    """

    def __init__(self, bound: int):
        self.bound, self.size = bound, 0
        self.pages: OrderedDict[Key, Kept] = OrderedDict()

    def put(self, kept: Kept) -> None:
        """Keep a page, in place of what was kept under its key; none that would fill the shelf."""
        self.drop(kept.key)
        if kept.size > self.bound // 4:
            return
        self.pages[kept.key] = kept
        self.size += kept.size
        self.make_room()

    def grown(self, kept: Kept, by: int) -> None:
        """A page that is kept got a form more."""
        if self.pages.get(kept.key) is kept:
            self.size += by
            self.make_room()

    def drop(self, key: Key) -> None:
        """Keep nothing under that key."""
        if old := self.pages.pop(key, None):
            self.size -= old.size

    def make_room(self) -> None:
        """Drop pages until those that are left fit."""
        while self.size > self.bound:
            key, kept = next(iter(self.pages.items()))
            if kept.asked:
                kept.asked = False
                self.pages.move_to_end(key)
            else:
                self.drop(key)
