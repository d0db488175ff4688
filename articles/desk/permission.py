"""Whether someone may do something with a story: asked by each verb, where the thing is done."""

from django.core.exceptions import PermissionDenied

from articles.desk.article import Article

# One of them is enough to look at stories.
SEES = ("articles.view_article", "articles.change_article")


def ask(article_id: int, *, by, right: str = "articles.change_article") -> None:
    """Raise PermissionDenied unless they have that right, and may work on this story.

    Two queries at most, beside those for their roles.
    """
    if not by.has_perm(right) or not Article.objects.filter(pk=article_id).editable_by(by).exists():
        raise PermissionDenied


def may_see(article_id: int, *, by) -> bool:
    """Whether they may look at this story."""
    able = any(by.has_perm(right) for right in SEES)
    return able and Article.objects.filter(pk=article_id).viewable_by(by).exists()


def ask_to_see(article_id: int, *, by) -> None:
    """Raise PermissionDenied unless they may look at this story."""
    if not may_see(article_id, by=by):
        raise PermissionDenied
