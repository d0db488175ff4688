"""The paper holds together on every screen, in every direction, and nothing moves."""

import re

import pytest

from tests.browser.looking import runs_over, sticks_out
from tests.browser.paper import hard_paper

pytestmark = [pytest.mark.browser, pytest.mark.looks]

# WCAG 1.4.12: readers may set these, and nothing may be lost.
SPACED = "@media all { * { line-height: 1.5 !important; letter-spacing: .12em !important; "
SPACED += "word-spacing: .16em !important } p { margin-block-end: 2em !important } }"
READERS = {
    "as it is": "",
    "letters twice as large": "html { font-size: 200% !important }",
    "letters and words further apart": SPACED,
}
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver(list => {
        for (const shift of list.getEntries())
            shifts.push(...shift.sources.map(({ node }) => node.outerHTML || node.data));
    }).observe({ type: 'layout-shift', buffered: true });
"""


@pytest.fixture
def paper(live_server, page):
    """Addresses of a paper that is hard to lay out."""
    return hard_paper()


@pytest.mark.parametrize("code", ["en-gb", "ar"])
def test_no_page_runs_over_whatever_the_reader_sets(page, paper, settings, code):
    settings.LANGUAGE_CODE = code

    over = []
    for name, address in paper.items():
        page.goto(address)
        for wish, rule in READERS.items():
            page.evaluate("rule => rule && document.styleSheets[0].insertRule(rule)", rule)
            widths = (320, 390, 768, 1440, 1920)
            over += [(name, wish, width) for width in widths if runs_over(page, width)]
            page.evaluate("rule => rule && document.styleSheets[0].deleteRule(0)", rule)

    assert over == []


@pytest.mark.parametrize("name", ["home", "section", "topic", "archive", "corrections"])
def test_no_word_sticks_out_of_its_column(page, paper, name):
    page.goto(paper[name])

    out = {width: sticks_out(page, width) for width in (320, 390, 768, 1024, 1440, 1920)}

    assert out == {width: [] for width in out}


@pytest.mark.parametrize("fonts", [True, False])
def test_nothing_moves_once_it_is_seen(page, paper, settings, fonts):
    settings.WEB_FONTS = fonts
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.add_init_script(SHIFTS)

    moved = {}
    # Without fonts to wait for there is less that could move, and nothing that depends on width.
    for width in (390, 1440) if fonts else (390,):
        page.set_viewport_size({"width": width, "height": 900})
        for name, address in paper.items():
            page.goto(address)
            page.evaluate("document.fonts.ready")
            page.mouse.wheel(0, 2_000)
            page.wait_for_timeout(200)
            if shifts := page.evaluate("shifts"):
                moved[name, width] = shifts

    assert moved == {}
    assert any(url.endswith(".woff2") for url in fetched) == fonts


def test_the_text_is_about_66_characters_wide(page, paper):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(paper["full"], wait_until="networkidle")

    lines = page.locator(".story > p").first.evaluate("""text => {
        const range = document.createRange(), words = text.firstChild, tops = {};
        for (let n = 0; n < words.length; n++) {
            range.setStart(words, n), range.setEnd(words, n + 1);
            const top = Math.round(range.getBoundingClientRect().top);
            tops[top] = (tops[top] || 0) + 1;
        }
        return Object.values(tops).slice(0, -1);
    }""")

    assert 60 <= sum(lines) / len(lines) <= 72


def test_a_paper_that_runs_from_right_to_left_is_the_mirror_of_one_that_does_not(
    page, paper, settings
):
    page.set_viewport_size({"width": 1440, "height": 900})

    places = {}
    for code in ("en-gb", "he"):
        settings.LANGUAGE_CODE = code
        page.goto(paper["full"])
        whole = page.locator("body").bounding_box()
        for part in (".toc", ".head", ".hero", ".takeaways", ".story"):
            box = page.locator(part).bounding_box()
            left = box["x"] - whole["x"]
            places[code, part] = left, whole["width"] - left - box["width"]

    for part in (".toc", ".head", ".hero", ".takeaways", ".story"):
        assert places["en-gb", part] == pytest.approx(places["he", part][::-1], abs=1), part
    assert places["en-gb", ".toc"][0] < places["en-gb", ".story"][0]


def test_a_long_story_takes_at_most_five_sheets_and_says_which_version_it_is(page, paper):
    page.goto(paper["full"], wait_until="networkidle")

    sheets = page.pdf(format="A4", prefer_css_page_size=True)
    page.emulate_media(media="print")
    shown = page.locator(".print-only").inner_text()

    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) <= 5
    assert re.search(r"version of \d+ \w+ \d{4}, \d\d:\d\d\. http://\S+/news/", shown)


@pytest.mark.parametrize("name", ["home", "full"])
def test_paper_has_no_field_to_search_in(page, paper, name):
    page.goto(paper[name])
    assert page.locator(".seek").is_visible()

    page.emulate_media(media="print")

    assert not page.locator(".seek").is_visible()


@pytest.mark.parametrize("wish", ["reduced_motion", "no wish"])
def test_who_wants_no_motion_gets_none(page, paper, wish):
    page.emulate_media(reduced_motion="reduce" if wish == "reduced_motion" else "no-preference")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(paper["full"])

    found = page.evaluate("""() => [
        getComputedStyle(document.documentElement).scrollBehavior,
        document.getAnimations().length,
    ]""")

    assert found == (["auto", 0] if wish == "reduced_motion" else ["smooth", 1])


def test_where_colours_are_forced_panels_keep_their_borders(page, paper):
    page.emulate_media(forced_colors="active")
    page.goto(paper["full"])

    for panel in (".takeaways", ".feedback", ".fixes"):
        assert page.locator(panel).evaluate("e => getComputedStyle(e).borderBlockEndWidth") == "1px"
    shade = page.locator(".scroller").evaluate("e => getComputedStyle(e).backgroundImage")
    assert shade == "none"


def test_who_wants_more_contrast_gets_the_second_ink_as_dark_as_the_first(page, paper):
    page.emulate_media(contrast="more")
    page.goto(paper["full"])

    inks = [
        page.locator(part).first.evaluate("e => getComputedStyle(e).color")
        for part in (".standfirst", ".story > p")
    ]

    assert inks[0] == inks[1]
