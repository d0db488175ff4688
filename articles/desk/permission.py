"""Whether someone may do something with a story: asked by each verb, where the thing is done."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from articles.desk.article import Article
from articles.text.refusal import Refusal

# One of them is enough to look at stories.
SEES = ("articles.view_article", "articles.change_article")


class NotYoursToGive(Refusal):
    """Stories would become an account's own, through its person, on which whoever does it may not
    work: so anyone could let themselves into any story.
    """

    field = "user"
    code = "not_yours_to_give"


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


def ask_to_give(people, account, *, by) -> None:
    """Raise NotYoursToGive unless `by` may work on each story that would become the account's own,
    if it were that of one who has the credits of all these people. One query.
    """
    if account is None:
        return
    credited = Article.objects.filter(credits__contributor__in=people)
    had = Article.objects.viewable_by(account).values("pk")
    may = Article.objects.editable_by(by).values("pk")
    if credited.exclude(pk__in=had).exclude(pk__in=may).exists():
        raise NotYoursToGive(
            _(
                "Nothing was done: an account would get stories as its own on which you may not "
                "work. Ask someone who works on the whole paper."
            )
        )
