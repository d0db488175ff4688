"""Saved lists: one's own, everybody's, where one begins; and the list as a file."""

import csv
import io

import pytest
from django.urls import reverse

from articles.desk import workflow
from articles.desk.saved_list import asked_of
from articles.models import OwnStart, SavedList
from tests.conftest import signed_in
from tests.desk.audit import said
from tests.desk.form import text_of
from tests.desk.test_lists import STORIES, listed
from tests.make import hours, make_article, make_section

pytestmark = pytest.mark.django_db
LISTS = reverse("admin:articles_article_lists")
FILE = reverse("admin:articles_article_export")


def save(person, name="Late desk", asked="due=overdue&q=flood", **more):
    """Press Save beside the name of a list; the list."""
    person.post(LISTS, {"_save": "1", "name": name, "asked": asked, **more})
    return SavedList.objects.filter(name=name).first()


def tabs(person, address=STORIES):
    """The names above the list, and which of them is marked."""
    tabs = person.get(address).context["tabs"]
    return [each.name for each in tabs.lists], tabs.current and tabs.current.name


def test_what_was_asked_is_found_again_under_its_name(editor):
    answer = editor.post(
        LISTS, {"_save": "1", "name": "Late  desk", "asked": "q=flood&due=overdue&p=3&o=-1"}
    )

    kept = SavedList.objects.get()
    assert kept.name == "Late desk"
    assert kept.query == "due=overdue&o=-1&q=flood"
    assert answer.url == f"{STORIES}?{kept.query}&list={kept.pk}"
    assert tabs(editor, answer.url) == (["Late desk"], "Late desk")
    assert said(kept) == [("added", "")]


def test_the_tab_is_marked_however_one_came_to_the_same_question(editor):
    save(editor)

    assert tabs(editor, f"{STORIES}?q=flood&due=overdue")[1] == "Late desk"
    assert tabs(editor, f"{STORIES}?q=drought")[1] is None


def test_a_list_that_was_changed_says_so_and_can_show_the_new(editor):
    kept = save(editor)
    changed = f"{STORIES}?due=week&list={kept.pk}"

    page = text_of(editor.get(changed))
    editor.post(LISTS, {"_ask_anew": "1", "list": kept.pk, "asked": "due=week"})

    assert "You see “Late desk” with something changed." in page
    kept.refresh_from_db()
    assert kept.query == "due=week"


def test_a_list_is_renamed_and_deleted_by_whom_it_belongs_to(editor, chief):
    kept = save(editor)

    refused = chief.post(LISTS, {"_delete": "1", "list": kept.pk})
    editor.post(LISTS, {"_rename": "1", "list": kept.pk, "name": "Overdue"})
    named = tabs(editor)[0]
    editor.post(LISTS, {"_delete": "1", "list": kept.pk})

    assert refused.status_code == 403
    assert named == ["Overdue"]
    assert tabs(editor)[0] == []


def test_what_is_for_everybody_is_seen_by_all_and_made_by_those_with_the_right(
    writer, editor, chief, stranger
):
    refused = writer.post(LISTS, {"_save": "1", "name": "Ours", "asked": "q=x", "is_shared": "on"})
    nobody = stranger.post(LISTS, {"_save": "1", "name": "Mine", "asked": "q=x"})
    kept = save(editor, "House", is_shared="on")
    save(editor, "Own")

    assert (refused.status_code, nobody.status_code) == (403, 403)
    assert tabs(writer)[0] == ["House"]
    assert tabs(chief)[0] == ["House"]
    assert tabs(editor)[0] == ["Own", "House"]
    assert writer.post(LISTS, {"_delete": "1", "list": kept.pk}).status_code == 403
    assert chief.post(LISTS, {"_delete": "1", "list": kept.pk}).status_code == 302
    assert stranger.get(STORIES).status_code == 403


def test_the_list_opens_where_one_begins_and_all_stories_are_a_tab_away(editor, chief):
    kept = save(editor, is_shared="on")

    editor.post(LISTS, {"_begin": "1", "list": kept.pk})

    assert editor.get(STORIES).url == f"{STORIES}?{kept.query}&list={kept.pk}"
    assert editor.get(f"{STORIES}?list=all").status_code == 200
    assert chief.get(STORIES).status_code == 200
    editor.post(LISTS, {"_begin_with_all": "1"})
    assert editor.get(STORIES).status_code == 200


def test_nobody_begins_with_a_list_that_is_not_for_them_any_more(editor, writer):
    kept = save(editor, is_shared="on")
    writer.post(LISTS, {"_begin": "1", "list": kept.pk})

    editor.post(LISTS, {"_rename": "1", "list": kept.pk, "name": "Mine"})

    assert not OwnStart.objects.exists()
    assert writer.post(LISTS, {"_begin": "1", "list": kept.pk}).status_code == 403


