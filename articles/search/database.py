"""The search engine that is in the database itself: FTS5 in SQLite, full text in PostgreSQL.

Both are modelsearch's, changed where a newspaper needs it: the headline weighs most, a word that is
half typed finds, nothing is counted over the whole archive when one story is printed, and a search
reads the index once.
"""

from django.db import connection


def SearchBackend(params):
    """The engine for the vendor of the database."""
    if connection.vendor == "postgresql":
        from articles.search.postgresql import Engine
    else:
        from articles.search.sqlite import Engine
    return Engine(params)
