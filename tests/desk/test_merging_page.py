"""The page that merges: who may, what it says first, and what it answers to nonsense."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from taggit.models import Tag

from articles.models import Contributor
from tests.desk.form import address_of, filled, text_of
from tests.desk.merging import asked, merge_people, merge_topics
from tests.library.tree import led
from tests.make import make_article, make_contributor, make_edition, make_tag, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def two(make):
    """Two of a kind, one of which has a live story."""
    make_edition(authors=["Ada Marsh"], tags=["Ada Marsh"])
    return make("Ada Marsh"), make("A. Marsh")


KINDS = pytest.mark.parametrize("make", [make_contributor, make_tag])


@KINDS
def test_it_says_what_will_happen_and_does_nothing_yet(editor, make):
    ada, other = two(make)

    page = asked(editor, ada, other)

    words = text_of(page)
    assert page.status_code == 200
    for said in ("Which one stays?", "ada-marsh/", "a-marsh/", "Live stories", "for good"):
        assert said in words
    assert "This cannot be undone." in words
    assert type(ada).objects.count() == 2


@KINDS
def test_then_it_merges_and_remembers_who_did(editor, reader, make):
    ada, other = two(make)

    answer = asked(editor, ada, other, stays=other.pk, _merge="1")

    assert answer.status_code == 302
    place = "people" if make is make_contributor else "tags"
    assert led(reader, f"/{place}/ada-marsh/") == f"/{place}/a-marsh/"
    logged = LogEntry.objects.filter(user=editor.user).values_list("object_id", "change_message")
    assert sorted(logged) == sorted(
        [(str(other.pk), "Merged with Ada Marsh."), (str(ada.pk), "Merged into A. Marsh.")]
    )
    said = text_of(editor.get(answer["Location"]))
    assert "what was of Ada Marsh is of A. Marsh now" in said
    assert "A. Marsh" in said


@KINDS
def test_it_is_for_editors_and_administrators(writer, editor, moderator, chief, stranger, make):
    ada, other = two(make)
    asking = {"writer": writer, "moderator": moderator, "stranger": stranger}

    for who in asking.values():
        asked(who, ada, other, stays=other.pk, _merge="1")
    assert type(ada).objects.count() == 2

    assert [asked(who, ada, other).status_code for who in (editor, chief)] == [200, 200]


@KINDS
@pytest.mark.parametrize("stays", ["", "x", "999999"])
def test_without_a_choice_it_asks_again(editor, make, stays):
    ada, other = two(make)

    page = asked(editor, ada, other, stays=stays, _merge="1")

    assert (page.status_code, type(ada).objects.count()) == (422, 2)


@KINDS
def test_one_alone_cannot_be_merged(editor, make):
    ada, _other = two(make)

    page = text_of(editor.get(asked(editor, ada)["Location"]))

    assert "Choose at least two to merge" in page


@KINDS
def test_reading_an_address_merges_nothing(editor, make):
    ada, other = two(make)
    table = ada._meta.label_lower.replace(".", "_")

    query = {"action": "merge", ACTION_CHECKBOX_NAME: [ada.pk, other.pk], "stays": ada.pk}
    editor.get(reverse(f"admin:{table}_changelist"), query | {"_merge": "1"})

    assert type(ada).objects.count() == 2


def test_accounts_are_told_of_to_those_who_may_look_at_them(editor, chief):
    user = make_user("Writer", name="login-of-ada")
    people = make_contributor("Ada", user=user), make_contributor("Ben")

    pages = [text_of(asked(who, *people)) for who in (editor, chief)]

    assert ["login-of-ada" in page for page in pages] == [False, True]
    assert ["Only one account" in page for page in pages] == [False, True]


def test_the_merged_are_offered_nowhere_at_the_desk(editor):
    person, article = make_contributor("A. Marsh"), make_article(authors=["Ben"])
    merge_people("A. Marsh", into="Ada Marsh"), merge_topics("AI", into="Machine learning")

    offered = editor.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "credit", "field_name": "contributor", "term": ""},
    ).json()["results"]
    lists = [
        text_of(editor.get(reverse(f"admin:{table}_changelist")))
        for table in ("articles_contributor", "articles_author", "taggit_tag")
    ]

    assert {each["text"] for each in offered} == {"Ada Marsh", "Ben"}
    assert [("A. Marsh" in words, "AI" in words.split()) for words in lists] == [(False,) * 2] * 3
    gone = editor.get(reverse("admin:articles_contributor_change", args=[person.pk]))
    assert gone.status_code == 302
    assert article.credits.count() == 1


def test_a_form_that_was_open_meanwhile_is_saved_with_the_one_that_stays(editor):
    article = make_article(authors=["A. Marsh"], tags=["AI"])
    posted = filled(article, headline="Typed meanwhile", tags="AI, Weather", _save="1")
    person = merge_people("A. Marsh", into="Ada Marsh")
    merge_topics("AI", into="Machine learning")

    assert editor.post(address_of(article), posted).status_code == 302

    article.refresh_from_db()
    assert article.headline == "Typed meanwhile"
    assert [credit.contributor for credit in article.credits.all()] == [person]
    assert {tag.name for tag in article.tags.all()} == {"Machine learning", "Weather"}


def test_a_merged_tags_name_is_no_other_tags(editor):
    merge_topics("AI", into="Machine learning")

    page = editor.post(reverse("admin:taggit_tag_add"), {"name": "ai", "slug": "ai-2"})

    assert page.status_code == 422
    assert "A tag of this name has been merged into “Machine learning”" in text_of(page)
    assert Tag.objects.count() == 1


def test_an_address_that_came_with_a_merging_is_given_to_no_one_else(editor):
    make_contributor("Ben"), merge_people("A. Marsh", into="Ada Marsh")

    page = editor.post(
        reverse("admin:articles_contributor_add"), {"name": "Alice Marsh", "slug": "a-marsh"}
    )

    assert page.status_code == 422
    assert "/people/a-marsh/ belongs to something else" in text_of(page)
    assert Contributor.objects.count() == 2
