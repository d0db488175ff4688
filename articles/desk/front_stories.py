"""Stories as fronts show them at the desk: those that may be put on one, and those that are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from articles.desk.article import Article
from articles.desk.condition import Condition
from articles.editions.edition import Edition

LISTED = 30
WORDS = 8


@dataclass(frozen=True)
class Story:
    """A story as fronts show it at the desk; `at` is when it went live, or will."""

    id: int
    headline: str
    condition: Condition
    section: str = ""
    at: datetime | None = None
    image: int | None = None


def stories(found: str, *, at: datetime) -> list[Story]:
    """The stories that may be put on a front, whose headlines hold all words of `found`."""
    editions = _of_readers(at)
    for word in found.split()[:WORDS]:
        editions = editions.filter(headline__icontains=word[:100])
    # A story has as many as wait; twice the number will mostly do.
    return _told(editions[: 2 * LISTED], at=at)[:LISTED]


def stories_of(ids: Iterable[int], *, at: datetime) -> dict[int, Story]:
    """These stories, also those that readers cannot get. Two queries; unknown ids are left out."""
    known = {story.id: story for story in _told(_of_readers(at).filter(article__in=ids), at=at)}
    others = Article.objects.with_condition(at).filter(pk__in=set(ids) - set(known))
    for article in others:
        known[article.pk] = Story(article.pk, str(article), Condition(article.condition))
    return known


def _of_readers(at):
    """The editions that readers have at `at` or will have, the latest first."""
    later = Q(live_until__isnull=True) | Q(live_until__gt=at)
    editions = Edition.archive.filter(later, document__isnull=False).defer("document")
    return editions.select_related("section").order_by("-live_from")


def _told(editions, *, at) -> list[Story]:
    """A story each: by its live edition, or else by the first that waits."""
    first = {edition.article_id: edition for edition in editions}
    return [
        Story(
            id=edition.article_id,
            headline=edition.headline,
            condition=Condition.SCHEDULED if edition.live_from > at else Condition.LIVE,
            section=edition.section.name,
            at=edition.live_from,
            image=edition.lead_image_id,
        )
        for edition in first.values()
    ]
