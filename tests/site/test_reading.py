"""A read is counted once it is told, by pages of this site only, and nobody's name is kept."""

import logging
import os
import subprocess
import sys
import threading
from datetime import timedelta
from unittest import mock

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.editions import counting
from articles.editions.counting import A_DAY, AT_MOST, CONNECTIONS, MANY, SECONDS, Gathering
from articles.models import ReadsInHour
from articles.site.moment import COOKIE
from tests.desk.form import filled
from tests.make import hours, make_edition, make_user

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def story(db):
    """A story with a page."""
    return make_edition(slug="mill")


def tell(reader, article_id, *, sender="192.0.2.1", **headers):
    """A read told as the script does, by whoever has that address."""
    reader.client.defaults["REMOTE_ADDR"] = sender
    return reader.post(f"/api/read/{article_id}/", **(headers or OURS))


def written():
    """What stands in the table once all that was counted is written."""
    counting.write()
    return dict(ReadsInHour.objects.values_list("article_id", "reads"))


def test_reads_are_one_number_for_each_story_and_hour(reader, story):
    other = make_edition()
    for _n in range(3):
        tell(reader, story.article_id)
    tell(reader, other.article_id)

    assert written() == {story.article_id: 3, other.article_id: 1}
    assert {row.hour.minute for row in ReadsInHour.objects.all()} == {0}


def test_the_answer_is_silent_kept_by_nobody_and_sets_no_cookie(reader, story):
    answer = tell(reader, story.article_id)

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_it_is_told_by_post_only(story):
    strict = Client(enforce_csrf_checks=True, headers=OURS)
    address = f"/api/read/{story.article_id}/"

    refused = [getattr(strict, method)(address) for method in ("get", "head", "put", "delete")]

    assert {(each.status_code, each["Allow"]) for each in refused} == {(405, "POST")}
    assert strict.post(address).status_code == 204
    assert written() == {story.article_id: 1}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 204),
        ({"Origin": "http://testserver"}, 204),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"User-Agent": "curl"}, 403),
    ],
)
def test_only_pages_of_this_site_are_believed(reader, story, headers, status):
    assert tell(reader, story.article_id, **headers).status_code == status
    assert written() == ({story.article_id: 1} if status == 204 else {})


@pytest.mark.parametrize("asks", ["DNT", "Sec-GPC"])
def test_who_asks_not_to_be_tracked_is_not_counted(reader, story, asks):
    answer = tell(reader, story.article_id, **OURS, **{asks: "1"})

    assert answer.status_code == 204
    assert written() == {}

    tell(reader, story.article_id, **OURS, **{asks: "0"})
    assert written() == {story.article_id: 1}


@pytest.mark.parametrize(
    ("agent", "counts"),
    [
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", False),
        ("Mozilla/5.0 AppleWebKit/537.36 (compatible; bingbot/2.0) Chrome/130.0", False),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/130.0", False),
        ("Mozilla/5.0 (Linux; Android 11) Chrome/130.0 Chrome-Lighthouse", False),
        ("Yeti-Spider/1.0", False),
        ("GoogleWebPreview", False),
        ("some-CRAWLER", False),
        ("facebookexternalhit/1.1", False),
        ("python-requests/2.32", False),
        ("curl/8.5.0", False),
        ("Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 20) Chrome/130.0 Mobile Safari/537.36", True),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15", True),
    ],
)
def test_a_machine_that_says_so_is_not_counted_and_not_told(reader, story, agent, counts):
    answer = tell(reader, story.article_id, **OURS, **{"User-Agent": agent})

    assert answer.status_code == 204
    assert written() == ({story.article_id: 1} if counts else {})


def test_made_up_stories_and_those_without_a_page_are_not_written(reader, story):
    waits = make_edition(live_from=hours(1))
    for article_id in (waits.article_id, 987_654, 10**17):
        assert tell(reader, article_id).status_code == 204

    assert written() == {}
    assert tell(reader, 10**18).status_code == 405


def test_switched_off_there_is_no_script_no_address_and_no_row(reader, story, settings):
    settings.COUNT_READS = False

    assert "reads.js" not in reader.get(story.address).text
    assert tell(reader, story.article_id).status_code == 404
    assert written() == {}


def test_the_page_names_the_script_and_is_the_same_for_all(reader, story):
    page = reader.get(story.address)

    staff = Client()
    staff.force_login(make_user("Editor"))
    assert f'data-to="/api/read/{story.article_id}/" defer' in page.text
    assert staff.get(story.address).content == page.content


def test_who_looks_at_another_moment_or_a_draft_tells_nothing(editor, story):
    editor.post(reverse("admin:moment"), {"at": timezone.now().isoformat()})
    looked = editor.get(story.address).content.decode()
    address = reverse("admin:articles_article_preview", args=[story.article_id])
    preview = editor.post(address, filled(story.article)).content.decode()

    assert COOKIE in editor.cookies
    assert story.headline in looked and story.headline in preview
    assert "reads.js" not in looked + preview


# Floods


def test_a_flood_from_one_connection_counts_ten_times_and_troubles_nobody_else(reader, story):
    for _n in range(AT_MOST + 20):
        assert tell(reader, story.article_id).status_code == 204
    tell(reader, story.article_id, sender="192.0.2.2")

    assert written() == {story.article_id: AT_MOST + 1}


def test_a_household_is_one_connection_whatever_its_second_half(reader, story):
    for n in range(AT_MOST + 5):
        tell(reader, story.article_id, sender=f"2001:db8:1:2::{n:x}")

    assert written() == {story.article_id: AT_MOST}


