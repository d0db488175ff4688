"""Texts that were typed and never saved, told apart by what they say.

Of those that say the same the newest is offered, and none that says what the story says anyway. How
the HTML of a body is laid out, which buttons were tried and at what times makes no difference.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from django.core.exceptions import ValidationError
from taggit.models import Tag

from articles.desk.article import Article
from articles.desk.conflict import PLANS, as_sent, label_of
from articles.desk.forms import ArticleForm
from articles.desk.posted import posted_document
from articles.desk.revision import Revision
from articles.desk.sitting import MOST_KEPT, Sitting, names_in
from articles.desk.tags import from_commas
from articles.desk.telling import LABELS
from articles.text.body import plain
from articles.text.document import Document
from articles.text.words import excerpt, one_line, slug

LOOKED_AT = 100
SHOWN = 80
# Words that are typed beside the story, for a button.
BESIDE = (
    "note",
    "correction",
    "notice",
    "moved_to",
    "move_note",
    "embargo_reason",
    "share_with",
)
PROSE = ("standfirst", "body", "takeaways", "seo_title", "seo_description", *BESIDE)

# White space that stands around what is a line of its own anyway.
LAYOUT = re.compile(
    r"\s*(</?(?:p|h\d|ul|ol|li|blockquote|figure|figcaption|footer|table|t\w+|hr|br)\b[^>]*>)\s*"
)

Said = Mapping[str, object]


@dataclass(frozen=True)
class Unsaved:
    """A text that is offered again: when it was typed, in what it differs, and where it is kept.

    `names` are all texts that say this, the newest first; `words` where its first prose departs.
    `is_open` where one of them stands in a tab that is still open, and is thrown away there alone.
    """

    names: tuple[str, ...]
    at: datetime
    headline: str
    differs: tuple[str, ...]
    words: str
    is_open: bool = False

    @property
    def parts(self) -> str:
        """The parts in which it differs, in one line."""
        return ", ".join(self.differs)


def said_by(document: Document, tags: Mapping[int, str]) -> dict[str, object]:
    """What a Document says, part by part; `tags` are the names of tags."""
    lead = document.lead
    return {part: getattr(document, part) for part in LABELS} | {
        "body": LAYOUT.sub(r"\1", document.body),
        "slug": document.slug or slug(document.headline),
        "tags": frozenset(tags.get(pk, str(pk)).casefold() for pk in document.tags),
        "lead": (lead.image, lead.caption, lead.credit) if lead else (None, "", ""),
    }


def said_in(posted, *, known: Document, has: Container[str]) -> dict[str, object]:
    """What a form says that was sent, with the words beside the story and what was planned.

    See `posted_document` for `known` and `has`. No query.
    """
    parts = {part for part in (*LABELS, "lead_image") if part in has} - {"tags"}
    posted = posted.copy()
    posted["body"] = LAYOUT.sub(r"\1", posted.get("body", ""))
    try:
        said = said_by(posted_document(posted, known=known, has=parts), {})
    except ValidationError:
        # No story may have this body, but somebody typed it.
        typed, posted["body"] = posted["body"], ""
        said = said_by(posted_document(posted, known=known, has=parts), {}) | {"body": typed}
    said["slug"] = str(said["slug"]).lower()
    said["tags"] = frozenset(tag.casefold() for tag in from_commas(posted.get("tags", "")))
    if said["lead"] == (None, "", ""):
        # The story has no place for these without a picture; who typed them wants them back.
        lines = (one_line(posted.get(name, "")) for name in ("lead_caption", "lead_credit"))
        said["lead"] = (None, *lines)
    said |= words_beside(posted)
    plans = {name: posted.get(name, "") for name in PLANS if f"initial-{name}" in posted}
    return said | {name: plan for name, plan in plans.items() if plan != posted[f"initial-{name}"]}


def words_beside(posted) -> dict[str, object]:
    """The words for a button that a form holds."""
    typed = {name: posted.get(name, "").strip() for name in BESIDE}
    return {name: words for name, words in typed.items() if words}


def differing(mine: Said, saved: Said) -> list[str]:
    """The parts that I have otherwise, in the order of the form."""
    return [name for name, value in mine.items() if value != saved.get(name)]


def offered(texts: Iterable[tuple[str, datetime, Said]], *, saved: Said) -> list[Unsaved]:
    """One of each text (its name, when it was typed, what it says), the newest first."""
    found: list[tuple[Said, list[str], datetime]] = []
    for name, at, said in sorted(texts, key=lambda text: text[1], reverse=True):
        same = next((names for each, names, _at in found if each == said), None)
        if same is None:
            found.append((said, [name], at))
        else:
            same.append(name)
    return [_told(said, names, at, saved) for said, names, at in found if differing(said, saved)]


def unsaved(
    story: Article | None, *, user, has: Container[str], at: datetime, but: str = ""
) -> list[Unsaved]:
    """What this account typed into the story (None: a new one) by `at`, without the form `but`.

    `has` are the fields of its form. A text that was taken up again is offered as what became of
    it, and one in which nothing was changed is none. Three queries, one where there is none.
    """
    rows = Sitting.objects.unsaved(user, story.pk if story else None).exclude(key=but)
    rows = list(rows[:LOOKED_AT])
    if not rows:
        return []
    documents, tags = _documents(story, {row.began_from for row in rows})
    return told_of(rows, story=story, documents=documents, tags=tags, has=has, at=at)


def told_of(
    rows: Sequence[Sitting],
    *,
    story: Article | None,
    documents: Mapping[int, Document],
    tags: Mapping[int, str],
    at: datetime,
    has: Container[str] | None = None,
) -> list[Unsaved]:
    """What is offered of these sittings at one story; `documents` are its saved texts by number.

    Without `has` a form has the fields that it sent. No query if the newest text is among them.
    """
    now = documents.get(story.version) if story else Document()
    now = now or story.to_document()
    saved, took, texts = said_by(now, tags), {}, []
    if story:
        saved["lead"] = (story.lead_image_id, story.lead_caption, story.lead_credit)
        saved |= {name: as_sent(story, name) for name in PLANS}
    for row in rows:
        posted = row.as_posted()
        took[row.name] = names_in(posted.get("took", ""))
        fields = posted if has is None else has
        if not _is_as_begun(posted, documents.get(row.began_from, now), now, tags, fields):
            said = said_in(posted, known=now, has=fields)
            texts.append((row.name, row.typed_at or row.seen_at, said))
    found = offered(texts, saved=saved)
    stand_open = {row.name for row in rows if row.is_open(at)}
    return [
        replace(each, is_open=not stand_open.isdisjoint(each.names))
        for each in found
        if not _is_taken_up(each, found, took)
    ][:MOST_KEPT]


def _is_as_begun(posted, began: Document, now: Document, tags, has) -> bool:
    """Whether nothing was changed in it, though the story is another by now."""
    if began is now:
        return False
    return not differing(said_in(posted, known=began, has=has), said_by(began, tags))


def _is_taken_up(text: Unsaved, texts: list[Unsaved], took: Mapping[str, list[str]]) -> bool:
    holders = [own for each in texts if each is not text for own in each.names]
    others = {name for own in holders for name in took[own]}
    return others.issuperset(text.names)


def saying_the_same(posted, *, user, article_id: int | None, has: Container[str]) -> list[str]:
    """The names of this account's other texts that say what the form says. One query."""
    rows = list(Sitting.objects.unsaved(user, article_id)[:LOOKED_AT])
    if not rows:
        return []
    known = Document()
    said = said_in(posted, known=known, has=has)
    return [row.name for row in rows if said_in(row.as_posted(), known=known, has=has) == said]


