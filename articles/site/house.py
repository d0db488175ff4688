"""What every page of the site shows of the house itself: its name, its sections."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.html import format_html

from articles.editions.listing import List, Listing
from articles.inquiry import Inquiry
from articles.library.section import Section, SectionTree


def direction_of(language: str) -> str:
    """ "rtl" for languages that run from right to left."""
    return "rtl" if language.split("-")[0] in settings.LANGUAGES_BIDI else "ltr"


@dataclass(frozen=True)
class Link:
    """A name that leads to an address."""

    name: str
    url: str
    current: bool = False


COLUMNS = [field.attname for field in Section._meta.concrete_fields]


@Inquiry
def _sections(at):
    here = Listing.objects.on(List.SECTION, OuterRef("pk"), at)
    rows = Section.objects.annotate(filled=Exists(here)).order_by("position", "name")
    return rows.values_list(*COLUMNS, "filled")


# The same for as long as the rows say the same. Nobody changes what pages have in common.
@lru_cache(maxsize=4)
def _tree(rows) -> SectionTree:
    sections = []
    for *values, filled in rows:
        section = Section.from_db(None, COLUMNS, values)
        section.filled = filled
        sections.append(section)
    return SectionTree(sections)


@dataclass
class House:
    """The site as one request sees it. The sections are read once, when first asked for.

    `now` is when that request came, None for a page that is made when little else works; `chosen`
    is the moment at which a member of staff looks at the site, None for every reader.
    """

    trail: list[Section] = field(default_factory=list)
    chosen: object | None = None
    now: datetime | None = None

    name = property(lambda self: settings.SITE_NAME)
    tagline = property(lambda self: settings.SITE_TAGLINE)
    url = property(lambda self: settings.SITE_URL)
    language = property(lambda self: settings.LANGUAGE_CODE)
    web_fonts = property(lambda self: settings.WEB_FONTS)

    @property
    def direction(self) -> str:
        """ "rtl" for languages that run from right to left, unless a setting says otherwise."""
        if settings.SITE_DIRECTION:
            return settings.SITE_DIRECTION
        return direction_of(settings.LANGUAGE_CODE)

    @cached_property
    def tree(self) -> SectionTree:
        """All sections, for crumbs and lists; `filled` are those that have a story now."""
        at = self.chosen.at if self.chosen else self.now
        if at is None:
            return SectionTree()
        return _tree(tuple(_sections(at=at)))

    def within(self, section: Section | None) -> list[Section]:
        """The sections directly beneath one, or those at the top, as far as they have a story."""
        return [each for each in self.tree.children(section) if self.has_stories(each)]

    def everywhere(self) -> list[Section]:
        """All sections that have a story, in the order of the paths."""
        return list(filter(self.has_stories, self.tree.everywhere()))

    @staticmethod
    def has_stories(section: Section) -> bool:
        """Whether a section of this house's tree has a story now; True where no one asked."""
        return getattr(section, "filled", True)

    @property
    def sections(self) -> tuple[Link, ...]:
        """Those at the top that have a story, the one that the page stands in marked."""
        top = self.trail[0].pk if self.trail else None
        return tuple(
            Link(section.name, section.address, current=section.pk == top)
            for section in self.within(None)
        )


def tongue_of(language: str, house: House) -> str:
    """`lang` and `dir` for the story's own words, where the page around them has others."""
    if not language or language == house.language:
        return ""
    return format_html(' lang="{}" dir="{}"', language, direction_of(language))


def site(request) -> dict:
    """Context processor: `site`, the same House that the view used, if it used one."""
    if not hasattr(request, "house"):
        request.house = House()
    return {"site": request.house}
