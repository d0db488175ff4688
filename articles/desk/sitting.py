"""Sittings: who has which story open, and what they have typed there that is not saved.

A sitting is one form, open in one tab. What is typed goes there as one writes, never to the story
and never to its history; so two tabs, or two people, can never write over each other's text. A save
closes the sitting; until then its text is offered again to whoever typed it.

A text has a name, made of its form's key and of what it says: what is typed there later is another
text, which nothing that is done with this one touches.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Greatest
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.desk.article import Article

# Who was heard of this long ago has the story before them: they say so every five seconds.
PRESENT = timedelta(seconds=12)
# A tab in the background says so too, but browsers let it do so once a minute at times.
OPEN = timedelta(seconds=100)
WRITING = timedelta(seconds=15)
KEPT = timedelta(days=30)
MOST_KEPT = 20
LONGEST = 3_000_000
KEY = re.compile("[0-9a-f]{32}")
NAME = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{1,16})")


class SittingQuerySet(models.QuerySet):
    """The desk's questions about sittings."""

    def present(self, at):
        """Those that someone has before them at `at`."""
        return self.filter(closed=False, seen_at__gt=at - PRESENT)

    def here(self, user, at):
        """Those that others have before them at `at`, and those that `user` has open somewhere."""
        before_them, open_to_me = Q(seen_at__gt=at - PRESENT), Q(seen_at__gt=at - OPEN, user=user)
        return self.filter(before_them | open_to_me, closed=False)

    def unsaved(self, user, story_id):
        """What this account typed into that story and never saved, latest first.

        Without a `story_id` into new ones.
        """
        return self.never_saved(user).filter(article_id=story_id)

    def never_saved(self, user):
        """What this account typed and never saved, into any story, latest first."""
        own = self.filter(user=user, closed=False, fields__isnull=False)
        return own.order_by("-typed_at")


