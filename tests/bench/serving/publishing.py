"""A desk that publishes while readers read, and how soon they see it."""

import http.client
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from tests.audit.served import NotServed
from tests.audit.tools import ROOT
from tests.bench.serving import machine, servers
from tests.bench.serving.machine import Cores
from tests.bench.serving.servers import Server

READERS, WORKERS, TIMES = 30, 3, 30
# A reader who has not seen it by then never will.
LONGEST = 10


class Press:
    """The process that prints; `address` is that of its own story."""

    def __init__(self, folder: Path, cores: tuple[int, ...]):
        self._child = subprocess.Popen(  # noqa: S603 - all our own words
            machine.pinned(cores, sys.executable, "-m", "tests.bench.serving.press"),
            cwd=ROOT,
            env=servers.environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.address = self._answer()

    def __enter__(self) -> "Press":
        return self

    def __exit__(self, *problem) -> None:
        self._child.communicate()

    def prints(self, headline: str) -> float:
        """Print the next edition of its own story; the moment from which it holds."""
        self._child.stdin.write(f"{headline}\n")
        return float(self._answer())

    def _answer(self) -> str:
        if line := self._child.stdout.readline():
            return line.strip()
        raise NotServed("nothing can be printed; see what is said above")

    @contextmanager
    def each_second(self) -> Iterator[None]:
        """Print another story every second, until the end of the block."""
        ended = threading.Event()

        def print_on():
            due = time.monotonic()
            while not ended.wait(max(0, due - time.monotonic())):
                due += 1
                self.prints("+ Every second a story")

        thread = threading.Thread(target=print_on)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


@dataclass(frozen=True)
class Seen:
    """How many seconds after each commit all readers had the new page, of the site and of nginx."""

    pages: list[float]
    files: list[float]

    @staticmethod
    def at(share: float, times: list[float]) -> float:
        """The time within which that share of them lies."""
        return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def seen(folder: Path, cores: Cores) -> Seen:
    """Print an edition again and again, and watch every process of a server; then do the same, and
    watch nginx alone, which gives files."""
    pages = Path(mkdtemp(dir=folder))
    known = {"WORKERS": str(WORKERS), "PAGE_FILES": str(pages)}
    with (
        servers.newsroom(folder, cores, **known) as site,
        servers.before(site, pages, folder, cores) as front,
        Press(folder, cores.readers) as press,
    ):
        readers = _readers(site)
        by_readers = [_seen(readers, press, f"Edition {n}") for n in range(TIMES)]
        file = pages / "current" / press.address.strip("/") / "index.html"
        by_file, reader = [], [_connected(front)]
        for n in range(TIMES):
            before = f"Edition {n + TIMES - 1}"
            _wait_for(file, before, lambda before=before: _shows(reader[0], press.address, before))
            by_file.append(_seen(reader, press, f"Edition {n + TIMES}"))
        return Seen(by_readers, by_file)


def _seen(readers: list[http.client.HTTPConnection], press: Press, headline: str) -> float:
    """How many seconds after the commit all of them have the new edition."""
    # Not always at the same part of a second, since others have their rhythms too.
    time.sleep(1 + hash(headline) % 1_000 / 1_000)
    began = press.prints(headline)
    return _all_see(readers, press.address, headline) - began


def _wait_for(file: Path, words: str, ask: Callable[[], bool]) -> None:
    """Until a file holds the page as it is now, so that it is the file that is given."""
    until = time.monotonic() + LONGEST
    while not (ask() and file.exists() and words.encode() in file.read_bytes()):
        if time.monotonic() > until:
            raise NotServed(f"no page was laid down at {file}")
        time.sleep(0.05)


def _readers(site: Server) -> list[http.client.HTTPConnection]:
    """Connections that stay, at least one to each process of the server."""
    before = servers.sockets(site)
    readers: list[http.client.HTTPConnection] = []
    for _ in range(LONGEST):
        for _n in range(READERS):
            readers.append(_connected(site))
        for reader in readers:
            _shows(reader, "/", "")
        now = servers.sockets(site)
        if sum(now[pid] > before.get(pid, 0) for pid in now) >= WORKERS:
            return readers
    raise NotServed(f"{len(readers)} connections did not reach {WORKERS} processes")


def _connected(server: Server) -> http.client.HTTPConnection:
    reader = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    reader.connect()
    return reader


def _shows(reader: http.client.HTTPConnection, address: str, words: str) -> bool:
    reader.request("GET", address)
    answer = reader.getresponse()
    text = answer.read().decode("utf-8")
    if answer.status != 200:
        raise NotServed(f"{address}: {answer.status}")
    return words in text


def _all_see(readers: list[http.client.HTTPConnection], address: str, words: str) -> float:
    """The moment at which the last reader had the new page; none may have the old one again."""
    left, until = list(readers), time.monotonic() + LONGEST
    last = 0.0
    while left:
        still = [reader for reader in left if not _shows(reader, address, words)]
        if len(still) < len(left):
            last = time.monotonic()
        left = still
        if time.monotonic() > until:
            raise NotServed(
                f"{len(left)} of {len(readers)} still had the old page after {LONGEST} s"
            )
    if not all(_shows(reader, address, words) for reader in readers):
        raise NotServed("a reader had the old page again after the new one")
    return last
