"""What one test has counted counts against no other."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

NAME = "counted-by-a-test"


@pytest.mark.django_db
@pytest.mark.parametrize("turn", ["once", "again"])
def test_what_another_test_or_run_has_counted_is_not_met(turn):
    assert cache.get(NAME) is None
    cache.set(NAME, turn)
    assert cache.get(NAME) == turn


def test_the_servers_thread_counts_where_its_test_does():
    with ThreadPoolExecutor(1) as server:
        assert server.submit(lambda: cache.key_prefix).result() == cache.key_prefix != ""
