"""The picture library: looked through, and several pictures changed or deleted at once."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles import freshness
from articles.models import Image
from tests.desk.form import text_of
from tests.make import (
    hours,
    make_article,
    make_contributor,
    make_edition,
    make_image,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_image_changelist")
COLOURS = ("red", "blue", "teal", "navy", "olive", "lime", "pink")


def names(browser, **asked):
    """The pictures that the library shows, in its order."""
    return [card.image.name for card in browser.get(LIST, asked).context["cards"]]


def small(*found, **known):
    """Pictures of these names, the last the newest."""
    return [
        make_image(colour, size=(30, 20), name=name, **known)
        for name, colour in zip(found, COLOURS, strict=False)
    ]


def chosen(*images, **deed):
    """What the library's form sends."""
    return {"chosen": [image.pk for image in images], **deed}


def today(days=0):
    """A day, so many from now."""
    return timezone.localdate() + timedelta(days=days)


# To look through it


def test_pictures_stand_in_a_grid_the_newest_first_with_what_they_lack(editor):
    make_image("red", name="First", alt="", credit="Ada Marsh")
    make_image("blue", name="Second", alt="Boats")

    page = editor.get(LIST)

    html = page.content.decode()
    assert names(editor) == ["Second", "First"]
    assert html.count("No alt text") == html.count("No credit") == 1
    assert html.count('loading="lazy"') == 2
    assert "Not used" in text_of(page)


def test_an_empty_library_and_a_search_for_nothing_say_so(editor):
    assert "The library is still empty." in text_of(editor.get(LIST))
    make_image()

    assert "No picture matches." in text_of(editor.get(LIST, {"q": "zebra"}))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "boats"}, ["bare", "mine"]),
        ({"use": "used"}, ["used"]),
        ({"use": "unused"}, ["bare", "mine", "old"]),
        ({"lacks": "alt"}, ["old"]),
        ({"lacks": "credit"}, ["bare"]),
        ({"rights": "ended"}, ["old"]),
        ({"use": "unused", "rights": "held"}, ["bare", "mine"]),
        ({"q": "boats", "lacks": "credit"}, ["bare"]),
        ({"until": str(today(-1))}, ["old"]),
        ({"since": str(today(-1))}, ["used", "bare", "mine"]),
        ({"since": str(today(-50)), "until": str(today(-30))}, ["old"]),
        ({"since": "soon", "q": "boats"}, ["bare", "mine"]),
        ({"since": "0001-01-01"}, ["used", "bare", "mine", "old"]),
        ({"until": "9999-12-31"}, ["used", "bare", "mine", "old"]),
        ({"by": "9" * 40}, ["used", "bare", "mine", "old"]),
        ({"use": "x", "rights": "x", "lacks": "x"}, ["used", "bare", "mine", "old"]),
    ],
)
def test_it_is_narrowed_down(editor, asked, found):
    make_image("red", name="mine", alt="Boats", credit="A")
    make_image("blue", name="bare", alt="Boats", credit="")
    make_edition(lead=make_image("teal", name="used", alt="A hill", credit="A"))
    old = make_image("navy", name="old", alt="", credit="A", rights_until=today(-1))
    Image.objects.filter(pk=old.pk).update(taken_in_at=hours(-24 * 40))

    assert names(editor, **asked) == found


def test_it_is_narrowed_to_what_someone_took_in(editor):
    ada = make_user("Writer", first_name="Ada", last_name="Marsh")
    make_image("red", name="Hers", by=ada)
    make_image("blue", name="Nobody's")

    page = editor.get(LIST, {"by": ada.pk})

    assert [card.image.name for card in page.context["cards"]] == ["Hers"]
    assert [str(label) for _pk, label in page.context["look"].fields["by"].choices] == [
        "Anyone",
        "Ada Marsh",
    ]


def test_it_goes_on_page_by_page_and_keeps_what_was_asked(editor, monkeypatch):
    monkeypatch.setattr("articles.desk.admin.gallery.SHOWN", 3)
    small(*"abcde", alt="Boats")
    make_image("black", name="other", alt="A hill")

    first = editor.get(LIST, {"q": "boats"})
    following = first.context["following"]
    second = editor.get(f"{LIST}?{following}")

    assert names(editor, q="boats") == ["e", "d", "c"]
    assert "q=boats" in following
    assert [card.image.name for card in second.context["cards"]] == ["b", "a"]
    assert second.context["following"] is None
    assert 'href="?q=boats"' in second.content.decode()


@pytest.mark.parametrize("after", ["x", "-", "9" * 60])
def test_a_page_that_there_is_not_is_not_found(editor, after):
    assert editor.get(LIST, {"after": after}).status_code == 404


def test_the_grid_costs_the_same_however_many_pictures_it_shows(editor, django_assert_num_queries):
    for n, image in enumerate(small(*"abcdefg")):
        make_edition(lead=image)
        make_contributor(f"Person {n}", portrait=image)

    # The session, the account, its rights; who took any in; the pictures; four for their uses.
    with django_assert_num_queries(9):
        editor.get(LIST)
    Image.objects.filter(pk__in=Image.objects.values("pk")[2:]).update(alt="Other")
    with django_assert_num_queries(9):
        editor.get(LIST, {"q": "other", "use": "used", "rights": "held", "since": "2020-01-01"})


def test_who_may_look_and_who_may_change(writer, editor, moderator, stranger, reader):
    small("a")

    codes = [who.get(LIST).status_code for who in (writer, editor, moderator, stranger)]

    assert codes == [200, 200, 403, 403]
    assert reader.get(LIST).status_code == 302
    assert 'name="chosen"' in editor.get(LIST).content.decode()
    assert 'name="chosen"' not in writer.get(LIST).content.decode()


