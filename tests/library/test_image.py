"""The picture library: what is stored of a picture, under which name, in which sizes."""

import datetime
import hashlib
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from PIL import Image as Pillow

from articles.library.image import take_image
from articles.models import Image
from tests.library.pictures import files_on_disk, opened, original, saved
from tests.make import make_image, make_user, picture_bytes, take_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("JPEG", "original.jpg"),
        ("PNG", "original.png"),
        ("WEBP", "original.webp"),
        ("AVIF", "original.avif"),
        ("GIF", "original.png"),
    ],
)
def test_a_picture_is_stored_under_the_digest_of_its_content(kind, stored):
    content = picture_bytes(kind=kind, size=(300, 200))

    image = take_image(content, name="Harbour")

    sha256 = hashlib.sha256(content).hexdigest()
    assert image.sha256 == sha256
    assert image.file.name == f"images/{sha256[:2]}/{sha256}/{stored}"
    assert (image.width, image.height) == original(image).size == (300, 200)


@pytest.mark.parametrize(
    "name", ["../../settings.py", "/etc/passwd", "shell.php", "x.jpg\r\nX: y", "a" * 400, "…", ""]
)
def test_the_name_that_a_picture_is_given_is_in_no_file_name(name):
    image = take_image(picture_bytes(size=(300, 200)), name=name)

    home = f"images/{image.sha256[:2]}/{image.sha256}/"
    assert set(files_on_disk()) == {
        f"{home}{file}" for file in ("original.jpg", "300.webp", "page.jpg")
    }
    assert image.name == name[:120]


def test_a_picture_is_what_its_content_says_and_not_its_name():
    image = take_image(picture_bytes(kind="PNG", size=(30, 20)), name="harbour.jpg")

    assert image.file.name.endswith("/original.png")
    assert original(image).format == "PNG"


def test_the_same_picture_twice_is_one_image_with_its_first_words():
    content = picture_bytes()
    first = take_image(content, name="Harbour", alt="Boats in a harbour", rights="Ours")
    files = files_on_disk()

    again = take_image(content, name="Harbour again", alt="Something else")

    assert again == first == Image.objects.get()
    assert (again.name, again.alt, again.rights) == ("Harbour", "Boats in a harbour", "Ours")
    assert files_on_disk() == files


def test_other_bytes_are_another_image_even_if_they_look_alike():
    picture = Pillow.new("RGB", (30, 20), "teal")

    one, other = (take_image(saved(picture, compress_level=level), name="Teal") for level in (1, 9))

    assert one.sha256 != other.sha256
    assert Image.objects.count() == 2


def test_what_is_known_of_a_picture_is_kept():
    user = make_user("Editor")
    known = {
        "alt": "Boats in a harbour",
        "caption": "The harbour on Monday.",
        "credit": "Photograph: Ada Marsh",
        "rights": "Agency, web only",
        "rights_until": datetime.date(2031, 5, 6),
        "focal_x": 0.25,
        "focal_y": 1.0,
    }

    image = take_image(picture_bytes(), name="Harbour", by=user, **known)

    image.refresh_from_db()
    assert {name: getattr(image, name) for name in known} == known
    assert image.taken_in_by == user
    assert str(image) == "Harbour"


def test_a_picture_of_someone_who_has_left_stays():
    user = make_user("Editor")
    image = take_image(picture_bytes(), name="Harbour", by=user)

    user.delete()

    image.refresh_from_db()
    assert image.taken_in_by is None


def test_the_focal_point_is_the_middle_until_someone_says_otherwise():
    image = make_image()

    assert (image.focal_x, image.focal_y) == (0.5, 0.5)


@pytest.mark.parametrize("side", ["focal_x", "focal_y"])
@pytest.mark.parametrize("wrong", [-0.01, 1.01])
def test_a_focal_point_outside_the_picture_is_refused_by_form_and_database(side, wrong):
    image = make_image()
    setattr(image, side, wrong)

    with pytest.raises(ValidationError, match=side):
        image.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        image.save()

    assert getattr(Image.objects.get(), side) == 0.5


def test_no_two_images_have_one_digest():
    one, other = make_image("teal"), make_image("red")

    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.filter(pk=other.pk).update(sha256=one.sha256)


@pytest.mark.parametrize("field", ["name", "alt", "caption", "credit", "rights"])
def test_words_with_an_invisible_character_are_refused(field):
    image = make_image()
    setattr(image, field, "Boats\x00")

    with pytest.raises(ValidationError, match=f"{field}.*invisible control character"):
        image.full_clean()


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1, 1), {1}),
        ((1, 900), {1}),
        ((100, 80), {100}),
        ((320, 200), {320}),
        ((321, 200), {320, 321}),
        ((1440, 90), {320, 640, 960, 1440}),
        ((1920, 90), {320, 640, 960, 1440, 1920}),
        ((1921, 90), {320, 640, 960, 1440, 1920}),
        ((16_000, 1), {320, 640, 960, 1440, 1920}),
        ((1, 16_000), {1}),
    ],
)
def test_a_picture_is_kept_in_no_width_greater_than_its_own(size, widths):
    image = take_in(picture_bytes(size=size, kind="PNG"), name="Odd")

    for kind in ("webp", "avif"):
        made = {
            int(found[1]): picture
            for name, picture in opened(image).items()
            if (found := re.fullmatch(rf"(\d+)\.{kind}", name))
        }
        assert set(made) == widths
        for width, picture in made.items():
            height = max(1, round(size[1] * width / size[0]))
            assert (picture.format, picture.size) == (kind.upper(), (width, height))


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((1200, 600), (1200, 600)),
        ((3000, 1500), (1200, 600)),
        ((7, 9), (7, 9)),
        ((16_000, 1), (1200, 1)),
    ],
)
def test_a_page_gets_a_plain_jpeg_of_at_most_1200_pixels(size, shown):
    image = take_image(picture_bytes(size=size, kind="PNG"), name="Plain")

    page = opened(image)["page.jpg"]
    assert (page.format, page.mode, page.size) == ("JPEG", "RGB", shown)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_with_metadata_that_make_no_sense_is_taken_in_without_them(kind):
    content = saved(Pillow.new("RGB", (30, 20), "red"), kind, exif=b"Exif\0\0garbage")

    image = take_image(content, name="Harbour")

    assert (image.width, image.height) == (30, 20)
    assert all(b"garbage" not in file for file in files_on_disk().values())


def test_of_one_picture_that_comes_in_twice_at_once_there_is_one(monkeypatch):
    content = picture_bytes(size=(30, 20))
    first = take_image(content, name="First")
    # The second looked before the first had come in.
    found, nobody = Image.objects.filter, iter([Image.objects.none()])
    monkeypatch.setattr(Image.objects, "filter", lambda **asked: next(nobody, found(**asked)))

    second = take_image(content, name="Second")

    assert (second, second.name) == (first, "First")
    assert Image.objects.count() == 1
