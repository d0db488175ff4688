"""What every reader's request gets: its moment on the way in, its headers on the way out."""

from django.http import Http404, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.defaults import page_not_found

from articles.site.house import House
from articles.site.moment import COOKIE as CHOSEN_MOMENT

STAFF_ONLY = ("/admin/",)
PAPER = {"site", "feedback"}
SAFE = ("GET", "HEAD")


def reader(get_response):
    """Set `request.moment` and `request.house`; say how long an answer may be kept.

    A public answer may be kept by anyone, who must ask each time whether it still holds: it
    carries an ETag, and an unchanged one is answered with 304. What sets a cookie or has said
    otherwise is left alone. The paper itself can only be read: any other method is refused.
    """

    def middleware(request):
        request.moment = timezone.now()
        request.house = House(now=request.moment)
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            # No address holds a NUL, and PostgreSQL will not even be asked for one.
            return page_not_found(request, None)
        # Readers have no cookies of ours; staff have them at the desk, and on the site while they
        # look at it at another moment; none with a NUL.
        at_the_desk = request.path.startswith(STAFF_ONLY)
        as_staff = at_the_desk or request.COOKIES.get(CHOSEN_MOMENT)
        cookies = request.COOKIES.items() if as_staff else ()
        request.COOKIES = {name: value for name, value in cookies if "\0" not in value}
        response = get_response(request)
        if at_the_desk:
            response.headers.setdefault("Cache-Control", "private, no-store")
            response.headers["X-Robots-Tag"] = "noindex"
            return response
        if response.has_header("Cache-Control") or response.cookies:
            return response
        response.headers["Cache-Control"] = "public, no-cache"
        if request.method in SAFE and response.status_code == 200:
            set_response_etag(response)
            return get_conditional_response(request, etag=response["ETag"], response=response)
        return response

    def missing(request, problem):
        if isinstance(problem, Http404) and not request.path.startswith(STAFF_ONLY):
            # With DEBUG too, where Django would tell a developer about addresses instead.
            return page_not_found(request, problem)
        return None

    def refused(request, view, args, known):
        # Before CSRF is asked. Readers have no token, so what may be sent to is exempt from it.
        allowed = request.method in SAFE or getattr(view, "csrf_exempt", False)
        if request.resolver_match.namespace in PAPER and not allowed:
            return HttpResponseNotAllowed(SAFE)
        return None

    middleware.process_exception = missing
    middleware.process_view = refused
    return middleware
