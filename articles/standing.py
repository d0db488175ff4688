"""Standing type: parts of pages that were set once and stand for as long as they say the same."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# So many parts are kept, the last that were shown: some megabytes.
KEPT = 2_000


def standing(template_name: str, **known: object) -> SafeString:
    """What the template makes of these values, made anew only where they are new.

    All that it shows must be what it is given, and what it says besides may depend on the language
    alone. The values must be frozen, and must not hold, in one and the same place, now words and
    now HTML.
    """
    return _set(template_name, get_language(), tuple(known), *known.values())


# Typed: words and the same words as HTML are not the same, though they are equal.
@lru_cache(maxsize=KEPT, typed=True)
def _set(template_name, _language, names, *values):
    return render_to_string(template_name, dict(zip(names, values, strict=True)))
