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
from articles.library.section_right import sections_of


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

    def in_condition(self, condition, at):
        """Those in that condition, of stories `with_condition` at `at`; what waits and what is
        looked at also where there is a live edition.

        Said anew and not by `condition`, which would be worked out for every story of the paper.
        """
        waiting = Edition.archive.waiting(at).order_by().values("article")
        gone = Edition.archive.standing(at).filter(document__isnull=True).order_by()
        asked = {
            Condition.SCHEDULED: Q(pk__in=waiting),
            Condition.IN_REVIEW: Q(state=Condition.IN_REVIEW),
            Condition.APPROVED: Q(state=Condition.APPROVED),
            Condition.LIVE: Q(live_sha256=F("saved__sha256")),
            Condition.CHANGED: Q(live_sha256__isnull=False) & ~Q(live_sha256=F("saved__sha256")),
            Condition.WITHDRAWN: Q(pk__in=gone.values("article")),
            Condition.DRAFT: Q(state=Condition.DRAFT, was_printed=False, waiting_from__isnull=True),
        }
        return self.filter(asked[condition]) if condition in asked else self.none()

    def own_of(self, user):
        """Those that this account began or is to write, and those that credit its person."""
        return self.filter(self._is_own(user))

    def editable_by(self, user):
        """Those that this account may change: see `sections_of`.

        Who edits the stories of others works on all that stand in their sections, and on their own
        wherever those stand. Everyone else works on their own until these are first printed.
        """
        if not user.has_perm("articles.edit_any_article"):
            return self.own_of(user).filter(editions__isnull=True)
        sections = sections_of(user)
        if sections is None:
            return self
        return self.filter(Q(section__in=sections) | self._is_own(user))

    def viewable_by(self, user):
        """Those that this account may look at: also its own that were printed."""
        if user.has_perm("articles.edit_any_article"):
            return self.editable_by(user)
        return self.own_of(user)

    def relatable_by(self, user, at):
        """Those that this account may name in another story: also whatever has been printed."""
        if not user.has_perm("articles.edit_any_article"):
            return self.own_of(user)
        sections = sections_of(user)
        if sections is None:
            return self
        printed = Exists(Edition.archive.standing(at).filter(article=OuterRef("pk")))
        return self.filter(Q(section__in=sections) | self._is_own(user) | printed)

    def overdue(self, at):
        """Those whose deadline has passed before an editor approved them."""
        return self.filter(due_at__lte=at).exclude(state=Condition.APPROVED)

    def to_do_of(self, user, at):
        """What this account began or is to write and readers do not have yet.

        Of what they have, only that which is on its way to them again: handed in, or with a
        deadline. Both end as it is printed.
        """
        printed = Edition.archive.standing(at).filter(article=OuterRef("pk"))
        again = ~Q(state=self.model.State.DRAFT) | Q(due_at__isnull=False)
        mine = self.filter(Q(created_by=user) | Q(assignee=user))
        return mine.filter(again | ~Exists(printed))

    def in_review(self):
        """Those that wait for an editor."""
        return self.filter(state=self.model.State.IN_REVIEW)

    def due(self, at, *, until):
        """Those that are overdue at `at`, and those that are to be done by `until`."""
        done = Q(due_at__lte=at, state=self.model.State.APPROVED)
        return self.filter(due_at__lte=until).exclude(done)

    def planned(self, first, last):
        """Those that are to appear on one of these days, both included."""
        return self.filter(planned_for__range=(first, last))

    def without_a_day(self):
        """Those that are ready, or nearly, and planned for no day."""
        return self.filter(planned_for=None).exclude(state=self.model.State.DRAFT)

    def _is_own(self, user) -> Q:
        credited = self.model.objects.filter(credits__contributor__user=user)
        return Q(created_by=user) | Q(assignee=user) | Q(pk__in=credited.values("pk"))

    def with_form(self):
        """With what the form of a story names, read at once."""
        named = self.select_related("section", "lead_image", "saved_by", "assignee")
        return named.prefetch_related("takeaways")
