"""The site's settings, with Django's own cache middleware instead of our page cache.

One half stands first and one last, as Django's documents have it; with FIRST both stand first,
where a hit costs least and whoever is signed in would be given what others are.
"""

import os

from newsroom import settings as ours

globals().update({name: value for name, value in vars(ours).items() if name.isupper()})
UPDATE = "django.middleware.cache.UpdateCacheMiddleware"
FETCH = "django.middleware.cache.FetchFromCacheMiddleware"
MAY_BE_KEPT = "tests.bench.serving.django_cached.may_be_kept"
if os.environ.get("FIRST"):
    MIDDLEWARE = [UPDATE, FETCH, MAY_BE_KEPT, *ours.MIDDLEWARE]
else:
    MIDDLEWARE = [UPDATE, MAY_BE_KEPT, *ours.MIDDLEWARE, FETCH]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def may_be_kept(get_response):
    """Say so of readers' pages: what must be asked about each time, Django does not keep."""

    def middleware(request):
        response = get_response(request)
        response.headers["Cache-Control"] = "public, max-age=600"
        return response

    return middleware
