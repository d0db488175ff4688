"""Where an address leads: to what stands there, or in one step to where its owner is by then.

Nothing here is stored: what is withdrawn, moved, renamed or merged is followed at the moment asked.
"""

import re

from django.conf import settings
from django.db.models import Q, QuerySet

from articles.editions.address import Redirect, owner_of
from articles.editions.edition import Edition
from articles.editions.listing import List, Listing
from articles.library.contributor import Contributor
from articles.library.section import Section
from articles.library.tag import Tag

# The site's own pages that are there at every moment.
OWN_PAGES = {"/", "/archive/", "/corrections/", "/people/", "/search/", "/tags/"}
# Those that are there while they hold a story: a year, month or day, and a feed of a page.
DAYS = re.compile(r"/archive/([12][0-9]{3})/(?:([0-9]{2})/(?:([0-9]{2})/)?)?")
FEED = re.compile(r"/feed/(site|corrections|(sections|people|tags)/.+)\.(?:rss|atom|json)")
# What stands behind a person's address for a part of their stories, and the list of those.
PARTS = {"wrote": List.AUTHOR, "edited": List.EDITOR, "made": List.MAKER}
PART = re.compile(rf"/people/([^/]+)/({'|'.join(PARTS)})/")
# What stands behind a story's address where its history is told.
CHANGES = "/changes/"


def end_of(address: str, *, at) -> Edition | str | None:
    """What readers of an address at which they find no page come to at `at`.

    An address to send them to; or an edition that is gone, whose notice they get; or None. Small
    letters and the last slash are supplied, so that no spelling takes a second step.
    """
    found = _stop(address, at=at)
    if isinstance(found, Edition):
        return found.address if found.document else way_on(found, at=at) or found
    return found


def way_on(gone: Edition, *, at) -> str:
    """The address to which a withdrawn story leads its readers at `at`; "" if it has a notice.

    Followed to its end through whatever has been withdrawn or moved since. "" also if that way has
    come to nothing, or back to a story that it has passed: no reader goes in a circle.
    """
    end = _followed(gone, at=at)
    if end is None or end is gone:
        return ""
    return end.address if isinstance(end, Edition) else end


def page_at(address: str, *, at) -> str:
    """The address of the page to which `address` leads at `at`, or its own; "" if there is none."""
    end = _followed(_reached(address, at=at), at=at)
    if isinstance(end, Edition):
        return end.address if end.document else ""
    return end or ""


def people_at(slug: str) -> QuerySet[Contributor]:
    """Who has this address beneath /people/, or had it, also under a name now merged."""
    return Contributor.objects.filter(_is_or_was(slug, "/people/", "contributor"))


def tags_at(slug: str) -> QuerySet[Tag]:
    """The topic that has this address beneath /tags/, or had it, also one now merged."""
    return Tag.objects.filter(_is_or_was(slug, "/tags/", "tag"))


def sections_at(path: str) -> QuerySet[Section]:
    """The section that has this path, or had it before it was moved or renamed."""
    path = path.strip("/")
    claims = Redirect.objects.filter(address__in=spellings(f"/{path}/"))
    return Section.objects.filter(
        Q(path__in={path, path.lower()}) | Q(pk__in=claims.values("section"))
    )


def _is_or_was(slug: str, above: str, owner: str) -> Q:
    claims = Redirect.objects.filter(address__in=spellings(f"{above}{slug}/"))
    return Q(slug__in={slug, slug.lower()}) | Q(pk__in=claims.values(owner))


def spelled(address: str) -> str:
    """The address as the house spells all of its own: small, and with a slash unless a file."""
    small = address.lower()
    return small if small.endswith("/") or "." in small.rsplit("/", 1)[-1] else f"{small}/"


def is_plain(address: str) -> bool:
    """Whether it is an address of this site, written so that it can be compared with others.

    Browsers read a backslash as a slash, so that `/\\host` would leave the site; and what they
    resolve (dots, %, ?, #) could be another address, written so that it is not seen.
    """
    plain = re.fullmatch(r"/(?![/\\])[^\s\\?#%\x00-\x1f]*", address)
    return bool(plain) and not {".", ".."} & set(address.split("/"))


def is_own_page(address: str, *, at) -> bool:
    """Whether it is a page of the site's own that is there at `at`, and no story's or section's."""
    address = spelled(address)
    return address in OWN_PAGES or _holds_days(address, at=at) or _is_feed(address, at=at)


def is_history(address: str) -> bool:
    """Whether the history of a story is told there, or has been, or will be."""
    told = Redirect.objects.filter(address=above_history(address), article__isnull=False)
    return address.endswith(CHANGES) and told.exists()


