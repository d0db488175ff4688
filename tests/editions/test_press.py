"""The press: what printing makes of a story's page, and what is not printed."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import freshness
from articles.editions import press
from articles.editions.address import AddressTaken, Redirect
from articles.editions.listing import Listing
from articles.models import Correction, Edition
from articles.text.document import Document
from tests.make import (
    hours,
    make_article,
    make_document,
    make_edition,
    make_section,
    make_user,
    tomorrow,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def editions_of(edition):
    return Edition.archive.of(edition.article_id)


# Printing


def test_what_is_printed_holds_from_now_on(reader):
    edition = make_edition(headline="Talks open", section="news/city", slug="talks")

    assert edition.address == "/news/city/talks/"
    assert (edition.number, edition.kind, edition.live_until) == (1, "new", None)
    assert abs(edition.live_from - timezone.now()) < MINUTE
    assert "Talks open" in reader.get(edition.address).text


def test_an_edition_is_sealed_with_the_digest_of_its_document():
    edition = make_edition()

    assert re.fullmatch("[0-9a-f]{64}", edition.sha256)
    assert Document.from_json(edition.document).sha256 == edition.sha256


def test_who_printed_and_from_which_revision_is_kept():
    article, user = make_article(), make_user("Editor")

    edition = press.print_edition(
        article.to_document(), article_id=article.pk, by=user, note="First word", revision_number=1
    )

    edition.refresh_from_db()
    assert (edition.printed_by, edition.note, edition.revision_number) == (user, "First word", 1)


def test_an_edition_does_not_change_when_the_working_copy_does(reader):
    edition = make_edition(headline="As printed")

    edition.article.headline = "As rewritten"
    edition.article.save()

    assert "As printed" in reader.get(edition.address).text
    assert "As rewritten" not in reader.get(edition.address).text


def test_an_update_that_waits_leaves_todays_text_in_place(reader):
    today = make_edition(headline="Talks open")
    make_edition(article=today.article, headline="Talks fail", live_from=tomorrow())

    page = reader.get(today.address)

    assert "Talks open" in page.text
    assert "Talks fail" not in page.text


def test_an_edition_ends_where_the_next_begins():
    first = make_edition(live_from=hours(-5))
    second = make_edition(article=first.article, live_from=hours(2))
    make_edition(article=first.article, live_from=hours(9))

    between = make_edition(article=first.article, live_from=hours(1))

    ends = dict(editions_of(first).values_list("number", "live_until"))
    assert ends[1] == between.live_from
    assert ends[4] == second.live_from
    assert ends[3] is None


def test_what_is_printed_out_of_the_vocabulary_is_cleaned_on_its_way(reader):
    body = "<p>Fair <script>alert(1)</script><b onclick='x()'>play</b>.</p>"
    edition = make_edition(body=body)

    assert "script" not in edition.document["body"]
    assert "onclick" not in edition.document["body"]


def test_an_archive_can_be_laid_down_in_its_order(reader):
    first = make_edition(headline="Old news", live_from=hours(-90))
    make_edition(article=first.article, headline="Newer news", live_from=hours(-50))

    assert "Old news" in reader.get(first.address, at=hours(-60)).text
    assert "Newer news" in reader.get(first.address).text


def test_a_minor_change_leaves_the_time_of_the_last_update(reader):
    first = make_edition(headline="Their rejoinder", live_from=hours(-9))
    make_edition(article=first.article, headline="The rejoinder", kind="minor")

    published, updated = editions_of(first).times(first.article_id, timezone.now())

    assert published == updated == first.live_from
    page = reader.get(first.address).text
    assert "The rejoinder" in page
    assert "Updated" not in page


def test_an_update_shows_its_time(reader):
    first = make_edition(live_from=hours(-9))
    update = make_edition(article=first.article, live_from=hours(-2))

    published, updated = editions_of(first).times(first.article_id, timezone.now())

    assert (published, updated) == (first.live_from, update.live_from)
    assert "Updated" in reader.get(first.address).text


def test_a_correction_is_printed_with_its_notice(reader):
    first = make_edition(headline="Nine boats", live_from=hours(-9))

    corrected = make_edition(
        article=first.article, headline="Ten boats", correction="There were ten."
    )

    assert corrected.kind == "correction"
    page = reader.get(first.address).text
    assert "Ten boats" in page
    assert "There were ten." in page
    assert "There were ten." in reader.get("/corrections/").text


# Refusing to print


@pytest.mark.parametrize("lack", [{"headline": ""}, {"slug": ""}, {"section": None}])
def test_nothing_is_printed_without_headline_address_or_section(lack):
    article = make_article()
    whole = make_document().to_json() | lack

    with pytest.raises(press.NotPrintable):
        press.print_edition(Document.from_json(whole), article_id=article.pk, by=None)

    assert not Edition.archive.exists()


def test_no_correction_is_printed_without_saying_what_was_wrong():
    first = make_edition()

    with pytest.raises(press.NoticeMissing):
        make_edition(article=first.article, kind="correction")


def test_two_editions_of_a_story_cannot_begin_at_one_moment():
    moment = hours(4)
    first = make_edition(live_from=moment)

    with pytest.raises(press.MomentTaken):
        make_edition(article=first.article, live_from=moment)

    assert editions_of(first).count() == 1


def test_what_readers_have_had_cannot_be_preceded():
    first = make_edition(live_from=hours(-3))

    with pytest.raises(press.HistoryStands):
        make_edition(article=first.article, live_from=hours(-5))

    assert editions_of(first).count() == 1


def test_an_address_belongs_to_one_story_even_while_that_waits(reader):
    taken = make_edition(slug="harbour", live_from=tomorrow())
    other = make_article()
    document = make_document(slug="harbour")

    with pytest.raises(AddressTaken, match="/news/harbour/"):
        press.print_edition(document, article_id=other.pk, by=None)

    assert not Edition.archive.filter(article=other).exists()
    assert "harbour" not in reader.get("/news/").text
    assert reader.get(taken.address, at=tomorrow()).status_code == 200


def test_an_address_that_a_story_once_had_stays_its_own(reader):
    first = make_edition(slug="ferry", live_from=hours(-9))
    moved = make_edition(article=first.article, slug="ferry-sinks")

    with pytest.raises(AddressTaken):
        make_edition(slug="ferry")

    assert reader.get("/news/ferry/")["Location"] == moved.address


def test_the_address_of_a_section_is_no_storys():
    make_section("news/city")

    with pytest.raises(AddressTaken):
        make_edition(slug="city", section="news")


def test_what_is_refused_leaves_nothing_behind():
    waiting = make_edition(live_from=hours(4))
    press.withdraw(waiting.article_id, by=None, at=hours(6))
    before = list(editions_of(waiting).values()), list(Listing.objects.order_by("pk").values())
    generation = freshness.current()

    # Found out only when all has been moved.
    with pytest.raises(press.NothingToWithdraw):
        press.reschedule(waiting.pk, at=hours(8))

    after = list(editions_of(waiting).values()), list(Listing.objects.order_by("pk").values())
    assert after == before
    assert freshness.current() == generation


# What holds for all of them


def test_each_verb_raises_the_generation_once():
    seen = [freshness.current()]

    def step(done):
        seen.append(freshness.current())
        return done

    article = make_article()
    document = article.to_document()
    seen[0] = freshness.current()
    step(press.print_edition(document, article_id=article.pk, by=None))
    waiting = step(
        press.print_edition(document, article_id=article.pk, by=None, at=hours(2), kind="minor")
    )
    step(press.reschedule(waiting.pk, at=hours(3)))
    step(press.cancel(waiting.pk))
    last = step(press.withdraw(article.pk, by=None))
    step(press.redact(last.pk, by=None, reason="Privacy."))

    assert [later - first for first, later in zip(seen, seen[1:], strict=False)] == [1] * 6


def test_the_database_holds_what_it_can_of_this():
    edition = make_edition(live_from=hours(2))
    rows = Edition.archive.filter(pk=edition.pk)
    other = make_edition(article=edition.article, live_from=hours(4))

    for wrong in (
        {"live_until": edition.live_from},  # ends before it begins
        {"document": None},  # says nothing, and is neither withdrawn nor redacted
        {"kind": "withdrawal"},  # withdrawn, with a document
        {"live_from": other.live_from, "live_until": None},  # two at one moment
        {"number": other.number},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(edition=edition, text="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(address="/from/")
    with pytest.raises(IntegrityError), transaction.atomic():
        Redirect.objects.create(address="/round/", target="/round/")
