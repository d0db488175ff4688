"""The one app, and the desk in the place of Django's own admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ArticlesConfig(AppConfig):
    """The app that holds all rooms."""

    name = "articles"
    verbose_name = "Newsroom"

    def ready(self):
        from articles import checks  # noqa: F401 - registering the checks is what the import is for


class DeskConfig(AdminConfig):
    """Django's admin, whose site is ours."""

    default_site = "articles.desk.desksite.DeskSite"
