"""Lists by name: people and topics, however many there are, walked by key."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from articles.editions.listing import Listing

SHELF = 60


@dataclass(frozen=True)
class Shelf:
    """A page of a list by name: its own address, and those of the pages before and after it."""

    found: list
    url: str
    prev_url: str
    next_url: str


def listed(records: QuerySet, name, *, at) -> QuerySet:
    """Those that a live story shows: of any other nothing is told, not even that it is there."""
    return records.filter(Exists(Listing.objects.on(name, OuterRef("pk"), at)))


def shelf(request, records: QuerySet, *, path: str) -> Shelf:
    """Those by name that the request asks for at `path`; 404 for no such place. One query."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    if before:
        name, pk = _place(before)
        # The name is said twice, so that the index is entered at that place and not at its end.
        records = records.filter(Q(name__lt=name) | Q(name=name, pk__lt=pk), name__lte=name)
        records = records.order_by("-name", "-pk")
    else:
        if after:
            name, pk = _place(after)
            records = records.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk), name__gte=name)
        records = records.order_by("name", "pk")
    found = list(records[: SHELF + 1])
    more, found = len(found) > SHELF, found[:SHELF]
    if not found and (after or before):
        raise Http404
    if before:
        found.reverse()
    asked = {"after": after} if after else {"before": before} if before else {}
    return Shelf(
        found=found,
        url=_url(path, **asked),
        prev_url=_url(path, before=_key(found[0])) if after or (before and more) else "",
        next_url=_url(path, after=_key(found[-1])) if before or more else "",
    )


def _place(key: str) -> tuple[str, int]:
    """(name, id) of a key; 404 for what is none."""
    pk, _hyphen, name = key.partition("-")
    if not pk.isdecimal() or len(pk) > 18:
        raise Http404
    return name, int(pk)


def _key(record) -> str:
    """The place of a record as addresses name it: by id too, since two people may share a name."""
    return f"{record.pk}-{record.name}"


def _url(path: str, **place: str) -> str:
    return f"{path}?{urlencode(place)}" if place else path
