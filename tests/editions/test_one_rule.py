"""The one rule, under a moving clock: of a story's editions, the latest that has begun holds.

Nothing runs between the moments: no job, no `tick`. What readers get is a matter of time alone.
"""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editions import press
from articles.editions.listing import List, Listing
from articles.models import Edition
from tests.chance import seeds
from tests.make import hours, make_article, make_contributor, make_document, make_edition, make_tag

MINUTE = timedelta(minutes=1)
OLD_PLACES = ("/news/city/", "/people/ada-marsh/", "/tags/floods/")
NEW_PLACES = ("/news/water/", "/people/ben-okoro/", "/tags/dams/")
BOTH_PLACES = ("/", "/news/")


@pytest.fixture
def story():
    """A story that is live, filed under City, by Ada Marsh, tagged Floods."""
    return make_edition(
        headline="River rises", section="news/city", authors=["Ada Marsh"], tags=["Floods"]
    )


def rewritten(story, live_from, headline="River falls"):
    """Its next version, filed elsewhere, by someone else, tagged otherwise; the same last part."""
    return make_edition(
        article=story.article,
        headline=headline,
        section="news/water",
        authors=["Ben Okoro"],
        tags=["Dams"],
        live_from=live_from,
    )


def listed(reader, headline, at):
    """The lists on which a headline stands at a moment."""
    places = OLD_PLACES + NEW_PLACES + BOTH_PLACES
    return {place for place in places if f">{headline}<" in reader.get(place, at=at).text}


def test_until_its_time_an_update_is_nowhere_and_from_then_on_it_is_everywhere(reader, story):
    turn = hours(5)
    update = rewritten(story, turn)

    before, after = turn - MINUTE, turn

    assert "River rises" in reader.get(story.address, at=before).text
    assert reader.get(update.address, at=before).status_code == 404
    assert listed(reader, "River rises", before) == {*OLD_PLACES, *BOTH_PLACES}
    assert listed(reader, "River falls", before) == set()
    assert "River falls" in reader.get(update.address, at=after).text
    assert listed(reader, "River rises", after) == set()
    assert listed(reader, "River falls", after) == {*NEW_PLACES, *BOTH_PLACES}


def test_the_old_address_leads_to_the_new_one_from_that_very_moment(reader, story):
    turn = hours(5)
    update = rewritten(story, turn)

    assert reader.get(story.address, at=turn - MINUTE).status_code == 200
    moved = reader.get(story.address, at=turn)
    assert (moved.status_code, moved["Location"]) == (301, update.address)


def test_people_and_topics_without_a_live_story_have_no_page(reader, story):
    turn = hours(5)
    rewritten(story, turn)

    def found(place, at):
        return reader.get(place, at=at).status_code == 200

    assert [found(place, turn - MINUTE) for place in OLD_PLACES[1:]] == [True, True]
    assert [found(place, turn - MINUTE) for place in NEW_PLACES[1:]] == [False, False]
    assert [found(place, turn) for place in OLD_PLACES[1:]] == [False, False]
    assert [found(place, turn) for place in NEW_PLACES[1:]] == [True, True]


def test_an_update_that_is_moved_comes_at_its_new_time(reader, story):
    update = rewritten(story, hours(5))

    later = hours(9)
    press.reschedule(update.pk, at=later)

    assert listed(reader, "River falls", hours(6)) == set()
    assert "River rises" in reader.get(story.address, at=later - MINUTE).text
    assert listed(reader, "River falls", later) == {*NEW_PLACES, *BOTH_PLACES}


def test_two_waiting_updates_may_change_places(reader, story):
    first = rewritten(story, hours(5), headline="First to come")
    second = rewritten(story, hours(7), headline="Second to come")

    press.reschedule(first.pk, at=hours(9))

    assert "Second to come" in reader.get(second.address, at=hours(8)).text
    assert "First to come" in reader.get(first.address, at=hours(10)).text


