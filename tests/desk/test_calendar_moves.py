"""What stands on the calendar is moved to other days, by whoever may."""

import re
from datetime import date

import pytest

from articles.desk.calendar import span_of
from articles.editions import press
from articles.editions.embargoing import hold
from articles.editions.releasing import plan as plan_release
from articles.models import Article, Deed, Edition, SectionRight
from tests.conftest import signed_in
from tests.desk.form import text_of
from tests.desk.test_calendar import (
    BEFORE,
    CALENDAR,
    DOUBLES,
    MOVE,
    SKIPS,
    at,
    day_of,
    in_days,
    move,
    planned,
    seen_of,
)
from tests.make import hours, make_article, make_edition, make_section


def test_a_story_is_planned_for_another_day(editor):
    story = planned(make_article(headline="Market opens"), in_days(2))

    told = move(editor, f"story-{story.pk}", in_days(3), seen=in_days(2).isoformat())

    story.refresh_from_db()
    assert (told.status_code, story.planned_for) == (200, in_days(3))
    assert told.json()["said"].startswith("“Market opens” is planned for ")
    assert told.json()["day_before"] == in_days(2).isoformat()
    deed = Deed.log.latest("pk")
    assert (deed.what, deed.story_id) == ("planned", story.pk)
    assert deed.detail.startswith("Planned for: ")


def test_a_story_is_given_a_day_and_loses_it_again(editor):
    story = make_article()

    given = move(editor, f"story-{story.pk}", in_days(3)).json()
    assert Article.objects.get().planned_for == in_days(3)
    taken = move(editor, f"story-{story.pk}", None, seen=given["seen"]).json()

    assert Article.objects.get().planned_for is None
    assert taken["day_before"] == in_days(3).isoformat()


def test_a_story_is_planned_for_today_and_for_no_day_that_has_passed(editor):
    story = planned(make_article(), in_days(2))
    seen = in_days(2).isoformat()

    yesterday = move(editor, f"story-{story.pk}", in_days(-1), seen=seen)

    assert yesterday.status_code == 409
    assert "has passed: choose today or a later day" in yesterday.json()["said"]
    assert Article.objects.get().planned_for == in_days(2)
    assert move(editor, f"story-{story.pk}", in_days(0), seen=seen).status_code == 200


def test_an_edition_goes_to_another_day_at_the_same_hour(editor):
    # Between these two days the clocks change.
    edition = make_edition(headline="Gates shut", live_from=at(BEFORE, 6, 30))

    told = move(editor, f"edition-{edition.pk}", date(2090, 3, 27), seen=seen_of(edition))

    edition.refresh_from_db()
    assert told.status_code == 200
    assert edition.live_from == at(date(2090, 3, 27), 6, 30)
    assert told.json()["said"] == "“Gates shut” goes live 27 Mar 2090, 06:30 (Europe/London)."
    deed = Deed.log.latest("pk")
    assert (deed.what, deed.story_id) == ("time_moved", edition.article_id)
    assert "27 Mar 2090, 06:30" in deed.detail


def test_an_edition_is_moved_to_an_hour_and_back(editor):
    edition = make_edition(live_from=at(in_days(3), 6))

    told = move(
        editor, f"edition-{edition.pk}", in_days(3), time="17:45", seen=seen_of(edition)
    ).json()
    edition.refresh_from_db()
    assert edition.live_from == at(in_days(3), 17, 45)
    back = date.fromisoformat(told["day_before"])
    move(editor, told["card"], back, time=told["time_before"], seen=told["seen"])

    edition.refresh_from_db()
    assert edition.live_from == at(in_days(3), 6)


def test_what_cannot_be_is_refused_in_words_and_moves_nothing(editor):
    live = make_edition(headline="Gates shut")
    waiting = make_edition(article=live.article, live_from=at(BEFORE, 1, 30))
    make_edition(article=live.article, live_from=at(date(2090, 3, 24), 1, 30))
    secret = make_article(headline="Secret")
    hold(secret.pk, until=at(in_days(5), 6), by=None)
    document = secret.to_document()
    held = press.print_edition(document, article_id=secret.pk, by=None, at=at(in_days(6), 6))
    release = plan_release("Budget day", at=at(in_days(4), 6), by=None)
    document = make_article().to_document()
    story = make_article(document=document)
    member = press.print_edition(document, article_id=story.pk, by=None, release=release.pk)

    said = {
        name: move(editor, f"edition-{edition.pk}", day, seen=seen_of(edition), **known)
        for name, edition, day, known in (
            ("past", waiting, in_days(-1), {}),
            ("taken", waiting, date(2090, 3, 24), {}),
            ("skipped", waiting, SKIPS, {}),
            ("doubled", waiting, DOUBLES, {}),
            ("embargo", held, in_days(3), {}),
            ("release", member, in_days(6), {}),
            ("begun", live, in_days(6), {}),
            ("no day", waiting, None, {}),
            ("nonsense", waiting, in_days(6), {"time": "25:99"}),
        )
    }

    told = {name: answer.json()["said"] for name, answer in said.items()}
    assert {answer.status_code for answer in said.values()} == {409}
    assert "That time has passed." in told["past"]
    assert "begins at that very time" in told["taken"]
    assert "skips this time or has it twice" in told["skipped"]
    assert "skips this time or has it twice" in told["doubled"]
    assert "The story is under embargo until" in told["embargo"]
    assert "This goes with the release “Budget day”." in told["release"]
    assert "This edition has begun." in told["begun"]
    assert "What is scheduled has a day." in told["no day"]
    assert "That is no day, or no time." in told["nonsense"]
    moments = {pk: Edition.archive.get(pk=pk).live_from for pk in (waiting.pk, held.pk, member.pk)}
    assert moments == {each.pk: each.live_from for each in (waiting, held, member)}
    assert not Deed.log.exclude(what="signed_in").exists()


