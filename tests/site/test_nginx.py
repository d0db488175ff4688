"""nginx before the site, by the very configuration that docs/nginx.conf offers."""

import http.client
import os
import re
import socket
import subprocess
import time
from gzip import compress, decompress

import pytest
from django.core.signals import request_started

from tests import nginx
from tests.audit.served import free_port
from tests.make import make_edition, make_user

pytestmark = pytest.mark.looks

START = 20
PACKED = {"Accept_Encoding": "gzip"}
# Of one server or one form alone; how long a page may be kept is for each to say, and what must be
# asked about each time needs no key by which it is dropped.
NOT_COMPARED = {"server", "date", "etag", "content-length", "connection", "transfer-encoding"}
NOT_COMPARED |= {"cache-control", "accept-ranges", "surrogate-key"}


class Front:
    """nginx before a site, and the folders in which it looks for pages and static files."""

    def __init__(self, port, pages, static):
        self.port, self.pages, self.static = port, pages, static

    def lay(self, address, text):
        """A page of the epoch that holds."""
        folder = self.pages / "first" / address.strip("/")
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(text)
        (folder / "index.html.gz").write_bytes(compress(text.encode()))

    def ask(self, address, *, method="GET", **headers):
        """The answer at an address; headers by their names with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, address, headers=named)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer


@pytest.fixture(scope="module")
def program():
    """The path of nginx. Where there is none: a skip at home, a failure on CI."""
    path = nginx.found()
    if not path and os.environ.get("CI") == "true":
        pytest.fail(nginx.HOW_TO_GET_IT)
    if not path:
        pytest.skip(nginx.HOW_TO_GET_IT)
    return path


@pytest.fixture
def front(program, live_server, tmp_path, settings):
    """nginx in front of a site of this test's own."""
    settings.ALLOWED_HOSTS, settings.BEHIND_PROXY = ["127.0.0.1", "localhost"], True
    port, pages, static = free_port(), tmp_path / "pages", tmp_path / "static"
    (pages / "first").mkdir(parents=True)
    (pages / "current").symlink_to("first")
    static.mkdir()
    text = nginx.of_the_site(
        port=port, site_port=live_server.thread.port, pages=pages, static=static
    )
    words = nginx.command(program, tmp_path / "nginx", text)
    tried = subprocess.run([*words, "-t"], capture_output=True, text=True)  # noqa: S603 - found on the PATH
    assert tried.returncode == 0, tried.stderr
    child = subprocess.Popen(words, stderr=subprocess.DEVNULL)  # noqa: S603 - the same
    try:
        wait_for(port)
        yield Front(port, pages, static)
    finally:
        child.terminate()
        child.wait()


def wait_for(port):
    """Until something listens there."""
    until = time.monotonic() + START
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.02)


def told(answer):
    """What is said of an answer; the parts of a policy in one order."""
    known = {name.lower(): value for name, value in answer.getheaders()}
    policy = known.pop("content-security-policy")
    known["content-security-policy"] = sorted(re.split(r";\s*", policy))
    return {name: value for name, value in known.items() if name not in NOT_COMPARED}


def test_a_page_that_lies_there_is_given_without_asking_the_site(front):
    front.lay("/news/", "<p>Laid down")

    plain = front.ask("/news/")
    packed = front.ask("/news/", Accept_Encoding="gzip, br")

    assert plain.body == b"<p>Laid down"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert decompress(packed.body) == b"<p>Laid down"
    assert front.ask("/news/", method="HEAD").headers["Content-Length"] == "12"


def test_it_says_of_a_file_what_the_site_says_of_the_page(front):
    edition = make_edition(section="news")
    asked, asked_packed = front.ask(edition.address), front.ask(edition.address, **PACKED)
    front.lay(edition.address, "<p>Laid down")

    given, given_packed = front.ask(edition.address), front.ask(edition.address, **PACKED)

    assert b"Laid down" not in asked.body
    assert given.body == decompress(given_packed.body) == b"<p>Laid down"
    assert told(given) == told(asked)
    assert told(given_packed) == told(asked_packed)
    assert given.headers["Cache-Control"] == "public, no-cache"
    assert "Last-Modified" not in given.headers
    assert "Cache-Status" not in given.headers


