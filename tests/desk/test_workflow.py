"""How far a story is, who has it next and when it is due: none of it is its text."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.desk import workflow
from articles.desk.history import restore, text_of
from articles.models import Article, CheckRule, Edition, Revision, StoryMove
from tests.desk.form import address_of, filled
from tests.desk.form import text_of as words_of
from tests.make import hours, make_article, make_contributor, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def press(person, article, button, **fields):
    """The answer to a button of the story's form."""
    return person.post(address_of(article), filled(article, **{button: "1"}, **fields))


def state_of(article):
    """How far it is."""
    return Article.objects.values_list("state", flat=True).get(pk=article.pk)


def planned(article, **fields):
    """What a browser sends of the plan: as it was, and as it is now."""
    was = {"assignee": article.assignee_id or "", "planned_for": article.planned_for or ""}
    was |= {"due_at": "", "priority": article.priority}
    return {**{f"initial-{name}": value for name, value in was.items()}, **was, **fields}


@pytest.fixture
def article(writer):
    """The writer's draft."""
    return make_article(by=writer.user, headline="Gates shut")


def test_a_story_goes_to_review_and_back_with_a_reason_and_on_to_approval(writer, editor, article):
    press(writer, article, "_submit", move_note="Figures are checked.")
    press(editor, article, "_send_back", move_note="Who says so?")
    assert "Who says so?" in words_of(writer.get(address_of(article)))

    press(writer, article, "_submit")
    press(editor, article, "_approve")

    told = StoryMove.objects.order_by("pk").values_list("deed", "note", "by__username")
    me, them = writer.user.username, editor.user.username
    assert list(told) == [
        ("handed_in", "Figures are checked.", me),
        ("sent_back", "Who says so?", them),
        ("handed_in", "", me),
        ("approved", "", them),
    ]


def test_a_writer_takes_back_what_no_editor_has_moved_yet(writer, article):
    press(writer, article, "_submit")

    press(writer, article, "_take_back")

    assert state_of(article) == "draft"


def test_nothing_goes_back_without_a_reason(writer, editor, article):
    press(writer, article, "_submit")

    answer = press(editor, article, "_send_back", move_note=" ", headline="Gates open")

    assert (answer.status_code, state_of(article)) == (422, "in_review")
    assert "Say in a few words why it goes back" in words_of(answer)
    assert "Gates open" in words_of(answer)


def test_who_may_make_which_move(writer, editor, chief, moderator, stranger, article):
    people = {"writer": writer, "editor": editor, "chief": chief}
    people |= {"moderator": moderator, "stranger": stranger}
    other = make_user("Writer")
    moves = {
        ("_submit", "draft"): {"writer", "editor", "chief"},
        ("_take_back", "in_review"): {"writer", "editor", "chief"},
        ("_send_back", "approved"): {"editor", "chief"},
        ("_approve", "in_review"): {"editor", "chief"},
    }
    for (button, begun), may in moves.items():
        for name, person in people.items():
            Article.objects.update(state=begun)
            answer = press(person, article, button, move_note="So.")
            moved = state_of(article) != begun
            assert (moved, answer.status_code) == (
                name in may,
                302 if name in may else 403,
            ), (button, name)
        Article.objects.update(state=begun)
        with pytest.raises(PermissionDenied):
            workflow.submit(article, by=other)


def test_the_buttons_are_those_that_the_person_may_press(writer, editor, article):
    assert "Approve" not in words_of(writer.get(address_of(article)))
    press(writer, article, "_submit")

    mine, theirs = (words_of(each.get(address_of(article))) for each in (writer, editor))

    assert "Take back" in mine and "Send back" not in mine
    assert "Send back" in theirs and "Approve" in theirs and "Take back" not in theirs


def test_of_two_who_move_a_story_at_once_only_one_does(writer, editor, article):
    press(writer, article, "_submit")
    seen = filled(article, _send_back="1", move_note="Too long.")
    press(writer, article, "_take_back")

    answer = editor.post(address_of(article), seen)

    assert answer.status_code == 422
    assert "the story is “Draft” by now" in words_of(answer)
    assert StoryMove.objects.count() == 2


