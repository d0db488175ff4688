"""Renditions: what a page says of a picture agrees with the files that are on disk."""

import re

import pytest

from articles.library.rendition import picture_of, rendition_name
from tests.library.pictures import files_on_disk, opened
from tests.make import make_edition, make_image, picture_bytes, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
SIZES = [(1, 1), (1, 900), (9, 7), (100, 80), (321, 207), (640, 480), (1_000, 999), (1_200, 3)]
SIZES += [(1_919, 700), (1_920, 700), (1_921, 700), (2_400, 1_800), (16_000, 1), (33, 16_000)]


def sources(picture):
    """{address: width} of all that a Picture's sources name."""
    assert [kind for kind, _srcset in picture.sources] == ["image/avif", "image/webp"]
    pairs = [e.split(" ") for _kind, srcset in picture.sources for e in srcset.split(", ")]
    named = {address: int(width.removesuffix("w")) for address, width in pairs}
    assert len(named) == len(pairs), f"{pairs} name a file twice"
    return named


@pytest.mark.parametrize("size", SIZES)
def test_each_file_that_a_page_names_is_there_in_the_size_that_it_says(size):
    image = take_in(picture_bytes(size=size, kind="PNG"), name="Harbour")
    files = opened(image)

    picture = picture_of(image)

    assert picture.src == f"/media/{image.sha256}/page.jpg"
    assert files["page.jpg"].size == (picture.width, picture.height)
    named = {address.rsplit("/", 1)[-1]: width for address, width in sources(picture).items()}
    assert {name: files[name].width for name in named} == named
    crops = {crop.src.rsplit("/", 1)[-1]: (crop.width, crop.height) for crop in picture.crops}
    assert {name: files[name].size for name in crops} == crops
    assert set(files) == {"original.png", "page.jpg", *named, *crops}


@pytest.mark.parametrize("size", SIZES)
def test_no_picture_is_ever_without_height_or_wider_than_it_was_taken_in(size):
    image = take_in(picture_bytes(size=size, kind="PNG"), name="Harbour")

    picture = picture_of(image)

    assert 1 <= picture.width <= size[0]
    assert 1 <= picture.height <= size[1]
    assert max(sources(picture).values()) <= size[0]


def test_a_picture_keeps_its_shape_in_every_size():
    image = make_image(size=(3_000, 2_000))

    shapes = {
        name: file.width / file.height for name, file in opened(image).items() if "x" not in name
    }

    assert len(shapes) == 12
    assert all(abs(shape - 1.5) < 0.01 for shape in shapes.values()), shapes


def test_the_widest_source_of_a_small_picture_is_the_picture_itself():
    image = make_image(size=(700, 400))

    assert list(sources(picture_of(image)).values()) == [320, 640, 700] * 2


@pytest.mark.parametrize("size", [(1_500, 900), (7, 5)])
def test_readers_get_every_file_that_the_page_names(reader, size):
    image = make_image(size=size)
    make_edition(lead=image)

    picture = picture_of(image)

    for address in (picture.src, *sources(picture), *(crop.src for crop in picture.crops)):
        answer = reader.get(address)
        kind = f"image/{address.rsplit('.', 1)[-1].replace('jpg', 'jpeg')}"
        assert (answer.status_code, answer["Content-Type"]) == (200, kind), address
        name = rendition_name(image.sha256, address.rsplit("/", 1)[-1])
        assert answer.content == files_on_disk()[name]


def test_a_storys_page_shows_its_picture_as_it_is_on_disk(reader):
    image = make_image(size=(700, 400))
    edition = make_edition(lead=image)

    page = reader.get(edition.address).text

    picture = picture_of(image)
    tag = re.search(rf'<img[^>]*src="{picture.src}"[^>]*>', page)[0]
    assert ('width="700"' in tag, 'height="400"' in tag) == (True, True)
    assert [srcset in page for _kind, srcset in picture.sources] == [True, True]
    assert page.index("image/avif") < page.index("image/webp") < page.index(tag)


def test_staff_may_be_shown_a_picture_from_another_place():
    image = make_image(size=(100, 80))

    picture = picture_of(image, base="/admin/files/")

    assert picture.src == f"/admin/files/{image.sha256}/page.jpg"
    assert list(sources(picture)) == [
        f"/admin/files/{image.sha256}/100.{kind}" for kind in ("avif", "webp")
    ]


@pytest.mark.parametrize(("said", "shown"), [(None, "Boats"), ("", ""), ("A fire", "A fire")])
def test_a_story_may_describe_a_picture_in_its_own_words(said, shown):
    image = make_image(alt="Boats")

    assert picture_of(image, alt=said).alt == shown


def test_the_files_of_a_picture_lie_with_its_original():
    image = make_image()

    home = image.file.name.rsplit("/", 1)[0]
    assert {name.rsplit("/", 1)[0] for name in files_on_disk()} == {home}
    assert rendition_name(image.sha256, "page.jpg") == f"{home}/page.jpg"
