"""Runs every measure of serving, and tells them in a table."""

import tempfile
from pathlib import Path

from tests.bench.serving import hits, load, machine, servers
from tests.bench.serving.load import Run
from tests.bench.serving.measure import Measure


def measure() -> list[str]:
    """The whole table, on this machine."""
    machine.wrk(), machine.nginx()
    with tempfile.TemporaryDirectory() as name:
        return measured(Path(name))


def measured(folder: Path) -> list[str]:
    """The same, in a house that may be there already."""
    path = servers.ready(folder)
    one = machine.cores(1)
    runs = hits.on(one, folder, path)
    lines = [*machine.told(), f"{path}, {one.words}, {load.CONNECTIONS} connections", ""]
    lines += [*_speeds(runs), "", *(str(each) for each in _ratios(runs))]
    return lines


def _speeds(runs: dict[str, list[Run]]) -> list[str]:
    lines = [f"{'':<24}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'busy':>6}{'whole core':>12}"]
    for name, each in runs.items():
        run = load.middle(each)
        lines.append(
            f"{name:<24}{run.a_second:>10,.0f}{run.p50:>9.2f}{run.p99:>9.2f}{run.busy:>6.0%}"
            f"{run.whole:>12,.0f}"
        )
    return lines


def _ratios(runs: dict[str, list[Run]]) -> list[Measure]:
    def to(one: str, other: str, wanted: float) -> Measure:
        whole = load.ratio(runs[one], runs[other], of="whole")
        name = f"{one} ÷ {other}"
        return Measure(name, load.ratio(runs[one], runs[other]), wanted, beside=whole)

    return [
        to("hit, plain", "constant, plain", 0.90),
        to("hit, gzip", "constant, gzip", 0.90),
        to("hit, plain", "nginx, plain", 0.45),
        to("hit, gzip", "nginx, gzip", 0.50),
        to("page as a file, plain", "nginx, plain", 0.90),
        to("page as a file, gzip", "nginx, gzip", 0.90),
        to("hit, plain", "Django's cache, plain", 8),
        to("miss, plain", "bare view, plain", 0.05),
    ]
