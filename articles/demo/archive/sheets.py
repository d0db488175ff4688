"""Rows in bulk: gathered table by table, and written by what the database takes fastest."""

from collections.abc import Iterable
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection, models

# What SQLite may keep in memory of the file, and how much it writes ahead, while it is filled.
ROOMY = {"cache_size": -400_000, "wal_autocheckpoint": 40_000}


class Sheet:
    """Rows of one table that wait to be written; ids are counted here.

    A column that is not given has what the table says of it.
    """

    def __init__(self, table: type[models.Model]):
        self.table = table
        fields = [field for field in table._meta.concrete_fields if not field.generated]
        self._places = {field.attname: n for n, field in enumerate(fields)}
        self._columns = [field.column for field in fields]
        self._usual = [_usual(field) for field in fields]
        self._key = self._places[table._meta.pk.attname]
        last = table._base_manager.order_by("-pk").values_list("pk", flat=True).first()
        self.last = last or 0
        self._rows: list[list] = []

    def add(self, **known) -> int:
        """One row more; its id."""
        row = self._usual.copy()
        for name, value in known.items():
            row[self._places[name]] = value
        self.last = row[self._key] = self.last + 1
        self._rows.append(row)
        return self.last

    def write(self) -> None:
        """Write all that waits."""
        quoted = ", ".join(map(connection.ops.quote_name, self._columns))
        into = f"{connection.ops.quote_name(self.table._meta.db_table)} ({quoted})"
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                    for row in self._rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self._columns))
                statement = f"INSERT INTO {into} VALUES ({marks})"  # noqa: S608 - names of our tables
                cursor.executemany(statement, self._rows)
        self._rows.clear()


def _usual(field: models.Field):
    """What a row has in a column of which nothing is said, as the database takes it."""
    return field.get_db_prep_save(field.get_default(), connection)


def as_stored(moment):
    """A moment as the database takes it."""
    return connection.ops.adapt_datetimefield_value(moment)


def count_on(tables: Iterable[type[models.Model]]) -> None:
    """Let PostgreSQL give the next row the next id, since these have been given theirs."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


@contextmanager
def roomy():
    """SQLite with more memory than a site needs."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = {}
        for name, value in ROOMY.items():
            cursor.execute(f"PRAGMA {name}")
            before[name] = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA {name} = {value}")
        try:
            yield
        finally:
            for name, value in before.items():
                cursor.execute(f"PRAGMA {name} = {value}")
