"""The rows of a story, as desk and press would have written them; the searched words with them."""

import json
from datetime import timedelta
from functools import cache, lru_cache

from django.conf import settings

from articles.demo.archive.ground import Ground
from articles.demo.archive.sheets import Sheet, as_stored, count_on
from articles.demo.archive.story import Printing, Story
from articles.desk.article import Article, Credit, TaggedArticle, Takeaway
from articles.desk.illustration import Illustration
from articles.desk.revision import Revision
from articles.editions.address import Redirect
from articles.editions.correction import Correction
from articles.editions.edition import INDEXED, Edition
from articles.editions.listing import List, Listing, part_of
from articles.search import is_outside
from articles.search.bulk import write_entries
from articles.text import body as vocabulary
from articles.text.document import Document
from articles.text.passage import Passages
from articles.text.wanted import folded
from articles.text.words import reading_minutes

# The desk had a story so long before it was printed, and each text for so long.
WRITTEN, READ_OVER = timedelta(days=1), timedelta(minutes=5)
TABLES = (Article, Takeaway, Credit, TaggedArticle, Article.related.through, Illustration)
TABLES += (Revision, Edition, Listing, Correction, Redirect)


class Rows:
    """What waits to be written of stories, all tables of it."""

    def __init__(self, ground: Ground):
        self.ground = ground
        self._sheets = {table: Sheet(table) for table in TABLES}
        self._words: dict[type, list] = {Article: [], Edition: []}
        self._address = cache(lambda pk: ground.tree.get(pk).address)
        self._trail = cache(lambda pk: [s.pk for s in ground.tree.trail(ground.tree.get(pk))])

    @property
    def next_article(self) -> int:
        """The id of the story that is added next."""
        return self._sheets[Article].last + 1

    def add(self, story: Story) -> list[int]:
        """All rows of a story; the ids of its editions, in their order."""
        article = self._working_copy(story)
        stored = {id(each): _stored(each) for each in story.saved}
        for number, document in enumerate(story.saved, 1):
            moment = story.printed[number - 1].at if story.printed else story.begun
            self._sheets[Revision].add(
                article_id=article,
                number=number,
                document=stored[id(document)][0],
                sha256=stored[id(document)][1],
                saved_by_id=story.by,
                saved_at=as_stored(moment - READ_OVER),
            )
        return self._editions(story, article, stored)

    def write(self) -> None:
        """Write all that waits."""
        for sheet in self._sheets.values():
            sheet.write()
        count_on(TABLES)
        for table, words in self._words.items():
            if not is_outside():
                write_entries(table, words)
            words.clear()

    def _working_copy(self, story: Story) -> int:
        document, sheets = story.saved[-1], self._sheets
        last = story.printed[len(story.saved) - 1].at if story.printed else story.begun
        lead = document.lead
        article = sheets[Article].add(
            headline=document.headline,
            standfirst=document.standfirst,
            body=document.body,
            section_id=document.section,
            slug=document.slug,
            lead_image_id=lead.image if lead else None,
            lead_caption=lead.caption if lead else "",
            lead_credit=lead.credit if lead else "",
            seo_description=document.seo_description,
            language=document.language,
            version=len(story.saved),
            created_by_id=story.by,
            created_at=as_stored(story.begun - WRITTEN),
            saved_by_id=story.by,
            saved_at=as_stored(last - READ_OVER),
        )
        passages = Passages(document.body)
        for n, point in enumerate(document.takeaways):
            sheets[Takeaway].add(
                article_id=article,
                position=n,
                text=point.text,
                anchor=point.anchor,
                checked=passages.digest_of(point),
            )
        for n, credit in enumerate(document.credits):
            sheets[Credit].add(
                article_id=article,
                position=n,
                contributor_id=credit.contributor,
                role=credit.role,
            )
        for tag in document.tags:
            sheets[TaggedArticle].add(content_object_id=article, tag_id=tag)
        for other in document.related:
            related = sheets[Article.related.through]
            related.add(from_article_id=article, to_article_id=other)
        for image in dict.fromkeys(vocabulary.images(document.body)):
            sheets[Illustration].add(article_id=article, image_id=image)
        title, texts = _words(document)
        slug = document.slug.replace("-", " ")
        self._words[Article].append((article, title, (*texts, slug)))
        return article

    def _editions(self, story: Story, article: int, stored) -> list[int]:
        ends = [*(each.at for each in story.printed), None][1:]
        found, address = [], ""
        for number, (printing, end) in enumerate(zip(story.printed, ends, strict=True), 1):
            document = printing.document or found and self._last
            address = f"{self._address(document.section)}{document.slug}/"
            moments = {
                "live_from": as_stored(printing.at),
                "live_until": as_stored(end) if end else None,
            }
            published = as_stored(story.printed[0].at)
            edition = self._sheets[Edition].add(
                article_id=article,
                number=number,
                kind=str(printing.kind),
                published=published,
                address=address,
                section_id=document.section,
                printed_by_id=story.by,
                printed_at=as_stored(min(printing.at, story.begun) - READ_OVER),
                **moments,
                **self._of_a_text(printing, number, stored),
            )
            found.append(edition)
            if printing.document:
                self._last = document
                self._list(edition, document, sort_time=published, **moments)
            if printing.correction:
                at = moments["live_from"]
                self._sheets[Correction].add(edition_id=edition, at=at, text=printing.correction)
        if story.printed:
            self._sheets[Redirect].add(address=address, article_id=article)
        return found

    def _of_a_text(self, printing: Printing, number: int, stored) -> dict[str, object]:
        """What only an edition with a text has; a withdrawal has its notice."""
        document = printing.document
        if document is None:
            return {"notice": printing.notice, "moved_to": printing.moved_to, "author_ids": "[]"}
        as_json, sha256 = stored[id(document)]
        return {
            "document": as_json,
            "sha256": sha256,
            "headline": document.headline,
            "standfirst": document.standfirst,
            "language": document.language,
            "minutes": reading_minutes(document.words, rate=settings.READING_RATE),
            "lead_image_id": document.lead.image if document.lead else None,
            "author_ids": json.dumps(list(document.credited("author"))),
            "revision_number": number,
        }

    def _list(self, edition: int, document: Document, **moments) -> None:
        """Its rows in the lists: as `places_of` says, without asking whether anyone was merged."""
        people = dict.fromkeys(credit.contributor for credit in document.credits)
        parts = dict.fromkeys((part_of(c.role), c.contributor) for c in document.credits)
        places = [
            (List.SITE, 0),
            *((List.SECTION, key) for key in self._trail(document.section)),
            *((List.CONTRIBUTOR, key) for key in people),
            *parts,
            *((List.TAG, key) for key in document.tags),
            *((List.IMAGE, key) for key in document.images),
        ]
        listings = self._sheets[Listing]
        for name, key in places:
            listings.add(list=str(name), key=key, edition_id=edition, **moments)
        title, texts = _words(document)
        self._words[Edition].append((edition, title, texts))


def _stored(document: Document) -> tuple[str, str]:
    """(the JSON of a document, its digest)."""
    return json.dumps(document.to_json()), document.sha256


# The working copy and the edition that was printed of it last have the same ones.
@lru_cache(maxsize=8)
def _words(document: Document) -> tuple[str, tuple[str, ...]]:
    """(the title, the other words) by which what says this is found."""
    title = folded(document.headline)
    points = folded("\n".join(point.text for point in document.takeaways))
    body = folded(vocabulary.plain(document.body))[:INDEXED]
    return title, (title, folded(document.standfirst), points, body)
