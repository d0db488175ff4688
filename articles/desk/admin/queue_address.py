"""The address of the queue, which says all that is asked of it."""

from urllib.parse import urlencode

# What it says of the page that is seen, and not of what is asked.
PLACES = ("older", "newer")


def address(asked, *but: str, **others) -> str:
    """What an address asks for but for some, with others instead; what is empty is left out."""
    kept = {name: list(filter(None, asked.getlist(name))) for name in asked if name not in but}
    for name, value in others.items():
        kept[name] = [value] if isinstance(value, str) else value
    return urlencode(kept, doseq=True)


def without(asked, *but: str, **others) -> str:
    """Likewise, and not where its page is, nor the saved list that it came from."""
    return address(asked, *but, *PLACES, "list", **others)
