"""What a worker's memory comes to once it keeps thousands of pages."""

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.audit.served import NotServed, Wire
from tests.bench.serving import machine, servers
from tests.bench.serving.servers import Server

STORIES = 10_000
# Room for all of them in all forms; and for some alone, so that it must let others go.
ROOMY, TIGHT, SOME = 1_100, 60, 2_000
FORMS = ({}, {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "gzip, br"})
READERS = 4
MB = 1_000_000


@dataclass(frozen=True)
class Full:
    """A worker that keeps pages; all in MB."""

    stories: int
    bound: int
    page: float
    before: float
    after: float

    @property
    def most(self) -> float:
        """What it may come to: the bound and some more, and what Python and Django take."""
        return self.bound * 1.15 + 120


def full(folder: Path) -> list[Full]:
    """A worker with room for all pages, and one without, after each page was asked for once in
    each form."""
    house = folder / "long"
    house.mkdir(exist_ok=True)
    addresses = servers.ready(
        house, by="tests.bench.serving.long_stories", STORIES=str(STORIES)
    ).split()
    return [_full(house, addresses, ROOMY), _full(house, addresses[:SOME], TIGHT)]


def _full(house: Path, addresses: list[str], bound: int) -> Full:
    with servers.newsroom(house, machine.cores(1), PAGE_CACHE_MB=str(bound)) as site:
        _lengths(site.url, addresses[:1])
        before = resident(site)
        shares = [addresses[n::READERS] for n in range(READERS)]
        with ThreadPoolExecutor(READERS) as readers:
            lengths = list(readers.map(lambda share: _lengths(site.url, share), shares))
        page = sum(map(sum, lengths)) / len(addresses) / MB
        return Full(len(addresses), bound, page, before, resident(site))


def _lengths(site: str, addresses: Iterable[str]) -> list[int]:
    """Ask for each page in each form; how long the plain one is."""
    wire, lengths = Wire(site), []
    for address in addresses:
        answers = [wire.get(address, form) for form in FORMS]
        if any(answer.status != 200 for answer in answers):
            raise NotServed(f"{address}: {[answer.status for answer in answers]}")
        lengths.append(len(answers[0].body))
    return lengths


def resident(server: Server) -> float:
    """The memory of the largest process of a server, in MB."""
    kilobytes = []
    for pid in servers.processes(server):
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
        if found := re.search(r"^VmRSS:\s+(\d+) kB$", status, re.M):
            kilobytes.append(int(found[1]))
    return max(kilobytes) * 1024 / MB
