"""What is typed is seen as readers would see it, and nothing of it is saved or found."""

import pytest
from django.urls import reverse

from articles.models import Article, Revision
from tests.desk.form import filled, text_of
from tests.make import make_article, make_contributor, make_edition, make_image, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def preview_of(article=None):
    """The address to which the form of that story, or of a new one, is sent for a preview."""
    return reverse("admin:articles_article_preview", args=[article.pk] if article else [])


def test_what_is_typed_stands_on_the_readers_page(editor):
    ann = make_contributor("Ann Bell")
    typed = filled(
        headline="Gates shut",
        body="<h2>Why</h2><p>Nobody <strong>said</strong>.</p>",
        section=make_section("news").pk,
        takeaways=["It is shut."],
        credits=[(ann, "author")],
    )

    answer = editor.post(preview_of(), typed)

    said = text_of(answer)
    assert "<h1>Gates shut</h1>" in answer.content.decode()
    assert "By Ann Bell" in said and "It is shut." in said and "Nobody said ." in said


def test_it_saves_nothing(editor):
    article = make_article(headline="As it was")
    before = (Article.objects.values().get(), Revision.objects.count())

    editor.post(preview_of(article), filled(article, headline="As it is typed"))

    assert (Article.objects.values().get(), Revision.objects.count()) == before


def test_what_could_run_is_not_in_it(editor):
    typed = filled(
        headline="<script>x</script>", body="<p onclick=x>a<script>alert(1)</script></p>"
    )

    html = editor.post(preview_of(), typed).content.decode()

    assert "<script>x" not in html and "alert(1)" not in html and "onclick" not in html


@pytest.mark.parametrize("junk", ["x", "-1", "9" * 30, "1e5", "\0"])
def test_what_names_nothing_is_left_out(editor, junk):
    typed = filled(headline="Gates", section=junk, lead_image=junk, tags=junk) | {
        "credits-0-contributor": junk,
        "credits-0-role": "author",
        "takeaways-0-text": "One",
        "takeaways-0-position": junk,
    }

    assert editor.post(preview_of(), typed).status_code == 200


def test_a_story_of_a_colleague_is_not_for_a_writer(writer, moderator, stranger, editor, client):
    article = make_article()

    for someone in (writer, moderator, stranger):
        assert someone.post(preview_of(article), filled(article)).status_code == 403
    assert editor.post(preview_of(article), filled(article)).status_code == 200
    assert "Not saved" in text_of(client.post(preview_of(article), filled(article)))
    assert editor.get(preview_of(article)).status_code == 405


def test_its_pictures_are_for_those_who_see_the_library(editor, client):
    image = make_image()
    typed = filled(headline="Gates", body=f'<figure data-image="{image.pk}"></figure>')

    html = editor.post(preview_of(), typed).content.decode()

    address = reverse("admin:articles_image_rendition", args=[image.sha256, "page.jpg"])
    assert address in html and "/media/" not in html.replace("media=", "")
    assert editor.get(address)["Content-Type"] == "image/jpeg"
    assert client.get(address).status_code == 302


def test_a_live_story_keeps_its_day_and_its_corrections(editor, django_assert_max_num_queries):
    edition = make_edition()
    make_edition(article=edition.article, correction="It was four.")

    with django_assert_max_num_queries(25):
        answer = editor.post(preview_of(edition.article), filled(edition.article))

    assert "It was four." in text_of(answer)
