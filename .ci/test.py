"""What `make test` does: style, then every test on SQLite and again on PostgreSQL.

`.ci/test.py ruff` stops after the style. All steps run, whatever fails before them; the last lines
say how each went, and the exit code is 0 only if none failed.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ON_CI = os.environ.get("CI") == "true"
POSTGRESQL = os.environ.get("TEST_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
HOW_TO_GET_IT = """\
PostgreSQL is not tried: {reason}
  Start one that lets the tests in, for instance by Docker:
    docker run --rm -p 5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres
  or name yours: make test TEST_DATABASE_URL=postgres://name:password@host:5432/postgres"""


def say(text):
    """A line for the person at the terminal, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def passes(name, *command, database=None):
    """Whether `python -m command` ends well, under a heading of its own."""
    say(f"\n== {name}")
    environment = {key: each for key, each in os.environ.items() if key != "DATABASE_URL"}
    if database:
        environment["DATABASE_URL"] = database
    words = [sys.executable, "-m", *command]
    done = subprocess.run(words, cwd=ROOT, env=environment)  # noqa: S603 - all our own words
    return done.returncode == 0


def missing_postgresql():
    """Why PostgreSQL cannot be tried, or nothing if it can."""
    import psycopg

    try:
        psycopg.connect(POSTGRESQL, connect_timeout=5).close()
    except psycopg.Error as problem:
        return str(problem).strip() or type(problem).__name__
    return ""


def main(only_style):
    """Run the steps; tell how they went."""
    steps = {
        "ruff check": passes("ruff check", "ruff", "check", "."),
        "ruff format": passes("ruff format --check", "ruff", "format", "--check", "."),
    }
    if not only_style:
        steps["pytest on SQLite"] = passes("pytest on SQLite", "pytest")
        if reason := missing_postgresql():
            say("\n== pytest on PostgreSQL")
            say(HOW_TO_GET_IT.format(reason=reason))
            steps["pytest on PostgreSQL"] = False if ON_CI else None
        else:
            steps["pytest on PostgreSQL"] = passes(
                "pytest on PostgreSQL", "pytest", database=POSTGRESQL
            )
    words = {True: "passed", False: "FAILED", None: "skipped, see above"}
    say("\n== In short")
    for name, passed in steps.items():
        say(f"{name}: {words[passed]}")
    return 1 if False in steps.values() else 0


if __name__ == "__main__":
    try:
        sys.exit(main(only_style=sys.argv[1:] == ["ruff"]))
    except KeyboardInterrupt:
        sys.exit(130)
