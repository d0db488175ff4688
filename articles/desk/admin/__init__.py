"""The desk's pages, in Django's admin."""

from articles.desk.admin import accounts, article, editions, library  # noqa: F401 - registers them

try:
    from articles.desk.admin import feedback  # noqa: F401
except ImportError:
    pass
