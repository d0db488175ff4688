"""No page of the paper breaks a rule of access that a machine can check, in light or in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.crawl import Answer, representatives

pytestmark = [pytest.mark.browser, pytest.mark.looks, pytest.mark.django_db]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A scheme changes colours and nothing else: in the dark only what looks at these is asked again.
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# A link between two colours would be told of for the one that it leaves. What moves by scrolling
# never comes to an end by itself, so nothing is waited for.
SETTLE = """document.getAnimations()
    .filter(each => each.timeline === document.timeline)
    .forEach(each => each.finish())"""
# Of an answer's headers, those that a browser must have.
KEPT = ("Content-Type", "Content-Security-Policy")


@pytest.fixture
def show(chromium, paper):
    """Opens an answer of the paper in the browser, with all that it fetches; no server is asked."""
    context = chromium.new_context()
    page = context.new_page()
    shown = {}

    def fulfil(route):
        found = shown.get(route.request.url.removeprefix(settings.SITE_URL))
        if found is None:
            return route.abort()
        headers = {name: found.headers[name] for name in KEPT if name in found.headers}
        return route.fulfill(status=found.status, headers=headers, body=found.body)

    def show(answer, *, width):
        shown.clear()
        shown.update(paper.pages | {answer.address: answer})
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(settings.SITE_URL + answer.address)
        return page

    context.route("**/*", fulfil)
    yield show
    context.close()


def broken_rules(page):
    """What axe finds against a page, in both schemes: which rule, and where."""
    found = []
    for scheme, rules in (("light", RULES), ("dark", OF_COLOUR)):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLE)
        told = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
        found += [
            f"{scheme}: {rule['id']} at {node['target']}"
            for rule in told.response["violations"]
            for node in rule["nodes"]
        ]
    return found


def test_axe_finds_nothing_on_any_kind_of_page(show, paper):
    """At the width of a phone; `make audit` asks about every page, and on a desk's screen too."""
    found = {
        answer.address: broken
        for answer in representatives(paper.all)
        if (broken := broken_rules(show(answer, width=390)))
    }

    assert found == {}


def test_a_rule_that_is_broken_in_the_dark_alone_is_told(show):
    dark = "@media (prefers-color-scheme: dark) { p { color: #222; background: #000 } }"
    html = (
        f"<!DOCTYPE html><html lang='en'><head><title>A</title><style>{dark}</style></head>"
        "<body><main><h1>A</h1><p>Hardly to be read</p></main></body></html>"
    )

    page = show(
        Answer("/", 200, "text/html", html.encode(), {"Content-Type": "text/html"}), width=390
    )

    assert broken_rules(page) == ["dark: color-contrast at ['p']"]


def test_the_pages_that_stand_for_all_show_every_template(paper):
    chosen = representatives(paper.all)

    pages = [answer for answer in paper.all if answer.is_page]
    templates = frozenset().union(*(answer.templates for answer in pages))
    assert templates == frozenset().union(*(answer.templates for answer in chosen))
    assert {"site/article.html", "410.html", "404.html", "feedback/refused.html"} <= templates
    assert len(chosen) < len(pages) / 3
