"""Brings the catalogues in articles/locale up to date with the words of the code.

New words stand in the .po files without a translation afterwards; translate them and run it again,
for it also compiles what the site reads.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAIN = ("--no-location", "--no-wrap", "--no-obsolete", "--ignore=.venv", "--ignore=staticfiles")


def main():
    """Gather and compile, for the pages and for the scripts."""
    environment = {**os.environ, "DEBUG": "1"}
    manage = (sys.executable, "manage.py")
    steps = [
        (*manage, "makemessages", "--all", f"--domain={d}", *PLAIN) for d in ("django", "djangojs")
    ]
    steps.append((*manage, "compilemessages", "--ignore=.venv"))
    for step in steps:
        done = subprocess.run(step, cwd=ROOT, env=environment)  # noqa: S603 - all our own words
        if done.returncode:
            sys.exit(done.returncode)


if __name__ == "__main__":
    main()
