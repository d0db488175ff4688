"""Colours: whatever kind of picture comes in, pages show it as it was meant."""

import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from tests.library.pictures import opened, original, saved, wide_profile
from tests.make import take_in

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def near(colour, other, *, by=4):
    """Whether two colours differ by no more than a lossy file makes them."""
    return len(colour) == len(other) and all(
        abs(one - two) <= by for one, two in zip(colour, other, strict=True)
    )


def taken(picture, kind="PNG", **how):
    """The files of a picture that has been taken in."""
    return opened(take_in(saved(picture, kind, **how), name="Colours"))


def first_pixels(files):
    """The first pixel of each file."""
    return {name: picture.getpixel((0, 0)) for name, picture in files.items()}


def test_a_picture_for_the_printing_press_is_shown_in_screen_colours():
    files = taken(Pillow.new("CMYK", (40, 30), (0, 255, 255, 0)), "JPEG")

    for name, pixel in first_pixels(files).items():
        assert files[name].mode == "RGB", name
        assert near(pixel, (254, 0, 0), by=8), name


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_telephones_wide_colours_are_brought_to_those_of_every_screen(kind):
    files = taken(Pillow.new("RGB", (40, 30), (200, 100, 50)), kind, icc_profile=wide_profile())

    for name, pixel in first_pixels(files).items():
        assert near(pixel, (215, 93, 31), by=8), name
        assert "icc_profile" not in files[name].info, name


def test_so_are_those_of_a_picture_that_is_transparent():
    half = Pillow.new("RGBA", (40, 30), (200, 100, 50, 128))

    pixels = first_pixels(taken(half, icc_profile=wide_profile()))

    assert pixels["original.png"] == (215, 93, 31, 128)
    assert near(pixels["40.webp"], (215, 93, 31, 128))
    assert near(pixels["page.jpg"], (235, 174, 143))


def test_so_are_those_of_a_picture_with_a_palette():
    indexed = Pillow.new("RGB", (40, 30), (200, 100, 50)).quantize(4)

    files = taken(indexed, icc_profile=wide_profile())

    assert files["original.png"].getpixel((0, 0)) == (215, 93, 31)


@pytest.mark.parametrize("profile", [b"no profile", wide_profile()[:200]])
def test_a_broken_profile_leaves_the_colours_as_they_are(profile):
    files = taken(Pillow.new("RGB", (40, 30), (200, 100, 50)), icc_profile=profile)

    assert files["original.png"].getpixel((0, 0)) == (200, 100, 50)


@pytest.mark.parametrize(("mode", "colour"), [("CMYK", (0, 255, 255, 0)), ("L", 200)])
def test_so_does_a_profile_for_another_kind_of_picture(mode, colour):
    plain = Pillow.new(mode, (40, 30), colour)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    with_profile = taken(plain, "JPEG", icc_profile=srgb)

    expected = (254, 0, 0) if mode == "CMYK" else (200, 200, 200)
    assert near(with_profile["original.jpg"].getpixel((0, 0)), expected, by=8)


def test_sixteen_bits_of_grey_are_scaled_and_not_cut_off():
    steps = Pillow.new("I;16", (5, 1))
    for x, value in enumerate((0, 256, 16_384, 32_768, 65_535)):
        steps.putpixel((x, 0), value)

    stored = taken(steps)["original.png"]

    assert [stored.getpixel((x, 0)) for x in range(5)] == [0, 1, 64, 128, 255]


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        (Pillow.new("1", (40, 30), 1), 255),
        (Pillow.new("L", (40, 30), 90), 90),
        (Pillow.new("RGB", (40, 30), "red").quantize(2), (255, 0, 0)),
        (Pillow.new("LA", (40, 30), (90, 255)), (90, 90, 90, 255)),
        (Pillow.new("LA", (40, 30), (90, 0)), (90, 90, 90, 0)),
        (Pillow.new("RGBA", (40, 30), (9, 8, 7, 60)), (9, 8, 7, 60)),
    ],
    ids=["black and white", "grey", "palette", "opaque grey", "clear grey", "transparent"],
)
def test_every_kind_of_png_keeps_its_colours(picture, shown):
    files = taken(picture)

    assert files["original.png"].getpixel((0, 0)) == shown
    assert files["40.webp"].size == (40, 30)


@pytest.mark.parametrize(
    ("picture", "clear"),
    [
        (Pillow.new("RGB", (40, 30), (1, 2, 3)), (1, 2, 3)),
        (Pillow.new("L", (40, 30), 90), 90),
        (Pillow.new("I;16", (40, 30), 65_535), 65_535),
        (Pillow.new("P", (40, 30), 0), 0),
    ],
    ids=["colour", "grey", "sixteen bits", "palette"],
)
def test_a_colour_that_stands_for_nothing_is_transparent(picture, clear):
    files = taken(picture, transparency=clear)

    assert files["original.png"].getpixel((0, 0))[3] == 0
    assert files["page.jpg"].getpixel((0, 0)) == (255, 255, 255)


def test_it_is_so_in_wide_colours_too():
    picture = Pillow.new("RGB", (40, 30), (200, 100, 50))
    picture.putpixel((0, 0), (1, 2, 3))

    files = taken(picture, transparency=(1, 2, 3), icc_profile=wide_profile())

    assert files["original.png"].getpixel((0, 0))[3] == 0
    assert files["original.png"].getpixel((9, 9)) == (215, 93, 31, 255)


def test_a_transparent_picture_stays_so_but_stands_on_white_where_it_cannot():
    picture = Pillow.new("RGBA", (1_500, 100), (255, 0, 0, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 750, 100))

    files = taken(picture)

    for name in ("original.png", "320.webp", "1440.webp", "320.avif", "1440.avif"):
        left, right = 5, files[name].width - 5
        assert files[name].getpixel((left, 5))[3] == 0, name
        assert near(files[name].getpixel((right, 5)), (255, 0, 0, 255)), name
    (wide,) = (file for name, file in files.items() if name.startswith("16x9."))
    for plain in (files["page.jpg"], wide):
        assert near(plain.getpixel((5, 5)), (255, 255, 255))
        assert near(plain.getpixel((plain.width - 5, 5)), (254, 0, 0))


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind):
    frames = [Pillow.new("RGB", (40, 30), colour) for colour in ("red", "lime", "blue")]

    files = taken(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)

    for name, picture in files.items():
        assert getattr(picture, "n_frames", 1) == 1, name
        assert near(picture.convert("RGB").getpixel((9, 9)), (255, 0, 0)), name


def test_a_large_photograph_keeps_its_look():
    gradient = Pillow.linear_gradient("L").resize((800, 600)).convert("RGB")

    stored = original(take_in(saved(gradient, "JPEG", quality=95), name="Gradient"))

    for y in (10, 300, 590):
        assert near(stored.getpixel((400, y)), gradient.getpixel((400, y))), y
