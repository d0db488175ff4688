"""The house style in a real browser: marked as one types, and put right by one press."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, StyleRule
from tests.browser.editing import click_into_story, open_panel, sign_in
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.browser.test_editor import saved, write
from tests.browser.test_writing import rules_broken_by
from tests.make import make_article, make_edition, make_style_rule, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]

MARK = ".ProseMirror .style-mark"


def box(page):
    """What opens at a mark."""
    return page.get_by_role("dialog", name="House style")


def test_words_are_marked_as_one_types_and_put_right_by_one_press(page, complaints):  # noqa: F811
    make_style_rule("advisor", "adviser", say="We write adviser.")
    article = write(page, "<p>An 😀</p>")

    page.keyboard.type(" advisor came.")
    expect(page.locator(MARK)).to_have_text("advisor")
    expect(page.get_by_role("status").filter(has_text="1 remark on the story")).to_be_visible()
    page.locator(MARK).click()
    expect(box(page)).to_contain_text("We write adviser.")
    assert rules_broken_by(page, complaints) == []
    box(page).get_by_role("button", name="Put “adviser” instead").click()

    expect(page.locator(MARK)).to_have_count(0)
    expect(page.locator(".ProseMirror")).to_be_focused()
    assert saved(page, article) == "<p>An 😀 adviser came.</p>"
    assert complaints == []


def test_the_checks_say_it_too(page, complaints):  # noqa: F811
    make_style_rule("advisor", "adviser", say="We write adviser.")
    write(page, "<p>x</p>")

    page.keyboard.type(" An advisor.")
    open_panel(page, "Checks")

    told = "“advisor”: We write adviser. Put “adviser”."
    expect(page.get_by_role("link", name=told)).to_be_visible()
    assert complaints == []


def test_f8_goes_from_mark_to_mark_and_back(page, complaints):  # noqa: F811
    make_style_rule("advisor", "adviser")
    make_style_rule("whilst", say="Write while.")
    article = write(page, "<p>Whilst an advisor</p><p>and <em>an advisor</em> wait.</p>")
    expect(page.locator(MARK)).to_have_count(3)

    page.keyboard.press("F8")
    expect(box(page)).to_contain_text("Write while.")
    expect(box(page).get_by_role("button", name="Leave it here")).to_be_focused()
    page.keyboard.press("F8")
    expect(box(page).get_by_role("button", name="Put “adviser” instead")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".ProseMirror")).to_be_focused()
    expect(box(page)).to_be_hidden()
    page.keyboard.press("F8")
    page.keyboard.press("Enter")
    expect(page.locator(MARK)).to_have_count(2)
    page.keyboard.press("Shift+F8")
    page.keyboard.press("Enter")

    expect(page.locator(MARK)).to_have_text(["Whilst"])
    body = "<p>Whilst an adviser</p><p>and <em>an adviser</em> wait.</p>"
    assert saved(page, article) == body
    assert complaints == []


def test_marks_hold_their_place_across_marks_links_breaks_and_signs(page):
    make_style_rule("per cent", "percent")
    body = (
        '<p>😀🦡 ten <strong>per</strong> <a href="/news/">cent</a> of it,<br>'
        "ten per cent 👩‍👩‍👧 <em>ten per cent</em></p><ul><li>per cent</li></ul>"
    )
    write(page, body)

    expect(page.locator(MARK)).to_have_text(["per", " ", "cent", *["per cent"] * 3])


def test_an_answer_that_comes_late_marks_only_what_is_still_there(page):
    make_style_rule("advisor", "adviser")
    late = []
    page.route("**/article/style/", lambda route: late.append(route))
    write(page, "<p>One advisor.</p><p>Two advisors, one advisor.</p>")

    page.keyboard.press("Control+Home")
    page.keyboard.type("Not ")
    late[0].continue_()
    page.unroute("**/article/style/")
    expect(page.locator(MARK)).to_have_text(["advisor"])
    expect(page.locator(".ProseMirror p").nth(1).locator(".style-mark")).to_have_count(1)

    # The first has become another text, about which is asked anew.
    expect(page.locator(MARK)).to_have_text(["advisor", "advisor"])


def test_what_is_left_stays_left_over_a_save_and_only_these_words(page):
    make_style_rule(r"advisors?", kind="expression", say="We write adviser.")
    article = write(page, "<p>An advisor, and an advisor.</p>")

    page.locator(MARK).first.click()
    box(page).get_by_role("button", name="Leave it here").click()
    expect(page.locator(MARK)).to_have_count(0)
    saved(page, article)
    click_into_story(page, page.locator(".ProseMirror p"))
    page.keyboard.press("Control+End")
    page.keyboard.type(" Two advisors.")

    expect(page.locator(MARK)).to_have_text(["advisors"])


def test_headline_standfirst_and_takeaways_have_their_remarks_beneath(page, complaints):  # noqa: F811
    make_style_rule("advisor", "adviser", say="We write adviser.")
    article = make_article(headline="😀 Advisor leaves", standfirst="x", takeaways=["An advisor"])
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    headline = page.get_by_role("textbox", name="Headline")
    remark = page.locator("#id_headline-style")

    expect(remark).to_contain_text("“Advisor” We write adviser.")
    expect(page.locator("#id_takeaways-0-text-style")).to_contain_text("“advisor”")
    page.get_by_role("textbox", name="Standfirst").fill("Whose advisor?")
    expect(page.locator("#id_standfirst-style")).to_contain_text("“advisor”")
    assert rules_broken_by(page, complaints) == []
    remark.get_by_role("button", name="Put “Adviser” instead").click()

    expect(headline).to_have_value("😀 Adviser leaves")
    expect(headline).to_be_focused()
    expect(remark).to_be_empty()
    assert not any(runs_over(page, width) for width in (390, 1440))
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()
    assert Article.objects.get().headline == "😀 Adviser leaves"
    assert complaints == []


def test_whoever_writes_is_told_what_was_not_looked_for(page, complaints):  # noqa: F811
    make_style_rule("(a+)+$", kind="expression")
    make_style_rule("advisor", "adviser")
    write(page, f"<p>An advisor. {'a' * 500}!</p>")

    expect(page.locator(MARK)).to_have_text(["advisor"])
    told = page.get_by_role("status").filter(has_text="1 remark on the story")
    expect(told).to_contain_text("A rule took too long and was not looked for: “(a+)+$”.")
    open_panel(page, "Checks")
    expect(
        page.get_by_role("link", name="was not looked for, since it takes too long")
    ).to_be_visible()
    assert complaints == []


def test_editors_keep_the_rules(page):
    sign_in(page, make_user("Editor"))
    page.goto(reverse("admin:articles_stylerule_add"))

    page.get_by_label("Look for").fill("(a+)+$")
    page.get_by_label("Say").fill("No.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This looks like a regular expression")).to_be_visible()
    page.get_by_label("Regular expression").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This expression takes too long")).to_be_visible()
    assert broken_rules(page) == []
    page.get_by_label("Look for").fill(r"(\d+) ?%")
    page.get_by_label("Put instead").fill(r"\1 per cent")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("#result_list").get_by_text(r"(\d+) ?%")).to_be_visible()
    assert StyleRule.objects.get().instead == r"\1 per cent"
    assert not any(runs_over(page, width) for width in (1440, 390))
    for words in (r"(\d+) ?%", "No.", "Active"):
        expect(page.locator("#result_list").get_by_text(words)).to_be_in_viewport(ratio=1)


def test_a_live_text_that_is_mended_is_marked_too(page, complaints):  # noqa: F811
    make_style_rule("advisor", "adviser")
    edition = make_edition(headline="Advisor leaves", body="<p>An advisor.</p>")
    sign_in(page, make_user("Editor"))

    page.goto(reverse("admin:articles_article_mend", args=[edition.article_id]))

    expect(page.locator(MARK)).to_have_text(["advisor"])
    expect(page.locator("#id_headline-style")).to_contain_text("“Advisor”")
    assert complaints == []
