"""The site's settings, with Django's own cache middleware before all else instead of ours.

Both halves stand first, where a hit costs least; Django's documents would have the second last.
"""

from newsroom import settings as ours

globals().update({name: value for name, value in vars(ours).items() if name.isupper()})
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
    "tests.bench.serving.django_cached.may_be_kept",
    *ours.MIDDLEWARE,
]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def may_be_kept(get_response):
    """Say so of readers' pages: what must be asked about each time, Django does not keep."""

    def middleware(request):
        response = get_response(request)
        response.headers["Cache-Control"] = "public, max-age=600"
        return response

    return middleware
