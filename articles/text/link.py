"""Where a link may lead: another site, a mailbox, a page of ours, a place on the same page."""

import re

# Letters of ASCII alone, and no spelling of others by "xn--": whatever passes here must be an
# address to the sieve too, or a body that is cleaned again would lose the link.
_HOST = r"(?:(?!xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
_SITE = re.compile(rf"{_HOST}(?=[/?#]|$)", re.IGNORECASE)
_MAILBOX = re.compile(rf"[^\s@/:?#]+@{_HOST}", re.IGNORECASE)
_WHOLE = re.compile(r"https?://[^\s/?#\\]|mailto:\S|#|/(?![/\\])", re.IGNORECASE)


def link_to(typed: str) -> str:
    """The address that a link gets for what was typed, or "" if it leads nowhere.

    What begins like another site or a mailbox gets the scheme that it lacks.
    """
    # Only what browsers leave out too: to strip more could lay bare a scheme unseen till now.
    address = re.sub(r"[\t\n\r]", "", typed).strip(" \f")
    if _WHOLE.match(address):
        return address
    if _MAILBOX.fullmatch(address):
        return f"mailto:{address}"
    # Two slashes, or what browsers take for them, leave the site as well.
    bare = re.sub(r"^[/\\]{2,}", "", address)
    return f"https://{bare}" if _SITE.match(bare) else ""


def whole(html: str, *, site: str, address: str) -> str:
    """A story's clean `html` with links that lead to it and to `site` from anywhere."""
    html = html.replace('<a href="/', f'<a href="{site}/')
    return html.replace('<a href="#', f'<a href="{site}{address}#')
