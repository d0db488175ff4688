"""What readers thought last week: a letter each Monday morning to whoever has chosen it.

A worker sends it, once to each, about the sections on which they work. It names stories and says
numbers; of what readers wrote there is nothing in it, and nothing in it tells that it was opened.
"""

import logging
import smtplib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from articles.desk import letter
from articles.desk.digest_words import told_of
from articles.editions.weekly import week_of
from articles.feedback import numbers
from articles.feedback.numbers import Scope, Weeks
from articles.library.section import SectionTree
from articles.library.section_right import SectionRight, sections_of

SEES = "articles.view_feedback"
# Where the site is.
FROM = time(7)

log = logging.getLogger(__name__)


class DigestChoice(models.Model):
    """An account has chosen the letter; `told` is the Monday on which it last got one, or that of
    the week in which it chose."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_choice"
    )
    told = models.DateField()

    class Meta:
        verbose_name = gettext_lazy("choice of the weekly letter")
        verbose_name_plural = gettext_lazy("choices of the weekly letter")
        default_permissions = ()

    def __str__(self):
        return f"{self.account_id}: {self.told}"


def is_chosen(account) -> bool:
    """Whether this account gets the letter. One query."""
    return DigestChoice.objects.filter(account=account).exists()


def choose(account, *, is_wanted: bool, at: datetime) -> None:
    """From the next Monday on this account gets the letter, or no more."""
    if is_wanted:
        DigestChoice.objects.get_or_create(account=account, defaults={"told": week_of(at)})
    else:
        DigestChoice.objects.filter(account=account).delete()


def sweep(*, at: datetime) -> None:
    """From Monday morning on, where the site is, send what is due."""
    here = localtime(at, get_default_timezone())
    if here.weekday() or here.time() >= FROM:
        send_due(at=at)


def send_due(*, at: datetime) -> int:
    """Ask for the letter of everyone who has not got this week's; how many. One query if nobody.

    Each is claimed first, so that two workers send it once. Where no mail is sent nobody is.
    """
    week, count = week_of(at), 0
    if not letter.is_possible():
        return 0
    due = DigestChoice.objects.filter(told__lt=week)
    for chosen in due.order_by("pk"):
        if due.filter(pk=chosen.pk).update(told=week):
            send.enqueue(chosen.account_id, week.isoformat())
            count += 1
    return count


@task()
def send(account_id: int, monday: str, tries: int = 0) -> None:
    """Send the letter about the week before that Monday, unless the account may not see it now.

    If the server of mails does not take it, it is tried again later.
    """
    account = get_user_model().objects.filter(pk=account_id, is_active=True).first()
    if not (account and account.email and account.has_perm(SEES) and is_chosen(account)):
        return
    try:
        with translation.override(settings.LANGUAGE_CODE):
            subject, text = compose(account, monday=date.fromisoformat(monday))
            send_mail(subject, text, None, [account.email])
    except (smtplib.SMTPException, OSError):
        if tries >= letter.MOST_TRIES or not send.get_backend().supports_defer:
            log.warning("The weekly letter to account %d was not sent.", account_id, exc_info=True)
            return
        later = timezone.now() + letter.FIRST_WAIT * 2**tries
        send.using(run_after=later).enqueue(account_id, monday, tries + 1)


def compose(account, *, monday: date) -> tuple[str, str]:
    """(subject, text) of the letter about the week before that Monday."""
    week = monday - timedelta(weeks=1)
    tree = SectionTree()
    known = {
        "week": week,
        "parts": [
            told_of(each.name, each.scope, week=week, way=each.way)
            for each in _parts(account, tree)
        ],
        "sections": _sections(account, tree, week),
        "choices": f"{settings.SITE_URL}{reverse('admin:notice_choices')}",
        "site": settings.SITE_NAME,
    }
    subject = _("[%(site)s] What readers thought last week") % known
    return subject, render_to_string("desk/digest.txt", known)


@dataclass(frozen=True)
class Part:
    """A part of the paper on which someone works, and the query of its page."""

    name: str
    scope: Scope = field(default_factory=Scope)
    way: str = ""


def _parts(account, tree: SectionTree) -> list[Part]:
    """The whole paper, or each of the sections that the account was given."""
    if sections_of(account) is None:
        return [Part(_("The whole paper"))]
    held = SectionRight.objects.filter(account=account).select_related("section")
    return [
        Part(
            right.section.name,
            Scope(frozenset(tree.beneath(right.section))),
            f"?section={right.section_id}",
        )
        for right in held
    ]


def _sections(account, tree: SectionTree, week: date) -> list[numbers.Group]:
    """Of who works on the whole paper: each section at its top, in a line."""
    if sections_of(account) is not None:
        return []
    groups = numbers.by_section(Scope(), Weeks(week, week), tree=tree)
    return [each for each in groups if each.depth == 1]
