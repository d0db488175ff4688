"""Of twenty thousand reports a tab, or any one filter, is read off an index, and none is sorted."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editions.listing import List
from articles.feedback.asked import EVERY, Asked
from articles.feedback.feedback import Hold, Reason
from articles.feedback.languages import languages_of_reports
from articles.feedback.queue import Queue
from articles.models import Contributor, Edition, Section
from tests.desk.queue import QUEUE
from tests.make import make_edition, make_tag, make_user
from tests.many_reports import make_reports

REPORTS = 20_000


def filters(person):
    """Every filter by itself, with what it is asked for."""
    edition, ada = Edition.archive.first(), Contributor.objects.get(name="Ada Marsh")
    since = timezone.now() - timedelta(hours=3)
    return {
        "nothing": {},
        "vote": {"vote": "yes"},
        "reason": {"reasons": (Reason.WRONG,)},
        "reasons": {"reasons": (Reason.WRONG, Reason.HARD, Reason.OTHER)},
        "hold": {"holds": (Hold.TRAP,)},
        "holds": {"holds": (Hold.TRAP, Hold.SURGE), "reasons": (Reason.HARD, Reason.WRONG)},
        "language": {"languages": ("fr",)},
        "languages": {"languages": ("", "en")},
        "story": {"articles": (edition.article_id,)},
        "edition": {"edition": edition.pk},
        "section": {"sections": tuple(Section.objects.values_list("pk", flat=True))},
        "assignee": {"assignees": (person.pk,)},
        "nobody": {"assignees": (None,)},
        "author": {"listed": ((List.AUTHOR, (ada.pk,)),)},
        "tag": {"listed": ((List.TAG, (make_tag("Floods").pk,)),)},
        "words": {"flags": (~Q(comment=""),)},
        "no words": {"flags": (Q(comment=""),)},
        "part": {"flags": (~Q(part_anchor=""),)},
        "masked": {"flags": (~Q(masked=""),)},
        "watched": {"flags": (Q(is_watched=True),)},
        "escalated": {"flags": (Q(is_escalated=True),)},
        "correction": {"flags": (Q(correction__isnull=False),)},
        "since": {"since": since},
        "until": {"until": since},
    }


@pytest.fixture
def person(db):
    """A moderator, before whom lie twenty thousand reports."""
    for n in range(12):
        make_edition(section=f"news/part-{n % 3}", tags=["Floods"], correction="So." if n else "")
    person = make_user("Moderator")
    make_reports(REPORTS, person=person.pk)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_feedback, articles_feedbackmark")
    return person


def plan_of(query) -> str:
    """How the database means to answer."""
    explain = "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Of so few rows it would gladly read all; of a million it has to have an index.
            cursor.execute("SET LOCAL enable_seqscan = off")
            explain = "EXPLAIN"
        cursor.execute(f"{explain} {query['sql']}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def scanned(plan: str) -> list[str]:
    """The steps that go through all reports, in no order of an index."""
    if connection.vendor == "sqlite":
        steps = re.findall(r"SCAN (?:articles_feedback\w*|[UV]\d)(?! USING).*", plan)
    else:
        steps = re.findall(r"Seq Scan on articles_feedback\w*", plan)
    return steps


def test_every_tab_and_filter_is_counted_and_read_by_an_index(person):
    found, asked_once = {}, {}
    # The sections of an account are asked for once and kept with it.
    Queue(Asked(), by=person).counts()
    for name, asked in filters(person).items():
        for states in (("new",), ("new", "dismissed"), EVERY):
            queue = Queue(Asked(states=states, **asked), by=person)
            with CaptureQueriesContext(connection) as queries:
                count, page = queue.count, queue.stretch(size=50)
            asked_once[name, states] = len(queries)
            steps = [step for query in queries for step in scanned(plan_of(query))]
            found[name, states] = steps
            assert len(page.ids) == min(50, count)

    assert {each: steps for each, steps in found.items() if steps} == {}
    assert {count for (name, _s), count in asked_once.items() if name not in ("author", "tag")} == {
        2
    }
    assert set(asked_once.values()) == {2, 3}


def test_what_is_many_is_read_in_order_and_never_sorted_whole(person):
    for name, asked in filters(person).items():
        for states in (("dismissed",), EVERY):
            queue = Queue(Asked(states=states, **asked), by=person)
            if queue.count <= 1_000:
                continue
            with CaptureQueriesContext(connection) as queries:
                queue.stretch(size=50)
            plan, parts = plan_of(queries[-1]), queries[-1]["sql"].count("UNION ALL")
            # The newest fifty of each part are put in order with those of others, and no more.
            # What PostgreSQL sorts by and by, it reads in the order of an index too.
            sorts = plan.count("ORDER BY") + len(re.findall(r"(?<!Incremental )Sort  \(", plan))
            assert sorts <= (parts + 1 if parts else 0), (name, states, plan)


def test_a_page_far_back_begins_where_it_begins(person):
    queue = Queue(Asked(states=("dismissed",)), by=person)
    older = queue.stretch(size=7_900).older

    with CaptureQueriesContext(connection) as queries:
        found = queue.stretch(size=50, older=older)

    assert len(found.ids) == 50
    sql = queries[-1]["sql"]
    assert "OFFSET" not in sql
    assert '"created_at" <= ' in sql
    if connection.vendor == "sqlite":
        assert re.search(r"SEARCH .* \(state=\? AND created_at<\?\)", plan_of(queries[-1]))


def test_the_languages_of_reports_are_looked_up_and_not_gathered(person):
    with CaptureQueriesContext(connection) as queries:
        found = languages_of_reports()

    assert found == ["en", "fr", "pt-br"]
    assert scanned(plan_of(queries[0])) == []


def test_the_page_costs_as_many_queries_as_with_a_few(person, moderator):
    with CaptureQueriesContext(connection) as queries:
        page = moderator.get(QUEUE, {"state": "all"})

    assert len(page.context["cards"]) == 50
    assert len(queries) <= 20
