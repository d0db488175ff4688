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
from django.utils.formats import date_format

from articles.desk import workflow
from articles.desk.calendar import span_asked, span_of
from articles.editions import press
from articles.editions.embargoing import hold
from articles.editions.releasing import plan as plan_release
from articles.models import Article
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


def test_a_story_that_goes_out_on_another_day_than_planned_says_so_on_both(editor):
    first, third = in_days(3), in_days(5)
    story = planned(make_article(headline="Market opens"), first)
    make_edition(article=story, headline="Market opens", live_from=at(third, 8))
    gone = planned(make_edition(headline="Leaves").article, first)
    press.withdraw(gone.pk, by=None, at=at(third, 18))

    on_first, on_third = day_of(editor, first), day_of(editor, third)

    def said(day):
        return date_format(day, "MONTH_DAY_FORMAT")

    assert f"Goes out {said(third)}" in on_first
    assert f"Planned for {said(first)}" in on_third
    # A page that goes away is not what was planned.
    assert (on_first.count("Goes out"), on_third.count("Planned for")) == (1, 1)


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
    assert "lun 2 nov." in page


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

    assert '<a href="?week=2026-W48">3 more on 25 Nov</a>' in page
    assert "Planned 8" in day_of(editor, date(2026, 11, 25))


def test_the_way_there_stands_on_the_first_page_and_beside_every_page(editor, stranger):
    home = editor.get(reverse("admin:index")).content.decode()

    page = editor.get(CALENDAR).content.decode()

    assert home.count(f'href="{CALENDAR}"') >= 2
    here = re.findall(r'<a href="([^"]*)" aria-current="page">', page)
    assert set(here) == {CALENDAR}
    assert CALENDAR not in stranger.get(reverse("admin:index")).content.decode()
