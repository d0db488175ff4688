"""Setting and lifting embargoes. Neither verb asks for rights: whoever calls has done so."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import freshness
from articles.editions.edition import Edition
from articles.editions.embargo import Embargo, told
from articles.text.refusal import Refusal
from articles.text.words import joined


class EmbargoPast(Refusal):
    """The time asked for has passed."""

    field = "embargo_until"
    code = "embargo_past"


class AlreadyLive(Refusal):
    """Readers have the story: it is too late for an embargo."""

    field = "embargo_until"
    code = "already_live"


class WaitsEarlier(Refusal):
    """An edition waits that would begin before the embargo ends."""

    field = "embargo_until"
    code = "waits_earlier"


class NoEmbargo(Refusal):
    """The story is under none."""

    field = "embargo_until"
    code = "no_embargo"


@transaction.atomic
def hold(article_id: int, *, until, by, reason: str = "") -> Embargo:
    """No edition of the story may be live before `until`, instead of what was said before.

    Raises EmbargoPast, AlreadyLive, WaitsEarlier.
    """
    freshness.touch()
    now = timezone.now()
    if until <= now:
        raise EmbargoPast(_("That time has passed. Choose a later one."))
    if Edition.live(at=now).filter(article_id=article_id).exists():
        raise AlreadyLive(_("The story is already live: withdraw it first."))
    _ask_those_that_wait(article_id, now=now, until=until)
    _end(article_id, now=now, by=by, reason=reason)
    return Embargo.objects.create(
        article_id=article_id, until=until, set_at=now, set_by=by, reason=reason
    )


@transaction.atomic
def lift(article_id: int, *, by, reason: str) -> None:
    """The story may be published at once. What waits keeps its time. Raises NoEmbargo."""
    freshness.touch()
    if not _end(article_id, now=timezone.now(), by=by, reason=reason):
        raise NoEmbargo(_("The story is under no embargo any more."))


def _end(article_id: int, *, now, by, reason: str) -> int:
    standing = Embargo.objects.filter(article_id=article_id, lifted_at=None, until__gt=now)
    return standing.update(lifted_at=now, lifted_by=by, lifted_why=reason)


def _ask_those_that_wait(article_id: int, *, now, until) -> None:
    waiting = Edition.archive.of(article_id).waiting(now).filter(document__isnull=False)
    times = waiting.filter(live_from__lt=until).order_by("live_from")
    if moments := [told(at) for at in times.values_list("live_from", flat=True)]:
        raise WaitsEarlier(
            _(
                "An edition is scheduled for %(when)s, which is before that. Under Editions, move "
                "it to %(until)s or later, or call it off; then set the embargo."
            )
            % {"when": joined(moments, last=_("{} and {}")), "until": told(until)}
        )
