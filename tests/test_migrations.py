"""Migrations bring along what older versions wrote down."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from articles.feedback.recount import recount
from articles.models import Feedback, FeedbackMark
from tests.make import make_edition, make_user


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