def test_who_looks_at_an_old_page_does_not_undo_what_a_colleague_moved(editor):
    story = planned(make_article(), in_days(4))
    edition = make_edition(live_from=at(in_days(3), 6))

    answers = [
        move(editor, f"story-{story.pk}", in_days(5), seen=in_days(2).isoformat()),
        move(editor, f"edition-{edition.pk}", in_days(5), seen=hours(1).isoformat()),
    ]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert "Somebody has planned it for" in answers[0].json()["said"]
    assert "Somebody has moved it to" in answers[1].json()["said"]
    assert Article.objects.get(pk=story.pk).planned_for == in_days(4)


@pytest.mark.parametrize("card", ["story-99999", "edition-99999"])
def test_what_is_not_there_is_not_moved(editor, card):
    assert move(editor, card, in_days(3)).status_code == 403


@pytest.mark.parametrize("card", ["release-1", "story-", "story-1 OR 1", "", "edition-" + "9" * 40])
def test_what_is_no_card_is_refused(editor, card):
    assert move(editor, card, in_days(3)).status_code == 409


def test_who_may_look_and_who_may_move(writer, editor, moderator, chief, stranger):
    people = {
        "writer": writer,
        "editor": editor,
        "moderator": moderator,
        "chief": chief,
        "stranger": stranger,
    }
    got = {}
    for name, person in people.items():
        story = planned(make_article(by=person.user, headline="Own story"), in_days(2))
        edition = make_edition(live_from=at(in_days(2), 6))
        got[name] = [
            person.get(CALENDAR).status_code,
            move(person, f"story-{story.pk}", in_days(3), seen=in_days(2).isoformat()).status_code,
            move(person, f"edition-{edition.pk}", in_days(3), seen=seen_of(edition)).status_code,
        ]

    assert got == {
        "writer": [200, 403, 403],
        "editor": [200, 200, 200],
        "moderator": [403, 403, 403],
        "chief": [200, 200, 200],
        "stranger": [403, 403, 403],
    }


def test_a_writer_sees_their_own_days_and_nothing_to_move_them_by(writer):
    planned(make_article(by=writer.user, headline="Mine"), in_days(2))
    planned(make_article(headline="Another's"), in_days(2))
    plan_release("Budget day", at=at(in_days(2), 12), by=None)

    told = day_of(writer, in_days(2))
    page = writer.get(CALENDAR).content.decode()

    assert "Mine" in told
    assert "Another's" not in told
    assert "Budget day" not in told
    assert "data-may-move" not in page


def test_an_editor_of_a_section_moves_what_stands_there_alone(db):
    desk = signed_in("Editor")
    SectionRight.objects.create(account=desk.user, section=make_section("city"))
    here, elsewhere = (
        planned(make_article(headline=name, section=name), in_days(2)) for name in ("city", "sport")
    )
    there = make_edition(section="sport", live_from=at(in_days(2), 6))
    seen = in_days(2).isoformat()

    told = day_of(desk, in_days(2))
    got = [
        move(desk, f"story-{here.pk}", in_days(3), seen=seen),
        move(desk, f"story-{elsewhere.pk}", in_days(3), seen=seen),
        move(desk, f"edition-{there.pk}", in_days(3), seen=seen_of(there)),
    ]

    assert ("city" in told, "sport" in told) == (True, False)
    assert [answer.status_code for answer in got] == [200, 403, 403]
    assert got[1].json() == {"said": "You may not move this."}


def test_without_script_a_card_is_moved_by_its_form_and_the_move_is_undone(editor):
    # Also back to a day that has passed.
    story = planned(make_article(headline="Market opens"), date(2026, 11, 24))
    form = {"card": f"story-{story.pk}", "seen": "2026-11-24", "back": "week=2090-W12&x=y"}

    page = editor.post(MOVE, form | {"day": "2090-03-24"}, follow=True)

    assert page.redirect_chain == [(f"{CALENDAR}?week=2090-W12", 302)]
    assert "“Market opens” is planned for 24 Mar 2090." in text_of(page)
    undo = re.search(r'<form [^>]*id="undo".*?</form>', page.content.decode(), re.S)[0]
    typed = dict(re.findall(r'name="(card|day|time|seen|back|undo)" value="([^"]*)"', undo))
    back = editor.post(MOVE, typed, follow=True)
    story.refresh_from_db()
    assert story.planned_for == date(2026, 11, 24)
    assert "is planned for 24 Nov 2026." in text_of(back)


def test_without_script_a_refusal_is_told_on_the_page_with_what_was_typed(editor):
    edition = make_edition(headline="Gates shut", live_from=at(in_days(3), 6))
    week = span_of("week", in_days(3)).query
    form = {"card": f"edition-{edition.pk}", "seen": seen_of(edition), "back": week}

    page = editor.post(MOVE, form | {"day": "2020-01-01", "time": "10:15"})

    assert page.status_code == 409
    assert "That time has passed." in text_of(page)
    for kept in ('value="2020-01-01"', 'value="10:15"', "<details open>"):
        assert kept in page.content.decode()


def test_only_a_form_of_the_desk_moves_anything(editor):
    assert editor.get(MOVE).status_code == 405