class Sitting(models.Model):
    """One open form. `fields` is what was typed, as it would be sent; None while nothing was.

    `serial` is the browser's count of what it sent, so that what comes late buries nothing newer.
    `seen_at` is when the form was last heard of in front; of one in the background it is kept just
    so far back that nobody is told who is there, see `behind`.
    `began_from` is the version of the story that the form was opened with.
    """

    key = models.CharField(max_length=32, primary_key=True)
    article = models.ForeignKey(
        Article, null=True, on_delete=models.CASCADE, related_name="sittings"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    began_from = models.PositiveIntegerField(default=0)
    serial = models.PositiveBigIntegerField(default=0)
    fields = models.JSONField(null=True)
    typed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()
    closed = models.BooleanField(default=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        default_permissions = ()
        indexes = [
            models.Index(fields=["article", "seen_at"], name="sitting_by_story"),
            models.Index(fields=["user", "article", "closed"], name="sitting_by_person"),
            models.Index(fields=["seen_at"], name="sitting_by_age"),
        ]

    def __str__(self):
        return f"{self.user_id} at {self.article_id or 'a new story'}"

    @property
    def name(self) -> str:
        """By which the text that it holds now is known."""
        said = json.dumps(self.fields, sort_keys=True)
        return f"{self.key}.{hashlib.sha256(said.encode()).hexdigest()[:16]}"

    def is_open(self, at: datetime) -> bool:
        """Whether its tab was still open at `at`, as far as anyone can know."""
        return self.seen_at > at - OPEN

    @property
    def headline(self) -> str:
        """The headline as it was typed."""
        return (self.fields or {}).get("headline", [""])[0]

    def as_posted(self) -> QueryDict:
        """The form as it would have been sent."""
        posted = QueryDict(mutable=True)
        for name, values in (self.fields or {}).items():
            posted.setlist(name, values)
        return posted


@dataclass(frozen=True)
class Neighbour:
    """Someone who has the same story open; oneself in another tab, where `is_me`."""

    name: str
    is_writing: bool
    is_me: bool


def behind(at: datetime) -> datetime:
    """What is written of a tab in the background: open, but with nobody before it."""
    return at - PRESENT


def gone(at: datetime) -> datetime:
    """What is written of a tab that is open no more."""
    return at - OPEN


@transaction.atomic
def sit(
    key: str,
    *,
    user,
    article_id: int | None,
    began_from: int,
    serial: int,
    fields=None,
    typed_at: datetime | None = None,
    seen_at: datetime | None = None,
) -> bool:
    """Say that the form `key` is open, and keep what is typed in it. Two queries at most.

    `seen_at` is earlier than now for a tab that nobody has before them; it never goes back.
    Returns whether the text is kept: a form of someone else's and text that was overtaken by newer
    leave all as it is. What is typed into a form after its save opens it again. Article and
    Revision are not touched.
    """
    now = timezone.now()
    known = {"seen_at": seen_at or now}
    own = Sitting.objects.filter(key=key, user=user)
    if fields is None:
        own = own.filter(closed=False)
    else:
        own = own.filter(serial__lt=serial)
        known |= {"fields": fields, "typed_at": typed_at or now, "serial": serial}
        known |= {"began_from": began_from, "closed": False}
    seen = Greatest("seen_at", Value(known["seen_at"]))
    if own.update(**known | {"seen_at": seen}):
        return True
    _row, is_new = Sitting.objects.get_or_create(
        key=key,
        defaults=known | {"user": user, "article_id": article_id, "began_from": began_from},
    )
    return is_new


def leave(key: str, *, user, at: datetime) -> None:
    """The tab of this form is closed. What was typed there stays."""
    Sitting.objects.filter(key=key, user=user).update(seen_at=gone(at))


def neighbours(article_id: int, *, user, at: datetime, key: str = "") -> list[Neighbour]:
    """Who else has that story open, each once; also oneself, in another form than `key`.

    One query.
    """
    found: dict[int, Neighbour] = {}
    rows = Sitting.objects.here(user, at).filter(article_id=article_id).exclude(key=key)
    for row in rows.defer("fields").select_related("user").order_by("user_id"):
        writing = bool(row.typed_at and row.typed_at > at - WRITING)
        before = found.get(row.user_id)
        name = row.user.get_full_name() or row.user.get_username()
        writing = writing or bool(before and before.is_writing)
        found[row.user_id] = Neighbour(name, writing, is_me=row.user_id == user.pk)
    return list(found.values())


def close(key: str, *, user, article_id: int | None, serial: int) -> None:
    """What this form held is saved: it is offered no more.

    The row stays for a while, so that what is still under way to it is known to be late. Of a new
    story `article_id` is None.
    """
    known = {"closed": True, "fields": None, "serial": serial, "seen_at": timezone.now()}
    if Sitting.objects.filter(key=key, user=user).update(**known):
        return
    row = Sitting(key=key, user=user, article_id=article_id, **known)
    Sitting.objects.bulk_create([row], ignore_conflicts=True)


def names_in(typed: str) -> list[str]:
    """The names of texts in a string of them."""
    return [name for name in typed.split() if NAME.fullmatch(name)]


def empty(names: Iterable[str], *, user) -> None:
    """These texts are saved, or are not wanted: they are offered no more.

    Their forms may still be open; what has been typed there since is another text, and stays.
    """
    wanted = set(names)
    keys = {name.partition(".")[0] for name in wanted}
    own = Sitting.objects.filter(key__in=keys, user=user, closed=False, fields__isnull=False)
    for row in own:
        if row.name in wanted:
            own.filter(key=row.key, serial=row.serial).update(fields=None)


def sweep(*, at: datetime) -> None:
    """Forget sittings long past: soon those that hold nothing, after a month the others.

    That a form was saved is known as long, since its text may lie in a browser until it comes back.
    """
    stale = Q(fields__isnull=True, closed=False, seen_at__lt=at - timedelta(days=1))
    Sitting.objects.filter(stale | Q(seen_at__lt=at - KEPT)).delete()
