"""The guard that goes with the kept pages: whoever changes what readers see says so with it.

A page that is kept is read no more from the database until the generation of `articles.freshness`
is raised. So each transaction that writes what readers' pages are made of must raise it.
"""

import re
from contextlib import contextmanager

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from taggit.models import Tag

GENERATION = "articles_freshness"
# The rooms whose tables readers' pages are made of.
ROOMS = ("articles.library.", "articles.editions.")
# But not these of theirs: who works where; what goes out together, whose parts have the moment
# themselves; what was read, of which pages take no notice before an hour is full; and the type of a
# text, which without it is set when a page is made.
NOT_SHOWN = {
    "articles_plate",
    "articles_readsinhour",
    "articles_readsinweek",
    "articles_release",
    "articles_sectionright",
}
# What else readers' pages read: the index of the search page, which is never kept, and who reads.
BESIDE = {
    "articles_plate",
    "articles_readsinhour",
    "django_content_type",
    "modelsearch_indexentry",
    "modelsearch_indexentry_fts",
}
# A new one is seen once an edition is printed with it, or someone has it as a portrait.
NOT_SEEN_AT_FIRST = {"articles_image", "taggit_tag"}
# Columns of which nothing reaches a page, besides all that name an account.
UNSEEN = {
    "articles_edition": {"release_id"},
    "articles_image": {"rights", "rights_until"},
}
SAVEPOINT = re.compile(r'(ROLLBACK TO )?SAVEPOINT "(\w+)"')
WRITES = re.compile(r'(INSERT) (?:OR \w+ )?INTO "(\w+)"|(UPDATE) "(\w+)" SET|(DELETE) FROM "(\w+)"')
WRITTEN_COLUMN = re.compile(r'"(\w+)" = ')


def all_tables():
    """Every table that is a model's."""
    return {each._meta.db_table for each in apps.get_models(include_auto_created=True)}


def readers_tables():
    """Every table of which readers' pages are made."""
    models = [each for each in apps.get_models() if each.__module__.startswith(ROOMS)]
    return {each._meta.db_table for each in (*models, Tag)} - NOT_SHOWN


def unseen_columns():
    """By their table, the columns of which nothing reaches a page."""
    known = {table: set(columns) for table, columns in UNSEEN.items()}
    for model in apps.get_models():
        keys = {f.column for f in model._meta.fields if f.related_model is get_user_model()}
        known.setdefault(model._meta.db_table, set()).update(keys)
    return known


@contextmanager
def kept_fresh(what):
    """Fails if `what` is done here by a transaction that does not say that the site has changed."""
    watched = Watched()
    with connection.execute_wrapper(watched):
        yield
    if stale := watched.stale:
        raise AssertionError(
            f"{what} changed what readers see and did not call freshness.touch() in the same "
            f"transaction: {'; '.join(stale)}"
        )


class Watched:
    """What was written of what readers see, by transaction, and not taken back since."""

    def __init__(self):
        self.tables, self.unseen = readers_tables(), unseen_columns()
        # A test stands in a transaction of its own, where the house's are savepoints.
        self.around = len(connection.savepoint_ids) if connection.in_atomic_block else None
        self.rows, self.number = [], 0

    def __call__(self, execute, sql, params, many, context):
        """Run the statement and remember what it wrote, and in which transaction."""
        result = execute(sql, params, many, context)
        if found := SAVEPOINT.match(sql):
            mark = ("", found[2])
            if found[1] and mark in self.rows:
                del self.rows[self.rows.index(mark) + 1 :]
            elif not found[1]:
                self.rows.append(mark)
        elif found := WRITES.match(sql):
            verb, table = filter(None, found.groups())
            if table == GENERATION:
                self.rows.append((self._transaction(), GENERATION))
            elif context["cursor"].rowcount and self._is_seen(verb, table, sql):
                self.rows.append((self._transaction(), f"{verb} {table}"))
        elif not connection.in_atomic_block:
            self.number += 1
        return result

    @property
    def stale(self):
        """What was written in transactions that did not raise the generation."""
        fresh = {transaction for transaction, what in self.rows if what == GENERATION}
        rows = [row for row in self.rows if row[0] and row[0] not in fresh]
        return sorted({what for _transaction, what in rows})

    def _is_seen(self, verb, table, sql):
        if table not in self.tables:
            return False
        if verb == "UPDATE":
            columns = set(WRITTEN_COLUMN.findall(sql.partition(" SET ")[2].partition(" WHERE ")[0]))
            return not columns <= self.unseen.get(table, set())
        return verb != "INSERT" or table not in NOT_SEEN_AT_FIRST

    def _transaction(self):
        if not connection.in_atomic_block:
            self.number += 1
            return f"alone {self.number}"
        if self.around is None:
            return f"whole {self.number}"
        if within := connection.savepoint_ids[self.around :]:
            return str(within[0])
        self.number += 1
        return f"alone {self.number}"
