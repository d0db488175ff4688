"""Thousands of live stories in seconds: the rows that the desk and the press would have written."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

from django.db import transaction
from django.utils import timezone
from taggit.models import Tag

from articles import freshness, search
from articles.editions.edition import Kind
from articles.editions.listing import places_of
from articles.library.section import SectionTree
from articles.models import (
    Article,
    Contributor,
    Correction,
    Edition,
    Listing,
    Redirect,
    Revision,
    TaggedArticle,
)
from articles.models import Credit as CreditRow
from articles.models import Takeaway as TakeawayRow
from articles.text import body as vocabulary
from articles.text.document import Credit, Document, Lead, Takeaway
from articles.text.words import reading_minutes
from tests.make import make_image, make_section

SECTIONS = ("news", "news/technology", "news/technology/ai", "news/city", "culture/books", "sport")
PEOPLE, TAGS = 100, 300
COLOURS = ("teal", "red", "navy", "gold", "olive", "plum")
# Between one story and the next; and from a story to its correction.
APART, PUT_RIGHT = timedelta(hours=3), timedelta(minutes=90)
TEXT = (
    "<p>The council met on Monday about the dam.</p><h2>The vote</h2><p>It was 17 to 12.</p>"
    '<figure data-image="{image}"></figure><h2>The dam</h2><p>It holds for now, engineers say.</p>'
    "<h2>What next</h2><p>The next vote is in spring.</p>"
)


@transaction.atomic
def make_archive(stories: int) -> list[Edition]:
    """So many live stories, the newest first, as if each had been written and printed in its time.

    They take turns: six sections in a tree, a hundred people, three hundred topics, six pictures.
    Two of three have a lead image, every fifth a related story, every tenth a correction.
    """
    freshness.touch()
    for path in SECTIONS:
        make_section(path)
    tree = SectionTree()
    documents = _documents(stories, tree)
    articles = _articles(documents)
    documents = [
        replace(document, related=(articles[n + 1].pk,))
        if n % 5 == 0 and n + 1 < stories
        else document
        for n, document in enumerate(documents)
    ]
    _belongings(articles, documents)
    return _editions(articles, documents, tree)


def _documents(stories: int, tree: SectionTree) -> list[Document]:
    people = _made(
        Contributor(name=f"Person {n:03}", slug=f"person-{n:03}", role_line="Reporter")
        for n in range(PEOPLE)
    )
    tags = _made(Tag(name=f"Topic {n:03}", slug=f"topic-{n:03}") for n in range(TAGS))
    images = [make_image(colour).pk for colour in COLOURS]
    bodies = [vocabulary.clean(TEXT.format(image=image)) for image in images]
    return [
        Document(
            headline=f"Number {n:05}",
            slug=f"number-{n:05}",
            standfirst="What happened, and why it matters.",
            body=bodies[n % len(bodies)],
            takeaways=(Takeaway("The vote was close", "the-vote"), Takeaway("The dam holds")),
            credits=(
                Credit(people[n % PEOPLE].pk, "author"),
                Credit(people[(n // 3 + 1) % PEOPLE].pk, "editor"),
            ),
            section=tree.at(SECTIONS[n % len(SECTIONS)]).pk,
            tags=tuple(sorted({tags[n % TAGS].pk, tags[n // 7 % TAGS].pk})),
            lead=Lead(images[n % len(images)], "At the dam", "Photograph: Ada") if n % 3 else None,
            seo_description="What the vote means" if n % 2 else "",
        )
        for n in range(stories)
    ]


def _made(rows) -> list:
    """All the rows, written by thousands; each has its id then."""
    rows = list(rows)
    table = type(rows[0])
    return table._default_manager.bulk_create(rows, batch_size=1_000)


def _articles(documents: list[Document]) -> list[Article]:
    return _made(
        Article(
            headline=document.headline,
            slug=document.slug,
            standfirst=document.standfirst,
            body=document.body,
            section_id=document.section,
            lead_image_id=document.lead.image if document.lead else None,
            lead_caption=document.lead.caption if document.lead else "",
            lead_credit=document.lead.credit if document.lead else "",
            seo_description=document.seo_description,
            version=1,
        )
        for document in documents
    )


def _belongings(articles: list[Article], documents: list[Document]) -> None:
    """What the desk keeps beside each working copy."""
    pairs = list(zip(articles, documents, strict=True))
    _made(
        TakeawayRow(article=article, position=n, text=point.text, anchor=point.anchor)
        for article, document in pairs
        for n, point in enumerate(document.takeaways)
    )
    _made(
        CreditRow(article=article, position=n, contributor_id=each.contributor, role=each.role)
        for article, document in pairs
        for n, each in enumerate(document.credits)
    )
    _made(
        TaggedArticle(content_object=article, tag_id=tag)
        for article, document in pairs
        for tag in document.tags
    )
    related = Article.related.through
    related.objects.bulk_create(
        related(from_article=article, to_article_id=other)
        for article, document in pairs
        for other in document.related
    )
    _made(
        Revision(article=article, number=1, document=document.to_json(), sha256=document.sha256)
        for article, document in pairs
    )


def _editions(articles, documents, tree: SectionTree) -> list[Edition]:
    """What the press prints: an edition of each, or two where one was wrong, and where they stand.

    Returned are those that hold now.
    """
    now = timezone.now()
    firsts, fixes = [], []
    for n, (article, document) in enumerate(zip(articles, documents, strict=True)):
        first = _edition(article, document, tree, now=now, live_from=now - APART * (n + 1))
        first.published = first.live_from
        firsts.append(first)
        if n % 10 == 0:
            first.live_until = first.live_from + PUT_RIGHT
            fixes.append(
                _edition(
                    article,
                    document,
                    tree,
                    now=now,
                    live_from=first.live_until,
                    number=2,
                    kind=Kind.CORRECTION,
                    published=first.live_from,
                )
            )
    _made([*firsts, *fixes])
    _made(
        Correction(edition=edition, at=edition.live_from, text="It was 17, not 16.")
        for edition in fixes
    )
    _made(Redirect(address=edition.address, article_id=edition.article_id) for edition in firsts)
    published = {edition.article_id: edition.live_from for edition in firsts}
    trails = {each: [s.pk for s in tree.trail(tree.at(each))] for each in SECTIONS}
    _made(
        Listing(
            list=name,
            key=key,
            sort_time=published[edition.article_id],
            edition=edition,
            live_from=edition.live_from,
            live_until=edition.live_until,
        )
        for edition in (*firsts, *fixes)
        for name, key in places_of(edition.as_document(), trail=trails[edition.section.path])
    )
    search.fill_up(Edition)
    put_right = {edition.article_id: edition for edition in fixes}
    return [put_right.get(edition.article_id, edition) for edition in firsts]


def _edition(article, document, tree, *, now, live_from, number=1, kind=Kind.NEW, **known):
    section = tree.get(document.section)
    return Edition(
        article=article,
        number=number,
        kind=kind,
        live_from=live_from,
        address=f"{section.address}{document.slug}/",
        document=document.to_json(),
        sha256=document.sha256,
        headline=document.headline,
        standfirst=document.standfirst,
        minutes=_minutes(document.body),
        section=section,
        lead_image_id=document.lead.image if document.lead else None,
        author_ids=list(document.credited("author")),
        printed_at=now,
        **known,
    )


@cache
def _minutes(body: str) -> int:
    """Reading times differ by the body alone here; to count 5,000 times would take a second."""
    return reading_minutes(Document(headline="Number 0", body=body).words, rate=180)
