"""The CDN that stands before the site: how it is told to drop what it keeps.

Answers name what they are made of in a header, `Surrogate-Key`. A CDN that is told such a key
drops every answer that has it. One kind is known so far, Fastly; another is a class with `purge`.
"""

import http.client
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import unquote

from django.core.exceptions import ImproperlyConfigured

# On every public answer, so that all of them can be dropped at once.
PAPER = "paper"
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
# What Fastly takes in one call.
MOST_KEYS = 256
# For each step of a call: it is a worker that waits, and no reader.
PATIENCE = 10
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
TOKEN = re.compile(r"[\x21-\x7e]+")
ADDRESS = re.compile(
    r"fastly\+(?P<scheme>https?)://(?P<token>[^@:/?#\s]+)@(?P<host>[\w.-]+|\[[\da-fA-F:]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?/(?P<service>[A-Za-z0-9]+)/?"
)


class NotPurged(Exception):
    """The CDN did not drop what it was told to; the words say how that came, and no secret."""


class Cdn(Protocol):
    """What every kind of CDN can do."""

    def purge(self, keys: Sequence[str]) -> None:
        """Drop every answer that has one of these keys. Raises NotPurged."""

    @property
    def is_in_the_clear(self) -> bool:
        """Whether its token travels over a network as anyone can read it."""


@dataclass(frozen=True)
class Fastly:
    """A service of Fastly's. The token is in no words that are made of this."""

    token: str = field(repr=False)
    service: str
    host: str
    port: int | None = None
    is_secure: bool = True
    patience: float = PATIENCE

    @property
    def is_in_the_clear(self) -> bool:
        """Whether it is told by http, and not on this machine."""
        return not self.is_secure and self.host not in LOOPBACK

    def purge(self, keys: Sequence[str]) -> None:
        """Drop them at once, not softly: what is withdrawn must not be given out once more."""
        for n in range(0, len(keys), MOST_KEYS):
            self._purge(keys[n : n + MOST_KEYS])

    def _purge(self, keys: Sequence[str]) -> None:
        # Not urllib's: it would follow a redirect, and take the token along.
        kind = http.client.HTTPSConnection if self.is_secure else http.client.HTTPConnection
        connection = kind(self.host, self.port, timeout=self.patience)
        try:
            connection.request(
                "POST",
                f"/service/{self.service}/purge",
                json.dumps({"surrogate_keys": list(keys)}),
                {
                    "Fastly-Key": self.token,
                    "Accept": "application/json",
                    "Content-Type": "application/json",
                },
            )
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as problem:
            told = f"{self.host} gave no answer: {type(problem).__name__}."
            raise NotPurged(told) from problem
        finally:
            connection.close()
        if status != 200:
            raise NotPurged(f"{self.host} answered {status}.")


def named(url: str) -> Cdn | None:
    """The CDN that the setting names; None if it is empty. Raises ImproperlyConfigured."""
    if not url:
        return None
    found = ADDRESS.fullmatch(url)
    token = unquote(found["token"]) if found else ""
    if not found or not TOKEN.fullmatch(token) or int(found["port"] or 443) > 65_535:
        # The value is not repeated, for there may be a token in it.
        raise ImproperlyConfigured(
            "CDN_URL names no CDN that is known. Write it as "
            "fastly+https://TOKEN@api.fastly.com/SERVICE_ID, or leave it empty."
        )
    host, port = found["host"].strip("[]"), int(found["port"]) if found["port"] else None
    return Fastly(token, found["service"], host, port, is_secure=found["scheme"] == "https")
