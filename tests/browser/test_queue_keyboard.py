"""The moderators' queue by keys alone, and in place: nothing is lost, nothing moves by itself."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from articles.feedback import moderation
from articles.models import Feedback
from tests.browser.editing import sign_in
from tests.browser.test_axe import RULES
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]

QUEUE = "/admin/articles/feedback/"


@pytest.fixture
def moderator(page):
    """A Moderator who is signed in."""
    user = make_user("Moderator")
    sign_in(page, user)
    return user


@pytest.fixture
def reports():
    """Three new reports, the newest first."""
    story = make_edition(headline="The mill", live_from=hours(-5))
    words = ("The first", "The second", "The third")
    return [
        make_report(edition=story, comment=said, at=hours(-n)) for n, said in enumerate(words, 1)
    ]


def state_of(report):
    """Where the report is now."""
    return Feedback.objects.get(pk=report.pk).state


def card(page, report):
    """The card of a report."""
    return page.locator(f"#report-{report.pk}")


def told(page):
    """What the toast says."""
    return page.locator("#toast [role=status]")


def press(page, *keys):
    """Press the keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def test_a_report_is_addressed_and_that_undone_by_keys_alone(page, moderator, reports):
    page.goto(QUEUE)

    press(page, "j")
    expect(card(page, reports[0])).to_be_focused()
    press(page, "j", "a")
    expect(card(page, reports[1]).get_by_label("What became of it")).to_be_focused()
    page.keyboard.type("No change")
    press(page, "Tab")
    page.keyboard.type("It was the 14th: said so twice")
    press(page, "Enter")

    expect(told(page)).to_have_text("1 moved to Addressed.")
    expect(card(page, reports[1])).to_have_count(0)
    expect(card(page, reports[2])).to_be_focused()
    addressed = Feedback.objects.get(pk=reports[1].pk)
    assert (addressed.state, addressed.resolution) == ("addressed", "no_change")
    assert addressed.events.latest("pk").note == "It was the 14th: said so twice"

    press(page, "u")

    expect(card(page, reports[1])).to_be_focused()
    expect(told(page)).to_have_text("1 undone.")
    ids = page.locator(".report").evaluate_all("all => all.map(each => each.dataset.report)")
    assert ids == [str(report.pk) for report in reports]
    assert state_of(reports[1]) == "new"


@pytest.mark.parametrize(
    ("key", "state"), [("d", "dismissed"), ("s", "spam"), ("h", "held"), ("o", "open")]
)
def test_a_key_moves_the_card_that_has_the_focus_and_the_next_one_gets_it(
    page, moderator, reports, key, state
):
    page.goto(QUEUE)

    press(page, "j", "j", key)

    expect(card(page, reports[1])).to_have_count(0)
    expect(card(page, reports[2])).to_be_focused()
    assert [state_of(report) for report in reports] == ["new", state, "new"]
    expect(page.locator(".queue__tabs [aria-current]")).to_have_text(re.compile(r"New\s+2"))
    expect(page.get_by_label("All 2 that match")).to_be_visible()


def test_what_leaves_the_card_in_its_tab_changes_it_there(page, moderator, reports):
    page.goto(QUEUE)

    press(page, "j", "x")
    card(page, reports[0]).get_by_text("More", exact=True).click()
    press(page, "m")
    expect(card(page, reports[0])).to_contain_text("Assigned to")
    expect(card(page, reports[0]).get_by_role("button", name="Escalate")).to_be_visible()
    press(page, "e")

    expect(card(page, reports[0])).to_contain_text("Escalated")
    expect(card(page, reports[0])).to_be_focused()
    expect(card(page, reports[0]).get_by_role("checkbox")).to_be_checked()
    press(page, "x")
    expect(card(page, reports[0]).get_by_role("checkbox")).not_to_be_checked()
    report = Feedback.objects.get(pk=reports[0].pk)
    assert report.assignee == moderator and report.is_escalated


def test_the_card_that_has_the_focus_is_named_and_in_view(page, moderator, reports):
    page.set_viewport_size({"width": 1000, "height": 420})
    page.goto(QUEUE)

    press(page, "j", "j", "j", "j")

    expect(card(page, reports[2])).to_be_focused()
    expect(card(page, reports[2])).to_be_in_viewport()
    name = card(page, reports[2]).get_attribute("aria-label")
    assert name == f"3 of 3: No Report № {reports[2].pk}. The mill"
    press(page, "k")
    expect(card(page, reports[1])).to_be_focused()


def places_of_buttons(card):
    """Where those are that can be seen, from the corner of the card."""
    return card.evaluate("""card => {
        const corner = card.getBoundingClientRect()
        return [...card.querySelectorAll(".report__ways > .button, .report__ask > summary")]
            .filter(each => each.checkVisibility({ contentVisibilityAuto: true }))
            .map(each => each.getBoundingClientRect())
            .map(({ x, y }) => [x - corner.x, y - corner.y])
    }""")


