"""Releases: stories and slots of fronts that go live at one moment, and are moved together."""

from threading import Barrier, Thread
from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone

from articles.editions import press, releasing
from articles.editions.arranging import NotArranged, Placement, arrange
from articles.editions.embargoing import hold
from articles.editions.front import LEAD
from articles.editions.release import GoesWithRelease, ReleaseIsOver
from articles.models import Edition, Embargo, FrontSlot, Release
from tests.make import hours, make_article, make_edition, make_user

pytestmark = pytest.mark.django_db


def planned(at=None):
    """A release in five hours."""
    return releasing.plan("Budget day", at=at or hours(5), by=None)


def waiting(release, article=None, **known):
    """An edition that goes with the release."""
    article = article or make_article(**known)
    return press.print_edition(
        article.to_document(), article_id=article.pk, by=None, release=release.pk
    )


def moved(release, at, **known):
    """Move the release as someone who sees it as it is."""
    release.refresh_from_db()
    return releasing.move(release.pk, at=at, by=None, seen=release.version, **known)


def times(*editions):
    """When these editions begin by now."""
    found = dict(Edition.archive.values_list("pk", "live_from"))
    return [found[each.pk] for each in editions]


def on_home(release):
    """What the home page shows with the release, as it is arranged now."""
    return releasing.slots_of(release, at=timezone.now()).filter(front__section=None)


def test_stories_and_a_front_wait_for_its_moment_and_are_moved_together(reader):
    release = planned()
    first, second = waiting(release, headline="The budget"), waiting(release, headline="What next")
    make_edition(headline="Old lead", live_from=hours(-9))
    arrange(None, [Placement(LEAD, first.article_id, release_id=release.pk)], by=None)

    later = hours(8)
    moved(release, later)

    assert times(first, second) == [later, later]
    assert on_home(release).get().live_from == later
    before, after = reader.get("/", at=hours(7)).text, reader.get("/", at=hours(9)).text
    assert ("The budget" in before, "The budget" in after) == (False, True)
    assert reader.get(second.address, at=hours(7)).status_code == 404
    assert "What next" in reader.get(second.address, at=hours(9)).text


def test_all_of_it_is_published_at_once(reader):
    release, live = planned(), make_edition(live_from=hours(-9))
    first = waiting(release, headline="The budget")
    gone = press.withdraw(live.article_id, by=None, release=release.pk, notice="Replaced.")
    arrange(None, [Placement(LEAD, first.article_id, release_id=release.pk)], by=None)
    release.refresh_from_db()

    releasing.publish_now(release.pk, by=None, seen=release.version)

    release.refresh_from_db()
    assert times(first, gone) == [release.at, release.at]
    assert release.at <= timezone.now()
    assert "The budget" in reader.get("/").text
    assert "Replaced." in reader.get(live.address).text
    # What a later arrangement has is no longer said of the release.
    arrange(None, [], by=None)
    assert [slot.article_id for slot in on_home(release)] == [first.article_id]


def test_one_member_that_cannot_go_along_keeps_all_of_them(reader):
    release, until = planned(hours(6)), hours(5)
    free, taken, held = waiting(release), waiting(release), make_article()
    make_edition(article=taken.article, live_from=(moment := hours(3)))
    hold(held.pk, until=until, by=None)
    held = waiting(release, held)
    ends = Placement(LEAD, free.article_id, live_until=hours(2), release_id=release.pk)
    with pytest.raises(NotArranged):
        arrange(None, [ends], by=None)
    arrange(None, [Placement(LEAD, free.article_id, release_id=release.pk)], by=None)
    before = (times(free, taken, held), release.at)

    with pytest.raises(releasing.NotReleased) as refused:
        moved(release, moment)

    assert "begins at that very time" in refused.value.editions[taken.pk]
    assert "under embargo until" in refused.value.editions[held.pk]
    assert free.pk not in refused.value.editions
    release.refresh_from_db()
    assert (times(free, taken, held), release.at) == before
    assert on_home(release).get().live_from == release.at


def test_a_slot_that_would_end_before_it_begins_keeps_all_of_them_too():
    release = planned()
    edition = waiting(release)
    ends = Placement(LEAD, edition.article_id, live_until=hours(7), release_id=release.pk)
    arrange(None, [ends], by=None)

    with pytest.raises(releasing.NotReleased) as refused:
        moved(release, hours(8))

    slot = on_home(release).get()
    assert refused.value.slots == {slot.pk: mock.ANY}
    assert "end before it begins" in refused.value.slots[slot.pk]
    assert times(edition) == [release.at]


def test_no_member_is_moved_alone_unless_it_leaves(reader):
    release = planned()
    edition = waiting(release)
    with pytest.raises(GoesWithRelease, match="Budget day"):
        press.reschedule(edition.pk, at=hours(9))

    releasing.leave(edition.pk, by=None)
    press.reschedule(edition.pk, at=hours(9))
    moved(release, hours(7))

    assert times(edition) > [hours(8)]


def test_an_edition_that_waits_alone_joins_at_the_releases_moment():
    release, edition = planned(), make_edition(live_from=hours(2))

    releasing.join(edition.pk, release_id=release.pk, by=None)

    assert times(edition) == [release.at]
    assert list(releasing.editions_of(release)) == [edition]


