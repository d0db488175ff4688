"""What the writing form says as it was sent, valid or not, as a Document."""

import re

from django.db.models.functions import Lower
from taggit.models import Tag

from articles.desk.admin.base import is_id
from articles.desk.tags import from_commas
from articles.desk.writing import body_field
from articles.library.contributor import Role
from articles.text.document import Credit, Document, Lead, Takeaway
from articles.text.passage import Passages
from articles.text.words import one_line

WORDS = {"headline": 200, "slug": 100, "standfirst": 600, "seo_title": 120, "seo_description": 320}
MOST_ROWS = 200


def posted_document(posted) -> Document:
    """The Document of a form that was sent. One query for its tags; new ones have no number yet.

    What is no id is left out, and what is too long is cut. Raises ValidationError for a body that
    no story may have.
    """
    body = body_field(label="").clean(posted.get("body", ""))
    lead = None
    if image := _id(posted.get("lead_image", "")):
        caption, credit = posted.get("lead_caption", ""), posted.get("lead_credit", "")
        lead = Lead(image, one_line(caption)[:400], credit[:160])
    tags = {name.lower() for name in from_commas(posted.get("tags", "")[:2_000])}
    known = Tag.objects.annotate(folded=Lower("name")).filter(folded__in=tags)
    return Document(
        **{name: one_line(posted.get(name, ""))[:most] for name, most in WORDS.items()},
        body=body,
        takeaways=tuple(_takeaways(posted, Passages(body))),
        credits=tuple(dict.fromkeys(_credits(posted))),
        section=_id(posted.get("section", "")),
        tags=tuple(known.order_by("name").values_list("pk", flat=True)) if tags else (),
        lead=lead,
        language=posted.get("language", "")[:12],
        history_closed="history_closed" in posted,
    )


def _takeaways(posted, passages: Passages):
    for row in _rows(posted, "takeaways"):
        if text := one_line(row.get("text", ""))[:300]:
            anchor, quote = passages.named(row.get("passage", "")[:1_000])
            yield Takeaway(text, anchor, quote)


def _credits(posted):
    for row in _rows(posted, "credits"):
        if (person := _id(row.get("contributor", ""))) and row.get("role") in Role.values:
            yield Credit(person, row["role"])


def _rows(posted, prefix: str) -> list[dict[str, str]]:
    """The rows that stay, in their order."""
    rows: dict[int, dict[str, str]] = {}
    for name in posted:
        if found := re.fullmatch(rf"{prefix}-(\d{{1,3}})-(\w+)", name):
            rows.setdefault(int(found[1]), {})[found[2]] = posted[name]
    kept = [rows[n] for n in sorted(rows)[:MOST_ROWS] if "DELETE" not in rows[n]]
    return sorted(kept, key=lambda row: _id(row.get("position", "")) or 0)


def _id(value: str) -> int | None:
    return int(value) if is_id(value) else None
