"""What a writer is offered while typing: stories to link to, and tags of the paper."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from taggit.models import Tag

from articles.desk.article import TaggedArticle
from articles.editions.edition import Edition
from articles.search import SearchAway, find
from articles.text.wanted import Wanted

OFFERED = 8
LONGEST_TAG = 100
# Each story that is found may have several editions that wait.
LOOKED_AT = 40


@dataclass(frozen=True)
class Linkable:
    """A story under its address; `waits` until when it has none that readers could open."""

    headline: str
    address: str
    section: str
    published: datetime
    waits: bool


def linkable(typed: str, *, at: datetime) -> list[Linkable]:
    """The best eight with these words, the newest first where none are typed. Two queries.

    While the search engine is away, only headlines are looked through.
    """
    later = Q(live_until__isnull=True) | Q(live_until__gt=at)
    editions = Edition.archive.filter(later, document__isnull=False).defer("document")
    editions = editions.select_related("section").order_by("-live_from")
    wanted = Wanted.read(typed)
    if not wanted:
        return _of(editions[:LOOKED_AT], at=at)
    try:
        ids = find(wanted, editions, most=LOOKED_AT).ids
    except SearchAway:
        for word in wanted.words:
            editions = editions.filter(headline__icontains=word)
        return _of(editions[:LOOKED_AT], at=at)
    known = editions.in_bulk(ids)
    return _of([known[pk] for pk in ids if pk in known], at=at)


def _of(editions, *, at) -> list[Linkable]:
    """One of each story: what readers have now, or else the first that they will have."""
    first: dict[int, Edition] = {}
    for edition in editions:
        other = first.setdefault(edition.article_id, edition)
        if edition.live_from < other.live_from:
            first[edition.article_id] = edition
    return [
        Linkable(
            headline=edition.headline,
            address=edition.address,
            section=edition.section.name,
            published=edition.published or edition.live_from,
            waits=edition.live_from > at,
        )
        for edition in list(first.values())[:OFFERED]
    ]


def tags_named(typed: str) -> list[tuple[str, int]]:
    """Eight tags with these letters in their name, and in how many stories each is. One query.

    Those that begin with them come first, and the most used among these.
    """
    typed = " ".join(typed[:LONGEST_TAG].split())
    if not typed:
        return []
    stories = TaggedArticle.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
    begins = ExpressionWrapper(Q(name__istartswith=typed), BooleanField())
    tags = Tag.objects.filter(name__icontains=typed).annotate(
        used=Coalesce(Subquery(stories.annotate(count=Count("pk")).values("count")), 0),
        begins=begins,
    )
    return list(tags.order_by("-begins", "-used", "name").values_list("name", "used")[:OFFERED])