def test_an_approval_is_of_the_text_that_was_seen(writer, editor, article):
    press(writer, article, "_submit")
    seen = filled(article, _approve="1")
    press(writer, article, "_save", headline="Gates shut for ever")

    answer = editor.post(address_of(article), seen)

    assert (answer.status_code, state_of(article)) == (422, "in_review")


def test_what_was_approved_and_then_changed_is_looked_at_again(writer, editor, article):
    press(editor, article, "_approve")

    press(writer, article, "_save")
    assert state_of(article) == "approved"
    answer = writer.post(
        address_of(article), filled(article, headline="Else", _save="1"), follow=True
    )

    assert state_of(article) == "in_review"
    assert "your change put it back in review" in words_of(answer)
    assert StoryMove.objects.first().deed == "changed"


def test_an_editors_change_leaves_it_approved(editor, article):
    press(editor, article, "_approve")

    press(editor, article, "_save", headline="Else")

    assert state_of(article) == "approved"


def test_a_writer_who_restores_an_older_text_changes_it_too(writer, editor, article):
    press(writer, article, "_save", headline="Second")
    press(editor, article, "_approve")

    article.refresh_from_db()
    older = text_of(article, "r1", at=hours(0))
    restore(article, older, by=writer.user, seen=article.version)

    assert state_of(article) == "in_review"


def test_a_move_and_a_plan_make_no_revision(writer, editor, article):
    press(writer, article, "_submit")
    press(editor, article, "_save", **planned(article, priority="4", planned_for="2030-05-02"))

    article.refresh_from_db()
    assert (article.version, Revision.objects.count()) == (1, 1)
    assert (article.priority, f"{article.planned_for}") == (4, "2030-05-02")
    assert (article.saved_by, article.state) == (writer.user, "in_review")


def test_whoever_writes_meanwhile_meets_no_conflict_and_undoes_no_plan(writer, editor, chief):
    ann = make_user("Writer", name="ann")
    article = make_article(headline="As it was")
    writing = filled(article, headline="Gates open", _save="1", **planned(article))
    press(chief, article, "_save", **planned(article, assignee=ann.pk))
    press(chief, article, "_submit")

    answer = editor.post(address_of(article), writing)

    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.assignee, article.state) == ("Gates open", ann, "in_review")


def test_a_plan_does_not_mind_that_the_text_was_saved_meanwhile(editor, chief, article):
    planning = filled(article, _save="1", **planned(article, due_at="2030-05-02T18:00"))
    press(chief, article, "_save", headline="New words")

    answer = editor.post(address_of(article), planning)

    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.headline, f"{article.due_at:%Y-%m-%d}") == ("New words", "2030-05-02")


def test_two_who_plan_at_once_keep_each_others_plans(editor, chief, article):
    mine = filled(article, _save="1", **planned(article, priority="4"))
    theirs = filled(article, _save="1", **planned(article, planned_for="2030-05-02"))

    editor.post(address_of(article), mine)
    chief.post(address_of(article), theirs)

    article.refresh_from_db()
    assert (article.priority, f"{article.planned_for}") == (4, "2030-05-02")


def test_a_text_and_a_plan_are_saved_by_one_button(editor, article):
    press(editor, article, "_save", headline="New", **planned(article, priority="3"))

    article.refresh_from_db()
    assert (article.headline, article.priority, article.version) == ("New", 3, 2)


def test_a_plan_that_cannot_be_read_is_told_at_its_field(editor, article):
    answer = press(editor, article, "_save", **planned(article, planned_for="someday"))

    assert answer.status_code == 422
    assert "planned_for" in answer.context["adminform"].form.errors


def test_a_day_that_has_passed_is_refused_at_its_field_and_may_stay_where_it_is(editor, article):
    passed = press(editor, article, "_save", **planned(article, planned_for="2020-05-02"))
    Article.objects.update(planned_for="2020-05-01")
    article.refresh_from_db()
    kept = press(editor, article, "_save", **planned(article, priority="4"))

    assert passed.status_code == 422
    errors = passed.context["adminform"].form.errors.as_data()
    assert [each.code for each in errors["planned_for"]] == ["day_has_passed"]
    assert kept.status_code == 302
    article.refresh_from_db()
    assert (f"{article.planned_for}", article.priority) == ("2020-05-01", 4)


