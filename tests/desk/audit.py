"""How tests ask the audit, and what they put into it."""

from django.urls import reverse
from django.utils import timezone

from articles.desk.audit import kind_of
from articles.models import Article, Deed

LIST = reverse("admin:articles_deed_changelist")
FILE = reverse("admin:articles_deed_export")


def noted(record=None):
    """What was noted (of `record`): who, what and in which detail, the first first."""
    deeds = Deed.log.exclude(what="signed_in").order_by("pk")
    if record is not None:
        deeds = deeds.of_record(kind_of(record), str(record.pk))
    return [(deed.by_name, deed.what, deed.detail) for deed in deeds]


def said(record=None):
    """Likewise, but for who."""
    return [(what, detail) for _who, what, detail in noted(record)]


def note(what="saved", record=None, *, by=None, at=None, **known):
    """A deed, now or at `at`."""
    when = at or timezone.now()
    account = {"by_id": by.pk, "by_name": by.username} if by else {}
    if record is not None:
        story = record.pk if isinstance(record, Article) else None
        known = {"title": str(record), "story_id": story, **known}
        known |= {"kind": kind_of(record), "key": str(record.pk)}
    return Deed.log.create(at=when, what=what, **account, **known)
