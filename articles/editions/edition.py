"""Editions: what readers see of a story, frozen, each from a moment on.

One rule decides everything: of a story's editions, the latest with `live_from <= moment` holds;
if it has no document (a withdrawal, a redaction), there is no page.
"""

from django.conf import settings
from django.db import models
from django.db.models import CharField, Exists, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from modelsearch.index import FilterField, Indexed, SearchField

from articles.editions.embargo import Embargo
from articles.fields import HoldsUntil
from articles.search import Presence
from articles.text import body as vocabulary
from articles.text.document import Document
from articles.text.wanted import folded

# PostgreSQL takes a megabyte of words in one column; a book has less than this.
INDEXED = 400_000


class Kind(models.TextChoices):
    """What an edition is to its readers."""

    NEW = "new", _("First edition")
    UPDATE = "update", _("Update")
    MINOR = "minor", _("Minor change")
    CORRECTION = "correction", _("Correction")
    WITHDRAWAL = "withdrawal", _("Withdrawal")


class EditionQuerySet(models.QuerySet):
    """The questions that may be asked of editions; time is always a parameter."""

    def standing(self, at):
        """The one edition of each story that holds at `at`, withdrawals among them.

        What is under embargo then is not there, even if its row says that it has begun.
        """
        held = Edition.archive.under_embargo(at).values("pk")
        holding = self.alias(holds_until=HoldsUntil("live_until")).filter(holds_until__gt=at)
        return holding.filter(live_from__lte=at).exclude(pk__in=held)

    def under_embargo(self, at):
        """Those that say something and must not be read yet at `at`, whatever else is the case."""
        stories = Embargo.objects.holding(at).values("article_id")
        return self.filter(article_id__in=stories, document__isnull=False).order_by()

    def live(self, at):
        """The one edition of each story that readers get at `at`; withdrawn stories have none."""
        return self.standing(at).filter(document__isnull=False)

    def sought(self, at):
        """The same as `live`, said of columns alone: an engine outside the database knows no more.

        For what is found by something else than its story.
        """
        ended = Q(live_until__isnull=False, live_until__lte=at)
        held = Edition.archive.under_embargo(at).values("pk")
        begun = self.filter(live_from__lte=at, document__isnull=False)
        return begun.exclude(ended).exclude(pk__in=held)

    def waiting(self, at):
        """Those whose time has not come at `at`."""
        return self.filter(live_from__gt=at)

    def beginning(self, since, until):
        """Those that begin within these moments, the first included."""
        return self.filter(live_from__gte=since, live_from__lt=until)

    def of(self, article_id):
        """All editions of one story, the latest first."""
        return self.filter(article_id=article_id).order_by("-live_from")

    def for_lists(self):
        """With what a list shows, and without the document."""
        return self.defer("document").select_related("lead_image")

    def times(self, article_id, at):
        """(published, updated): the first moment live, and the last not minor, up to `at`."""
        begun = self.filter(article_id=article_id, live_from__lte=at).exclude(kind=Kind.WITHDRAWAL)
        moments = begun.order_by("live_from").values_list("live_from", flat=True)
        # Each is the first or the last few of the story's editions, however many there are.
        return moments.first(), moments.exclude(kind=Kind.MINOR).last()

    def last_update(self, article, at):
        """When a story last changed, minor changes aside: a subquery on an OuterRef to its id."""
        begun = self.filter(article_id=article, live_from__lte=at)
        told = begun.exclude(kind__in=(Kind.MINOR, Kind.WITHDRAWAL))
        return Subquery(told.order_by("-live_from").values("live_from")[:1])

    def told(self, at):
        """Those that the public histories of stories tell at `at`: begun, and not minor.

        What was withdrawn is told no more than what was redacted: where a story came back, its
        history begins anew.
        """
        withdrawn = Edition.archive.filter(
            article_id=OuterRef("article_id"),
            kind=Kind.WITHDRAWAL,
            live_from__gt=OuterRef("live_from"),
            live_from__lte=at,
        )
        begun = self.filter(~Exists(withdrawn), live_from__lte=at, document__isnull=False)
        return begun.exclude(kind=Kind.MINOR)

    def with_times(self, at):
        """With `updated`, the last change of its story that was not minor, up to `at`; and with
        `has_changes`, whether more than one of its story's editions is told then.
        """
        told = Edition.archive.told(at).filter(article_id=OuterRef("article_id"))
        updated = Edition.archive.last_update(OuterRef("article_id"), at)
        return self.annotate(updated=updated, has_changes=Exists(told[1:2]))

    def next_change(self, at):
        """The next moment after `at` at which any story's page changes, or None."""
        return self.waiting(at).aggregate(next=Min("live_from"))["next"]

    def last_change(self, at):
        """The last moment before `at` at which any story's page changed, or None."""
        return self.filter(live_from__lt=at).aggregate(last=Max("live_from"))["last"]


