"""Two people talk about a story in real browsers, and neither leaves the text for it."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from articles.desk import talking
from articles.desk.talking import Quoted
from articles.models import Article, Note, Sitting
from tests.browser.editing import EDITOR_IS_READY, click_into_story, open_panel, sign_in
from tests.browser.looking import runs_over
from tests.browser.test_axe import broken_rules
from tests.browser.test_desk import complaints, open_story  # noqa: F401 - a fixture
from tests.make import make_article, make_edition, make_user

pytestmark = [pytest.mark.browser, pytest.mark.looks]

BODY = "<p>The gates shut. Nobody knows why.</p><p>Nine <em>boats</em> came in: the gates shut.</p>"


@pytest.fixture
def ann(page):
    """A writer with a mailbox."""
    return make_user("Writer", "ann", first_name="Ann", last_name="Bell", email="ann@news.example")


@pytest.fixture
def ed(page):
    """An editor with one."""
    return make_user("Editor", "ed", first_name="Ed", last_name="Ito", email="ed@news.example")


@pytest.fixture
def other(chromium, live_server):
    """The page of a second person, at another machine."""
    context = chromium.new_context(base_url=live_server.url)
    context.set_default_timeout(10_000)
    return context.new_page()


def words_lit_up(page):
    """What of the story notes are about, as it is lit up."""
    return page.locator(".ProseMirror .noted").all_inner_texts()


def select_last_words(page, paragraph, words):
    """Select the last words of a paragraph, without its full stop, as one would by keys."""
    click_into_story(page, page.locator(".ProseMirror p").nth(paragraph))
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    for _word in words.split():
        page.keyboard.press("Control+Shift+ArrowLeft")
    page.wait_for_function("words => getSelection().toString() === words", arg=words)
    # The editor hears of it a moment later.
    page.wait_for_timeout(EDITOR_IS_READY)


def test_two_people_talk_about_a_passage_without_reloading(page, other, ann, ed, complaints):  # noqa: F811
    article = make_article(by=ann, body=BODY)
    sign_in(page, ed)
    sign_in(other, ann)
    open_story(page, article)
    open_story(other, article)

    # The second of two places that say the same.
    select_last_words(page, 1, "gates shut")
    page.keyboard.press("Control+Alt+m")
    expect(page.locator("#note-quote")).to_have_text("gates shut")
    page.keyboard.type("Who says so?")
    page.keyboard.press("Control+Enter")
    thread = page.locator("#talk-list .thread")
    expect(thread).to_contain_text("Who says so?")
    assert words_lit_up(page) == ["gates shut"]
    expect(page.locator(".ProseMirror p").nth(1).locator(".noted")).to_have_count(1)

    expect(other.get_by_role("tab", name="Notes 1")).to_be_visible(timeout=12_000)
    click_into_story(other, other.locator(".ProseMirror .noted"))
    expect(other.locator("#talk-list .thread--here")).to_be_visible()
    other.keyboard.press("Control+Alt+m")
    expect(other.locator("#talk-list .thread")).to_be_focused()
    other.locator("#talk-list summary").click()
    answer = other.get_by_label("Your reply")
    answer.press_sequentially("The harbour master, @e")
    other.get_by_role("option", name="Ed Ito").wait_for()
    answer.press("Enter")
    expect(answer).to_have_value("The harbour master, @ed ")
    other.get_by_role("button", name="Send").click()
    expect(other.locator("#talk-list .thread")).to_be_focused()
    expect(thread).to_contain_text("The harbour master, @ed", timeout=12_000)
    thread.locator("summary", has_text="Edit").click()
    page.get_by_label("What you wrote").press("End")
    page.keyboard.type(" And when?")
    page.keyboard.press("Control+Enter")
    expect(thread.locator(".said").first).to_have_text("Who says so? And when?")
    expect(thread).to_be_focused()
    expect(thread.locator(".said__before summary")).to_contain_text("edited")

    thread.get_by_role("button", name="Resolve").click()
    expect(page.locator("#talk-list")).to_contain_text("No open notes.")
    assert words_lit_up(page) == []
    page.get_by_text("1 resolved").click()
    page.get_by_role("button", name="Reopen").click()
    expect(thread).to_have_count(1)

    # None of it was of the story's text.
    assert not Sitting.objects.exclude(fields=None).exists()
    assert Article.objects.get().body == BODY
    assert complaints == []


def test_a_notice_is_counted_opened_and_mailed(page, ann, ed, complaints):  # noqa: F811
    article = make_article(by=ann, headline="Gates shut", body=BODY)
    sign_in(page, ed)
    open_story(page, article)
    open_panel(page, "Notes")
    page.get_by_label("Note", exact=True).fill("Nine boats, @ann?")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#talk-list")).to_contain_text("Nine boats, @ann?")
    expect(page.get_by_label("Note", exact=True)).to_have_value("")

    sign_in(page, ann)
    page.goto("/admin/")
    page.get_by_role("link", name="Notices").click()
    expect(page.locator(".bell__count")).to_contain_text("1")
    assert broken_rules(page) == []
    assert not runs_over(page, 390)
    page.get_by_role("button", name="New: Ed Ito mentions you in a note").click()

    expect(page.locator(f"#note-{Note.objects.get().pk}")).to_be_focused()
    expect(page.locator(".bell__count")).to_have_count(0)
    assert [each.to for each in mail.outbox] == [["ann@news.example"]]
    assert "Nine boats, @ann?" in mail.outbox[0].body
    # The rule's own script puts styles into the page that it looks at.
    assert [each for each in complaints if "inline style" not in each] == []


def test_a_suggested_headline_is_accepted_into_the_form_and_saved(page, ann, ed, complaints):  # noqa: F811
    article = make_article(by=ann, headline="As it was")
    sign_in(page, ed)
    open_story(page, article)
    page.get_by_text("Suggest another headline").click()
    page.locator("#proposal-headline").fill("Gates shut at noon")
    page.locator("#why-headline").fill("Says when")
    page.get_by_role("button", name="Suggest it").click()
    offer = page.locator("#talk-headline .choice__offers")
    expect(offer).to_contain_text("Ed Ito")
    expect(page.locator("[name=headline]")).to_have_value("As it was")

    sign_in(page, ann)
    open_story(page, article)
    expect(offer).to_contain_text("Says when")
    assert broken_rules(page) == []
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("[name=headline]")).to_have_value("Gates shut at noon")
    expect(page.locator("#kept")).to_contain_text("Kept")
    assert Article.objects.get().headline == "As it was"
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()

    assert Article.objects.get().headline == "Gates shut at noon"
    assert Note.objects.get().resolved_by == ann
    page.get_by_text("1 decided").click()
    expect(page.locator("#talk-headline")).to_contain_text("Accepted by Ann Bell")
    assert [each for each in complaints if "inline style" not in each] == []


def test_one_is_refused_with_a_reason(page, ann, ed):
    article = make_article(by=ann)
    talking.suggest(article, by=ed, part="standfirst", proposal="All came home.")
    sign_in(page, ann)
    open_story(page, article)

    refuse = page.locator("#talk-standfirst summary", has_text="Refuse")
    refuse.press("Enter")
    why = page.locator("#talk-standfirst").get_by_label("Why, if you like").first
    expect(why).to_be_focused()
    page.keyboard.type("Not all.")
    page.keyboard.press("Escape")
    expect(refuse).to_be_focused()
    expect(why).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(why).to_have_value("Not all.")
    page.get_by_role("button", name="Refuse it").click()

    expect(page.get_by_text("1 decided")).to_be_visible()
    note = Note.objects.get()
    assert (note.verdict, note.reason) == ("refused", "Not all.")


def test_the_words_are_followed_as_the_text_moves_and_missed_when_gone(page, ed, complaints):  # noqa: F811
    article = make_article(body=BODY)
    quoted = Quoted("Nine boats", " Nobody knows why. ", " came in:")
    talking.note(article, by=ed, text="Nine?", part="body", quoted=quoted)
    sign_in(page, ed)
    open_story(page, article)
    open_panel(page, "Notes")
    assert words_lit_up(page) == ["Nine ", "boats"]
    standing = page.locator("[data-standing]")

    click_into_story(page, page.locator(".ProseMirror p").first)
    page.keyboard.press("End")
    page.keyboard.type(" It rains.")
    assert words_lit_up(page) == ["Nine ", "boats"]
    page.get_by_role("button", name="Go to the words").click()
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.press("Control+Alt+m")
    expect(page.locator("#note-quote")).to_have_text("Nine boats")
    page.keyboard.press("Escape")
    expect(page.locator(".ProseMirror")).to_be_focused()
    expect(page.locator("#note-quote")).not_to_be_visible()
    click_into_story(page, page.locator(".ProseMirror em"))
    page.keyboard.type("x")
    expect(standing).to_have_text("These words have changed since.")
    page.get_by_role("button", name="Go to the words").click()
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.wait_for_timeout(EDITOR_IS_READY)
    page.keyboard.press("Delete")
    expect(standing).to_have_text("These words are not in the story any more.")
    expect(page.locator("#talk-list")).to_contain_text("Nine boats")

    assert complaints == []


def test_what_is_being_typed_stays_as_a_colleagues_note_comes_in(page, ann, ed):
    article = make_article(by=ann)
    note = talking.note(article, by=ed, text="Nine?")
    sign_in(page, ann)
    open_story(page, article)
    open_panel(page, "Notes")
    page.locator("#talk-list summary").click()
    reply = page.get_by_label("Your reply")
    reply.press_sequentially("I coun")

    talking.reply(note.pk, article=article, by=ed, text="Say something.")
    expect(page.locator("#talk-list")).to_contain_text("Say something.", timeout=12_000)
    expect(reply).to_be_focused()
    page.keyboard.type("ted.")

    expect(reply).to_have_value("I counted.")
    talking.resolve(note.pk, article=article, by=ed)
    expect(page.locator("#talk-list")).to_contain_text("No open notes.", timeout=12_000)
    expect(page.locator("#note-text")).to_have_value("I counted.")
    expect(page.locator("#note-text")).to_be_focused()
    expect(page.locator("#note-said")).to_contain_text("what you were writing there is here")


def test_a_note_that_cannot_be_sent_stays_and_says_why(page, ed):
    article = make_article()
    sign_in(page, ed)
    open_story(page, article)
    open_panel(page, "Notes")

    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#note-said")).to_have_text("Write a few words first.")
    page.get_by_role("button", name="On the selected words", exact=True).click()
    expect(page.locator("#note-said")).to_have_text("Select the words in the story first.")
    page.get_by_label("Note", exact=True).fill("Hm")
    page.context.set_offline(True)
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#note-said")).to_contain_text("your note was not sent")
    page.context.set_offline(False)
    page.route("**/notes/**", lambda route: route.fulfill(status=503, body="Away."))
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#note-said")).to_have_text(
        "No connection: your note was not sent. Try again."
    )
    expect(page.get_by_label("Note", exact=True)).to_have_value("Hm")


def test_who_only_reads_the_story_talks_about_it_too(page, ann, ed, complaints):  # noqa: F811
    article = make_edition(article=make_article(by=ann)).article
    talking.note(article, by=ed, text="Nine?")
    sign_in(page, ann)
    page.goto(f"/admin/articles/article/{article.pk}/change/")

    open_panel(page, "Notes")
    page.locator("#talk-list summary").click()
    page.get_by_label("Your reply").fill("Nine.")
    page.get_by_role("button", name="Send").click()

    expect(page.locator(".thread__replies")).to_contain_text("Nine.")
    page.get_by_text("Suggest another standfirst").click()
    page.locator("#proposal-standfirst").fill("All came home.")
    page.get_by_role("button", name="Suggest it").click()
    expect(page.locator("#talk-standfirst")).to_contain_text("All came home.")
    expect(page.get_by_role("button", name="Use it")).to_have_count(0)
    assert complaints == []


def test_one_chooses_what_one_is_told_of(page, ann):
    sign_in(page, ann)
    page.goto("/admin/notices/")
    page.get_by_role("link", name="What I am told of").click()
    assert broken_rules(page) == []
    assert not runs_over(page, 390)

    mailed = page.get_by_role("checkbox", name="A note on a story of yours By e-mail")
    mailed.uncheck()
    page.get_by_role("button", name="Save").click()

    page.get_by_text("Saved.").wait_for()
    expect(mailed).not_to_be_checked()


def test_the_notes_keep_all_rules_and_their_width(page, ann, ed):
    article = make_article(by=ann, body=BODY)
    note = talking.note(
        article, by=ed, text="Look at " + "page" * 60, part="body", quoted=Quoted("Nine boats")
    )
    talking.reply(note.pk, article=article, by=ann, text="Yes")
    for words in ("A" * 100, "B " * 80):
        talking.suggest(article, by=ed, part="headline", proposal=words)
    sign_in(page, ann)
    open_story(page, article)
    open_panel(page, "Notes")
    for fold in page.locator("#talk summary, .choice summary").all():
        fold.click()

    assert broken_rules(page) == []
    assert not any(runs_over(page, width) for width in (390, 1440))
