"""Full text in PostgreSQL."""

from functools import cached_property

from django.conf import settings
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import F, Value
from django.utils.translation import get_language_info
from modelsearch.backends.database.postgres import postgres as stock

from articles.search.entries import WEIGHED, OnlyWhatIsThere

# The languages whose forms of words it knows.
LANGUAGES = {"arabic", "armenian", "basque", "catalan", "danish", "dutch", "english", "finnish"}
LANGUAGES |= {"french", "german", "greek", "hindi", "hungarian", "indonesian", "irish", "italian"}
LANGUAGES |= {"lithuanian", "nepali", "portuguese", "romanian", "russian", "serbian", "spanish"}
LANGUAGES |= {"swedish", "tamil", "turkish"}


class Index(OnlyWhatIsThere, stock.PostgresIndex):
    """The entries of the index."""


class Compiler(stock.PostgresSearchQueryCompiler):
    """A question and a queryset as one query."""

    LAST_TERM_IS_PREFIX = True

    def check(self):
        """Nothing to check: whatever is asked of the queryset is asked of the same database."""

    def get_index_vectors(self, search_query):
        """The one column that holds all words of a record, the headline's weighing most.

        It has an index of its own, which the sum of two columns has not.
        """
        return [(F("index_entries__body"), 1.0)]

    def _apply_ordering_and_scoring(self, queryset, rank_expression, start, stop, score_field=None):
        """Those that match, the last that came first, each with its `score`; less is better."""
        scored = queryset.annotate(score=Value(0.0) - rank_expression)
        return scored.order_by("-index_entries__id")[start : stop and WEIGHED]

    def _build_fuzzy_queryset(self, config, backend):
        """Those whose headline has words like these; found by the index of its trigrams."""
        words = self.query.query_string
        with connection.cursor() as cursor:
            # Two letters in the wrong order spoil half of the trigrams of a word of seven.
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', '0.45', false)")
        like = self.queryset.filter(index_entries__title_text__trigram_word_similar=words)
        return like, TrigramWordSimilarity(words, "index_entries__title_text")


class Engine(stock.PostgresSearchBackend):
    """modelsearch's engine with our index and our queries."""

    index_class = Index
    query_compiler_class = Compiler

    def __init__(self, params):
        super().__init__(params)
        name = get_language_info(settings.LANGUAGE_CODE.split("-")[0])["name"].lower()
        self.config = name if name in LANGUAGES else "simple"

    @cached_property
    def forgives(self):
        """Whether the database can tell words that are like others: it has pg_trgm."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
            return cursor.fetchone() is not None
