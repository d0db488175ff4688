"""What a picture must not tell: where and with what it was taken, and by whom."""

import pytest
from PIL import Image as Pillow
from PIL import PngImagePlugin

from tests.library.pictures import files_on_disk, opened, original, saved
from tests.make import take_in

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
CAMERA, PLACE, ORIENTATION, PLACES = 0x010F, 0x0012, 0x0112, 0x8825
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>SECRET-XMP</rdf></x:xmpmeta>'
QUARTERS = {
    (True, False, False): "red",
    (False, True, False): "lime",
    (False, False, True): "blue",
    (True, True, True): "white",
}
# How a camera has turned the picture that it marks with such a number.
TURNED = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_90,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_270,
}


def tell_tale():
    """EXIF that names a camera and a place."""
    exif = Pillow.Exif()
    exif[CAMERA] = "SECRET-CAMERA"
    exif.get_ifd(PLACES)[PLACE] = "SECRET-PLACE"
    return exif


def telling(kind):
    """A picture of that kind with all the secrets that the kind can hold."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "SECRET-AUTHOR")
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    holds = {
        "JPEG": {"exif": tell_tale(), "xmp": XMP, "comment": b"SECRET-COMMENT"},
        "PNG": {"exif": tell_tale(), "pnginfo": text},
        "WEBP": {"exif": tell_tale(), "xmp": XMP},
        "AVIF": {"exif": tell_tale(), "xmp": XMP},
        "GIF": {"comment": b"SECRET-COMMENT"},
    }
    return saved(Pillow.new("RGB", (700, 400), "teal"), kind, **holds[kind])


def quartered():
    """A picture, wider than high, with a colour in each quarter."""
    picture = Pillow.new("RGB", (64, 32))
    for n, colour in enumerate(QUARTERS.values()):
        x, y = n % 2 * 32, n // 2 * 16
        picture.paste(colour, (x, y, x + 32, y + 16))
    return picture


def quarters(picture):
    """The colours in its quarters, by name, from the top left to the bottom right."""
    width, height = picture.size
    middles = [(width * x // 4, height * y // 4) for y in (1, 3) for x in (1, 3)]
    colours = [picture.convert("RGB").getpixel(middle) for middle in middles]
    return [QUARTERS[tuple(value > 128 for value in colour)] for colour in colours]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_no_file_tells_where_and_with_what_a_picture_was_taken(kind):
    content = telling(kind)
    assert content.count(b"SECRET") == {"JPEG": 4, "PNG": 4, "WEBP": 3, "AVIF": 3, "GIF": 1}[kind]

    image = take_in(content, name="Harbour")

    for name, picture in opened(image).items():
        assert b"SECRET" not in files_on_disk()[f"images/{image.sha256[:2]}/{image.sha256}/{name}"]
        picture.load()
        assert (dict(picture.getexif()), picture.getexif().get_ifd(PLACES)) == ({}, {}), name
        assert not picture.info.keys() & {"exif", "xmp", "comment", "icc_profile"}, name
    assert len(opened(image)) == 11


def test_the_other_pictures_in_a_photograph_are_not_kept():
    both = {"save_all": True, "append_images": [Pillow.new("RGB", (64, 32), "red")]}
    content = saved(Pillow.new("RGB", (64, 32), "teal"), "MPO", comment=b"SECRET", **both)
    assert b"SECRET" in content

    image = take_in(content, name="Harbour")

    assert image.file.name.endswith("/original.jpg")
    for name, picture in opened(image).items():
        assert getattr(picture, "n_frames", 1) == 1, name
        assert picture.convert("RGB").getpixel((9, 9))[0] < 20, name
    assert not any(b"SECRET" in file for file in files_on_disk().values())


@pytest.mark.parametrize("number", TURNED)
def test_a_picture_that_a_camera_has_turned_stands_upright(number):
    turned, exif = quartered().transpose(TURNED[number]), Pillow.Exif()
    exif[ORIENTATION] = number

    image = take_in(saved(turned, "JPEG", exif=exif, subsampling=0), name="Harbour")

    assert (image.width, image.height) == (64, 32)
    for name, picture in opened(image).items():
        assert quarters(picture) == [*QUARTERS.values()], name
        assert picture.size == (64, 32) or name[:4] in {"1x1.", "4x3.", "16x9"}, name


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_whatever_kind_of_file_it_is_in(kind):
    turned, exif = quartered().transpose(TURNED[6]), Pillow.Exif()
    exif[ORIENTATION] = 6

    image = take_in(saved(turned, kind, exif=exif), name="Harbour")

    assert quarters(original(image)) == [*QUARTERS.values()]
    assert ORIENTATION not in original(image).getexif()


def test_a_mark_that_turns_nothing_turns_nothing():
    exif = Pillow.Exif()
    exif[ORIENTATION] = 99

    image = take_in(saved(quartered(), "JPEG", exif=exif), name="Harbour")

    assert quarters(original(image)) == [*QUARTERS.values()]