def _documents(story: Article | None, numbers: set[int]):
    """The saved texts of these numbers and of the story as it is, and the names of their tags."""
    if story is None:
        return {}, {}
    rows = Revision.objects.filter(article=story.pk, number__in={*numbers, story.version})
    documents = {row.number: row.as_document() for row in rows}
    return documents, names_of_tags(documents.values())


def names_of_tags(documents: Iterable[Document]) -> dict[int, str]:
    """The names of the tags that these bear. One query, none where there are none."""
    tags = {pk for document in documents for pk in document.tags}
    return dict(Tag.objects.filter(pk__in=tags).values_list("pk", "name"))


def _told(said: Said, names: list[str], at: datetime, saved: Said) -> Unsaved:
    parts = differing(said, saved)
    prose = next((part for part in PROSE if part in parts), "")
    return Unsaved(
        names=tuple(names),
        at=at,
        headline=str(said["headline"]),
        differs=tuple(map(_label, parts)),
        words=_departure(_plain(prose, saved), _plain(prose, said)) if prose else "",
    )


def _plain(part: str, said: Said) -> str:
    value = said.get(part, "")
    if isinstance(value, tuple):
        return "\n".join(str(point.text) for point in value)
    return plain(str(value)) if part == "body" else str(value)


def _departure(before: str, now: str) -> str:
    """The first words of `now` that are others than in `before`."""
    was, words = before.split(), now.split()
    pairs = zip(was, words, strict=False)
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
    new = excerpt(" ".join(words[same:]), length=SHOWN)
    return f"…{new}" if same and new else new


def _label(part: str) -> str:
    if part in LABELS:
        return str(LABELS[part])
    return label_of(part) if part in PLANS else str(ArticleForm.base_fields[part].label)