def test_what_is_planned_is_told_in_the_history(editor, article):
    ann = make_user("Writer", first_name="Ann", last_name="Bell")

    press(editor, article, "_save", **planned(article, assignee=ann.pk, priority="4"))

    said = words_of(editor.get(f"{address_of(article).removesuffix('change/')}history/"))
    assert "Assigned to Ann Bell." in said
    assert "Priority: Urgent." in said


def test_who_may_not_plan_is_shown_the_plan(writer, article):
    workflow.plan(article, by=make_user("Editor"), assignee=writer.user, priority=4)

    page = writer.get(address_of(article))

    assert "Priority Urgent" in words_of(page)
    assert 'name="priority"' not in page.content.decode()
    with pytest.raises(PermissionDenied):
        workflow.plan(article, by=writer.user, priority=1)


def test_publishing_meets_the_deadline_and_begins_again(editor, article):
    workflow.plan(article, by=editor.user, due_at=hours(-1))
    press(editor, article, "_approve")

    press(editor, article, "_publish")

    article.refresh_from_db()
    assert (article.state, article.due_at, Edition.archive.count()) == ("draft", None, 1)
    assert StoryMove.objects.first().deed == "printed"


def test_what_readers_have_as_it_stands_is_not_called_a_draft(editor, article):
    press(editor, article, "_publish")
    printed = words_of(editor.get(address_of(article)))
    article.refresh_from_db()
    press(editor, article, "_save", standfirst="They were opened again.")
    changed = words_of(editor.get(address_of(article)))

    assert "Readers have it as it stands here." in printed and "Draft" not in printed
    assert "Its next version: Draft" in changed


def test_what_is_refused_is_said_in_the_desks_own_words(editor, article):
    refused = press(editor, article, "_schedule", headline="Gates open")

    said = words_of(refused)
    assert "Not saved yet; nothing is lost. Look at the marked places below." in said
    assert "Please correct" not in said
    assert refused.content.decode().count("<title>Error") == 1


@pytest.mark.parametrize(
    ("level", "status"), [("off", 302), ("warn", 422), ("block", 422), (None, 302)]
)
def test_a_house_may_ask_for_approval_before_it_publishes(editor, article, level, status):
    if level:
        CheckRule.objects.filter(check_code="approved").update(level=level)
    else:
        CheckRule.objects.filter(check_code="approved").delete()

    answer = press(editor, article, "_publish")
    assert answer.status_code == status
    assert ("No editor has approved this text yet." in words_of(answer)) == (status == 422)

    press(editor, article, "_approve")
    assert press(editor, article, "_publish").status_code == 302


def test_only_people_who_work_here_can_be_assigned(editor, article):
    former = make_user("Writer", is_active=False)

    answer = press(editor, article, "_save", **planned(article, assignee=former.pk))

    assert answer.status_code == 422
    assert Article.objects.get(pk=article.pk).assignee is None


def test_a_story_is_its_assignees_own_and_its_authors(writer, editor):
    assigned, credited, other = (make_article(headline=h) for h in ("To me", "By me", "Not mine"))
    workflow.plan(assigned, by=editor.user, assignee=writer.user)
    me = make_contributor("Me Myself", user=writer.user)
    credited.credits.create(contributor=me, role="photographer")

    got = [writer.get(address_of(each)).status_code for each in (assigned, credited, other)]

    assert got == [200, 200, 403]


def test_the_form_opens_in_few_queries(editor, article, django_assert_max_num_queries):
    workflow.plan(article, by=editor.user, assignee=make_user("Writer"), priority=4)
    press(editor, article, "_approve")
    press(editor, article, "_send_back", move_note="No.")
    editor.get(address_of(article))

    with django_assert_max_num_queries(20):
        editor.get(address_of(article))
