"""Cards: a story as lists show it. And the people whom pages name."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from articles.editions.edition import Edition
from articles.editions.front import Filled
from articles.inquiry import Inquiry
from articles.library.contributor import Contributor
from articles.library.rendition import Picture, picture_of
from articles.site.house import House, Link, tongue_of
from articles.text.document import Document
from articles.text.passage import links_of
from articles.text.words import joined


@dataclass(frozen=True)
class Person:
    """A contributor as pages show one."""

    id: int
    name: str
    slug: str
    url: str
    role_line: str
    bio: str
    portrait: Picture | None
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Takeaway:
    """A key point, and where the passage is that bears it out, "" for one that names none."""

    text: str
    url: str


@dataclass(frozen=True)
class Card:
    """A story as lists show it; `at` is when it was first published.

    `tongue` is for the words of the story itself: see `tongue_of`.
    """

    id: int
    url: str
    headline: str
    standfirst: str
    section: Link
    minutes: int
    byline: str
    picture: Picture | None
    at: datetime
    tongue: str
    takeaways: tuple[Takeaway, ...] = ()


def person_of(contributor: Contributor) -> Person:
    """The Person of a contributor whose portrait has been read with it."""
    portrait = contributor.portrait and picture_of(contributor.portrait)
    return Person(
        id=contributor.pk,
        name=contributor.name,
        slug=contributor.slug,
        url=f"/people/{contributor.slug}/",
        role_line=contributor.role_line,
        bio=contributor.bio,
        portrait=portrait or None,
        links=tuple(Link(name, url) for name, url in contributor.named_links()),
    )


def people(ids) -> dict[int, Person]:
    """By these ids the persons, or those whom they have been merged into.

    One query, or none for no ids.
    """
    ids = set(ids)
    if not ids:
        return {}
    return {each.pk: person_of(each.merged_into or each) for each in _everyone(ids=ids)}


@Inquiry
def _everyone(ids):
    found = Contributor.everyone.filter(pk__in=ids)
    return found.select_related("portrait", "merged_into__portrait")


def known_of(ids, known: dict[int, Person]) -> list[Person]:
    """Those of `known` whom the ids name, in their order; one whom two ids name stands once."""
    return list({known[pk].id: known[pk] for pk in ids if pk in known}.values())


def takeaways_of(
    document: Document, *, fragments: tuple[str, ...] | None = None, address: str = ""
) -> tuple[Takeaway, ...]:
    """The takeaways of the story at `address`, or of the page itself, as links to their passages.

    Where a takeaway is borne out by words of the story, its link names these: see text/passage.py.
    `fragments` are those of its links, if its type is set.
    """
    if fragments is None:
        fragments = links_of(document).fragments
    points = zip(document.takeaways, fragments, strict=True)
    return tuple(Takeaway(p.text, f"{address}#{where}" if where else "") for p, where in points)


def card_of(edition: Edition, *, house: House, known: dict[int, Person], takeaways=()) -> Card:
    """The Card of an edition that carries `published` and its lead image."""
    section = house.tree.get(edition.section_id)
    names = [person.name for person in known_of(edition.author_ids, known)]
    return Card(
        id=edition.article_id,
        url=edition.address,
        headline=edition.headline,
        standfirst=edition.standfirst,
        section=Link(section.name, section.address),
        minutes=edition.minutes,
        byline=joined(names, last=_("{} and {}")),
        picture=picture_of(edition.lead_image) if edition.lead_image else None,
        at=edition.published,
        tongue=tongue_of(edition.language, house),
        takeaways=takeaways,
    )


def cards_of(editions: list[Edition], *, house: House) -> list[Card]:
    """Cards for a list. One query for all the people, one for the sections if not yet read."""
    known = people(pk for edition in editions for pk in edition.author_ids)
    return [card_of(edition, house=house, known=known) for edition in editions]


def renamed(card: Card, slot: Filled) -> Card:
    """The card as a front shows it in this slot: under the headline that it has there."""
    return replace(card, headline=slot.headline)
