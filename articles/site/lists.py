"""Everything that fronts and lists show, each in at most six queries."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.editions.correction import Correction
from articles.editions.edition import Edition
from articles.editions.listing import List, Stretch, key_of, newest, stretch
from articles.library.contributor import Contributor
from articles.library.section import Section
from articles.site import metadata
from articles.site.card import Card, Person, card_of, cards_of, people, person_of, takeaways_of
from articles.site.house import Link
from articles.site.names import Shelf, listed, shelf
from articles.site.page import Notice

PAGE = 20
FRONT = 80
BAND = 4


@dataclass(frozen=True)
class Band:
    """A section's newest stories on the front page."""

    section: Link
    cards: list[Card]


@dataclass(frozen=True)
class HomePage:
    """The front page."""

    meta: metadata.Meta
    today: datetime
    lead: Card | None
    seconds: list[Card]
    latest: list[Card]
    bands: list[Band]
    corrections: list[Notice]


@dataclass(frozen=True)
class ListPage:
    """A section, a person's stories or a topic."""

    meta: metadata.Meta
    crumbs: list[metadata.Crumb]
    name: str
    cards: list[Card]
    newer_url: str = ""
    older_url: str = ""
    description: str = ""
    children: tuple[Link, ...] = ()
    person: Person | None = None


@dataclass(frozen=True)
class IndexPage:
    """All people, or all topics, or the corrections."""

    meta: metadata.Meta
    crumbs: list[metadata.Crumb]
    people: tuple[Person, ...] = ()
    tags: tuple[Link, ...] = ()
    corrections: tuple[Notice, ...] = ()
    newer_url: str = ""
    older_url: str = ""


def home(request) -> HomePage:
    """The newest stories as a front: a lead, three more, the latest, then a band per section."""
    at, house = request.moment, request.house
    editions = newest(List.SITE, 0, at=at, size=FRONT)
    known = people(pk for edition in editions for pk in edition.author_ids)
    cards = [card_of(edition, house=house, known=known) for edition in editions]
    pictured = [card for card in cards[:BAND] if card.picture]
    lead = (pictured or cards or [None])[0]
    if lead:
        lead = _with_takeaways(lead, at=at)
    rest = [card for card in cards if not lead or card.id != lead.id]
    seconds = sorted(rest[:3], key=lambda card: card.picture is None)
    return HomePage(
        meta=metadata.of_home(),
        today=at,
        lead=lead,
        seconds=seconds,
        latest=rest[3:9],
        bands=_bands(house, rest[3:]),
        corrections=notices(
            Correction.objects.public(at).select_related("edition").defer("edition__document")[:3],
            at=at,
        ),
    )


def _with_takeaways(card: Card, *, at) -> Card:
    """The lead's key points, which lists leave out. One query."""
    edition = Edition.live(at=at).filter(article_id=card.id).only("document", "address").get()
    points = takeaways_of(edition.as_document(), address=edition.address)
    return Card(**{**card.__dict__, "takeaways": points})


def _bands(house, cards: list[Card]) -> list[Band]:
    def top(card: Card) -> str:
        return card.section.url.strip("/").split("/", 1)[0]

    by_section = {path: list(group) for path, group in groupby(sorted(cards, key=top), key=top)}
    bands = []
    for section in house.tree.children(None):
        found = sorted(by_section.get(section.path, ())[:BAND], key=lambda c: c.picture is None)
        if found:
            bands.append(Band(Link(section.name, section.address), found))
    return bands


def notices(corrections, *, at) -> list[Notice]:
    """Corrections, read with their editions, with headline and address of their stories."""
    ids = {correction.edition.article_id for correction in corrections}
    live = {
        edition.article_id: edition
        for edition in Edition.live(at=at).filter(article_id__in=ids).defer("document")
    }
    return [
        Notice(
            at=correction.edition.live_from,
            text=correction.text,
            headline=live[correction.edition.article_id].headline,
            url=live[correction.edition.article_id].address,
        )
        for correction in corrections
    ]


def section(request, section: Section) -> ListPage:
    """A section with all stories filed under it or beneath."""
    house = request.house
    house.trail = house.tree.trail(section)
    crumbs = metadata.trail(house, house.trail)
    return _list(
        request,
        List.SECTION,
        section.pk,
        name=section.name,
        crumbs=crumbs,
        description=section.description,
        children=tuple(Link(s.name, s.address) for s in house.tree.children(section)),
    )


def contributor(request, found: Contributor) -> ListPage:
    """A person and the stories that they are credited for."""
    person = person_of(found)
    crumbs = [
        metadata.Crumb(_("Home"), "/"),
        metadata.Crumb(_("People"), reverse("site:contributors")),
        metadata.Crumb(person.name),
    ]
    return _list(
        request,
        List.CONTRIBUTOR,
        found.pk,
        name=person.name,
        crumbs=crumbs,
        description=person.bio,
        person=person,
        kind="ProfilePage",
        extra={"mainEntity": metadata.person_node(person)}.items(),
    )


