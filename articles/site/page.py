"""Everything that a story's page shows, from one edition, in at most seven queries."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.editions.correction import Correction, Place, Sort
from articles.editions.edition import Edition
from articles.editions.listing import List, named, newest
from articles.editions.plate import typeset_of
from articles.inquiry import Inquiry
from articles.library.contributor import Role
from articles.library.image import Image
from articles.library.rendition import Picture, picture_of
from articles.library.tag import tags_of
from articles.site import metadata, reading
from articles.site.addresses import way_to
from articles.site.card import Card, Person, card_of, known_of, people, takeaways_of
from articles.site.helpful import Question
from articles.site.house import House, Link, tongue_of
from articles.standing import standing
from articles.text import body as vocabulary
from articles.text.document import Document
from articles.text.embed import player_of
from articles.text.typeset import Typeset

RELATED = 4


@dataclass(frozen=True)
class Figure:
    """A picture with the words beneath it; `caption` may hold inline marks."""

    picture: Picture
    caption: str
    credit: str


@dataclass(frozen=True)
class Notice:
    """A correction as pages show it; where it stands apart from its story, with that one's name."""

    at: datetime
    text: str
    headline: str = ""
    url: str = ""
    tongue: str = ""
    sort: str = Sort.CORRECTION
    place: str = Place.FOOT
    thanks: str = ""

    @property
    def whole(self) -> str:
        """The notice with its thanks, in one piece."""
        return f"{self.text} {self.thanks}".strip()

    @property
    def label(self) -> str:
        """What it is, where it stands apart; nothing of a plain correction."""
        return "" if self.sort == Sort.CORRECTION else Sort(self.sort).label


@dataclass(frozen=True)
class ArticlePage:
    """All that site/article.html shows."""

    meta: metadata.Meta
    crumbs: list[metadata.Crumb]
    section: Link
    minutes: int
    headline: str
    standfirst: str
    authors: list[Person]
    editors: list[Person]
    credits: list[tuple[str, tuple[Person, ...]]]
    published: datetime
    updated: datetime | None
    changes_url: str
    lead: Figure | None
    takeaways: tuple
    contents: list[Link]
    body: SafeString
    corrections: list[Notice]
    above: list[Notice]
    below: list[Notice]
    tags: list[Link]
    question: Question | None
    read_url: str
    related: list[Card]
    language: str
    tongue: str


@dataclass(frozen=True)
class GonePage:
    """What 410.html shows: a notice, and nothing of the story."""

    meta: metadata.Meta
    notice: str
    headline: str = ""


CREDIT_LABELS = {
    Role.PHOTOGRAPHER: lambda: _("Photographs by"),
    Role.ILLUSTRATOR: lambda: _("Illustrations by"),
    Role.RESEARCHER: lambda: _("Research by"),
    Role.TRANSLATOR: lambda: _("Translated by"),
}


def article(request, edition: Edition) -> ArticlePage:
    """The page of a live edition at the request's moment, which was read `with_times`."""
    at, house = request.moment, request.house
    document = edition.as_document()
    related = _related(edition, document, at=at)
    known = people(
        {credit.contributor for credit in document.credits}
        | {pk for each in related for pk in each.author_ids}
    )
    return build(
        document,
        typeset_of(edition),
        house=house,
        edition=edition,
        known=known,
        published=edition.published,
        updated=edition.updated,
        corrections=list(map(notice_of, _corrected(story=edition.article_id, at=at))),
        related=[card_of(each, house=house, known=known) for each in related],
        # What stood or will stand can be looked at, not answered.
        question=None if house.chosen else Question.under(edition),
        read_url=reading.read_url(edition, house),
    )


@Inquiry
def _corrected(story, at):
    found = Correction.objects.of(story, at).select_related("edition")
    return found.only("text", "sort", "place", "thanks_readers", "edition__live_from")


def notice_of(correction: Correction, **known) -> Notice:
    """A correction that was read with its edition."""
    return Notice(
        correction.edition.live_from,
        correction.text,
        sort=correction.sort,
        place=correction.place,
        thanks=correction.thanks,
        **known,
    )


