"""How long the queue and the numbers take at a million reports and votes, against a thousand."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.audit.served import NotServed
from tests.audit.tools import ROOT

FEW, MANY = 1_000, 1_000_000


def measure() -> list[str]:
    """The time of each page at a million, as a ratio to that at a thousand; each in a process of
    its own, one after the other."""
    few, many = (_asked(count) for count in (FEW, MANY))
    return [
        f"a page of {MANY:,} reports and votes, to the same of {FEW:,} (median of several):",
        *(
            f"  {name} {late / few[name]:.1f} times ({late:.0f} ms to {few[name]:.0f} ms)"
            for name, late in many.items()
        ),
    ]


def _asked(count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "ENV_FILE": os.devnull,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'db.sqlite3'}",
            "MEDIA_ROOT": str(Path(folder) / "media"),
        }
        words = [sys.executable, "-m", "tests.bench.answers", str(count)]
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)  # noqa: S603 - all our own words
    if done.returncode:
        raise NotServed(done.stdout + done.stderr)
    return json.loads(done.stdout.splitlines()[-1])
