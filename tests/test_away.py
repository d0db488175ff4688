"""While the database is away: 503 and what to do, to whoever asks for more than a kept page."""

import threading
from datetime import datetime
from unittest import mock

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from django.utils import timezone

from newsroom import away, hanging, serving
from tests.conftest import signed_in
from tests.departed import database_away
from tests.desk.form import text_of
from tests.make import make_edition

FETCH = {"HTTP_SEC_FETCH_MODE": "cors", "HTTP_ACCEPT": "*/*"}

# What is tried on PostgreSQL, where there is one; with CI there is.
NO_SERVER = "SQLite has no server that could end a connection, or say no word"

pytestmark = pytest.mark.django_db(transaction=True)


class Browser(Client):
    """A browser, which is given what Django answers to a fault, too."""

    def __init__(self, **known):
        super().__init__(raise_request_exception=False, **known)


@pytest.fixture
def staff(transactional_db):
    """A browser in which an editor is signed in, with a story to read."""
    browser = Browser()
    browser.story = make_edition()
    browser.cookies = signed_in("Editor").cookies
    assert browser.get("/admin/").status_code == 200
    return browser


def is_away(answer):
    """Whether it is the answer that is not to be kept and says when to ask again."""
    kept = answer["Cache-Control"], answer["Retry-After"]
    return answer.status_code == 503 and kept == ("no-store", "60")


def test_staff_are_told_what_is_the_case_what_is_kept_and_what_to_do(staff):
    with database_away():
        asked = ("/admin/", "/admin/login/", staff.story.address)
        answers = [staff.get(address) for address in asked]

    for answer in answers:
        assert is_away(answer)
        assert not answer.cookies
        told = text_of(answer)
        assert "The database gives no answer" in told
        assert "Readers go on getting the pages that are kept" in told
        assert "Nothing that was saved is lost." in told
        assert "keeps in this browser what you type" in told
        assert "Try again in a minute." in told
    assert answers[0]["Content-Security-Policy"]
    assert answers[0]["X-Robots-Tag"] == "noindex"


def test_they_are_told_since_when_where_that_is_known(staff):
    since = datetime(2026, 3, 1, 14, 2, tzinfo=timezone.get_default_timezone())
    with database_away():
        unknown = text_of(staff.get("/admin/"))
        with mock.patch.object(away, "_known_since", lambda: since):
            known = text_of(staff.get("/admin/"))

    assert "It has given none" not in unknown
    assert "It has given none since 1 Mar 2026, 14:02." in " ".join(known.split())


def test_the_page_cache_knows_since_when(monkeypatch):
    monkeypatch.setattr(away, "_known_since", away._unknown)
    since = datetime(2026, 3, 1, 14, 2, tzinfo=timezone.get_default_timezone())

    with mock.patch.object(serving, "own_watch", return_value=mock.Mock(away_since=since)):
        serving.before(None)

    assert away._known_since() == since


def test_nothing_is_said_of_kept_pages_where_none_are_kept(staff, settings):
    settings.PAGE_CACHE_MB = 0

    with database_away():
        told = text_of(staff.get("/admin/"))

    assert "Whoever runs the server has to look after the database." in told
    assert "Readers go on" not in told


def test_readers_get_a_page_that_needs_nothing_else_and_no_word_of_the_desk(staff):
    with database_away():
        asked = ("/", staff.story.address, "/news/none/")
        answers = [Browser().get(address) for address in asked]

    for answer in answers:
        assert is_away(answer)
        told = text_of(answer)
        assert "Back in a minute" in told
        assert "Please try again in a minute." in told
        assert "Desk" not in told and "database" not in told
        assert "Surrogate-Key" not in answer


def test_what_a_script_asks_for_is_answered_with_a_few_words(staff):
    with database_away():
        answers = [
            staff.post("/admin/articles/article/1/sitting/", {"typed": "1"}, **FETCH),
            staff.get("/admin/articles/article/tags/?q=a", HTTP_ACCEPT="application/json"),
        ]

    for answer in answers:
        assert is_away(answer)
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.content == b"The database gives no answer."


