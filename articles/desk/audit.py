"""The audit: who did what to which story, person or setting, when, and from where.

One verb writes it, `note_deed`, and it is called where every deed of the desk comes in: by what all
pages of the admin have in common (`admin/noting.py`) for whatever is saved or deleted there, and by
each button and page that does something else. The request travels as a parameter, since whoever
calls has it. A deed is noted in the transaction that does it: there is never one without the other.

Titles are kept as they were, for the record must be readable when what it tells of is gone. Other
words of an edition (its note, its correction, why it was redacted) are not: they stand with the
edition alone, where a redaction reaches them.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.desk.article import Article
from articles.whence import sender

LONGEST_TITLE = 200
LONGEST_DETAIL = 500
LONGEST_BROWSER = 160
LONGEST_ADDRESS = 45
AT_A_TIME = 500


class DeedsStand(Exception):
    """What was noted is never changed and never taken away."""


class What(models.TextChoices):
    """Everything that people do at the desk."""

    ADDED = "added", _("Added")
    SAVED = "saved", _("Saved")
    DELETED = "deleted", _("Deleted")
    SUBMITTED = "submitted", _("Handed in for review")
    TAKEN_BACK = "taken_back", _("Taken back")
    SENT_BACK = "sent_back", _("Sent back")
    APPROVED = "approved", _("Approved")
    ASSIGNED = "assigned", _("Assigned")
    PLANNED = "planned", _("Planned")
    PUBLISHED = "published", _("Published")
    CORRECTED = "corrected", _("Published with a correction")
    SCHEDULED = "scheduled", _("Scheduled")
    TIME_MOVED = "time_moved", _("Moved to another time")
    REPRINTED = "reprinted", _("Reprinted")
    CALLED_OFF = "called_off", _("Called off")
    MENDED = "mended", _("Live text mended")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    WITHDRAWAL = "withdrawal", _("Withdrawal scheduled")
    REDACTED = "redacted", _("Redacted")
    RESTORED = "restored", _("Restored from the history")
    EXPLAINED = "explained", _("Note on a save")
    EMBARGOED = "embargoed", _("Under embargo")
    EMBARGO_LIFTED = "embargo_lifted", _("Embargo lifted")
    JOINED = "joined", _("Put into a release")
    LEFT = "left", _("Taken out of a release")
    RELEASED = "released", _("Release published")
    SHARED = "shared", _("Link to the draft made")
    UNSHARED = "unshared", _("Link to the draft revoked")
    NOTED = "noted", _("Note written")
    REPLIED = "replied", _("Reply written")
    REWORDED = "reworded", _("Note edited")
    RESOLVED = "resolved", _("Note resolved")
    REOPENED = "reopened", _("Note reopened")
    UNSAID = "unsaid", _("Note deleted")
    SUGGESTED = "suggested", _("Other words suggested")
    TAKEN_UP = "taken_up", _("Suggestion accepted")
    TURNED_DOWN = "turned_down", _("Suggestion refused")
    MOVED = "moved", _("Address changed")
    MERGED = "merged", _("Merged")
    ARRANGED = "arranged", _("Front arranged")
    SORTED = "sorted", _("Report moved")
    UNSORTED = "unsorted", _("Report’s move undone")
    ROLES = "roles", _("Roles changed")
    PASSWORD = "password", _("Password changed")
    SIGNED_IN = "signed_in", _("Signed in")
    NOT_SIGNED_IN = "not_signed_in", _("Sign-in refused")
    SIGNED_OUT = "signed_out", _("Signed out")


class DeedQuerySet(models.QuerySet):
    """The desk's questions about deeds. All that would change one is refused."""

    def of_story(self, story_id):
        """What was done to a story, its editions, links and reports."""
        return self.filter(story_id=story_id)

    def of_record(self, kind, key):
        """What was done to one record."""
        return self.filter(kind=kind, key=key)

    def update(self, **columns):
        """Never."""
        raise DeedsStand

    def delete(self):
        """Never."""
        raise DeedsStand

    def bulk_update(self, *args, **kwargs):
        """Never."""
        raise DeedsStand

    # So the templates and the admin know them for what they are.
    update.alters_data = delete.alters_data = bulk_update.alters_data = True
    delete.queryset_only = True


