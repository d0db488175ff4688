"""Many readers at once: each answer counts once, and none is refused for the others.

`CROWD=50x200` says how many voters press how often each; the usual numbers fit a short test.
"""

import os
import threading
from collections import Counter

import pytest
from django.db import connections
from django.db.models import Sum
from django.test import Client

from articles.feedback import moderation
from articles.feedback.rate import ALWAYS_FINE
from articles.feedback.recount import recount
from articles.models import Feedback, Tally, VotesInHour
from tests.feedback.answers import OWN_PAGE, address_of
from tests.make import hours, make_edition, make_user

VOTERS, TIMES = map(int, os.environ.get("CROWD", "10x12").split("x"))

pytestmark = pytest.mark.django_db(transaction=True)


def together(*deeds):
    """Do all of it at once, each in a thread of its own; what any of them raised is raised here."""
    failed, ready = [], threading.Barrier(len(deeds))

    def run(deed):
        try:
            ready.wait()
            deed()
        except BaseException as problem:  # noqa: BLE001 - told by the test itself
            failed.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def post(address, *, answer, whence, browser="Firefox", **fields):
    """A press by a reader at an address."""
    headers = {**OWN_PAGE, "User-Agent": browser}
    client = Client(raise_request_exception=False)
    said = {"vote": answer, **fields}
    return client.post(address, said, headers=headers, REMOTE_ADDR=whence)


def totals():
    """What the totals say: by what, over all editions and weeks, of whole stories."""
    rows = Tally.objects.filter(part="").values_list("what").annotate(count=Sum("count"))
    return {what: count for what, count in rows if count}


def test_of_many_voters_at_once_none_is_lost_and_none_is_refused():
    edition, statuses = make_edition(live_from=hours(-48)), Counter()

    def voter(number):
        def vote():
            for n in range(TIMES):
                who = f"10.{number}.{n // 250}.{n % 250}"
                answer = "yes" if n % 2 else "no"
                statuses[post(address_of(edition), answer=answer, whence=who).status_code] += 1

        return vote

    together(*map(voter, range(VOTERS)))

    count = VOTERS * TIMES
    assert statuses == {303: count}
    assert Feedback.objects.count() == count
    assert VotesInHour.objects.aggregate(votes=Sum("votes"))["votes"] == count
    assert Feedback.objects.filter(counts=True).count() == min(count, ALWAYS_FINE)
    said = totals()
    assert said["yes"] + said.get("yes_apart", 0) == said["no"] + said.get("no_apart", 0)
    assert sum(said.values()) == count
    assert recount()[1] == []


def test_two_presses_of_one_reader_at_the_same_time_are_one_vote():
    edition, statuses = make_edition(), Counter()

    def press():
        answered = post(address_of(edition), answer="yes", whence="192.0.2.1")
        statuses[answered.status_code] += 1

    together(*[press] * 8)

    assert statuses == {303: 8}
    assert Feedback.objects.count() == 1
    assert VotesInHour.objects.get().votes == 1
    assert totals() == {"yes": 1}


def test_readers_who_change_their_answer_and_moderators_who_move_reports_do_not_block_each_other():
    edition, statuses, again = make_edition(), Counter(), 6
    moderators = [make_user(is_superuser=True) for _n in range(2)]
    readers = [f"192.0.2.{n}" for n in range(6)]
    steps = {who: post(address_of(edition), answer="no", whence=who)["Location"] for who in readers}
    reports = list(Feedback.objects.order_by("pk").values_list("pk", flat=True))

    def reader(who):
        def change():
            for n in range(again):
                answer = "yes" if n % 2 else "no"
                done = [post(address_of(edition), answer=answer, whence=who)]
                headers = {**OWN_PAGE, "User-Agent": "Firefox"}
                said = {"comment": f"For the {n}th time of {who}: which day was it?"}
                client = Client(raise_request_exception=False)
                done.append(client.post(steps[who], said, headers=headers, REMOTE_ADDR=who))
                statuses.update(each.status_code for each in done)

        return change

    def mover(by, ids):
        def move():
            for n in range(again):
                moderation.move_all(ids, to="spam" if n % 2 else "open", by=by)

        return move

    together(
        *map(reader, readers),
        mover(moderators[0], reports),
        mover(moderators[1], reports[::-1]),
    )

    assert statuses == {303: len(readers) * again * 2}
    assert Feedback.objects.count() == len(readers)
    assert recount()[1] == []
    assert sum(count for what, count in totals().items() if what.startswith(("yes", "no"))) == 6