# To do something with several


def test_several_are_credited_at_once_and_readers_have_it(editor):
    one, two, other = small("a", "b", "c")
    before = freshness.current()

    answer = editor.post(
        f"{LIST}?q=x", chosen(one, two, credit="Photograph: Ada Marsh", _credit="1")
    )

    credits = dict(Image.objects.values_list("name", "credit"))
    assert credits == {"a": "Photograph: Ada Marsh", "b": "Photograph: Ada Marsh", "c": ""}
    assert answer.url == f"{LIST}?q=x"
    assert freshness.current() > before
    assert "2 pictures were changed." in text_of(editor.get(LIST))
    assert LogEntry.objects.filter(change_message__contains="credit").count() == 2
    assert other.credit == ""


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"rights": "Web only", "rights_until": "2031-05-06"}, ("Web only", "2031-05-06")),
        ({"rights": "Web only"}, ("Web only", "2030-01-01")),
        ({"rights_until": "2031-05-06"}, ("Ours", "2031-05-06")),
        ({"endless": "on"}, ("Ours", "None")),
    ],
)
def test_rights_of_several_are_set_and_what_is_left_empty_stays(editor, sent, expected):
    images = small("a", "b", rights="Ours", rights_until="2030-01-01")

    editor.post(LIST, chosen(*images, _rights="1", **sent))

    found = {(each.rights, str(each.rights_until)) for each in Image.objects.all()}
    assert found == {expected}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"_credit": "1", "credit": " "}, "Type the credit first."),
        ({"_credit": "1", "credit": "x" * 161}, "at most 160 characters"),
        ({"_rights": "1"}, "Type what the rights are, or when they end, first."),
        ({"_rights": "1", "rights_until": "soon"}, "Enter a valid date."),
        ({"_rights": "1", "rights_until": "2031-05-06", "endless": "on"}, "not both"),
    ],
)
def test_what_cannot_be_written_is_told_and_the_choice_is_kept(editor, sent, said):
    one, two = small("a", "b", credit="Old", rights="Ours")

    answer = editor.post(LIST, chosen(two, **sent))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert f'value="{two.pk}" checked' in html and f'value="{one.pk}" checked' not in html
    assert set(Image.objects.values_list("credit", "rights")) == {("Old", "Ours")}


@pytest.mark.parametrize("ids", [[], ["abc"], ["\x00"], ["9" * 40], ["-1"]])
def test_without_a_choice_nothing_is_done(chief, ids):
    small("a")

    for deed in ("_credit", "_rights", "_delete", "_delete_for_good"):
        answer = chief.post(LIST, {"chosen": ids, "credit": "New", deed: "1"}, follow=True)
        assert "Choose some pictures first" in text_of(answer)

    assert Image.objects.get().credit == ""


def test_to_delete_asks_first_and_names_what_is_kept_and_why(editor):
    free, lead, portrait = small("Free", "Lead", "Face")
    make_article(headline="The weir", lead=lead)
    make_contributor("Ben Okoro", portrait=portrait)

    asked = editor.post(LIST, chosen(free, lead, portrait, _delete="1"))

    said = text_of(asked)
    assert Image.objects.count() == 3
    assert "1 picture will be deleted Free" in said
    assert "2 pictures are kept, since they are used" in said
    assert "Lead In 1 story" in said and "Face Portrait" in said


def test_only_what_nothing_shows_is_deleted(editor):
    free, lead = small("Free", "Lead")
    edition = make_edition(lead=lead)
    before = freshness.current()

    # Also where the page that asks was passed over.
    answer = editor.post(LIST, chosen(free, lead, _delete_for_good="1"), follow=True)

    assert [image.name for image in Image.objects.all()] == ["Lead"]
    assert "1 picture was deleted." in text_of(answer)
    assert "Kept, since they are used: Lead." in text_of(answer)
    assert freshness.current() > before
    assert edition.lead_image_id == lead.pk


def test_a_picture_in_a_text_that_is_not_saved_yet_is_kept(editor, writer):
    inside, lead, free = small("Inside", "Lead", "Free")
    typed = {
        "sitting": "0" * 32,
        "serial": "1",
        "typed": "1",
        "body": f'<p>a</p><figure data-image="{inside.pk}"></figure>',
        "lead_image": lead.pk,
    }
    writer.post(reverse("admin:articles_article_sitting"), typed)

    asked = editor.post(LIST, chosen(inside, lead, free, _delete="1"))
    editor.post(LIST, chosen(inside, lead, free, _delete_for_good="1"))

    assert "In a text that someone has typed and not saved yet" in text_of(asked)
    assert set(Image.objects.values_list("name", flat=True)) == {"Inside", "Lead"}
    alone = editor.get(reverse("admin:articles_image_delete", args=[inside.pk]))
    assert "typed and not saved yet" in text_of(alone)


def test_who_may_do_so(writer, editor, moderator, stranger):
    image = small("a")[0]
    deeds = [
        {"_credit": "1", "credit": "New"},
        {"_rights": "1", "rights": "New"},
        {"_delete": "1"},
        {"_delete_for_good": "1"},
        {},
    ]

    for who in (writer, moderator, stranger):
        assert [who.post(LIST, chosen(image, **deed)).status_code for deed in deeds] == [403] * 5
    assert [editor.post(LIST, chosen(image, **deed)).status_code for deed in deeds[:4]] == [
        302,
        302,
        200,
        302,
    ]
    assert editor.post(LIST, chosen(*small("b"))).status_code == 403
