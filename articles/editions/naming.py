"""What people and topics are called, and at which addresses; what they had before leads on."""

from itertools import chain, count

from django.db import transaction
from django.utils.translation import gettext as _

from articles import freshness
from articles.editions.address import AddressTaken, Redirect
from articles.editions.listing import List, relist
from articles.library.contributor import Contributor
from articles.library.tag import Tag, tag_called


def place_contributor(person: Contributor, *, slug: str) -> Contributor:
    """Save `person` under the address /people/`slug`/, new or changed. Raises AddressTaken."""
    return _place(person, slug=slug)


def place_tag(tag: Tag, *, slug: str) -> Tag:
    """Save `tag` under the address /tags/`slug`/, new or changed. Raises AddressTaken."""
    return _place(tag, slug=slug)


@transaction.atomic
def tag_named(name: str) -> Tag:
    """The tag of this name, however it is written and though it is merged; or else a new one."""
    while found := tag_called(name):
        # Locked where it can be, so that no merging takes it from under who files a story by it.
        if locked := Tag.objects.select_for_update(no_key=True).filter(pk=found.pk).first():
            return locked
    wished = Tag().slugify(name)
    numbered = (f"{wished}-{n}" for n in count(2))
    slug = next(each for each in chain([wished], numbered) if _is_free(each))
    return Tag.objects.get_or_create(name=name, defaults={"slug": slug})[0]


def _is_free(slug: str) -> bool:
    claimed = Redirect.objects.filter(address=f"/tags/{slug}/").exists()
    return not claimed and not Tag.objects.filter(slug=slug).exists()


def hand_over(record: Contributor | Tag, *, into: Contributor | Tag) -> None:
    """Let all lists and addresses of `record` be those of `into`, for good.

    Part of merging the two; `record` is past, so it keeps no address.
    """
    owner, lists = _kind(record)
    for name in lists:
        relist(name, old=record.pk, new=into.pk)
    Redirect.objects.filter(**{owner: record}).update(**{owner: into})
    address = _address(record, record.slug)
    Redirect.objects.get_or_create(address=address, defaults={owner: into})


@transaction.atomic
def _place(record, *, slug: str):
    freshness.touch()
    owner, _lists = _kind(record)
    known, address = type(record)._base_manager, _address(record, slug)
    claim = Redirect.objects.filter(address=address).first()
    taken = known.filter(slug=slug).exclude(pk=record.pk).exists()
    if taken or (claim and getattr(claim, f"{owner}_id") != (record.pk or 0)):
        raise AddressTaken(
            _("The address %s belongs to something else, or has done. Choose another.") % address
        )
    before = known.filter(pk=record.pk).values_list("slug", flat=True).first()
    record.slug = slug
    record.save()
    if claim:
        claim.delete()
    if before and before != slug:
        address = _address(record, before)
        Redirect.objects.get_or_create(address=address, defaults={owner: record})
    return record


def _kind(record) -> tuple[str, tuple[List, ...]]:
    """The key by which a claim names the record, and the kinds of its lists."""
    if isinstance(record, Contributor):
        return "contributor", (List.CONTRIBUTOR, List.AUTHOR, List.EDITOR, List.MAKER)
    return "tag", (List.TAG,)


def _address(record, slug: str) -> str:
    return f"/people/{slug}/" if isinstance(record, Contributor) else f"/tags/{slug}/"
