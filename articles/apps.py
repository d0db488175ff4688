"""The one app, and the desk in the place of Django's own admin site."""

from django.apps import AppConfig
from django.contrib.admin import apps as stock


class ArticlesConfig(AppConfig):
    """The app that holds all rooms."""

    default = True
    name = "articles"
    verbose_name = "Newsroom"

    def ready(self):
        from articles import checks  # noqa: F401 - registering the checks is what the import is for


class DeskConfig(stock.AdminConfig):
    """Django's admin, whose site is ours."""

    default = False
    default_site = "articles.desk.desksite.DeskSite"