def tag(request, found: Tag) -> ListPage:
    """A topic."""
    crumbs = [
        metadata.Crumb(_("Home"), "/"),
        metadata.Crumb(_("Topics"), reverse("site:tags")),
        metadata.Crumb(found.name),
    ]
    return _list(request, List.TAG, found.pk, name=found.name, crumbs=crumbs)


def _list(
    request,
    name_of_list,
    key,
    *,
    name,
    crumbs,
    kind="CollectionPage",
    extra=(),
    **shown,
) -> ListPage:
    """A list page at the stretch that the query names; 404 for a stretch that cannot be."""
    part, query = _stretch(request, name_of_list, key)
    if not part.editions and query:
        raise Http404
    links = _links(request, part)
    meta = metadata.of_list(
        path=request.path + (f"?{query}" if query else ""),
        crumbs=crumbs,
        description=shown.get("description", ""),
        kind=kind,
        extra=extra,
        next_url=links["older_url"],
        prev_url=links["newer_url"],
        **_told_apart(request, name, part.editions and part.editions[0].published),
        feed=metadata.feed_of(name, request.path),
    )
    cards = cards_of(part.editions, house=request.house)
    return ListPage(meta=meta, crumbs=crumbs, name=name, cards=cards, **links, **shown)


def _stretch(request, name, key) -> tuple[Stretch, str]:
    """The stretch of a list that the request asks for, and the query that named it."""
    older, newer = request.GET.get("older", ""), request.GET.get("newer", "")
    try:
        part = stretch(name, key, at=request.moment, size=PAGE, older=older, newer=newer)
    except ValueError as nonsense:
        raise Http404 from nonsense
    return part, f"newer={newer}" if newer else f"older={older}" if older else ""


def _told_apart(request, title: str, newest_at) -> dict[str, str]:
    """The title of a page of a list, and whether machines are to keep it.

    The same stories stand at two addresses, by the end from which a reader came to them; those
    that lead on from the newest are kept.
    """
    if not request.GET.get("older") and not request.GET.get("newer"):
        return {"title": title}
    moment = date_format(localtime(newest_at), "DATETIME_FORMAT")
    title = _("%(title)s: up to %(moment)s") % {"title": title, "moment": moment}
    return {"title": title, "robots": "noindex" if request.GET.get("newer") else ""}


def _links(request, part: Stretch) -> dict[str, str]:
    return {
        "newer_url": f"{request.path}?newer={part.newer}" if part.newer else "",
        "older_url": f"{request.path}?older={part.older}" if part.older else "",
    }


def contributors(request) -> IndexPage:
    """Those who have a live story, by name."""
    crumbs = [metadata.Crumb(_("Home"), "/"), metadata.Crumb(_("People"))]
    records = Contributor.objects.select_related("portrait")
    part = shelf(request, listed(records, List.CONTRIBUTOR, at=request.moment))
    return _by_name(request, _("People"), part, crumbs, people=tuple(map(person_of, part.found)))


def tags(request) -> IndexPage:
    """The topics of live stories, by name."""
    crumbs = [metadata.Crumb(_("Home"), "/"), metadata.Crumb(_("Topics"))]
    part = shelf(request, listed(Tag.objects.all(), List.TAG, at=request.moment))
    links = (Link(tag.name, reverse("site:tag", args=[tag.slug])) for tag in part.found)
    return _by_name(request, _("Topics"), part, crumbs, tags=tuple(links))


def _by_name(request, title, part: Shelf, crumbs, **shown) -> IndexPage:
    links = {"prev_url": part.prev_url, "next_url": part.next_url}
    if part.prev_url or part.next_url:
        title = _("%(title)s: from %(first)s to %(last)s") % {
            "title": title,
            "first": part.found[0].name,
            "last": part.found[-1].name,
        }
    robots = "noindex" if request.GET.get("before") else ""
    meta = metadata.of_list(title, path=part.url, crumbs=crumbs, robots=robots, **links)
    return IndexPage(meta=meta, crumbs=crumbs, **shown)


def corrections(request) -> IndexPage:
    """The corrections of live stories, the newest first, by twenties."""
    crumbs = [metadata.Crumb(_("Home"), "/"), metadata.Crumb(_("Corrections"))]
    found = Correction.objects.public(request.moment)
    if older := request.GET.get("older", ""):
        try:
            found = found.older_than(older)
        except ValueError as nonsense:
            raise Http404 from nonsense
    shown = list(found.select_related("edition").defer("edition__document")[: PAGE + 1])
    if older and not shown:
        raise Http404
    last = shown[PAGE - 1] if len(shown) > PAGE else None
    told = _told_apart(request, _("Corrections"), shown and shown[0].edition.live_from)
    path = f"{request.path}?older={older}" if older else request.path
    return IndexPage(
        meta=metadata.of_list(
            path=path,
            crumbs=crumbs,
            feed=metadata.feed_of(_("Corrections"), request.path),
            **told,
        ),
        crumbs=crumbs,
        corrections=tuple(notices(shown[:PAGE], at=request.moment)),
        older_url=f"{request.path}?older={key_of(last.edition.live_from, last.pk)}" if last else "",
    )
