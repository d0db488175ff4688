"""A reader who has just said No."""

import pytest

from tests.feedback.answers import vote
from tests.make import make_edition


@pytest.fixture
def step(reader):
    """The address of the second step after a No."""
    return vote(reader, make_edition(headline="Talks open"), "no")["Location"]
