"""The database as it stood at one moment, to be put back as often as one likes.

After a test that commits, Django empties every table and makes permissions anew, row by row; what
else migrations write, as the roles, is lost. Here the tables are as the migrations left them again,
which is also quicker.
"""

import sqlite3

from django.core.management.color import no_style
from django.db import connection, transaction

COPIES = "pristine"


def keep():
    """All that is in it now. On PostgreSQL there can be one such copy."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(copy)
        return copy
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {COPIES}")
        filled = [table for table in _tables() if _has_rows(cursor, table)]
        for table in filled:
            cursor.execute(f'CREATE TABLE {COPIES}."{table}" AS TABLE "{table}"')
    return filled


def put_back(kept):
    """Let all of it be as it was when it was kept."""
    # Whatever the test has left open there is over.
    connection.close()
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        kept.backup(connection.connection)
        return
    empty = connection.ops.sql_flush(no_style(), _tables(), allow_cascade=True)
    # In one transaction, at whose end it is asked whether what rows refer to is there.
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in empty:
            cursor.execute(sql)
        for table in kept:
            cursor.execute(f'INSERT INTO "{table}" SELECT * FROM {COPIES}."{table}"')  # noqa: S608


def _tables():
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def _has_rows(cursor, table):
    cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')  # noqa: S608 - a model's own
    return cursor.fetchone()[0]
