"""Pages laid down as files, so that nginx gives them without asking Python: `PAGE_FILES`.

    current -> 812-1796083200        which epoch holds: switched by one rename
    812-1796083200/news/index.html   the page at /news/, with index.html.gz and .br beside it
    812-1796083200/.timed            pages that end before their epoch does, one a line
    stale                            what `current` is called while the database is away, so that
                                     nginx can say so

Every process works on the same folders, and they agree on names since an epoch has one: its
generation and the moment at which it ends. A page that is not there is asked of the application.
`docs/nginx.conf` is the other half.
"""

import fcntl
import hashlib
import heapq
import logging
import os
import re
import shutil
from collections import deque
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import get_ident
from time import monotonic

from django.utils import timezone

from newsroom.kept import BROTLI, GZIP, PLAIN, Kept
from newsroom.watch import Epoch, clock

# The plain one last: nginx looks for that.
ENDINGS = {BROTLI: ".br", GZIP: ".gz", PLAIN: ""}
# Addresses that are also good names of folders; others are given from memory.
PATHS = re.compile(r"/(?:[a-z0-9][a-z0-9_-]{0,99}/){0,8}")
WAITING = 1_000
OWNER = ".site"
# No epoch is called so: none ends that early.
BEFORE = "0-1"
# As `name_of` names them: no other folder is ever swept, whatever PAGE_FILES may have named.
EPOCHS = re.compile(r"\d+-\d+")
# nginx makes an ETag of a file's time and size. So the time is made of the text: some second of
# thirty years.
SECONDS = 2**30

log = logging.getLogger(__name__)


class PageFiles:
    """The files of one process; all processes write the same."""

    def __init__(self, folder: Path, *, scheme: str, bound: int, stale_for: int):
        """Pages asked for by `scheme`, about `bound` bytes an epoch from each process."""
        self.folder, self.scheme, self.bound, self.stale_for = folder, scheme, bound, stale_for
        self.link, self.stale = folder / "current", folder / "stale"
        # The epoch that it is, and the one whose folder is given: another, where that failed.
        self.current: Epoch | None = None
        self.turned_to: Epoch | None = None
        self.is_troubled = False
        self.size = 0
        self.offered: deque[Kept] = deque(maxlen=WAITING)
        # When which page ends, the next first.
        self.ends: list[tuple[float, str]] = []

    @contextmanager
    def turning(self) -> Iterator[None]:
        """While one process turns to another epoch the others wait, and look again after that."""
        with ExitStack() as held:
            with self._trying():
                self.folder.mkdir(parents=True, exist_ok=True)
                lock = held.enter_context((self.folder / ".lock").open("w"))
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def _trying(self) -> Iterator[None]:
        """A disk that is full, read-only or gone is told of once, and costs no reader a page."""
        try:
            yield
        except OSError as problem:
            if not self.is_troubled:
                log.error("Pages cannot be laid down as files, so nginx has to ask: %s", problem)
            self.is_troubled = True

    def turn(self, epoch: Epoch) -> None:
        """Let the files of an epoch be the ones that are given; sweep those before the last."""
        is_first, self.current, self.turned_to = self.current is None, epoch, None
        self.size, self.ends = 0, []
        with self._trying():
            try:
                self._switch(epoch, is_first=is_first)
            except OSError:
                # What can no longer be exchanged must not go on being given.
                with suppress(OSError):
                    self.link.unlink()
                raise
            self.turned_to = epoch
            if self.is_troubled:
                log.warning("Pages are laid down as files again.")
            self.is_troubled = False

    def _switch(self, epoch: Epoch, *, is_first: bool) -> None:
        before = self.link.readlink().name if self.link.is_symlink() else ""
        now = name_of(epoch)
        if before != now:
            (self.folder / now).mkdir(exist_ok=True)
            ahead = self.folder / ".ahead"
            ahead.unlink(missing_ok=True)
            ahead.symlink_to(now)
            ahead.replace(self.link)
            self.stale.unlink(missing_ok=True)
            # Someone may still write into the one before.
            sweep(self.folder, spared={before, now})
        elif is_first:
            # Whoever laid them down would have taken them away in time, and may be gone.
            self._take_away(self._timed())

    def offer(self, kept: Kept) -> None:
        """A page that was just made, to be laid down in a moment."""
        if kept.key[0] == self.scheme and kept.is_text and PATHS.fullmatch(kept.key[1]):
            self.offered.append(kept)

    def keep_up(self, away_since: datetime | None) -> None:
        """Lay down what was offered, take away what has ended; told how it is with the database.

        While it is away all that is there is stale, and after a while too old to be given at all.
        """
        with self._trying():
            self._keep_up(away_since)

    def _keep_up(self, away_since: datetime | None) -> None:
        # Another process may be the first to do any of this.
        with suppress(FileNotFoundError):
            if away_since and (timezone.now() - away_since).total_seconds() > self.stale_for:
                self.stale.unlink()
            elif away_since:
                self.link.replace(self.stale)
        if away_since:
            return
        if self.current and (self.turned_to is not self.current or not self.link.is_symlink()):
            with self.turning():
                self.turn(self.current)
        while self.ends and self.ends[0][0] <= monotonic():
            self._take_away([heapq.heappop(self.ends)[1]])
        while self.offered:
            kept = self.offered.popleft()
            if kept.epoch is self.current and not kept.has_ended() and self.size < self.bound:
                self._lay(kept)

    def _lay(self, kept: Kept) -> None:
        path = kept.key[1].strip("/")
        root = self.folder / name_of(kept.epoch)
        (root / path).mkdir(parents=True, exist_ok=True)
        # One that ends with its epoch may be a fraction of a second off.
        if kept.ends < clock(kept.epoch.until) - 0.01:
            heapq.heappush(self.ends, (kept.ends, path))
            with (root / ".timed").open("a") as timed:
                timed.write(f"{path}\n")
        for coding, ending in ENDINGS.items():
            self._write(root / path / f"index.html{ending}", kept.body(coding))

    def _write(self, file: Path, body: bytes) -> None:
        """Write a file whole or not at all."""
        ahead = file.with_name(f".{file.name}.{os.getpid()}.{get_ident()}")
        seconds = int.from_bytes(hashlib.sha256(body).digest()[:4]) % SECONDS
        try:
            ahead.write_bytes(body)
            os.utime(ahead, (seconds, seconds))
            ahead.replace(file)
        except OSError:
            ahead.unlink(missing_ok=True)
            raise
        self.size += len(body)

    def _timed(self) -> list[str]:
        listed = self.link / ".timed"
        return listed.read_text().splitlines() if listed.exists() else []

    def _take_away(self, paths: list[str]) -> None:
        for path in paths:
            (self.link / path / "index.html").unlink(missing_ok=True)


