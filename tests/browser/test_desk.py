"""The desk in a real browser, under its strict policy."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.editing import click_into_story, open_panel, sign_in
from tests.browser.looking import runs_over
from tests.browser.test_main_job import add_rows
from tests.feedback.answers import make_report
from tests.make import hours, make_article, make_edition, make_image, make_user, tomorrow

pytestmark = [pytest.mark.browser, pytest.mark.looks]

BODY = """
<p>It <strong>began</strong> at <em>noon</em>, <a href="/news/">they say</a>.<br>H<sub>2</sub>O.</p>
<h2>The vote</h2>
<ul><li>one<ul><li>within</li></ul></li><li><p>two</p><p>three</p></li></ul>
<ol><li>first</li></ol><h3>Smaller</h3>
<blockquote><p>Said.</p><footer>Ada Marsh</footer></blockquote>
<blockquote class="pull"><p>Pulled.</p></blockquote><hr>
<figure data-image="{image}"><figcaption>A <em>field</em></figcaption></figure>
<figure data-embed="https://video.example/a?b=1&amp;c=2"></figure>
<table><thead><tr><th>Year</th><th>Level</th></tr></thead><tbody><tr><td>1976</td><td>4.1</td></tr>
</tbody></table><p>End.</p>
"""


@pytest.fixture
def complaints(page):
    """What the browser's console has to complain of."""
    found = []

    def note(message):
        if message.type == "error":
            found.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def open_story(page, article):
    """Open a story's form and wait for its editor."""
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator(".ProseMirror").wait_for()


def test_a_story_opened_and_saved_untouched_has_not_changed(page, complaints):
    body = BODY.format(image=make_image().pk)
    story = make_edition(body=body)
    sign_in(page, make_user("Editor"))

    open_story(page, story.article)
    # Something is typed and taken back, so that the editor writes its own HTML.
    click_into_story(page, page.locator(".ProseMirror p").first)
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()

    first, second = story.article.revisions.order_by("number")
    printed = story.as_document().body
    assert second.document["body"] == printed
    assert page.locator(".badge").first.inner_text().endswith("Live")
    assert complaints == []


def test_takeaways_are_sorted_by_their_buttons(page):
    article = make_article(takeaways=["One", "Two", "Three"])
    sign_in(page, make_user("Editor"))

    open_story(page, article)
    page.locator("#takeaways-2").get_by_role("button", name="Move up").click()
    page.locator("#takeaways-0").get_by_role("button", name="Move down").click()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()

    assert list(article.takeaways.values_list("text", flat=True)) == ["Three", "One", "Two"]


def test_a_picture_is_put_into_the_story_from_the_library(page, complaints):
    image = make_image(name="Weir at dusk")
    article = make_article(body="<p>Before.</p>")
    sign_in(page, make_user("Editor"))

    open_story(page, article)
    click_into_story(page, page.locator(".ProseMirror p").first)
    page.keyboard.press("End")
    page.get_by_role("button", name="Picture from the library").click()
    page.get_by_role("searchbox", name="Search the library").fill("weir")
    page.get_by_role("button", name="Weir at dusk").click()
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()

    article.refresh_from_db()
    assert f'<figure data-image="{image.pk}">' in article.body
    assert complaints == []


def test_enter_in_a_field_saves_a_draft_and_publishes_nothing(page):
    article = make_article()
    sign_in(page, make_user("Editor"))

    open_story(page, article)
    page.locator("[name=seo_title]").evaluate("field => field.closest('details').open = true")
    page.locator("[name=seo_title]").press("Enter")
    page.get_by_text("Saved.").wait_for()

    assert Article.objects.get().editions.count() == 0


def test_a_conflict_shows_the_others_text_and_keeps_ones_own(page):
    article = make_article(headline="As it was")
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    Article.objects.update(version=2, headline="Theirs", saved_by=make_user("Editor", name="ana"))

    page.locator("[name=headline]").fill("Mine")
    page.get_by_role("button", name="Save draft").click()

    page.get_by_role("heading", name="What was saved meanwhile").wait_for()
    assert page.locator("[name=headline]").input_value() == "Mine"
    assert "Theirs" in page.locator(".conflict").inner_text()
    page.get_by_role("button", name="Save mine over theirs").click()
    page.get_by_text("Saved.").wait_for()
    assert Article.objects.get().headline == "Mine"


def test_no_page_of_the_desk_complains_or_runs_over(page, complaints):
    edition = make_edition(headline="Live", lead=make_image(), takeaways=["One"])
    make_edition(article=edition.article, live_from=tomorrow())
    sign_in(page, make_user("Administrator"))
    models = ("article", "feedback", "image", "section", "contributor", "edition", "correction")
    addresses = ["", *(f"articles/{name}/" for name in models), "articles/redirect/", "auth/user/"]
    addresses += ["taggit/tag/", "articles/article/add/", "articles/image/add/"]
    addresses += ["articles/section/add/", "articles/contributor/add/", "auth/user/add/"]
    addresses += [f"articles/article/{edition.article_id}/change/"]
    addresses += [f"articles/edition/{edition.pk}/change/", "password_change/"]

    over = []
    for address in addresses:
        page.goto(f"/admin/{address}", wait_until="networkidle")
        over += [(address, width) for width in (390, 1440) if runs_over(page, width)]

    assert over == []
    assert complaints == []


