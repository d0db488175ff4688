"""The archive that tests make in bulk is one that the press could have printed."""

from dataclasses import replace

import pytest
from django.db.models import Model

from articles.editions import press
from articles.models import Article, Correction, Edition, Listing, Redirect, Revision
from tests.archive import make_archive
from tests.make import make_article

# What tells one story from another.
ITS_OWN = {"id", "article_id", "edition_id", "slug", "address", "document", "sha256"}
ITS_OWN |= {"printed_at", "saved_at", "created_at"}


def told(row: Model) -> dict:
    """What a row says, but for what tells one story from another."""
    columns = {field.attname for field in row._meta.concrete_fields} - ITS_OWN
    return {name: getattr(row, name) for name in sorted(columns)}


def everything_about(article_id: int) -> dict:
    """All that the tables hold of one story, without what tells it from another."""
    article = Article.objects.get(pk=article_id)
    editions = Edition.archive.of(article_id)
    listed = Listing.objects.filter(edition__in=editions)
    return {
        "working copy": told(article),
        "its document": replace(article.to_document(), slug=""),
        "revisions": [told(each) for each in Revision.objects.filter(article=article)],
        "editions": [told(each) for each in editions],
        "documents": [replace(each.as_document(), slug="") for each in editions],
        "digests fit": all(each.as_document().sha256 == each.sha256 for each in editions),
        "lists": [told(each) for each in listed.order_by("list", "key", "live_from")],
        "corrections": [told(each) for each in Correction.objects.filter(edition__in=editions)],
        "addresses": Redirect.objects.filter(article=article_id).count(),
    }


@pytest.mark.parametrize("n", [0, 1])
def test_a_story_made_in_bulk_is_the_one_that_the_press_prints(db, n):
    bulk = make_archive(3)[n]
    editions = Edition.archive.of(bulk.article_id).order_by("number")
    document = replace(bulk.as_document(), slug="by-hand")

    by_hand = make_article(document=document)
    for edition in editions.select_related("correction"):
        notice = edition.correction.text if hasattr(edition, "correction") else ""
        press.print_edition(
            document, article_id=by_hand.pk, by=None, at=edition.live_from, correction=notice
        )

    assert everything_about(bulk.article_id) == everything_about(by_hand.pk)
    assert len(editions) == 2 - n


def test_an_archive_is_read_like_any_other(reader, db):
    newest, *_rest = make_archive(30)

    page = reader.get(newest.address)

    assert "Number 00000" in page.text
    assert "It was 17, not 16." in page.text
    assert "Number 00029" in reader.get("/sport/").text
