"""What is measured beside one another: the site, and others that give the same page."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests import nginx
from tests.audit.served import NotServed, free_port
from tests.audit.tools import ROOT
from tests.bench.serving import machine
from tests.bench.serving.machine import Cores

START, GRACE = 60, 10
# The same for all, since a page holds a name that is made with it.
KEY = secrets.token_urlsafe(50)
STATIC = ROOT / "staticfiles"
# Not the port at which it is asked: all of them then give the very same page.
SITE_URL = "http://127.0.0.1:8000"
# As a file beside Debian's nginx lies: no header but its own.
FILE = """
server {{
    listen 127.0.0.1:{port};
    default_type text/html;
    gzip_static on;
    root {root};
    index index.html;
}}
"""


@dataclass(frozen=True)
class Server:
    """A server that runs; all its processes are in one session."""

    name: str
    port: int
    session: int
    cores: Cores

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"


def environment(folder: Path) -> dict[str, str]:
    """The settings of a public site whose house is a scratch folder."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "ENV_FILE": os.devnull,
        "DEBUG": "0",
        "SECRET_KEY": KEY,
        "SITE_URL": SITE_URL,
        "SITE_NAME": "The Upland",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
    }


def ready(folder: Path, *, by: str = "tests.bench.serving.ready", **settings: str) -> str:
    """Fill the house in `folder`; what the module that does it says last."""
    words = [sys.executable, "-m", by]
    known = environment(folder) | settings
    done = subprocess.run(words, cwd=ROOT, env=known, capture_output=True, text=True)  # noqa: S603 - all our own words
    if done.returncode:
        raise NotServed(done.stdout + done.stderr)
    return done.stdout.splitlines()[-1]


def processes(server: Server) -> list[int]:
    """The processes of a server, by their ids."""
    ids = []
    for folder in Path("/proc").glob("[0-9]*"):
        # One may have ended since.
        with suppress(OSError):
            if int(stat(int(folder.name))[3]) == server.session:
                ids.append(int(folder.name))
    return ids


def stat(pid: int) -> list[str]:
    """What Linux tells of a process, from its state on."""
    # The name comes before, in brackets, and may hold anything.
    return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()


def sockets(server: Server) -> dict[int, int]:
    """How many sockets each of its processes has open."""
    return {
        pid: sum(
            os.readlink(each).startswith("socket:") for each in Path(f"/proc/{pid}/fd").iterdir()
        )
        for pid in processes(server)
    }


@contextmanager
def newsroom(folder: Path, cores: Cores, *, name: str = "Newsroom", **settings: str):
    """The site as `make run` serves it, with other settings if some are named."""
    with _python("newsroom.processes", "server", folder, cores, name, settings) as server:
        yield server


@contextmanager
def another(application: str, folder: Path, cores: Cores, *, name: str, **settings: str):
    """Another application, served just as the site is."""
    with _python("tests.bench.serving.launch", application, folder, cores, name, settings) as one:
        yield one


@contextmanager
def file_server(root: Path, folder: Path, cores: Cores, *, name: str = "nginx, a file"):
    """Debian's nginx and a folder of files."""
    port = free_port()
    with _nginx(FILE.format(port=port, root=root), port, folder, cores, name) as server:
        yield server


@contextmanager
def before(site: Server, pages: Path, folder: Path, cores: Cores, *, name: str = "nginx, pages"):
    """nginx as docs/nginx.conf puts it before the site."""
    port = free_port()
    text = nginx.of_the_site(port=port, site_port=site.port, pages=pages, static=STATIC)
    with _nginx(text, port, folder, cores, name) as server:
        yield server


def _python(module: str, first: str, folder: Path, cores: Cores, name: str, settings):
    port = free_port()
    known = environment(folder) | {"WORKERS": str(len(cores.server))} | settings
    words = [sys.executable, "-m", module, first, "127.0.0.1", str(port)]
    return _running(words, known, port, folder, cores, name)


def _nginx(site: str, port: int, folder: Path, cores: Cores, name: str):
    own = folder / f"nginx-{port}"
    words = nginx.command(machine.nginx(), own, site, workers=len(cores.server))
    return _running(words, dict(os.environ), port, folder, cores, name)


@contextmanager
def _running(words, known, port: int, folder: Path, cores: Cores, name: str) -> Iterator[Server]:
    said = folder / f"{port}.log"
    with said.open("w", encoding="utf-8") as out:
        child = subprocess.Popen(  # noqa: S603 - all our own words
            machine.pinned(cores.server, *words),
            cwd=ROOT,
            env=known,
            # All but nginx end with this process, however that comes about.
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(child, port, said)
            yield Server(name, port, child.pid, cores)
        finally:
            child.terminate()
            with suppress(subprocess.TimeoutExpired):
                child.wait(GRACE)
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _wait(child: subprocess.Popen, port: int, said: Path) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until and child.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise NotServed(said.read_text("utf-8"))
