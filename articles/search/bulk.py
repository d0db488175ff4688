"""Entries of the index in bulk, for records of which all words are known: no record is read."""

from collections.abc import Iterable

from django.db import connection, models
from modelsearch.backends.database.postgres.weights import get_weight
from modelsearch.index import SearchField
from modelsearch.utils import get_content_type_pk

from articles.search import engine

ON_SQLITE = """
INSERT INTO modelsearch_indexentry (content_type_id, object_id, title_norm, title, autocomplete,
    body) VALUES (%s, %s, 1.0, %s, '', %s)
"""
ON_POSTGRESQL = """
INSERT INTO modelsearch_indexentry (content_type_id, object_id, title_norm, title_text, body_text,
    autocomplete, title, body) VALUES (%s, %s, 1.0, %s, %s, '', {title}, {body})
"""
# Of a text that is not empty what the engine itself would write.
VECTOR = "setweight(to_tsvector('{config}'::regconfig, %s), '{weight}')"


def write_entries(
    table: type[models.Model], words: Iterable[tuple[int, str, tuple[str, ...]]]
) -> None:
    """Let records be found that no entry names yet: their ids, titles, and all other words, in the
    order in which the table names what it is searched by. For an index in the database alone.
    """
    kind = get_content_type_pk(table)
    if connection.vendor == "postgresql":
        statement = _on_postgresql(table)
        rows = [(kind, str(pk), title, _joined(texts), title, *texts) for pk, title, texts in words]
    else:
        statement = ON_SQLITE
        rows = [(kind, str(pk), title, " ".join(texts)) for pk, title, texts in words]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _joined(texts: tuple[str, ...]) -> str:
    return " ".join(filter(None, map(str.strip, texts)))


def _on_postgresql(table: type[models.Model]) -> str:
    fields = [each for each in table.get_search_fields() if isinstance(each, SearchField)]
    vectors = [
        VECTOR.format(config=engine().config, weight=get_weight(each.boost)) for each in fields
    ]
    # The title is the first of them.
    return ON_POSTGRESQL.format(title=vectors[0], body=" || ".join(vectors[1:]))
