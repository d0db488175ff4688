"""Embargoes at the desk: whoever may publish sets one; to lift it takes a right and a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import freshness
from articles.desk.article import Article
from articles.desk.permission import ask
from articles.editions import embargoing
from articles.editions.embargo import Embargo, told
from articles.text.refusal import Refusal


class MayNotLift(Refusal):
    """To move an embargo earlier is to lift it in part, which this person may not."""

    field = "embargo_until"
    code = "may_not_lift"


class ReasonMissing(Refusal):
    """Why an embargo is lifted is for the record."""

    field = "embargo_reason"
    code = "reason_missing"


@transaction.atomic
def hold(article: Article, *, until, by, reason: str = "") -> Embargo:
    """Put the story under embargo until then, or move its embargo.

    Later may whoever may publish; earlier takes the right to lift it, and a reason. Raises
    PermissionDenied, MayNotLift, ReasonMissing and what the verb of the editions raises.
    """
    ask(article.pk, by=by, right="articles.print_edition")
    # Nobody can move it while it is compared.
    freshness.touch()
    standing = Embargo.objects.of(article.pk, after=timezone.now())
    if standing and until < standing.until:
        if not by.has_perm("articles.lift_embargo"):
            raise MayNotLift(
                _(
                    "The embargo stands until %s. You may move it later; to move it earlier, ask "
                    "someone who may lift embargoes."
                )
                % told(standing.until)
            )
        if not reason:
            raise ReasonMissing(_("Say why it is moved earlier: it is kept on record."))
    return embargoing.hold(article.pk, until=until, by=by, reason=reason)


def lift(article: Article, *, by, reason: str) -> None:
    """Let the story be published at once. Raises PermissionDenied, ReasonMissing, NoEmbargo."""
    ask(article.pk, by=by, right="articles.lift_embargo")
    if not reason:
        raise ReasonMissing(_("Say why it is lifted: it is kept on record."))
    embargoing.lift(article.pk, by=by, reason=reason)