def test_what_is_asked_opens_beneath_buttons_that_stay_where_they_are(page, moderator, reports):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(QUEUE)
    press(page, "j", "j")
    second = card(page, reports[1])
    before = places_of_buttons(second)

    press(page, "a")
    opened = places_of_buttons(second)
    focused = second.get_by_label("What became of it")
    expect(focused).to_be_focused()
    expect(focused).to_be_in_viewport(ratio=1)
    press(page, "Escape")

    expect(second).to_be_focused()
    assert len(before) == 5
    assert (opened, places_of_buttons(second)) == (before, before)


def test_keys_lead_to_the_search_to_the_report_and_to_its_correction(page, moderator, reports):
    page.goto(QUEUE)

    press(page, "/")
    expect(page.locator(".look [name=q]")).to_be_focused()
    page.keyboard.type("jdsx?")
    assert page.locator(".look [name=q]").input_value() == "jdsx?"
    assert page.locator("dialog[open]").count() == 0

    page.goto(QUEUE)
    press(page, "j", "c")
    page.wait_for_url(f"**/{reports[0].pk}/change/?state=new")
    sign_in(page, make_user("Editor", "ed"))
    page.goto(QUEUE)
    press(page, "j", "c")
    page.wait_for_url(f"**/article/{reports[0].article_id}/*/?report={reports[0].pk}#carried")
    page.goto(QUEUE)
    press(page, "j", "j", "Enter")
    page.wait_for_url(f"**/{reports[1].pk}/change/?state=new")


@pytest.mark.parametrize("held", ["Control", "Alt", "Meta"])
def test_no_key_is_heard_with_another_held(page, moderator, reports, held):
    page.goto(QUEUE)
    press(page, "j")

    # As if the browser had no use of its own for these.
    for key in "dshme":
        page.evaluate(
            """([key, held]) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
                { key, bubbles: true, cancelable: true, [`${held.toLowerCase()}Key`]: true,
                  ctrlKey: held === "Control" }))""",
            [key, held],
        )

    page.wait_for_load_state("networkidle")
    assert {state_of(report) for report in reports} == {"new"}


def test_the_keys_are_listed_and_can_be_switched_off_for_good(page, moderator, reports):
    page.goto(QUEUE)
    press(page, "?")
    dialog = page.get_by_role("dialog", name="Keys of the queue")
    expect(dialog).to_be_visible()
    press(page, "j", "d")

    dialog.get_by_role("checkbox", name="Use these keys").uncheck()
    dialog.get_by_role("button", name="Close").click()
    press(page, "j", "d", "?")
    page.reload()
    press(page, "j", "d", "?")
    expect(dialog).to_be_hidden()
    assert {state_of(report) for report in reports} == {"new"}

    page.get_by_role("button", name="Keys").click()
    dialog.get_by_role("checkbox", name="Use these keys").check()
    press(page, "Escape", "j")
    expect(card(page, reports[0])).to_be_focused()


def test_a_button_does_the_same_in_place_and_the_toast_undoes_it(page, moderator, reports):
    page.goto(QUEUE)
    page.evaluate("window.same = true")

    card(page, reports[0]).get_by_role("button", name="Dismiss").click()
    page.locator("#toast").get_by_role("button", name="Undo").click()

    expect(card(page, reports[0])).to_be_focused()
    assert page.evaluate("window.same")
    assert state_of(reports[0]) == "new"
    press(page, "u")
    expect(told(page)).to_have_text("There is nothing left to undo.")


def test_the_toast_stays_ten_seconds_and_longer_while_it_is_looked_at(page, moderator, reports):
    page.clock.install()
    page.goto(QUEUE)
    toast = page.locator("#toast")
    card(page, reports[0]).get_by_role("button", name="Dismiss").click()
    expect(told(page)).to_have_text("1 moved to Dismissed.", timeout=5_000)

    page.clock.run_for(9_000)
    expect(toast).to_be_visible()
    toast.get_by_role("button", name="Undo").focus()
    page.clock.run_for(60_000)
    expect(toast).to_be_visible()

    card(page, reports[1]).focus()
    page.clock.run_for(11_000)
    expect(toast).to_be_hidden()
    press(page, "u")
    page.clock.run_for(100)
    expect(told(page)).to_contain_text("Nothing to undo: the last deed is older than 10 seconds.")
    assert state_of(reports[0]) == "dismissed"


