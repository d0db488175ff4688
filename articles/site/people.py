"""A person's page: who they are, what they write about, what they wrote and what they edited."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.editions import way
from articles.editions.correction import Correction
from articles.editions.listing import List, Listing
from articles.library.contributor import Contributor
from articles.site import metadata
from articles.site.card import Person, person_of
from articles.site.house import House, Link
from articles.site.lists import ListPage, list_page
from articles.site.social_card import SocialCard

# What a person's stories are parted by: the name in the address, the list, what it is called.
CALLED = {
    "wrote": lambda: _("Wrote"),
    "edited": lambda: _("Edited"),
    "made": lambda: _("Pictures, research and translation"),
}
PARTS = tuple((part, name, CALLED[part]) for part, name in way.PARTS.items())
# What someone wrote of in so many of their newest stories, and at least so often.
RECENT, OFTEN, BEATS = 100, 2, 3


@dataclass(frozen=True)
class PersonPage(ListPage):
    """A person, and a part of their stories."""

    person: Person | None = None
    part: str = ""
    parts: tuple[Link, ...] = ()
    beats: tuple[Link, ...] = ()
    stories: int = 0
    corrections: int = 0


def with_parts(records: QuerySet, *, at) -> QuerySet:
    """People, each with what parts of their stories there are, and how many they wrote."""
    there = {
        part: Exists(Listing.objects.on(name, OuterRef("pk"), at)) for part, name, _called in PARTS
    }
    wrote = Listing.objects.on(List.AUTHOR, OuterRef("pk"), at).order_by().values("key")
    stories = wrote.annotate(number=Count("pk")).values("number")
    return records.annotate(stories=Subquery(stories), **there)


def contributor(request, found: Contributor, part: str = "") -> PersonPage:
    """A person read `with_parts`. The first part of their stories stands on their own page."""
    there = [each for each in PARTS if getattr(found, each[0])]
    chosen = [each for each in there if part in ("", each[0])]
    if not chosen:
        raise Http404
    own = reverse("site:contributor", args=[found.slug])
    urls = {name: own if n == 0 else f"{own}{name}/" for n, (name, *_rest) in enumerate(there)}
    name, listed, called = chosen[0]
    person = person_of(found)
    beats = _beats(listed, found, house=request.house, at=request.moment)
    above = ((_("Home"), "/"), (_("People"), reverse("site:contributors")), (person.name, ""))
    return list_page(
        request,
        listed,
        found.pk,
        name=person.name,
        title=person.name if urls[name] == own else f"{person.name}: {called()}",
        path=urls[name],
        feed_of=own,
        crumbs=[metadata.Crumb(*step) for step in above],
        description=person.bio,
        about=_("Stories by %(person)s in %(site)s.")
        % {"person": person.name, "site": settings.SITE_NAME},
        picture=person.portrait or SocialCard("person", found.pk, person.name, person.role_line),
        into=PersonPage,
        person=person,
        part=called(),
        parts=tuple(
            Link(label(), urls[each], current=each == name) for each, _list, label in there
        ),
        beats=beats,
        stories=found.stories or 0,
        corrections=_corrections(found, at=request.moment) if found.stories else 0,
    )


def _beats(name, person: Contributor, *, house: House, at) -> tuple[Link, ...]:
    """The sections and topics that stand most often over their newest stories. One query."""
    recent = Listing.objects.on(name, person.pk, at).order_by("-sort_time").values("edition")
    tag = Tag.objects.filter(pk=OuterRef("key"))
    counted = (
        Listing.objects.of_editions(recent[:RECENT], (List.SECTION, List.TAG))
        .values("list", "key")
        .annotate(number=Count("pk"))
        .filter(number__gte=OFTEN)
        .order_by("-number", "key")
    )
    with_names = counted.annotate(
        tag_name=Subquery(tag.values("name")), tag_slug=Subquery(tag.values("slug"))
    )
    rows = list(with_names)
    sections = [house.tree.get(row["key"]) for row in rows if row["list"] == List.SECTION]
    links = [Link(each.name, each.address) for each in _lowest(sections)][:BEATS]
    topics = [row for row in rows if row["list"] == List.TAG and row["tag_name"]][:BEATS]
    links += [Link(r["tag_name"], reverse("site:tag", args=[r["tag_slug"]])) for r in topics]
    return tuple(links)


def _lowest(sections: Iterable) -> list:
    """Those of the sections that have no other of them beneath: to name their parents says less."""
    paths = [section.path for section in sections]
    return [s for s in sections if not any(path.startswith(f"{s.path}/") for path in paths)]


def _corrections(person: Contributor, *, at) -> int:
    """How many public corrections were printed beneath their name. One query."""
    # Whatever became of that edition: by their list alone, with no look at any of its stories.
    wrote = Listing.objects.filter(list=List.AUTHOR, key=person.pk).values("edition")
    return Correction.objects.public(at).filter(edition__in=wrote).order_by().count()
