"""Standing type: parts of pages that were set once and stand for as long as they say the same."""

from datetime import tzinfo
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

# So many parts are kept, the last that were shown: some megabytes.
KEPT = 1_000


def standing(template_name: str, **known: object) -> SafeString:
    """What the template makes of these values, made anew only where they are new.

    All that it shows must be what it is given, and what it says besides may depend on the house's
    manner alone. The values must be frozen, and must not hold, in one and the same place, now
    words and now HTML.
    """
    return _set(template_name, manner(), tuple(known), *known.values())


def manner() -> tuple[str, tzinfo, str, str]:
    """What decides how the house says things: its language, and how it writes moments."""
    forms = settings.SITE_DATE_FORMAT, settings.SITE_TIME_FORMAT
    return get_language(), get_current_timezone(), *forms


# Typed: words and the same words as HTML are not the same, though they are equal.
@lru_cache(maxsize=KEPT, typed=True)
def _set(template_name, _manner, names, *values):
    return render_to_string(template_name, dict(zip(names, values, strict=True)))
