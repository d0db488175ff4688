"""The parts of a story, of which a reader may say that it is the one that let them down."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from articles.editions.edition import Edition
from articles.feedback.feedback import Feedback
from articles.feedback.slip import Slip
from articles.text.body import HEADING, headings, plain
from articles.text.words import excerpt

LONGEST = Feedback._meta.get_field("part_heading").max_length


# What precedes the first heading is found at the top of the page.
TOP = "main"


@dataclass(frozen=True)
class Part:
    """A part by its anchor and its heading, as they stood in the edition that was read."""

    anchor: str
    heading: str


def parts_of(slip: Slip, *, at: datetime) -> list[Part]:
    """The parts of the edition that was read, for a reader who said No; none once it is withdrawn.

    One query.
    """
    if slip.vote != Feedback.Vote.NO:
        return []
    edition = Edition.read_until(at).filter(pk=slip.edition_id).only("document").first()
    body = edition.as_document().body if edition else ""
    parts = [
        Part(h.anchor, excerpt(h.text, length=LONGEST)) for h in headings(body) if h.level == 2
    ]
    if parts and plain(HEADING.split(body, maxsplit=1)[0]).strip():
        parts.insert(0, Part(TOP, _("The beginning")))
    return parts


def forget_parts(edition_id: int) -> None:
    """Keep no heading of an edition whose text has been destroyed."""
    Feedback.objects.filter(edition=edition_id).update(part_anchor="", part_heading="")
