"""Full text in SQLite, by its FTS5."""

from difflib import SequenceMatcher, get_close_matches
from functools import reduce

from django.db import connection
from django.db.models import BigIntegerField, F, FloatField, Func, Value
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite import sqlite as stock
from modelsearch.backends.database.sqlite.query import Lexeme, MatchExpression
from modelsearch.query import Fuzzy, PlainText
from modelsearch.utils import get_content_type_pk

from articles.search.entries import WEIGHED, OnlyWhatIsThere
from articles.text.wanted import stem

# To compare more words than this with all that the paper has used would take too long.
FORGIVEN = 4
ENTRY = "index_entries__sqliteftsindexentry"


class Weighed(Func):
    """How well an entry matches; less is better. The columns are autocomplete, body and title.

    A word in the headline counts for more than any number of them in the body.
    """

    template = "bm25(modelsearch_indexentry_fts, 0, 1, 100)"
    output_field = FloatField()


class Index(OnlyWhatIsThere, stock.SQLiteIndex):
    """The entries of the index."""


class Compiler(stock.SQLiteSearchQueryCompiler):
    """A question and a queryset as one query, which reads the index once."""

    def check(self):
        """Nothing to check: whatever is asked of the queryset is asked of the same database."""

    def build_search_query_content(self, query, config=None):
        """Words in whatever form, as far as that can be told by how they begin."""
        if not isinstance(query, PlainText):
            return super().build_search_query_content(query, config)
        *words, last = query.query_string.split()
        lexemes = [Lexeme(stem(word), prefix=len(word) > 3) for word in words]
        lexemes.append(Lexeme(stem(last), prefix=True))
        return stock.SearchQueryExpression(reduce(lambda a, b: a & b, lexemes), config=config)

    def search(self, config, start, stop, score_field=None):
        """The queryset's records that match, the last that came first, each with its `score`."""
        if isinstance(self.query, Fuzzy):
            words = self.query.query_string.split()
            near = _near(words) if len(words) <= FORGIVEN else []
            if not near or not all(near):
                return self.queryset.annotate(score=Weighed()).none()
            question = stock.SearchQueryExpression(Value(" AND ".join(map(_any_of, near))))
        else:
            question = self.build_search_query(stock.normalize(self.query), config=config)
        match = MatchExpression(self.FTS_TABLE_FIELDS, question)
        if stop is None:
            # The words first, by themselves: else SQLite would look for them in each entry.
            found = stock.SQLiteFTSIndexEntry.objects.filter(match).values("pk")
            # Not the column itself, by which it would go through all entries of the table.
            entries = stock.IndexEntry.objects.alias(kind=F("content_type_id") + 0)
            entries = entries.filter(pk__in=found, kind=get_content_type_pk(self.queryset.model))
            return self.queryset.filter(
                pk__in=entries.values(of=Cast("object_id", BigIntegerField()))
            )
        found = self.queryset.filter(**{f"{ENTRY}__gt": 0}).filter(match)
        return found.annotate(score=Weighed()).order_by(f"-{ENTRY}")[start:WEIGHED]


def _near(words: list[str]) -> list[list[str]]:
    """For each word those of the index that are most like it and begin as it does. One query."""
    part = (
        "SELECT * FROM (SELECT term FROM modelsearch_indexentry_terms "
        "WHERE term >= %s AND term < %s AND length(term) BETWEEN %s AND %s LIMIT 5000)"
    )
    asked = [
        value
        for word in words
        for value in (word[0], word[0] + "\U0010ffff", len(word) - 2, len(word) + 2)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join([part] * len(words)), asked)
        terms = [term for (term,) in cursor.fetchall()]
    return [_nearest(word, terms) for word in words]


def _nearest(word: str, terms: list[str]) -> list[str]:
    """Those that are as like it as any, or nearly so: of others there may be many more stories."""
    close = get_close_matches(word, terms, n=4, cutoff=0.75)
    likeness = [SequenceMatcher(None, each, word).ratio() for each in close]
    return [each for each, like in zip(close, likeness, strict=True) if like > likeness[0] - 0.05]


def _any_of(terms: list[str]) -> str:
    return "({})".format(" OR ".join(f'"{term}"' for term in terms))


class Engine(stock.SQLiteSearchBackend):
    """modelsearch's engine with our index and our queries."""

    index_class = Index
    query_compiler_class = Compiler
    forgives = True
