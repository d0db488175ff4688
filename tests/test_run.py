"""One command on a fresh machine: a paper to read, a desk to sign in to, and the same again."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.running import fetch, free_port, running, until

pytestmark = pytest.mark.looks

# A laptop without Linux has no such folder; CI has one, so there it is never skipped.
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/cwd").exists(),
    reason="looks at processes by /proc, which only Linux has: try it there or in a container",
)


def links_in(text):
    """Every address of the site that a page names."""
    found = re.findall(r'(?:href|src)="(/[^"#]*)', text)
    sets = [
        part.split()[0] for s in re.findall(r'srcset="([^"]+)"', text) for part in s.split(", ")
    ]
    return {link.replace("&amp;", "&") for link in (*found, *sets)}


def sign_in(site, name, password):
    """The desk's first page as this account has it."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    _status, form = fetch(site, "/admin/login/", browser)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    known = {
        "username": name,
        "password": password,
        "csrfmiddlewaretoken": token,
        "next": "/admin/",
    }
    return fetch(site, "/admin/login/?next=/admin/", browser, known)


def test_the_first_start_makes_a_whole_paper_and_the_second_leaves_it_alone(checkout, database):
    with running(checkout, database) as (site, said):
        assert site in said and f"{site}/admin/" in said
        env_file = (checkout / ".env").read_text()
        assert "DEBUG=1" in env_file
        pages = crawl(site)
        stories = {a for a in pages if '"NewsArticle"' in pages[a]}
        logins = re.findall(r"^  \w+ +(\w+) / (\S+)$", said, re.MULTILINE)
        desks = {name: sign_in(site, name, password) for name, password in logins}

    assert len(stories) >= 25
    assert set(desks) == {"writer", "editor", "moderator", "administrator"}
    for name, (status, page) in desks.items():
        assert (status, "Log out" in page) == (200, True), name

    with running(checkout, database) as (site, said):
        until(lambda: "image/avif" in fetch(site, "/")[1])
        again = crawl(site)

    assert "Drawing" not in said
    assert (checkout / ".env").read_text() == env_file
    assert not_pictures(again) == not_pictures(pages)


def test_a_public_site_reads_the_file_that_is_named_and_shuts_its_door_to_the_demo(
    checkout, database
):
    with running(checkout, database):
        pass
    own, port = (checkout / ".env").read_text(), free_port()
    file = checkout / "public.env"
    file.write_text(
        f"DEBUG=0\nSECRET_KEY={'k' * 50}\nSITE_NAME=The Public\nPORT={port}\n"
        f"SITE_URL=http://127.0.0.1:{port}\n"
    )

    with running(checkout, database, port=port, ENV_FILE=str(file)) as (site, said):
        front = fetch(site, "/")[1]
        style = re.search(r'href="(/static/site/site\.[^"]+css)"', front)[1]
        refused = sign_in(site, "administrator", "upland-demo")[1]
        found = fetch(site, style)[0]

    assert "The Public" in front and "upland-demo" not in said
    assert found == 200 and style != "/static/site/site.css"
    assert "This is a login of the demo" in refused
    assert (checkout / ".env").read_text() == own


def crawl(site):
    """Every page and file that is reached from the front page; each of them is there.

    But for what there is without end: answers to searches, each of which leads to others.
    """
    pages, waiting = {}, {"/"}
    while waiting:
        address = waiting.pop()
        if address.startswith(("/feedback/", "/search/?")):
            continue
        status, pages[address] = fetch(site, address)
        assert status == 200, address
        if not address.startswith(("/static/", "/media/")):
            waiting |= links_in(pages[address]) - set(pages)
    return pages


def at_work(checkout):
    """{what it is: its number} of each process of the site that runs there."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes().decode().split("\0")
            if (process / "cwd").resolve() == checkout and "newsroom.processes" in words:
                found[words[3] if words[3].isalpha() else "keeper"] = int(process.name)
    return found


@needs_proc
def test_a_worker_that_dies_is_followed_by_another_and_readers_do_not_notice(checkout, database):
    with running(checkout, database) as (site, _said):
        until(lambda: "worker" in at_work(checkout))
        first = at_work(checkout)["worker"]

        os.kill(first, signal.SIGKILL)

        assert fetch(site, "/")[0] == 200
        until(lambda: at_work(checkout).get("worker", first) != first)
        assert {*at_work(checkout)} == {"keeper", "server", "worker"}
    assert at_work(checkout) == {}


@needs_proc
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_however_it_is_stopped_nothing_is_left_behind(checkout, database, how):
    with running(checkout, database, WORKERS="2"):
        until(lambda: {*at_work(checkout)} == {"keeper", "server", "worker"})

        os.kill(at_work(checkout)["keeper"], how)

        until(lambda: at_work(checkout) == {})


def not_pictures(pages):
    """The addresses of what is no picture: the worker makes more of those by and by."""
    return {address for address in pages if not address.startswith("/media/")}


def test_a_port_that_is_taken_is_told_with_another_to_try(checkout):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "newsroom.run"],
            cwd=checkout,
            env={"PATH": os.environ["PATH"], "PORT": str(port)},
            capture_output=True,
            text=True,
        )

    assert done.returncode == 1
    assert f"make run PORT={port + 1}" in done.stderr


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_told(checkout, port):
    done = subprocess.run(
        [sys.executable, "-m", "newsroom.run"],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], "PORT": port},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "it must be a number from 1 to 65535" in done.stderr


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"READING_RATE": "0"}, "READING_RATE"),
        ({"DEBUG": "maybe"}, "DEBUG"),
        ({"SITE_URL": "nonsense"}, "Set SITE_URL to the scheme and host"),
        ({"DEBUG": "0", "SECRET_KEY": ""}, "Set SECRET_KEY to 50 random characters"),
    ],
)
def test_a_setting_that_cannot_be_is_told_in_a_sentence(checkout, wrong, words):
    done = subprocess.run(
        [sys.executable, "-m", "newsroom.run"],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], "PORT": str(free_port()), **wrong},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
