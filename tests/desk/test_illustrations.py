"""The library knows which stories show a picture, also where it stands within their texts."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from articles.models import Illustration, Image
from tests.desk.form import address_of, filled, text_of
from tests.make import make_article, make_image

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def showing(*images):
    """A text that shows these images."""
    return "<p>a</p>" + "".join(f'<figure data-image="{each.pk}"></figure>' for each in images)


def noted():
    """The images that texts are known to show."""
    return set(Illustration.objects.values_list("image", flat=True))


def test_a_save_notes_which_pictures_the_text_shows(editor):
    one, two = make_image("red"), make_image("blue")
    article = make_article(body=showing(one))
    assert noted() == {one.pk}

    editor.post(address_of(article), filled(article, body=showing(two, two)))

    assert noted() == {two.pk}


def test_a_text_may_name_a_picture_that_is_not_there(editor):
    article = make_article()

    body = '<p>a</p><figure data-image="999999999999999999"></figure>'
    answer = editor.post(address_of(article), filled(article, body=body))

    assert answer.status_code == 302
    assert noted() == set()


def test_a_picture_in_the_text_of_a_draft_is_not_deleted_from_under_it(chief):
    image = make_image()
    make_article(headline="The weir", body=showing(image))
    page = reverse("admin:articles_image_delete", args=[image.pk])

    said = text_of(chief.get(page))
    chief.post(page, {"post": "yes"})

    assert "The weir" in said
    assert Image.objects.filter(pk=image.pk).exists()


def test_a_draft_is_deleted_with_what_is_noted_of_it(editor):
    article = make_article(body=showing(make_image()))

    editor.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})

    assert noted() == set()


def test_stories_of_before_are_noted_too():
    images = [make_image("red"), make_image("blue")]
    for image in images:
        make_article(body=showing(image, image))
    make_article()
    Illustration.objects.all().delete()

    step = import_module("articles.migrations.0038_pictures_in_present_stories")
    step.note(apps, None)
    step.note(apps, None)

    assert noted() == {image.pk for image in images}
    assert Illustration.objects.count() == 2