def test_what_a_front_shows_with_it_leaves_alone_and_keeps_its_time():
    release = planned()
    first, second = waiting(release), waiting(release)
    both = [
        Placement(LEAD, first.article_id, headline="Own words", release_id=release.pk),
        Placement(2, second.article_id, release_id=release.pk),
    ]
    arrange(None, both, by=None, stand_ins={3: "nothing"})
    release.refresh_from_db()
    lead = on_home(release).get(position=LEAD)

    releasing.take_out(lead.pk, release_id=release.pk, by=None, seen=release.version)

    assert [slot.position for slot in on_home(release)] == [2]
    held = FrontSlot.objects.of(None, timezone.now())
    alone = held.get(position=LEAD, article=first.article_id)
    assert (alone.live_from, alone.headline) == (release.at, "Own words")
    assert held.get(position=3).stand_in == "nothing"


def test_calling_off_takes_all_of_it_away_and_keeps_the_release_on_record():
    release = planned()
    edition = waiting(release)
    arrange(None, [Placement(LEAD, edition.article_id, release_id=release.pk)], by=None)
    release.refresh_from_db()

    releasing.call_off(release.pk, by=None, seen=release.version)

    release.refresh_from_db()
    assert release.called_off_at
    assert not Edition.archive.exists()
    assert not on_home(release).exists()
    with pytest.raises(ReleaseIsOver):
        waiting(release)


def test_a_reprint_stays_with_its_release():
    release = planned()
    edition = waiting(release, headline="The budget")

    again = press.reprint(edition.pk, edition.article.to_document(), by=None)

    assert (again.release, again.live_from) == (release, release.at)


def test_of_two_who_move_it_at_once_the_second_is_told():
    release = planned()
    edition, (first, second) = waiting(release), (hours(7), hours(9))
    release.refresh_from_db()

    releasing.move(release.pk, at=first, by=make_user("Editor"), seen=release.version)
    with pytest.raises(releasing.StaleRelease):
        releasing.move(release.pk, at=second, by=None, seen=release.version)

    assert times(edition) == [first]


def test_whoever_has_not_seen_the_latest_member_publishes_nothing():
    release = planned()
    waiting(release)
    release.refresh_from_db()
    seen = release.version
    waiting(release)

    with pytest.raises(releasing.StaleRelease):
        releasing.publish_now(release.pk, by=None, seen=seen)

    assert not Edition.live(at=timezone.now()).exists()


def test_a_move_that_comes_after_its_moment_moves_nothing():
    release = planned()
    edition = waiting(release)
    release.refresh_from_db()
    late, begun = hours(6), list(Edition.archive.values_list("live_from"))

    for verb, known in (
        (releasing.move, {"at": hours(9)}),
        (releasing.publish_now, {}),
        (releasing.call_off, {}),
    ):
        with mock.patch.object(timezone, "now", return_value=late), pytest.raises(ReleaseIsOver):
            verb(release.pk, by=None, seen=release.version, **known)
    with mock.patch.object(timezone, "now", return_value=late), pytest.raises(ReleaseIsOver):
        releasing.leave(edition.pk, by=None)

    assert list(Edition.archive.values_list("live_from")) == begun


def test_it_is_moved_meanwhile_and_whoever_schedules_with_it_gets_the_new_moment():
    release = planned()
    article, later = make_article(), hours(9)
    document, touch = article.to_document(), press.freshness.touch

    def others_go_first():
        touch()
        Release.objects.filter(pk=release.pk).update(at=later)

    with mock.patch.object(press.freshness, "touch", others_go_first):
        edition = press.print_edition(document, article_id=article.pk, by=None, release=release.pk)

    assert edition.live_from == later


def test_the_past_is_no_time_to_move_to():
    release = planned()

    with pytest.raises(releasing.ReleasePast):
        moved(release, hours(-1))
    with pytest.raises(releasing.ReleasePast):
        planned(hours(-1))


def test_a_front_saved_after_the_moment_by_a_form_opened_before_keeps_what_went_with_it():
    release = planned()
    edition = waiting(release)
    asked = Placement(LEAD, edition.article_id, live_from=release.at, release_id=release.pk)
    arrange(None, [asked], by=None)

    with mock.patch.object(timezone, "now", return_value=hours(6)):
        arrange(None, [asked], by=None)

    slot = FrontSlot.objects.of(None, hours(7)).get(article=edition.article_id)
    assert slot.live_from == release.at
    assert [each.pk for each in releasing.slots_of(release, at=hours(7))] != [slot.pk]


def test_an_embargo_stops_a_release_from_being_published_now():
    release, article = planned(hours(6)), make_article()
    hold(article.pk, until=hours(5), by=None)
    edition = waiting(release, article)
    release.refresh_from_db()

    with pytest.raises(releasing.NotReleased) as refused:
        releasing.publish_now(release.pk, by=None, seen=release.version)

    assert list(refused.value.editions) == [edition.pk]
    assert Embargo.objects.of(article.pk, after=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_the_very_same_time_one_moves_it_and_one_is_told():
    release = planned()
    edition, moments = waiting(release), [hours(7), hours(9)]
    release.refresh_from_db()
    ready, told = Barrier(2, timeout=10), []

    def press_move(at):
        try:
            ready.wait()
            releasing.move(release.pk, at=at, by=None, seen=release.version)
            told.append(at)
        except releasing.StaleRelease:
            told.append(None)
        finally:
            connection.close()

    hands = [Thread(target=press_move, args=(at,)) for at in moments]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert told.count(None) == 1
    assert times(edition) == [at for at in told if at]
