"""The demo from scratch, at a port of its own, served as a public site: DEBUG off, compressed."""

import http.client
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.audit.tools import ROOT
from tests.crawl import Answer

START = 180


class NotServed(Exception):
    """The demo did not start; the text is what it said."""


@contextmanager
def served(folder: Path, *, seeded_by: str = "tests.audit.seed") -> Iterator[str]:
    """Seed the demo into `folder` and serve it; its address, until the end of the block.

    Another module may do the seeding, run as a command.
    """
    port = free_port()
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        # Not the .env of this checkout: an audit sees the same site everywhere.
        "ENV_FILE": os.devnull,
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SITE_NAME": "The Upland",
        "SITE_TAGLINE": "News of Carrow and the Five Dales since 1871",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    _seed(environment, seeded_by)
    said = folder / "server.log"
    with said.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "newsroom.run"],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(server, port, said)
            yield environment["SITE_URL"]
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _seed(environment: dict[str, str], module: str) -> None:
    words = [sys.executable, "-m", module]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)  # noqa: S603 - all our own words
    if done.returncode:
        raise NotServed(done.stdout + done.stderr)


def _wait(server: subprocess.Popen, port: int, said: Path) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise NotServed(said.read_text("utf-8"))


class Wire:
    """One reader's connection to the site."""

    def __init__(self, site: str):
        self.site = site
        self._connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)

    def get(self, address: str, headers: dict[str, str] | None = None) -> Answer:
        """The answer at an address of the site, as it comes: no redirect is followed."""
        return self._ask("GET", address, headers=headers)

    def post(self, address: str, **fields: str) -> Answer:
        """The answer to a form of the site."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.site}
        return self._ask("POST", address, urlencode(fields), headers)

    def _ask(self, method, address, body=None, headers=None) -> Answer:
        self._connection.request(method, address, body, headers or {})
        response = self._connection.getresponse()
        kind = response.headers.get("Content-Type", "")
        # However they are written: names of headers have no case of their own.
        told = {name.title(): value for name, value in response.headers.items()}
        return Answer(address, response.status, kind, response.read(), told)