def test_whoever_has_the_page_gets_no_second_copy(front):
    front.lay("/news/", "<p>Laid down")
    etag = front.ask("/news/").headers["ETag"]

    again = front.ask("/news/", If_None_Match=etag)
    later = front.ask("/news/", If_Modified_Since="Wed, 01 Jan 2098 00:00:00 GMT")

    assert (again.status, again.body) == (304, b"")
    assert later.status == 200


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/news/?page=2", {}),
        ("/news/", {"Cookie": "sessionid=abc"}),
        ("/news/", {"Cookie": "a=b; newsroom_moment=abc"}),
        ("/news/", {"method": "POST"}),
        ("/news", {}),
        ("/news/index.html", {}),
    ],
)
def test_what_asks_for_more_than_a_page_is_asked_of_the_site(front, address, asked):
    make_edition(section="news")
    front.lay("/news/", "<p>Laid down")

    answer = front.ask(address, **asked)

    assert b"Laid down" not in answer.body
    assert answer.status != 502


def test_other_cookies_hinder_nobody(front):
    front.lay("/news/", "<p>Laid down")

    assert front.ask("/news/", Cookie="theme=dark").body == b"<p>Laid down"


def test_pages_that_are_exchanged_are_new_at_once_and_may_be_gone(front):
    make_edition(section="news")
    front.lay("/news/", "<p>Laid down")
    kept = http.client.HTTPConnection("127.0.0.1", front.port, timeout=30)
    kept.request("GET", "/news/")
    first = kept.getresponse().read()
    (front.pages / "second").mkdir()
    (front.pages / "ahead").symlink_to("second")

    (front.pages / "ahead").replace(front.pages / "current")

    kept.request("GET", "/news/")
    second = kept.getresponse().read()
    (front.pages / "current").unlink()
    kept.request("GET", "/news/")
    assert first == b"<p>Laid down"
    assert b"Laid down" not in second
    assert kept.getresponse().status == 200
    kept.close()


def test_while_the_database_is_away_it_says_so(front):
    front.lay("/news/", "<p>Laid down")
    before = front.ask("/news/")
    (front.pages / "current").replace(front.pages / "stale")

    answer = front.ask("/news/")

    assert "Cache-Status" not in before.headers
    assert answer.headers["Cache-Status"] == "Newsroom; hit; detail=database-away"
    assert answer.body == b"<p>Laid down"


def test_the_site_is_told_who_asks_and_nobody_can_say_otherwise(front):
    asked = []

    def note(environ, **known):
        asked.append(environ)

    request_started.connect(note)
    front.ask("/news/", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https", Host="localhost")
    request_started.disconnect(note)

    assert asked[0]["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    assert asked[0]["HTTP_X_FORWARDED_PROTO"] == "http"
    assert asked[0]["HTTP_HOST"] == "localhost"


def test_a_secret_is_never_compressed(front):
    chief = make_user("Administrator")

    answer = front.ask("/admin/login/", Accept_Encoding="gzip", Cookie=f"sessionid={chief.pk}")

    assert answer.status == 200
    assert "Content-Encoding" not in answer.headers


def test_files_named_by_their_content_never_change(front):
    for name in ("site.0123456789ab.css", "site.css"):
        (front.static / name).write_text("p {}")

    named, plain = front.ask("/static/site.0123456789ab.css"), front.ask("/static/site.css")

    assert (named.body, plain.body) == (b"p {}", b"p {}")
    assert named.headers["Cache-Control"] == "public, max-age=315360000, immutable"
    assert plain.headers["Cache-Control"] == "public, max-age=60"
    assert named.headers["Content-Type"] == plain.headers["Content-Type"] == "text/css"
