"""Codes of languages (BCP 47), as stories may have them."""

import re

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# A language; then, where they are named, its script, its land, its variants.
TAG = re.compile(
    "([a-z]{2,3})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
)
KNOWN = {code.partition("-")[0] for code in LANG_INFO}


def is_language(code: str) -> bool:
    """Whether this, in small letters, is the well-formed code of a language known here."""
    found = TAG.fullmatch(code)
    return bool(found) and found[1] in KNOWN


def language_of(typed: str) -> str:
    """The code as it is kept, "" if none was typed. Raises ValidationError for what is none."""
    language = typed.lower().replace("_", "-")
    if language and not is_language(language):
        raise ValidationError(
            _(
                "“%(typed)s” is not the code of a language. Give one like “fr” or “pt-br”, or "
                "leave this empty for the site's own."
            ),
            code="not_a_language",
            params={"typed": typed},
        )
    return language