def sweep(folder: Path, *, spared: Collection[str] = ()) -> None:
    """Take away the folders of epochs, but for those that are spared."""
    for old in folder.iterdir():
        if EPOCHS.fullmatch(old.name) and old.name not in spared and not old.is_symlink():
            shutil.rmtree(old, ignore_errors=True)


def name_of(epoch: Epoch) -> str:
    """The folder of an epoch."""
    return f"{epoch.generation}-{int(epoch.until.timestamp()) if epoch.until else 0}"


def clear(folder: Path) -> None:
    """Let what was laid down before be stale until the site turns to its first epoch.

    It may be of other templates, or settings.
    """
    current, stale = folder / "current", folder / "stale"
    last = next((link for link in (current, stale) if link.is_symlink()), None)
    if last and last.readlink().name != BEFORE:
        shutil.rmtree(folder / BEFORE, ignore_errors=True)
        with suppress(FileNotFoundError):
            last.resolve(strict=True).rename(folder / BEFORE)
        for link in (current, stale):
            link.unlink(missing_ok=True)
        stale.symlink_to(BEFORE)
    if folder.is_dir():
        sweep(folder, spared={BEFORE})


def owner_of(folder: Path) -> str:
    """The SITE_URL of the site whose pages lie in a folder, "" if none has begun there."""
    try:
        return (folder / OWNER).read_text("utf-8").strip()
    except OSError:
        return ""


def take(folder: Path, site: str) -> None:
    """Let a folder be that of a site, if it is no one's."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / OWNER).open("x", encoding="utf-8") as owner:
            owner.write(f"{site}\n")
