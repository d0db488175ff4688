"""Feeds: what a list holds, whole or in short, for those who read elsewhere. Six queries each."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.editions.correction import Correction
from articles.editions.listing import List, Listing
from articles.library.contributor import Contributor, Role
from articles.library.image import Image
from articles.library.rendition import Picture, picture_of
from articles.library.section import Section
from articles.library.tag import tags_of
from articles.site.card import Person, known_of, people, takeaways_of
from articles.site.feed_address import OTHERS, page_of
from articles.site.names import listed
from articles.site.page import Figure, figure_of
from articles.text import body as vocabulary
from articles.text.document import Document
from articles.text.link import whole
from articles.text.words import excerpt

SIZE = 25


@dataclass(frozen=True)
class Entry:
    """A story, or a correction, as feeds have it: `summary` is plain text, `content` HTML.

    `id` is the same for ever, whatever becomes of the address.
    """

    id: str
    url: str
    headline: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    authors: tuple[Person, ...] = ()
    topics: tuple[str, ...] = ()
    picture: Picture | None = None
    credit: str = ""
    language: str = ""


@dataclass(frozen=True)
class Feed:
    """A list for machines; `page` is the address of the one that shows the same to people."""

    id: str
    page: str
    title: str
    description: str
    updated: datetime
    entries: tuple[Entry, ...]


def named(request, name: str) -> Feed:
    """The feed of that name; 404 where there is no such page, or none with a live story."""
    at = request.moment
    kind, _slash, rest = name.partition("/")
    if name == "site":
        return _feed(name, List.SITE, 0, at=at, title="", about=settings.SITE_TAGLINE)
    if name == "corrections":
        return _corrections(at)
    if kind == "sections":
        section = get_object_or_404(Section, path=rest)
        known = {"title": section.name, "about": section.description}
        return _feed(name, List.SECTION, section.pk, at=at, **known)
    if kind == "people":
        person = get_object_or_404(listed(Contributor.objects, List.CONTRIBUTOR, at=at), slug=rest)
        known = {"title": person.name, "about": person.role_line}
        return _feed(name, List.CONTRIBUTOR, person.pk, at=at, **known)
    if kind != "tags":
        raise Http404
    tag = get_object_or_404(listed(Tag.objects, List.TAG, at=at), slug=rest)
    return _feed(name, List.TAG, tag.pk, at=at, title=tag.name, about="")


def has_one(page: str) -> bool:
    """Whether the page at an address that leads somewhere is a list with a feed, and no story."""
    first = page.split("/")[1] if page.startswith("/") else page
    return first in {"", *OTHERS} or Section.objects.filter(path=page.strip("/")).exists()


def _feed(name, name_of_list, key, *, at, title, about) -> Feed:
    rows = Listing.objects.on(name_of_list, key, at).with_stories(at)
    rows = list(rows.order_by("-sort_time", "-edition_id")[:SIZE])
    entries = _entries(rows, at=at)
    return _made(name, f"{name_of_list}:{key}", entries, at=at, title=title, about=about)


def _made(name, key, entries, *, at, title, about) -> Feed:
    site = settings.SITE_NAME
    # A feed of nothing is the same all day.
    morning = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return Feed(
        id=uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/#feed:{key}").urn,
        page=page_of(name),
        title=f"{title}, {site}" if title else site,
        description=about or (_("The latest from %(site)s.") % {"site": site}),
        updated=max((entry.updated for entry in entries), default=morning),
        entries=tuple(entries),
    )


def _entries(rows: list[Listing], *, at) -> list[Entry]:
    """The stories of these rows. Four queries: people, topics, images, corrections."""
    documents = {row.edition_id: row.edition.as_document() for row in rows}
    known = people({credit.contributor for d in documents.values() for credit in d.credits})
    topics = tags_of(pk for d in documents.values() for pk in d.tags)
    images, corrections = {}, {}
    if settings.FEED_FULL_TEXT:
        images = Image.objects.in_bulk({pk for d in documents.values() for pk in d.images})
        stories = [row.edition.article_id for row in rows]
        found = Correction.objects.begun(stories, at).select_related("edition")
        by_story = groupby(found, key=lambda correction: correction.edition.article_id)
        corrections = {story: list(group) for story, group in by_story}
    return [
        _entry(
            row,
            documents[row.edition_id],
            known=known,
            topics=topics,
            images=images,
            corrections=corrections.get(row.edition.article_id, ()),
        )
        for row in rows
    ]


def _entry(row: Listing, document: Document, *, known, topics, images, corrections) -> Entry:
    edition, lead = row.edition, row.edition.lead_image
    names = [edition.section.name] if edition.section else []
    names += [topics[pk].name for pk in document.tags if pk in topics]
    picture = _from_afar(lead) if lead else None
    return Entry(
        id=_id("story", edition.article_id, row.sort_time),
        url=settings.SITE_URL + edition.address,
        headline=document.headline,
        summary=document.standfirst or excerpt(vocabulary.plain(document.body), length=300),
        content=_content(document, edition, images=images, corrections=corrections),
        published=row.sort_time,
        updated=max(row.updated or row.sort_time, row.sort_time),
        authors=tuple(known_of(document.credited(Role.AUTHOR), known)),
        topics=tuple(dict.fromkeys(names)),
        picture=picture,
        credit=(document.lead.credit if document.lead else "") or (lead.credit if lead else ""),
        language=document.language or settings.LANGUAGE_CODE,
    )


def _content(document: Document, edition, *, images, corrections) -> str:
    """The key points, then the story or, by FEED_FULL_TEXT, nothing more."""
    lead = edition.lead_image
    figure = lead and Figure(
        _from_afar(lead),
        document.lead.caption or lead.caption,
        document.lead.credit or lead.credit,
    )
    story = {"lead": figure, "body": _body(document, edition.address, images=images)}
    return render_to_string(
        "feed/story.html",
        {
            "standfirst": document.standfirst,
            "takeaways": takeaways_of(document, address=settings.SITE_URL + edition.address),
            "corrections": corrections,
            **(story if settings.FEED_FULL_TEXT else {}),
        },
    )


def _body(document: Document, address: str, *, images) -> str:
    def figure(pk: int, caption: str) -> str:
        if pk not in images:
            return ""
        shown = figure_of(images[pk], _from_afar(images[pk]), caption=caption)
        return render_to_string("feed/figure.html", {"figure": shown})

    def embed(link: str, caption: str) -> str:
        return format_html('<p><a href="{}">{}</a></p>', link, link.removeprefix("https://"))

    html = whole(document.body, site=settings.SITE_URL, address=address)
    # Printed bodies have been reduced to the vocabulary, which holds nothing that could run.
    return mark_safe(vocabulary.with_figures(html, figure=figure, embed=embed))  # noqa: S308


def _from_afar(image: Image) -> Picture:
    """The picture at an address that leads here from anywhere."""
    picture = picture_of(image)
    return replace(picture, src=settings.SITE_URL + picture.src)


def _id(kind: str, pk: int, begun: datetime) -> str:
    """What names a story for ever: neither its address nor the host's may ever change it."""
    return uuid5(NAMESPACE_URL, f"{kind}:{pk}:{begun.timestamp():.6f}").urn


def _corrections(at) -> Feed:
    entries = [
        Entry(
            id=_id("correction", each.pk, each.edition.live_from),
            url=f"{settings.SITE_URL}{each.address}#corrections",
            headline=_("%(sort)s: %(headline)s")
            % {"sort": each.get_sort_display(), "headline": each.headline},
            summary=each.whole,
            content=format_html("<p>{}</p>", each.whole),
            published=each.edition.live_from,
            updated=each.edition.live_from,
            language=settings.LANGUAGE_CODE,
        )
        for each in Correction.objects.public(at).with_story(at)[:SIZE]
    ]
    about = _("What we got wrong, and what it should have said.")
    return _made("corrections", "corrections", entries, at=at, title=_("Corrections"), about=about)
