"""The W3C's validator, asked about every feed. It is in no registry of packages."""

import os
import re
import shlex
import subprocess

from tests.audit.outcome import Absent, Outcome
from tests.crawl import Answer

NAME = "W3C feed validator"


def validate(pages: list[Answer], site: str) -> Outcome:
    """It finds nothing in any RSS or Atom feed. Raises Absent where nobody has named it."""
    command = os.environ.get("FEEDVALIDATOR")
    if not command:
        raise Absent("Name a command that runs it, by FEEDVALIDATOR: see docs/audit.md")
    feeds = [a.address for a in pages if re.match(r"application/(rss|atom)\+xml", a.kind)]
    faults = []
    for address in feeds:
        words = [*shlex.split(command), site + address]
        done = subprocess.run(words, capture_output=True, text=True)  # noqa: S603 - the caller's own words
        if done.returncode:
            lines = [each for each in done.stdout.splitlines() if not each.startswith("Validating")]
            faults += [f"{address}: {each}" for each in lines or [done.stderr.strip()[-300:]]]
    return Outcome(NAME, f"{len(feeds)} feeds", faults)
