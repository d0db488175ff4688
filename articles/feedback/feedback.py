"""Feedback: what readers say of a story, and every move that staff make with it."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from modelsearch.index import FilterField, Indexed, SearchField

from articles.editions.correction import Correction
from articles.editions.edition import Edition
from articles.library.section import Section
from articles.library.section_right import sections_of
from articles.text.wanted import folded


class State(models.TextChoices):
    """Where a report is on its way."""

    NEW = "new", _("New")
    HELD = "held", _("Held")
    OPEN = "open", _("Open")
    IN_PROGRESS = "in_progress", _("In progress")
    ADDRESSED = "addressed", _("Addressed")
    DISMISSED = "dismissed", _("Dismissed")
    SPAM = "spam", _("Spam")


# Where someone has yet to do something; and where nobody has.
UNDONE = (State.NEW, State.HELD, State.OPEN, State.IN_PROGRESS)
DONE = (State.ADDRESSED, State.DISMISSED, State.SPAM)
# Votes of such reports say nothing of the story.
UNCOUNTED = (State.HELD, State.SPAM)


class Reason(models.TextChoices):
    """What let a reader down."""

    WRONG = "wrong", _("Something is wrong")
    OUTDATED = "outdated", _("It is out of date")
    MISSING = "missing", _("Something is missing")
    HARD = "hard", _("It is hard to follow")
    HEADLINE = "headline", _("The headline misleads")
    NOT_SOUGHT = "not_sought", _("It is not what I was looking for")
    TECHNICAL = "technical", _("Something on the page does not work, or I cannot use it")
    OTHER = "other", _("Something else")


class Hold(models.TextChoices):
    """Why a report is held for a moderator."""

    UNSAID = "unsaid", _("The browser did not say which site it came from")
    TRAP = "trap", _("The hidden field was filled in")
    QUICK = "quick", _("The comment came within two seconds")
    UNCOUNTABLE = "uncountable", _("How many answers came from its connection is not known")
    SURGE = "surge", _("It came in a surge of answers to this story")
    CROWD = "crowd", _("Many answers came from its connection")
    REPEATED = "repeated", _("The same text was sent several times")
    WORDS = "words", _("It has words that are to be held")
    UNCHECKED = "unchecked", _("Its words could not be checked in time")
    OTHER = "other", _("Another reason")


# A vote that comes so is counted apart, and what goes with it is held.
APART = (Hold.SURGE, Hold.CROWD)


class Resolution(models.TextChoices):
    """What became of a report that is addressed."""

    CORRECTED = "corrected", _("Corrected")
    CLARIFIED = "clarified", _("Clarified")
    UPDATED = "updated", _("Updated")
    HEADLINE = "headline", _("Headline changed")
    PASSED_ON = "passed_on", _("Passed on")
    NO_CHANGE = "no_change", _("No change needed")
    NOT_FOUND = "not_found", _("Cannot reproduce")
    PRAISE = "praise", _("Praise")


class FeedbackQuerySet(models.QuerySet):
    """The queue's vocabulary."""

    def reports(self):
        """What asks for someone's eye: words, a reason, a part, or a doubt; not a bare vote."""
        return self.filter(is_report=True)

    def waiting(self):
        """What staff have yet to deal with."""
        return self.filter(is_report=True, state__in=UNDONE)

    def for_user(self, user):
        """What an account may see: of its sections, as the stories were filed when read."""
        sections = sections_of(user)
        return self if sections is None else self.filter(section__in=sections)

    def with_a_part(self):
        """Those that say which part of the story they are about."""
        return self.exclude(part_anchor="")

    def counted(self):
        """Votes that count: all but what is held or spam, or came in a surge."""
        # Named one by one, so that the index by state finds those of some days.
        states = [state for state in State if state not in UNCOUNTED]
        return self.filter(state__in=states, counts=True)

    def in_surge(self, article_id):
        """Votes of a story that do not count only because they came in a surge of answers."""
        marked = self.filter(article_id=article_id, counts=False)
        return marked.exclude(state__in=UNCOUNTED).filter(
            marks__sort=Mark.HOLD, marks__value=Hold.SURGE
        )

    def older_than(self, edition):
        """Undone reports on editions of its story before this one."""
        older = self.waiting().filter(article_id=edition.article_id)
        return older.filter(edition__live_from__lt=edition.live_from)


