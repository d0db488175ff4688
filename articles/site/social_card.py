"""Social cards: the picture that goes out with a link where its page has none of its own.

It says the headline and the section in our type. Its name holds a digest of what it says, and it
is given out only while a page says the same, so that no made-up name costs more than a look.
"""

import hashlib
import json
from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from taggit.models import Tag

from articles.editions.edition import Edition
from articles.editions.listing import List
from articles.library.contributor import Contributor
from articles.library.rendition import store
from articles.library.section import Section
from articles.site import social_card_drawing
from articles.site.names import listed

# Another number, another digest: raise it when cards are to look different.
DESIGN = 1
# With this every whole PNG ends.
END = b"IEND\xaeB`\x82"


@dataclass(frozen=True)
class SocialCard:
    """What a card says, and of which page, named by `kind` and `pk`; a picture like any other."""

    kind: str
    pk: int
    headline: str
    label: str = ""

    width, height = social_card_drawing.SIZE
    alt = property(lambda self: self.headline)
    site = property(lambda self: settings.SITE_NAME)

    @property
    def digest(self) -> str:
        """Differs with anything that the card shows."""
        said = json.dumps([DESIGN, self.site, self.label, self.headline])
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    @property
    def src(self) -> str:
        """Where it is."""
        return reverse("site:card", args=[f"{self.kind}-{self.pk}-{self.digest}"])


def of_site() -> SocialCard:
    """The card of the front page, and of pages that are about nothing else."""
    return SocialCard("site", 0, settings.SITE_NAME, settings.SITE_TAGLINE)


def named(name: str, *, at) -> SocialCard:
    """The card of that name, if a page shows it at `at`; else 404. At most two queries."""
    kind, pk, digest = name.split("-")
    card = KINDS[kind](int(pk), at)
    if card.digest != digest:
        raise Http404
    return card


def drawn(card: SocialCard) -> bytes:
    """The card as PNG: drawn when first asked for, and kept."""
    name = f"cards/{card.digest[:2]}/{card.digest}.png"
    try:
        with default_storage.open(name) as file:
            content = file.read()
    except FileNotFoundError:
        content = b""
    # A process that was killed may have left the beginning of one.
    if not content.endswith(END):
        content = social_card_drawing.draw(card.headline, label=card.label, site=card.site)
        store(name, content)
    return content


def _story(pk: int, at) -> SocialCard:
    live = Edition.live(at=at).select_related("section").defer("document")
    edition = get_object_or_404(live, article_id=pk, lead_image=None)
    return SocialCard("story", pk, edition.headline, edition.section.name)


def _section(pk: int, at) -> SocialCard:
    return SocialCard("section", pk, get_object_or_404(Section, pk=pk).name)


def _person(pk: int, at) -> SocialCard:
    people = listed(Contributor.objects.filter(portrait=None), List.CONTRIBUTOR, at=at)
    person = get_object_or_404(people, pk=pk)
    return SocialCard("person", pk, person.name, person.role_line)


def _tag(pk: int, at) -> SocialCard:
    tag = get_object_or_404(listed(Tag.objects, List.TAG, at=at), pk=pk)
    return SocialCard("tag", pk, tag.name)


KINDS = {"story": _story, "section": _section, "person": _person, "tag": _tag}
KINDS |= {"site": lambda pk, at: of_site()}
