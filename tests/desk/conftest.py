"""Two colleagues with mailboxes, the worker that posts what they are told; a release; a report."""

import pytest

from articles.desk import releasing
from articles.feedback.feedback import Reason
from articles.models import Feedback
from tests.desk.reports import now_of
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_user


@pytest.fixture
def ann(db):
    """A writer with a mailbox."""
    return make_user("Writer", "ann", first_name="Ann", last_name="Bell", email="ann@news.example")


@pytest.fixture
def ed(db):
    """An editor with one."""
    return make_user("Editor", "ed", first_name="Ed", last_name="Ito", email="ed@news.example")


@pytest.fixture
def posted(django_capture_on_commit_callbacks):
    """Does what waits for the end of a transaction, as a worker would at once."""

    def post(act, *args, **known):
        with django_capture_on_commit_callbacks(execute=True):
            return act(*args, **known)

    return post


@pytest.fixture
def release(db):
    """A release in five hours."""
    moment = hours(5).replace(second=0, microsecond=0)
    return releasing.plan("Budget day", at=moment, by=make_user("Editor"))


@pytest.fixture
def live(db):
    """A live story of two parts."""
    return make_edition(headline="Talks open", body="<h2>The vote</h2><p>Three came.</p>")


@pytest.fixture
def report(live):
    """What a reader said of a part of it."""
    made = make_report(edition=live, comment="It was four, not three", reasons=[Reason.WRONG])
    Feedback.objects.filter(pk=made.pk).update(part_anchor="the-vote", part_heading="The vote")
    return now_of(made)
