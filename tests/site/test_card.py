"""Social cards: a picture for links to pages that have none, drawn once, and only while shown."""

import io
import re
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pillow

from articles.editions import press
from articles.site import social_card_drawing
from articles.site.social_card_drawing import draw
from tests.make import hours, make_contributor, make_edition, make_image

pytestmark = pytest.mark.looks

LONG = "The Lift learned to wait for you. Now a brakesman has to say yes " * 4


def card_at(reader, page, *, at=None):
    """The address of the picture that goes out with a link to a page."""
    found = re.search(
        r'property="og:image" content="http://testserver([^"]+)"', reader.get(page, at=at).text
    )
    return found[1]


def pixels(png):
    """The picture, as Pillow has it."""
    return Pillow.open(io.BytesIO(png)).convert("RGB")


def ink(png):
    """(left, top, right, bottom) of what is written on the paper above the shore."""
    paper = pixels(png).crop((0, 0, 1200, 480))
    return Pillow.eval(paper.convert("L"), lambda value: 255 if value < 200 else 0).getbbox()


def test_a_story_without_a_picture_has_a_card_of_the_size_that_networks_ask_for(reader, db):
    edition = make_edition(headline="Dam holds", section="news/city")

    address = card_at(reader, edition.address)
    answer = reader.get(address)

    assert re.fullmatch(rf"/media/cards/story-{edition.article_id}-[0-9a-f]{{32}}\.png", address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert pixels(answer.content).size == (1200, 630)
    assert len(answer.content) < 100_000


def test_a_story_with_a_picture_has_no_card(reader, db):
    plain = make_edition(headline="Dam holds")
    card = card_at(reader, plain.address)

    make_edition(article=plain.article, headline="Dam holds", lead=make_image())

    assert "/cards/" not in card_at(reader, plain.address)
    assert reader.get(card).status_code == 404


def test_every_kind_of_page_has_a_picture_that_is_there(reader, db):
    make_contributor("Ben Okoro", portrait=make_image())
    make_edition(section="news/city", authors=["Ada Marsh", "Ben Okoro"], tags=["Floods"])
    pages = ["/", "/news/", "/people/", "/people/ada-marsh/", "/people/ben-okoro/", "/tags/"]
    pages += ["/tags/floods/", "/corrections/"]

    pictures = {page: card_at(reader, page) for page in pages}

    assert {reader.get(picture).status_code for picture in pictures.values()} == {200}
    assert "/cards/person-" in pictures["/people/ada-marsh/"]
    assert "/cards/" not in pictures["/people/ben-okoro/"]
    assert pictures["/"] == pictures["/corrections/"]


def test_a_card_changes_its_name_with_what_it_says(reader, db, settings):
    edition = make_edition(headline="Dam holds")
    first = card_at(reader, edition.address)

    make_edition(article=edition.article, headline="Dam breaks", live_from=hours(1))
    later = card_at(reader, edition.address, at=hours(2))
    settings.SITE_NAME = "Another"

    assert len({first, later, card_at(reader, edition.address)}) == 3
    assert reader.get(later, at=hours(2)).status_code == 404


def test_a_card_is_there_from_the_moment_of_its_story_until_that_is_gone(reader, db):
    edition = make_edition(headline="Dam holds", live_from=hours(1))
    press.withdraw(edition.article_id, by=None, at=hours(3))
    card = card_at(reader, edition.address, at=hours(2))

    found = [reader.get(card, at=hours(n)).status_code for n in (0, 2, 4)]

    assert found == [404, 200, 404]


@pytest.mark.parametrize("of", ["story", "section", "person", "tag", "site"])
def test_no_made_up_address_has_anything_drawn(reader, db, monkeypatch, of):
    edition = make_edition(tags=["Floods"])
    monkeypatch.setattr(social_card_drawing, "draw", lambda *given, **known: 1 / 0)

    for pk in (0, edition.article_id, edition.section_id, 10**17):
        with CaptureQueriesContext(connection) as made:
            assert reader.get(f"/media/cards/{of}-{pk}-{'0' * 32}.png").status_code == 404
        # The page that says so reads the sections.
        assert len(made) <= 3
    assert not default_storage.exists("cards")


def test_a_card_is_drawn_once(reader, db, monkeypatch):
    edition = make_edition(headline="Dam holds")
    card = card_at(reader, edition.address)
    first = reader.get(card).content

    monkeypatch.setattr(social_card_drawing, "draw", lambda *given, **known: 1 / 0)

    assert reader.get(card).content == first


def test_half_a_card_that_someone_left_is_drawn_anew(reader, db):
    edition = make_edition(headline="Dam holds")
    card = card_at(reader, edition.address)
    whole = reader.get(card).content
    (kept,) = Path(default_storage.location).rglob("*.png")

    kept.write_bytes(whole[:500])

    assert [reader.get(card).content, kept.read_bytes()] == [whole, whole]


def test_a_person_or_topic_of_whom_nothing_is_live_has_no_card(reader, db):
    make_edition(authors=["Cy Lund"], tags=["Dams"], live_from=hours(1))
    cards = [card_at(reader, page, at=hours(2)) for page in ("/people/cy-lund/", "/tags/dams/")]

    assert {reader.get(card).status_code for card in cards} == {404}
    assert {reader.get(card, at=hours(2)).status_code for card in cards} == {200}


def test_a_long_headline_is_set_smaller_and_a_longer_one_is_cut(db):
    tall = [ink(draw(LONG[:length], label="News", site="The Upland")) for length in (20, 80, 999)]
    cut = ink(draw("W" * 2_000, label="News", site="The Upland"))

    for left, top, right, bottom in (*tall, cut):
        assert left >= 60 and right <= 1140 and top >= 60 and bottom < 480
    assert tall[0][3] < tall[1][3]


def test_letters_of_no_font_are_left_out_and_never_drawn_as_boxes(monkeypatch):
    for name in ("OTHERS", "LIKE_OURS"):
        nothing = () if name == "OTHERS" else dict.fromkeys(social_card_drawing.LIKE_OURS, ())
        monkeypatch.setattr(social_card_drawing, name, nothing)

    def shown(headline, label=""):
        return draw(headline, label=label, site="The Upland")

    assert shown("漢字の見出し", label="漢字") == shown("")
    assert shown("Floods 🌊 rise 👩🏽‍🚒") == shown("Floods rise")
    assert shown("🌊🌊") == shown("")
    assert shown("Rain\x00\u202e \ue000is\u200b here") == shown("Rain is here")
    assert shown("Überläufe – “Straße”") != shown("")


def test_a_headline_from_right_to_left_begins_at_the_right():
    hebrew = draw("שלום", label="", site="")

    if hebrew != draw("", label="", site=""):
        left, _top, right, _bottom = ink(hebrew)
        assert left > 600 and right > 1100


def test_a_machine_that_cannot_shape_letters_draws_none_that_need_it(monkeypatch):
    monkeypatch.setattr(social_card_drawing.features, "check", lambda name: False)

    assert draw("שלום", label="", site="The Upland") == draw("", label="", site="The Upland")
