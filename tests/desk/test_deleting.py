"""What may be deleted at the desk, and what printed stories hold on to."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from taggit.models import Tag

from articles import freshness
from articles.editions import press
from articles.editions.arranging import Placement, arrange
from articles.models import Article, Contributor, Image, Section
from tests.desk.form import text_of
from tests.make import (
    hours,
    make_article,
    make_contributor,
    make_edition,
    make_image,
    make_section,
    make_tag,
    tomorrow,
)

CONFIRMED = {"post": "yes"}


def page_of(record):
    """The address at which `record` is deleted."""
    kind = record._meta
    return reverse(f"admin:{kind.app_label}_{kind.model_name}_delete", args=[record.pk])


@pytest.fixture
def shown():
    """A picture, a person and a topic that only a printed story shows, the desk no more."""
    picture, person, topic = make_image(), make_contributor("Ben Okoro"), make_tag("Dams")
    body = f'<p>It rose.</p><figure data-image="{picture.pk}"></figure>'
    edition = make_edition(
        headline="The river", body=body, authors=["Ben Okoro"], tags=["Dams"], live_from=tomorrow()
    )
    article = Article.objects.get(pk=edition.article_id)
    article.credits.all().delete()
    article.tags.clear()
    return picture, person, topic


def test_what_a_printed_story_shows_is_not_deleted_and_the_story_is_named(chief, shown):
    for record in shown:
        asked = chief.get(page_of(record))
        chief.post(page_of(record), CONFIRMED)

        assert "The river" in text_of(asked), record
        assert type(record).objects.filter(pk=record.pk).exists(), record


def test_what_nothing_shows_is_deleted_and_the_site_told(chief):
    records = [
        make_image(),
        make_contributor("Ben Okoro"),
        make_tag("Dams"),
        make_section("sport"),
    ]

    for record in records:
        before = freshness.current()
        chief.post(page_of(record), CONFIRMED)

        assert not type(record).objects.filter(pk=record.pk).exists(), record
        assert freshness.current() > before, record


def test_a_draft_can_be_deleted_and_a_printed_story_cannot(editor):
    draft, printed = make_article(), make_edition().article

    editor.post(page_of(draft), CONFIRMED)
    editor.post(page_of(printed), CONFIRMED)

    assert list(Article.objects.all()) == [printed]


@pytest.mark.parametrize("several", [False, True])
def test_a_story_is_deleted_with_its_place_on_a_front_and_the_site_told(editor, several):
    waiting = make_edition(live_from=hours(5))
    arrange(None, [Placement(1, waiting.article_id)], by=None)
    press.cancel(waiting.pk)
    chosen = {"action": "delete_selected", "_selected_action": [waiting.article_id]}
    page = reverse("admin:articles_article_changelist") if several else page_of(waiting.article)
    before = freshness.current()

    editor.post(page, CONFIRMED | (chosen if several else {}))

    assert not Article.objects.exists()
    assert freshness.current() > before


def test_a_section_with_stories_is_not_deleted(editor):
    make_edition(section="news/city")

    editor.post(page_of(Section.objects.get(path="news/city")), CONFIRMED)

    assert Section.objects.filter(path="news/city").exists()


def test_a_person_with_a_credit_is_not_deleted(editor):
    make_article(authors=["Ben Okoro"])

    editor.post(page_of(Contributor.objects.get()), CONFIRMED)

    assert Contributor.objects.exists()


def test_a_writer_deletes_nothing(writer):
    writer.user.user_permissions.add(Permission.objects.get(codename="view_tag"))
    records = [make_article(by=writer.user), make_image(), make_tag("Dams"), make_section("sport")]

    answers = [writer.post(page_of(record), CONFIRMED).status_code for record in records]

    assert answers == [403, 403, 403, 403]


def test_topics_are_not_merged_behind_the_desks_back(stranger):
    make_tag("Dams")

    answer = stranger.post("/admin/taggit/tag/merge-tags/", {"new_tag_name": "Rivers"})

    assert answer.status_code in {302, 403, 404}
    assert list(Tag.objects.values_list("name", flat=True)) == ["Dams"]


def test_a_lead_image_and_a_printed_story_name_what_holds_them(editor):
    edition = make_edition(headline="The river", lead=make_image())

    for record in (Image.objects.get(), edition.article):
        asked = text_of(editor.get(page_of(record)))

        assert "The river" in asked, record
        assert "permission" not in asked, record
