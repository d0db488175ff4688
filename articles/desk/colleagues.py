"""Who has to do with a story: those who may see it, who write it, who review it, who are named."""

import re

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q

from articles.desk.article import Article, Credit
from articles.desk.permission import SEES
from articles.feedback.moderation import MODERATES
from articles.library.section import Section
from articles.library.section_right import SectionRight

OFFERED = 8
# As long as a user's name may be; those of which there are more name nobody.
_NAMED = re.compile(r"(?<![\w@.+-])@([\w@.+-]{1,150})")
MOST_NAMED = 20


def viewers_of(article: Article):
    """The accounts of staff that may see the story: as `viewable_by`, asked the other way round."""
    accounts = get_user_model().objects
    able = Q()
    for right in SEES:
        able |= Q(pk__in=accounts.with_perm(right).values("pk"))
    rights = SectionRight.objects.filter(account=OuterRef("pk"))
    edits = Q(pk__in=accounts.with_perm("articles.edit_any_article").values("pk"))
    credited = Credit.objects.filter(article=article, contributor__user__isnull=False)
    own = Q(pk__in=[article.created_by_id, article.assignee_id])
    own |= Q(pk__in=credited.values("contributor__user"))
    here = Exists(rights.filter(section__path__in=_above(article)))
    staff = accounts.filter(is_active=True, is_staff=True).filter(able)
    return staff.filter(own | edits & (here | ~Exists(rights)))


def reviewers_of(article: Article, *, but) -> set[int]:
    """Who is to look at a story that was handed in by `but`.

    Its assignee if that is someone who may approve it; else those who work on its section; else
    all who work on the whole paper.
    """
    approving = get_user_model().objects.with_perm("articles.approve_article").values("pk")
    found = viewers_of(article).filter(pk__in=approving).exclude(pk=but.pk)
    if found.filter(pk=article.assignee_id).exists():
        return {article.assignee_id}
    here = found.filter(section_rights__section__path__in=_above(article))
    return set(here.values_list("pk", flat=True)) or set(found.values_list("pk", flat=True))


def moderators_of(section: Section | None):
    """The accounts of staff that may sort readers' reports on stories of that section, by name."""
    rights = SectionRight.objects.filter(account=OuterRef("pk"))
    here = Exists(rights.filter(section__path__in=_paths(section)))
    accounts = get_user_model().objects
    staff = accounts.filter(is_active=True, is_staff=True)
    able = staff.filter(pk__in=accounts.with_perm(MODERATES).values("pk"))
    return able.filter(here | ~Exists(rights)).order_by("first_name", "last_name", "username")


def writer_of(article: Article) -> int | None:
    """Whose story it is: of whoever it is assigned to, or else of whoever began it."""
    return article.assignee_id or article.created_by_id


def colleagues_called(typed: str, *, article: Article) -> list:
    """Some of those who may see the story, whose name begins with these letters, to be named."""
    found = viewers_of(article).order_by("first_name", "last_name", "username")
    for word in typed.split()[:3]:
        begins = Q(first_name__istartswith=word) | Q(last_name__istartswith=word)
        found = found.filter(begins | Q(username__istartswith=word))
    return list(found[:OFFERED])


def named_in(text: str, *, article: Article) -> set[int]:
    """Those whose names stand in the text behind an @, of those who may see the story."""
    named = _NAMED.findall(text)[:MOST_NAMED]
    if not named:
        return set()
    # A name may end in a full stop, and so may the sentence.
    spellings = {name: [name, name.rstrip(".@+-")] for name in named}
    wanted = {each for both in spellings.values() for each in both}
    found = viewers_of(article).filter(username__in=wanted)
    known = dict(found.values_list("username", "pk"))
    hits = (next((each for each in both if each in known), "") for both in spellings.values())
    return {known[name] for name in hits if name}


def _above(article: Article) -> list[str]:
    """The paths of the story's section and of those above it."""
    return _paths(article.section)


def _paths(section: Section | None) -> list[str]:
    parts = section.path.split("/") if section else []
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]
