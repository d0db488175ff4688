"""Rights in pictures: the desk is told before they end, and readers lose nothing by it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.library.image import take_image
from articles.library.rendition import picture_of
from articles.models import Image
from tests.desk.form import address_of
from tests.make import hours, make_article, make_edition, make_image, picture_bytes

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_image_changelist")
HOME = reverse("admin:index")


def in_days(n):
    """The day so many days from now."""
    return timezone.localdate() + timedelta(days=n)


def make_held(name, days, colour="teal"):
    """An image whose rights end so many days from now; `None` for never."""
    until = None if days is None else in_days(days)
    return make_image(colour, name=name, rights_until=until)


def page_of(image):
    """Where an image is looked after."""
    return reverse("admin:articles_image_change", args=[image.pk])


def text(browser, address):
    """What a page of the desk says."""
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "The rights in the picture “Harbour” ended on "),
        (0, "The rights in the picture “Harbour” end on "),
        (14, "The rights in the picture “Harbour” end on "),
        (15, ""),
        (None, ""),
    ],
)
def test_an_images_own_page_tells_when_its_rights_end(editor, days, words):
    image = make_held("Harbour", days)

    page = text(editor, page_of(image))

    assert words in page
    assert ("The rights in the picture" in page) is bool(words)


def test_the_list_marks_them_and_can_be_narrowed_to_them(editor):
    for name, days, colour in (
        ("Gone", -3, "red"),
        ("Going", 3, "blue"),
        ("Ours", None, "teal"),
        ("Long", 300, "navy"),
    ):
        make_held(name, days, colour)

    everything = text(editor, LIST)
    found = {
        rights: {card.image.name for card in editor.get(LIST, {"rights": rights}).context["cards"]}
        for rights in ("ended", "ending", "held")
    }

    assert everything.count('class="badge badge-ended"') == 1
    assert everything.count('class="badge badge-ending"') == 1
    assert found == {"ended": {"Gone"}, "ending": {"Going"}, "held": {"Ours", "Long"}}


def test_the_form_of_a_story_warns_of_its_lead_and_of_pictures_in_its_text(editor):
    lead, inside = make_held("Lead", -3), make_held("Inside", 3, "red")
    other = make_held("Elsewhere", -3, "blue")
    make_edition(lead=other)
    body = f'<p>a</p><figure data-image="{inside.pk}"></figure><p>b</p>'
    article = make_article(lead=lead, body=body)

    page = text(editor, address_of(article))

    assert "The rights in the picture “Lead” ended on " in page
    assert "The rights in the picture “Inside” end on " in page
    assert "Elsewhere" not in page


def test_it_warns_too_of_what_readers_still_see_and_the_desk_has_taken_out(editor):
    image = make_held("Old lead", -3)
    edition = make_edition(lead=image)
    article = edition.article
    type(article).objects.filter(pk=article.pk).update(lead_image=None)

    page = text(editor, address_of(article))

    assert "The rights in the picture “Old lead” ended on " in page


def test_a_story_whose_rights_hold_says_nothing_of_them(editor):
    article = make_article(lead=make_held("Lead", 100))

    assert "Rights in pictures" not in text(editor, address_of(article))


def test_the_first_page_tells_what_readers_are_shown_without_right_the_worst_first(
    editor, moderator
):
    make_edition(lead=make_held("Going", 3))
    make_edition(lead=make_held("Gone", -3, "red"))
    make_edition(lead=make_held("Waiting", -3, "blue"), live_from=hours(5))
    make_held("Unused", -3, "navy")

    page = text(editor, HOME)

    assert page.index("“Gone” ended on ") < page.index("“Going” end on ")
    assert "Waiting" not in page and "Unused" not in page
    assert "“Gone”" not in text(moderator, HOME)


def test_whoever_chooses_a_picture_is_told(editor):
    make_held("Gone", -3)

    answer = editor.get(reverse("admin:articles_image_choose")).json()

    assert "ended on" in answer["images"][0]["warning"]


def test_readers_keep_a_picture_whose_rights_have_ended(reader):
    image = make_held("Harbour", -30)
    story = make_edition(lead=image)

    assert picture_of(image).src in reader.get(story.address).text
    assert reader.get(picture_of(image).src).status_code == 200


def test_the_page_of_an_image_says_how_far_its_sizes_are(editor):
    image = take_image(picture_bytes(size=(40, 30)), name="Harbour")

    fresh = text(editor, page_of(image))
    Image.objects.update(taken_in_at=hours(-1))
    late = text(editor, page_of(image))
    Image.objects.update(developed_at=timezone.now())

    assert "The sizes for readers are being made." in fresh
    assert "The sizes for readers have not been made. Is a worker running?" in late
    assert "sizes for readers" not in text(editor, page_of(image))


def test_the_picture_to_set_the_point_on_is_for_those_who_may_see_the_library(
    reader, editor, writer, moderator, stranger
):
    address = reverse("admin:articles_image_picture", args=[make_image().pk])

    got = [who.get(address).status_code for who in (editor, writer, moderator, stranger)]

    assert got == [200, 200, 403, 403]
    assert reader.get(address).status_code == 302
    assert editor.get(address)["Cache-Control"] == "private, max-age=3600"


def test_rights_hold_through_the_day_they_end_on():
    image = Image(rights_until=date(2026, 5, 6))

    days = [date(2026, 4, 21), date(2026, 4, 22), date(2026, 5, 6), date(2026, 5, 7)]

    assert [image.rights_on(day) for day in days] == ["held", "ending", "ending", "ended"]
