"""How deep HTML is nested, told before it is parsed: what never ends is not begun."""

import re

# No element of a clean story stands within more others.
DEEPEST = 20
MOST_WORK = 300_000

# A tag or comment as it is mostly written. Any other may hold what looks like an end tag and is
# none; of that only the beginning is matched.
_TAG = re.compile(
    r"<(?:(/?)([a-z][\w:-]*)"
    r"""(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=`][^\s"'<>]*))?)*\s*/?>"""
    r"|(!--[^<>]*-->|[!?](?!--|\[CDATA\[)[^<>]*>)|[a-z/!?])",
    re.IGNORECASE | re.ASCII,
)
_CHILDLESS = {"br", "hr", "img", "wbr", "col", "input", "source", "link", "meta", "embed"}
_ENDED_BY_THE_NEXT = {"p", "li", "dt", "dd", "td", "th", "tr", "option"}


def is_bottomless(html: str) -> bool:
    """Whether tags stand deeper within others than any author's: parsing those takes minutes.

    What was left open is opened anew in each block that follows, so depth alone is no measure. It
    never counts too little: an end tag counts only if it ends what was opened last.
    """
    opened: list[str] = []
    work = 0
    for tag in _TAG.finditer(html):
        ends, name, comment = tag[1], (tag[2] or "").lower(), tag[3]
        last = opened[-1] if opened else ""
        in_html = "svg" not in opened and "math" not in opened
        if ends and name == last:
            opened.pop()
        elif not (ends or comment) and not (
            in_html and (name in _CHILDLESS or name == last in _ENDED_BY_THE_NEXT)
        ):
            opened.append(name)
        # Nothing that was cleaned is deeper, so what is clean stays as it is, however long.
        work += max(0, len(opened) - DEEPEST)
        if work > MOST_WORK:
            return True
    return False
