"""Full text in SQLite, by its FTS5."""

from functools import reduce

from django.db.models import FloatField, Func
from modelsearch.backends.database.sqlite import sqlite as stock
from modelsearch.backends.database.sqlite.query import Lexeme, MatchExpression
from modelsearch.query import PlainText

from articles.search.entries import OnlyWhatIsThere
from articles.text.wanted import stem


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
        """The queryset's records that match, the best first."""
        question = self.build_search_query(stock.normalize(self.query), config=config)
        found = self.queryset.filter(index_entries__sqliteftsindexentry__gt=0)
        found = found.filter(MatchExpression(self.FTS_TABLE_FIELDS, question))
        score = score_field or "_score"
        return found.annotate(**{score: Weighed()}).order_by(score, "-pk")[start:stop]


class Engine(stock.SQLiteSearchBackend):
    """modelsearch's engine with our index and our queries."""

    index_class = Index
    query_compiler_class = Compiler
