"""How often what is tried by chance is tried."""

from django.db import connection


def seeds(number: int) -> range:
    """So many seeds; on PostgreSQL every fourth, since it is the code that is tried by chance."""
    return range(number) if connection.vendor == "sqlite" else range(0, number, 4)
