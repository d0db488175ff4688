"""From what a reader says to what the paper prints, in a real browser."""

import pytest
from playwright.sync_api import expect

from articles.feedback.feedback import Reason
from articles.models import Correction, Feedback, Note, WordRule
from tests.browser.editing import sign_in
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.browser.test_desk import complaints  # noqa: F401 - a fixture
from tests.desk.reports import say_more
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]

BODY = "<p>The council met.</p><h2>The vote</h2><p>Three came, and two left.</p>"


def reported(comment="It was four, not three", **known):
    """A report on a part of a live story."""
    edition = make_edition(headline="Talks open", body=BODY, live_from=hours(-3), **known)
    report = make_report(edition=edition, comment=comment, reasons=[Reason.WRONG])
    Feedback.objects.filter(pk=report.pk).update(part_anchor="the-vote", part_heading="The vote")
    return report


def page_of(report):
    """Where a report is sorted."""
    return f"/admin/articles/feedback/{report.pk}/change/"


def test_a_report_becomes_a_correction_and_the_story_says_thanks_to_whom(page, complaints):  # noqa: F811
    report = reported()
    sign_in(page, make_user("Editor"))
    page.goto(page_of(report))

    page.get_by_role("button", name="Make a correction").click()
    page.locator(".ProseMirror").wait_for()
    expect(page.get_by_role("tab", name="Publishing")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#carried blockquote")).to_be_in_viewport()
    expect(page.locator("#carried blockquote")).to_have_text("It was four, not three")
    expect(page.get_by_label("Thanks to readers")).to_be_checked()
    notice = page.get_by_label("Correction notice")
    notice.fill("Four came …")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish changes").click()
    expect(page.locator(".errornote")).to_be_in_viewport()
    notice.fill("Four came, not three.")
    page.get_by_role("button", name="Publish changes").click()
    # Printing, and the form anew with all beside it, is the longest answer of the desk.
    expect(page.get_by_text("readers have it now")).to_be_visible(timeout=15_000)

    page.goto(page_of(report))
    expect(page.locator(".badges")).to_contain_text("Addressed: Corrected")
    page.goto(report.edition.address)
    expect(page.locator("#corrections")).to_contain_text(
        "Four came, not three. Corrected thanks to readers."
    )
    assert Correction.objects.get().reports.get() == report
    assert [each for each in complaints if "(Unprocessable Entity)" not in str(each)] == []


def test_a_report_becomes_a_note_on_the_part_that_it_names(page, complaints):  # noqa: F811
    report = reported()
    first = make_report(edition=report.edition, comment="Four")
    sign_in(page, make_user("Editor"))
    page.goto(page_of(report))

    # Enter presses the button beside the field, and no other.
    page.get_by_label("Duplicate of №").fill(str(first.pk))
    with page.expect_navigation():
        page.get_by_label("Duplicate of №").press("Enter")
    expect(page.get_by_text(f"It is a duplicate of № {first.pk}.")).to_be_visible()
    assert Note.objects.count() == 0
    page.get_by_label("Note").fill("Ask the council")
    page.get_by_role("button", name="Leave a note on the story").click()
    page.locator(".ProseMirror").wait_for()

    made = Note.objects.get()
    thread = page.locator(f"#note-{made.pk}")
    expect(thread).to_be_visible()
    expect(thread).to_contain_text("A reader writes: It was four, not three")
    expect(page.locator(".ProseMirror .noted")).to_have_text("The vote")
    assert Feedback.objects.get(pk=report.pk).state == "in_progress"
    assert report.events.get(what="noted").note == "A note on the story. Ask the council"
    assert complaints == []


def test_seven_reports_are_marked_after_an_edition_and_the_marking_is_undone(page, complaints):  # noqa: F811
    first = reported("Word 0").edition
    for n in range(1, 7):
        make_report(edition=first, comment=f"Word {n}")
    make_edition(article=first.article, headline="Talks open", live_from=hours(-2))
    sign_in(page, make_user("Editor"))

    page.goto(f"/admin/articles/article/{first.article_id}/change/")
    page.locator(".ProseMirror").wait_for()
    page.get_by_role("tab", name="Readers").click()
    page.get_by_role("link", name="Mark these 7 as addressed").click()
    assert page.get_by_label("What became of them").input_value() == "updated"
    page.get_by_role("checkbox", name="Word 3").uncheck()
    page.get_by_role("button", name="Mark these 7 as addressed").click()

    expect(page.get_by_text("6 reports are marked as addressed.")).to_be_visible()
    assert Feedback.objects.filter(state="addressed", resolution="updated").count() == 6
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("6 reports are as they were.")).to_be_visible()
    assert Feedback.objects.filter(state="new").count() == 7
    assert complaints == []


