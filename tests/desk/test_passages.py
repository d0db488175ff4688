"""The passages that bear takeaways out, at the desk: named, looked after, and never in the way."""

import re

import pytest

from articles.models import Article, Takeaway
from articles.text import document
from tests.desk.form import address_of, filled, text_of
from tests.make import make_article, make_edition, make_section

pytestmark = pytest.mark.looks

BODY = "<h2>The vote</h2><p>It was <em>close</em>: 17 to 12.</p><h2>After</h2><p>They left.</p>"
GONE = "These words are not in the story. Choose others, or a heading."
CHANGED = "The text beneath this heading has changed since the takeaway was last checked."
UNNAMED = "It names no passage, so that readers cannot check it."
WARNING = re.compile(r'<li class="warning">(.*?)</li>', re.DOTALL)


def make_story(*passages, body=BODY):
    """A story whose takeaways name these passages, each a pair of anchor and quotation."""
    points = [document.Takeaway(f"Point {n}", *each) for n, each in enumerate(passages, start=1)]
    return make_article(body=body, takeaways=points)


def save(browser, article, *, rows=None, **fields):
    """Save the story's form with some fields changed; the page that follows."""
    posted = filled(article, **{"_save": "1", **fields}) | (rows or {})
    return browser.post(address_of(article), posted, follow=True)


def kept(article):
    """What the first takeaway points at."""
    point = article.takeaways.first()
    return point.anchor, point.quote


def remark_of(browser, article):
    """What the form says of the first takeaway's passage, "" for nothing."""
    page = browser.get(address_of(article)).content.decode()
    said = re.search(r'id="id_takeaways-0-passage-remark">(.*?)</p>', page)
    return said[1] if said else ""


# Named


@pytest.mark.parametrize(
    ("typed", "passage"),
    [
        ("The vote", ("the-vote", "")),
        ("the-vote", ("the-vote", "")),
        ("was close: 17", ("", "was close: 17")),
        (" was  close:\n17 to", ("", "was close: 17 to")),
        ("as clos", ("", "was close")),
        ("Nowhere at all", ("", "Nowhere at all")),
        ("", ("", "")),
    ],
)
def test_a_passage_is_a_heading_or_words_of_the_story(editor, typed, passage):
    article = make_story(("", ""))

    save(editor, article, rows={"takeaways-0-passage": typed})

    assert kept(article) == passage


def test_what_the_form_shows_is_saved_as_it_was(editor):
    article = make_story(("the-vote", ""), ("", "17 to 12"), ("gone", ""), ("", "not there"))
    before = list(article.takeaways.values("text", "anchor", "quote", "checked"))
    page = editor.get(address_of(article)).content.decode()
    shown = dict(re.findall(r'name="(takeaways-\d-passage)" value="([^"]*)"', page))

    save(editor, article, rows=shown)

    assert [shown[f"takeaways-{n}-passage"] for n in (0, 1)] == ["The vote", "17 to 12"]
    assert list(article.takeaways.values("text", "anchor", "quote", "checked")) == before


def test_a_quotation_too_long_is_refused_where_it_was_typed(editor):
    article = make_story(("", ""))

    answer = save(editor, article, rows={"takeaways-0-passage": "x" * 1_001})

    assert answer.status_code == 422
    assert "at most 1000 characters (it has 1001)" in text_of(answer)
    assert kept(article) == ("", "")


def test_a_passage_is_found_in_the_story_that_is_saved_with_it(editor):
    make_section()
    rows = {"takeaways-0-passage": "Nine boats"}
    posted = filled(headline="Boats", body="<p>Nine boats came.</p>", takeaways=["Nine"], _save="1")

    editor.post(address_of(), posted | rows)

    assert Takeaway.objects.get().quote == "Nine boats"
    assert remark_of(editor, Article.objects.get()) == ""


# Looked after


@pytest.mark.parametrize(
    ("passage", "body", "said"),
    [
        (("the-vote", ""), BODY, ""),
        (("", "17 to 12"), BODY, ""),
        (("", ""), BODY, UNNAMED),
        (("the-vote", ""), BODY.replace("17", "18"), CHANGED),
        (("the-vote", ""), BODY.replace("They", "All"), ""),
        (("", "17 to 12"), BODY.replace("17", "18"), GONE),
        (("the-vote", ""), BODY.replace("The vote", "A vote"), "This heading is not in the story."),
        (("", "17 to 12"), BODY + "<p>17 to 12</p>", "The story has these words more than once"),
    ],
)
def test_a_change_of_the_passage_is_told_and_forbids_nothing(editor, passage, body, said):
    article = make_story(passage)

    answer = save(editor, article, body=body)

    assert Article.objects.get().body == body
    assert said in remark_of(editor, article)
    warnings = [" ".join(each.split()) for each in WARNING.findall(answer.content.decode())]
    assert len(warnings) == (said not in ("", UNNAMED))
    assert all(each.startswith("Takeaway 1: ") and said in each for each in warnings)
    if not said:
        assert remark_of(editor, article) == ""


def test_what_changed_is_told_until_someone_says_that_it_is_still_borne_out(editor):
    article = make_story(("the-vote", ""))
    changed = BODY.replace("17", "18")
    save(editor, article, body=changed)
    save(editor, article, body=changed, standfirst="Another word")
    assert remark_of(editor, article) == CHANGED

    save(editor, article, rows={"takeaways-0-still": "on"})

    assert remark_of(editor, article) == ""
    assert kept(article) == ("the-vote", "")


