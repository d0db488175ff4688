"""Each test begins with full buckets; some with a reader who has just said No."""

from uuid import uuid4

import pytest
from django.core.cache import cache

from tests.feedback.answers import vote
from tests.make import make_edition


@pytest.fixture(autouse=True)
def full_buckets():
    """Forget how many answers have come from where; another's keys in that Redis stay."""
    cache.key_prefix = uuid4().hex


@pytest.fixture
def step(reader):
    """The address of the second step after a No."""
    return vote(reader, make_edition(headline="Talks open"), "no")["Location"]
