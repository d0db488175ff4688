"""A database that takes a question and says no word: whoever waits for it is let go.

PostgreSQL's limits on time are kept by a server that is well, and those of TCP by its machine. What
is neither makes every thread that has asked wait until the process ends, and readers with them.
"""

import os
import socket
import threading
from contextlib import suppress
from weakref import WeakSet

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# As libpq says it: a question is under way.
ACTIVE = 1

_made: WeakSet[BaseDatabaseWrapper] = WeakSet()
_lock = threading.Lock()


def _note(sender, connection, **known):
    if connection.vendor == "postgresql":
        with _lock:
            _made.add(connection)


def take_note() -> None:
    """Know of every connection that this process makes from now on."""
    connection_created.connect(_note)


def hang_up() -> None:
    """End all that wait for an answer, in every thread: to them the connection breaks."""
    with _lock:
        made = list(_made)
    for each in made:
        wire = each.connection
        with suppress(OSError, each.Database.Error):
            if wire and not wire.closed and wire.pgconn.transaction_status == ACTIVE:
                with socket.socket(fileno=os.dup(wire.fileno())) as line:
                    line.shutdown(socket.SHUT_RDWR)