def test_once_it_is_back_all_is_as_it_was(staff):
    with database_away():
        assert is_away(staff.get("/admin/"))

    assert staff.get("/admin/").status_code == 200
    assert staff.get(staff.story.address).status_code == 200


def test_a_form_of_the_desk_that_was_sent_can_be_sent_again(staff):
    form = {"name": 'The "Weir" & more', "tag": ["1", "2"], "csrfmiddlewaretoken": "abc"}
    with database_away():
        answer = staff.post("/admin/articles/section/add/?_popup=1", form)
        secret = staff.post("/admin/login/", {"username": "ada", "password": "pass-phrase-1"})
        public = staff.post("/feedback/none/", {"comment": "Hm"})

    page = answer.content.decode()
    assert '<form method="post" action="/admin/articles/section/add/?_popup=1">' in page
    assert 'name="name" value="The &quot;Weir&quot; &amp; more"' in page
    assert page.count('name="tag"') == 2
    assert "What you have just sent was not saved." in page
    assert all(b"<form" not in each.content for each in (secret, public))
    assert b"pass-phrase-1" not in secret.content


def test_no_query_is_tried_to_tell_it(staff):
    request = RequestFactory().get("/admin/")

    with mock.patch.object(connection, "ensure_connection", side_effect=AssertionError):
        answer = away.answer(request)

    assert answer.status_code == 503


def amiss(request):
    """A query that cannot be answered, though the database is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")


def amiss_together(request):
    """Likewise in a transaction."""
    with transaction.atomic():
        amiss(request)


def thrown_out(request):
    """The server ends the connection while it is in use."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def stopped(request):
    """A query that takes too long for its server."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 20")
        cursor.execute("SELECT pg_sleep(5)")


def out_of_it(request):
    """Something of its own, raised out of it."""
    try:
        return HttpResponse(make_edition())
    except OperationalError as problem:
        raise ValueError("No story.") from problem


views = (amiss, amiss_together, thrown_out, stopped, out_of_it)
urlpatterns = [path(f"{each.__name__}/", each) for each in views]
urlpatterns.append(path("", include("newsroom.urls")))
handler500 = "newsroom.away.server_error"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("name", ["amiss", "amiss_together"])
def test_a_query_that_goes_wrong_is_a_fault_and_not_said_to_be_the_database(staff, name):
    answer = staff.get(f"/{name}/")

    assert answer.status_code == 500
    assert "Something broke here" in text_of(answer)


@pytest.mark.urls(__name__)
def test_what_is_raised_because_of_it_counts_too(staff):
    with database_away():
        assert is_away(staff.get("/out_of_it/"))


@pytest.mark.urls(__name__)
@pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason=NO_SERVER)
def test_a_server_that_ends_connections_is_away_and_one_that_ends_a_query_is_not(staff):
    ended = staff.get("/thrown_out/")
    # As at the beginning of every request but those of a test.
    connection.close_if_unusable_or_obsolete()
    stopped = staff.get("/stopped/")

    assert is_away(ended)
    assert stopped.status_code == 500
    assert staff.get("/admin/").status_code == 200


@pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason=NO_SERVER)
def test_who_waits_for_a_server_that_says_no_word_is_let_go(transactional_db):
    hanging.take_note()
    failed = []

    def ask(seconds):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(%s)", [seconds])
        except OperationalError as problem:
            failed.append(away.is_away(problem))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=[60]) for _ in range(2)]
    with connection.cursor() as cursor:
        for each in threads:
            each.start()
        while any(each.is_alive() for each in threads):
            hanging.hang_up()
            threads[0].join(0.05)
        # The server itself would sleep on.
        cursor.execute("""
            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'
        """)

    assert failed == [True, True]


def test_where_it_is_known_readers_are_told_at_once_and_staff_may_try(staff, monkeypatch):
    monkeypatch.setattr(away, "_known_since", timezone.now)

    reader = Browser().get(staff.story.address)
    desk = staff.get("/admin/")

    assert is_away(reader)
    assert "Content-Security-Policy" in reader
    assert desk.status_code == 200
