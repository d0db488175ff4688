"""Feedback: what readers say of a story, and every move that staff make with it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.editions.edition import Edition


class State(models.TextChoices):
    """Where a report is on its way."""

    NEW = "new", _("New")
    HELD = "held", _("Held")
    OPEN = "open", _("Open")
    ADDRESSED = "addressed", _("Addressed")
    DISMISSED = "dismissed", _("Dismissed")
    SPAM = "spam", _("Spam")


class FeedbackQuerySet(models.QuerySet):
    """The queue's vocabulary."""

    def waiting(self):
        """What staff have yet to deal with: a bare vote counts and asks for nothing."""
        # Each half has an index: bare votes, of which there are most, are never looked through.
        with_words = models.Q(~models.Q(comment=""), state=State.NEW)
        return self.filter(with_words | models.Q(state__in=[State.HELD, State.OPEN]))

    def with_a_part(self):
        """Those that say which part of the story they are about."""
        return self.exclude(part_anchor="")

    def counted(self):
        """Votes that count: all but what is held or spam."""
        # Named one by one, so that the index by state finds those of some days.
        return self.filter(state__in=[State.NEW, State.OPEN, State.ADDRESSED, State.DISMISSED])


class Feedback(models.Model):
    """One reader's Yes or No to one edition, with words or without. Private to staff."""

    class Vote(models.TextChoices):
        """The answer to "Was this article helpful?"."""

        YES = "yes", _("Yes")
        NO = "no", _("No")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="feedback")
    vote = models.CharField(_("vote"), max_length=3, choices=Vote)
    comment = models.TextField(_("comment"), max_length=1_000, blank=True)
    # The part that the reader named, as it stood in the edition; "" for the whole story.
    part_anchor = models.CharField(max_length=120, blank=True)
    part_heading = models.CharField(_("part"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    held_because = models.CharField(_("held because"), max_length=120, blank=True)
    created_at = models.DateTimeField(_("received"))
    commented_at = models.DateTimeField(_("commented at"), null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

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
        ]
        indexes = [
            models.Index(fields=["state", "-created_at"], name="feedback_by_state"),
            models.Index(fields=["edition", "state", "vote"], name="feedback_tally"),
            models.Index(
                fields=["state", "-created_at", "-id"],
                condition=~models.Q(comment=""),
                name="feedback_with_words",
            ),
        ]
        permissions = [("moderate_feedback", "Can move feedback from state to state")]

    def __str__(self):
        return f"{self.get_vote_display()}: {self.comment[:60]}" if self.comment else self.vote


class FeedbackEvent(models.Model):
    """One move of one report: from where, to where, by whom, why. Never changed or deleted."""

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="events")
    moved_from = models.CharField(max_length=10, choices=State)
    moved_to = models.CharField(max_length=10, choices=State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("feedback event")
        verbose_name_plural = _("feedback events")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.feedback_id}: {self.moved_from} → {self.moved_to}"
