"""The home page and the sections' fronts: what editors placed, and around it the newest."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from articles.editions.correction import Correction
from articles.editions.front import LEAD, ROW, Filled, FrontSlot, front_at
from articles.editions.listing import List, newest
from articles.editions.most_read import most_read
from articles.editions.reads import SETTLED, hour_of
from articles.inquiry import Inquiry
from articles.library.section import Section
from articles.site import metadata
from articles.site.card import Card, card_of, people, renamed, takeaways_of
from articles.site.house import Link
from articles.site.lists import ListPage, list_page, notices
from articles.site.page import Notice
from articles.site.social_card import SocialCard

NEWEST = 80
LATEST = 6
BAND = 4


@dataclass(frozen=True)
class Band:
    """A section's newest stories on the home page."""

    section: Link
    cards: list[Card]


@dataclass(frozen=True)
class MostRead:
    """The stories most read in the 24 hours to a moment, the first the most."""

    until: datetime
    cards: list[Card]


@dataclass(frozen=True)
class HomePage:
    """The home page."""

    meta: metadata.Meta
    today: datetime
    lead: Card | None
    seconds: list[Card]
    row: list[Card]
    latest: list[Card]
    bands: list[Band]
    most_read: MostRead | None
    corrections: list[Notice]


@dataclass(frozen=True)
class SectionPage(ListPage):
    """A section."""

    most_read: MostRead | None = None


def home(
    request,
    slots: Iterable[FrontSlot] | None = None,
    *,
    shows_most_read: bool | None = None,
) -> HomePage:
    """Lead, second stories and row as arranged, then the latest, then a band per section.

    Where a slot has closed up, the next moves up. `slots` is an arrangement that was not saved
    yet, and `shows_most_read` goes with it. No story stands on the page twice; but what is most
    read is a ranking, and would be none without those that stand above it.
    """
    at, house = request.moment, request.house
    editions = newest(List.SITE, 0, at=at, size=NEWEST)
    filled = front_at(None, at=at, newest=editions, slots=slots)
    above = {slot.edition.article_id for slot in filled}
    rest = [edition for edition in editions if edition.article_id not in above]
    shown = [*(slot.edition for slot in filled), *rest]
    known = people(pk for edition in shown for pk in edition.author_ids)

    cards = [card_of(edition, house=house, known=known) for edition in shown]
    placed = list(map(renamed, cards, filled))
    top = [card for card, slot in zip(placed, filled, strict=True) if slot.position not in ROW]
    newer = cards[len(filled) :]
    return HomePage(
        meta=metadata.of_home(),
        today=at,
        lead=_with_points(top[0], filled[0]) if top else None,
        seconds=top[1:],
        row=placed[len(top) :],
        latest=newer[:LATEST],
        bands=_bands(house, newer[LATEST:]),
        most_read=_most_read(house, None, at=at, shows=shows_most_read),
        corrections=notices(_newest_corrections(at=at), house=house),
    )


@Inquiry
def _newest_corrections(at):
    return Correction.objects.public(at).with_story(at)[:3]


def _most_read(house, section_id, *, at, shows) -> MostRead | None:
    found = most_read(section_id, at=at, shows=shows)
    cards = [card_of(edition, house=house, known={}) for edition in found]
    return MostRead(hour_of(at - SETTLED), cards) if cards else None


def _with_points(card: Card, slot: Filled) -> Card:
    """A lead's key points, which lists leave out; what moved up from another slot has none."""
    if slot.position != LEAD:
        return card
    document = slot.edition.as_document()
    return replace(card, takeaways=takeaways_of(document, address=slot.edition.address))


def _bands(house, cards: list[Card]) -> list[Band]:
    """The first few of each section at the top, one with a picture before the others."""
    by_section: dict[str, list[Card]] = {}
    for card in cards:
        by_section.setdefault(card.section.url.split("/")[1], []).append(card)
    bands = []
    for section in house.tree.children(None):
        found = by_section.get(section.path, [])[:BAND]
        if found:
            found.sort(key=lambda card: card.picture is None)
            bands.append(Band(Link(section.name, section.address), found))
    return bands


def section(
    request,
    section: Section,
    slots: Iterable[FrontSlot] | None = None,
    *,
    shows_most_read: bool | None = None,
) -> SectionPage:
    """A section with all stories filed under it or beneath; its front above the newest of them.

    What is most read in it stands on the first stretch alone, as the front does.
    """
    house, at = request.house, request.moment
    is_first = not (request.GET.get("older") or request.GET.get("newer"))
    house.trail = house.tree.trail(section)
    return list_page(
        request,
        List.SECTION,
        section.pk,
        name=section.name,
        path=section.address,
        crumbs=metadata.trail(house, house.trail),
        description=section.description,
        about=metadata.stories_about(section.name),
        picture=SocialCard("section", section.pk, section.name),
        children=tuple(Link(s.name, s.address) for s in house.within(section)),
        search_url=f"{reverse('site:search')}?{urlencode({'section': section.path})}",
        most_read=_most_read(house, section.pk, at=at, shows=shows_most_read) if is_first else None,
        into=SectionPage,
        fill=lambda newest: front_at(section.pk, at=at, newest=newest, slots=slots),
    )
