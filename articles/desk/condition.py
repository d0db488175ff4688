"""What is the case with a story: how far its working copy is, and what readers have of it."""

from django.db import models
from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from articles.editions.edition import Edition
from articles.editions.embargo import Embargo


class Condition(models.TextChoices):
    """The one word that lists show for a story."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    CHANGED = "changed", _("Live with changes")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ArticleQuerySet(models.QuerySet):
    """The desk's vocabulary of stories."""

    def with_condition(self, at):
        """With `condition`; `waiting_from`, when the next waiting edition begins, and
        `embargoed_until`, if they are the case.

        Readers' text differs from the desk's when the digests of the live edition's document and
        of the last save's do.
        """
        standing = Edition.archive.standing(at).filter(article=OuterRef("pk"))
        waiting = (
            Edition.archive.waiting(at)
            .filter(article=OuterRef("pk"))
            .order_by()
            .values("article")
            .annotate(first=Min("live_from"))
        )
        embargoes = Embargo.objects.holding(at).filter(article=OuterRef("pk"))
        saved = FilteredRelation("revisions", condition=Q(revisions__number=F("version")))
        return self.annotate(
            saved=saved,
            saved_sha256=F("saved__sha256"),
            live_sha256=Subquery(standing.filter(document__isnull=False).values("sha256")[:1]),
            was_printed=Exists(standing),
            waiting_from=Subquery(waiting.values("first")[:1]),
            embargoed_until=Subquery(embargoes.order_by("-until").values("until")[:1]),
        ).annotate(
            condition=Case(
                When(live_sha256=F("saved__sha256"), then=Value(Condition.LIVE)),
                When(live_sha256__isnull=False, then=Value(Condition.CHANGED)),
                When(was_printed=True, then=Value(Condition.WITHDRAWN)),
                When(waiting_from__isnull=False, then=Value(Condition.SCHEDULED)),
                When(~Q(state=Condition.DRAFT), then=F("state")),
                default=Value(Condition.DRAFT),
                output_field=models.CharField(),
            )
        )

    def made_by(self, user):
        """Those that this account began."""
        return self.filter(created_by=user)

    def editable_by(self, user):
        """Those that this account may change: all, or its own until they are first printed."""
        if user.has_perm("articles.edit_any_article"):
            return self
        return self.made_by(user).filter(editions__isnull=True)

    def with_form(self):
        """With what the form of a story names, read at once."""
        return self.select_related("section", "lead_image", "saved_by").prefetch_related(
            "takeaways"
        )
