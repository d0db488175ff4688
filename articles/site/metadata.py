"""What machines read of a page: titles, canonical addresses, Open Graph, structured data."""

import locale
import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from articles.library.rendition import Picture
from articles.library.section import Section
from articles.site import structured
from articles.site.feed_address import address_of
from articles.site.house import House, Link
from articles.site.social_card import SocialCard, of_site
from articles.text.document import Document
from articles.text.typeset import Typeset
from articles.text.words import excerpt, reading_minutes

# AA and XX are no lands: they stand for "any" and for "none".
LANGUAGE_AND_LAND = re.compile("[a-z]{2,3}_(?!AA|XX)[A-Z]{2}")


@dataclass(frozen=True)
class Crumb:
    """A step of the breadcrumb; the page itself has no address."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Meta:
    """The head of a page. `name` is its title without the site's, which is said beside it."""

    title: str
    name: str = ""
    description: str = ""
    canonical: str = ""
    robots: str = ""
    og_type: str = "website"
    picture: Picture | SocialCard | None = None
    picture_alt: str = ""
    language: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    json_ld: str = ""
    next_url: str = ""
    prev_url: str = ""
    feed: Link | None = None
    atom: str = ""

    @property
    def image(self) -> str:
        """The picture that goes out with a link to the page."""
        return structured.whole(self.picture.src) if self.picture else ""

    @property
    def twitter_card(self) -> str:
        """Wide pictures are shown large; a portrait is not."""
        wide = self.picture and self.picture.width > 1.3 * self.picture.height
        return "summary_large_image" if wide else "summary"

    @property
    def locale(self) -> str:
        """The language with the land where most speak it, if none is named: "fr_FR".

        "" where no land is known.
        """
        code = to_locale(self.language or settings.LANGUAGE_CODE)
        found = locale.normalize(code).partition(".")[0]
        return found if LANGUAGE_AND_LAND.fullmatch(found) else ""


def trail(house: House, sections: list[Section], last: str = "") -> list[Crumb]:
    """Home, then the sections, then the page's own name; the last step has no address."""
    steps = [Crumb(_("Home"), "/"), *(Crumb(s.name, s.address) for s in sections)]
    return [*steps, Crumb(last)] if last else [*steps[:-1], Crumb(steps[-1].name)]


def minutes(typeset: Typeset) -> int:
    """Minutes to read it at the house's rate."""
    return reading_minutes(typeset.words, rate=settings.READING_RATE)


def feeds_of(name: str, page: str) -> dict:
    """What a head says of the feeds of a page that is a list of `name`."""
    feed = Link(f"{name}, {settings.SITE_NAME}", address_of(page))
    return {"feed": feed, "atom": address_of(page, "atom")}


def stories_about(topic: str) -> str:
    """What a list holds, in a sentence."""
    return _("Stories about %(topic)s in %(site)s.") % {"topic": topic, "site": settings.SITE_NAME}


def plain(title: str, **known) -> Meta:
    """The head of a page that no machine should keep."""
    return Meta(title=f"{title} | {settings.SITE_NAME}", robots="noindex", **known)


def of_list(
    title: str,
    *,
    path: str,
    crumbs,
    description="",
    cards=(),
    person=None,
    beats=(),
    picture=None,
    **known,
) -> Meta:
    """The head of a list of stories, or of the page of a person who covers the `beats`."""
    picture = picture or of_site()
    summary = excerpt(description, length=160)
    if person:
        node = structured.profile(person, beats=beats, address=path, description=summary)
    else:
        node = structured.collection(title, address=path, description=summary, cards=cards)
    return Meta(
        title=f"{title} | {settings.SITE_NAME}",
        name=title,
        description=summary,
        canonical=structured.whole(path),
        og_type="profile" if person else "website",
        picture=picture,
        picture_alt=picture.alt or title,
        json_ld=structured.graph(node, structured.breadcrumb(crumbs)),
        **known,
    )


def of_history(headline: str, crumbs, *, path: str, is_kept: bool) -> Meta:
    """The head of a story's history, whose comparisons and further pages no machine should keep."""
    title, picture = _("What changed: %(headline)s") % {"headline": headline}, of_site()
    return Meta(
        title=f"{title} | {settings.SITE_NAME}",
        name=title,
        description=_("Each version of this story, and the words that were cut and added."),
        canonical=structured.whole(path),
        robots="" if is_kept else "noindex",
        picture=picture,
        picture_alt=picture.alt or title,
        json_ld=structured.graph(structured.breadcrumb(crumbs)),
    )


def of_home() -> Meta:
    """The head of the front page: the site and who publishes it."""
    tagline = f" | {settings.SITE_TAGLINE}" if settings.SITE_TAGLINE else ""
    latest = _("The latest from %(site)s.") % {"site": settings.SITE_NAME}
    return Meta(
        title=f"{settings.SITE_NAME}{tagline}",
        name=settings.SITE_NAME,
        description=settings.SITE_TAGLINE or latest,
        canonical=structured.whole("/"),
        picture=of_site(),
        picture_alt=of_site().alt,
        json_ld=structured.graph(structured.website(), structured.organisation()),
    )


def of_article(
    document: Document,
    typeset: Typeset,
    page: dict,
    *,
    house: House,
    address: str,
    story: int | None,
) -> Meta:
    """The head of a story: NewsArticle with its crumbs. `story` is its id, if it is printed."""
    title = document.seo_title or document.headline
    section = page["section"]
    pictures, alt = _pictures(document, page, story=story)
    node = structured.article(
        document, typeset, page, address=address, trail=house.trail, pictures=pictures
    )
    return Meta(
        title=f"{title} | {settings.SITE_NAME}",
        name=title,
        description=typeset.summary,
        canonical=structured.whole(address),
        og_type="article",
        picture=pictures[-1] if pictures else None,
        picture_alt=alt,
        language=page["language"],
        published=page["published"],
        modified=page["updated"] or page["published"],
        section=section.name,
        authors=tuple(structured.whole(person.url) for person in page["authors"]),
        tags=tuple(tag.name for tag in page["tags"]),
        json_ld=structured.graph(node, structured.breadcrumb(page["crumbs"])),
        **(feeds_of(section.name, section.url) if section.url else {}),
    )


def _pictures(document: Document, page: dict, *, story: int | None) -> tuple[tuple, str]:
    """What stands for a story elsewhere, and what it shows: its lead picture, or else its card."""
    if page["lead"]:
        picture = page["lead"].picture
        return picture.crops or (picture,), picture.alt
    if story is None:
        return (), ""
    card = SocialCard("story", story, document.headline, page["section"].name)
    return (card,), card.alt