def test_a_new_row_has_a_name_for_each_of_its_controls(page):
    article = make_article()
    sign_in(page, make_user("Editor"))

    open_story(page, article)
    add_rows(page, "takeaways", 1)

    page.get_by_role("textbox", name="Takeaway").wait_for()


def test_a_new_story_begins_at_its_headline(page):
    sign_in(page, make_user("Writer"))

    page.goto("/admin/articles/article/add/")
    page.locator(".ProseMirror").wait_for()
    expect(page.locator("[name=headline]")).to_be_focused()
    page.keyboard.type("Gates")
    page.keyboard.press("Enter")
    page.keyboard.type(" shut")

    assert page.locator("[name=headline]").input_value() == "Gates shut"


def test_taking_a_page_away_is_two_steps(page):
    edition = make_edition()
    sign_in(page, make_user("Editor"))
    open_story(page, edition.article)
    button = page.get_by_role("button", name="Withdraw", exact=True)
    expect(button).to_be_hidden()

    open_panel(page, "Publishing")
    page.locator("summary", has_text="Withdrawing").click()
    page.locator("[name=notice]").fill("We were wrong.")
    button.click()
    page.get_by_text("the story has no page any more").wait_for()

    assert page.goto(edition.address).status == 410


def test_what_is_scheduled_is_asked_for_its_time_first(page):
    article = make_article()
    sign_in(page, make_user("Editor"))
    open_story(page, article)

    page.get_by_role("button", name="Schedule").click()

    expect(page.locator("[name=print_at]")).to_be_focused()
    expect(page.get_by_text("Choose a day and time, then press Schedule.")).to_be_visible()
    expect(page.get_by_role("tab", name="Publishing")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("width", [390, 1440])
def test_what_is_amiss_leads_to_where_it_is_put_right(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, make_user("Editor"))
    page.goto("/admin/articles/article/add/")
    page.locator(".ProseMirror").wait_for()
    places = {
        "#id_body": ".ProseMirror",
        "#id_section": "#id_section + .select2 .select2-selection",
        "#credits-group": "#credits-group .add-row a",
    }

    for target, place in places.items():
        open_panel(page, "Checks")
        page.locator(f"#checks a[href='{target}']").click()
        expect(page.locator(place)).to_be_focused()
        expect(page.locator(place)).to_be_in_viewport()

    page.keyboard.press("Enter")
    page.locator("[name=credits-0-role]").select_option("photographer")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("link", name="Credit 1: Contributor").click()
    box = page.locator("#id_credits-0-contributor + .select2 .select2-selection")
    expect(box).to_be_focused()
    expect(box).to_be_in_viewport()


def test_a_form_that_is_refused_keeps_the_order_of_its_rows(page):
    article = make_article(takeaways=["One", "Two", "Three"])
    sign_in(page, make_user("Editor"))
    open_story(page, article)
    page.locator("#takeaways-2").get_by_role("button", name="Move up").click()
    page.locator("[name=slug]").fill("no address!")
    page.get_by_role("button", name="Save draft").click()
    page.locator("#amiss").wait_for()

    page.locator("[name=slug]").fill("")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved.").wait_for()

    assert list(article.takeaways.values_list("text", flat=True)) == ["One", "Three", "Two"]


def test_the_panels_are_reached_by_arrows(page):
    sign_in(page, make_user("Editor"))
    open_story(page, make_article())

    page.get_by_role("tab", name="Story").press("ArrowRight")
    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("tab", name="Checks")).to_be_focused()
    expect(page.get_by_text("Nothing to look at.")).to_be_visible()


def test_on_a_phone_every_page_of_the_desk_is_in_a_menu_at_the_head_of_each(page):
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in(page, make_user("Editor"))
    page.goto("/admin/articles/article/")
    menu = page.locator("#menu > summary")

    menu.click()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.get_by_role("link", name="Sections", exact=True)).to_have_count(0)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Sections", exact=True).click()

    expect(page.get_by_role("heading", name="Sections", exact=True)).to_be_visible()


def test_on_a_phone_a_report_shows_its_words_its_story_and_its_state(page):
    edition = make_edition(headline="The model that shuts the harbour gates must say why it does")
    make_report(edition=edition, comment="Which gate was it? " * 6, at=hours(-1))
    page.set_viewport_size({"width": 390, "height": 800})
    sign_in(page, make_user("Moderator"))

    page.goto("/admin/articles/feedback/")

    for part in (".report__words", ".report__story", ".badge"):
        box = page.locator(f".report {part}").first.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390, part


@pytest.mark.parametrize("width", [390, 1440])
def test_headline_standfirst_and_takeaways_are_seen_whole(page, width):
    long = "The barrier may shut no gate until it has told the town what it knows. " * 4
    article = make_article(headline=long[:190], standfirst=long, takeaways=[long])
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, make_user("Editor"))

    open_story(page, article)

    for name in ("headline", "standfirst", "takeaways-0-text"):
        field = page.locator(f"[name={name}]")
        assert field.evaluate("field => field.scrollHeight - field.clientHeight") <= 1, name