def above_history(address: str) -> str:
    """The address of the story, if the history of one is told at `address`; or as it would be."""
    return f"{spelled(address).removesuffix(CHANGES).rstrip('/')}/"


def told_of(edition: Edition, *, at) -> QuerySet[Edition]:
    """The versions that the history of this live story tells at `at`; none if it is closed."""
    told = Edition.archive.told(at).filter(article_id=edition.article_id)
    closed = not settings.PUBLIC_HISTORY or edition.as_document().history_closed
    return told.none() if closed else told


def page_behind(address: str, *, at) -> str:
    """The address of what stands behind a person's page or a story's; "" if that is not there.

    That is a part of the person's stories, or the story's history; wherever its owner is by now.
    """
    address = spelled(address)
    if found := PART.fullmatch(address):
        slug, part = found.groups()
        person = people_at(slug).first()
        there = person and Listing.objects.on(PARTS[part], person.pk, at).exists()
        return f"/people/{person.slug}/{part}/" if there else ""
    if not address.endswith(CHANGES):
        return ""
    story = _stop(above_history(address), at=at)
    there = isinstance(story, Edition) and story.document and told_of(story, at=at).exists()
    return f"{story.address.rstrip('/')}{CHANGES}" if there else ""


def spellings(address: str) -> list[str]:
    """The address as it was written, and as the house would."""
    return list(dict.fromkeys((address, spelled(address))))


def _stop(address: str, *, at, passed=frozenset()) -> Edition | str | None:
    """What stands at `address` at `at`, or what its owner has come to, withdrawn or not."""
    found = (_owned(spelling, at=at, passed=passed) for spelling in spellings(address))
    return next(filter(None, found), None)


def _owned(address: str, *, at, passed) -> Edition | str | None:
    standing = Edition.archive.standing(at).select_related("lead_image")
    if edition := standing.filter(address=address).first():
        return edition
    if page := _page(address, at=at):
        return page
    owner = owner_of(address, at=at)
    if owner is None or address in passed:
        return None
    if owner.article_id:
        return standing.filter(article_id=owner.article_id).first()
    if owner.section:
        return owner.section.address
    if owner.target:
        return _reached(owner.target, at=at, passed=passed | {address})
    return _shown(owner.contributor or owner.tag, at=at)


def _followed(stop: Edition | str | None, *, at) -> Edition | str | None:
    """The end of the way through withdrawn stories that lead on; None if it is a circle."""
    passed = set()
    while isinstance(stop, Edition) and not stop.document and stop.moved_to:
        if stop.article_id in passed:
            return None
        passed.add(stop.article_id)
        stop = _reached(stop.moved_to, at=at)
    return stop


def _reached(target: str, *, at, passed=frozenset()) -> Edition | str | None:
    """What a destination that someone wrote has come to."""
    if not target.startswith("/"):
        return target
    if is_own_page(target, at=at):
        return spelled(target)
    return _stop(target, at=at, passed=passed) or page_behind(target, at=at) or None


def _holds_days(address: str, *, at) -> bool:
    """Whether it is a year, month or day of the archive in which a story was published."""
    if not (found := DAYS.fullmatch(address)):
        return False
    parts = zip(("year", "month", "day"), found.groups(), strict=True)
    within = {f"sort_time__{part}": int(number) for part, number in parts if number}
    return Listing.objects.on(List.SITE, 0, at).filter(**within).exists()


def _is_feed(address: str, *, at) -> bool:
    """Whether it is the feed of a page that is there."""
    if not (found := FEED.fullmatch(address)):
        return False
    name, kind = found.groups()
    return kind is None or bool(_page(f"/{name.removeprefix('sections/')}/", at=at))


def _of_one(first: str, further: list[str]) -> bool:
    """Whether it is the page of one person or topic, which may be there or not."""
    return first in {"people", "tags"} and bool(further)


def _page(address: str, *, at) -> str:
    """The address of the section, or person or topic of a live story, that has it now; or ""."""
    first, *further = address.strip("/").split("/")
    if _of_one(first, further):
        records = Contributor.objects if first == "people" else Tag.objects
        found = records.filter(slug="/".join(further)).first()
        return _shown(found, at=at) if found else ""
    section = Section.objects.filter(path=address.strip("/")).first()
    return section.address if section else ""


def _shown(record: Contributor | Tag, *, at) -> str:
    """The address of a person or topic; "" unless a live story shows them at `at`."""
    person = isinstance(record, Contributor)
    name = List.CONTRIBUTOR if person else List.TAG
    if not Listing.objects.on(name, record.pk, at).exists():
        return ""
    return f"/people/{record.slug}/" if person else f"/tags/{record.slug}/"
