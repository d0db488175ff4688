"""How long it is kept: words go when their time is over, numbers stay."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import search
from articles.feedback import helpfulness, keeping, moderation
from articles.feedback.parts import Part
from articles.feedback.recount import recount
from articles.feedback.slip import Slip
from articles.feedback.taking import Said, take_vote, take_word
from articles.feedback.tally import Tally
from articles.models import Feedback, FeedbackEvent, FeedbackMark
from articles.text.wanted import Wanted
from tests.feedback.answers import make_report, make_votes
from tests.make import hours, make_edition, make_user

LONG_AGO = timedelta(days=800)


@pytest.fixture
def edition(db):
    """A story with two old reports, one of them done with, two old votes, and one of today."""
    edition = make_edition(live_from=hours(-24 * 900))
    at = timezone.now() - LONG_AGO
    done = make_report(edition=edition, comment="Zeolite", reasons=["wrong"], at=at)
    moderation.move(done.pk, to="dismissed", by=make_user("Moderator"))
    make_report(edition=edition, comment="Basalt", at=at, suspicions=["trap"])
    named = take_vote(edition, vote="yes", at=at).report
    slip = Slip(named.pk, edition.article_id, "yes")
    take_word(slip, Said(part=Part("gneiss", "Gneiss")), at=at)
    make_votes(edition, yes=1, at=at)
    make_report(edition=edition, comment="Granite", answer="yes")
    return edition


def found(word):
    """How many reports a search finds."""
    return len(search.find(Wanted.read(word), Feedback.objects.all(), most=9, forgiving=False).ids)


def test_what_was_said_too_long_ago_goes_with_its_marks_moves_and_search_entries(edition):
    assert (found("Zeolite"), found("Granite"), found("Gneiss")) == (1, 1, 1)

    keeping.purge(at=timezone.now())

    assert [each.comment for each in Feedback.objects.all()] == ["Granite"]
    assert not FeedbackMark.objects.exists() and not FeedbackEvent.objects.exists()
    gone = [found(word) for word in ("Zeolite", "Basalt", "Gneiss")]
    assert (gone, found("Granite")) == ([0, 0, 0], 1)


def test_its_numbers_stay_and_are_still_proved(edition):
    before = list(Tally.objects.values_list("week", "what", "part", "count").order_by("pk"))

    keeping.purge(at=timezone.now())

    assert list(Tally.objects.values_list("week", "what", "part", "count").order_by("pk")) == before
    assert recount() == (len(before), [])
    assert helpfulness.of_article(edition.article_id) == helpfulness.Helpfulness(3, 1)


def test_the_command_says_what_went_and_the_second_time_that_nothing_did(edition, capsys):
    call_command("purge_feedback", "--dry-run")
    would = capsys.readouterr().out
    call_command("purge_feedback")
    call_command("purge_feedback")
    first, second = capsys.readouterr().out.splitlines()

    told = "4 answers from before"
    assert f"Would delete {told}" in would and f"Deleted {told}" in first
    assert "(24 months ago): 2 had words, 2 were waiting for a moderator." in first
    assert "Deleted 0 answers" in second
    assert Feedback.objects.count() == 1


def test_a_worker_takes_so_many_at_once_and_goes_on_next_time(edition, monkeypatch):
    monkeypatch.setattr(keeping, "AT_A_TIME", 1)
    monkeypatch.setattr(keeping, "A_SWEEP", 3)

    keeping.sweep(at=timezone.now())
    left = Feedback.objects.count()
    keeping.sweep(at=timezone.now())

    assert (left, Feedback.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("at", "months", "before"),
    [
        ((2026, 11, 28), 24, "2024-11-28"),
        ((2026, 3, 31), 1, "2026-02-28"),
        ((2026, 1, 15), 1, "2025-12-15"),
        ((2026, 12, 31), 12, "2025-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(at, months, before):
    moment = keeping.last_kept(at=datetime(*at, 12, tzinfo=UTC), months=months)

    assert f"{moment:%Y-%m-%d}" == before