class Deed(models.Model):
    """One thing that someone did. No key leads out of it, so nothing that goes takes it along.

    The database itself refuses to change or delete a row, by triggers that a migration makes.
    """

    at = models.DateTimeField(_("when"))
    # The account by number, and by name for when it has gone; neither for who is not signed in.
    by_id = models.BigIntegerField(_("number of the account"), null=True)
    by_name = models.CharField(_("who"), max_length=150, blank=True)
    what = models.CharField(_("deed"), max_length=16, choices=What.choices)
    # "articles.image", its number there, and what it was called.
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    key = models.CharField(_("number"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, blank=True)
    story_id = models.BigIntegerField(_("number of the story"), null=True)
    detail = models.CharField(_("detail"), max_length=LONGEST_DETAIL, blank=True)
    whence = models.CharField(_("from"), max_length=LONGEST_ADDRESS, blank=True)
    browser = models.CharField(_("browser"), max_length=LONGEST_BROWSER, blank=True)

    log = DeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("deed")
        verbose_name_plural = _("audit")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        # Every list is the newest part of one of these, read backwards.
        indexes = [
            models.Index(fields=["at", "id"], name="deed_by_time"),
            models.Index(fields=["by_id", "at", "id"], name="deed_by_person"),
            models.Index(fields=["what", "at", "id"], name="deed_by_what"),
            models.Index(fields=["kind", "at", "id"], name="deed_by_kind"),
            models.Index(fields=["kind", "key", "at", "id"], name="deed_by_record"),
            models.Index(fields=["story_id", "at", "id"], name="deed_by_story"),
        ]

    def __str__(self):
        return f"{self.get_what_display()}: {self.title}" if self.title else self.get_what_display()


def kind_of(model) -> str:
    """By which name deeds know records of that table: "articles.image"; a proxy is its table's."""
    return model._meta.concrete_model._meta.label_lower


def note_deed(
    what: str,
    record: models.Model | None = None,
    *,
    request,
    by=None,
    key: str = "",
    title: str = "",
    detail: str = "",
) -> Deed:
    """Note that the sender of `request` (or the account `by`) did `what` to `record`.

    `key` and `title` are for what is known by others than its number and name; `detail` says which
    fields were changed, from where to where, or why: never a text, never a secret.
    """
    deed = _deed(what, record, request=request, by=by, key=key, title=title, detail=detail)
    deed.save(force_insert=True)
    return deed


def note_deeds(what: str, told, *, request) -> None:
    """Note the same of many: `told` are triples of a record, its title and the detail."""
    rows = [
        _deed(what, record, request=request, title=title, detail=detail)
        for record, title, detail in told
    ]
    Deed.log.bulk_create(rows, batch_size=AT_A_TIME)


def _deed(what, record, *, request, by=None, key="", title="", detail="") -> Deed:
    by = by or getattr(request, "user", None)
    known = by is not None and by.is_authenticated
    return Deed(
        at=timezone.now(),
        by_id=by.pk if known else None,
        by_name=by.get_username() if known else "",
        what=what,
        kind=kind_of(record) if record else "",
        key=key or (str(record.pk) if record else ""),
        title=_line(title or (str(record) if record else ""), LONGEST_TITLE),
        story_id=_story_of(record),
        detail=_line(detail, LONGEST_DETAIL),
        whence=_line(sender(request), LONGEST_ADDRESS) if request else "",
        browser=_line(request.headers.get("User-Agent", ""), LONGEST_BROWSER) if request else "",
    )


def _story_of(record) -> int | None:
    """The story that it is, or belongs to."""
    if isinstance(record, Article):
        return record.pk
    edition = getattr(record, "edition", None)
    return getattr(record, "article_id", None) or getattr(edition, "article_id", None)


def _line(text: str, longest: int) -> str:
    """One line without what no database takes, cut where it is too long."""
    line = " ".join(str(text).replace("\0", "").split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
