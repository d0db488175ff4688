"""Readers' addresses. The last takes whatever the others leave: sections and stories."""

from django.urls import path, register_converter

from articles.site import media, views


class Sha256:
    """64 hexadecimal digits."""

    regex = "[0-9a-f]{64}"
    to_python = to_url = staticmethod(str)


register_converter(Sha256, "sha256")

app_name = "site"
urlpatterns = [
    # Files, once a live edition shows them
    path("media/<sha256:sha256>/<str:name>", media.image, name="image"),
    # Fronts and lists
    path("", views.home, name="home"),
    path("people/", views.contributors, name="contributors"),
    path("people/<slug:slug>/", views.contributor, name="contributor"),
    path("tags/", views.tags, name="tags"),
    path("tags/<str:slug>/", views.tag, name="tag"),
    path("corrections/", views.corrections, name="corrections"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    # Sections and stories
    path("<path:path>", views.by_address, name="address"),
]
