"""The admin is the desk."""

from articles.desk import admin  # noqa: F401 - importing the desk registers its pages
