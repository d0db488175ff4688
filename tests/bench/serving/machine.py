"""The machine that a bench runs on: its cores, and who may use which."""

import os
import platform
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tests import nginx as tests_nginx
from tests.audit.outcome import Absent
from tests.audit.tools import found

CPU, MEMORY = Path("/proc/cpuinfo"), Path("/proc/meminfo")


@dataclass(frozen=True)
class Cores:
    """Which cores a server has, and which are left to those who ask it."""

    server: tuple[int, ...]
    readers: tuple[int, ...]

    @property
    def is_shared(self) -> bool:
        """Whether server and readers take turns on a core: then figures tell of both."""
        return bool({*self.server} & {*self.readers})

    @property
    def words(self) -> str:
        """Who has which, for a table."""
        among = ", which wrk shares" if self.is_shared else ""
        return f"{len(self.server)} server core{'s' * (len(self.server) > 1)}{among}"


def all_cores() -> tuple[int, ...]:
    """The cores that this process may use."""
    if not hasattr(os, "sched_getaffinity"):
        raise Absent("Cores are told apart on Linux only. Run this there, or in a container")
    return tuple(sorted(os.sched_getaffinity(0)))


def cores(count: int) -> Cores:
    """`count` cores for a server; for its readers the rest, or all of them if none is left."""
    every = all_cores()
    return Cores(every[:count], every[count:] or every)


def counts() -> list[int]:
    """With how many cores a server is tried: 1, 2 and all."""
    return sorted({min(count, len(all_cores())) for count in (1, 2, len(all_cores()))})


def pinned(cores: tuple[int, ...], *words: str) -> list[str]:
    """A command that stays on these cores."""
    taskset = found("taskset", "On Debian: apt install util-linux")
    return [taskset, "-c", ",".join(map(str, cores)), *words]


def wrk() -> str:
    """wrk, which asks."""
    return found("wrk", "On Debian: apt install wrk")


def nginx() -> str:
    """nginx, which serves files."""
    if path := tests_nginx.found():
        return path
    raise Absent(tests_nginx.HOW_TO_GET_IT)


@cache
def told() -> list[str]:
    """What stands above figures: the machine, and the versions of what ran on it."""
    names = re.findall(r"model name\s*:\s*(.+)", CPU.read_text("utf-8")) if CPU.exists() else []
    memory = re.search(r"MemTotal:\s*(\d+)", MEMORY.read_text("utf-8")) if MEMORY.exists() else None
    gigabytes = f", {int(memory[1]) / 1024**2:.0f} GB" if memory else ""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("Django", "granian"))
    return [
        f"{names[0] if names else platform.machine()}, {len(all_cores())} cores{gigabytes}, "
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, {libraries}, {_said(nginx(), '-v')}, "
        f"{_said(wrk(), '-v')}",
    ]


def _said(*words: str) -> str:
    """The name and version in what a program says of itself."""
    done = subprocess.run(words, capture_output=True, text=True)  # noqa: S603 - all our own words
    line = (done.stdout + done.stderr).splitlines()[0]
    number = re.search(r"\d+(\.\d+)+", line)
    return f"{Path(words[0]).name} {number[0] if number else line}"
