"""The library as the story's form asks for it: to choose from, to take in, to word."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import freshness
from articles.models import Image
from tests.make import hours, make_contributor, make_edition, make_image, picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
CHOOSE = reverse("admin:articles_image_choose")
UPLOAD = reverse("admin:articles_image_upload")
COLOURS = ("red", "blue", "teal", "navy", "olive", "lime")


def words_of(image):
    """Where an image is worded."""
    return reverse("admin:articles_image_words", args=[image.pk])


def sent(browser, content=None, *, name="harbour.jpg", **words):
    """The answer to an upload."""
    content = picture_bytes() if content is None else content
    return browser.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **words})


def found(browser, **asked):
    """The names that the library answers with."""
    return [each["file_name"] for each in browser.get(CHOOSE, asked).json()["images"]]


def test_a_picture_is_told_with_all_that_a_story_needs_of_it(editor):
    image = make_image(
        size=(400, 300), name="harbour.jpg", alt="Boats", caption="The harbour.", credit="A. Marsh"
    )

    answer = editor.get(CHOOSE)

    told = answer.json()["images"][0]
    told = {name: told[name] for name in told if name not in {"name", "warning"}}
    assert told == {
        "id": image.pk,
        "thumbnail": reverse("admin:articles_image_thumbnail", args=[image.pk]),
        "width": 400,
        "height": 300,
        "alt": "Boats",
        "caption": "The harbour.",
        "credit": "A. Marsh",
        "file_name": "harbour.jpg",
        "rights": "",
    }
    assert editor.get(told["thumbnail"]).status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_pictures_come_24_at_a_time_the_newest_first_and_each_once(editor, monkeypatch):
    monkeypatch.setattr("articles.desk.admin.choosing.CHOICES", 4)
    for colour in COLOURS:
        make_image(colour, size=(30, 20), name=colour)
    # Two that came in at the same moment.
    Image.objects.filter(name__in=["teal", "blue"]).update(taken_in_at=timezone.now())
    expected = list(Image.objects.values_list("name", flat=True))

    first = editor.get(CHOOSE).json()
    rest = editor.get(CHOOSE, {"after": first["next"]}).json()

    names = [each["file_name"] for page in (first, rest) for each in page["images"]]
    assert names == expected
    assert (len(first["images"]), len(rest["images"]), rest["next"]) == (4, 2, "")


@pytest.mark.parametrize("after", ["x", "1", "-", "9" * 60, "9" * 30 + "-1", "é-1"])
def test_a_key_that_no_answer_gave_is_refused(editor, after):
    answer = editor.get(CHOOSE, {"after": after})

    assert answer.status_code == 400
    assert "Search again" in answer.json()["error"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("boats", ["a.jpg"]),
        ("MARSH", ["b.jpg"]),
        ("harbour dawn", ["a.jpg"]),
        ("b.jpg", ["b.jpg"]),
        ("nothing", []),
        ("%", []),
        ("", ["b.jpg", "a.jpg"]),
    ],
)
def test_the_library_is_searched_by_name_words_and_credit(editor, typed, names):
    make_image("red", name="a.jpg", alt="Boats in the harbour", caption="At dawn")
    make_image("blue", name="b.jpg", alt="A hill", credit="Ada Marsh")

    assert found(editor, q=typed) == names


def test_rights_that_run_out_are_told(editor):
    today = timezone.localdate()
    for colour, days in (("red", -1), ("blue", 3), ("teal", 300)):
        make_image(colour, name=colour, rights_until=today + timedelta(days=days))

    told = {each["file_name"]: each["rights"] for each in editor.get(CHOOSE).json()["images"]}

    assert told == {"red": "ended", "blue": "soon", "teal": ""}


def test_to_choose_costs_the_same_however_many_there_are(editor, django_assert_num_queries):
    for colour in COLOURS:
        make_image(colour, size=(30, 20))

    # The session, the account, its rights; the pictures.
    with django_assert_num_queries(4):
        editor.get(CHOOSE)


def test_a_picture_is_taken_in_with_its_words(writer):
    answer = sent(writer, alt="Boats", caption="The harbour.", credit="A. Marsh")

    image = Image.objects.get()
    told = answer.json()
    assert (answer.status_code, told["id"], told["file_name"]) == (201, image.pk, "harbour.jpg")
    assert (image.alt, image.caption, image.credit) == ("Boats", "The harbour.", "A. Marsh")
    assert image.taken_in_by == writer.user
    assert "no-store" in answer["Cache-Control"]


def test_the_same_picture_again_is_told_to_be_there_already_and_keeps_its_words(editor):
    first = sent(editor, alt="Boats").json()

    again = sent(editor, name="other.jpg", alt="Something else")

    assert again.status_code == 200
    assert again.json() == first | {"already": True}
    assert Image.objects.get().alt == "Boats"


@pytest.mark.parametrize(
    ("content", "words", "said"),
    [
        (b"", {}, "This file is empty."),
        (b"<svg/>", {}, "cannot be read as a picture"),
        (picture_bytes()[:300], {}, "cannot be read as a picture"),
        (None, {"alt": "x" * 401}, "Alt text: Ensure this"),
        (None, {"credit": "a\x01"}, "Credit: This holds an invisible control character"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_in_plain_words(editor, content, words, said):
    answer = sent(editor, content, **words)

    assert answer.status_code == 400
    assert said in answer.json()["error"]
    assert Image.objects.count() == 0


def test_a_file_that_is_too_large_is_refused_unread(editor, settings, monkeypatch):
    settings.IMAGE_MAX_BYTES = 1_000_000
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    monkeypatch.setattr(TemporaryUploadedFile, "read", None, raising=False)

    answer = sent(editor, b"\0" * 1_000_001)

    assert answer.status_code == 400
    assert "larger than 1 MB" in answer.json()["error"]


def test_an_upload_without_a_file_says_so(editor):
    answer = editor.post(UPLOAD, {"alt": "Boats"})

    assert (answer.status_code, answer.json()) == (400, {"error": "Choose a picture file."})


def test_words_are_written_and_readers_have_them_at_once(editor):
    image = make_image(alt="Old", caption="Kept")
    before = freshness.current()

    answer = editor.post(words_of(image), {"alt": "Boats", "credit": "A. Marsh"})

    image.refresh_from_db()
    told = answer.json()
    assert (answer.status_code, told["alt"], told["caption"]) == (200, "Boats", "Kept")
    assert (image.alt, image.caption, image.credit) == ("Boats", "Kept", "A. Marsh")
    assert freshness.current() > before
    assert "no-store" in answer["Cache-Control"]


def test_words_that_do_not_fit_are_refused_and_nothing_is_written(editor):
    image = make_image(alt="Old")

    answer = editor.post(words_of(image), {"alt": "x" * 401, "credit": "A. Marsh"})

    image.refresh_from_db()
    assert answer.status_code == 400
    assert "at most 400 characters" in answer.json()["error"]
    assert (image.alt, image.credit) == ("Old", "")


def test_words_of_a_picture_that_is_gone_are_refused(editor):
    assert editor.post(reverse("admin:articles_image_words", args=[99]), {}).status_code == 404


@pytest.mark.parametrize(
    "show",
    [
        lambda image: make_edition(lead=image),
        lambda image: make_edition(lead=image, live_from=hours(5)),
        lambda image: make_contributor("Ben Okoro", portrait=image),
    ],
    ids=["printed", "waiting", "portrait"],
)
def test_writers_word_their_own_pictures_until_readers_may_see_them(writer, editor, show):
    own, other = make_image("red", by=writer.user), make_image("blue")
    answers = [writer.post(words_of(each), {"alt": "Boats"}).status_code for each in (own, other)]
    assert answers == [200, 403]

    show(own)
    late = writer.post(words_of(own), {"alt": "Changed"})

    own.refresh_from_db()
    assert (late.status_code, own.alt) == (403, "Boats")
    assert "Ask someone" in late.json()["error"]
    assert editor.post(words_of(own), {"alt": "Changed"}).status_code == 200


def test_the_library_is_for_those_who_have_the_right(
    writer, editor, moderator, chief, stranger, reader
):
    image = make_image()
    people = (writer, editor, moderator, chief, stranger)

    def codes(ask):
        return [ask(who).status_code for who in people]

    assert codes(lambda who: who.get(CHOOSE)) == [200, 200, 403, 200, 403]
    assert codes(lambda who: sent(who, b"no picture")) == [400, 400, 403, 400, 403]
    assert codes(lambda who: who.post(words_of(image), {})) == [403, 200, 403, 200, 403]
    assert reader.get(CHOOSE).status_code == 302
    assert reader.post(UPLOAD).status_code == 302


def test_nothing_is_taken_in_by_a_link_or_from_another_site(editor):
    image = make_image()
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(editor.user)

    assert editor.get(UPLOAD).status_code == 405
    assert editor.get(words_of(image)).status_code == 405
    assert sent(careful).status_code == 403
    assert careful.post(words_of(image), {"alt": "x"}).status_code == 403
    assert Image.objects.count() == 1


def test_pictures_of_a_story_are_told_of_in_one_answer(writer, django_assert_max_num_queries):
    first, second = make_image("teal"), make_image("red")
    make_image("blue")

    with django_assert_max_num_queries(5):
        answer = writer.get(CHOOSE, {"ids": f"{first.pk},{second.pk},x,{10**30}"})

    assert {each["id"] for each in answer.json()["images"]} == {first.pk, second.pk}
