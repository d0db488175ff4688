"""Where a picture is used: told on its own page and, for many at once, in the library."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk.picture_uses import unused, used, uses_of
from articles.editions import press
from articles.editions.arranging import Placement, arrange
from articles.models import Article, Image
from tests.desk.form import address_of, text_of
from tests.make import (
    hours,
    make_article,
    make_contributor,
    make_edition,
    make_image,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_image_changelist")


def page_of(image):
    """Where an image is looked after."""
    return reverse("admin:articles_image_change", args=[image.pk])


def showing(image):
    """A text that shows it."""
    return f'<p>a</p><figure data-image="{image.pk}"></figure>'


def taken_out(article):
    """The working copy shows no picture any more."""
    Article.objects.filter(pk=article.pk).update(lead_image=None)


def placed(article_id, *, section=None):
    """A story is put on a front."""
    placements = [Placement(position=1, article_id=article_id)]
    arrange(section and section.pk, placements, by=make_user("Editor"))


def test_each_text_in_which_a_story_shows_it_is_told(editor):
    image = make_image()
    live = make_edition(headline="Boats come home", lead=image)
    make_edition(article=live.article, headline="Boats come home", lead=image, live_from=hours(5))
    make_article(headline="Only a draft", body=showing(image))
    past = make_edition(headline="Long ago", lead=image)
    make_edition(article=past.article, headline="Long ago")
    taken_out(past.article)

    page = editor.get(page_of(image))

    said = text_of(page)
    assert "Boats come home Working copy · Live · Waits for " in said
    assert "Only a draft Working copy " in said
    assert "Long ago Earlier edition" in said
    assert f'<a href="{address_of(live.article)}">Boats come home</a>' in page.content.decode()


def test_so_are_fronts_and_people(editor):
    image, section = make_image(), make_section("sport", name="Sport")
    edition = make_edition(headline="Boats", lead=image, section="sport")
    placed(edition.article_id)
    placed(edition.article_id, section=section)
    make_contributor("Ben Okoro", portrait=image)

    page = editor.get(page_of(image))

    said = text_of(page)
    assert "Home page Front" in said and "Sport Front" in said and "Ben Okoro Portrait" in said
    home, sport = (
        reverse("admin:articles_front_change", args=[key]) for key in ("home", section.pk)
    )
    assert all(f'href="{address}"' in page.content.decode() for address in (home, sport))
    assert uses_of([image.pk], at=timezone.now())[image.pk].fronts == 2


def test_a_front_that_shows_the_story_without_the_picture_is_none_of_its_uses():
    image = make_image()
    edition = make_edition(lead=make_image("red"), body=showing(image))
    placed(edition.article_id)
    press.withdraw(make_edition(lead=image).article_id, by=None)

    assert uses_of([image.pk], at=timezone.now())[image.pk].fronts == 0


def test_of_others_stories_a_writer_learns_what_readers_see_and_no_more(writer):
    image = make_image()
    live = make_edition(headline="Out already", lead=image)
    make_edition(article=live.article, headline="SECRET update", lead=image, live_from=hours(5))
    live.article.take_document(make_article(headline="SECRET change", lead=image).to_document())
    make_article(headline="SECRET draft", body=showing(image))
    make_edition(headline="SECRET plan", lead=image, live_from=hours(5))
    make_article(headline="My own", lead=image, by=writer.user)

    page = writer.get(page_of(image))

    said = text_of(page)
    assert "SECRET" not in page.content.decode()
    assert "Out already Live" in said and "My own Working copy" in said
    assert "3 more stories" in said
    assert f'<a href="{live.address}">Out already</a>' in page.content.decode()


def test_a_picture_that_nothing_shows_says_so(editor):
    assert "Nowhere: it can be deleted." in text_of(editor.get(page_of(make_image())))


def test_what_counts_as_used():
    images = {
        name: make_image(colour, size=(30, 20), name=name)
        for name, colour in zip(
            ("lead", "inside", "portrait", "past", "waiting", "nothing"),
            ("red", "blue", "teal", "navy", "olive", "lime"),
            strict=True,
        )
    }
    make_article(lead=images["lead"])
    make_article(body=showing(images["inside"]))
    make_contributor("Ben Okoro", portrait=images["portrait"])
    past = make_edition(lead=images["past"])
    make_edition(article=past.article)
    taken_out(past.article)
    taken_out(make_edition(lead=images["waiting"], live_from=hours(5)).article)

    found = set(used(Image.objects.all()).values_list("name", flat=True))

    assert found == {"lead", "inside", "portrait", "past", "waiting"}
    assert [image.name for image in unused(Image.objects.all())] == ["nothing"]


def test_a_story_that_shows_it_in_many_texts_counts_once(editor):
    image = make_image()
    edition = make_edition(lead=image, body=showing(image))
    make_edition(article=edition.article, lead=image, live_from=hours(5))
    make_article(body=showing(image))
    make_contributor("Ben Okoro", portrait=image)

    assert "In 2 stories, Portrait" in text_of(editor.get(LIST))


def test_where_many_pictures_are_used_costs_the_same_as_for_one(django_assert_num_queries):
    ids = []
    for colour in ("red", "blue", "teal", "navy"):
        image = make_image(colour, size=(30, 20))
        placed(make_edition(lead=image, body=showing(image)).article_id)
        make_contributor(colour, portrait=image)
        ids.append(image.pk)

    with django_assert_num_queries(4):
        uses_of(ids[:1], at=timezone.now())
    with django_assert_num_queries(4):
        found = uses_of(ids, at=timezone.now())

    assert {(each.stories, each.portraits) for each in found.values()} == {(1, 1)}


def test_the_page_of_a_picture_costs_the_same_however_many_stories_show_it(
    editor, django_assert_max_num_queries
):
    image = make_image()
    for n in range(12):
        make_edition(headline=f"Story {n}", lead=image)
        make_article(body=showing(image))

    with django_assert_max_num_queries(16):
        editor.get(page_of(image))