@pytest.mark.parametrize(
    "edit", [{"takeaways-0-text": "Rather close"}, {"takeaways-0-passage": "After"}]
)
def test_whoever_edits_a_takeaway_has_looked_at_its_passage(editor, edit):
    article = make_story(("the-vote", ""))
    save(editor, article, body=BODY.replace("17", "18"))

    save(editor, article, rows=edit)

    assert remark_of(editor, article) == ""


def test_a_tick_is_offered_only_where_it_can_help(editor):
    offered = {}
    for body in (BODY, BODY.replace("17", "18"), BODY.replace("The vote", "A vote")):
        article = make_story(("the-vote", ""))
        save(editor, article, body=body)
        page = editor.get(address_of(article)).content.decode()
        offered[body] = 'name="takeaways-0-still"' in page

    assert list(offered.values()) == [False, True, False]


def test_a_heading_that_is_put_back_bears_out_what_it_bore_out_before(editor):
    article = make_story(("the-vote", ""))
    save(editor, article, body=BODY.replace("The vote", "A vote"))
    assert "not in the story" in remark_of(editor, article)

    save(editor, article, body=BODY)

    assert remark_of(editor, article) == ""


def test_a_passage_from_before_passages_were_checked_counts_from_the_next_save(editor):
    article = make_story(("the-vote", ""))
    article.takeaways.update(checked="")
    assert remark_of(editor, article) == ""

    save(editor, article)
    save(editor, article, body=BODY.replace("17", "18"))

    assert remark_of(editor, article) == CHANGED


def test_a_story_is_published_whatever_is_to_be_said_of_its_passages(editor, reader):
    live = make_edition(body=BODY, takeaways=[document.Takeaway("Close", quote="17 to 12")])

    body = BODY.replace("17", "18")

    asked = save(editor, live.article, body=body, _publish="1")
    keys = [each.key for each in asked.context["adminform"].form.worth_a_look]
    answer = save(editor, live.article, body=body, _publish="1", accepted=keys)

    assert "readers have it now" in text_of(answer)
    assert f"Takeaway 1: {GONE}" in text_of(answer)
    assert "18 to 12" in reader.get(live.address).text


def test_before_publishing_the_side_of_the_form_lists_what_is_to_be_said(editor):
    article = make_story(("", ""), ("the-vote", ""), ("", "Not there"))

    side = text_of(editor.get(address_of(article))).split("Before it is published")[1]

    assert f"Takeaway 1: {UNNAMED}" in side
    assert "Takeaway 2" not in side
    assert f"Takeaway 3: {GONE}" in side


def test_where_all_is_well_nothing_is_said(editor):
    article = make_story(("the-vote", ""), ("", "17 to 12"))

    assert "Before it is published" not in text_of(editor.get(address_of(article)))


# Kept


def test_to_say_that_it_is_still_borne_out_changes_nothing_that_readers_have(editor):
    live = make_edition(body=BODY, takeaways=[document.Takeaway("Close", "the-vote")])
    save(editor, live.article)
    live.article.takeaways.update(checked="0" * 64)

    save(editor, live.article, rows={"takeaways-0-still": "on"})

    last = live.article.revisions.first()
    assert last.sha256 == live.sha256


def test_a_document_that_is_taken_back_is_checked_against_what_it_was_checked_by(editor):
    article = make_story(("the-vote", ""))
    old = article.to_document()
    save(editor, article, body=BODY.replace("17", "18"), rows={"takeaways-0-still": "on"})
    article.refresh_from_db()
    changed = article.to_document()

    article.take_document(old)
    assert remark_of(editor, article) == CHANGED
    article.take_document(changed)
    assert remark_of(editor, article) == ""


def test_each_row_is_named_for_those_who_do_not_see_the_table(editor):
    article = make_story(("the-vote", ""), ("", "17 to 12"))

    page = editor.get(address_of(article)).content.decode()

    for name in ("Takeaway 1", "Takeaway 1: passage that bears it out", "Takeaway 2"):
        assert f'aria-label="{name}"' in page


def test_who_may_only_read_sees_the_passages_too(writer):
    live = make_edition(
        by=writer.user, body=BODY, takeaways=[document.Takeaway("Close", quote="17 to 12")]
    )
    Article.objects.update(created_by=writer.user)

    page = text_of(writer.get(address_of(live.article)))

    assert "Close" in page
    assert "17 to 12" in page


def test_script_in_a_passage_is_shown_as_text(editor):
    article = make_story(("", ""))

    save(editor, article, rows={"takeaways-0-passage": '"><script>alert(1)</script>'})

    page = editor.get(address_of(article)).content.decode()
    assert "<script>alert(1)" not in page
    assert kept(article) == ("", '"><script>alert(1)</script>')


def test_the_rows_cost_the_same_whatever_they_say(editor, django_assert_max_num_queries):
    article = make_story(*[("the-vote", "")] * 20)

    with django_assert_max_num_queries(40):
        editor.get(address_of(article))


def test_takeaways_are_for_editors_and_for_the_writer_of_an_unprinted_story(writer, stranger):
    article = make_story(("the-vote", ""))
    posted = filled(article, _save="1") | {"takeaways-0-passage": "After"}

    for browser in (writer, stranger):
        assert browser.post(address_of(article), posted).status_code == 403
    assert kept(article) == ("the-vote", "")
    Article.objects.update(created_by=writer.user)
    writer.post(address_of(article), posted)
    assert kept(article) == ("after", "")
