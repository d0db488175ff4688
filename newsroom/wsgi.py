"""The application that a WSGI server runs: Django, behind the page cache."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
application = get_wsgi_application()

# Only now are there settings to read.
from newsroom.serving import before  # noqa: E402

application = before(application)
