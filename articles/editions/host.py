"""Addresses as people type or paste them: with the site's own host, in whatever spelling."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings

# Scheme, host, port and the rest, of an address that says where it is.
ABROAD = re.compile(r"https?://([\w.-]+|\[[0-9a-f:]+\])(?::([0-9]*))?(?=[/?#]|$)(.*)", re.I | re.S)


def without_host(typed: str) -> str:
    """The address as a path if its host is this site's, under any of its names; or as it was."""
    found = ABROAD.fullmatch(typed)
    if not found:
        return typed
    host, port, path = found.groups()
    site = urlsplit(settings.SITE_URL)
    # Names with a dot or a star before them are patterns; what they match may be another site.
    names = {site.hostname, *(name for name in settings.ALLOWED_HOSTS if name[:1] not in ".*")}
    if _compared(host) not in map(_compared, names):
        return typed
    if int(port or 443) not in {80, 443, site.port}:
        return typed
    return path if path.startswith("/") else f"/{path}"


def path_of(typed: str) -> str:
    """An address of this site without its host, as readers' requests are compared with it."""
    own = without_host(typed)
    return unquote(own) if own.startswith("/") else typed


def _compared(host: str) -> str:
    """A host as browsers look it up: in small letters, of which wide ones are some, and ASCII."""
    host = host.strip("[]").rstrip(".")
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return host.lower()
