"""Finding working copies: by any word of their text, as far as a person may look at them."""

from collections.abc import Iterator

from django.db.models import Q

from articles import search
from articles.desk.article import Article, Credit
from articles.search import SearchAway
from articles.text.wanted import Wanted

AT_A_TIME = 200
# Nobody pages further than this through what was found.
MOST = 1_000


def best(typed: str, stories, *, most: int = MOST) -> tuple[int, ...]:
    """Ids of those of `stories` with these words, the best first. Raises SearchAway.

    An engine outside knows nothing of who may see what: it is told which stories come into
    question, unless all do. One query, and one to tell it.
    """
    if search.is_outside():
        among = Article.objects.all()
        if stories.query.where:
            among = among.filter(pk__in=stories.order_by().values("pk"))
        stories = among
    return search.find(Wanted.read(typed), stories, most=most, forgiving=False).ids


def having(typed: str, stories):
    """Those of `stories` with these words in their text, or by people whose names have them.

    While the search engine is away, only headlines are looked through. One query, which is asked at
    once for the ids of what is found.
    """
    words = typed.split()
    if not words:
        return stories
    if not Wanted.read(typed):
        return in_headline(words, stories)
    people = Credit.objects.all()
    for word in words:
        people = people.filter(contributor__name__icontains=word)
    try:
        having = Q(pk__in=best(typed, stories))
    except SearchAway:
        having = Q(pk__in=in_headline(words, Article.objects.all()).values("pk"))
    return stories.filter(having | Q(pk__in=people.order_by().values("article")))


def in_headline(words: list[str], stories):
    """Those with each of these words in the headline."""
    for word in words:
        stories = stories.filter(headline__icontains=word.strip('"“”„«»'))
    return stories


def rebuild() -> int:
    """Index every working copy, and nothing else; how many there are."""
    return search.rebuild(Article, _batches(Article.get_indexed_objects()))


def fill_up() -> int:
    """Index the stories that were saved before there was an index, or while it was away."""
    return search.add(Article, _batches(search.missing(Article.get_indexed_objects())))


def _batches(stories) -> Iterator[list[Article]]:
    last = 0
    while batch := list(stories.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        yield batch
        last = batch[-1].pk
