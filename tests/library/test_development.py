"""What is made of a picture after its upload: by a task, once, and made good after any accident."""

import random

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image as Pillow

from articles import freshness
from articles.library import image as library
from articles.library import rendition
from articles.library.image import develop, develop_lacking, discard_images, take_image
from articles.library.rendition import crops_of, picture_of
from articles.models import Image
from tests.library.pictures import files_on_disk, opened, saved
from tests.make import make_edition, make_image, picture_bytes, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def dotted(x, y, size=(1_800, 1_500)):
    """A grey picture with a red dot at these shares of it."""
    picture = Pillow.new("RGB", size, "grey")
    middle = round(x * (size[0] - 1)), round(y * (size[1] - 1))
    picture.paste("red", (middle[0] - 30, middle[1] - 30, middle[0] + 30, middle[1] + 30))
    return picture


def shows_the_dot(picture):
    """Whether there is anything red in it."""
    small = picture.convert("RGB").reduce(4)
    return any(red > 200 and green < 80 for red, green, _blue in small.get_flattened_data())


def names(image):
    """The names of an Image's files."""
    return {*opened(image)}


def test_an_upload_waits_for_the_smallest_size_and_a_plain_jpeg_alone(reader):
    image = take_image(picture_bytes(size=(1_600, 1_000)), name="Harbour", alt="Boats")
    story = make_edition(lead=image)

    page = reader.get(story.address).text

    assert names(image) == {"original.jpg", "320.webp", "page.jpg"}
    assert f'<picture><img src="/media/{image.sha256}/page.jpg" alt="Boats"' in page
    assert (picture_of(image).sources, crops_of(image)) == ((), ())
    assert reader.get(picture_of(image).src).status_code == 200


def test_when_the_task_is_done_readers_get_what_it_made(reader):
    image = take_image(picture_bytes(size=(1_600, 1_000)), name="Harbour")
    story, before = make_edition(lead=image), freshness.current()

    develop.enqueue(image.pk)

    assert freshness.current() == before + 1
    assert f"/media/{image.sha256}/960.avif 960w" in reader.get(story.address).text
    assert len(names(image)) == 15


def test_done_twice_it_does_nothing_the_second_time():
    image = make_image()
    files, before = files_on_disk(), freshness.current()

    develop.enqueue(image.pk)

    assert (files_on_disk(), freshness.current()) == (files, before)


def test_cut_off_in_the_middle_it_is_done_again_over_what_is_broken(monkeypatch):
    image = take_image(picture_bytes(size=(700, 400)), name="Harbour")
    with monkeypatch.context() as accident:
        accident.setattr(library, "make_crops", lambda *_, **__: 1 / 0)
        develop.enqueue(image.pk)
    rendition.store(rendition.rendition_name(image.sha256, "640.avif"), b"half a")
    image.refresh_from_db()
    assert picture_of(image).sources == ()

    develop.enqueue(image.pk)

    image.refresh_from_db()
    assert opened(image)["640.avif"].size == (640, 366)
    assert len(picture_of(image).crops) == 3


def test_a_file_that_another_writes_at_the_same_moment_is_there_once(monkeypatch):
    rendition.store("images/a.webp", b"theirs")
    there, not_yet = rendition.default_storage.exists, iter([False])
    monkeypatch.setattr(
        rendition.default_storage, "exists", lambda name: next(not_yet, there(name))
    )

    rendition.store("images/a.webp", b"theirs")

    assert files_on_disk() == {"images/a.webp": b"theirs"}


@pytest.mark.parametrize("point", [(0, 0), (1, 1), (0.5, 0.5), (0.1, 0.9), (0.97, 0.2)])
@pytest.mark.parametrize("size", [(1_800, 1_500), (3_000, 700), (700, 3_000)])
def test_every_crop_shows_what_the_focal_point_is_set_on(point, size):
    picture = dotted(*point, size=size)

    image = take_in(saved(picture, "JPEG"), name="Dot", focal_x=point[0], focal_y=point[1])

    files = opened(image)
    shown = {crop.src: files[crop.src.rsplit("/", 1)[-1]] for crop in crops_of(image)}
    assert {src: shows_the_dot(crop) for src, crop in shown.items()} == dict.fromkeys(shown, True)


@pytest.mark.parametrize(
    ("size", "crops"),
    [
        ((4_000, 3_000), [(1200, 1200), (1200, 900), (1200, 675)]),
        ((1_300, 1_250), [(1200, 1200), (1200, 900), (1200, 675)]),
        ((700, 400), [(400, 400), (533, 400), (700, 394)]),
        ((1, 1), [(1, 1), (1, 1), (1, 1)]),
    ],
)
def test_crops_are_1200_wide_where_the_picture_is_large_enough(size, crops):
    image = make_image(size=size)

    found = crops_of(image)

    assert [(crop.width, crop.height) for crop in found] == crops
    assert [opened(image)[crop.src.rsplit("/", 1)[-1]].size for crop in found] == crops


