"""Moves: each an event, each to be undone, and no two people move the same report."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.feedback import moderation
from articles.models import FeedbackEvent
from articles.text.refusal import Refusal
from tests.feedback.answers import make_report
from tests.make import make_user

pytestmark = pytest.mark.django_db


def test_a_move_writes_who_moved_it_from_where_to_where_and_why():
    report, moderator = make_report(), make_user("Moderator")

    moderation.move(report.pk, to="open", by=moderator, note="Asked the company.")

    report.refresh_from_db()
    event = report.events.get()
    assert report.state == "open"
    assert (event.moved_from, event.moved_to, event.by, event.note) == (
        "new",
        "open",
        moderator,
        "Asked the company.",
    )
    assert event.at >= report.created_at


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("Moderator", True),
        ("Administrator", True),
        ("Editor", True),
        ("Writer", False),
        ("", False),
    ],
)
def test_only_those_who_moderate_may_move_and_undo(role, may):
    report, who = make_report(), make_user(role)
    event = moderation.move(make_report().pk, to="open", by=make_user("Moderator"))

    def tried(verb, *known, **named):
        try:
            verb(*known, **named, by=who)
        except PermissionDenied:
            return False
        return True

    assert tried(moderation.move, report.pk, to="spam") is may
    assert tried(moderation.undo, event.pk) is may
    report.refresh_from_db()
    assert report.state == ("spam" if may else "new")


def test_of_two_moderators_who_saw_the_same_report_only_the_first_moves_it():
    report, first, second = (
        make_report(),
        make_user("Moderator", name="ana"),
        make_user("Moderator"),
    )
    moderation.move(report.pk, to="open", by=first, seen="new")

    with pytest.raises(moderation.MovedMeanwhile, match="ana has moved it to Open meanwhile"):
        moderation.move(report.pk, to="spam", by=second, seen="new")

    report.refresh_from_db()
    assert report.state == "open"
    assert report.events.count() == 1


@pytest.mark.parametrize("to", ["new", "", "published", "x" * 1_000, "\0"])
def test_there_is_no_move_to_where_it_is_or_to_nowhere(to):
    report = make_report()

    with pytest.raises(Refusal):
        moderation.move(report.pk, to=to, by=make_user("Moderator"))

    assert FeedbackEvent.objects.count() == 0


def test_undoing_is_a_new_event_and_can_itself_be_undone():
    report, moderator = make_report(), make_user("Moderator")
    event = moderation.move(report.pk, to="spam", by=moderator)

    back = moderation.undo(event.pk, by=moderator)
    moderation.undo(back.pk, by=moderator)

    moves = report.events.values_list("moved_from", "moved_to", "note")
    assert list(moves) == [
        ("new", "spam", ""),
        ("spam", "new", "Undone"),
        ("new", "spam", "Undone"),
    ]


def test_only_the_last_move_can_be_undone():
    report, moderator = make_report(), make_user("Moderator")
    first = moderation.move(report.pk, to="open", by=moderator)
    moderation.move(report.pk, to="new", by=moderator)
    moderation.move(report.pk, to="open", by=moderator)

    with pytest.raises(moderation.MovedMeanwhile):
        moderation.undo(first.pk, by=moderator)

    assert report.events.count() == 3


def test_a_move_is_undone_once():
    report, moderator = make_report(), make_user("Moderator")
    event = moderation.move(report.pk, to="open", by=moderator)
    moderation.undo(event.pk, by=moderator)

    with pytest.raises(moderation.MovedMeanwhile):
        moderation.undo(event.pk, by=moderator)
