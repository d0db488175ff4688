"""Addresses of readers' pages by their names, each put together once in a process."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=2_000)
def way_to(name: str, *parts: object) -> str:
    """What `reverse` says of a page and the parts of its address."""
    return reverse(name, args=parts)
