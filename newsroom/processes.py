"""The server and the worker, side by side until someone stops them; the site waits for neither.

`python -m newsroom.processes HOST PORT` starts both and stays with them. It loads no Django, so it
takes a few megabytes and outlives whatever happens to them.
"""

import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

# Each has its own connection. While some make a page, or wait for one, the others go on giving
# those that are kept.
THREADS = 8
# What a worker has in hand may take some seconds; what is cut off is taken up at the next start.
GRACE = 8
LOOK = 0.25
SHORTEST_PAUSE, LONGEST_PAUSE = 1, 60
STEADY = 60


class Process:
    """A child in a session of its own: Ctrl-C reaches it through here alone, and but once.

    It reads from a pipe that ends when this process does, however that comes about.
    """

    def __init__(self, *words: str):
        self.words = words
        self.pause = SHORTEST_PAUSE
        self.start()

    def start(self):
        """Start it, for the first time or again."""
        self.begun = time.monotonic()
        self.child = subprocess.Popen(  # noqa: S603 - all our own words
            [sys.executable, "-m", "newsroom.processes", *self.words],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def keep(self):
        """Start it again if it has ended: at once, but ever later if it keeps ending."""
        if self.child.poll() is None:
            return
        lived = time.monotonic() - self.begun
        if lived < self.pause:
            return
        self.pause = SHORTEST_PAUSE if lived > STEADY else min(self.pause * 2, LONGEST_PAUSE)
        self.start()

    def stop(self, until: float):
        """Wait for its end, which it was asked for; make an end of what is left."""
        with suppress(subprocess.TimeoutExpired):
            self.child.wait(max(0, until - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()


def stay(host: str, port: str) -> int:
    """Run both until a signal comes or the server ends; its exit code."""
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    server, worker = Process("server", host, port), Process("worker")
    while not stopped.wait(LOOK) and server.child.poll() is None:
        worker.keep()
    code = server.child.poll()
    for each in (server, worker):
        each.child.terminate()
    until = time.monotonic() + GRACE
    for each in (server, worker):
        each.stop(until)
    leave_pages()
    return code or 0


def leave_pages() -> None:
    """What nginx gives from now on, until the site is back, is stale and says so."""
    if folder := os.environ.get("PAGE_FILES"):
        with suppress(OSError):
            os.replace(os.path.join(folder, "current"), os.path.join(folder, "stale"))


def server(host: str, port: str) -> None:
    """Be the server."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": port,
        "--workers": os.environ.get("WORKERS") or "1",
        "--blocking-threads": str(THREADS),
        # It warns of more threads than cores, of which most only wait.
        "--log-level": "error",
        "--workers-kill-timeout": "3",
    }
    words = [word for option in options.items() for word in option]
    sys.argv = ["granian", *words, "--respawn-failed-workers", "newsroom.wsgi:application"]
    runpy.run_module("granian", run_name="__main__")


def worker() -> None:
    """Be the worker. Readers are served first."""
    os.nice(10)
    sys.argv = ["manage.py", "db_worker"]
    runpy.run_path("manage.py", run_name="__main__")


def end_with_the_parent() -> None:
    """Stop this process when the one that started it is gone."""

    def watch():
        os.read(0, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def main(*words: str) -> int:
    """Both, or the one that is named."""
    if words[0] not in {"server", "worker"}:
        return stay(*words)
    end_with_the_parent()
    server(*words[1:]) if words[0] == "server" else worker()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
