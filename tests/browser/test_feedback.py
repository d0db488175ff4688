"""The reader's way through the feedback: in the story with script, and page by page without."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Feedback
from tests.browser.test_axe import broken_rules
from tests.browser.test_budgets import wire
from tests.make import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.looks]

BODY = "<p>Top.</p><h2>The vote</h2><p>a</p><h2>After</h2><p>b</p>"
# A change of a text is told by the browser to those who hear the page only in such a place.
TOLD = """status => {
    window.told = [];
    new MutationObserver(() => window.told.push(status.textContent))
        .observe(status, {childList: true, characterData: true, subtree: true});
}"""


@pytest.fixture
def story(db):
    """A story of two parts."""
    return make_edition(headline="Talks open", body=BODY)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def script(request):
    """Whether the reader's browser runs scripts."""
    return request.param


@pytest.fixture
def phone(chromium, live_server, script):
    """A page on a phone."""
    context = chromium.new_context(
        base_url=live_server.url,
        java_script_enabled=script,
        viewport={"width": 390, "height": 844},
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def answer(page, story, name):
    """Press Yes or No beneath the story."""
    page.goto(story.address)
    page.get_by_role("button", name=name, exact=True).click()
    return shown(page, f"We have counted your {name}.")


def shown(page, name):
    """The heading of a step, once it is there."""
    heading = page.get_by_role("heading", name=name)
    heading.wait_for()
    return heading


def press(page, name):
    """Press a button of the feedback."""
    page.locator(".feedback").get_by_role("button", name=name).click()


def tab_to(page, name):
    """Go on by the tabulator until the focus is on what has that name."""
    for _n in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if name in (focused.get_attribute("value") or "", focused.inner_text().strip()):
            return
    pytest.fail(f"no tabulator leads to {name}")


@pytest.mark.parametrize("script", [True], indirect=True)
@pytest.mark.parametrize("how", ["away", "broken"])
def test_words_that_could_not_be_sent_stay_and_are_sent_again(phone, story, how):
    answer(phone, story, "No")
    phone.get_by_label("In your own words, if you like").fill("It was 2019")
    fail = {"away": lambda route: route.abort(), "broken": lambda route: route.fulfill(status=500)}
    phone.route("**/feedback/word/**", fail[how])

    press(phone, "Send to the desk")
    told = phone.get_by_text("It could not be sent. Your words are still here")
    expect(told).to_be_focused()
    assert phone.get_by_label("In your own words, if you like").input_value() == "It was 2019"

    phone.unroute("**/feedback/word/**")
    press(phone, "Send to the desk")
    shown(phone, "Sent to the desk")
    assert Feedback.objects.get().comment == "It was 2019"


def test_a_reader_says_no_ticks_why_and_writes_then_changes_the_answer(phone, story, script):
    answer(phone, story, "No")
    phone.get_by_role("checkbox", name="It is out of date").check()
    phone.get_by_role("checkbox", name="Something else").check()
    phone.get_by_text("In which part?").first.click()
    phone.get_by_role("radio", name="After").check()
    phone.get_by_role("textbox").first.fill("Since when?")
    press(phone, "Send to the desk")
    shown(phone, "Sent to the desk")
    report = Feedback.objects.get()
    assert (report.vote, report.comment, report.part_anchor) == ("no", "Since when?", "after")
    assert report.reasons == ["outdated", "other"]

    press(phone, "Change my answer to Yes")
    heading = shown(phone, "We have counted your Yes.")
    phone.get_by_role("textbox", name="What helped?").fill("It helped all the same")
    press(phone, "Send to the desk")
    shown(phone, "Sent to the desk")

    report.refresh_from_db()
    assert (report.vote, report.comment) == ("yes", "It helped all the same")
    assert phone.url.endswith(story.address) is script
    assert heading.count() == 0


def test_all_of_it_is_done_by_keys_alone(phone, story, script):
    phone.goto(story.address)
    phone.get_by_role("button", name="Yes", exact=True).focus()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    heading = shown(phone, "We have counted your No.")
    if script:
        expect(heading).to_be_focused()

    tab_to(phone, "missing")
    phone.keyboard.press("Space")
    tab_to(phone, "In which part?")
    phone.keyboard.press("Enter")
    tab_to(phone, "")
    phone.keyboard.press("ArrowDown")
    tab_to(phone, "")
    phone.keyboard.type("By keys")
    tab_to(phone, "Send to the desk")
    phone.keyboard.press("Enter")
    thanks = shown(phone, "Sent to the desk")
    if script:
        expect(thanks).to_be_focused()

    report = Feedback.objects.get()
    assert (report.comment, report.part_anchor, report.reasons) == ("By keys", "main", ["missing"])
    tab_to(phone, "yes")
    phone.keyboard.press("Enter")
    shown(phone, "We have counted your Yes.")


def test_what_was_begun_stays_when_it_is_too_long_or_the_answer_changes(phone, story):
    said = []
    phone.on("console", lambda message: said.append(message.text))
    answer(phone, story, "No")
    phone.get_by_role("checkbox", name="The headline misleads").check()
    phone.get_by_text("In which part?").first.click()
    phone.get_by_role("radio", name="The vote").check()
    words = phone.locator("#feedback-comment")
    words.fill("y" * 1_100)
    press(phone, "Send to the desk")
    phone.locator("[aria-invalid]").wait_for()

    expect(words).to_be_focused()
    described = "Up to 1,000.*Error: Please shorten your comment to 1,000 characters; it has 1,100"
    expect(words).to_have_accessible_description(re.compile(described))
    assert [text for text in said if "utofocus" in text] == []
    expect(phone.get_by_role("checkbox", name="The headline misleads")).to_be_checked()
    expect(phone.get_by_role("radio", name="The vote")).to_be_checked()
    press(phone, "Change my answer to Yes")
    shown(phone, "We have counted your Yes.")
    expect(words).to_have_value("y" * 1_100)
    assert Feedback.objects.get().comment == ""


def test_nothing_is_too_small_for_a_finger_and_nothing_runs_out_at_the_side(phone, story):
    answer(phone, story, "No")
    phone.get_by_text("In which part?").first.click()

    small = []
    for control in phone.locator(".feedback").locator(".btn, .check, summary").all():
        if control.bounding_box()["height"] < 44:
            small.append(control.inner_text())
    phone.set_viewport_size({"width": 320, "height": 844})

    assert small == []
    box = phone.locator(".feedback").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320


@pytest.mark.parametrize("script", [True], indirect=True)
def test_no_step_in_the_story_breaks_a_rule_of_access(phone, story):
    broken = {}
    answer(phone, story, "No")
    phone.get_by_text("In which part?").first.click()
    broken["no"] = broken_rules(phone)
    phone.locator("#feedback-comment").fill("z" * 1_100)
    press(phone, "Send to the desk")
    phone.locator("[aria-invalid]").wait_for()
    broken["too long"] = broken_rules(phone)
    press(phone, "Change my answer to Yes")
    shown(phone, "We have counted your Yes.")
    broken["yes"] = broken_rules(phone)
    phone.locator("#feedback-comment").fill("Fine")
    press(phone, "Send to the desk")
    shown(phone, "Sent to the desk")
    broken["sent"] = broken_rules(phone)

    assert broken == dict.fromkeys(broken, [])


# With script


def test_who_types_sees_what_is_left_and_who_listens_is_told_when_it_is_little(page, story):
    answer(page, story, "No")
    words, left = page.locator("#feedback-comment"), page.locator("#feedback-left")
    words.fill("a" * 895)
    expect(left).to_have_text("Characters left: 105")
    page.locator(".feedback [role=status]").evaluate(TOLD)
    page.clock.install()

    for _n in range(10):
        words.press("b")
    expect(left).to_have_text("Characters left: 95")
    assert page.evaluate("told") == []
    page.clock.run_for(1_500)

    assert page.evaluate("told") == ["Characters left: 95"]
    # What is seen and what is heard are not both heard.
    expect(words).to_have_accessible_description(re.compile("^(?!.*Characters left)Up to 1,000"))
    expect(left).to_have_attribute("aria-hidden", "true")
    words.fill("é" * 1_003)
    expect(left).to_have_text("Characters over the limit: 3")


def test_what_the_site_counts_as_one_sign_the_counter_counts_as_one(page, story):
    answer(page, story, "Yes")
    left = page.locator("#feedback-left")

    for typed in ("👩\u200d👧", "e\u0301\n\nx", "  abc  "):
        page.locator("#feedback-comment").fill(typed)
        expect(left).to_have_text("Characters left: 997" if "e" not in typed else re.compile("996"))


def test_who_wants_to_add_nothing_is_left_with_the_thanks_and_the_other_answer(page, story):
    heading = answer(page, story, "No")

    page.get_by_role("link", name="No thanks, back to the story").click()

    expect(heading).to_be_focused()
    expect(page.get_by_role("checkbox").first).to_be_hidden()
    press(page, "Change my answer to Yes")
    shown(page, "We have counted your Yes.")
    assert page.url.endswith(story.address)
    assert Feedback.objects.get().vote == "yes"


def test_when_script_gets_no_answer_the_form_is_sent_as_usual(page, story):
    page.route("**/feedback/**", fails_for_script)

    answer(page, story, "No")
    page.get_by_role("checkbox", name="Something is wrong").check()
    press(page, "Send to the desk")
    shown(page, "Sent to the desk")

    assert "/feedback/thanks/" in page.url
    assert Feedback.objects.get().reasons == ["wrong"]
    page.get_by_role("link", name="Back to the story").click()
    page.wait_for_url(f"**{story.address}#feedback")


def fails_for_script(route):
    """The network lets pass what the browser itself asks, and nothing else."""
    if route.request.resource_type == "fetch":
        route.abort()
    else:
        route.continue_()


def test_what_only_those_need_who_answer_is_fetched_by_them_alone(page, story):
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))

    page.goto(story.address, wait_until="networkidle")
    before = {name for name in asked if name.startswith("answer")}
    page.get_by_role("button", name="No", exact=True).click()
    page.wait_for_load_state("networkidle")
    shown(page, "We have counted your No.")

    assert before == set()
    assert {name for name in asked if name.startswith("answer")} == {"answer.css", "answer.js"}


def test_the_script_of_a_story_is_two_kilobytes_at_most():
    script = (settings.BASE_DIR / "static/site/feedback.js").read_text("utf-8")

    assert len(script.encode()) <= 2_048
    assert wire(script) <= 1.2 * 1_000
