"""An archive made in bulk is one that desk and press could have made, row by row."""

from collections import Counter
from dataclasses import replace

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import TestCase, override_settings
from django.utils import timezone
from modelsearch.models import IndexEntry

from articles.demo.archive.make import make_archive
from articles.desk.revision import begin_save, revise
from articles.editions import press
from articles.feedback.recount import recount
from articles.models import (
    Article,
    Contributor,
    Correction,
    Edition,
    Feedback,
    FeedbackMark,
    Freshness,
    Illustration,
    Listing,
    ReadsInHour,
    Redirect,
    Revision,
    VotesInHour,
)
from tests.make import make_edition

# An archive takes a while to make: all tests of it go to one worker.
pytestmark = pytest.mark.xdist_group("made archive")

# What tells one story from another, or when it was worked on.
ITS_OWN = {"id", "article_id", "edition_id", "slug", "address", "document", "sha256"}
ITS_OWN |= {"printed_at", "saved_at", "created_at", "autocomplete", "object_id"}
STORIES = 300


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker, tmp_path_factory):
    """Three hundred stories, three of them with fifteen editions; gone after the last test."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic():
        with media, TestCase.captureOnCommitCallbacks():
            make_archive(STORIES, editions=15)
        yield
        transaction.set_rollback(True)


def told(row: Model) -> dict:
    """What a row says, but for what tells one story from another."""
    columns = {field.attname for field in row._meta.concrete_fields} - ITS_OWN
    return {name: getattr(row, name) for name in sorted(columns)}


def entries(table, ids) -> list[dict]:
    """What the index in the database has of these, without the words of their addresses."""
    found = IndexEntry.objects.filter(
        content_type__model=table, object_id__in=[str(pk) for pk in ids]
    )
    return [told(each) for each in sorted(found, key=lambda entry: int(entry.object_id))]


def everything_about(article_id: int) -> dict:
    """All that the tables hold of one story, without what tells it from another."""
    article = Article.objects.get(pk=article_id)
    editions = Edition.archive.of(article_id).order_by("number")
    listed = Listing.objects.filter(edition__in=editions)
    revisions = Revision.objects.filter(article=article)
    return {
        "working copy": told(article),
        "its document": replace(article.to_document(), slug=""),
        "takeaways": [told(each) for each in article.takeaways.all()],
        "pictures": [told(each) for each in Illustration.objects.filter(article=article)],
        "revisions": [told(each) for each in revisions],
        "revised": [replace(each.as_document(), slug="") for each in revisions],
        "editions": [told(each) for each in editions],
        "documents": [replace(e.as_document(), slug="") if e.document else None for e in editions],
        "digests fit": all(e.as_document().sha256 == e.sha256 for e in editions if e.document)
        and all(each.as_document().sha256 == each.sha256 for each in revisions),
        "lists": [told(each) for each in listed.order_by("live_from", "list", "key")],
        "corrections": [told(each) for each in Correction.objects.filter(edition__in=editions)],
        "addresses": Redirect.objects.filter(article=article_id).count(),
        "found by": entries("edition", editions.values_list("pk", flat=True)),
    }


def by_hand(article_id: int) -> Article:
    """The same story again, saved and printed by the verbs of desk and press."""
    bulk = Article.objects.get(pk=article_id)
    by = bulk.created_by
    article = Article.objects.create(created_by=by, saved_by=by)
    for revision in Revision.objects.filter(article=bulk).order_by("number"):
        article.version = begin_save(article, seen=article.version)
        article.take_document(replace(revision.as_document(), slug=f"by-hand-{bulk.pk}"))
        revise(article, by=by)
    for edition in Edition.archive.of(bulk.pk).order_by("number"):
        if edition.document is None:
            known = {"notice": edition.notice, "moved_to": edition.moved_to}
            press.withdraw(article.pk, by=by, at=edition.live_from, **known)
            continue
        notice = Correction.objects.filter(edition=edition).first()
        press.print_edition(
            replace(edition.as_document(), slug=article.slug),
            article_id=article.pk,
            by=by,
            at=edition.live_from,
            kind=edition.kind,
            correction=notice.text if notice else "",
            revision_number=edition.revision_number,
        )
    return article


# Plain, a picture within, with related ones, updated, corrected, withdrawn, a draft, one that
# waits; and the first that has very many editions.
@pytest.mark.parametrize("n", [0, 1, 7, 15, 23, 33, 49, 77, 117, 299, 30])
def test_a_story_made_in_bulk_is_the_one_that_desk_and_press_make(archive, db, n):
    first = Article.objects.order_by("pk").first().pk

    article = by_hand(first + n)

    assert everything_about(first + n) == everything_about(article.pk)


def test_what_was_made_has_all_that_a_paper_has(archive, db):
    first = Article.objects.order_by("pk").first().pk
    kinds = Counter(Edition.archive.values_list("kind", flat=True))
    most = Counter(Edition.archive.values_list("article_id", flat=True)).most_common(3)

    assert Article.objects.count() == STORIES
    assert {"new", "update", "minor", "correction", "withdrawal"} == set(kinds)
    assert [number for _story, number in most] == [15, 15, 15]
    assert not Edition.archive.filter(article=first + 17).exists()
    assert Edition.archive.waiting(timezone.now()).exists()
    assert Freshness.objects.get().generation > 0
    for table in (Contributor, Correction, Feedback, FeedbackMark, ReadsInHour, VotesInHour):
        assert table.objects.exists(), table


def test_its_totals_are_what_its_readers_said(archive, db):
    totals, wrong = recount()

    assert (totals > 0, wrong) == (True, [])


def test_it_is_read_like_any_other(archive, reader):
    story = Edition.live(at=timezone.now()).order_by("-published").first()

    page = reader.get(story.address)

    assert story.headline in page.text
    assert story.address in reader.get("/").text
    assert story.address in reader.get(f"/search/?q={story.headline}").text


def test_the_next_story_is_printed_after_it(archive, db):
    last = Edition.archive.order_by("-pk").first().pk

    assert make_edition().pk > last
