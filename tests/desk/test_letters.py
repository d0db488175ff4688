"""Notices by e-mail: what a letter says, when it goes, and when none does."""

import smtplib
from unittest import mock

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.desk import letter, notice, talking, workflow
from articles.desk.notice import Kind, Wish, choose
from articles.models import Article, Notice
from tests.desk.form import address_of, text_of
from tests.desk.test_notices import CHOICES, HERE, told
from tests.make import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def test_a_letter_says_who_did_what_and_nothing_of_the_text(ann, ed, posted, settings):
    settings.SITE_URL = "https://news.example"
    article = make_article(by=ann, headline="Gates & boats", body="<p>Zeolite.</p>", standfirst="X")

    quoted = talking.Quoted("Zeolite")
    note = posted(
        talking.note, article, by=ed, text="Nine <boats>, @ann?", part="body", quoted=quoted
    )

    [sent] = mail.outbox
    assert sent.to == ["ann@news.example"]
    assert sent.subject == "[Newsroom] Ed Ito mentions you in a note: Gates & boats"
    assert "Nine <boats>, @ann?" in sent.body
    assert f"https://news.example{address_of(article)}#note-{note.pk}" in sent.body
    assert f"https://news.example{CHOICES}" in sent.body
    assert "Zeolite" not in sent.body
    assert not Notice.objects.get().to_be_mailed


def test_a_suggestions_own_words_are_not_mailed(ann, ed, posted):
    choose(ann, [Wish(Kind.SUGGESTED, at_desk=True, by_mail=True)])

    posted(
        talking.suggest,
        make_article(by=ann),
        by=ed,
        part="standfirst",
        proposal="Zeolite",
        text="Shorter",
    )

    assert "Shorter" in mail.outbox[0].body and "Zeolite" not in mail.outbox[0].body


def test_who_suggested_something_is_told_why_it_was_refused(ann, ed, client, posted):
    choose(ed, [Wish(Kind.DECIDED, at_desk=True, by_mail=True)])
    article = make_article(by=ann)
    offer = talking.suggest(article, by=ed, part="headline", proposal="Weir", text="Shorter")

    posted(talking.refuse, offer.pk, article=article, by=ann, reason="It is a sluice.")

    client.force_login(ed)
    said = text_of(client.get(HERE))
    assert "refused what you suggested: Story" in said
    assert "“Weir” It is a sluice." in said and "Shorter" not in said
    assert "It is a sluice." in mail.outbox[0].body and "Shorter" not in mail.outbox[0].body


def test_no_headline_can_put_lines_into_a_letters_head(ann, ed, posted):
    article = make_article(by=ann)
    Article.objects.filter(pk=article.pk).update(headline="x\nBcc: all@news.example")

    posted(talking.note, article, by=ed, text="Hm")

    assert mail.outbox[0].subject.endswith("x Bcc: all@news.example")
    assert mail.outbox[0].recipients() == ["ann@news.example"]


def test_what_happens_in_one_go_is_one_letter_that_waits_for_it(ann, ed, posted, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    article = make_article(by=ann, headline="Gates shut")

    posted(talking.note, article, by=ed, text="First")
    posted(talking.note, article, by=ed, text="Second")
    waiting = DBTaskResult.objects.all()
    assert all(each.run_after > timezone.now() for each in waiting)
    for each in waiting:
        letter.send.call(*each.args_kwargs["args"])

    [sent] = mail.outbox
    assert sent.subject == "[Newsroom] News of a story: Gates shut"
    assert "First" in sent.body and "Second" in sent.body


def test_what_was_read_at_the_desk_meanwhile_is_not_mailed(ann, ed, posted, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    article = make_article(by=ann)
    posted(talking.note, article, by=ed, text="Hm")
    notice.mark_read(ann)

    letter.send.call(ann.pk, article.pk)

    assert mail.outbox == []


def test_who_has_lost_the_story_or_the_account_meanwhile_gets_no_letter(ann, ed, posted, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    article = make_article(by=ed)
    workflow.plan(article, by=ed, assignee=ann)
    own = make_article(by=ann)
    posted(talking.note, own, by=ed, text="Hm")

    workflow.plan(article, by=ed, assignee=None)
    letter.send.call(ann.pk, article.pk)
    ann.is_active = False
    ann.save()
    letter.send.call(ann.pk, own.pk)

    assert mail.outbox == []


def test_a_server_of_mails_that_fails_fails_no_deed_and_is_tried_again(ann, ed, posted, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    article = make_article(by=ann)
    posted(talking.note, article, by=ed, text="Hm")

    with mock.patch.object(letter, "send_mail", side_effect=smtplib.SMTPServerDisconnected):
        letter.send.call(ann.pk, article.pk)
    again = DBTaskResult.objects.order_by("-enqueued_at").first().args_kwargs["args"]
    letter.send.call(*again)

    assert again == [ann.pk, article.pk, 1]
    assert len(mail.outbox) == 1


def test_after_some_tries_a_letter_is_given_up_and_the_log_says_so(
    ann, ed, posted, settings, caplog
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    article = make_article(by=ann)
    posted(talking.note, article, by=ed, text="Hm")
    asked = DBTaskResult.objects.count()

    with mock.patch.object(letter, "send_mail", side_effect=ConnectionRefusedError):
        letter.send.call(ann.pk, article.pk, letter.MOST_TRIES)

    assert "could not be mailed" in caplog.text
    assert DBTaskResult.objects.count() == asked
    assert not Notice.objects.get().to_be_mailed


def test_a_queue_that_fails_fails_no_deed(ann, ed, posted):
    with mock.patch.object(letter, "send_later", side_effect=RuntimeError):
        posted(talking.note, make_article(by=ann), by=ed, text="Hm")

    assert told() == [("ann", "noted")]


def test_a_site_without_a_server_of_mails_asks_for_no_letters(ann, ed, posted, settings):
    settings.EMAIL_BACKEND = letter.NO_MAIL

    posted(talking.note, make_article(by=ann), by=ed, text="Hm")

    assert not Notice.objects.get().to_be_mailed