@pytest.mark.parametrize(
    ("name", "asked", "told"),
    [
        ("  ", "q=x", "Give the list a name."),
        ("late desk", "q=x", "There is a list called “late desk” already."),
        ("Long", "q=" + "x" * 2_000, "That is more than a list can hold."),
    ],
)
def test_a_list_that_cannot_be_kept_is_refused_in_words(editor, name, asked, told):
    save(editor)

    answer = editor.post(LISTS, {"_save": "1", "name": name, "asked": asked}, follow=True)

    assert told in text_of(answer)
    assert SavedList.objects.count() == 1


@pytest.mark.parametrize("pk", ["x", "9" * 40, "", "-1", "0"])
def test_a_list_that_is_none_is_no_fault(editor, pk):
    assert editor.post(LISTS, {"_begin": "1", "list": pk}).status_code == 403
    assert editor.get(f"{STORIES}?list={pk}").status_code == 200


def test_lists_are_changed_by_posts_alone(editor):
    assert editor.get(LISTS).status_code == 405


def test_a_question_is_spelled_the_same_whatever_its_order():
    assert asked_of("q=a&due=week&p=2&list=4&e=1") == asked_of("due=week&q=a")


def test_the_list_takes_twelve_queries_at_most_with_all_that_can_be_asked(
    writer, editor, chief, django_assert_max_num_queries
):
    for n in range(30):
        story = make_article(
            by=writer.user,
            section=f"news/part-{n}",
            authors=["Ann", f"Bo {n}"],
            body="<p>Flood</p>",
        )
        workflow.plan(story, by=editor.user, assignee=editor.user, due_at=hours(n + 1), priority=4)
    for person in (editor, chief):
        for n in range(9):
            save(person, f"List {n} of {person.user.username}", is_shared="on")
    kept = SavedList.objects.first()
    asked = {"q": "flood", "due": "week", "o": "5", "assigned": editor.user.pk}
    asked |= {"section": make_section("news").pk, "condition": "draft", "list": kept.pk}

    for person in (writer, editor, chief):
        person.get(STORIES, asked)
        with django_assert_max_num_queries(12):
            assert len(listed(person, **asked)) == 30


# The file


def read(person, **asked):
    """The lines of the file, its head first."""
    answer = person.get(FILE, asked)
    assert answer.streaming
    assert answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_file_holds_what_the_list_shows(editor):
    story = make_article(headline="Gates shut", authors=["Ada", "Bo"], tags=["Floods", "Sea"])
    workflow.plan(story, by=editor.user, assignee=editor.user, priority=4)
    make_article(headline="Choir sings")

    head, line = read(editor, q="gates")

    known = dict(zip(head, line, strict=True))
    assert known["Headline"] == "Gates shut"
    assert known["State"] == "Draft"
    assert known["Authors"] == "Ada, Bo"
    assert known["Tags"] == "Floods, Sea"
    assert known["Assigned to"] == editor.user.username
    assert known["Priority"] == "Urgent"
    assert known["Address"] == f"/news/{story.slug}/"


def test_no_cell_of_the_file_is_a_formula(editor):
    make_article(headline='=HYPERLINK("http://x")', authors=["+Bo"])

    _head, line = read(editor)

    assert line[1] == '\'=HYPERLINK("http://x")'
    assert line[5] == "'+Bo"


def test_the_file_holds_only_stories_that_one_may_see(writer, stranger):
    make_article(headline="Theirs")
    make_article(headline="Mine", by=writer.user)

    assert [line[1] for line in read(writer)[1:]] == ["Mine"]
    assert stranger.get(FILE).status_code == 403
    assert writer.get(FILE, {"headline__startswith": "T"}).status_code == 400


def test_the_file_takes_as_many_queries_for_many_stories_as_for_few(
    editor, django_assert_max_num_queries
):
    for n in range(30):
        make_article(section=f"news/part-{n}", authors=["Ann", f"Bo {n}"], tags=[f"Tag {n}"])
    read(editor)

    with django_assert_max_num_queries(12):
        assert len(read(editor)) == 31


def test_the_file_of_a_section_is_narrowed_as_its_list(editor):
    make_article(headline="City", section="news/city")
    make_article(headline="World", section="world")

    lines = read(editor, section=make_section("news").pk)

    assert [line[1] for line in lines[1:]] == ["City"]


def test_an_editor_without_the_right_keeps_own_lists_only():
    someone = signed_in("Writer")

    kept = save(someone)

    assert not kept.is_shared
    assert "Everybody sees it" not in text_of(someone.get(f"{STORIES}?q=flood"))
