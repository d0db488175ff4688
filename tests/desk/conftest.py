"""Two colleagues with mailboxes, the worker that posts what they are told; and a release."""

import pytest

from articles.desk import releasing
from tests.make import hours, make_user


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
