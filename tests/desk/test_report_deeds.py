"""What is done on the page of a report: each button, its refusals, and its undoing."""

import re

import pytest

from articles.feedback import moderation
from articles.models import Deed, Feedback, FeedbackEvent, SectionRight
from tests.desk.form import text_of
from tests.desk.reports import now_of, page_of, press
from tests.feedback.answers import make_report
from tests.make import make_edition, make_section, make_user

pytestmark = pytest.mark.looks


def test_the_buttons_are_the_other_states(moderator):
    page = moderator.get(page_of(make_report())).content.decode()

    buttons = re.findall(r'name="_move" value="(\w+)"', page)
    assert buttons == ["addressed", "held", "open", "in_progress", "dismissed", "spam"]


def test_what_is_addressed_says_what_became_of_it(moderator):
    report = make_report()

    without = press(moderator, report, _move="addressed", note="Seen to", seen="new")
    press(moderator, report, _move="addressed", resolution="no_change", seen="new")

    assert without.status_code == 422
    assert "Say what became of it" in text_of(without)
    assert "Seen to" in without.content.decode()
    assert (now_of(report).state, now_of(report).resolution) == ("addressed", "no_change")


def test_what_is_done_can_be_reopened(moderator):
    report = make_report()
    press(moderator, report, _move="dismissed")

    page = moderator.get(page_of(report)).content.decode()
    press(moderator, report, _move="open", seen="dismissed")

    assert re.search(r'value="open"[^>]*>Reopen</button>', page)
    assert now_of(report).state == "open"


def test_a_report_is_given_to_oneself_or_to_a_colleague_of_its_section(moderator):
    report = make_report(edition=make_edition(section="city"))
    mate, elsewhere = make_user("Moderator", "mate"), make_user("Moderator", "elsewhere")
    writer = make_user("Writer")
    SectionRight.objects.create(account=elsewhere, section=make_section("world"))

    press(moderator, report, _assign_me=1)
    mine = now_of(report).assignee
    offered = moderator.get(page_of(report)).context["adminform"].form.fields["assignee"].queryset
    press(moderator, report, _assign=1, assignee=mate.pk)
    refused = [
        press(moderator, report, _assign=1, assignee=each.pk).status_code
        for each in (elsewhere, writer)
    ]

    assert mine == moderator.user
    assert {mate, moderator.user} <= set(offered)
    assert not {elsewhere, writer} & set(offered)
    assert refused == [422, 422]
    assert now_of(report).assignee == mate
    assert Deed.log.filter(what="assigned").count() == 2


def test_a_report_is_escalated_and_calmed(moderator):
    report = make_report()

    said = text_of(press(moderator, report, _escalate=1, note="For the editor", follow=True))
    raised = now_of(report).is_escalated
    press(moderator, report, _calm=1)

    assert "Escalated." in said
    assert (raised, now_of(report).is_escalated) == (True, False)


@pytest.mark.parametrize("number", ["99999999", "the first one", ""])
def test_a_wrong_number_of_a_duplicate_is_told_once(moderator, number):
    page = press(moderator, make_report(), _duplicate=1, duplicate_of=number)

    told = sum(page.context["adminform"].form.errors.values(), [])
    assert len(told) == 1
    assert text_of(page).count(told[0]) == 1


def test_a_report_is_called_a_duplicate_and_each_names_the_other(moderator):
    edition = make_edition()
    first = make_report(edition=edition, comment="The first words")
    second = make_report(edition=edition, comment="The second words")
    other = make_report()

    nothing = press(moderator, second, _duplicate=1, duplicate_of="")
    abroad = press(moderator, second, _duplicate=1, duplicate_of=other.pk)
    press(moderator, second, _duplicate=1, duplicate_of=first.pk)

    assert (nothing.status_code, abroad.status_code) == (422, 422)
    assert "It is about another story." in text_of(abroad)
    of_second = text_of(moderator.get(page_of(second)))
    assert f"Duplicate of Report № {first.pk}" in of_second
    assert "Its duplicates 1 The second words" in text_of(moderator.get(page_of(first)))
    press(moderator, second, _distinct=1)
    assert now_of(second).duplicate_of is None


def test_enter_in_the_number_of_a_duplicate_marks_it(moderator):
    page = moderator.get(page_of(make_report())).content.decode()

    form = re.search(r'<form[^>]*id="feedback_form".*?</form>', page, re.DOTALL)[0]
    first = re.search(r'<(?:button|input)[^>]*type="submit"[^>]*>', form)[0]
    assert 'name="_duplicate"' in first


def test_a_word_for_colleagues_moves_nothing(moderator):
    report = make_report()

    empty = press(moderator, report, _remark=1)
    press(moderator, report, _remark=1, note="Wrote to the ministry")

    assert empty.status_code == 422
    assert now_of(report).state == "new"
    assert "remarked Wrote to the ministry" in text_of(moderator.get(page_of(report)))
    assert Deed.log.of_story(report.article_id).get().what == "noted"


@pytest.mark.parametrize(
    "fields", [{"_move": "spam"}, {"_escalate": 1}, {"_assign_me": 1}, {"_undone": 1, "_calm": 1}]
)
def test_what_was_done_last_can_be_undone_from_the_page(moderator, fields):
    report = make_report()
    before = Feedback.objects.filter(pk=report.pk).values(
        "state", "is_escalated", "assignee", "resolution"
    )
    known = before.get()
    press(moderator, report, **fields)
    page = moderator.get(page_of(report)).content.decode()
    event = re.search(r'name="_undo" value="(\d+)"', page)[1]

    press(moderator, report, _undo=event)

    assert before.get() == known
    assert FeedbackEvent.objects.count() == 2


def test_the_move_of_another_report_is_not_undone_from_this_page(moderator):
    mine, other = make_report(), make_report()
    event = moderation.move(other.pk, to="spam", by=moderator.user)

    answer = press(moderator, mine, _undo=event.pk, _move="open")

    assert answer.status_code == 422
    assert (now_of(mine).state, now_of(other).state) == ("new", "spam")


def test_who_comes_second_is_told_who_was_first_and_keeps_the_note(moderator):
    report, first = make_report(), make_user("Moderator", name="ana")
    moderation.move(report.pk, to="open", by=first)

    answer = press(moderator, report, _move="spam", note="Surely an advert", seen="new")

    assert answer.status_code == 422
    assert "ana has moved it to Open meanwhile" in text_of(answer)
    assert "Surely an advert" in answer.content.decode()
    assert f'name="seen" value="{now_of(report).as_seen}"' in answer.content.decode()
    assert now_of(report).state == "open"


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"_move": ""},
        {"_move": "published"},
        {"_move": "new"},
        {"_move": "\0"},
        {"_move": "open", "note": "x" * 501},
        {"_move": "open", "note": "\0"},
        {"_move": "open", "seen": "nonsense"},
        {"_move": "addressed", "resolution": "nonsense"},
        {"_undo": "x"},
        {"_undo": "9" * 40},
        {"_undo": ""},
        {"_assign": "1", "assignee": "x"},
        {"_assign": "1", "assignee": "9" * 40},
        {"_duplicate": "1", "duplicate_of": "9" * 40},
        {"_duplicate": "1", "duplicate_of": "-1"},
    ],
)
def test_nonsense_is_answered_with_a_word_and_moves_nothing(moderator, posted):
    report = make_report()

    answer = moderator.post(page_of(report), posted)

    assert answer.status_code == 422
    assert 'class="errornote"' in answer.content.decode()
    assert now_of(report).state == "new"
    assert FeedbackEvent.objects.count() == 0