class Feedback(Indexed, models.Model):
    """One reader's Yes or No to one edition, with words or without. Private to staff.

    Story, section and language are copies of the edition's, by which the queue is narrowed.
    """

    class Vote(models.TextChoices):
        """The answer to "Was this article helpful?"."""

        YES = "yes", _("Yes")
        NO = "no", _("No")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="feedback")
    article_id = models.BigIntegerField(_("story"))
    section = models.ForeignKey(Section, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=12, blank=True)
    vote = models.CharField(_("vote"), max_length=3, choices=Vote)
    # Whether it is more than a bare vote, and whether its vote is among those that count.
    is_report = models.BooleanField(default=False)
    counts = models.BooleanField(_("counts"), default=True)
    comment = models.TextField(_("comment"), max_length=1_000, blank=True)
    # The part that the reader named, as it stood in the edition; "" for the whole story.
    part_anchor = models.CharField(max_length=120, blank=True)
    part_heading = models.CharField(_("part"), max_length=200, blank=True)
    # What was masked in the comment, as codes parted by commas; a word to watch for stands in it.
    masked = models.CharField(_("masked"), max_length=80, blank=True)
    is_watched = models.BooleanField(_("words to watch for"), default=False)
    # By which the same text is known again, and the same reader for a day or two.
    text_hash = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NEW)
    resolution = models.CharField(_("resolution"), max_length=12, choices=Resolution, blank=True)
    is_escalated = models.BooleanField(_("escalated"), default=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="duplicates"
    )
    correction = models.ForeignKey(
        Correction, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports"
    )
    created_at = models.DateTimeField(_("received"))
    commented_at = models.DateTimeField(_("commented at"), null=True, blank=True)
    # When a person first did something with it; and when it was last addressed or dismissed.
    looked_at = models.DateTimeField(_("first looked at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("done at"), null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    # The verbs say when a report is indexed, not the saving of a row.
    search_auto_update = False
    search_fields = [SearchField("found_by_words"), FilterField("section")]

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(vote__in=["yes", "no"]), name="feedback_yes_or_no"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="feedback_in_a_known_state"
            ),
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=~models.Q(fingerprint=""),
                name="feedback_once_a_reader",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-created_at"], name="feedback_by_state"),
            models.Index(fields=["article_id", "-created_at"], name="feedback_by_story"),
            models.Index(fields=["created_at"], name="feedback_by_moment"),
            *(
                models.Index(
                    fields=[*fields, "-created_at", "-id"],
                    condition=models.Q(is_report=True),
                    name=name,
                )
                for name, fields in (
                    ("report_by_moment", ()),
                    ("report_by_state", ("state",)),
                    ("report_by_story", ("article_id", "state")),
                    ("report_by_edition", ("edition", "state")),
                    ("report_by_section", ("section", "state")),
                    ("report_by_language", ("language", "state")),
                    ("report_by_assignee", ("assignee", "state")),
                    ("report_by_vote", ("vote", "state")),
                )
            ),
            # What few have is found among all that have it not.
            *(
                models.Index(
                    fields=["state", "-created_at", "-id"],
                    condition=models.Q(is_report=True) & having,
                    name=name,
                )
                for name, having in (
                    ("report_with_words", ~models.Q(comment="")),
                    ("report_without_words", models.Q(comment="")),
                    ("report_on_a_part", ~models.Q(part_anchor="")),
                    ("report_masked", ~models.Q(masked="")),
                    ("report_watched", models.Q(is_watched=True)),
                    ("report_escalated", models.Q(is_escalated=True)),
                    ("report_corrected", models.Q(correction__isnull=False)),
                )
            ),
            models.Index(
                fields=["text_hash"], condition=~models.Q(text_hash=""), name="report_by_text"
            ),
            # The search engine's entries name reports by their ids, written out.
            models.Index(
                Cast("id", models.CharField(max_length=50)),
                condition=models.Q(is_report=True),
                name="report_by_id_as_text",
            ),
        ]
        permissions = [("moderate_feedback", "Can move feedback from state to state")]

    def __str__(self):
        return f"{self.get_vote_display()}: {self.comment[:60]}" if self.comment else self.vote

    @classmethod
    def get_indexed_objects(cls):
        """What a search can find: every report that has words, or names a part."""
        return cls.objects.reports().exclude(comment="", part_heading="")

    def found_by_words(self) -> str:
        """The comment and the part, as they are looked for."""
        return folded(f"{self.comment}\n{self.part_heading}")

    @property
    def as_seen(self) -> str:
        """Its state, and as some digits what its reader said: what one decides on who looks at it.

        Each button carries it, so that no verb acts on words that nobody has read. No query where
        the marks were read ahead.
        """
        said = "\0".join([self.vote, self.comment, self.part_anchor, *self.reasons])
        return f"{self.state}.{hashlib.sha256(said.encode()).hexdigest()[:12]}"

    @property
    def reasons(self) -> list[Reason]:
        """What the reader ticked. No query where the marks were read ahead."""
        return [Reason(mark.value) for mark in self._marks(Mark.REASON)]

    @property
    def holds(self) -> list[Hold]:
        """Why it was ever held. No query where the marks were read ahead."""
        return [Hold(mark.value) for mark in self._marks(Mark.HOLD)]

    def _marks(self, sort):
        # In the order in which they were made, which the reader or the intake had.
        return sorted((m for m in self.marks.all() if m.sort == sort), key=lambda each: each.pk)


