"""Whence a reader's post comes: from which connection, and whether from a page of this site.

Readers' pages carry no token, so this is all that there is to tell by. Nothing of it is kept.
"""

from ipaddress import IPv6Network, ip_address
from urllib.parse import urlsplit

from django.conf import settings


def is_ours(request) -> bool | None:
    """Whether a page of this site sends it; None if the browser says nothing of it."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site == "same-origin" and not _names_another(request, origin)
    if origin is None:
        return None
    # Older browsers leave Sec-Fetch-Site out, and all do where the connection is not secure.
    return origin in {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}


def _names_another(request, origin: str | None) -> bool:
    """Whether an origin is of another host: no browser says so of a page of ours.

    Who hides from where they come says "null"; and a proxy may take https for http.
    """
    if origin in (None, "null"):
        return False
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return True
    return host not in {urlsplit(settings.SITE_URL).netloc, request.get_host()}


def sender(request) -> str:
    """The address that posts; behind a proxy, the one that the proxy saw, which is named last."""
    if settings.BEHIND_PROXY:
        return _without_port(request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip())
    return request.META.get("REMOTE_ADDR", "")


def _without_port(address: str) -> str:
    """Some proxies name the port too: `192.0.2.1:5000`, `[2001:db8::1]:5000`."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def household(address: str) -> str:
    """The address; of an IPv6 one the first 56 bits, since so much is given to one household (RIPE
    690, 4.2.2): it has 256 nets, and more addresses than all of IPv4."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(known.ipv4_mapped or IPv6Network((int(known), 56), strict=False))
