"""With the keyboard alone, and with a screen reader: every control is reached, seen and named."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.paper import hard_paper

pytestmark = [pytest.mark.browser, pytest.mark.looks]

# Of whatever has the focus: its name, its place among all elements, and what is to be seen of it.
FOCUSED = """async () => {
    // Scrolled into view by the next frame.
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const it = document.activeElement, box = it.getClientRects()[0];
    const style = getComputedStyle(it);
    const x = box.x + Math.min(box.width / 2, 20), y = box.y + Math.min(box.height / 2, 10);
    const top = document.elementFromPoint(x, y);
    return {
        place: [...document.querySelectorAll('*')].indexOf(it),
        html: it.outerHTML.slice(0, 120),
        over: top?.outerHTML.slice(0, 60),
        outlined: style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: box.width > 0 && !!top && (it.contains(top) || top.contains(it)),
    };
}"""
REACHABLE = """() => {
    const all = [...document.querySelectorAll('*')];
    const controls = 'a[href], button, textarea, input, select, summary, [tabindex="0"]';
    const reached = e => e.matches(controls) && e.tabIndex >= 0 && e.checkVisibility();
    return all.flatMap((e, place) => reached(e) ? [place] : []);
}"""

NAMELESS = {f"- {role}" for role in ("link", "button", "textbox", "checkbox", "img", "group")}


@pytest.fixture
def paper(live_server, page):
    """Addresses of a paper that is hard to lay out."""
    return hard_paper()


def walked(page):
    """What has the focus, one after the other, from the top of the page to its end."""
    steps = []
    while len(steps) < 300:
        page.keyboard.press("Tab")
        step = page.evaluate(FOCUSED)
        if step["html"].startswith("<body") or (steps and step["place"] <= steps[0]["place"]):
            break
        steps.append(step)
    return steps


@pytest.mark.parametrize("width", [390, 1440])
def test_tab_reaches_everything_in_the_order_of_the_page_and_one_sees_where(page, paper, width):
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})

    for name in ("home", "section", "full", "person", "topics", "missing"):
        page.goto(paper[name], wait_until="networkidle")
        reachable = page.evaluate(REACHABLE)
        steps = walked(page)

        assert [step["place"] for step in steps] == reachable, name
        for fault in ("outlined", "seen"):
            assert [step for step in steps if not step[fault]] == [], (name, fault)


def test_the_first_tab_skips_to_the_content(page, paper):
    page.goto(paper["full"])

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_each_page_has_its_landmarks_and_its_headings_in_order(page, paper):
    for name, address in paper.items():
        page.goto(address)
        levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
            "all => all.map(heading => +heading.localName[1])"
        )

        for landmark in ("banner", "main", "contentinfo"):
            expect(page.get_by_role(landmark)).to_have_count(1)
        assert page.locator("h1").count() == 1, name
        jumps = [levels[n : n + 2] for n in range(len(levels) - 1) if levels[n + 1] > levels[n] + 1]
        assert jumps == [], name


def test_each_control_has_a_name(page, paper):
    for name, address in paper.items():
        page.goto(address)
        nameless = [
            line.strip()
            for line in page.locator("body").aria_snapshot().splitlines()
            if line.strip().rstrip(":")
            in {"- link", "- button", "- textbox", "- img", "- checkbox"}
        ]

        assert nameless == [], name


def test_where_one_is_is_told(page, paper):
    page.goto(paper["full"])

    current = page.locator("[aria-current]").evaluate_all(
        "all => all.map(part => [part.getAttribute('aria-current'), part.textContent.slice(0, 9)])"
    )

    assert current[:2] == [["true", "News"], ["page", "The model"]]


@pytest.mark.parametrize("script", [True, False])
def test_feedback_is_given_by_keys_alone_and_an_error_is_told_where_it_is(
    chromium, live_server, paper, script
):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=script)
    page = context.new_page()
    page.goto(paper["full"])

    page.get_by_role("button", name="No", exact=True).focus()
    page.keyboard.press("Enter")
    words = page.get_by_role("textbox", name="In your own words")
    words.wait_for()
    if script:
        expect(page.get_by_role("heading", name="We have counted your No.")).to_be_focused()
    words.focus()
    page.keyboard.insert_text("x" * 3_000)
    page.get_by_role("button", name="Send to the desk").focus()
    page.keyboard.press("Enter")
    wrong = page.locator("[aria-invalid=true]")
    wrong.wait_for()

    expect(wrong).to_be_focused()
    expect(wrong).to_have_accessible_description(re.compile("Error:"))
    expect(wrong).to_have_value("x" * 3_000)
    if not script:
        assert page.title().startswith("Error:")
    context.close()


def test_contents_say_whether_they_are_open(page, paper):
    states = {}
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(paper["full"], wait_until="networkidle")
        states[width] = page.locator(".toc details").evaluate("contents => contents.open")
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator(".toc summary").click()

    assert states == {390: False, 1440: True}
    expect(page.locator(".toc").get_by_role("link")).to_have_count(4)
