"""How the database means to answer: whether it would read a whole table of the archive."""

import re

from django.db import connection

LARGE = "article|edition|feedback|listing|revision|credit|deed|tally"


def scans(queries) -> list[str]:
    """The steps of captured queries that go through a large table row by row; SQLite says so."""
    steps = []
    with connection.cursor() as cursor:
        for query in queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                steps += [row[3] for row in cursor.fetchall()]
    # What is sorted by an index is read no further than the limit.
    through = re.compile(rf"SCAN (articles_({LARGE})|[UVW]\d)(?! USING (COVERING )?INDEX)")
    return [step for step in steps if through.match(step)]
