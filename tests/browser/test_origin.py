"""What Chromium says of the page that a form was sent from, under each Referrer-Policy."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from articles.checks import POLICIES, feedback_can_tell_its_own_pages

pytestmark = [pytest.mark.browser, pytest.mark.looks]


class Asking(BaseHTTPRequestHandler):
    """A page with a form; its address names its policy."""

    def do_GET(self):
        """The form."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Referrer-Policy", self.path.strip("/").replace("+", ", "))
        self.end_headers()
        self.wfile.write(b'<form method="post" action="/answer"><button>Yes</button></form>')

    def do_POST(self):
        """What was said of the page that it came from."""
        self.server.said.append((self.headers["Origin"], self.headers["Sec-Fetch-Site"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Thanks")

    def log_message(self, *told):
        """Nothing."""


@contextmanager
def asked():
    """Such a site, and what it was told."""
    server = HTTPServer(("127.0.0.1", 0), Asking)
    server.said = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.said
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    "policy", [*sorted(POLICIES), "no-referrer+origin", "origin+no-referrer", "no-referrer+of-old"]
)
def test_a_page_of_ours_is_told_by_its_origin_unless_the_check_complains(
    chromium, settings, policy
):
    settings.SECURE_REFERRER_POLICY = policy.replace("+", ", ")
    page = chromium.new_page()

    with asked() as (site, said):
        page.goto(f"{site}/{policy}")
        page.get_by_role("button").click()
        page.get_by_text("Thanks").wait_for()
        page.close()

    fails = bool(feedback_can_tell_its_own_pages(None))
    assert said == [("null" if fails else site, "same-origin")]
    assert fails == (policy in {"no-referrer", "origin+no-referrer", "no-referrer+of-old"})
