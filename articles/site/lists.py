"""Everything that lists show, each in at most six queries."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.editions.correction import Correction
from articles.editions.listing import List, Stretch, key_of, stretch
from articles.library.contributor import Contributor
from articles.site import metadata
from articles.site.card import Card, Person, cards_of, person_of, renamed
from articles.site.house import House, Link, tongue_of
from articles.site.names import Shelf, listed, shelf
from articles.site.page import Notice, notice_of
from articles.site.social_card import SocialCard

PAGE = 20


@dataclass(frozen=True)
class ListPage:
    """A section, a person's stories or a topic."""

    meta: metadata.Meta
    crumbs: list[metadata.Crumb]
    name: str
    cards: list[Card]
    front: list[Card] = field(default_factory=list)
    newer_url: str = ""
    older_url: str = ""
    description: str = ""
    children: tuple[Link, ...] = ()
    search_url: str = ""


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


def notices(corrections, *, house: House) -> list[Notice]:
    """Corrections that were read with their stories, as pages show them."""
    return [
        notice_of(
            each,
            headline=each.headline,
            url=each.address,
            tongue=tongue_of(each.language, house),
        )
        for each in corrections
    ]


def tag(request, found: Tag) -> ListPage:
    """A topic."""
    crumbs = [
        metadata.Crumb(_("Home"), "/"),
        metadata.Crumb(_("Topics"), reverse("site:tags")),
        metadata.Crumb(found.name),
    ]
    return list_page(
        request,
        List.TAG,
        found.pk,
        name=found.name,
        path=reverse("site:tag", args=[found.slug]),
        # As it is: the feed's address is quoted where it is made.
        feed_of=f"/tags/{found.slug}/",
        crumbs=crumbs,
        about=metadata.stories_about(found.name),
        picture=SocialCard("tag", found.pk, found.name),
    )


def list_page(
    request,
    name_of_list,
    key,
    *,
    name,
    path,
    crumbs,
    about,
    picture=None,
    title="",
    feed_of=None,
    within=None,
    fill=None,
    into=ListPage,
    **shown,
) -> ListPage:
    """A list page at the stretch that the query names; 404 for a stretch that cannot be.

    `path` is its own address, however it was asked for; `about` is what machines are told of it
    where nothing else describes it; `feed_of` is the page whose feed has its stories, if that is
    another, or "" for none; `fill` tells, of the newest stories, what stands above the first
    stretch as its front.
    """
    part, query = _stretch(request, name_of_list, key, within=within)
    if not part.editions and query:
        raise Http404
    filled = fill(part.editions) if fill and not query else []
    above = [slot.edition for slot in filled]
    ids = {edition.article_id for edition in above}
    rest = [edition for edition in part.editions if edition.article_id not in ids]
    cards = cards_of([*above, *rest], house=request.house)
    links = _links(path, part)
    meta = metadata.of_list(
        path=f"{path}?{query}" if query else path,
        crumbs=crumbs,
        description=shown.get("description") or about,
        cards=cards,
        person=shown.get("person"),
        beats=shown.get("beats", ()),
        picture=picture,
        next_url=links["older_url"],
        prev_url=links["newer_url"],
        **_told_apart(request, title or name, part.editions and part.editions[0].published),
        **({} if feed_of == "" else metadata.feeds_of(name, feed_of or path)),
    )
    return into(
        meta=meta,
        crumbs=crumbs,
        name=name,
        front=[renamed(card, slot) for card, slot in zip(cards, filled, strict=False)],
        cards=cards[len(above) :],
        **links,
        **shown,
    )


def _stretch(request, name, key, *, within) -> tuple[Stretch, str]:
    """The stretch of a list that the request asks for, and the query that named it."""
    older, newer = request.GET.get("older", ""), request.GET.get("newer", "")
    asked = {"older": older, "newer": newer, "within": within}
    try:
        part = stretch(name, key, at=request.moment, size=PAGE, **asked)
    except ValueError as nonsense:
        raise Http404 from nonsense
    return part, f"newer={newer}" if newer else f"older={older}" if older else ""


