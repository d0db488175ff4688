"""What `make test` does: style, types, then every test on SQLite and on PostgreSQL with Redis.

`.ci/test.py style` stops before the tests. All steps run, whatever fails before; the last lines say
how each went, and the exit code is 0 only if none failed.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ON_CI = os.environ.get("CI") == "true"
POSTGRESQL = os.environ.get("TEST_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = os.environ.get("TEST_CACHE_URL") or "redis://127.0.0.1:6379/0"
HOW_TO_GET_IT = """\
PostgreSQL is not tried: {reason}
  Start one that lets the tests in, for instance by Docker:
    docker run --rm -p 5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres
  or name yours: make test TEST_DATABASE_URL=postgres://name:password@host:5432/postgres"""
HOW_TO_GET_REDIS = """\
Redis is not tried: {reason}
  Start one, for instance by Docker: docker run --rm -p 6379:6379 redis
  or name yours: make test TEST_CACHE_URL=redis://host:6379/0"""


def say(text):
    """A line for the person at the terminal, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def passes(name, *command, **settings):
    """Whether `python -m command` ends well, under a heading of its own."""
    say(f"\n== {name}")
    ours = ("DATABASE_URL", "CACHE_URL")
    environment = {key: each for key, each in os.environ.items() if key not in ours} | settings
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


def missing_redis():
    """Why Redis cannot be tried, or nothing if it can."""
    import redis

    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=5).ping()
    except redis.RedisError as problem:
        return str(problem).strip() or type(problem).__name__
    return ""


def on_services():
    """How every test went on what a larger site has; None for what is not there."""
    no_postgresql, no_redis = missing_postgresql(), missing_redis()
    missing = False if ON_CI else None
    if no_redis:
        say(f"\n{HOW_TO_GET_REDIS.format(reason=no_redis)}")
    if no_postgresql:
        say(f"\n{HOW_TO_GET_IT.format(reason=no_postgresql)}")
    steps = {"Redis": missing} if no_redis else {}
    if no_postgresql:
        return steps | {"pytest on PostgreSQL": missing}
    name = "pytest on PostgreSQL" if no_redis else "pytest on PostgreSQL with Redis"
    settings = {"DATABASE_URL": POSTGRESQL} | ({} if no_redis else {"CACHE_URL": REDIS})
    # Neither what a browser makes of a page nor `text` asks a database.
    once = ("-m", "not looks", "--ignore", "tests/text")
    return steps | {name: passes(name, "pytest", *once, **settings)}


def main(only_style):
    """Run the steps; tell how they went."""
    steps = {
        "ruff check": passes("ruff check", "ruff", "check", "."),
        "ruff format": passes("ruff format --check", "ruff", "format", "--check", "."),
        "mypy": passes("mypy", "mypy"),
    }
    if not only_style:
        steps["pytest on SQLite"] = passes("pytest on SQLite", "pytest")
        steps |= on_services()
    words = {True: "passed", False: "FAILED", None: "skipped, see above"}
    say("\n== In short")
    for name, passed in steps.items():
        say(f"{name}: {words[passed]}")
    return 1 if False in steps.values() else 0


if __name__ == "__main__":
    try:
        sys.exit(main(only_style=sys.argv[1:] == ["style"]))
    except KeyboardInterrupt:
        sys.exit(130)
