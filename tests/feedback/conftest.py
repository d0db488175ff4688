"""Each test begins with full buckets."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def full_buckets():
    """Forget how many answers have come from where."""
    cache.clear()
