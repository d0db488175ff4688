"""Listings: where an edition appears. Every list of stories is one range scan over this table."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db import models
from django.db.models import Case, F, OuterRef, Q, When
from django.db.models.functions import Lower

from articles.editions.edition import Edition
from articles.inquiry import Inquiry
from articles.library.merged import as_merged
from articles.library.section import SectionTree

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class List(models.TextChoices):
    """The lists that there are. `key` is the id of the section, person, tag or image.

    A person's stories stand in CONTRIBUTOR, and once more by what they did for each: wrote it,
    edited it, or made something else of it, as its pictures.
    """

    SITE = "site"
    SECTION = "section"
    CONTRIBUTOR = "contributor"
    AUTHOR = "author"
    EDITOR = "editor"
    MAKER = "maker"
    TAG = "tag"
    IMAGE = "image"


class ListingQuerySet(models.QuerySet):
    """What is listed at a moment; the newest story first."""

    def on(self, name, key, at):
        """The rows of one list that hold at `at`."""
        return self.holding(name, at).filter(key=key)

    def holding(self, name, at):
        """The rows of all lists of one kind that hold at `at`; none of what is under embargo."""
        ends_later = Q(live_until__isnull=True) | Q(live_until__gt=at)
        held = Edition.archive.under_embargo(at).values("pk")
        return self.filter(ends_later, list=name, live_from__lte=at).exclude(edition__in=held)

    def of_editions(self, editions, names):
        """The rows of these editions, few of all that there are, in lists of these kinds."""
        # The kinds in small letters, which they have anyway: else SQLite would go by the kinds,
        # through as many rows as there are stories and more.
        return self.alias(kind=Lower("list")).filter(edition__in=editions, kind__in=names)

    def within(self, start, end):
        """Stories first published from `start` on and before `end`."""
        return self.filter(sort_time__gte=start, sort_time__lt=end)

    def with_editions(self):
        """With the edition of each row and its lead image, without the documents."""
        return self.select_related("edition__lead_image").defer("edition__document")

    def with_stories(self, at):
        """With all that was printed, its section and, as `updated`, its last change by `at`."""
        changed = Edition.archive.last_update(OuterRef("edition__article_id"), at)
        rows = self.select_related("edition__lead_image", "edition__section")
        return rows.annotate(updated=changed)


class Listing(models.Model):
    """One edition in one list, for as long as the edition holds.

    `sort_time` is the story's first publication, so that an update does not move it.
    """

    list = models.CharField(max_length=12, choices=List)
    key = models.PositiveBigIntegerField(default=0)
    sort_time = models.DateTimeField()
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="listings")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "key", "edition"], name="listing_once")
        ]
        indexes = [
            # With all that is asked of a row, so that those that have ended are passed over in it.
            models.Index(
                fields=["list", "key", "-sort_time", "-edition", "live_from", "live_until"],
                name="listing_in_order",
            )
        ]

    def __str__(self):
        return f"{self.list} {self.key}: {self.edition_id}"


def places_of(document, *, trail: list[int]) -> list[tuple[str, int]]:
    """Where a Document is listed; `trail` is its section's ids from the top of the tree down.

    People and tags that have been merged stand for those that stayed.
    """
    document = as_merged(document)
    people = dict.fromkeys(credit.contributor for credit in document.credits)
    parts = dict.fromkeys((part_of(c.role), c.contributor) for c in document.credits)
    return [
        (List.SITE, 0),
        *((List.SECTION, key) for key in trail),
        *((List.CONTRIBUTOR, key) for key in people),
        *parts,
        *((List.TAG, key) for key in document.tags),
        *((List.IMAGE, key) for key in document.images),
    ]


def part_of(role: str) -> str:
    """The list of a person's stories in which those stand for which they are credited so."""
    return role if role in (List.AUTHOR, List.EDITOR) else List.MAKER


def list_edition(edition: Edition, *, trail: list[int], sort_time) -> None:
    """Write the rows of an edition that has just been printed."""
    Listing.objects.bulk_create(
        Listing(
            list=name,
            key=key,
            sort_time=sort_time,
            edition=edition,
            live_from=edition.live_from,
            live_until=edition.live_until,
        )
        for name, key in places_of(edition.as_document(), trail=trail)
    )


