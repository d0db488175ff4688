"""What changed in a story: its public history, version by version, in at most eight queries.

Versions are numbered among those that are told. The numbers of editions would tell how many there
are that readers have never had, or have no more.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from articles.editions.correction import Correction
from articles.editions.edition import Edition, Kind
from articles.editions.way import told_of
from articles.library.contributor import Role
from articles.site import metadata
from articles.site.card import Person, known_of, people
from articles.site.house import Link, tongue_of
from articles.site.page import CREDIT_LABELS
from articles.text.alignment import Effort
from articles.text.diff import Differences, Op, Piece, differences, items
from articles.text.document import Document

PAGE = 10
# So many characters are compared for a page of the list; to what is longer it leads.
MOST_COMPARED = 1_500_000
LABELS = {
    Kind.NEW: lambda: _("First published"),
    Kind.UPDATE: lambda: _("Updated"),
    Kind.CORRECTION: lambda: _("Corrected"),
}
BYLINES = {
    Role.AUTHOR: lambda: _("By"),
    Role.EDITOR: lambda: _("Edited by"),
    **CREDIT_LABELS,
}


@dataclass(frozen=True)
class Change:
    """What differs between two versions; `credits` are lines of names, each with its label."""

    told: Differences
    credits: tuple[tuple[str, tuple[Piece, ...]], ...]

    @property
    def is_nothing(self) -> bool:
        """Whether no word was changed that a reader could see."""
        return not (self.told or self.credits)


@dataclass(frozen=True)
class Version:
    """A version of the story, and how it differs from the one before, if there is one.

    `is_readers` if readers led to its correction.
    Where that would take too long here, `change_url` leads to the comparison.
    """

    number: int
    at: datetime
    label: str
    note: str
    correction: str
    is_readers: bool = False
    change: Change | None = None
    change_url: str = ""


@dataclass(frozen=True)
class HistoryPage:
    """What site/changes.html shows: versions from the newest on; or two of them compared."""

    meta: metadata.Meta
    crumbs: list[metadata.Crumb]
    headline: str
    story_url: str
    url: str
    tongue: str
    count: int
    versions: tuple[Version, ...] = ()
    older: Link | None = None
    newer: Link | None = None
    pair: tuple[Version, Version] | None = None
    change: Change | None = None


def history(request, edition: Edition) -> HistoryPage:
    """The public history of the story whose live edition it is. Raises Http404 if it has none."""
    ids = _told(edition, at=request.moment)
    asked = {name: request.GET[name] for name in ("from", "to", "before") if name in request.GET}
    house, document = request.house, edition.as_document()
    section = house.tree.get(document.section)
    house.trail = house.tree.trail(section) if section else []
    crumbs = metadata.trail(house, house.trail, document.headline)
    crumbs[-1:] = [metadata.Crumb(document.headline, edition.address)]
    crumbs.append(metadata.Crumb(_("What changed")))
    url = f"{edition.address}changes/"
    known = {
        "meta": metadata.of_history(document.headline, crumbs, path=url, is_kept=not asked),
        "crumbs": crumbs,
        "headline": document.headline,
        "story_url": edition.address,
        "url": url,
        "tongue": tongue_of(document.language, house),
        "count": len(ids),
    }
    if {"from", "to"} & asked.keys():
        return HistoryPage(**known, **_compared(ids, asked))
    return HistoryPage(**known, **_listed(ids, asked.get("before"), url=url))


def _told(edition: Edition, *, at) -> list[int]:
    """The ids of the versions that are told, the first at the beginning; 404 if none may be."""
    ids = list(told_of(edition, at=at).order_by("live_from").values_list("pk", flat=True))
    if not ids:
        raise Http404
    return ids


def _listed(ids: list[int], before: str | None, *, url: str) -> dict:
    """A page of the list: the newest versions, or those before the one of that number."""
    last = len(ids) if before is None else _number(before, most=len(ids)) - 1
    if not last:
        raise Http404
    first = max(1, last - PAGE + 1)
    numbers = range(max(1, first - 1), last + 1)
    read = dict(zip(numbers, _read(ids, numbers), strict=True))
    known, effort, room = _known(read.values()), Effort(), MOST_COMPARED
    found = []
    for n in range(last, first - 1, -1):
        old, new = read.get(n - 1), read[n]
        room -= len(new.document["body"]) + (len(old.document["body"]) if old else 0)
        if room < 0 and old:
            found.append(_version(n, new, change_url=f"{url}?to={n}"))
        else:
            change = _change(old, new, known=known, effort=effort)
            found.append(_version(n, new, change=change))
    newer = min(last + PAGE + 1, len(ids) + 1)
    return {
        "versions": tuple(found),
        "older": Link(_("Older"), f"{url}?before={first}") if first > 1 else None,
        "newer": Link(_("Newer"), f"{url}?before={newer}" if newer <= len(ids) else url)
        if last < len(ids)
        else None,
    }


def _compared(ids: list[int], asked: dict) -> dict:
    """Two versions side by side; one that is not named is the newest, or the one before.

    A version may be compared with itself: the form lets readers ask for it, and nothing differs.
    """
    to = _number(asked["to"], most=len(ids)) if "to" in asked else len(ids)
    begin = _number(asked["from"], most=len(ids)) if "from" in asked else max(1, to - 1)
    numbers = sorted((begin, to))
    old, new = _read(ids, numbers)
    change = _change(old, new, known=_known((old, new)), effort=Effort())
    pair = tuple(_version(n, each) for n, each in zip(numbers, (old, new), strict=True))
    return {"pair": pair, "change": change}


def _number(typed: str, *, most: int) -> int:
    """The number of a version; 404 for anything else."""
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > 9 or not 1 <= int(typed) <= most:
        raise Http404
    return int(typed)


def _read(ids: list[int], numbers) -> list[Edition]:
    """The editions of those numbers, each with its `notice_of_it`, if any. Two queries."""
    wanted = [ids[n - 1] for n in numbers]
    found = Edition.archive.order_by().in_bulk(wanted)
    notices = {each.edition_id: each for each in Correction.objects.filter(edition__in=wanted)}
    for edition in found.values():
        edition.notice_of_it = notices.get(edition.pk)
    return [found[pk] for pk in wanted]


def _version(number: int, edition: Edition, **known) -> Version:
    notice = edition.notice_of_it
    return Version(
        number=number,
        at=edition.live_from,
        label=LABELS[edition.kind](),
        note=edition.note,
        correction=notice.text if notice else "",
        is_readers=bool(notice and notice.thanks_readers),
        **known,
    )


def _known(editions) -> dict[int, Person]:
    """Everyone who is credited in any of them. One query."""
    return people({c.contributor for each in editions for c in each.as_document().credits})


def _change(old: Edition | None, new: Edition, *, known, effort: Effort) -> Change | None:
    if old is None:
        return None
    before, after = old.as_document(), new.as_document()
    credits = ((label(), _names(role, before, after, known)) for role, label in BYLINES.items())
    return Change(
        told=differences(before, after, effort=effort),
        credits=tuple((label, names) for label, names in credits if names),
    )


def _names(role: str, old: Document, new: Document, known) -> tuple[Piece, ...]:
    """The names with `role`, those gone and those that came; nothing if they are the same."""
    before, after = (
        [person.name for person in known_of(document.credited(role), known)]
        for document in (old, new)
    )
    pieces = items(before, after)
    return pieces if any(piece.op is not Op.SAME for piece in pieces) else ()
