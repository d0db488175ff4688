"""The least that Django can do: one view, no middleware, the same bytes for every request."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

from tests.bench.serving.page import Page

PAGE = Page.read(Path(os.environ["SAME_BYTES"]))


def same(request):
    """The page, ready-made."""
    return HttpResponse(PAGE.plain, headers=dict(PAGE.headers))


urlpatterns = [re_path("", same)]
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    SECRET_KEY="nothing is signed",  # noqa: S106 - as it says
)
application = get_wsgi_application()