def test_an_update_that_is_called_off_never_comes(reader, story):
    update = rewritten(story, hours(5))

    press.cancel(update.pk)

    assert "River rises" in reader.get(story.address, at=hours(6)).text
    assert listed(reader, "River rises", hours(6)) == {*OLD_PLACES, *BOTH_PLACES}
    assert listed(reader, "River falls", hours(6)) == set()


def test_a_withdrawal_in_between_takes_the_story_away_until_it_is_published_again(reader, story):
    press.withdraw(story.article_id, by=None, at=hours(3), notice="Being checked.")
    back = rewritten(story, hours(6))

    gone = reader.get(story.address, at=hours(4))

    assert "River rises" in reader.get(story.address, at=hours(2)).text
    assert (gone.status_code, "Being checked." in gone.text) == (410, True)
    assert "River rises" not in gone.text
    assert listed(reader, "River rises", hours(4)) == set()
    assert "River falls" in reader.get(back.address, at=hours(7)).text
    assert listed(reader, "River falls", hours(7)) == {*NEW_PLACES, *BOTH_PLACES}


def test_a_story_keeps_its_place_in_lists_when_it_is_updated(reader, story):
    make_edition(headline="A later story", section="news/city")
    rewritten(story, hours(2))

    text = reader.get("/news/", at=hours(3)).text

    assert text.index(">A later story<") < text.index(">River falls<")


def test_a_correction_shows_when_its_edition_does_and_not_before(reader, story):
    make_edition(article=story.article, correction="It was the Isk.", live_from=hours(2))

    assert "It was the Isk." not in reader.get(story.address, at=hours(1)).text
    assert "It was the Isk." not in reader.get("/corrections/", at=hours(1)).text
    assert "It was the Isk." in reader.get(story.address, at=hours(3)).text
    assert "It was the Isk." in reader.get("/corrections/", at=hours(3)).text


class Naive:
    """The rule, as plainly as it can be written: lists of (moment, headline or None)."""

    def __init__(self):
        self.editions = {}

    def holds(self, story, at):
        """The headline that readers get at `at`, or None."""
        begun = [each for each in self.editions.get(story, ()) if each[0] <= at]
        return max(begun)[1] if begun else None


@pytest.mark.parametrize("seed", seeds(8))
def test_whatever_is_done_in_whatever_order_the_tables_agree_with_the_rule(db, seed):
    dice, naive, start = random.Random(seed), Naive(), timezone.now()  # noqa: S311 - of tests
    make_contributor(), make_tag()
    articles = [make_article(headline=f"Story {n}", tags=["Floods"]) for n in range(3)]
    for step in range(25):
        article = dice.choice(articles)
        moment = start + timedelta(hours=1 + dice.randrange(500), seconds=step)
        waiting = list(Edition.archive.of(article.pk).waiting(timezone.now()))
        known = naive.editions.setdefault(article.pk, [])
        what = dice.choice(["print", "print", "move", "cancel", "withdraw"])
        if what == "print":
            headline = f"Print {step}"
            document = make_document(headline=headline, slug=article.slug, tags=["Floods"])
            press.print_edition(document, article_id=article.pk, by=None, at=moment)
            known.append((moment, headline))
        elif what == "withdraw" and naive.holds(article.pk, moment):
            press.withdraw(article.pk, by=None, at=moment)
            known.append((moment, None))
        elif what in {"move", "cancel"} and waiting:
            edition = dice.choice(waiting)
            entry = next(each for each in known if each[0] == edition.live_from)
            try:
                if what == "cancel":
                    press.cancel(edition.pk)
                else:
                    press.reschedule(edition.pk, at=moment)
            except press.NothingToWithdraw:
                continue
            known.remove(entry)
            if what == "move":
                known.append((moment, entry[1]))

    for n in range(0, 510, 7):
        at = start + timedelta(hours=n)
        live = dict(Edition.live(at=at).values_list("article_id", "headline"))
        rows = Listing.objects.on(List.SITE, 0, at)
        on_site = dict(rows.values_list("edition__article_id", "edition__headline"))
        expected = {a.pk: naive.holds(a.pk, at) for a in articles if naive.holds(a.pk, at)}
        assert live == expected
        assert on_site == expected
