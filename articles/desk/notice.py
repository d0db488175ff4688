"""Notices: what someone is told of that others did, at the desk and by e-mail, and who wants which.

Of each event there is one row for each person. What they have not seen is counted in the desk's
header; what is to be sent waits for a worker, see `letter`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.desk.article import Article
from articles.desk.note import Note

KEPT = timedelta(days=180)


class Kind(models.TextChoices):
    """What a notice tells of."""

    MENTIONED = "mentioned", _("Someone mentions you")
    REPLIED = "replied", _("Someone replies to a note of yours")
    NOTED = "noted", _("A note on a story of yours")
    ASSIGNED = "assigned", _("A story is assigned to you")
    HANDED_IN = "handed_in", _("A story is handed in for you to review")
    SENT_BACK = "sent_back", _("A story of yours is sent back")
    APPROVED = "approved", _("A story of yours is approved")
    SUGGESTED = "suggested", _("Other words are suggested for a story of yours")
    DECIDED = "decided", _("What you suggested is accepted or refused")


# What waits for nobody is told at the desk alone, until someone wants it otherwise.
NOT_MAILED = {Kind.SUGGESTED, Kind.DECIDED}


class NoticeQuerySet(models.QuerySet):
    """The desk's questions about notices."""

    def of(self, account):
        """Those that this account finds at the desk, the latest first."""
        return self.filter(account=account, at_desk=True).order_by("-pk")

    def unread_of(self, account):
        """Those that it has not seen."""
        return self.filter(account=account, at_desk=True, read_at__isnull=True)

    def to_mail(self, account_id, article_id):
        """Those of a story that are still to be sent to this account; not what it has read."""
        unread = self.filter(account=account_id, article=article_id, read_at__isnull=True)
        return unread.filter(to_be_mailed=True)


class Notice(models.Model):
    """Someone is told that `by` did something with a story."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    note = models.ForeignKey(Note, null=True, on_delete=models.CASCADE, related_name="+")
    # What was said with it, where that is in no note.
    words = models.CharField(max_length=1_000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    at_desk = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    to_be_mailed = models.BooleanField(default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["account"],
                name="notice_unread",
                condition=Q(read_at__isnull=True, at_desk=True),
            ),
            models.Index(fields=["at"], name="notice_by_age"),
        ]

    def __str__(self):
        return f"{self.account_id}: {self.kind} at {self.article_id}"

    @property
    def is_read(self) -> bool:
        """Whether it was seen."""
        return self.read_at is not None


class NoticeChoice(models.Model):
    """What an account wants to be told of, where that is not as it comes."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    at_desk = models.BooleanField()
    by_mail = models.BooleanField()

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["account", "kind"], name="notice_choice_once")
        ]

    def __str__(self):
        return f"{self.account_id}: {self.kind}"


@dataclass(frozen=True)
class Wish:
    """Where someone wants to be told of a kind of event."""

    kind: Kind
    at_desk: bool
    by_mail: bool


def wishes_of(account) -> list[Wish]:
    """What this account wants, kind by kind. One query."""
    chosen = {each.kind: each for each in NoticeChoice.objects.filter(account=account)}
    return [_wish(kind, chosen.get(kind)) for kind in Kind]


def wishes_for(kind: Kind, accounts: Iterable[int]) -> dict[int, Wish]:
    """What these accounts want of one kind. One query."""
    found = NoticeChoice.objects.filter(kind=kind, account__in=accounts)
    chosen = {each.account_id: each for each in found}
    return {pk: _wish(kind, chosen.get(pk)) for pk in accounts}


def _wish(kind: Kind, chosen: NoticeChoice | None) -> Wish:
    if chosen is None:
        return Wish(kind, at_desk=True, by_mail=kind not in NOT_MAILED)
    return Wish(kind, at_desk=chosen.at_desk, by_mail=chosen.by_mail)


@transaction.atomic
def choose(account, wishes: Iterable[Wish]) -> None:
    """From now on this account is told as it wishes."""
    NoticeChoice.objects.bulk_create(
        [NoticeChoice(account=account, **vars(each)) for each in wishes],
        update_conflicts=True,
        unique_fields=["account", "kind"],
        update_fields=["at_desk", "by_mail"],
    )


def mark_read(account, *, notice_id: int | None = None) -> int:
    """The account has seen that notice of its own, or all; how many it had not seen before."""
    unread = Notice.objects.unread_of(account)
    these = unread if notice_id is None else unread.filter(pk=notice_id)
    return these.update(read_at=timezone.now())


def mark_unread(account, *, notice_id: int) -> None:
    """The account wants to come back to that notice of its own."""
    Notice.objects.of(account).filter(pk=notice_id).update(read_at=None)


def sweep(*, at: datetime) -> None:
    """Forget notices of long ago."""
    Notice.objects.filter(at__lt=at - KEPT).delete()
