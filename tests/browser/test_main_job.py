"""The main job, end to end, in a real browser and with a real story."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.editing import click_into_story
from tests.make import make_contributor, make_section, make_user

pytestmark = pytest.mark.browser

SEED = Path(settings.BASE_DIR).parent / "shared" / "seeds" / "article-page.json"
PASSWORD = "pass-phrase-1"  # noqa: S105 - of accounts that live for one test


@pytest.fixture
def seed():
    """The real story that the test enters."""
    if not SEED.exists():
        pytest.skip(
            f"the real story is not here: {SEED.parent.name}/{SEED.name} beside the checkout"
        )
    return json.loads(SEED.read_text(encoding="utf-8"))


def sign_in_by_form(page, user):
    """Sign in at the desk."""
    page.goto("/admin/")
    page.get_by_label("Username").fill(user.get_username())
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")


def choose(page, field, text):
    """Pick from a search box of the form by typing."""
    page.locator(f"#id_{field} + .select2 .select2-selection").click()
    page.locator(".select2-search__field").last.fill(text)
    page.get_by_role("option", name=text, exact=True).click()


def write_body(page, blocks):
    """Type the story into the editor as one would: headings by ##, a new line for each block."""
    click_into_story(page, page.locator(".ProseMirror"))
    for n, block in enumerate(blocks):
        if n:
            page.keyboard.press("Enter")
        if block["type"] == "heading":
            page.keyboard.type("## ")
        page.keyboard.insert_text(block["text"])


def add_rows(page, prefix, count):
    """Press "Add another" so often."""
    for _n in range(count):
        page.locator(f"#{prefix}-group .add-row a, #{prefix}-group .add-row button").click()


def write_story(page, seed):
    """Fill the form of a new story with everything that the seed has."""
    page.goto("/admin/articles/article/add/")
    page.locator("[name=headline]").fill(seed["headline"])
    write_body(page, seed["body"])
    choose(page, "section", "AI")
    add_rows(page, "takeaways", len(seed["key_takeaways"]))
    for n, text in enumerate(seed["key_takeaways"]):
        page.locator(f"[name=takeaways-{n}-text]").fill(text)
    add_rows(page, "credits", 2)
    choose(page, "credits-0-contributor", seed["byline"])
    choose(page, "credits-1-contributor", seed["edited_by"])
    page.locator("[name=credits-1-role]").select_option("editor")


def in_order(seed):
    """Everything that the seed's page shows, in the order in which it shows it."""
    yield from seed["breadcrumb"]
    yield from (seed["section"], seed["reading_time"], seed["headline"])
    yield from (f"By {seed['byline']}", "Published", f"Edited by {seed['edited_by']}")
    yield "Key Takeaways"
    yield from seed["key_takeaways"]
    yield from (block["text"] for block in seed["body"])
    yield seed["feedback_question"]
    yield from seed["feedback_answers"]
    yield from (seed["author_card"]["name"], seed["author_card"]["bio"])
    yield seed["author_card"]["more"]


def shown_in_order(page, pieces):
    """Look for each piece behind the one before; fail with the first that is not there."""
    text = " ".join(page.locator("body").inner_text().split()).casefold()
    at = 0
    for piece in pieces:
        wanted = " ".join(piece.split()).casefold()
        found = text.find(wanted, at)
        assert found >= 0, f"not on the page, or not in its place: {piece!r}"
        at = found + len(wanted)


def test_a_story_is_written_read_answered_and_its_answer_dealt_with(
    page, chromium, seed, live_server
):
    make_section("news", "News"), make_section("news/technology", "Technology")
    make_section("news/technology/ai", "AI")
    make_contributor(seed["byline"], bio=seed["author_card"]["bio"])
    make_contributor(seed["edited_by"])
    editor, moderator = make_user("Editor"), make_user("Moderator")

    sign_in_by_form(page, editor)
    write_story(page, seed)
    page.get_by_role("button", name="Publish", exact=True).click()
    # Its takeaways name no passage that the story has word for word, or its title is long.
    page.get_by_role("heading", name="Worth a look").wait_for()
    page.get_by_role("button", name="Publish all the same").click()
    page.get_by_text("readers have it now").wait_for()

    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    reader = context.new_page()
    reader.goto("/")
    reader.get_by_role("link", name="News", exact=True).first.click()
    reader.get_by_role("link", name="Technology", exact=True).first.click()
    reader.get_by_role("link", name="AI", exact=True).first.click()
    reader.locator("main").get_by_role("link", name=seed["headline"]).first.click()
    shown_in_order(reader, in_order(seed))
    assert context.cookies() == []

    reader.get_by_role("button", name="No", exact=True).click()
    reader.get_by_role("textbox", name="In your own words").fill("Which countries signed it?")
    reader.get_by_role("button", name="Send to the desk").click()
    reader.get_by_role("heading", name="Sent to the desk").wait_for()
    assert context.cookies() == []
    context.close()

    page.context.clear_cookies()
    sign_in_by_form(page, moderator)
    page.goto("/admin/articles/feedback/?state=all")
    card = page.locator(".report").filter(has_text="Which countries signed it?").first
    card.get_by_text("Address…").click()
    card.get_by_label("What became of it").select_option("clarified")
    card.get_by_role("button", name="Address it").click()
    page.get_by_text("1 moved to Addressed.").wait_for()
    page.goto("/admin/articles/feedback/?state=addressed")
    page.get_by_text("Which countries signed it?").first.wait_for()
