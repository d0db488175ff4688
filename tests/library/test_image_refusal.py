"""Files that the picture library does not take, and what is left of them: nothing."""

import io
import zipfile

import pytest
from django.db import IntegrityError, transaction
from PIL import Image as Pillow

from articles.library.darkroom import ImageRefused
from articles.library.image import take_image
from articles.models import Image
from tests.library.pictures import claiming, files_on_disk, saved
from tests.make import make_edition, picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
KINDS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF"]
SCRIPT = b"<script>alert('SECRET')</script>"
# Of a PNG, a WebP and a JPEG.
FIRST_BYTES = {b"\x89PNG", b"RIFF", b"\xff\xd8\xff\xe0"}


def refused(content, saying, name="picture.jpg"):
    """Whether the file is refused with these words, and nothing of it kept."""
    with pytest.raises(ImageRefused, match=saying):
        take_image(content, name=name)
    return Image.objects.count() == 0 and files_on_disk() == {}


def archive():
    """A ZIP file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("SECRET.txt", "SECRET")
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 4_000,
        b"GIF89a",
        b"\xff\xd8\xff",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///x'>]><svg>&x;</svg>",
        b"<!doctype html><title>x</title>" + SCRIPT,
        b"%PDF-1.7\n%EOF",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file",
        b"<?php echo 1;",
        archive(),
        archive() + picture_bytes(size=(40, 30)),
    ],
    ids=["nothing", "zeros", "gif in name", "jpeg in name", "svg", "svg with entity", "html", "pdf"]
    + ["postscript", "php", "zip", "picture behind a zip"],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(content):
    assert refused(content, "cannot be read as a picture")


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM", "JPEG2000", "PDF", "TGA"])
def test_kinds_of_picture_that_browsers_do_not_share_are_refused(kind):
    content = picture_bytes(size=(40, 30), kind=kind)

    assert refused(content, "Use a JPEG, PNG, WebP, AVIF or GIF file")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
def test_a_picture_that_breaks_off_is_refused(kind, part):
    noise = Pillow.effect_noise((200, 150), 90).convert("RGB")
    content = saved(noise, kind)

    assert refused(content[: int(len(content) * part)], "cannot be read as a picture")


def test_a_picture_whose_pixels_are_damaged_is_refused():
    content = bytearray(picture_bytes(kind="PNG", size=(400, 300)))
    at = content.index(b"IDAT") + 20
    content[at : at + 40] = b"\xff" * 40

    assert refused(bytes(content), "cannot be read as a picture")


@pytest.mark.parametrize("kind", KINDS)
def test_a_bomb_is_told_by_its_header_before_a_pixel_is_read(kind):
    # 144 million pixels: more than the house takes, and fewer than Pillow itself would refuse.
    bomb = claiming(kind, 12_000, 12_000)

    assert len(bomb) < 2_000
    assert refused(bomb, "more than 60 million pixels")


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (2**31 - 1, 2**31 - 1)])
def test_so_is_one_that_claims_more_than_any_machine_has(width, height):
    assert refused(claiming("PNG", width, height), "more than 60 million pixels")


def test_a_picture_without_height_is_refused():
    assert refused(claiming("PNG", 40, 0), "cannot be read as a picture")


def test_the_house_says_how_many_pixels_are_too_many(settings):
    settings.IMAGE_MAX_PIXELS = 2_000_000
    assert refused(picture_bytes(size=(2_001, 1_000)), "more than 2 million pixels")

    image = take_image(picture_bytes(size=(2_000, 1_000)), name="Harbour")

    assert (image.width, image.height) == (2_000, 1_000)


def test_the_house_says_how_many_bytes_are_too_many(settings):
    content = picture_bytes() + b"\0" * 1_000_000
    settings.IMAGE_MAX_BYTES = len(content) - 1
    assert refused(content, "larger than 1 MB")

    settings.IMAGE_MAX_BYTES = len(content)

    assert take_image(content, name="Harbour") == Image.objects.get()


@pytest.mark.parametrize("size", [(16_001, 1), (1, 16_001), (65_000, 2)])
def test_a_picture_too_long_on_one_side_is_refused(size):
    content = picture_bytes(size=size, kind="PNG")

    assert refused(content, "longer than 16000 pixels on one side")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("payload", [SCRIPT, b"<?php 'SECRET';", archive()])
def test_of_what_hangs_on_a_picture_nothing_is_kept(kind, payload, reader):
    content = picture_bytes(size=(40, 30), kind=kind) + payload
    assert b"SECRET" in content

    image = take_image(content, name="Harbour")

    assert len(files_on_disk()) == 3
    assert not any(b"SECRET" in file for file in files_on_disk().values())
    make_edition(lead=image)
    assert b"SECRET" not in reader.get(f"/media/{image.sha256}/page.jpg").content


def test_a_picture_that_is_a_script_as_well_is_no_longer_one():
    picture = bytearray(picture_bytes(size=(40, 30), kind="GIF"))
    # A width that browsers take for the beginning of a comment, and the script behind the picture.
    picture[6:8] = b"/*"
    content = bytes(picture) + b"*/=1;alert('SECRET')"

    image = take_image(content, name="Harbour")

    assert image.width == int.from_bytes(b"/*", "little")
    assert all(file[:4] in FIRST_BYTES for file in files_on_disk().values())
    assert not any(b"SECRET" in file for file in files_on_disk().values())


def test_what_the_database_refuses_leaves_no_file():
    with pytest.raises(IntegrityError), transaction.atomic():
        take_image(picture_bytes(size=(30, 20)), name="Harbour", focal_x=7)

    assert files_on_disk() == {}


def test_a_refusal_leaves_the_pictures_that_are_there():
    image = take_image(picture_bytes(), name="Harbour")
    files = files_on_disk()

    with pytest.raises(ImageRefused):
        take_image(picture_bytes()[:400], name="Harbour")

    assert Image.objects.get() == image
    assert files_on_disk() == files
