"""The guard that goes with those who are signed in: what they do at the desk is noted."""

import re

from django.db import connection
from django.test import Client

from tests.kept_fresh import SAVEPOINT, kept_fresh

# What is written there is no deed: it is kept while one writes, or follows from what was done.
QUIET = {
    "articles_freshness",
    # What one has read, and wants to be told of.
    "articles_digestchoice",
    "articles_notice",
    "articles_noticechoice",
    "articles_ownstart",
    "articles_sitting",
    "django_admin_log",
    "django_session",
    "newsroom_cache",
}
# Nor is what the checks remark of a rule that was too slow for them; nobody did that.
REMARKED = 'UPDATE "articles_stylerule" SET "too_slow_at" ='
# Of what is inserted, SQLite says no number before the row is asked for.
WRITES = re.compile(r'(?:(INSERT (?:OR \w+ )?INTO)|UPDATE|DELETE FROM) "(\w+)"')


class Colleague(Client):
    """A browser at the desk. Whatever it makes the desk write must have been noted with it."""

    def request(self, **request):
        """The answer; fails if kept pages went stale, or a table was written and no deed was."""
        asked, written = f"{request['REQUEST_METHOD']} {request['PATH_INFO']}", Written()
        with connection.execute_wrapper(written), kept_fresh(asked):
            response = super().request(**request)
        if request["PATH_INFO"].startswith("/admin/") and (unnoted := written.unnoted):
            raise AssertionError(f"{asked} wrote {unnoted} and noted no deed")
        return response


class Written:
    """The tables of which rows were written, and not taken back since."""

    def __init__(self):
        self.tables = []

    def __call__(self, execute, sql, params, many, context):
        """Run the statement and remember what it wrote."""
        result = execute(sql, params, many, context)
        if found := SAVEPOINT.match(sql):
            self._mark(found[2], is_back=bool(found[1]))
        elif sql.startswith(REMARKED):
            pass
        elif (found := WRITES.match(sql)) and (found[1] or context["cursor"].rowcount):
            self.tables.append(found[2])
        return result

    def _mark(self, savepoint, *, is_back):
        mark = (savepoint,)
        if is_back and mark in self.tables:
            del self.tables[self.tables.index(mark) + 1 :]
        elif not is_back:
            self.tables.append(mark)

    @property
    def unnoted(self):
        """The tables written without a deed; none if there was one."""
        tables = {each for each in self.tables if isinstance(each, str)} - QUIET
        return [] if "articles_deed" in tables else sorted(tables)
