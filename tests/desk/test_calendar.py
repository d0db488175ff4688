"""The calendar: what stands on which day, and moving it there."""

import re
from datetime import date, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from articles.desk import workflow
from articles.desk.calendar import span_asked, span_of
from articles.editions import press
from articles.editions.embargoing import hold
from articles.editions.releasing import plan as plan_release
from articles.models import Article, Deed, Edition, SectionRight
from tests.conftest import signed_in
from tests.desk.form import text_of
from tests.make import hours, make_article, make_edition, make_section, make_user
from tests.plans import scans

CALENDAR = reverse("admin:articles_article_calendar")
MOVE = reverse("admin:articles_article_calendar_move")
LONDON = ZoneInfo("Europe/London")
# Nights on which the clocks of London change, and the day before the first.
BEFORE, SKIPS, DOUBLES = date(2090, 3, 25), date(2090, 3, 26), date(2090, 10, 29)
JSON = {"Accept": "application/json"}


def at(day, hour, minute=0):
    """That hour of a day to come, at the site."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def in_days(n):
    """The day so many days from now."""
    return timezone.localdate() + timedelta(n)


def planned(story, day):
    """The story, planned for a day."""
    workflow.plan(story, by=make_user("Editor"), planned_for=day)
    return story


def day_of(person, day, **asked):
    """What the calendar says of a day; of the stories without one for None."""
    address = f"{CALENDAR}?week={span_of('week', day or in_days(0)).value}"
    page = person.get(address, asked and {"week": address[-8:], **asked}).content.decode()
    name = day.isoformat() if day else ""
    found = re.search(rf'<section [^>]*data-day="{name}".*?</section>', page, re.S)
    said = re.sub(r"<details.*?</details>", "", found[0], flags=re.S)
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", said).split()))


def move(person, card, day, *, seen="", **known):
    """The answer to a card that is dragged to a day."""
    known |= {"card": card, "day": day and day.isoformat(), "seen": seen}
    return person.post(MOVE, {name: text or "" for name, text in known.items()}, headers=JSON)


def seen_of(edition):
    """By what a card remembers when it begins."""
    return edition.live_from.astimezone(ZoneInfo("UTC")).isoformat()


def test_each_day_tells_what_is_planned_and_what_goes_out_and_away(editor):
    day = in_days(3)
    planned(make_article(headline="Market opens"), day)
    story = make_edition(headline="Gates shut", live_from=hours(-9)).article
    make_edition(article=story, headline="Gates open", live_from=at(day, 6, 30))
    press.withdraw(make_edition(headline="Leaves").article_id, by=None, at=at(day, 18))
    hold(make_article(headline="Secret").pk, until=at(day, 7), by=None)
    plan_release("Budget day", at=at(day, 12), by=None)

    told = day_of(editor, day)

    assert re.search("Planned Market opens Draft, News", told)
    assert re.search("Goes live 06:30 Gates shut Update", told)
    assert re.search("Embargo ends 07:00 Secret", told)
    assert re.search("Release 12:00 Budget day", told)
    assert re.search("Goes away 18:00 Leaves", told)
    order = [told.index(name) for name in ("Market", "Gates", "Secret", "Budget", "Leaves")]
    assert order == sorted(order)


def test_days_that_are_over_tell_what_went_out_minor_changes_aside(editor):
    day = in_days(-8)
    first = make_edition(headline="Gates shut", live_from=at(day, 6))
    make_edition(article=first.article, kind="minor", live_from=at(day, 9))

    told = day_of(editor, day)

    assert "Live 06:00 Gates shut First edition" in told
    assert "09:00" not in told


def test_a_story_with_its_time_stands_there_once(editor):
    story = planned(make_article(headline="Market opens"), in_days(3))
    make_edition(article=story, headline="Market opens", live_from=at(in_days(3), 8))

    assert day_of(editor, in_days(3)).count("Market opens") == 1


def test_what_is_ready_and_has_no_day_lies_beside(editor):
    for headline, state in (("Ready", "approved"), ("Nearly", "in_review"), ("Begun", "draft")):
        story = make_article(headline=headline)
        Article.objects.filter(pk=story.pk).update(state=state)

    told = day_of(editor, None)

    assert "Ready" in told
    assert "Nearly" in told
    assert "Begun" not in told


def test_the_days_are_those_of_a_week_as_the_language_counts_it():
    for language, first in (("en-gb", date(2026, 11, 23)), ("en-us", date(2026, 11, 22))):
        with translation.override(language):
            week = span_asked({"week": "2026-W48"})
            assert (week.days[0], len(week.days), week.query) == (first, 7, "week=2026-W48")
            assert week.beside(1).query == "week=2026-W49"
            assert week.beside(-1).query == "week=2026-W47"


def test_a_month_is_shown_in_whole_weeks():
    with translation.override("en-gb"):
        month = span_asked({"month": "2026-11"})

    assert (month.days[0], month.days[-1]) == (date(2026, 10, 26), date(2026, 12, 6))
    assert [month.beside(step).query for step in (-1, 1)] == ["month=2026-10", "month=2026-12"]
    assert span_of("month", date(2027, 1, 31)).beside(1).query == "month=2027-02"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 200),
        ("week=2026-W48", 200),
        ("month=2026-11", 200),
        ("week=2026-W54", 404),
        ("week=48", 404),
        ("month=2026-13", 404),
        ("month=9999-12", 404),
        ("week=0001-W01", 404),
        ("month=1900-01", 200),
        ("month=2199-12", 200),
        ("section=x&assigned=y", 200),
    ],
)
def test_days_that_there_are_not_are_not_found(editor, asked, status):
    assert editor.get(f"{CALENDAR}?{asked}").status_code == status


def test_a_french_calendar_is_french(editor, settings):
    settings.LANGUAGE_CODE = "fr"

    page = text_of(editor.get(f"{CALENDAR}?month=2026-11"))

    assert "novembre 2026" in page
    assert "lun 2 novembre" in page


def test_it_can_be_narrowed_to_a_section_and_to_who_writes(editor):
    ann, day = make_user("Writer"), in_days(2)
    for headline, section, who in (
        ("Here, hers", "city/east", ann),
        ("Here, nobody's", "city", None),
        ("Elsewhere, hers", "sport", ann),
    ):
        story = planned(make_article(headline=headline, section=section), day)
        workflow.plan(story, by=editor.user, assignee=who)
        make_edition(headline=f"Out, {section}", section=section, live_from=at(day, 5))

    of_section = day_of(editor, day, section=make_section("city").pk)
    hers = day_of(editor, day, assigned=ann.pk)
    nobodys = day_of(editor, day, assigned="nobody")

    assert [name in of_section for name in ("Here, hers", "Here, nobody's", "Elsewhere")] == [
        True,
        True,
        False,
    ]
    assert "Out, city/east" in of_section
    assert "Out, sport" not in of_section
    assert ("Here, hers" in hers, "Elsewhere, hers" in hers, "nobody's" in hers) == (
        True,
        True,
        False,
    )
    assert ("Here, nobody's" in nobodys, "hers" in nobodys) == (True, False)


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


def test_an_edition_goes_to_another_day_at_the_same_hour(editor):
    # Between these two days the clocks change.
    edition = make_edition(headline="Gates shut", live_from=at(BEFORE, 6, 30))

    told = move(editor, f"edition-{edition.pk}", date(2090, 3, 27), seen=seen_of(edition))

    edition.refresh_from_db()
    assert told.status_code == 200
    assert edition.live_from == at(date(2090, 3, 27), 6, 30)
    assert told.json()["said"] == "“Gates shut” goes live 27 March 2090, 06:30 (Europe/London)."
    deed = Deed.log.latest("pk")
    assert (deed.what, deed.story_id) == ("time_moved", edition.article_id)
    assert "27 March 2090, 06:30" in deed.detail


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
    story = planned(make_article(headline="Market opens"), date(2026, 11, 24))
    form = {"card": f"story-{story.pk}", "seen": "2026-11-24", "back": "week=2026-W48&x=y"}

    page = editor.post(MOVE, form | {"day": "2026-11-26"}, follow=True)

    assert page.redirect_chain == [(f"{CALENDAR}?week=2026-W48", 302)]
    assert "“Market opens” is planned for 26 Nov 2026." in text_of(page)
    undo = re.search(r'<form [^>]*id="undo".*?</form>', page.content.decode(), re.S)[0]
    typed = dict(re.findall(r'name="(card|day|time|seen|back)" value="([^"]*)"', undo))
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


def fill(by, count):
    """So many of everything, this week."""
    for n in range(count):
        story = planned(make_article(headline=f"Planned {n}"), in_days(0))
        workflow.plan(story, by=by, assignee=make_user("Writer"))
        make_edition(headline=f"Out {n}", live_from=hours(1))
        hold(make_article(headline=f"Secret {n}").pk, until=hours(2), by=by)
        plan_release(f"Release {n}", at=hours(1), by=by)
        ready = make_article(headline=f"Ready {n}")
        workflow.approve(ready, by=by)


def test_the_page_takes_as_many_queries_however_much_there_is(editor):
    fill(editor.user, 1)
    editor.get(CALENDAR)

    counts = []
    for address in (CALENDAR, f"{CALENDAR}?month={in_days(0):%Y-%m}") * 2:
        with CaptureQueriesContext(connection) as queries:
            editor.get(address)
        counts.append(len(queries))
        fill(editor.user, 3)

    assert len(set(counts)) == 1
    assert counts[0] <= 13
    assert not [each for each in queries if '"document"' in each["sql"].partition(" FROM ")[0]]


@pytest.mark.parametrize("role", ["Writer", "Editor"])
def test_nothing_large_is_read_from_end_to_end(db, role):
    person = signed_in(role)
    fill(make_user("Editor"), 2)

    with CaptureQueriesContext(connection) as queries:
        person.get(CALENDAR)

    if connection.vendor == "sqlite":
        assert scans(queries) == []
    else:
        assert len(queries) < 15


def test_a_full_day_of_a_month_leads_on_to_its_week(editor):
    for n in range(9):
        planned(make_article(headline=f"Planned {n}"), date(2026, 11, 25))

    page = editor.get(f"{CALENDAR}?month=2026-11").content.decode()

    assert '<a href="?week=2026-W48">3 more on 25 November</a>' in page
    assert "Planned 8" in day_of(editor, date(2026, 11, 25))


def test_the_way_there_stands_on_the_first_page_and_beside_every_page(editor, stranger):
    home = editor.get(reverse("admin:index")).content.decode()

    page = editor.get(CALENDAR).content.decode()

    assert home.count(f'href="{CALENDAR}"') >= 2
    here = re.findall(r'<a href="([^"]*)" aria-current="page">', page)
    assert set(here) == {CALENDAR}
    assert CALENDAR not in stranger.get(reverse("admin:index")).content.decode()
