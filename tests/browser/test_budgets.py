"""What a page may cost a reader: bytes, requests, elements."""

import gzip
import re

import pytest
from django.conf import settings

from newsroom.static_files import squeezed
from tests.browser.paper import hard_paper

pytestmark = [pytest.mark.browser, pytest.mark.looks]

STATIC = settings.BASE_DIR / "static/site"
FONTS = STATIC / "fonts"
KB = 1024
# What a browser makes of each rule, nested ones too. It leaves custom properties as written.
RULES = """css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return [...sheet.cssRules].map(rule => rule.cssText.replace(/, +/g, ','));
}"""


def wire(text):
    """How many bytes of it go out."""
    return len(gzip.compress(text.encode("utf-8"), 9))


def test_a_story_its_stylesheet_and_every_script_fit_into_25_kb(page):
    page.goto(hard_paper()["full"])
    html = page.request.get(page.url).text()
    stylesheet = squeezed((STATIC / "site.css").read_text("utf-8"))
    scripts = [file.read_text("utf-8") for file in STATIC.glob("*.js")]

    cost = {"html": wire(html), "css": wire(stylesheet), "script": sum(map(wire, scripts))}

    assert cost["css"] <= 8 * KB
    assert cost["script"] <= 6 * KB
    assert sum(cost.values()) <= 25 * KB


@pytest.mark.parametrize("name", ["site.css", "more.css", "answer.css"])
def test_a_squeezed_stylesheet_means_the_same_to_a_browser(page, live_server, name):
    page.goto("/")
    written = (STATIC / name).read_text("utf-8")

    assert page.evaluate(RULES, squeezed(written)) == page.evaluate(RULES, written)


def test_the_fonts_that_a_page_waits_for_fit_into_70_kb_and_with_italics_into_92():
    weigh = {file.name: file.stat().st_size for file in FONTS.glob("*.woff2")}
    base = (settings.BASE_DIR / "templates/base.html").read_text("utf-8")
    first = re.findall(r"site/fonts/([\w-]+\.woff2)", base)

    critical = sum(weigh[name] for name in first)

    assert len(first) == 3
    assert critical <= 70 * 1000
    assert critical + weigh["newsreader-text-italic.woff2"] <= 92 * 1000
    assert sum(weigh.values()) <= 115 * 1000


def test_a_phone_asks_at_most_twelve_times_and_nobody_else(page, live_server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 390, "height": 844})
    addresses = hard_paper()

    cost = {}
    for name, address in addresses.items():
        asked.clear()
        page.goto(address, wait_until="networkidle")
        cost[name] = len(asked)
        assert [url for url in asked if not url.startswith(live_server.url)] == []

    assert {name: n for name, n in cost.items() if n > 12} == {}


def test_a_story_is_made_of_at_most_600_elements(page):
    page.goto(hard_paper()["full"])

    assert page.locator("*").count() <= 600
