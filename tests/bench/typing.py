"""How long a key takes until it is seen, in a story of 20,000 words with 60 pictures."""

import json
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.audit import tools
from tests.audit.served import served

KEYS = "The board has not said why, and nobody on the quay expects that it will. "
# From the key to the frame after it, in which it is painted.
WATCH = """() => {
    window.delays = []
    const story = document.querySelector(".ProseMirror")
    story.addEventListener("keydown", () => {
        const began = performance.now()
        requestAnimationFrame(() => setTimeout(() => delays.push(performance.now() - began)))
    }, { capture: true })
}"""


def measure() -> list[str]:
    """The delay in a long story, as a ratio to that in one of a line."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder), seeded_by="tests.bench.stories") as site,
        sync_playwright() as playwright,
    ):
        told = json.loads((Path(folder) / "desk.json").read_text())
        path = tools.chromium()
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        short, long = (_delays(browser, site, told, told[kind]) for kind in ("short", "long"))
        browser.close()
    middle = [statistics.median(each) for each in (short, long)]
    late = [statistics.quantiles(each, n=20)[-1] for each in (short, long)]
    return [
        "a key until it is seen, in a story of 20,000 words and 60 pictures, to one of a line:",
        f"  median {middle[1] / middle[0]:.1f} times ({middle[1]:.0f} ms to {middle[0]:.0f} ms)",
        f"  of 20 the slowest {late[1] / late[0]:.1f} times ({late[1]:.0f} ms to {late[0]:.0f} ms)",
    ]


def _delays(browser: Browser, site: str, told: dict, pk: int) -> list[float]:
    context = browser.new_context(base_url=site, viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": told["cookie"], "value": told["session"], "url": site}])
    page = context.new_page()
    page.goto(f"/admin/articles/article/{pk}/change/")
    page.locator(".prose-menubar").wait_for()
    # In the middle, where what comes after must move too.
    paragraphs = page.locator(".ProseMirror > p")
    paragraphs.nth(paragraphs.count() // 2).click()
    page.wait_for_timeout(2_000)
    page.evaluate(WATCH)
    # As a quick hand types, some seconds of it, so that what is kept as one writes is in it too.
    page.keyboard.type(KEYS * 2, delay=90)
    page.wait_for_timeout(500)
    delays = page.evaluate("delays")
    context.close()
    return delays