def test_a_photograph_full_of_detail_is_pressed_until_a_phone_can_bear_it():
    grain = random.Random(1).randbytes(480 * 320)  # noqa: S311 - a picture, not a secret
    noise = Pillow.frombytes("L", (480, 320), grain).point(lambda value: 100 + value // 6)
    busy = noise.resize((960, 640), Pillow.Resampling.BICUBIC).convert("RGB")
    assert len(saved(busy, "AVIF", quality=50)) > 45_000

    image = take_in(saved(busy, "JPEG", quality=95), name="Grain")

    files = {name.rsplit("/", 1)[-1]: len(content) for name, content in files_on_disk().items()}
    assert 20_000 < files["960.avif"] <= 40_000
    assert image.developed_at


def test_another_focal_point_makes_other_crops_under_other_names(editor, reader):
    image = make_image(size=(1_600, 1_000))
    story, before = make_edition(lead=image), crops_of(image)

    move_point(editor, image, 0.9, 0.1)

    image.refresh_from_db()
    after = crops_of(image)
    assert not {crop.src for crop in before} & {crop.src for crop in after}
    assert reader.get(after[2].src).status_code == 200
    page = reader.get(story.address).text
    assert after[2].src in page and before[2].src not in page
    # Whoever shared the story before still finds the picture that was shared.
    assert reader.get(before[2].src).status_code == 200


def move_point(editor, image, x, y):
    """Set the focal point on the image's own page."""
    fields = {"name": image.name, "alt": image.alt, "focal_x": x, "focal_y": y, "_save": "1"}
    with TestCase.captureOnCommitCallbacks(execute=True):
        address = reverse("admin:articles_image_change", args=[image.pk])
        assert editor.post(address, fields).status_code == 302


def test_words_that_are_saved_while_the_task_ends_do_not_undo_it(editor, monkeypatch):
    image = take_image(picture_bytes(), name="Harbour")
    touch = freshness.touch

    def touched_late():
        # Everything up to here has read the image as it was before the task ended.
        monkeypatch.setattr(freshness, "touch", touch)
        develop.enqueue(image.pk)
        touch()

    monkeypatch.setattr(freshness, "touch", touched_late)
    move_point(editor, image, 0.5, 0.5)

    image.refresh_from_db()
    assert image.developed_at
    assert len(crops_of(image)) == 3


def test_until_the_new_crops_are_there_the_old_ones_are_shown():
    image = make_image()
    before = crops_of(image)

    Image.objects.filter(pk=image.pk).update(focal_x=0.1)

    image.refresh_from_db()
    assert crops_of(image) == before
    assert [*Image.objects.lacking()] == [image]


def test_a_point_that_is_moved_meanwhile_is_left_to_its_own_task(monkeypatch):
    image = take_image(picture_bytes(), name="Harbour")

    def moved(*args, **known):
        with transaction.atomic():
            freshness.touch()
            Image.objects.filter(pk=image.pk).update(focal_x=0.9)

    monkeypatch.setattr(library, "make_crops", moved)
    develop.enqueue(image.pk)

    image.refresh_from_db()
    assert image.developed_at
    assert crops_of(image) == ()
    assert [*Image.objects.lacking()] == [image]


def test_an_image_that_is_deleted_leaves_no_file(django_capture_on_commit_callbacks):
    image, other = make_image(), make_image("red")

    with django_capture_on_commit_callbacks(execute=True):
        discard_images(Image.objects.filter(pk=image.pk))

    assert not any(image.sha256 in name for name in files_on_disk())
    assert len(names(other)) == 9


def test_a_deletion_that_is_rolled_back_takes_no_file(django_capture_on_commit_callbacks):
    image = make_image()

    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        discard_images(Image.objects.filter(pk=image.pk))
        _ = 1 / 0

    assert len(names(image)) == 9


def test_a_picture_that_has_come_in_again_meanwhile_keeps_its_files(
    django_capture_on_commit_callbacks,
):
    image = make_image()

    with django_capture_on_commit_callbacks(execute=True):
        discard_images(Image.objects.filter(pk=image.pk))
        again = take_image(picture_bytes(size=(400, 300)), name="Again")

    again.refresh_from_db()
    assert again.sha256 == image.sha256
    assert len(names(again)) == 9


def test_one_that_is_deleted_while_it_is_developed_leaves_no_file_either(monkeypatch):
    image, make_crops = take_image(picture_bytes(), name="Harbour"), library.make_crops

    def gone(*args, **known):
        make_crops(*args, **known)
        with transaction.atomic():
            freshness.touch()
            Image.objects.all().delete()

    monkeypatch.setattr(library, "make_crops", gone)
    develop.enqueue(image.pk)

    assert files_on_disk() == {}


def test_a_task_for_an_image_that_is_gone_ends_well():
    assert develop.enqueue(10**9).status == "SUCCESSFUL"


def test_images_from_before_are_asked_for_once_the_newest_first(settings, monkeypatch, capsys):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(library, "BATCH", 2)
    images = [take_image(picture_bytes(c, (40, 30)), name=c) for c in ("red", "teal", "blue")]

    call_command("develop_images")
    call_command("develop_images")

    asked = [row.args_kwargs["args"][0] for row in DBTaskResult.objects.order_by("enqueued_at")]
    assert asked == [image.pk for image in reversed(images)]
    assert capsys.readouterr().out == "Asked for the sizes of 3 images.\n"


def test_images_that_lack_nothing_are_not_asked_for():
    make_image()

    assert develop_lacking() == 0


def test_what_an_upload_needs_goes_before_what_is_made_good(settings, capsys):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    old = take_image(picture_bytes("red", (40, 30)), name="Old")
    develop_lacking()

    new = take_in(picture_bytes("teal", (40, 30)), name="New")

    assert [row.args_kwargs["args"] for row in DBTaskResult.objects.all()] == [[new.pk], [old.pk]]
