"""Django's SQLite, in which a thread that waits for its turn to write waits outside of SQLite.

SQLite's own waiting keeps the connection locked. Python's collector of garbage, which runs in
whatever thread comes along, resets forgotten cursors of that connection and waits for this lock; if
that thread is the one that writes, each waits for the other until the time is over, and all others
with them. So SQLite waits for an instant only, and the rest is waited here. Only the beginning of a
transaction and single statements ever wait: once begun, a transaction that writes has its turn.
"""

import random
import sqlite3
import time
from functools import lru_cache

from django.db.backends.sqlite3 import base

# How long SQLite itself waits, in thousandths of a second, and how long it is then left alone at
# most, in seconds: by chance, so that of many who wait none is always late.
INSTANT = 100
PAUSE = 0.02
# How long altogether, unless OPTIONS has a timeout.
LONGEST = 5.0


class PatientCursor(base.SQLiteCursorWrapper):
    """A cursor whose statements wait for their turn."""

    longest = LONGEST

    def execute(self, query, params=None):
        """Django's, until it is its turn or the time is over."""
        end = time.monotonic() + self.longest
        while True:
            try:
                return super().execute(query, params)
            except sqlite3.OperationalError as problem:
                busy = getattr(problem, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or self.connection.in_transaction or time.monotonic() > end:
                    raise
            time.sleep(random.uniform(0, PAUSE))  # noqa: S311 - no secret

    def convert_query(self, query, *, param_names=None):
        """Django's, which reads all of the SQL, once for what is asked again and again."""
        if param_names is None:
            return _with_question_marks(query)
        return super().convert_query(query, param_names=param_names)


@lru_cache(maxsize=512)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection with such cursors."""

    def get_new_connection(self, conn_params):
        """Django's; it is set up with SQLite's own patience, and then has little."""
        connection = super().get_new_connection(conn_params)
        connection.execute(f"PRAGMA busy_timeout = {INSTANT}")
        return connection

    def create_cursor(self, name=None):
        """A cursor that waits as long as OPTIONS says."""
        cursor = self.connection.cursor(factory=PatientCursor)
        cursor.longest = self.settings_dict["OPTIONS"].get("timeout", LONGEST)
        return cursor
