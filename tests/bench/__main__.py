"""What `make bench` does: measure, on this machine and in one run, what must stay quick.

Every figure is a ratio to something measured beside it, since times alone tell of the machine.
`python -m tests.bench` runs all and writes docs/benchmarks.md; names after it run those alone, and
write their part of it with BENCH_WRITE=1. It changes nothing else: what it needs lies in a scratch
folder.
"""

import os
import re
import sys
from datetime import datetime
from pathlib import Path

from tests.audit.outcome import Absent
from tests.audit.served import NotServed
from tests.audit.tools import ROOT
from tests.bench import answering, growth, typing
from tests.bench.serving import report

BENCHES = {
    "serving": report.measure,
    "growth": growth.measure,
    "typing": typing.measure,
    "answering": answering.measure,
}

FILE = ROOT / "docs" / "benchmarks.md"
HEAD = """\
# Benchmarks

Written by `make bench`. Figures tell of the machine that they were measured on; ratios, which are
of things measured beside one another, hold on others too.
"""


def main(wanted: list[str]) -> int:
    """Run the benches and tell their figures; 1 if one could not run."""
    missed, told = 0, {}
    for name, measure in BENCHES.items():
        if wanted and name not in wanted:
            continue
        try:
            lines = measure()
        except (Absent, NotServed) as problem:
            sys.stdout.write(f"== {name}\nnot measured: {problem}\n")
            missed = 1
            continue
        sys.stdout.write("\n".join([f"== {name}", *lines, ""]))
        told[name] = lines
    if not wanted or os.environ.get("BENCH_WRITE") == "1":
        write(FILE, told)
    return missed


def write(file: Path, told: dict[str, list[str]]) -> None:
    """Put what the benches told in the place of what they told before; the others' stays."""
    parts = {}
    if file.exists():
        _head, *before = re.split(r"^## ", file.read_text("utf-8"), flags=re.MULTILINE)
        parts = {part.partition("\n")[0].lower(): f"## {part.strip()}" for part in before}
    for name, lines in told.items():
        fence = [] if any(line.startswith("|") for line in lines) else ["```"]
        day = f"Measured on {datetime.now():%-d %B %Y}."
        parts[name] = "\n".join([f"## {name.capitalize()}", "", day, "", *fence, *lines, *fence])
    ordered = [parts[name] for name in BENCHES if name in parts]
    file.write_text("\n\n".join([HEAD.strip(), *ordered]) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
