"""The queue of reports as one uses it, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from articles.models import Feedback, WordRule
from tests.browser.editing import sign_in
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]
QUEUE = "/admin/articles/feedback/"
# A word with no place to be parted.
LONG = "over" * 40


def fill():
    """A report with all that a card can show, and some others."""
    edition = make_edition(headline="The model that shuts the harbour gates must say why")
    full = make_report(
        edition=edition,
        comment=f"It was twelve, not ten.\n\nAsk the harbour board. {LONG}",
        reasons=["wrong", "outdated"],
        suspicions=["trap", "words"],
        at=hours(-3),
    )
    Feedback.objects.filter(pk=full.pk).update(
        part_anchor="the-vote",
        part_heading="The vote",
        masked="e-mail",
        is_watched=True,
        is_escalated=True,
        counts=False,
        text_hash="twelve",
        assignee=make_user("Moderator", "ana"),
    )
    WordRule.objects.create(words=LONG, deal="hold")
    WordRule.objects.create(words=f"{LONG[:-4]}*", deal="watch")
    make_edition(article=edition.article, headline="The model must say why", body="<p>Other.</p>")
    for n in range(3):
        make_report(edition=edition, comment=f"Number {n}", at=hours(-4 - n))
    return full


def card(page, words):
    """The card on which these words stand."""
    return page.locator(".report").filter(has_text=words)


def test_a_report_is_addressed_on_its_card_and_that_is_undone(page):
    fill()
    sign_in(page, make_user("Moderator"))
    page.goto(QUEUE)

    card(page, "Number 1").get_by_text("Address…").click()
    card(page, "Number 1").get_by_label("What became of it").select_option("clarified")
    card(page, "Number 1").get_by_role("button", name="Address it").click()
    expect(page.get_by_text("1 moved to Addressed.")).to_be_visible()
    expect(card(page, "Number 1")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_text("1 undone.")).to_be_visible()
    expect(card(page, "Number 1")).to_have_count(1)


def test_several_are_ticked_and_dismissed(page):
    fill()
    sign_in(page, make_user("Moderator"))
    page.goto(QUEUE)

    for words in ("Number 0", "Number 2"):
        card(page, words).get_by_role("checkbox").check()
    page.get_by_label("What to do with them").select_option(label="Dismiss")
    page.get_by_role("button", name="Go", exact=True).click()

    expect(page.get_by_text("2 moved to Dismissed.")).to_be_visible()
    expect(page.locator(".report")).to_have_count(1)


def test_what_has_changed_since_it_was_read_is_one_press_away(page):
    fill()
    sign_in(page, make_user("Moderator"))
    page.goto(f"{QUEUE}?state=held")

    page.get_by_role("link", name="See what has changed").click()

    expect(page.get_by_text("Edition 1, as the reader saw it")).to_be_visible()
    assert broken_rules(page) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_the_queue_fits_its_window_and_breaks_no_rule(page, width):
    fill()
    sign_in(page, make_user("Moderator"))

    found, wide = [], []
    for address in (f"{QUEUE}?state=all", f"{QUEUE}?vote=no&q=twelve&since=2001-01-01"):
        page.goto(address)
        page.set_viewport_size({"width": width, "height": 900})
        for ask in page.locator(".report:first-child .report__ask > summary").all():
            ask.click()
        page.get_by_text("Narrow down").click()
        for several in page.locator(".look__several > summary").all():
            several.click()
        expect(page.locator(".report__why")).to_contain_text(f"“{LONG}”")
        found += broken_rules(page)
        wide.append(runs_over(page, width))

    assert found == []
    assert wide == [False, False]


def test_on_a_phone_a_card_takes_the_width_and_its_buttons_are_large_enough(page):
    fill()
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in(page, make_user("Moderator"))
    page.goto(f"{QUEUE}?state=held")

    whole = page.locator(".report").bounding_box()
    buttons = page.locator(".report__ways .button:visible").all()
    tools = [each.bounding_box() for each in page.locator(".object-tools a").all()]

    assert whole["width"] >= 350
    assert len(buttons) == 5
    assert {button.bounding_box()["height"] >= 40 for button in buttons} == {True}
    assert {each["height"] < 50 for each in tools} == {True}
