"""Embargoes: nothing of a story is live before, whatever the press is asked or a row says."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.editions import press
from articles.editions.arranging import Placement, arrange
from articles.editions.embargo import EmbargoStands
from articles.editions.embargoing import (
    AlreadyLive,
    EmbargoPast,
    NoEmbargo,
    WaitsEarlier,
    hold,
    lift,
)
from articles.editions.front import LEAD
from articles.models import Edition, Embargo, Listing
from tests.make import hours, make_article, make_edition, make_image, make_user

pytestmark = pytest.mark.django_db

LISTS = ("/", "/news/", "/people/", "/people/ada-marsh/", "/tags/", "/tags/budget/", "/archive/")
LISTS += ("/feed/site.rss", "/feed/site.atom", "/feed/site.json", "/feed/sections/news.rss")
LISTS += ("/search/?q=budget", "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-news.xml")
LISTS += ("/sitemap-stories-1.xml", "/corrections/")


def under_embargo(**known):
    """A story under embargo for five hours, of which nothing is printed."""
    article = make_article(**known)
    hold(article.pk, until=hours(5), by=None)
    return article


def force(edition, moment):
    """Let rows say that an edition has begun, past the press and past every check of ours."""
    with connection.cursor() as cursor:
        for table, key in (("articles_edition", "id"), ("articles_listing", "edition_id")):
            cursor.execute(
                f"UPDATE {table} SET live_from = %s WHERE {key} = %s",  # noqa: S608
                [moment, edition.pk],
            )


def test_the_press_prints_moves_and_reprints_nothing_before_its_end():
    article = under_embargo()
    document = article.to_document()
    waiting = press.print_edition(document, article_id=article.pk, by=None, at=hours(6))

    for refused in (
        lambda: press.print_edition(document, article_id=article.pk, by=None),
        lambda: press.print_edition(document, article_id=article.pk, by=None, at=hours(4)),
        lambda: press.print_edition(document, article_id=article.pk, by=None, at=hours(-9)),
        lambda: press.reschedule(waiting.pk, at=hours(4)),
    ):
        with pytest.raises(EmbargoStands, match="under embargo until"):
            refused()

    again = press.reprint(waiting.pk, document, by=None)
    assert list(Edition.archive.values_list("pk", "live_from")) == [(again.pk, waiting.live_from)]


def test_what_is_scheduled_for_its_very_end_is_live_from_then_on(reader):
    article = under_embargo(headline="The budget")
    until = article.embargoes.get().until

    edition = press.print_edition(article.to_document(), article_id=article.pk, by=None, at=until)

    assert reader.get(edition.address).status_code == 404
    assert "The budget" in reader.get(edition.address, at=until).text


def test_a_scheduled_return_of_a_withdrawn_story_is_held_too():
    live = make_edition(live_from=hours(-9))
    press.withdraw(live.article_id, by=None, notice="Under review.")
    hold(live.article_id, until=hours(5), by=None)

    with pytest.raises(EmbargoStands):
        make_edition(article=live.article, live_from=hours(4))

    assert make_edition(article=live.article, live_from=hours(6)).kind == "update"


def test_it_cannot_be_set_on_what_is_live_or_in_the_past_or_over_what_waits_earlier():
    live, waiting = make_edition(), make_edition(live_from=hours(2))

    with pytest.raises(AlreadyLive, match="withdraw it first"):
        hold(live.article_id, until=hours(5), by=None)
    with pytest.raises(EmbargoPast):
        hold(make_article().pk, until=hours(-1), by=None)
    with pytest.raises(WaitsEarlier, match="An edition is scheduled for .* call it off"):
        hold(waiting.article_id, until=hours(5), by=None)

    assert not Embargo.objects.exists()
    assert hold(waiting.article_id, until=waiting.live_from, by=None)


def test_once_it_is_lifted_the_story_is_printed_at_once(reader):
    article, chief = under_embargo(headline="The budget"), make_user("Administrator")

    lift(article.pk, by=chief, reason="It was leaked elsewhere.")
    edition = press.print_edition(article.to_document(), article_id=article.pk, by=chief)

    assert "The budget" in reader.get(edition.address).text
    row = article.embargoes.get()
    assert (row.lifted_by, row.lifted_why) == (chief, "It was leaked elsewhere.")
    with pytest.raises(NoEmbargo):
        lift(article.pk, by=chief, reason="Again.")


def test_each_that_was_ever_set_stays_on_record():
    article = under_embargo()
    first = article.embargoes.get()

    second = hold(article.pk, until=hours(9), by=None, reason="They moved it.")

    first.refresh_from_db()
    assert (first.lifted_at, first.lifted_why) == (second.set_at, "They moved it.")
    assert Embargo.objects.of(article.pk, after=timezone.now()) == second


def test_a_row_forced_into_the_present_is_read_nowhere_until_it_is_over(reader):
    image = make_image()
    article = under_embargo(
        headline="Leaked budget", slug="budget", tags=["Budget"], lead=image, standfirst="Leaked."
    )
    make_edition(headline="Another story", live_from=hours(-9))
    edition = press.print_edition(
        article.to_document(), article_id=article.pk, by=None, at=hours(6)
    )
    arrange(None, [Placement(LEAD, article.pk, headline="Leaked, says the front")], by=None)
    picture = f"/media/{image.sha256}/400.webp"

    force(edition, hours(-3))

    addresses = (edition.address, f"{edition.address}changes/", picture)
    assert [reader.get(each).status_code for each in addresses] == [404, 404, 404]
    for address in LISTS:
        answer = reader.get(address)
        assert ("eaked" in answer.text, "/news/budget/" in answer.text) == (False, False), address
    assert not Edition.live(at=timezone.now()).filter(pk=edition.pk).exists()
    assert not Edition.read_until(timezone.now()).filter(pk=edition.pk).exists()
    after = article.embargoes.get().until
    assert reader.get(edition.address, at=after).status_code == 200
    assert reader.get(picture, at=after).status_code == 200
    assert "Leaked, says the front" in reader.get("/", at=after).text
    assert "Leaked budget" in reader.get("/feed/site.rss", at=after).text


def test_what_stood_before_it_was_set_is_still_seen_as_it_stood():
    live = make_edition(live_from=hours(-9))
    press.withdraw(live.article_id, by=None)
    hold(live.article_id, until=hours(5), by=None)

    assert list(Edition.live(at=hours(-3))) == [live]
    assert Listing.objects.holding("site", hours(-3)).get().edition == live


def test_a_withdrawn_story_under_embargo_is_gone_with_its_notice(reader):
    live = make_edition(live_from=hours(-9))
    press.withdraw(live.article_id, by=None, notice="Under review.")

    hold(live.article_id, until=hours(5), by=None)

    gone = reader.get(live.address)
    assert (gone.status_code, "Under review." in gone.text) == (410, True)


def test_asking_costs_a_page_no_query_of_its_own(reader):
    edition = make_edition()
    reader.get(edition.address)
    before = len(reader.queries)

    for _n in range(5):
        under_embargo()
    reader.get(edition.address)

    assert len(reader.queries) == before
    assert not [sql for sql in reader.queries if sql.startswith('SELECT "articles_embargo"')]


def test_the_database_holds_that_it_ends_after_it_was_set():
    embargo = under_embargo().embargoes.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Embargo.objects.filter(pk=embargo.pk).update(until=embargo.set_at)