def test_what_fails_is_told_and_what_was_typed_stays(page, moderator, reports):
    page.goto(QUEUE)
    press(page, "j", "a")
    page.keyboard.type("No change")
    press(page, "Tab")
    page.keyboard.type("A long note")
    page.route("**/feedback/", lambda route: route.abort())
    press(page, "Enter")

    expect(told(page)).to_contain_text("nothing was done")
    note = card(page, reports[0]).get_by_label("Note").first
    assert note.input_value() == "A long note"

    page.unroute("**/feedback/")
    note.press("Enter")
    expect(told(page)).to_have_text("1 moved to Addressed.")


def test_a_colleague_who_was_quicker_is_told_of(page, moderator, reports):
    page.goto(QUEUE)
    moderation.move(reports[0].pk, to="spam", by=make_user("Moderator", first_name="Wren"))

    press(page, "j", "d")

    expect(told(page)).to_contain_text("1 left as it was")
    expect(card(page, reports[0])).to_have_count(0)
    expect(card(page, reports[1])).to_be_focused()
    assert state_of(reports[0]) == "spam"


def test_whoever_was_signed_out_is_told_and_can_go_on(page, moderator, reports):
    page.goto(QUEUE)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")

    press(page, "j", "d")
    expect(told(page)).to_contain_text("You were signed out")
    page.context.add_cookies(cookies)
    press(page, "d")

    expect(told(page)).to_have_text("1 moved to Dismissed.")


def test_the_last_card_leaves_words_in_its_place(page, moderator, reports):
    for report in reports[1:]:
        moderation.move(report.pk, to="spam", by=moderator)
    page.goto(QUEUE)

    press(page, "j", "d")
    expect(page.locator(".queue__none")).to_be_focused()
    press(page, "u")

    expect(card(page, reports[0])).to_be_focused()


def test_what_comes_in_waits_behind_a_button_and_moves_nothing(page, moderator, reports):
    page.clock.install()
    page.goto(QUEUE)
    press(page, "j")
    before = card(page, reports[0]).bounding_box()
    new = [
        make_report(edition=reports[0].edition, comment=f"New {n}", at=timezone.now())
        for n in range(2)
    ]

    button = page.get_by_role("button", name="2 new reports")
    with page.expect_response("**/news/**"):
        page.clock.run_for(31_000)
    expect(button).to_be_visible()
    expect(page.locator(".report")).to_have_count(3)
    expect(card(page, reports[0])).to_be_focused()
    assert before["y"] - card(page, reports[0]).bounding_box()["y"] == 0

    button.click()

    expect(page.locator(".report")).to_have_count(5)
    expect(card(page, new[1])).to_be_focused()
    expect(button).to_be_hidden()


def test_nothing_is_asked_while_nobody_looks(page, moderator, reports):
    page.clock.install()
    page.goto(QUEUE)
    asked = []
    page.on("request", lambda sent: asked.append(sent.url) if "/news/" in sent.url else None)
    seen = "value => Object.defineProperty(document, 'hidden', { value, configurable: true })"
    page.evaluate(seen, "yes")

    page.clock.run_for(300_000)
    assert asked == []

    page.evaluate(seen, "")
    with page.expect_response("**/news/**"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_without_script_the_same_buttons_load_the_page(chromium, live_server, page, reports):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    sign_in(plain, make_user("Moderator"))
    plain.goto(QUEUE)

    card(plain, reports[0]).get_by_role("button", name="Dismiss").click()

    expect(plain.locator(".messagelist")).to_contain_text("1 moved to Dismissed.")
    expect(plain.get_by_role("button", name="Keys")).to_be_hidden()
    assert state_of(reports[0]) == "dismissed"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_toast_and_help_break_no_rule(page, moderator, reports, scheme):
    page.emulate_media(color_scheme=scheme)
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(QUEUE)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}

    press(page, "j", "d")
    expect(told(page)).to_have_text("1 moved to Dismissed.")
    toast = Axe().run(page, options=options).response["violations"]
    press(page, "?")
    expect(page.locator("#queue-help")).to_be_visible()
    dialog = Axe().run(page, options=options).response["violations"]

    assert [(each["id"], each["nodes"][0]["html"]) for each in toast + dialog] == []
    assert complaints == []


def test_where_all_states_are_shown_cards_tell_the_state_they_are_in_now(page, moderator, reports):
    page.goto(f"{QUEUE}?state=all")
    badge = card(page, reports[0]).locator(".badge").first

    press(page, "j", "d")
    expect(badge).to_have_text("Dismissed")
    press(page, "u")
    expect(told(page)).to_have_text("1 undone.")
    expect(badge).to_have_text("New")

    moderation.move(reports[0].pk, to="open", by=make_user("Moderator", first_name="Wren"))
    press(page, "d")
    expect(told(page)).to_contain_text("1 left as it was")
    expect(badge).to_have_text("Open")
    press(page, "d")

    expect(badge).to_have_text("Dismissed")
    assert state_of(reports[0]) == "dismissed"
