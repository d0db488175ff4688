"""The whole site, started as `make run` does, from a checkout of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import build_opener
from zlib import crc32

import pytest
from django.conf import settings

PARTS = ("manage.py", "articles", "newsroom", "static", "templates")
START = 120


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A checkout that nothing has run in yet."""
    place = tmp_path_factory.mktemp("checkout")
    for part in PARTS:
        source = settings.BASE_DIR / part
        if source.is_dir():
            shutil.copytree(source, place / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, place / part)
    return place


@pytest.fixture(scope="module")
def database(checkout):
    """What DATABASE_URL has to be: nothing for SQLite, or that of a fresh PostgreSQL database."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    import psycopg

    name = f"test_newsroom_run_{crc32(str(checkout).encode()):08x}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        yield {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port():
    """A port at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(checkout, database, *, port=None, **known):
    """The site, started as `make run` does; its address and what it has said."""
    if port is None:
        port = free_port()
        known["PORT"] = str(port)
    said = checkout / f"said-{port}"
    known |= {"PATH": os.environ["PATH"], **database}
    with open(said, "w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "newsroom.run"],
            cwd=checkout,
            env=known,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    site = f"http://127.0.0.1:{port}"
    try:
        # A folder that nothing was gathered into yet takes a while.
        until = time.monotonic() + START
        while not _answers(site):
            assert server.poll() is None and time.monotonic() < until, said.read_text()
            time.sleep(0.2)
        yield site, said.read_text()
    finally:
        server.terminate()
        server.wait(20)


def _answers(site):
    try:
        build_opener().open(site, timeout=5).close()
    except (URLError, OSError):
        return False
    return True


def fetch(site, address, browser=None, form=None):
    """(status, text) of an address of the site."""
    posted = urlencode(form).encode() if form else None
    try:
        with (browser or build_opener()).open(site + address, posted, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except HTTPError as answer:
        return answer.code, answer.read().decode("utf-8", "replace")


def until(what):
    """Wait for it to be so."""
    end = time.monotonic() + START
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)
