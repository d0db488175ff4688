"""What `make bench` does: measure, on this machine and in one run, what must stay quick.

Every figure is a ratio to something measured beside it, since times alone tell of the machine.
`python -m tests.bench` runs all; names after it run those alone. It changes nothing: what it needs
lies in a scratch folder.
"""

import sys

from tests.audit.outcome import Absent
from tests.audit.served import NotServed
from tests.bench import answering, typing
from tests.bench.serving import report

BENCHES = {"typing": typing.measure, "answering": answering.measure, "serving": report.measure}


def main(wanted: list[str]) -> int:
    """Run the benches and tell their figures; 1 if one could not run."""
    missed = 0
    for name, measure in BENCHES.items():
        if wanted and name not in wanted:
            continue
        try:
            lines = measure()
        except (Absent, NotServed) as problem:
            lines, missed = [f"not measured: {problem}"], 1
        sys.stdout.write("\n".join([f"== {name}", *lines, ""]))
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