def _told_apart(request, title: str, newest_at) -> dict[str, str]:
    """The title of a page of a list, and whether machines are to keep it.

    The same stories stand at two addresses, by the end from which a reader came to them; those
    that lead on from the newest are kept.
    """
    if not request.GET.get("older") and not request.GET.get("newer"):
        # A section is there before its first story, but nothing in it is worth finding yet.
        return {"title": title, "robots": "" if newest_at else "noindex"}
    day, clock = settings.SITE_DATE_FORMAT or _("j F Y"), settings.SITE_TIME_FORMAT or _("H:i")
    moment = date_format(localtime(newest_at), f"{day}, {clock}")
    title = _("%(title)s: up to %(moment)s") % {"title": title, "moment": moment}
    return {"title": title, "robots": "noindex" if request.GET.get("newer") else ""}


def _links(path: str, part: Stretch) -> dict[str, str]:
    return {
        "newer_url": f"{path}?newer={part.newer}" if part.newer else "",
        "older_url": f"{path}?older={part.older}" if part.older else "",
    }


def contributors(request) -> IndexPage:
    """Those who have a live story, by name."""
    crumbs = [metadata.Crumb(_("Home"), "/"), metadata.Crumb(_("People"))]
    records = Contributor.objects.select_related("portrait")
    found = listed(records, List.CONTRIBUTOR, at=request.moment)
    part = shelf(request, found, path=reverse("site:contributors"))
    about = _("Who writes, edits and makes the pictures.")
    people = tuple(map(person_of, part.found))
    return _by_name(request, _("People"), part, crumbs, about=about, people=people)


def tags(request) -> IndexPage:
    """The topics of live stories, by name."""
    crumbs = [metadata.Crumb(_("Home"), "/"), metadata.Crumb(_("Topics"))]
    found = listed(Tag.objects.all(), List.TAG, at=request.moment)
    part = shelf(request, found, path=reverse("site:tags"))
    links = (Link(tag.name, reverse("site:tag", args=[tag.slug])) for tag in part.found)
    about = _("What %(site)s writes about, from A to Z.") % {"site": settings.SITE_NAME}
    return _by_name(request, _("Topics"), part, crumbs, about=about, tags=tuple(links))


def _by_name(request, title, part: Shelf, crumbs, *, about, **shown) -> IndexPage:
    links = {"prev_url": part.prev_url, "next_url": part.next_url}
    if part.prev_url or part.next_url:
        title = _("%(title)s: from %(first)s to %(last)s") % {
            "title": title,
            "first": part.found[0].name,
            "last": part.found[-1].name,
        }
    robots = "noindex" if request.GET.get("before") else ""
    meta = metadata.of_list(
        title, path=part.url, crumbs=crumbs, description=about, robots=robots, **links
    )
    return IndexPage(meta=meta, crumbs=crumbs, **shown)


def corrections(request) -> IndexPage:
    """The corrections of live stories, the newest first, by twenties."""
    crumbs = [metadata.Crumb(_("Home"), "/"), metadata.Crumb(_("Corrections"))]
    path = reverse("site:corrections")
    shown, query, links = _corrections(request, path=path)
    meta = metadata.of_list(
        path=path + query,
        crumbs=crumbs,
        description=_("What we got wrong, and what it should have said."),
        **metadata.feeds_of(_("Corrections"), path),
        next_url=links["older_url"],
        prev_url=links["newer_url"],
        **_told_apart(request, _("Corrections"), shown and shown[0].edition.live_from),
    )
    told = tuple(notices(shown, house=request.house))
    return IndexPage(meta=meta, crumbs=crumbs, corrections=told, **links)


def _corrections(request, *, path: str) -> tuple[list[Correction], str, dict[str, str]]:
    """The corrections that the request asks for, the query that named them, and the ways on."""
    older, newer = request.GET.get("older", ""), request.GET.get("newer", "")
    found = Correction.objects.public(request.moment).with_story(request.moment)
    try:
        found = found.newer_than(newer) if newer else found.older_than(older) if older else found
    except ValueError as nonsense:
        raise Http404 from nonsense
    shown = list(found[: PAGE + 1])
    more, shown = len(shown) > PAGE, shown[:PAGE]
    if not shown and (older or newer):
        raise Http404
    if newer:
        shown.reverse()
    ways = {"newer": bool(older or (newer and more)), "older": bool(newer or more)}
    ends = {"newer": shown[0], "older": shown[-1]} if shown else {}
    links = {
        f"{way}_url": f"{path}?{way}={key_of(ends[way].edition.live_from, ends[way].pk)}"
        if leads_on
        else ""
        for way, leads_on in ways.items()
    }
    return shown, f"?newer={newer}" if newer else f"?older={older}" if older else "", links
