"""A real Chromium, and a page in it that looks at a server of this test's own."""

import os
import shutil
import time
from contextlib import contextmanager
from unittest import mock

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.signals import request_finished, request_started
from django.db import connections
from django.http import HttpResponse
from django.test.client import ClientHandler
from playwright.sync_api import sync_playwright

LONGEST_ANSWER = 10
# Root may not use Chromium's sandbox, and CI is root; only our own pages are opened. There is no
# screen, so that nothing needs to be made ready for one.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-gpu-compositing"]
ARGUMENTS += ["--disable-software-rasterizer"]
# The first has no window to draw, which is quicker.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
HOW_TO_GET_IT = (
    "no Chromium found. On Debian: apt install chromium; elsewhere install Chrome, "
    "or name one: make test CHROMIUM=/path/to/it"
)


@pytest.fixture(scope="session")
def chromium():
    """The browser, started once. Where there is none: a skip at home, a failure on CI."""
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else NAMES
    path = next(filter(None, map(shutil.which, names)), None)
    if not path and os.environ.get("CI") == "true":
        pytest.fail(HOW_TO_GET_IT)
    if not path:
        pytest.skip(HOW_TO_GET_IT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
        # Its event loop gives the tests a connection of their own, which would outlive it.
        connections.close_all()


@pytest.fixture(scope="session", autouse=True)
def files_that_stay():
    """Scripts and styles are read once and may be kept, as on a site: a story has seventy."""
    serve, known = StaticFilesHandler.serve, {}

    def served(handler, request):
        if request.path not in known:
            file = serve(handler, request)
            known[request.path] = b"".join(file.streaming_content), file["Content-Type"]
            # Not the answer: its end would be taken for that of a request.
            file.file_to_stream.close()
        content, kind = known[request.path]
        return HttpResponse(content, kind, headers={"Cache-Control": "max-age=600"})

    with mock.patch.object(StaticFilesHandler, "serve", served):
        yield


@pytest.fixture
def page(chromium, live_server):
    """A fresh page of someone unknown; addresses are those of the site: `page.goto("/")`."""
    context = chromium.new_context(base_url=live_server.url)
    context.set_default_timeout(10_000)
    with every_answer_awaited():
        yield context.new_page()
        for each in chromium.contexts:
            each.close()


@contextmanager
def every_answer_awaited():
    """Wait at the end until the server has answered all that it was asked.

    A story's form tells the desk of itself every few seconds and once more as it is closed. An
    answer that is still at work would write into the tables as they are emptied for the next test.
    """
    unanswered = []

    def begun(sender, **known):
        if sender is not ClientHandler:
            unanswered.append(sender)

    def ended(sender, **known):
        # An answer to the client of tests names no handler as it ends.
        if sender not in (ClientHandler, None):
            unanswered.pop()

    request_started.connect(begun)
    request_finished.connect(ended)
    try:
        yield
        wait_until_quiet(unanswered)
    finally:
        request_started.disconnect(begun)
        request_finished.disconnect(ended)


def wait_until_quiet(unanswered):
    """Until nothing has been asked at two looks in a row; what was just sent is heard by then."""
    quiet, end = 0, time.monotonic() + LONGEST_ANSWER
    while quiet < 2:
        if time.monotonic() > end:
            pytest.fail("The server was still answering when the test was over.")
        time.sleep(0.02)
        quiet = 0 if unanswered else quiet + 1
