"""Going somewhere by a few letters: stories by any word, people, sections, screens and deeds."""

import pytest
from django.urls import reverse
from taggit.models import Tag

from articles.editions.releasing import plan
from articles.models import SectionRight
from tests.conftest import signed_in
from tests.desk.form import text_of
from tests.make import (
    hours,
    make_article,
    make_contributor,
    make_edition,
    make_image,
    make_section,
    make_tag,
    tomorrow,
)
from tests.search.test_outside import outside  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
ANSWERS, PAGE = reverse("admin:go_answers"), reverse("admin:go")


def go(person, typed=""):
    """What is offered: by the names of groups the labels in them."""
    answer = person.get(ANSWERS, {"q": typed})
    return {
        group["label"]: [goal["label"] for goal in group["goals"]]
        for group in answer.json()["groups"]
    }


def test_a_draft_is_reached_by_a_word_of_its_body(editor):
    story = make_article(headline="Gates shut", body="<p>Zeolite.</p>")

    answer = editor.get(ANSWERS, {"q": "zeol"}).json()

    assert answer["groups"][0]["goals"] == [
        {
            "label": "Gates shut",
            "url": f"/admin/articles/article/{story.pk}/change/",
            "hint": "News, Draft",
        }
    ]


def test_with_nothing_typed_the_newest_stories_come_first_and_then_every_screen(editor):
    make_article(headline="Older")
    make_article(headline="Newer")

    offered = go(editor)

    assert list(offered) == ["Stories", "Screens and deeds"]
    assert offered["Stories"] == ["Newer", "Older"]
    assert offered["Screens and deeds"][0] == "New story"
    assert {"Desk", "Fronts", "The site at another moment"} <= set(offered["Screens and deeds"])


def test_no_screen_is_offered_twice(chief):
    offered = go(chief)["Screens and deeds"]

    assert "Calendar" in offered
    assert len(offered) == len(set(offered))


def test_whatever_has_a_name_is_reached_by_a_part_of_it(chief):
    make_section("zebras")
    make_contributor("Zebedee Quay")
    make_tag("Zebra crossings")
    make_image(name="zebra at dusk")
    plan("Zebra day", at=tomorrow(), by=None)

    offered = go(chief, "zeb")

    assert offered == {
        "Contributors": ["Zebedee Quay"],
        "Sections": ["Zebras"],
        "Tags": ["Zebra crossings"],
        "Releases": ["Zebra day"],
        "Pictures": ["zebra at dusk"],
    }


def test_screens_and_deeds_are_reached_by_their_names(chief):
    assert go(chief, "new sto")["Screens and deeds"] == ["New story"]
    assert "Redirects" in go(chief, "redir")["Screens and deeds"]


def test_each_is_offered_only_what_they_may_open(writer, editor, stranger, moderator):
    make_article(headline="Zeolite of theirs")
    make_article(headline="Zeolite of mine", by=writer.user)
    elsewhere = signed_in("Editor")
    SectionRight.objects.create(account=elsewhere.user, section=make_section("world"))

    assert go(writer, "zeolite") == {"Stories": ["Zeolite of mine"]}
    assert len(go(editor, "zeolite")["Stories"]) == 2
    assert go(elsewhere, "zeolite") == {}
    assert go(moderator, "zeolite") == {}
    assert go(stranger, "zeolite") == {}
    assert "New story" not in go(stranger)["Screens and deeds"]
    assert "Fronts" not in go(writer)["Screens and deeds"]


def test_every_goal_that_is_offered_opens(editor, writer, chief, moderator):
    make_edition(headline="Zeolite", tags=["Zeolite"], section="zeolite", authors=["Zeolite"])
    make_article(headline="Zeolite of mine", by=writer.user)

    for person in (writer, editor, chief, moderator):
        for typed in ("", "zeolite"):
            for group in person.get(ANSWERS, {"q": typed}).json()["groups"]:
                for goal in group["goals"]:
                    assert person.get(goal["url"]).status_code == 200, goal


def test_who_is_not_signed_in_is_offered_nothing(client, reader):
    for address in (ANSWERS, PAGE):
        assert client.get(address).status_code == 302


def test_the_page_without_script_offers_the_same(editor):
    make_article(headline="Gates shut", body="<p>Zeolite.</p>")

    page = editor.get(PAGE, {"q": "zeolite"})

    assert "Gates shut" in text_of(page)
    assert "no-store" in page["Cache-Control"]
    assert "Nothing is called so" in text_of(editor.get(PAGE, {"q": "basalt"}))


def test_what_is_offered_is_kept_by_no_cache(editor):
    assert "no-store" in editor.get(ANSWERS)["Cache-Control"]
    assert editor.post(ANSWERS).status_code == 405


@pytest.mark.parametrize("typed", ["x " * 500, '" * AND (', "😀", "%", "zeolite'"])
def test_whatever_is_typed_is_answered(chief, typed):
    assert chief.get(ANSWERS, {"q": typed}).status_code == 200


def test_while_the_engine_is_away_headlines_are_looked_through(outside, editor):  # noqa: F811
    make_article(headline="Zeolite quarry")

    assert go(editor, "zeolite")["Stories"] == ["Zeolite quarry"]


def test_an_answer_takes_eight_queries_at_most(
    writer, editor, chief, django_assert_max_num_queries
):
    for n in range(12):
        make_article(headline=f"Zeolite {n}", by=writer.user, section=f"zeolite-{n}")
        Tag.objects.create(name=f"Zeolite {n}", slug=f"zeolite-{n}")
    plan("Zeolite", at=hours(5), by=None)
    limited = signed_in("Editor")
    SectionRight.objects.create(account=limited.user, section=make_section("zeolite-1"))

    for person in (writer, editor, chief, limited):
        for typed in ("", "zeolite", "nothing of the kind"):
            person.get(ANSWERS, {"q": typed})
            with django_assert_max_num_queries(8):
                go(person, typed)
