"""Merging: two people or topics that are one are made one, for good.

What was printed is not rewritten. Its Documents go on naming the one that is no more by its number,
and whoever looks that up finds the one that stayed.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from articles import freshness
from articles.desk.article import Credit, TaggedArticle
from articles.desk.permission import ask_to_give
from articles.editions.naming import hand_over
from articles.library.contributor import Contributor
from articles.library.tag import MergedTag, Tag
from articles.text.refusal import Refusal

# What someone who stays takes over from another, if they have none of their own.
TAKEN_OVER = ("role_line", "bio", "portrait_id", "links", "user_id")
# What is left of someone who was merged, besides number and name.
NOTHING = {"role_line": "", "bio": "", "portrait": None, "links": "", "user": None}


class CannotMerge(Refusal):
    """There are no longer two to be made one."""

    code = "cannot_merge"


@transaction.atomic
def merge_contributors(merged: set[int], *, into: int, by) -> Contributor:
    """Make the people `merged` one with `into`, who stays; their stories and addresses are theirs.

    What `into` has is kept, and what they lack is taken over. Raises PermissionDenied, CannotMerge,
    and NotYoursToGive where an account would get stories thereby.
    """
    if not by.has_perm("articles.merge_contributor"):
        raise PermissionDenied
    stays, others = _chosen(Contributor.objects, merged, into=into)
    account = next((each.user for each in (stays, *others) if each.user_id), None)
    ask_to_give([stays, *others], account, by=by)
    for other in others:
        hand_over(other, into=stays)
        same = {"article": OuterRef("article"), "role": OuterRef("role")}
        _move(Credit.objects.filter(contributor=other), same, contributor=stays)
        for name in TAKEN_OVER:
            setattr(stays, name, getattr(stays, name) or getattr(other, name))
        # Who was merged before goes along, so that no one is two steps away.
        Contributor.everyone.filter(merged_into=other).update(merged_into=stays)
        # No form takes such an address, so it stands in no one's way.
        Contributor.everyone.filter(pk=other.pk).update(
            merged_into=stays, slug=f"={other.pk}", **NOTHING
        )
    stays.save(update_fields=[name.removesuffix("_id") for name in TAKEN_OVER])
    return stays


@transaction.atomic
def merge_tags(merged: set[int], *, into: int, by) -> Tag:
    """Make the tags `merged` one with `into`, which stays. Raises PermissionDenied, CannotMerge."""
    if not by.has_perm("articles.merge_tag"):
        raise PermissionDenied
    stays, others = _chosen(Tag.objects, merged, into=into)
    for other in others:
        hand_over(other, into=stays)
        same = {"content_object": OuterRef("content_object")}
        _move(TaggedArticle.objects.filter(tag=other), same, tag=stays)
        other.merged.update(into=stays)
        MergedTag.objects.create(number=other.pk, name=other.name, into=stays)
        other.delete()
    return stays


def _chosen(records, merged: set[int], *, into: int):
    """(who stays, the others), no one else's until the end of the transaction."""
    # Before the generation: a save at the desk holds those that it names when it waits for that.
    found = {
        each.pk: each
        for each in records.select_for_update().order_by("pk").filter(pk__in={into, *merged})
    }
    freshness.touch()
    if into in merged or not merged or set(found) != {into, *merged}:
        raise CannotMerge(
            _("Nothing was merged: one of them has been merged or deleted meanwhile. Look again.")
        )
    return found[into], [found[pk] for pk in sorted(merged)]


def _move(rows, same: dict[str, OuterRef], **owner) -> None:
    """Give rows of working copies to `owner`, but for those of which `owner` has the like."""
    rows.filter(Exists(rows.model.objects.filter(**same, **owner))).delete()
    rows.update(**owner)
