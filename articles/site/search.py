"""The search page: what was asked, what was found, and how to narrow it; in at most six queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.editions.edition import Edition
from articles.editions.listing import List, Listing
from articles.editions.way import people_at, sections_at, tags_at
from articles.library.contributor import Contributor
from articles.library.rendition import Picture, picture_of
from articles.search import Found, SearchAway, find
from articles.site import metadata
from articles.site.house import House, Link, tongue_of
from articles.site.names import listed
from articles.site.question import Question
from articles.text import body as vocabulary
from articles.text.wanted import Piece, Wanted, marked, snippet
from articles.text.words import joined

PAGE = 20
# The best of what is found can be walked and narrowed; whoever wants the rest asks more closely.
MOST = 1_000
SHORT = 8
# Fewer letters are in too many names.
LEAST = 3
PAGE_OF = {"author": "contributor", "tag": "tag"}


@dataclass(frozen=True)
class Result:
    """A story that was found, with the words that were looked for marked."""

    url: str
    headline: list[Piece]
    words: list[Piece]
    section: Link
    byline: str
    minutes: int
    at: datetime
    picture: Picture | None
    tongue: str


@dataclass(frozen=True)
class Choice:
    """A way to narrow a search, and how many of the stories would be left; or to widen it again."""

    name: str
    url: str
    count: int = 0


@dataclass(frozen=True)
class Facet:
    """One kind of choices, under its heading."""

    name: str
    choices: list[Choice]


@dataclass(frozen=True)
class SearchPage:
    """All that site/search.html shows."""

    meta: metadata.Meta
    crumbs: list[metadata.Crumb]
    question: Question
    sections: list[Link]
    found: Found = Found()
    away: bool = False
    named: tuple[Link, ...] = ()
    results: tuple[Result, ...] = ()
    chosen: tuple[Choice, ...] = ()
    facets: tuple[Facet, ...] = ()
    prev_url: str = ""
    next_url: str = ""


def search(request) -> SearchPage:
    """The page for what the request asks; 404 for a page of it that cannot be."""
    at, house = request.moment, request.house
    question = Question.of(request.GET)
    number = _number(request.GET.get("page", ""))
    page = {
        "meta": metadata.plain(_title(question)),
        "crumbs": [metadata.Crumb(_("Home"), "/"), metadata.Crumb(_("Search"))],
        "question": question,
        "sections": _sections(house),
    }
    try:
        found = _found(question, question.asked_of(house=house, at=at))
    except SearchAway:
        return SearchPage(**page, away=True)
    if number > 1 and len(found.ids) <= (number - 1) * PAGE:
        raise Http404
    shown = found.ids[(number - 1) * PAGE : number * PAGE]
    editions = _editions(shown, at=at)
    # What only comes near is not worth narrowing.
    counts = _counts(() if found.nearest else found.ids)
    names, named = _names(question, counts, editions, at=at)
    return SearchPage(
        **page,
        found=found,
        named=named,
        results=tuple(_result(each, question.wanted, names, house=house) for each in editions),
        chosen=tuple(_chosen(question, names, house=house)),
        facets=tuple(_facets(question, counts, names, house=house)),
        prev_url=question.url(page=number - 1 if number > 2 else "") if number > 1 else "",
        next_url=question.url(page=number + 1) if len(found.ids) > number * PAGE else "",
    )


def _found(question: Question, editions: QuerySet) -> Found:
    """What has the words; without any, all that is within the limits, the newest first."""
    if question.wanted or not question.is_narrowed:
        return find(question.wanted, editions, most=MOST)
    latest = editions.order_by("-published", "-pk").values_list("pk", flat=True)
    ids = list(latest[: MOST + 1])
    return Found(ids=tuple(ids[:MOST]), more=len(ids) > MOST)


def _number(typed: str) -> int:
    if not typed:
        return 1
    if not typed.isdecimal() or len(typed) > 3 or int(typed) < 1:
        raise Http404
    return int(typed)


def _title(question: Question) -> str:
    words = question.wanted.typed
    title = _("Search: %(words)s") % {"words": words} if words else _("Search")
    if question.first.error or question.last.error:
        return _("Error: %(title)s") % {"title": title}
    return title


def _sections(house: House) -> list[Link]:
    """Every section that has a story, in the order of the tree, named from the top down.

    Their addresses are what the question would say, if it were narrowed to them.
    """
    found, waiting = [], house.within(None)[::-1]
    while waiting:
        section = waiting.pop()
        name = " › ".join(each.name for each in house.tree.trail(section))
        found.append(Link(name, section.path))
        waiting += house.within(section)[::-1]
    return found


def _editions(ids, *, at) -> list[Edition]:
    """These editions in this order, with their documents. One query, or none for no ids."""
    if not ids:
        return []
    found = Edition.live(at=at).select_related("lead_image").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _counts(ids) -> dict[str, Counter]:
    """How often each section, author, topic and year stands among these editions. One query."""
    counts = {name: Counter() for name in ("section", "author", "tag", "year")}
    kinds = (List.SITE, List.SECTION, List.AUTHOR, List.TAG)
    rows = Listing.objects.of_editions(ids, kinds) if ids else Listing.objects.none()
    for name, key, published in rows.values_list("list", "key", "sort_time"):
        if name == List.SITE:
            counts["year"][timezone.localtime(published).year] += 1
        else:
            counts[name][key] += 1
    return counts


def _names(question: Question, counts, editions, *, at) -> tuple[dict, tuple[Link, ...]]:
    """(slug, name) of people and topics, by kind and id and by kind and slug; and links to some.

    Those are whoever and whatever is called as the words of the question. Its limits are named
    anew: an older link says what they were called before they were moved or merged. One query.
    """
    people = {pk for pk, _count in counts["author"].most_common(SHORT)}
    people |= {pk for edition in editions for pk in edition.author_ids}
    topics = {pk for pk, _count in counts["tag"].most_common(SHORT)}
    # What was not asked is not looked for: PostgreSQL plans longer for it than all the rest takes.
    author = people_at(question.author) if question.author else None
    tag = tags_at(question.tag) if question.tag else None
    authors = _asked_for(Contributor, people, question, author, List.CONTRIBUTOR, at=at)
    tags = _asked_for(Tag, topics, question, tag, List.TAG, at=at)
    # Whoever has been merged into someone else is that one now.
    slug, name = Coalesce("merged_into__slug", "slug"), Coalesce("merged_into__name", "name")
    rows = authors.order_by().values_list(Value("author"), "pk", slug, name, "asked")
    tags = tags.order_by().values_list(Value("tag"), "pk", "slug", "name", "asked")
    sections = sections_at(question.section).annotate(asked=Value(value=True)).order_by()
    sections = sections.values_list(Value("section"), "pk", "path", "name", "asked")
    rows = rows.union(tags, sections, all=True)
    known, named, words = {}, [], question.wanted.typed.lower()
    for kind, pk, slug, name, asked in rows:
        known[kind, pk] = known[kind, slug] = slug, name
        if asked:
            setattr(question, kind, slug)
        if kind in PAGE_OF and len(words) >= LEAST and words in name.lower():
            named.append(Link(name, reverse(f"site:{PAGE_OF[kind]}", args=[slug])))
    return known, tuple(dict.fromkeys(named))[:SHORT]


def _asked_for(table, ids, question: Question, limit: QuerySet | None, name, *, at) -> QuerySet:
    """These ids; and who or what a live story shows, if it is the `limit` or called as was typed.

    With `asked`, whether it is the limit.
    """
    shown = listed(table.objects, name, at=at)
    wanted, asked = Q(pk__in=ids), Value(value=False)
    if limit is not None:
        limit = shown.filter(pk__in=limit.values("pk"))
        wanted |= Q(pk__in=limit.values("pk"))
        asked = Exists(limit.filter(pk=OuterRef("pk")))
    if len(question.wanted.typed) >= LEAST:
        called = shown.filter(name__icontains=question.wanted.typed).order_by("name")
        wanted |= Q(pk__in=called.values("pk")[:SHORT])
    return table._base_manager.filter(wanted).annotate(asked=asked)


def _result(edition: Edition, wanted: Wanted, names, *, house: House) -> Result:
    section = house.tree.get(edition.section_id)
    authors = [names["author", pk][1] for pk in edition.author_ids if ("author", pk) in names]
    return Result(
        url=edition.address,
        headline=marked(edition.headline, wanted),
        words=_words(edition, wanted),
        section=Link(section.name, section.address),
        byline=joined(list(dict.fromkeys(authors)), last=_("{} and {}")),
        minutes=edition.minutes,
        at=edition.published,
        picture=picture_of(edition.lead_image) if edition.lead_image else None,
        tongue=tongue_of(edition.language, house),
    )


def _words(edition: Edition, wanted: Wanted) -> list[Piece]:
    """Of standfirst and body, the part that has the words; the standfirst if none has."""
    document = edition.as_document()
    points = "\n".join(point.text for point in document.takeaways)
    for text in (document.standfirst, vocabulary.plain(document.body), points):
        pieces = snippet(text, wanted, length=220)
        if any(piece.wanted for piece in pieces):
            return pieces
    return snippet(document.standfirst or vocabulary.plain(document.body), wanted, length=220)


def _chosen(question: Question, names, *, house: House):
    """What the search is narrowed by, each with the way to leave it out."""
    if question.section:
        section = house.tree.at(question.section)
        yield Choice(section.name if section else question.section, question.url(section=""))
    for kind in ("author", "tag"):
        if slug := getattr(question, kind):
            yield Choice(names.get((kind, slug), (slug, slug))[1], question.url(**{kind: ""}))


def _facets(question: Question, counts, names, *, house: House):
    """What else a search can be narrowed by, as far as it would leave a part of what was found."""
    top = house.tree.at(question.section) if question.section else None
    sections = [
        Choice(each.name, question.url(section=each.path), counts["section"][each.pk])
        for each in house.tree.children(top)
        if counts["section"][each.pk]
    ]
    years = [
        Choice(str(year), question.url(**{"from": f"{year}-01-01", "to": f"{year}-12-31"}), count)
        for year, count in sorted(counts["year"].items(), reverse=True)
    ]
    facets = [Facet(_("Section"), sections), Facet(_("Year"), years)]
    for kind, title in (("author", _("Author")), ("tag", _("Topic"))):
        choices = [
            Choice(names[kind, pk][1], question.url(**{kind: names[kind, pk][0]}), count)
            for pk, count in counts[kind].most_common(SHORT)
            if (kind, pk) in names and not getattr(question, kind)
        ]
        facets.append(Facet(title, choices))
    total = sum(counts["year"].values())
    return [f for f in facets if any(choice.count < total for choice in f.choices)]