def test_the_pages_of_reports_break_no_rule_and_run_over_no_edge(page):
    report = reported("Nowhere a word as long as " + "this" * 40)
    WordRule.objects.create(words="this" * 40, deal="watch")
    Feedback.objects.filter(pk=report.pk).update(is_watched=True)
    article, body = report.edition.article, BODY.replace("Three", "Four")
    make_edition(article=article, headline="Talks fail", body=body)
    sign_in(page, make_user("Editor"))
    story = f"/admin/articles/article/{article.pk}"
    mend = f"{story}/mend/?report={report.pk}"

    for address in (f"{page_of(report)}?state=all", f"{story}/readers/", mend):
        page.goto(address)
        assert (address, [width for width in (390, 1440) if runs_over(page, width)]) == (
            address,
            [],
        )
        assert (address, broken_rules(page)) == (address, [])


def test_the_queue_is_gone_through_from_page_to_page_by_keys(page, complaints):  # noqa: F811
    story = make_edition(headline="Talks open", body=BODY, live_from=hours(-9))
    first, second, third = (make_report(edition=story, at=hours(-n)) for n in (1, 2, 3))
    sign_in(page, make_user("Moderator"))
    page.goto("/admin/articles/feedback/?vote=no")

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{page_of(first)}?vote=no&state=new")
    page.get_by_label("Note").fill("jkds?")
    assert page.get_by_label("Note").input_value() == "jkds?"
    page.get_by_role("heading", name="Report №").click()
    page.keyboard.press("j")
    page.wait_for_url(f"**{page_of(second)}?*")
    page.keyboard.press("a")
    expect(page.get_by_label("What became of it", exact=True)).to_be_focused()
    page.get_by_role("heading", name="Report №").click()
    with page.expect_navigation():
        page.keyboard.press("d")
    page.wait_for_url(f"**{page_of(third)}?*")
    expect(page.locator(".messagelist")).to_contain_text("moved: New → Dismissed")
    with page.expect_navigation():
        page.keyboard.press("u")
    page.wait_for_url(f"**{page_of(second)}?*")
    assert Feedback.objects.get(pk=second.pk).state == "new"
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys of the queue")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    expect(page.locator(f"#report-{second.pk}")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(f"#report-{third.pk}")).to_be_focused()
    assert complaints == []


def test_a_card_shows_what_its_reader_said_meanwhile_and_keeps_what_was_typed(page, complaints):  # noqa: F811
    report = reported("Which talks?")
    sign_in(page, make_user("Moderator"))
    page.goto("/admin/articles/feedback/")
    card = page.locator(f"#report-{report.pk}")

    card.get_by_text("Address…").click()
    card.get_by_label("What became of it").select_option("no_change")
    card.get_by_label("Note").first.fill("Nothing to it")
    say_more(report, "Which talks? It was on Friday.")
    card.get_by_role("button", name="Address it").click()

    expect(page.locator("#toast")).to_contain_text("Its reader has said more meanwhile")
    expect(card).to_contain_text("It was on Friday.")
    assert card.get_by_label("Note").first.input_value() == "Nothing to it"
    assert card.get_by_label("What became of it").input_value() == "no_change"
    card.get_by_role("button", name="Address it").click()
    expect(card).to_have_count(0)
    assert Feedback.objects.get().resolution == "no_change"
    assert complaints == []
