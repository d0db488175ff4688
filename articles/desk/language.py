"""Codes of languages (BCP 47), as stories may have them."""

import re

from django.conf.locale import LANG_INFO

# A language; then, where they are named, its script, its land, its variants.
TAG = re.compile(
    "([a-z]{2,3})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
)
KNOWN = {code.partition("-")[0] for code in LANG_INFO}


def is_language(code: str) -> bool:
    """Whether this, in small letters, is the well-formed code of a language known here."""
    found = TAG.fullmatch(code)
    return bool(found) and found[1] in KNOWN
