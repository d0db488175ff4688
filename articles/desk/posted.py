"""The writing form as it is sent, and the Document in it: from the one to the other and back."""

import re
from collections.abc import Container
from dataclasses import replace

from django.db.models.functions import Lower
from django.http import QueryDict
from taggit.models import Tag

from articles.desk.article import Article
from articles.desk.ids import is_id
from articles.desk.tags import from_commas
from articles.desk.writing import body_field
from articles.library.contributor import Role
from articles.text.document import Credit, Document, Lead, Takeaway
from articles.text.passage import Passages
from articles.text.words import one_line, slug

LINES = ("headline", "slug", "seo_title", "lead_caption", "lead_credit")
WORDS = ("headline", "slug", "standfirst", "seo_title", "seo_description")
MOST_ROWS = 200


def posted_document(posted, *, known: Document, has: Container[str]) -> Document:
    """The Document of a form that was sent, valid or not. One query, for its tags.

    `has` are the fields that the form has; of any other part it says what `known` does, the story
    as it was. What is no id is left out; a tag that is new has no number yet and is left out too,
    see `new_tags`. Raises ValidationError for a body that no story may have.
    """
    body = body_field(label="").clean(posted.get("body", ""))
    texts = {name: posted.get(name, "").strip() for name in (*WORDS, *LINES)}
    texts |= {name: one_line(texts[name]) for name in LINES}
    image = _id(posted.get("lead_image", ""))
    lead = Lead(image, texts["lead_caption"], texts["lead_credit"]) if image else None
    parts = {
        "section": _id(posted.get("section", "")),
        "tags": _tags(posted) if "tags" in has else (),
        "related": tuple(sorted(filter(None, map(_id, posted.getlist("related"))))),
        "language": posted.get("language", "").strip().lower().replace("_", "-"),
        "history_closed": "history_closed" in posted,
    } | {name: texts[name] for name in WORDS}
    return replace(
        known,
        body=body,
        takeaways=tuple(_takeaways(posted, Passages(body), known)),
        credits=tuple(dict.fromkeys(_credits(posted))),
        lead=lead if "lead_image" in has else known.lead,
        **{name: value for name, value in parts.items() if name in has},
    )


def new_tags(posted) -> list[str]:
    """The tags that were typed and that nothing is called by yet. One query."""
    typed = posted.get("tags", "").replace("\0", "")
    typed = {name.lower(): name for name in from_commas(typed)}
    found = Tag.objects.annotate(folded=Lower("name")).filter(folded__in=typed)
    there = set(found.values_list("folded", flat=True))
    return [name for folded, name in typed.items() if folded not in there]


def _tags(posted) -> tuple[int, ...]:
    names = {name.lower() for name in from_commas(posted.get("tags", "").replace("\0", ""))}
    known = Tag.objects.annotate(folded=Lower("name")).filter(folded__in=names)
    return tuple(known.order_by("name").values_list("pk", flat=True)) if names else ()


def posted_with(document: Document, posted, *, article: Article) -> QueryDict:
    """The form that was sent, saying what `document` says instead.

    Rows that the story has keep their numbers, so that what was checked of a takeaway stays so.
    Five queries.
    """
    changed, lead, passages = posted.copy(), document.lead, Passages(document.body)
    tags = Tag.objects.filter(pk__in=document.tags).order_by("name")
    known = {name: getattr(document, name) for name in WORDS} | {
        "body": document.body,
        "section": document.section or "",
        "tags": ", ".join([*tags.values_list("name", flat=True), *new_tags(posted)]),
        "language": document.language,
        "lead_image": lead.image if lead else "",
        "lead_caption": lead.caption if lead else "",
        "lead_credit": lead.credit if lead else "",
    }
    for name, value in known.items():
        changed[name] = str(value)
    if "related" in posted:
        changed.setlist("related", [str(pk) for pk in document.related])
    changed.pop("history_closed", None)
    if document.history_closed:
        changed["history_closed"] = "on"
    points = [
        (point.text, {"text": point.text, "passage": passages.as_typed(point)})
        for point in document.takeaways
    ]
    _put_rows(changed, "takeaways", points, {row.text: row.pk for row in article.takeaways.all()})
    people = [
        ((each.contributor, each.role), {"contributor": str(each.contributor), "role": each.role})
        for each in document.credits
    ]
    rows = {(row.contributor_id, row.role): row.pk for row in article.credits.all()}
    _put_rows(changed, "credits", people, rows)
    return changed


def _put_rows(posted: QueryDict, prefix: str, wanted: list, known: dict) -> None:
    """The rows of a kind: those of the story that are wanted, then new ones, then what goes."""
    for name in [name for name in posted if re.match(rf"{prefix}-\d+-", name)]:
        del posted[name]
    gone = dict(known)
    lines = []
    for key, fields in wanted:
        lines.append({**fields, "id": str(gone.pop(key, ""))})
    lines += [{"id": str(pk), "DELETE": "on"} for pk in gone.values()]
    for n, line in enumerate(lines):
        for name, value in {**line, "position": str(n)}.items():
            posted[f"{prefix}-{n}-{name}"] = value
    posted[f"{prefix}-TOTAL_FORMS"] = str(len(lines))
    posted[f"{prefix}-INITIAL_FORMS"] = str(sum(bool(line["id"]) for line in lines))


def _takeaways(posted, passages: Passages, known: Document):
    """The key points; one whose heading was renamed still names that heading, as on the form."""
    anchors = {point.anchor for point in known.takeaways}
    for row in _rows(posted, "takeaways"):
        if text := one_line(row.get("text", "")):
            typed = row.get("passage", "")
            anchor, quote = passages.named(typed)
            if quote and slug(typed) in anchors and not passages.words(quote):
                anchor, quote = slug(typed), ""
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