def build(
    document: Document,
    typeset: Typeset,
    *,
    house: House,
    edition: Edition | None,
    known: dict[int, Person],
    published: datetime,
    updated: datetime | None,
    corrections=(),
    related=(),
    question: Question | None = None,
    read_url: str = "",
) -> ArticlePage:
    """The page of a Document, printed or not; without an edition it has no address of its own."""
    section = house.tree.get(document.section)
    house.trail = house.tree.trail(section) if section else []
    address = edition.address if edition else ""
    images = _images(typeset, edition)
    lead = images.get(document.lead.image) if document.lead else None
    crumbs = metadata.trail(house, house.trail, document.headline)
    authors = known_of(document.credited(Role.AUTHOR), known)
    editors = known_of(document.credited(Role.EDITOR), known)
    tags = _tags(document)
    page = {
        "crumbs": crumbs,
        "section": Link(section.name, section.address) if section else Link("", ""),
        "minutes": metadata.minutes(typeset),
        "headline": document.headline,
        "standfirst": document.standfirst,
        "authors": authors,
        "editors": editors,
        "credits": _credits(document, known),
        "published": published,
        "updated": updated if updated and updated != published else None,
        "changes_url": _changes_url(document, edition),
        "lead": lead
        and Figure(
            picture_of(lead),
            document.lead.caption or lead.caption,
            document.lead.credit or lead.credit,
        ),
        "takeaways": takeaways_of(document, fragments=typeset.fragments),
        "contents": [Link(text, f"#{anchor}") for text, anchor in typeset.contents],
        "body": _body(typeset, images),
        "corrections": list(corrections),
        "above": [each for each in corrections if each.place == Place.TOP],
        "below": [each for each in corrections if each.place == Place.FOOT],
        "tags": tags,
        "question": question,
        "read_url": read_url,
        "related": list(related),
        "language": document.language or house.language,
        "tongue": tongue_of(document.language, house),
    }
    return ArticlePage(
        meta=metadata.of_article(
            document,
            typeset,
            page,
            house=house,
            address=address,
            story=edition.article_id if edition else None,
        ),
        **page,
    )


def _changes_url(document: Document, edition: Edition | None) -> str:
    """Where the story's history is, "" if none is told; `has_changes` came with the edition."""
    is_told = settings.PUBLIC_HISTORY and not document.history_closed
    has_changes = edition and getattr(edition, "has_changes", False)
    return f"{edition.address}changes/" if is_told and has_changes else ""


def gone(edition: Edition) -> GonePage:
    """The page of a withdrawn or redacted story."""
    notice = edition.notice
    if edition.redacted_at:
        notice = _("This article has been removed for legal reasons.")
    return GonePage(meta=metadata.plain(_("No longer here")), notice=notice)


def _related(edition: Edition, document: Document, *, at) -> list[Edition]:
    """Those that the editors chose, as far as they are live, or else the section's newest."""
    if not document.related:
        return newest(
            List.SECTION, edition.section_id, at=at, size=RELATED, without=edition.article_id
        )
    live = named(document.related, at=at)
    return [live[pk] for pk in dict.fromkeys(document.related) if pk in live]


def _images(typeset: Typeset, edition: Edition | None) -> dict[int, Image]:
    """The story's images by id; the lead came with the edition, so mostly no query."""
    wanted = set(typeset.images)
    lead = edition.lead_image if edition else None
    found = {lead.pk: lead} if lead else {}
    if rest := wanted - set(found):
        found |= {image.pk: image for image in _images_of(ids=rest)}
    return found


@Inquiry
def _images_of(ids):
    return Image.objects.filter(pk__in=ids)


def _credits(document: Document, known) -> list[tuple[str, tuple[Person, ...]]]:
    groups = []
    for role, label in CREDIT_LABELS.items():
        if persons := known_of(document.credited(role), known):
            groups.append((label(), tuple(persons)))
    return groups


def _tags(document: Document) -> list[Link]:
    if not document.tags:
        return []
    found = dict.fromkeys(tags_of(document.tags).values())
    return [Link(tag.name, way_to("site:tag", tag.slug)) for tag in found]


def figure_of(image: Image, picture: Picture, *, caption: str) -> Figure:
    """A picture in a printed body; `caption` is HTML of that body, "" for the library's words."""
    words = _inline(caption) if caption else image.caption
    return Figure(picture, words, image.credit)


def _inline(caption: str) -> SafeString:
    return mark_safe(caption)  # noqa: S308 - of a cleaned body: a caption holds inline marks alone


def _body(typeset: Typeset, images: dict[int, Image]) -> SafeString:
    def figure(pk: int, caption: str) -> str:
        image = images.get(pk)
        if image is None:
            return ""
        shown = figure_of(image, picture_of(image), caption=caption)
        known = {"picture": shown.picture, "caption": shown.caption, "credit": shown.credit}
        return standing("site/_figure.html", **known)

    def embed(address: str, caption: str) -> str:
        words = _inline(caption)
        known = {"address": address, "shown": address.removeprefix("https://"), "caption": words}
        known |= {"player": player_of(address), "title": vocabulary.plain(caption)}
        return render_to_string("site/_embed.html", known)

    def marks(numbers: tuple[int, ...]) -> str:
        return standing("site/_marks.html", numbers=numbers)

    html = typeset.page(figure=figure, embed=embed, marks=marks, table=_("Table"))
    # Printed bodies have been reduced to the vocabulary, which holds nothing that could run.
    return mark_safe(html)  # noqa: S308