class Edition(Indexed, models.Model):
    """A printed Document. Its content never changes; `live_from` may move until it has passed,
    and with it whether this is the story's first edition.

    The columns beside `document` are copies for lists and look-ups, made when it is printed.
    `address` follows the section when that moves. `live_until` is a copy of the next edition's
    `live_from`, kept by the press; a null there does not mean "current". So is `published`, when
    the story first had a page.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="editions"
    )
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True, blank=True)
    published = models.DateTimeField(_("published"), null=True)
    address = models.CharField(max_length=420)
    release = models.ForeignKey(
        "articles.Release", null=True, on_delete=models.PROTECT, related_name="editions"
    )
    document = models.JSONField(null=True)
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, blank=True)
    headline = models.CharField(max_length=300, blank=True)
    standfirst = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    section = models.ForeignKey(
        "articles.Section", null=True, on_delete=models.PROTECT, related_name="+"
    )
    lead_image = models.ForeignKey(
        "articles.Image", null=True, on_delete=models.PROTECT, related_name="+"
    )
    author_ids = models.JSONField(default=list)
    note = models.CharField(_("note"), max_length=300, blank=True)
    notice = models.TextField(_("notice"), blank=True)
    moved_to = models.CharField(_("moved to"), max_length=500, blank=True)
    revision_number = models.PositiveIntegerField(_("revision number"), null=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("printed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    printed_at = models.DateTimeField(_("printed at"))
    redacted_at = models.DateTimeField(_("redacted at"), null=True)
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("redacted by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    redaction_reason = models.TextField(_("redaction reason"), blank=True)

    # Not called `objects`: readers' code must ask for a moment, see `live`.
    archive = EditionQuerySet.as_manager()

    # The press says when an edition is indexed, not the saving of a row.
    search_auto_update = False
    # Engines in the database rank by `title` and the rest together, in which the headline is again.
    search_fields = [
        SearchField("title", boost=10),
        SearchField("found_by_headline", boost=10),
        SearchField("found_by_standfirst", boost=4),
        SearchField("found_by_takeaways", boost=2),
        SearchField("found_by_body"),
        FilterField("id"),
        FilterField("section"),
        FilterField("published"),
        FilterField("live_from"),
        FilterField("live_until"),
        Presence("document"),
    ]

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-live_from"]
        constraints = [
            models.UniqueConstraint(fields=["article", "live_from"], name="edition_one_at_a_time"),
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once"),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.WITHDRAWAL, document__isnull=True)
                | Q(redacted_at__isnull=False, document__isnull=True)
                | (~Q(kind=Kind.WITHDRAWAL) & Q(document__isnull=False)),
                name="edition_has_a_document_unless_gone",
            ),
        ]
        indexes = [
            models.Index(fields=["address", "live_from"], name="edition_by_address"),
            models.Index(fields=["live_from"], name="edition_by_moment"),
            models.Index("article", HoldsUntil("live_until"), name="edition_holding"),
            models.Index(
                fields=["article", "live_from"],
                condition=Q(kind="withdrawal"),
                name="edition_withdrawn",
            ),
            models.Index(fields=["section"], name="edition_by_section"),
            # The search engine's entries name editions by their ids, written out.
            models.Index(Cast("id", CharField(max_length=50)), name="edition_by_id_as_text"),
        ]
        permissions = [
            ("print_edition", "Can publish and schedule stories"),
            ("withdraw_edition", "Can withdraw stories"),
            ("redact_edition", "Can redact printed editions"),
        ]

    def __str__(self):
        return f"{self.headline or self.address} ({self.number})"

    @classmethod
    def live(cls, *, at):
        """What readers get at `at`: one edition a story, none of those withdrawn."""
        return cls.archive.live(at)

    @classmethod
    def read_until(cls, moment):
        """What someone may have read up to `moment`, of stories that have a page then.

        A page may have been open since before the last update.
        """
        with_a_page = cls.live(at=moment).values("article_id")
        begun = cls.archive.filter(live_from__lte=moment, document__isnull=False)
        return begun.filter(article_id__in=with_a_page)

    def as_document(self) -> Document:
        """The Document that was printed. Only for an edition that has one."""
        return Document.from_json(self.document)

    @classmethod
    def get_indexed_objects(cls):
        """What a search can find at some moment: every edition that still says something."""
        return cls.archive.filter(document__isnull=False)

    def title(self) -> str:
        """What search engines call the headline."""
        return folded(self.headline)

    found_by_headline = title

    def found_by_standfirst(self) -> str:
        """The standfirst, as it is looked for."""
        return folded(self.standfirst)

    def found_by_takeaways(self) -> str:
        """The key points, as they are looked for."""
        return folded("\n".join(point.text for point in self.as_document().takeaways))

    def found_by_body(self) -> str:
        """The body, as it is looked for: as much of it as an engine takes."""
        return folded(vocabulary.plain(self.as_document().body))[:INDEXED]
