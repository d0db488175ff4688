"""Whether someone may do something with a story: asked by each verb, where the thing is done."""

from django.core.exceptions import PermissionDenied

from articles.desk.article import Article


def ask(article_id: int, *, by, right: str = "articles.change_article") -> None:
    """Raise PermissionDenied unless they have that right, and may work on this story.

    Two queries at most, beside those for their roles.
    """
    if not by.has_perm(right) or not Article.objects.filter(pk=article_id).editable_by(by).exists():
        raise PermissionDenied
