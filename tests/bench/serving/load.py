"""Readers by the thousand: wrk asks a server for one address, and what came of it."""

import os
import re
import statistics
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from tests.audit.served import NotServed
from tests.bench.serving import machine, servers
from tests.bench.serving.servers import Server

CONNECTIONS = 64
# So many runs may be spoiled before a bench gives up.
PATIENCE = 3
# After a run a server may still be at what was asked last; the next is not to wait for it.
LOOK, LONGEST = 0.1, 10
UNITS = {"us": 0.001, "ms": 1, "s": 1_000, "m": 60_000}
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Run:
    """What some seconds of asking came to; times in ms."""

    a_second: float
    p50: float
    p99: float
    # How much of the server's cores it had: less than all tells of others, or of readers too few.
    busy: float

    @property
    def whole(self) -> float:
        """How many a second of the processor: what it would be if server had its cores alone."""
        return self.a_second / self.busy if self.busy else 0.0


def seconds() -> float:
    """How long a run takes: BENCH_SECONDS, or 3."""
    return float(os.environ.get("BENCH_SECONDS") or 3)


def run(
    server: Server,
    path: str,
    *,
    connections: int = CONNECTIONS,
    headers: dict[str, str] | None = None,
    length: float | None = None,
) -> Run:
    """Ask `server` for `path` as fast as it answers. A run with an error does not count."""
    length = length or seconds()
    words = ["-t", str(min(len(server.cores.readers), connections)), "-c", str(connections)]
    words += ["-d", f"{max(1, round(length))}s", "--timeout", "10s", "--latency"]
    for name, value in (headers or {}).items():
        words += ["-H", f"{name}: {value}"]
    words = machine.pinned(server.cores.readers, machine.wrk(), *words, f"{server.url}{path}")
    said = ""
    for _ in range(PATIENCE):
        before, began = spent(server), time.monotonic()
        done = subprocess.run(words, capture_output=True, text=True)  # noqa: S603 - all our own words
        took, said = time.monotonic() - began, done.stdout + done.stderr
        if done.returncode == 0 and "Socket errors" not in said and "Non-2xx" not in said:
            share = (spent(server) - before) / took / len(server.cores.server)
            _wait_until_quiet(server)
            if (answered := told(said, busy=share)).a_second:
                return answered
    raise NotServed(f"{server.name}: no run without errors\n{said}")


def told(said: str, *, busy: float) -> Run:
    """What wrk says of a run."""

    def moment(percent: str) -> float:
        number, unit = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s|m)\s*$", said, re.M).groups()
        return float(number) * UNITS[unit]

    a_second = float(re.search(r"^Requests/sec:\s+([\d.]+)$", said, re.M)[1])
    return Run(a_second, moment("50"), moment("99"), busy)


def spent(server: Server) -> float:
    """The seconds that all processes of a server have had of the processor so far."""
    ticks = 0
    for pid in servers.processes(server):
        with suppress(OSError):
            fields = servers.stat(pid)
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def _wait_until_quiet(server: Server) -> None:
    until, last = time.monotonic() + LONGEST, -1.0
    while last != (last := spent(server)) and time.monotonic() < until:
        time.sleep(LOOK)


def in_turn(asked: dict[str, Callable[[], Run]], *, times: int = 3) -> dict[str, list[Run]]:
    """Each of them once, then each again: what slows the machine for a while slows them all.

    A first short turn warms them and is forgotten.
    """
    for ask in asked.values():
        ask()
    runs: dict[str, list[Run]] = {name: [] for name in asked}
    for _ in range(times):
        for name, ask in asked.items():
            runs[name].append(ask())
    return runs


def middle(runs: list[Run]) -> Run:
    """The run in the middle, by how many were answered a second."""
    return sorted(runs, key=lambda run: run.a_second)[len(runs) // 2]


def ratio(some: list[Run], others: list[Run], *, of: str = "a_second") -> float:
    """How many times as many a second: the median of what each turn gives."""
    pairs = zip(some, others, strict=True)
    return statistics.median(getattr(one, of) / getattr(other, of) for one, other in pairs)
