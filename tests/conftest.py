"""The people whom tests speak of, and the guard that goes with readers."""

import re
from contextlib import nullcontext
from unittest import mock
from uuid import uuid4
from zlib import crc32

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import timezone, translation
from django_tasks.base import Task

from articles import standing
from articles.editions import counting, reads
from articles.site import sitemap
from tests import make, pristine
from tests.kept_fresh import BESIDE, all_tables, kept_fresh, readers_tables
from tests.noted import Colleague
from tests.running import checkout, database  # noqa: F401 - fixtures, for those who ask
from tests.words import bare

DESK_TABLES = {
    "articles_article",
    "articles_takeaway",
    "articles_credit",
    "articles_illustration",
    "articles_revision",
    "articles_taggedarticle",
    "articles_article_related",
    "articles_checkrule",
    "articles_draftlink",
    "articles_note",
    "articles_notice",
    "articles_noticechoice",
    "articles_digestchoice",
    "articles_sectionright",
    "articles_sitting",
    "articles_storymove",
    "articles_deed",
    "articles_stylerule",
    "articles_savedlist",
    "articles_ownstart",
    "articles_feedback",
    "articles_feedbackevent",
    "articles_feedbackmark",
    "articles_tally",
    "articles_votesinhour",
    "articles_daykey",
    "articles_wordrule",
    "auth_user",
    "django_session",
}


class Reader:
    """Someone without an account. Whatever page they fetch must not have touched the desk."""

    def __init__(self):
        self.client = Client()
        self.queries = []

    def get(self, address, *, at=None, **headers):
        """The answer at `address`, now or at the moment `at`; `text` is its body."""
        return self._asked("get", address, at=at, headers=headers or None)

    def post(self, address, data=None, *, at=None, **headers):
        """The answer to a form. Not guarded: feedback is written to a table of the desk's side."""
        return self._answer("post", address, data or {}, at=at, headers=headers or None)

    def _answer(self, method, address, *data, at=None, headers=None):
        ask = getattr(self.client, method)
        # The clock is the edge of the machine.
        clock = mock.patch.object(timezone, "now", return_value=at) if at else nullcontext()
        with clock, kept_fresh(f"{method.upper()} {address}"):
            response = ask(address, *data, headers=headers)
        if not response.streaming:
            response.text = response.content.decode("utf-8", "replace")
        return response

    def _asked(self, method, address, **known):
        self.queries = []

        def note(execute, sql, params, many, context):
            self.queries.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            response = self._answer(method, address, **known)
        named = {table for sql in self.queries for table in re.findall(r'"(\w+)"', sql)}
        if seen := sorted(named & DESK_TABLES):
            raise AssertionError(f"a reader's page read {seen}")
        if unknown := sorted(named & all_tables() - readers_tables() - BESIDE):
            raise AssertionError(f"a kept page is not told of changes of {unknown}")
        return response


@pytest.fixture
def reader(db):
    """Someone without an account."""
    return Reader()


@pytest.fixture(autouse=True)
def one_part_of_the_sitemap(monkeypatch):
    """Whatever ids the tests before this one have used up, as they do on PostgreSQL."""
    monkeypatch.setattr(sitemap, "PART", 10_000_000)


def signed_in(role, **known):
    """A browser in which someone of that role has signed in; `user` is the account."""
    client = Colleague()
    client.user = make.make_user(role, **known)
    client.force_login(client.user)
    return client


@pytest.fixture
def writer(db):
    """A signed-in Writer."""
    return signed_in("Writer")


@pytest.fixture
def editor(db):
    """A signed-in Editor."""
    return signed_in("Editor")


@pytest.fixture
def moderator(db):
    """A signed-in Moderator."""
    return signed_in("Moderator")


@pytest.fixture
def chief(db):
    """A signed-in Administrator."""
    return signed_in("Administrator")


@pytest.fixture
def stranger(db):
    """A signed-in account of staff without any role."""
    return signed_in("")


@pytest.fixture(autouse=True)
def tasks_keep_the_site_fresh(monkeypatch):
    """What a task changes on the site it must say, as whoever is at the desk must."""
    call, complaints = Task.call, []

    def watched(task, *args, **known):
        try:
            with kept_fresh(task.name):
                return call(task, *args, **known)
        except AssertionError as complaint:
            # Whoever ran the task has noted it as failed, and gone on.
            complaints.append(complaint)
            raise

    monkeypatch.setattr(Task, "call", watched)
    yield complaints
    assert complaints == []


@pytest.fixture(autouse=True)
def media_of_its_own(settings, tmp_path):
    """No test sees another's files."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def cache_of_its_own(settings):
    """No test meets what another, or an earlier run, has counted; other keys in that Redis stay."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


@pytest.fixture(autouse=True)
def reads_of_its_own():
    """No test meets what another has counted; nothing is written behind its back."""
    yield
    counting.forget()
    reads.forget_ranking()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, worker_id):
    """No worker meets another's database, and no checkout that of another checkout."""
    if connection.vendor == "sqlite":
        # A file, since the browser's server thread cannot share a database in memory.
        name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    else:
        name = f"test_newsroom_{crc32(__file__.encode()):08x}_{worker_id}"
    connection.settings_dict["TEST"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What a test has committed is undone once it is over."""
    with django_db_blocker.unblock():
        kept = pristine.keep()
    undo = mock.patch.object(
        TransactionTestCase, "_fixture_teardown", lambda self: pristine.put_back(kept)
    )
    with undo:
        yield


@pytest.fixture(scope="session")
def paper(django_db_setup, django_db_blocker):
    """The demo paper, walked over once.

    Its tests are marked `django_db`.
    """
    # Here, since it is made with the Reader of this file.
    from tests.paper import walk_the_paper

    with django_db_blocker.unblock():
        return walk_the_paper()


@pytest.fixture
def wordless(monkeypatch):
    """A language in which all that the catalogue knows is silent: only other words are left."""
    for name, where in (("gettext", 0), ("pgettext", 1), ("ngettext", 1), ("npgettext", 2)):
        monkeypatch.setattr(
            translation._trans, name, lambda *given, where=where: bare(given[where]), raising=False
        )
    # What was said before, in words, stands no more.
    standing._set.cache_clear()
    yield
    standing._set.cache_clear()
