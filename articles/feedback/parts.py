"""The parts of a story, of which a reader may say that it is the one that let them down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import search
from articles.editions.edition import Edition
from articles.feedback import tally
from articles.feedback.feedback import Feedback
from articles.feedback.slip import Slip
from articles.text.body import HEADING, headings, plain
from articles.text.words import excerpt

LONGEST = Feedback._meta.get_field("part_heading").max_length
# Of so many reports at once the part is forgotten.
AT_A_TIME = 1_000
# In so many of a story's latest editions a part's heading is looked for.
LOOKED_THROUGH = 3

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
    return _parts(edition) if edition else []


def _parts(edition: Edition) -> list[Part]:
    body = edition.as_document().body
    parts = [
        Part(h.anchor, excerpt(h.text, length=LONGEST)) for h in headings(body) if h.level == 2
    ]
    if parts and plain(HEADING.split(body, maxsplit=1)[0]).strip():
        parts.insert(0, Part(TOP, _("The beginning")))
    return parts


def headings_of(article_id: int, anchors: Collection[str]) -> dict[str, str]:
    """What the parts with these anchors are called, in the latest edition that has them.

    A part of none of the last few is called by its anchor. One query; none without anchors.
    """
    found = {anchor: anchor.replace("-", " ") for anchor in anchors}
    if not anchors:
        return found
    printed = Edition.archive.of(article_id).filter(document__isnull=False).only("document")
    for edition in reversed(printed[:LOOKED_THROUGH]):
        for part in _parts(edition):
            if part.anchor in found:
                found[part.anchor] = part.heading
    return found


@transaction.atomic
def forget_parts(edition_id: int) -> None:
    """Keep no heading of an edition whose text has been destroyed; votes on it are counted on."""
    named = Feedback.objects.filter(edition=edition_id).with_a_part().order_by("pk")
    ids = list(named.select_for_update().values_list("pk", flat=True))
    tally.forget_parts(edition_id)
    for start in range(0, len(ids), AT_A_TIME):
        these = Feedback.objects.filter(pk__in=ids[start : start + AT_A_TIME])
        these.update(part_anchor="", part_heading="")
        for report in these.reports():
            (search.index if report.comment else search.remove)(report)
