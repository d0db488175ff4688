"""Runs every measure of serving, and tells them in tables."""

import sys
import tempfile
from pathlib import Path

from tests.bench.serving import hits, load, machine, memory, publishing, servers
from tests.bench.serving.load import Run
from tests.bench.serving.machine import Cores
from tests.bench.serving.measure import HEAD, Measure, number, table
from tests.bench.serving.memory import Full
from tests.bench.serving.publishing import Seen

SPEEDS = ("", "a second", "p50 ms", "p99 ms", "of its cores", "a second of them")
PUBLISHED = "while a story is published every second"


def measure() -> list[str]:
    """All tables, on this machine."""
    # Before minutes have gone by.
    machine.wrk()
    machine.nginx()
    with tempfile.TemporaryDirectory() as name:
        return measured(Path(name))


def measured(folder: Path) -> list[str]:
    """All tables, of a house in `folder`."""
    _say("the demo is made ready")
    path = servers.ready(folder)
    one, *more = map(machine.cores, machine.counts())
    _say(one.words)
    runs = hits.on(one, folder, path)
    changing = hits.while_published(one, folder, path)
    lines = [*_speeds(one, runs), *_speeds(one, changing, PUBLISHED)]
    for cores in more:
        _say(cores.words)
        lines += _speeds(cores, hits.on(cores, folder, path, others=False))
        lines += _speeds(cores, hits.while_published(cores, folder, path), PUBLISHED)
    _say("how soon an edition is seen")
    seen = publishing.seen(folder, machine.cores(len(machine.all_cores())))
    _say(f"memory, with {memory.STORIES:,} stories")
    full = memory.full(folder)
    wanted = table(HEAD, (each.cells for each in _all(runs, changing, seen, full)))
    return [*_about(path), *wanted, *lines, "", *_told_of(seen), *_told_of_memory(full)]


def _say(what: str) -> None:
    """A line for whoever waits, which is no part of what is told in the end."""
    sys.stderr.write(f"serving: {what} …\n")


def _about(path: str) -> list[str]:
    return [
        *machine.told(),
        "",
        f"The page is `{path}` of the demo, asked for by wrk over {load.CONNECTIONS} connections "
        f"that stay ({hits.FEW} where Django makes it anew each time) for {load.seconds():.0f} s "
        "at a time, each server in turn, three times over; a ratio is the median of the turns. "
        "Where the server did not get its cores whole, to others on the machine or for want of "
        "readers, the ratio by processor time tells more: how many are answered in a second of "
        "the processor.",
        "",
    ]


def _speeds(cores: Cores, runs: dict[str, list[Run]], also: str = "") -> list[str]:
    rows = []
    for name, each in runs.items():
        run = load.middle(each)
        figures = (f"{run.a_second:,.0f}", number(run.p50), number(run.p99), f"{run.busy:.0%}")
        rows.append((name, *figures, f"{run.whole:,.0f}"))
    return ["", f"{cores.words}{', ' * bool(also)}{also}:", "", *table(SPEEDS, rows)]


def _all(
    runs: dict[str, list[Run]], changing: dict[str, list[Run]], seen: Seen, full: list[Full]
) -> list[Measure]:
    every = runs | changing

    def to(one: str, other: str, wanted: float | None) -> Measure:
        whole = load.ratio(every[one], every[other], of="whole")
        figure = load.ratio(every[one], every[other])
        return Measure(f"{one} ÷ {other}", figure, wanted, beside=whole)

    ratios = [
        to("hit, plain", "constant, plain", 0.90),
        to("hit, gzip", "constant, gzip", 0.90),
        to("hit, plain", "nginx, plain", 0.45),
        to("hit, gzip", "nginx, gzip", 0.50),
        to(hits.PUBLISHED, hits.BESIDE, 0.40),
        to("page as a file, plain", "nginx, plain", 0.90),
        to("page as a file, gzip", "nginx, gzip", 0.90),
        to("hit, plain", "Django's cache, plain", 8),
        to("hit, plain", "Django's cache before all else, plain", None),
        to("miss, plain", "bare view, plain", 0.05),
    ]
    late = [
        Measure(f"publish to seen {what}, p99", Seen.at(0.99, times), 1, " s", is_most=True)
        for what, times in _by(seen).items()
    ]
    room = [
        Measure(
            f"memory of a worker after {each.stories:,} pages, PAGE_CACHE_MB={each.bound}",
            each.after,
            each.most,
            " MB",
            is_most=True,
        )
        for each in full
    ]
    return [*ratios, *late, *room]


def _by(seen: Seen) -> dict[str, list[float]]:
    workers = publishing.WORKERS
    return {f"in each of {workers} processes": seen.pages, "in the files of nginx": seen.files}


def _told_of(seen: Seen) -> list[str]:
    return [
        f"From a commit until the edition is seen {what}, {len(times)} times: "
        f"p50 {Seen.at(0.5, times):.2f} s, p99 {Seen.at(0.99, times):.2f} s."
        for what, times in _by(seen).items()
    ]


def _told_of_memory(full: list[Full]) -> list[str]:
    return [
        f"A worker with PAGE_CACHE_MB={each.bound}, of which {each.stories:,} pages of "
        f"{each.page * 1_000:.0f} kB were asked for in three forms each: {each.after:,.0f} MB, "
        f"after {each.before:,.0f} MB."
        for each in full
    ]
