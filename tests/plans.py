"""How the database means to answer: whether it would read a whole table of the archive, or more of
a list than is shown."""

import json
import re
from collections.abc import Iterator

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


# What grows with the archive and is read by every page.
LISTS = ("articles_listing", "articles_edition")
# So many rows may be put in order once they are found, whatever the size of the archive.
A_FEW = 500


def detours(queries) -> list[str]:
    """Where captured queries leave the indexes of lists and editions.

    They read such a table through, or put in order what an index has in order; each database says
    so in its own way.
    """
    found = []
    with connection.cursor() as cursor:
        for query in queries:
            if query["sql"].startswith("SELECT"):
                ask = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
                found += [f"{step}: {query['sql'][:200]}" for step in ask(cursor, query["sql"])]
    return found


def _on_sqlite(cursor, sql: str) -> Iterator[str]:
    # A short name may stand for one table here and for another there: then it tells nothing.
    names: dict[str, set[str]] = {}
    for table, alias in re.findall(r'"(\w+)" ([TUVWXYZ]\d+)\b', sql):
        names.setdefault(alias, set()).add(table)
    large = {*LISTS, *(alias for alias, tables in names.items() if tables <= set(LISTS))}
    outermost = sql
    while (inner := re.sub(r"\([^()]*\)", "", outermost)) != outermost:
        outermost = inner
    first = outermost.partition(' FROM "')[2].partition('"')[0]
    is_list = first in LISTS and "GROUP BY" not in outermost
    cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
    for *_numbers, step in cursor.fetchall():
        scanned = re.match(r"SCAN (\w+)(?! VIRTUAL TABLE)\b", step)
        is_sorted = is_list and step == "USE TEMP B-TREE FOR ORDER BY"
        if (scanned and scanned[1] in large) or is_sorted:
            yield step


def _on_postgresql(cursor, sql: str) -> Iterator[str]:
    cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
    told = cursor.fetchone()[0]
    waiting = [(json.loads(told) if isinstance(told, str) else told)[0]["Plan"]]
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", ())
        name = node["Node Type"]
        if name == "Seq Scan" and node["Relation Name"] in LISTS:
            yield f"{name} of {node['Relation Name']}"
        elif name == "Sort" and node["Plan Rows"] > A_FEW:
            yield f"{name} of {node['Plan Rows']} rows"
