"""What `make bench` does: measure, on this machine and in one run, what must stay quick.

Every figure is a ratio to something measured beside it, since times alone tell of the machine.
`python -m tests.bench` runs all and, if none is missing, writes docs/benchmarks.md; names after it
run those alone. It changes nothing else: what it needs lies in a scratch folder.
"""

import sys
from datetime import datetime

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

Written by `make bench` on {day}. Figures tell of that machine; ratios, which are of things measured
beside one another, hold on others too.
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
            lines, missed = [f"not measured: {problem}"], 1
        sys.stdout.write("\n".join([f"== {name}", *lines, ""]))
        told[name] = lines
    if not wanted and not missed:
        FILE.write_text(_page(told), "utf-8")
    return missed


def _page(told: dict[str, list[str]]) -> str:
    """The benches that ran as one document. Tables stand in it as they are."""
    parts = [HEAD.format(day=f"{datetime.now():%d %B %Y}")]
    for name, lines in told.items():
        is_document = any(line.startswith("|") for line in lines)
        fence = [] if is_document else ["```"]
        parts += [f"\n## {name.capitalize()}\n", *fence, *lines, *fence]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