def test_behind_a_proxy_the_connection_is_the_one_that_it_saw(reader, story, settings):
    settings.BEHIND_PROXY = True
    for n in range(AT_MOST + 5):
        seen = f"203.0.113.{n}, 198.51.100.7"
        tell(reader, story.article_id, **OURS, **{"X-Forwarded-For": seen})

    assert written() == {story.article_id: AT_MOST}


def test_no_connection_makes_a_story_the_most_read_of_a_day(story):
    gathering = Gathering()
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)

    def counted(article_id, *, sender, at):
        gathering._senders.clear()
        return gathering.count(article_id, sender=sender, at=at)

    with mock.patch.object(counting, "add_reads"):
        noon = midnight + timedelta(hours=12)
        once = [counted(1, sender="192.0.2.1", at=noon) for _n in range(A_DAY + 50)]
        others = counted(1, sender="192.0.2.2", at=noon), counted(2, sender="192.0.2.1", at=noon)
        tomorrow = counted(1, sender="192.0.2.1", at=midnight + timedelta(hours=24))
        gathering.forget()

    assert sum(once) == A_DAY
    assert (*others, tomorrow) == (True, True, True)


def test_marks_of_a_day_are_bounded_say_nothing_and_go_with_the_day(monkeypatch):
    monkeypatch.setattr(counting, "KNOWN", 5)
    gathering, now = Gathering(), timezone.now()
    with mock.patch.object(counting, "add_reads"):
        for n in range(20):
            gathering.count(1, sender=f"192.0.2.{n}", at=now)
        gathering._senders.clear()
        known, told = len(gathering._marks), repr(vars(gathering))
        gathering.count(1, sender="192.0.2.1", at=now + timedelta(days=1))
        left = len(gathering._marks)
        gathering.forget()

    assert (known, left) == (5, 1)
    assert "192.0.2" not in told


def test_nobody_is_remembered_once_the_time_is_over():
    gathering = Gathering()
    with mock.patch.object(counting, "add_reads"), mock.patch.object(counting, "connections"):
        gathering.count(1, sender="192.0.2.1", at=timezone.now())
        timer = gathering._timer
        assert (timer.interval, timer.daemon) == (SECONDS, True)
        timer.cancel()

        timer.function()

    assert "192.0.2.1" not in repr(vars(gathering))
    assert gathering._timer is None


def test_memory_is_bounded_whoever_comes():
    gathering = Gathering()
    with mock.patch.object(counting, "add_reads"):
        taken = [
            gathering.count(n, sender=str(n), at=timezone.now()) for n in range(CONNECTIONS + 50)
        ]
        gathering.forget()

    assert sum(taken) == CONNECTIONS
    assert taken[-50:] == [False] * 50


# Writing


def test_the_hundredth_read_writes_them_all(story):
    for n in range(MANY - 1):
        counting.count(story.article_id, sender=str(n), at=timezone.now())
    assert not ReadsInHour.objects.exists()

    counting.count(story.article_id, sender="the last", at=timezone.now())

    assert ReadsInHour.objects.get().reads == MANY


def test_a_read_belongs_to_the_hour_in_which_it_came(story):
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    counting.count(story.article_id, sender="a", at=hour - timedelta(seconds=1))
    counting.count(story.article_id, sender="a", at=hour)

    counting.write()

    assert list(ReadsInHour.objects.order_by("hour").values_list("hour", "reads")) == [
        (hour - timedelta(hours=1), 1),
        (hour, 1),
    ]


def test_no_read_is_lost_while_the_database_is_away(story, caplog):
    counting.count(story.article_id, sender="a", at=timezone.now())
    with (
        mock.patch.object(counting, "add_reads", side_effect=DatabaseError),
        caplog.at_level(logging.ERROR),
    ):
        counting.write()
    counting.count(story.article_id, sender="a", at=timezone.now())

    assert "kept for the next time" in caplog.text
    assert written() == {story.article_id: 2}


def test_threads_that_count_at_once_lose_nothing():
    gathering, written_reads = Gathering(), []

    def count():
        for n in range(500):
            gathering.count(n % 7, sender=f"{threading.get_ident()} {n}", at=timezone.now())

    threads = [threading.Thread(target=count) for _n in range(4)]
    with mock.patch.object(
        counting, "add_reads", lambda reads, **_known: written_reads.append(reads)
    ):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        gathering.write()
        gathering.forget()

    assert sum(reads.total() for reads in written_reads) == 2_000


ENDS = """
import multiprocessing, sys
import django
django.setup()
from unittest import mock
from django.utils import timezone
from articles.editions import counting
told = lambda reads, at: print("written", sorted(reads.items())[0][1])
mock.patch.object(counting, "add_reads", told).start()

def count():
    for n in range(3):
        counting.count(7, sender="a", at=timezone.now())

if sys.argv[1] == "child":
    child = multiprocessing.get_context("fork").Process(target=count)
    child.start()
    child.join()
else:
    count()
"""


@pytest.mark.parametrize("process", ["main", "child"])
def test_a_process_that_ends_writes_what_it_has_counted(process):
    """The server's processes are children of its first one, and do not end as that does."""
    known = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    lines = [sys.executable, "-c", ENDS, process]
    ended = subprocess.run(lines, env=known, capture_output=True, text=True, check=True)  # noqa: S603 - our own

    assert ended.stdout == "written 3\n"


def test_what_is_stored_of_a_read_is_three_numbers(reader, story):
    tell(reader, story.article_id, **OURS, **{"User-Agent": "Told-by-7", "Referer": "http://a/b"})
    counting.write()

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM articles_readsinhour")
        names = [column[0] for column in cursor.description]
        (row,) = cursor.fetchall()
    assert names == ["id", "article_id", "hour", "reads"]
    assert "192.0.2.1" not in str(row)
