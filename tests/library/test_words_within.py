"""The caption and the credit that agencies write into their pictures are taken over."""

import random
import struct

import pytest
from PIL import Image as Pillow

from articles.library.image import take_image
from tests.library.pictures import files_on_disk, saved

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
BYLINE, AGENCY, CAPTION, KEYWORD = 80, 110, 120, 25


def iptc(*fields):
    """The block of these fields, (number, text) each."""
    parts = (struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text for number, text in fields)
    return b"".join(parts)


def picture(block):
    """A JPEG with that block, as Photoshop writes it."""
    resource = (
        b"8BIM\x04\x04\0\0" + struct.pack(">I", len(block)) + block + b"\0" * (len(block) % 2)
    )
    segment = b"Photoshop 3.0\0" + resource
    extra = b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment
    return saved(Pillow.new("RGB", (30, 20), "teal"), "JPEG", extra=extra)


@pytest.mark.parametrize(
    ("fields", "caption", "credit"),
    [
        ([(CAPTION, b"Boats at\r\ndawn. ")], "Boats at dawn.", ""),
        ([(BYLINE, b"Ada Marsh"), (AGENCY, b"PA")], "", "Ada Marsh / PA"),
        ([(AGENCY, b"PA"), (BYLINE, b"PA")], "", "PA"),
        ([(BYLINE, b"Ada Marsh"), (BYLINE, b"Ben Okoro")], "", "Ada Marsh, Ben Okoro"),
        ([(CAPTION, "Déjà vu".encode())], "Déjà vu", ""),
        ([(CAPTION, "Déjà vu".encode("latin-1"))], "Déjà vu", ""),
        ([(CAPTION, b"a\0b\x1bc")], "abc", ""),
        ([(KEYWORD, b"boats")], "", ""),
        ([], "", ""),
    ],
)
def test_what_stands_in_the_file_is_the_caption_and_the_credit(fields, caption, credit):
    image = take_image(picture(iptc(*fields)), name="Harbour", alt="Boats", credit="")

    assert (image.caption, image.credit, image.alt) == (caption, credit, "Boats")


def test_what_is_typed_goes_before_it():
    content = picture(iptc((CAPTION, b"Theirs"), (BYLINE, b"Ada Marsh")))

    image = take_image(content, name="Harbour", caption="Ours", credit="Ours too")

    assert (image.caption, image.credit) == ("Ours", "Ours too")


def test_it_is_cut_to_what_fits():
    content = picture(iptc((CAPTION, b"word " * 200), (BYLINE, b"x" * 2_000)))

    image = take_image(content, name="Harbour")

    image.full_clean()
    assert image.caption.endswith("word…")
    assert len(image.credit) == 160


def test_it_is_in_no_file_that_is_kept():
    take_image(picture(iptc((CAPTION, b"SECRET"))), name="Harbour")

    assert not any(b"SECRET" in file for file in files_on_disk().values())


def test_a_block_that_makes_no_sense_is_passed_over():
    chance = random.Random(7)  # noqa: S311 - the same each time
    whole = iptc((CAPTION, b"Boats at dawn"), (BYLINE, b"Ada Marsh"))

    for n in range(60):
        broken = bytearray(whole)
        for _each in range(3):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        content = picture(bytes(broken[: chance.randrange(len(broken) + 1)]) + bytes([n]))
        image = take_image(content, name="Harbour")
        image.full_clean()
