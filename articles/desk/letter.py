"""Notices by e-mail: a plain letter for what happened to one story, sent by a worker.

It goes a few minutes after the event, so that what comes in one go is told in one letter, and what
was read at the desk meanwhile in none. A letter tells who did what, and names the story; of its
text there is nothing in it.
"""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from articles.desk.article import Article
from articles.desk.notice import Notice
from articles.desk.permission import may_see
from articles.desk.wording import said_of, words_of
from articles.text.words import one_line

TOGETHER = timedelta(minutes=3)
# After so many the letter is given up; each waits twice as long as the one before it.
MOST_TRIES = 6
FIRST_WAIT = timedelta(minutes=2)
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"

log = logging.getLogger(__name__)


def is_possible() -> bool:
    """Whether this site sends e-mail at all."""
    return settings.EMAIL_BACKEND != NO_MAIL


def send_later(account_id: int, article_id: int, *, tries: int = 0) -> None:
    """Ask for the letter in which this account is told of what happened to the story."""
    wait = FIRST_WAIT * 2**tries if tries else TOGETHER
    # Where no queue is, it goes at once.
    can_wait = send.get_backend().supports_defer
    later = send.using(run_after=timezone.now() + wait) if can_wait else send
    later.enqueue(account_id, article_id, tries)


@task()
def send(account_id: int, article_id: int, tries: int = 0) -> None:
    """Send what that account is still to be told of the story, in one letter.

    What is sent is claimed first, so that two workers send it once. If the server of mails does
    not take it, it is tried again later.
    """
    due = Notice.objects.to_mail(account_id, article_id)
    notices = list(due.select_related("by", "note").order_by("pk"))
    claimed = [each for each in notices if due.filter(pk=each.pk).update(to_be_mailed=False)]
    account = get_user_model().objects.filter(pk=account_id, is_active=True).first()
    if not (claimed and account and account.email and may_see(article_id, by=account)):
        return
    try:
        with translation.override(settings.LANGUAGE_CODE):
            _send(account, Article.objects.get(pk=article_id), claimed)
    except (smtplib.SMTPException, OSError):
        if tries >= MOST_TRIES:
            log.warning("Notices of story %d could not be mailed.", article_id, exc_info=True)
            return
        Notice.objects.filter(pk__in=[each.pk for each in claimed]).update(to_be_mailed=True)
        send_later(account_id, article_id, tries=tries + 1)


def _send(account, article: Article, notices: list[Notice]) -> None:
    story = reverse("admin:articles_article_change", args=[article.pk])
    lines = [(said_of(each), words_of(each)) for each in notices]
    known = {"site": settings.SITE_NAME, "what": lines[0][0], "story": article}
    subject = _("[%(site)s] %(what)s: %(story)s") % known
    if len(lines) > 1:
        subject = _("[%(site)s] News of a story: %(story)s") % known
    anchor = f"#note-{notices[0].note_id}" if notices[0].note_id else ""
    text = render_to_string(
        "desk/letter.txt",
        {
            "story": str(article),
            "lines": lines,
            "address": f"{settings.SITE_URL}{story}{anchor}",
            "choices": f"{settings.SITE_URL}{reverse('admin:notice_choices')}",
        },
    )
    send_mail(one_line(subject), text, None, [account.email])
