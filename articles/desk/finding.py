"""Finding working copies: by any word of their text, as far as a person may look at them."""

from django.db.models import Q

from articles import search
from articles.desk.article import Article, Credit
from articles.library.contributor import Contributor
from articles.search import SearchAway
from articles.text.wanted import Wanted


def best(typed: str, stories, *, most: int) -> tuple[int, ...]:
    """Ids of those of `stories` with these words, the best first. Raises SearchAway. One query."""
    return search.find(Wanted.read(typed), _told(stories), most=most, forgiving=False).ids


def having(typed: str, stories):
    """Those of `stories` with these words in their text, or by people whose names have them.

    While the search engine is away, only headlines are looked through.
    """
    words = typed.split()
    if not words:
        return stories
    wanted = Wanted.read(typed)
    if not wanted:
        return in_headline(words, stories)
    called = Contributor.everyone.order_by()
    for word in words:
        called = called.filter(name__icontains=word)
    # By themselves: there are few people, and many credits.
    people = Credit.objects.order_by().filter(contributor__in=called.values("pk")).values("article")
    if search.is_outside():
        try:
            found = search.having(wanted, _told(stories))
        except SearchAway:
            found = in_headline(words, Article.objects.order_by()).values("pk")
        return stories.filter(Q(pk__in=found) | Q(pk__in=people))
    return stories.filter(pk__in=search.having(wanted, Article.objects.all()).union(people))


def _told(stories):
    """The stories as the engine is told of them.

    One that is outside knows nothing of who may see what, nor of most filters: it is told which
    stories come into question, unless all do. One query.
    """
    if not search.is_outside():
        return stories
    if not stories.query.where:
        return Article.objects.all()
    return Article.objects.filter(pk__in=stories.order_by().values("pk"))


def in_headline(words: list[str], stories):
    """Those with each of these words in the headline."""
    for word in words:
        stories = stories.filter(headline__icontains=word.strip('"“”„«»'))
    return stories
