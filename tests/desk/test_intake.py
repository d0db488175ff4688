"""Several pictures taken in by one plain form, as browsers send it that run no script."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Image
from tests.desk.form import text_of
from tests.make import make_image, picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
TAKE_IN = reverse("admin:articles_image_take_in")


def file(name, content):
    """A file of the form."""
    return SimpleUploadedFile(name, content)


def sent(browser, *files, **words):
    """The page that comes of it."""
    return browser.post(TAKE_IN, {"file": list(files), **words})


def test_each_file_is_told_what_came_of_it(writer):
    known = make_image("teal", (400, 300), name="harbour.jpg", credit="Theirs")

    answer = sent(
        writer,
        file("weir.jpg", picture_bytes("red")),
        file("notes.txt", b"no picture"),
        file("again.jpg", picture_bytes("teal", (400, 300))),
        credit="Ada Marsh",
    )

    new = Image.objects.get(name="weir.jpg")
    known.refresh_from_db()
    said = text_of(answer)
    assert answer.status_code == 200
    assert "weir.jpg Taken in" in said
    assert "notes.txt This file cannot be read as a picture." in said
    assert "harbour.jpg Already here" in said
    for image in (new, known):
        address = reverse("admin:articles_image_change", args=[image.pk])
        assert f'href="{address}"' in answer.content.decode()
    assert (new.credit, new.taken_in_by, known.credit) == ("Ada Marsh", writer.user, "Theirs")
    assert LogEntry.objects.get().object_repr == "weir.jpg"


def test_quotes_in_the_name_of_a_file_are_quotes(writer):
    # As browsers send them.
    named = "The %22Weir%22%0D%0A at 100%25.jpg"

    page = sent(writer, file(named, picture_bytes("red")))

    assert Image.objects.get().name == 'The "Weir" at 100%25.jpg'
    assert "The &quot;Weir&quot;" in page.content.decode()


def test_a_form_without_files_and_one_with_a_wrong_credit_are_told(editor):
    empty = sent(editor)
    wrong = sent(editor, file("weir.jpg", picture_bytes()), credit="x" * 161)

    assert (empty.status_code, wrong.status_code) == (422, 422)
    assert "Choose some picture files first." in text_of(empty)
    assert "at most 160 characters" in text_of(wrong)
    assert Image.objects.count() == 0


def test_who_may_take_pictures_in(writer, editor, moderator, stranger, reader):
    people = (writer, editor, moderator, stranger)

    codes = [sent(who, file("x.jpg", b"no picture")).status_code for who in people]

    assert codes == [422, 422, 403, 403]
    assert editor.get(TAKE_IN).status_code == 405
    assert reader.post(TAKE_IN).status_code == 302