class Mark(models.TextChoices):
    """What a mark of a report says: what let its reader down, or why it was held."""

    REASON = "reason", _("reason")
    HOLD = "hold", _("held because")


class FeedbackMark(models.Model):
    """One of the things that a report is found by.

    `received` and `state` are copies of what the report says; of what is no report, the state is
    "". Whoever changes a state keeps them so, by `keep_marks`.
    """

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="marks")
    sort = models.CharField(max_length=8, choices=Mark)
    value = models.CharField(max_length=16)
    state = models.CharField(max_length=12, blank=True)
    received = models.DateTimeField()

    class Meta:
        verbose_name = _("feedback mark")
        verbose_name_plural = _("feedback marks")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["feedback", "sort", "value"], name="feedback_mark_once")
        ]
        indexes = [
            models.Index(
                fields=["sort", "value", "state", "-received", "-feedback"],
                name="feedback_mark_in_order",
            )
        ]

    def __str__(self):
        return f"{self.sort}: {self.value}"


def keep_marks(feedback_ids) -> None:
    """Let the marks of these say in which state their reports are now. One query."""
    reports = Feedback.objects.filter(pk=models.OuterRef("feedback"), is_report=True)
    state = Coalesce(models.Subquery(reports.values("state")), models.Value(""))
    FeedbackMark.objects.filter(feedback__in=feedback_ids).update(state=state)


class FeedbackEvent(models.Model):
    """One thing done with one report: by whom, when, from where to where, why.

    Never changed: the database itself refuses it, by triggers that a migration makes. It goes only
    together with its report, when the time for which readers' words are kept is over.
    """

    class What(models.TextChoices):
        """What was done."""

        MOVED = "moved", _("moved")
        ASSIGNED = "assigned", _("assigned")
        ESCALATED = "escalated", _("escalated")
        CALMED = "calmed", _("no longer escalated")
        DUPLICATE = "duplicate", _("marked as a duplicate")
        DISTINCT = "distinct", _("no longer a duplicate")
        LINKED = "linked", _("linked with a correction")
        NOTED = "noted", _("made a note on the story")
        REMARKED = "remarked", _("remarked")
        SAID_MORE = "said_more", _("said more")
        CHANGED = "changed", _("changed the answer")

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=12, choices=What, default=What.MOVED)
    moved_from = models.CharField(max_length=12, choices=State)
    moved_to = models.CharField(max_length=12, choices=State)
    resolution = models.CharField(max_length=12, choices=Resolution, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    # What was done together can be undone together; `undo_of` is the batch that this one undoes.
    batch = models.UUIDField(null=True, db_index=True)
    undo_of = models.UUIDField(null=True)
    # What undoing needs to know: the columns as they were.
    before = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("feedback event")
        verbose_name_plural = _("feedback events")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.feedback_id}: {self.moved_from} → {self.moved_to}"
