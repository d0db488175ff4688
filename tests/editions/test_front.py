"""What stands on a front at a moment: slots, their times, and what stands in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import freshness
from articles.editions import press
from articles.editions.arranging import NotArranged, Placement, StaleFront, arrange
from articles.editions.front import StandIn, front_at, last_change, next_change
from articles.editions.listing import List, newest
from articles.models import Article, FrontSlot
from tests.make import hours, make_article, make_edition, make_image, make_section

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def stories(*headlines):
    """A live story of each headline, the first the oldest; their ids."""
    return [
        make_edition(headline=headline, live_from=hours(n - 100)).article_id
        for n, headline in enumerate(headlines)
    ]


def put(*placements, section=None, **known):
    """Arrange a front; each placement as (position, article_id) and what else it takes."""
    asked = [Placement(*each) for each in placements]
    return arrange(section, asked, by=None, **known)


def shown(at=None, section=None):
    """The headlines on a front, by slot."""
    at = at or timezone.now()
    found = newest(List.SECTION if section else List.SITE, section or 0, at=at, size=20)
    return {slot.position: slot.headline for slot in front_at(section, at=at, newest=found)}


def flaws(*placements, **known):
    """What is wrong with the placements, as (number, field)."""
    with pytest.raises(NotArranged) as refused:
        put(*placements, **known)
    return [(flaw.number, flaw.field) for flaw in refused.value.flaws]


def test_without_an_arrangement_the_newest_stand_and_the_row_is_closed():
    stories("One", "Two", "Three", "Four", "Five")

    assert shown() == {1: "Five", 2: "Four", 3: "Three", 4: "Two"}


def test_a_story_with_a_picture_leads_where_nobody_has_chosen():
    make_edition(headline="Pictured", lead=make_image(), live_from=hours(-9))
    stories("Long ago")
    make_edition(headline="Newest")

    assert shown()[1] == "Pictured"


def test_a_story_stands_in_its_slot_under_its_own_headline_and_nowhere_else():
    one, _two, three = stories("One", "Two", "Three")

    put((1, one, "One, as we put it"), (5, three))

    assert shown() == {1: "One, as we put it", 2: "Two", 5: "Three"}


def test_of_two_in_a_slot_the_one_that_began_last_stands():
    one, two = stories("One", "Two")
    noon, evening = hours(4), hours(8)

    put((1, one), (1, two, "", noon, evening))

    at = [noon - MINUTE, noon, evening - MINUTE, evening]
    assert [shown(moment)[1] for moment in at] == ["One", "Two", "Two", "One"]


def test_a_story_that_waits_appears_by_itself_and_the_newest_stands_in_until_then():
    stories("One", "Two")
    waiting = make_edition(headline="Waits", live_from=hours(5)).article_id

    put((1, waiting, "Here at last"))

    assert shown(hours(4))[1] == "Two"
    assert shown(hours(6)) == {1: "Here at last", 2: "Two", 3: "One"}


def test_while_the_next_story_is_not_live_the_one_before_it_stays():
    one, _two = stories("One", "Two")
    late = make_edition(headline="Late", live_from=hours(6)).article_id

    put((1, one), (1, late, "", hours(2)))

    assert [shown(hours(n))[1] for n in (1, 3, 7)] == ["One", "One", "Late"]


def test_a_withdrawn_story_makes_way_for_the_stand_in():
    one, _two = stories("One", "Two")
    put((1, one))

    press.withdraw(one, by=None)

    assert shown() == {1: "Two"}


@pytest.mark.parametrize(
    ("stand_in", "expected"),
    [
        (StandIn.NEWEST, {1: "Three", 2: "Two", 3: "One"}),
        (StandIn.NOTHING, {2: "Three", 3: "Two", 4: "One"}),
    ],
)
def test_each_slot_says_what_stands_in(stand_in, expected):
    stories("One", "Two", "Three")

    put(stand_ins={1: stand_in})

    assert shown() == expected


def test_a_later_arrangement_rewrites_nothing_that_readers_have_had():
    one, two = stories("One", "Two")
    first = put((1, one, "One, at first"))
    second = put((1, two))

    before = second.live_from - timedelta(microseconds=1)

    assert shown(first.live_from - MINUTE)[1] == "Two"
    assert shown(before)[1] == "One, at first"
    assert shown(second.live_from)[1] == "Two"


def test_what_is_moved_begins_anew_where_it_is_put_and_a_waiting_one_keeps_its_time():
    one, two, three = stories("One", "Two", "Three")
    ago, ahead = hours(-5), hours(5)
    put((1, one), (3, two, "", ahead))
    FrontSlot.objects.filter(article=one).update(live_from=ago)

    put((1, one, "", ago), (2, three, "", ago), (2, two, "", ahead))

    begun = dict(
        FrontSlot.objects.standing(timezone.now())
        .exclude(article=None)
        .values_list("article", "live_from")
    )
    assert begun[one] == ago
    assert begun[two] == ahead
    assert begun[three] > hours(-1)


def test_sections_have_fronts_of_their_own():
    city = make_section("news/city").pk
    one, _two = stories("One", "Two")
    own = make_edition(headline="City's own", section="news/city").article_id

    put((1, one, "At home"))
    put((2, own, "In the city"), section=city)

    assert shown()[1] == "At home"
    assert shown(section=city) == {2: "In the city"}


def test_one_who_began_from_an_older_arrangement_is_refused():
    one, two = stories("One", "Two")
    first = put((1, one), seen=0)

    with pytest.raises(StaleFront):
        put((1, two), seen=0)

    assert shown()[1] == "One"
    assert put((1, two), seen=first.number).number == 2


def test_what_cannot_be_is_told_by_its_number_and_part():
    one, two = stories("One", "Two")
    draft = make_article().pk
    gone = make_edition(live_from=hours(-3)).article_id
    press.withdraw(gone, by=None)
    noon, night = hours(4), hours(9)

    assert flaws((1, one), (2, one)) == [(1, "article")]
    assert flaws((1, one, "", None, night), (2, one, "", noon)) == [(1, "article")]
    assert flaws((1, draft)) == flaws((1, gone)) == flaws((1, 10**9)) == [(0, "article")]
    assert flaws((1, one, "", night, noon)) == [(0, "live_until")]
    assert flaws((1, one), (2, two, "", None, hours(-1))) == [(1, "live_until")]
    assert flaws((1, one, "", noon), (1, two, "", noon)) == [(1, "live_from")]
    assert flaws((9, one)) == [(0, "slot")]
    assert flaws((5, one), section=make_section("news").pk) == [(0, "slot")]
    assert shown() == {1: "Two", 2: "One"}


def test_the_later_of_two_saves_within_a_minute_stands():
    one, two = stories("One", "Two")
    front = put((1, one))

    put((1, one, "", front.live_from.replace(second=0, microsecond=0)), (1, two, "Two, now"))

    assert shown()[1] == "Two, now"


def test_a_story_may_stand_here_until_noon_and_there_from_noon_on():
    one, _two = stories("One", "Two")
    noon = hours(4)

    put((1, one, "", None, noon), (3, one, "", noon))

    assert [shown(noon - MINUTE)[1], shown(noon)[3]] == ["One", "One"]


def test_a_story_that_was_withdrawn_in_its_slot_keeps_no_one_from_saving():
    one, two = stories("One", "Two")
    put((1, one))
    press.withdraw(one, by=None)

    put((1, one), (2, two))

    assert shown() == {2: "Two"}


def test_a_time_that_ended_since_the_last_save_is_left_out_without_a_word():
    one, _two = stories("One", "Two")
    put((1, one, "", None, hours(1)))
    FrontSlot.objects.filter(article=one).update(live_from=hours(-2), live_until=hours(-1))
    ended = FrontSlot.objects.get(article=one)

    front = put((1, one, "", ended.live_from, ended.live_until))

    assert not front.slots.exclude(article=None).exists()


def test_the_next_change_is_when_any_slot_of_any_front_begins_or_ends():
    one, two = stories("One", "Two")
    city = make_section("news/city").pk
    noon, evening, night = hours(4), hours(8), hours(12)
    put((1, one, "", noon, evening))
    put((1, two, "", None, night), section=city)

    at = [hours(1), noon, evening, night]
    assert list(map(next_change, at)) == [noon, evening, night, None]
    assert last_change(night) == evening
    cleared = put(section=city).live_from
    assert next_change(evening) is None
    assert next_change(cleared - timedelta(microseconds=1)) == cleared
    assert last_change(noon) == cleared


def test_every_process_is_told_of_an_arrangement():
    before = freshness.current()

    put()

    assert freshness.current() == before + 1


def test_a_redaction_takes_what_fronts_called_the_story():
    edition = make_edition()
    put((1, edition.article_id, "The words that a court forbade"))

    press.redact(edition.pk, by=None, reason="A court said so.")

    assert set(FrontSlot.objects.values_list("headline", flat=True)) == {""}


def test_a_redaction_leaves_fronts_the_words_that_they_had_for_a_later_edition():
    first = make_edition(headline="Mayor robs", live_from=hours(-9))
    story = first.article_id
    put((1, story, "Robber in office"))
    make_edition(article=first.article, headline="Mayor cleared")
    put((1, story, "All a mistake"))
    put((1, story, "Robber in office"), (2, make_edition().article_id, "Of another story"))
    put((1, story, "All a mistake"))

    press.redact(first.pk, by=None, reason="A court said so.")

    kept = FrontSlot.objects.exclude(article=None).order_by("pk")
    assert list(kept.values_list("headline", flat=True)) == [
        "",
        "All a mistake",
        "",
        "Of another story",
        "All a mistake",
    ]
    assert shown()[1] == "All a mistake"


def test_a_redaction_takes_words_for_later_that_were_written_while_the_edition_held():
    first = make_edition(live_from=hours(-9))
    put((1, first.article_id, "Robber in office", hours(5)))
    make_edition(article=first.article)

    press.redact(first.pk, by=None, reason="A court said so.")

    assert set(FrontSlot.objects.values_list("headline", flat=True)) == {""}


def test_a_headline_of_the_fronts_own_ends_with_the_withdrawal_of_its_story():
    one, _other = stories("One", "Other")
    put((1, one, "What nobody may read"))
    withdrawn = press.withdraw(one, by=None).live_from

    make_edition(article=Article.objects.get(pk=one), headline="One, clean")

    assert shown()[1] == "One, clean"
    assert shown(withdrawn - MINUTE / 60_000)[1] == "What nobody may read"


def test_a_withdrawal_that_waits_ends_it_only_then():
    one, _other = stories("One", "Other")
    put((1, one, "As we put it"))
    press.withdraw(one, by=None, at=hours(1))
    make_edition(article=Article.objects.get(pk=one), headline="One again", live_from=hours(2))

    assert shown()[1] == "As we put it"
    assert shown(hours(3))[1] == "One again"


def test_words_from_before_a_withdrawal_are_not_carried_over_by_a_form_that_was_open():
    one, _other = stories("One", "Other")
    put((1, one, "What nobody may read"))
    press.withdraw(one, by=None)
    make_edition(article=Article.objects.get(pk=one), headline="One, clean")

    assert flaws((1, one, "What nobody may read")) == [(0, "headline")]
    put((1, one, "What all may read"))
    assert shown()[1] == "What all may read"
