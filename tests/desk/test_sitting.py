"""What is typed is kept as one writes, for whoever typed it, and never in the story."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk import sitting
from articles.models import Article, Revision, Sitting
from tests.desk.form import address_of, filled, text_of
from tests.make import hours, make_article, make_contributor, make_section, make_user

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "a" * 32, "b" * 32, "c" * 32
MINE_TOO = "You have this story open in another tab"


def address(article=None):
    """Where a form of the story sends what is typed."""
    return reverse("admin:articles_article_sitting", args=[article.pk] if article else [])


def kept(client, article=None, *, key=ONE, serial=1, **typed):
    """The answer to what a form sends while one writes."""
    posted = filled(article, **typed) | {"sitting": key, "serial": serial, "typed": 1}
    return client.post(address(article), posted)


def name_of(key):
    """By which the text of a form is known."""
    return Sitting.objects.get(key=key).name


def test_what_is_typed_is_kept_and_the_story_stays_as_it_is(editor):
    article = make_article(headline="As it was")
    before = (Article.objects.values().get(), Revision.objects.count())

    answer = kept(editor, article, headline="Half a thou")

    assert answer.json()["kept"]
    assert Sitting.objects.get().fields["headline"] == ["Half a thou"]
    assert (Article.objects.values().get(), Revision.objects.count()) == before


def test_it_takes_one_transaction_and_few_queries(editor, django_assert_max_num_queries):
    article = make_article()
    kept(editor, article)

    with django_assert_max_num_queries(14) as asked:
        kept(editor, article, serial=2, headline="More")

    written = [q["sql"] for q in asked if q["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    assert len(written) == 1
    assert 'UPDATE "articles_sitting"' in written[0]


def test_what_comes_late_buries_nothing_newer(editor):
    article = make_article()
    kept(editor, article, serial=5, headline="Newer")

    answer = kept(editor, article, serial=4, headline="Older")

    assert answer.json()["kept"] == ""
    assert Sitting.objects.get().headline == "Newer"


def test_two_tabs_of_one_person_are_kept_apart(editor):
    article = make_article()
    kept(editor, article, key=ONE, headline="In one tab")
    kept(editor, article, key=TWO, headline="In the other")

    said = text_of(editor.get(address_of(article)))

    assert "In one tab" in said and "In the other" in said


def test_what_was_never_saved_is_offered_to_its_writer_alone(editor, chief):
    article = make_article()
    kept(editor, article, headline="Half a thought")

    assert "Half a thought" in text_of(editor.get(address_of(article)))
    assert "Half a thought" not in text_of(chief.get(address_of(article)))


def test_a_new_story_is_offered_where_one_begins_another(writer):
    kept(writer, headline="Never saved")

    assert "Never saved" in text_of(writer.get(address_of()))


def test_it_is_taken_up_with_its_rows_and_is_not_saved_by_that(editor):
    article = make_article(takeaways=["One"], headline="As it was")
    ann = make_contributor("Ann Bell")
    kept(
        editor,
        article,
        headline="Typed",
        takeaways=["Two"],
        credits=[(ann, "editor")],
        tags="Weirs",
    )

    answer = editor.post(address_of(article), filled(article, _take=name_of(ONE)))

    html = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["adminform"].form["headline"].value() == "Typed"
    assert "Two" in html and "Ann Bell" in html and "Weirs" in html
    assert "Please correct" not in text_of(answer)
    assert Article.objects.get().headline == "As it was"


def test_a_save_ends_it_and_what_comes_late_does_not_bring_it_back(editor):
    article = make_article()
    late = filled(article, headline="Typed") | {"sitting": ONE, "serial": 7, "typed": 1}
    kept(editor, article, headline="Typed")
    editor.post(
        address_of(article),
        filled(article, headline="Saved", _save=1) | {"sitting": ONE, "serial": 8},
    )

    answer = editor.post(address(article), late)

    assert answer.json()["kept"] == ""
    assert editor.get(address_of(article)).context["offers"] == []


def test_a_save_of_what_was_taken_up_ends_both(editor):
    article = make_article()
    kept(editor, article, headline="Typed")
    page = editor.post(address_of(article), filled(article, _take=name_of(ONE)))
    posted = filled(article, headline="Typed", _save=1)

    editor.post(
        address_of(article),
        posted | {"sitting": TWO, "serial": 9, "took": page.context["took"]},
    )

    assert not Sitting.objects.unsaved(editor.user, article.pk).exists()


def test_a_save_that_is_refused_ends_nothing(editor, chief):
    article = make_article()
    mine = filled(article, headline="Mine", _save=1) | {"sitting": ONE, "serial": 2}
    kept(editor, article, headline="Mine")
    chief.post(address_of(article), filled(article, headline="Theirs", _save=1))

    editor.post(address_of(article), mine)

    assert Sitting.objects.get(key=ONE).headline == "Mine"


def test_it_is_thrown_away_by_whoever_typed_it_and_by_no_one_else(editor, chief):
    article = make_article()
    kept(editor, article, headline="Typed")
    throw = reverse("admin:articles_article_throw_away")

    chief.post(throw, {"names": name_of(ONE)})
    assert "Typed" in text_of(editor.get(address_of(article)))
    editor.post(throw, {"names": name_of(ONE)})

    assert "Typed" not in text_of(editor.get(address_of(article)))


def test_another_persons_sitting_is_neither_read_nor_written(editor, chief):
    article = make_article(headline="As it was")
    kept(editor, article, headline="Secret")

    answer = kept(chief, article, serial=99, headline="Forged")
    taken = chief.post(address_of(article), filled(article, _take=name_of(ONE)))

    assert answer.json()["kept"] == ""
    assert Sitting.objects.get().headline == "Secret"
    assert "Secret" not in text_of(taken)


def test_whoever_may_not_change_the_story_keeps_nothing_in_it(writer, stranger, moderator, client):
    article = make_article(headline="Hers")

    for someone in (writer, stranger, moderator):
        answer = kept(someone, article)
        assert answer.json() == {"closed": True}
    assert kept(client, article).status_code == 403
    assert not Sitting.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"sitting": "x"}, {"serial": "-1"}, {"serial": "9" * 30}, {"sitting": ""}]
)
def test_what_no_form_sends_is_refused(editor, wrong):
    article = make_article()

    answer = editor.post(address(article), {"sitting": ONE, "serial": 1, "typed": 1} | wrong)

    assert answer.status_code == 400
    assert not Sitting.objects.exists()


def test_what_no_key_types_is_left_out(editor):
    article = make_article()

    kept(editor, article, headline="Ga\0tes", tags="a\0b")
    editor.post(address_of(article), filled(article, headline="x\0", _take="\0", tags="\0"))

    assert Sitting.objects.get(key=ONE).headline == "Gates"


def test_what_is_hopelessly_long_is_refused_by_name(editor):
    answer = kept(editor, make_article(), body="x" * 3_000_001)

    assert answer.json() == {"too_long": True}


# Who else is here


def beat(client, article, key, **more):
    """What a form says every five seconds."""
    said = {"sitting": key, "serial": 0, "seen_version": article.version}
    return client.post(address(article), said | more).json()


def test_others_at_the_same_story_are_named(editor, chief):
    article = make_article()
    beat(chief, article, ONE)
    beat(chief, article, "c" * 32)

    assert beat(editor, article, TWO)["others"] == [f"{chief.user.username} is here"]
    assert f"{editor.user.username} is here" in beat(chief, article, ONE)["others"]


def test_ones_own_other_tabs_are_told_of_once_until_they_are_closed(editor):
    article = make_article()
    for key in (ONE, TWO, THREE):
        assert beat(editor, article, key, tab="behind")["others"] == (key > ONE) * [MINE_TOO]

    kept(editor, article, key=ONE, serial=5, headline="Typed", tab="gone")
    beat(editor, article, TWO, tab="gone")

    assert beat(editor, article, THREE)["others"] == []


def test_who_has_it_in_the_background_is_open_to_oneself_and_present_to_nobody(editor, chief):
    article = make_article()
    beat(chief, article, ONE, tab="behind")

    assert beat(editor, article, TWO)["others"] == []
    assert MINE_TOO in beat(chief, article, THREE)["others"]


def test_and_whether_they_are_writing(editor, chief):
    article = make_article()
    kept(chief, article, headline="Typing")

    assert beat(editor, article, TWO)["others"] == [f"{chief.user.username} is here, writing"]


def test_who_has_gone_is_named_no_more(editor, chief):
    article = make_article()
    beat(chief, article, ONE)
    Sitting.objects.update(seen_at=hours(-1))

    assert beat(editor, article, TWO)["others"] == []


def test_a_save_by_another_is_told_before_one_saves_too(editor, chief):
    article = make_article()
    chief.post(address_of(article), filled(article, headline="Theirs", _save=1))
    article.version = 1

    assert f"{chief.user.username} saved this story" in beat(editor, article, ONE)["saved"]


def test_of_ones_own_save_it_is_said_that_it_was_in_another_tab(editor):
    article = make_article()
    saved = filled(article, headline="Mine", _save=1) | {"sitting": TWO, "serial": 2}
    editor.post(address_of(article), saved)
    article.version = 1

    told = beat(editor, article, ONE)

    assert told["saved"].startswith("You saved this story in another tab at ")
    assert told["others"] == []


def test_a_token_is_given_to_who_has_signed_in_again(editor, client):
    answer = editor.get(address(make_article())).json()

    assert answer["user"] == editor.user.pk and answer["token"]
    assert client.get(address(make_article())).status_code == 302


def test_what_is_long_past_is_swept(editor):
    article, user = make_article(), make_user("Editor")
    for key, fields, when in (
        ("1" * 32, None, hours(-25)),
        ("2" * 32, {"headline": ["x"]}, hours(-25)),
        ("3" * 32, {"headline": ["x"]}, hours(-24 * 31)),
    ):
        Sitting.objects.create(key=key, user=user, article=article, fields=fields, seen_at=when)

    sitting.sweep(at=timezone.now())

    assert list(Sitting.objects.values_list("key", flat=True)) == ["2" * 32]


def test_a_form_opens_with_few_queries_whatever_the_story_holds(
    editor, django_assert_max_num_queries
):
    people = [f"Person {n}" for n in range(10)]
    article = make_article(takeaways=[f"Point {n}" for n in range(30)], authors=people)
    document = article.to_document().to_json()
    Revision.objects.bulk_create(
        Revision(article=article, number=n, document=document, sha256="") for n in range(2, 202)
    )
    Article.objects.update(version=201)
    for n in range(5):
        kept(editor, article, key=f"{n}" * 32, headline=f"Typed {n}", tags="Weirs")
    make_section("news/city")
    editor.get(address_of(article))

    with django_assert_max_num_queries(19):
        editor.get(address_of(article))
