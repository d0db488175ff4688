"""Migrations bring along what older versions wrote down."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from articles.editions.reads import hour_of
from articles.feedback.recount import recount
from articles.models import Feedback, FeedbackMark, ReadsInHour, ReadsInWeek
from tests.make import hours, make_edition, make_user


@pytest.fixture
def before(transactional_db):
    """Tables as a migration left them: call it with that migration's name."""

    def go_back(name):
        executor = MigrationExecutor(connection)
        executor.migrate([("articles", name)])
        return executor.loader.project_state([("articles", name)]).apps

    yield go_back
    call_command("migrate", verbosity=0)


def test_reports_of_before_have_marks_totals_and_what_became_of_them(before):
    edition = make_edition(headline="Talks open")
    moderator = make_user()
    apps = before("0050_words_of_the_desk")
    old, event = apps.get_model("articles", "Feedback"), apps.get_model("articles", "FeedbackEvent")
    now = timezone.now()
    known = {"edition_id": edition.pk, "created_at": now - timedelta(hours=1)}
    old.objects.create(vote="yes", **known)
    held = old.objects.create(
        vote="no",
        state="held",
        comment="Buy permits",
        held_because="The hidden field was filled in; The comment came within two seconds",
        **known,
    )
    done = old.objects.create(vote="no", state="addressed", comment="Which day?", **known)
    event.objects.create(
        feedback=done, moved_from="new", moved_to="addressed", at=now, by_id=moderator.pk
    )

    call_command("migrate", verbosity=0)

    rows = Feedback.objects.order_by("pk").values_list(
        "article_id", "section", "is_report", "resolution", "looked_at", "closed_at"
    )
    story = (edition.article_id, edition.section_id)
    assert list(rows) == [
        (*story, False, "", None, None),
        (*story, True, "", None, None),
        (*story, True, "no_change", now, now),
    ]
    marks = FeedbackMark.objects.values_list("feedback", "sort", "value")
    assert set(marks) == {(held.pk, "hold", "trap"), (held.pk, "hold", "quick")}
    count, differences = recount()
    assert (count, differences) == (4, [])


def test_reads_of_before_are_told_of_the_edition_that_was_read_and_its_week(before):
    first = make_edition(live_from=hours(-500))
    second = make_edition(article=first.article, live_from=hours(-200))
    other = make_edition(live_from=hours(-300))
    counted = ((first, 501, 1), (first, 400, 2), (first, 100, 4), (first, 99, 8), (other, 99, 16))
    before("0060_front_shows_most_read")
    for edition, ago, reads in counted:
        hour = hour_of(hours(-ago))
        ReadsInHour.objects.create(article_id=edition.article_id, hour=hour, reads=reads)

    call_command("migrate", verbosity=0)

    found = Counter()
    for edition, week, reads in ReadsInWeek.objects.values_list("edition", "week", "reads"):
        found[edition] += reads
        assert week.weekday() == 0
    assert found == {first.pk: 3, second.pk: 12, other.pk: 16}