def relist_sections(section_ids) -> None:
    """List every edition filed under these sections in them and their present ancestors."""
    tree = SectionTree()
    editions = Edition.archive.filter(section_id__in=section_ids, document__isnull=False)
    site_rows = Listing.objects.filter(list=List.SITE, edition__in=editions)
    Listing.objects.filter(list=List.SECTION, edition__in=editions).delete()
    rows = (
        Listing(
            list=List.SECTION,
            key=section.pk,
            sort_time=row.sort_time,
            edition_id=row.edition_id,
            live_from=row.live_from,
            live_until=row.live_until,
        )
        for row in site_rows.annotate(filed=F("edition__section_id")).iterator(chunk_size=2_000)
        for section in tree.trail(tree.get(row.filed))
    )
    while batch := list(islice(rows, 2_000)):
        Listing.objects.bulk_create(batch)


def relist(name, *, old: int, new: int) -> None:
    """Let one list of a kind become part of another; a story that is in both is in it once."""
    rows = Listing.objects.filter(list=name, key=old)
    there = Listing.objects.filter(list=name, key=new).values("edition")
    rows.filter(edition__in=there).delete()
    rows.update(key=new)


@dataclass(frozen=True)
class Stretch:
    """A page of a list, with the keys of the pages after ("older") and before ("newer") it."""

    editions: list[Edition]
    older: str
    newer: str


def stretch(name, key, *, at, size, older="", newer="", within=None) -> Stretch:
    """The newest `size` stories of a list, or those older or newer than a key. One query.

    Keys are what an earlier Stretch gave; ValueError for anything else. `within` is the first
    moment of a time and the first after it, to which the list is held.
    """
    if within or newer or older:
        rows = Listing.objects.on(name, key, at).with_editions()
        if within:
            rows = rows.within(*within)
        # The time is said twice, so that the index is entered at that place and not at its end.
        if newer:
            sort_time, edition = position_of(newer)
            before = Q(sort_time__gt=sort_time) | Q(sort_time=sort_time, edition_id__gt=edition)
            rows = rows.filter(before, sort_time__gte=sort_time)
            rows = rows.order_by("sort_time", "edition_id")
        else:
            if older:
                sort_time, edition = position_of(older)
                behind = Q(sort_time__lt=sort_time) | Q(sort_time=sort_time, edition_id__lt=edition)
                rows = rows.filter(behind, sort_time__lte=sort_time)
            rows = rows.order_by("-sort_time", "-edition_id")
        found = list(rows[: size + 1])
    else:
        found = _first_of(size + 1, name=str(name), key=key, at=at)
    more, found = len(found) > size, found[:size]
    if newer:
        found.reverse()
    for row in found:
        row.edition.published = row.sort_time
    ends = (found[0], found[-1]) if found else ()
    first, last = (key_of(row.sort_time, row.edition_id) for row in ends) if ends else ("", "")
    return Stretch(
        editions=[row.edition for row in found],
        older=last if (more or newer) else "",
        newer=first if (older or (newer and more)) else "",
    )


def newest(name, key, *, at, size, without=None) -> list[Edition]:
    """The newest stories of a list, each with `published`; `without` leaves out one story."""
    known = {"without": without} if without else {}
    found = _first_of(size, name=str(name), key=key, at=at, **known)
    for row in found:
        row.edition.published = row.sort_time
    return [row.edition for row in found]


@Inquiry
def _first_of(size, name, key, at, without=None):
    rows = Listing.objects.on(name, key, at).with_editions().order_by("-sort_time", "-edition_id")
    if without:
        rows = rows.exclude(edition__article_id=without)
    return rows[:size]


def named(article_ids, *, at, whole=()) -> dict[int, Edition]:
    """Those of these stories that are live, each with `published`; `whole` with their documents."""
    if not article_ids:
        return {}
    # No story has that id.
    known = {"stories": set(article_ids), "whole": set(whole) or {0}}
    found = {}
    for edition in _named(**known, at=at):
        if edition.article_id in whole:
            edition.document = edition.text
        found[edition.article_id] = edition
    return found


@Inquiry
def _named(stories, whole, at):
    text = Case(When(article_id__in=whole, then=F("document")))
    # Not by the lists, where stories are found by their time.
    rows = Edition.live(at=at).filter(article_id__in=stories).for_lists().order_by()
    return rows.annotate(text=text)


def key_of(moment: datetime, pk: int) -> str:
    """The place of a row in a list by time, as addresses name it."""
    return f"{(moment - EPOCH) // timedelta(microseconds=1)}-{pk}"


def position_of(key: str) -> tuple[datetime, int]:
    """(moment, id) of a key; ValueError for what is none."""
    microseconds, _, pk = key.partition("-")
    if not (microseconds.isdecimal() and pk.isdecimal()) or len(key) > 40:
        raise ValueError(key)
    try:
        moment = EPOCH + timedelta(microseconds=int(microseconds))
    except OverflowError as beyond:
        raise ValueError(key) from beyond
    return moment, min(int(pk), 2**62)
