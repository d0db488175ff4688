"""A database that goes away, and comes back at the end."""

import socket
from contextlib import contextmanager
from unittest import mock

from django.core.signals import request_started
from django.db import connection


@contextmanager
def database_away():
    """For all threads: a file that cannot be opened, or a port at which no one listens.

    Not within a transaction, which would be lost.
    """
    if connection.vendor == "sqlite":
        lost = {"NAME": "/nowhere/at/all.sqlite3"}
    else:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            lost = {"HOST": "127.0.0.1", "PORT": probe.getsockname()[1]}
    connection.close()
    # Whichever thread answers: what it has kept open since before is broken.
    request_started.connect(_hang_up)
    try:
        # Every connection that is made is made by this.
        with mock.patch.dict(connection.settings_dict, lost):
            yield
    finally:
        request_started.disconnect(_hang_up)
        connection.close()


def _hang_up(**_known):
    connection.close()
