"""Finding working copies by any word of theirs; readers never find what is not printed."""

import json

import pytest
from django.core.management import call_command
from modelsearch.models import IndexEntry

from articles import search
from articles.desk import history
from articles.models import Article, Edition, SectionRight
from articles.text.wanted import Wanted
from tests.conftest import signed_in
from tests.desk.form import address_of, filled, text_of
from tests.desk.test_lists import STORIES, listed
from tests.make import hours, make_article, make_edition, make_section
from tests.search.test_outside import Answers, outside  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def written():
    """A draft with a word of its own in each part of its text."""
    return make_article(
        headline="Harbour gates stay shut",
        standfirst="Sluice keepers wait.",
        takeaways=["The barrage holds"],
        body="<p>An estuary pilot said so.</p>",
        slug="weir-story",
        authors=["Moira Quay"],
    )


@pytest.mark.parametrize(
    "words",
    ["harbour", "SLUICE", "barrage", "estuary pilot", "estu", '"gates stay"', "weir", "moira quay"],
)
def test_a_draft_is_found_by_any_word_of_it_and_by_whom_it_credits(editor, words):
    written()
    make_article(headline="Choir sings", authors=["Bo"])

    assert listed(editor, q=words) == ["Harbour gates stay shut"]


def test_what_is_live_is_found_by_what_it_says_at_the_desk(editor):
    edition = make_edition(headline="Gates shut", body="<p>Basalt.</p>")
    posted = filled(edition.article, body="<p>Zeolite.</p>", _save="1")

    editor.post(address_of(edition.article), posted)

    assert listed(editor, q="zeolite") == ["Gates shut"]
    assert listed(editor, q="basalt") == []


def test_a_text_that_is_restored_is_found_by_its_words(editor):
    article = make_article(headline="Gates", body="<p>Basalt.</p>")
    editor.post(address_of(article), filled(article, body="<p>Zeolite.</p>", _save="1"))
    article.refresh_from_db()

    first = history.text_of(article, "r1", at=hours(0))
    history.restore(article, first, by=editor.user, seen=article.version)

    assert listed(editor, q="basalt") == ["Gates"]
    assert listed(editor, q="zeolite") == []


def test_a_search_narrows_what_filters_show(editor):
    make_article(headline="City floods", section="news/city")
    make_article(headline="Sea floods", section="world")

    assert listed(editor, q="floods", section=make_section("world").pk) == ["Sea floods"]


def test_each_finds_only_stories_that_they_may_see(writer, editor, chief, stranger):
    make_article(headline="Theirs", body="<p>Zeolite.</p>", section="news")
    make_article(headline="Mine", body="<p>Zeolite.</p>", section="world", by=writer.user)
    of_the_world = signed_in("Editor")
    SectionRight.objects.create(account=of_the_world.user, section=make_section("world"))

    assert listed(writer, q="zeolite") == ["Mine"]
    assert listed(of_the_world, q="zeolite") == ["Mine"]
    assert sorted(listed(editor, q="zeolite")) == ["Mine", "Theirs"]
    assert sorted(listed(chief, q="zeolite")) == ["Mine", "Theirs"]
    assert stranger.get(STORIES, {"q": "zeolite"}).status_code == 403


@pytest.mark.parametrize(
    "question", ["zeolite", "zeol", "%22zeolite quarry%22", "zeolyte", "zoelite", "harbour zeolite"]
)
def test_no_search_of_readers_finds_a_draft(reader, question):
    make_edition(headline="Harbour opens")
    draft = make_article(headline="Secret zeolite", body="<p>Zeolite quarry harbour.</p>")

    page = reader.get(f"/search/?q={question}")

    assert page.status_code == 200
    assert "Secret" not in page.text
    assert draft.slug not in page.text


def test_no_question_to_the_engine_finds_a_record_of_the_other_table(reader):
    edition, draft = make_edition(headline="Basalt"), make_article(headline="Zeolite")
    for _n in range(3):
        make_article(headline="Zeolite again")

    printed = search.find(Wanted.read("zeolite"), Edition.archive.all(), most=9)
    copies = search.find(Wanted.read("basalt"), Article.objects.all(), most=9)

    assert printed.ids == ()
    assert copies.ids == (edition.article_id,)
    assert draft.pk in search.find(Wanted.read("zeolite"), Article.objects.all(), most=9).ids


def test_an_engine_outside_keeps_working_copies_in_an_index_of_their_own(outside):  # noqa: F811
    assert outside.get_index_for_model(Article).name == "newsroom_articles_article"
    assert outside.get_index_for_model(Edition).name == "newsroom_articles_edition"


def test_an_engine_outside_is_asked_for_editions_only_and_drafts_it_names_are_not_shown(
    outside,  # noqa: F811
    reader,
    monkeypatch,
):
    draft = make_article(headline="Zeolite quarry")
    monkeypatch.setattr(outside, "es", Answers(draft.pk))

    page = reader.get("/search/?q=zeolite")

    assert "quarry" not in page.text
    asked = outside.es.asked[0]
    assert "edition" in str(asked["index"])
    assert "article:" not in str(asked["index"])


def test_an_engine_outside_is_told_which_stories_a_person_may_see(outside, writer, monkeypatch):  # noqa: F811
    mine = make_article(headline="Mine", by=writer.user)
    make_article(headline="Theirs")
    monkeypatch.setattr(outside, "es", Answers(mine.pk))

    found = listed(writer, q="zeolite")

    assert found == ["Mine"]
    asked = outside.es.asked[0]
    assert asked["index"] == "newsroom_articles_article"
    assert json.loads(json.dumps(asked["body"], default=str))["query"]["bool"]["filter"]
    assert str(mine.pk) in str(asked["body"]["query"]["bool"]["filter"])


def test_while_the_engine_is_away_headlines_are_looked_through(outside, editor):  # noqa: F811
    make_article(headline="Zeolite quarry")
    make_article(headline="Other", body="<p>Zeolite.</p>")

    assert listed(editor, q="zeolite") == ["Zeolite quarry"]


def test_a_story_that_is_deleted_is_in_no_index(chief):
    article = make_article(headline="Zeolite quarry")

    asked = text_of(chief.get(f"/admin/articles/article/{article.pk}/delete/"))
    chief.post(f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"})

    assert f"{article.pk}, revision 1" in asked
    assert "ndex entr" not in asked
    assert not Article.objects.exists()
    assert not IndexEntry.objects.exists()


def test_a_lost_index_is_filled_up_and_made_anew(editor):
    make_article(headline="Zeolite")
    IndexEntry.objects.all().delete()

    call_command("rebuild_search", missing=True)
    filled_up = listed(editor, q="zeolite")
    IndexEntry.objects.update(object_id="999999")
    call_command("rebuild_search")

    assert filled_up == ["Zeolite"]
    assert listed(editor, q="zeolite") == ["Zeolite"]
    assert IndexEntry.objects.count() == 1
    assert search.fill_up(Article) == 0
