"""What each page takes in an archive of a million stories, against one of a thousand."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.audit.served import NotServed
from tests.audit.tools import ROOT

POSTGRESQL = os.environ.get("TEST_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
SIZES = (1_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Row:
    """A page, and how many milliseconds it took in archives of each size, the smallest first."""

    database: str
    page: str
    taken: dict[int, float]

    @property
    def times(self) -> dict[int, float]:
        """The same as ratios to the smallest."""
        first = next(iter(self.taken.values()))
        return {size: taken / first for size, taken in self.taken.items()}


def measure(sizes: Sequence[int] = SIZES) -> list[str]:
    """Each page at each size, as a ratio to the smallest, the one that grew most first.

    BENCH_STORIES="1000,100000" chooses other sizes: a million stories take an hour and 15 GB, and
    are used again where BENCH_ARCHIVES names a folder for them.
    """
    lines = ["What a page takes, uncached, by the clock; the one that grew most first."]
    for database in databases():
        found = sorted(rows(database, _sizes(sizes)), key=lambda row: -max(row.times.values()))
        lines += ["", f"### {database}", "", *table(found)]
    return lines


def table(found: Sequence[Row]) -> list[str]:
    """The rows of one database as a table of Markdown."""
    sizes = list(found[0].taken)
    head = ["page", f"ms at {sizes[0]:,}", *(f"× at {size:,}" for size in sizes[1:])]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for row in found:
        cells = [f"{row.taken[sizes[0]]:.1f}", *(f"{row.times[size]:.1f}" for size in sizes[1:])]
        lines.append(f"| {row.page} | {' | '.join(cells)} |")
    return lines


def databases() -> list[str]:
    """SQLite, and PostgreSQL where one can be reached."""
    return ["SQLite", *(["PostgreSQL"] if _reached() else [])]


def rows(database: str, sizes: Sequence[int]) -> list[Row]:
    """Each page in archives of these sizes, made one after the other, each in its own process."""
    found = {size: _asked(database, size) for size in sizes}
    pages = found[sizes[0]]
    return [Row(database, page, {n: found[n][page] for n in sizes}) for page in pages]


def _sizes(usual: Sequence[int]) -> list[int]:
    chosen = os.environ.get("BENCH_STORIES", "")
    return sorted(int(number) for number in chosen.split(",")) if chosen else list(usual)


def _asked(database: str, stories: int) -> dict[str, float]:
    with ExitStack() as stack:
        kept = os.environ.get("BENCH_ARCHIVES", "")
        folder = Path(kept or stack.enter_context(tempfile.TemporaryDirectory()))
        url = (
            _kept(database, stories, folder)
            if kept
            else stack.enter_context(_scratch(database, folder))
        )
        environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "ENV_FILE": os.devnull,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": url,
            "MEDIA_ROOT": str(folder / "media"),
            "LOG_LEVEL": "ERROR",
        }
        words = [sys.executable, "-m", "tests.bench.pages", str(stories)]
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)  # noqa: S603 - all our own words
    if done.returncode:
        raise NotServed(done.stdout + done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def _kept(kind: str, stories: int, folder: Path) -> str:
    """The address of one that stays, and may be there already."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "SQLite":
        return f"sqlite:///{folder / f'{kind}-{stories}.sqlite3'}"
    name = f"newsroom_growth_{stories}"
    with closing(_connected()) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not there:
            server.execute(f"CREATE DATABASE {name}")
    return f"{POSTGRESQL.rpartition('/')[0]}/{name}"


@contextmanager
def _scratch(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty one; it is gone afterwards."""
    if kind == "SQLite":
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    name = f"newsroom_growth_{os.getpid()}"
    with closing(_connected()) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{POSTGRESQL.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _reached() -> bool:
    try:
        _connected().close()
    except Exception:  # noqa: BLE001 - no package, no server, no right: all the same here
        return False
    return True


def _connected() -> "psycopg.Connection":
    return psycopg.connect(POSTGRESQL, autocommit=True, connect_timeout=3)
