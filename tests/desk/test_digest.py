"""The weekly letter: what it says of the last week, to whom it goes and when, and that once."""

import smtplib
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.desk import digest, letter
from articles.feedback.tally import Tally
from articles.models import DigestChoice, SectionRight
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_section

pytestmark = pytest.mark.django_db

CHOICES = "/admin/notices/choices/"
MONDAY = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)
LONG_AGO = hours(-24 * 900)


@pytest.fixture(autouse=True)
def _clock():
    """It is Monday morning, in London."""
    with mock.patch.object(timezone, "now", return_value=MONDAY):
        yield


def count(edition, *, weeks_ago=1, **counts):
    """Totals of so many votes, as they would be in that week."""
    week = (MONDAY - timedelta(weeks=weeks_ago)).date()
    for what, n in counts.items():
        known = {"week": week, "what": what.replace("reason_", "reason:")}
        Tally.objects.create(edition_id=edition.pk, count=n, past=n, **known)


def chosen(*accounts):
    """They chose it last week."""
    for each in accounts:
        digest.choose(each, is_wanted=True, at=MONDAY - timedelta(days=3))


def test_the_letter_tells_the_last_week_beside_the_one_before(ed, settings):
    settings.SITE_URL = "https://news.example"
    good = make_edition(headline="Clear", live_from=LONG_AGO)
    bad = make_edition(headline="Muddled", live_from=LONG_AGO)
    count(good, yes=40, no=2)
    count(bad, yes=3, no=20, reason_hard=9, reason_wrong=4)
    count(good, weeks_ago=2, yes=10, no=50)
    count(good, weeks_ago=0, no=500)
    make_report(edition=good, comment="Zeolite?", at=MONDAY - timedelta(days=4))
    make_report(edition=bad, suspicions=["trap"], at=MONDAY - timedelta(days=9))
    chosen(ed)

    digest.sweep(at=MONDAY)

    [sent] = mail.outbox
    text = " ".join(sent.body.split())
    assert (sent.to, sent.subject) == (
        ["ed@news.example"],
        "[Newsroom] What readers thought last week",
    )
    assert "in the week from Monday, 23 Nov 2026 The whole paper Helpful to 65 % of 66" in text
    assert "43 Yes, 23 No." in text
    assert "The week before: 17 % of 60 (95 % interval: 9–28 %). The intervals do not" in text
    worst, best = text.split("Needs work")[1].split("Best")
    assert "Muddled: 13 % of 23" in worst and f"/admin/numbers/{bad.article_id}/" in worst
    assert "Clear: 93 % of 43" in best and "Muddled" not in best
    assert "It is hard to follow (9), Something is wrong (4)" in text
    assert "Waiting: 1 New, 1 Held; the oldest since 21 Nov 2026." in text
    assert (
        "https://news.example/admin/numbers/" in text and f"https://news.example{CHOICES}" in text
    )
    assert "Section by section - News: 65 % of 66" in text
    assert "Zeolite" not in text


def test_who_works_on_some_sections_is_told_of_each_of_these_alone(ed, moderator):
    for path in ("news", "sport", "culture"):
        count(make_edition(headline=f"Of {path}", section=path, live_from=LONG_AGO), yes=5, no=4)
    for path in ("news", "sport"):
        SectionRight.objects.create(account=ed, section=make_section(path))
    chosen(ed)

    digest.sweep(at=MONDAY)

    text = mail.outbox[0].body
    assert "\nNews\n" in text and "\nSport\n" in text
    assert "Of news: 56 % of 9" in text and "Of sport" in text
    assert "Of culture" not in text and "whole paper" not in text
    assert f"?section={make_section('sport').pk}" in text


def test_each_gets_one_letter_a_week_and_none_before_monday_morning_where_the_site_is(ed, ann):
    chosen(ed)

    digest.sweep(at=MONDAY - timedelta(hours=2))
    digest.sweep(at=MONDAY - timedelta(hours=1))
    early = len(mail.outbox)
    digest.sweep(at=MONDAY)
    digest.sweep(at=MONDAY + timedelta(days=2))
    call_command("send_digest")
    once = len(mail.outbox)
    digest.sweep(at=MONDAY + timedelta(days=7))

    assert (early, once, len(mail.outbox)) == (0, 1, 2)


def test_of_two_workers_one_sends_it(ed):
    chosen(ed)
    real = DigestChoice.objects.filter

    def late(**known):
        """The other worker was quicker: it has claimed what this one has just found."""
        found = list(real(**known).order_by("pk"))
        real(**known).update(told=MONDAY.date())
        rows = mock.Mock(order_by=lambda *_order: found)
        rows.filter = lambda **more: real(**known, **more)
        return rows

    with mock.patch.object(DigestChoice.objects, "filter", late):
        digest.send_due(at=MONDAY)

    assert mail.outbox == []


def test_who_has_lost_the_right_the_account_or_the_wish_meanwhile_gets_none(ann, ed, chief):
    lost, gone, back = ann, ed, chief.user
    back.email = "chief@news.example"
    back.save()
    chosen(lost, gone, back)
    gone.is_active = False
    gone.save()
    digest.choose(back, is_wanted=False, at=MONDAY)

    digest.send.call(back.pk, "2026-11-30")
    digest.sweep(at=MONDAY)

    assert mail.outbox == []


def test_a_server_of_mails_that_fails_is_asked_again_later(ed, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    chosen(ed)

    with mock.patch.object(digest, "send_mail", side_effect=smtplib.SMTPServerDisconnected):
        digest.send.call(ed.pk, "2026-11-30")
    again = DBTaskResult.objects.get()
    digest.send.call(*again.args_kwargs["args"])

    assert again.args_kwargs["args"] == [ed.pk, "2026-11-30", 1]
    assert again.run_after > MONDAY
    assert len(mail.outbox) == 1


def test_without_a_server_of_mails_nothing_is_sent_and_nothing_is_used_up(ed, settings):
    chosen(ed)
    settings.EMAIL_BACKEND = letter.NO_MAIL

    digest.sweep(at=MONDAY)
    with pytest.raises(CommandError, match="EMAIL_URL"):
        call_command("send_digest")

    assert DigestChoice.objects.get().told < MONDAY.date()


def test_it_is_chosen_with_what_one_is_told_of_by_whoever_may_see_feedback(editor, writer):
    assert 'name="digest"' in editor.get(CHOICES).content.decode()
    assert 'name="digest"' not in writer.get(CHOICES).content.decode()

    editor.post(CHOICES, {"digest": "on"})
    writer.post(CHOICES, {"digest": "on"})
    kept = list(DigestChoice.objects.values_list("account__username", "told"))
    page = editor.get(CHOICES).content.decode()
    editor.post(CHOICES, {})

    assert kept == [(editor.user.username, MONDAY.date())]
    assert 'aria-labelledby="wish-digest by-mail" checked' in page
    assert not DigestChoice.objects.exists()


def test_a_letter_costs_as_much_for_many_stories_as_for_few(ed, django_assert_max_num_queries):
    for _ in range(12):
        count(make_edition(live_from=LONG_AGO), yes=9, no=9)

    with django_assert_max_num_queries(16):
        digest.compose(ed, monday=MONDAY.date())
