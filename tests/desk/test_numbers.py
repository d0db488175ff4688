"""What readers think: numbers by week, story, edition, part, section, person and tag."""

from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.editions.reads import add_reads, hour_of
from articles.editions.weekly import week_of
from articles.feedback import helpfulness, moderation
from articles.feedback.parts import Part
from articles.feedback.recount import recount
from articles.feedback.slip import Slip
from articles.feedback.taking import Said, take_word
from articles.feedback.tally import Tally
from articles.models import Feedback, SectionRight
from tests.conftest import signed_in
from tests.desk.form import text_of
from tests.feedback.answers import make_report, make_votes
from tests.make import hours, make_contributor, make_edition, make_section, make_tag
from tests.plans import scans

HERE = reverse("admin:numbers")
LONG = hours(-24 * 600)


def asked(person, **query):
    """The page, as its words."""
    return text_of(person.get(HERE, query))


def of_story(edition):
    """The address of a story's numbers."""
    return reverse("admin:story_numbers", args=[edition.article_id])


def count(edition, *, weeks_ago=0, part="", **counts):
    """Totals of so many votes, as they would be in that week."""
    week = week_of(timezone.now()) - timedelta(weeks=weeks_ago)
    known = {"edition_id": edition.pk, "week": week, "part": part}
    Tally.objects.bulk_create(
        Tally(what=what, count=n, past=n, **known) for what, n in counts.items()
    )


def read(edition, times, *, at=None):
    """So many reads of the story of an edition, in the hour of that moment."""
    at = at or timezone.now()
    add_reads(Counter({(edition.article_id, hour_of(at)): times}), at=timezone.now())


def named(page, start, end):
    """What of the page is between these words."""
    return page.split(start, 1)[1].split(end, 1)[0]


def test_the_papers_rate_is_told_with_its_interval_and_what_is_counted_apart(editor):
    edition = make_edition(live_from=LONG)
    make_votes(edition, yes=9, no=1)
    make_report(edition=edition, suspicions=["trap"])

    page = asked(editor)

    assert "90 % of 10 found it helpful (95 % interval: 60–98 %)" in page
    assert "9 Yes, 1 No, 0 with a comment." in page
    assert "Counted apart, since held, spam or too many at once: 1." in page


def test_a_week_before_the_time_asked_for_is_not_counted(editor):
    edition = make_edition(live_from=LONG)
    count(edition, yes=90, no=10)
    count(edition, weeks_ago=3, yes=8)
    count(edition, weeks_ago=4, no=50)

    assert "91 % of 108 " in asked(editor)
    assert "62 % of 158 " in asked(editor, weeks=12)


def test_stories_are_sorted_by_what_is_sure_of_them_at_least(editor):
    for headline, yes, no in [
        ("Sure", 90, 10),
        ("Lucky", 5, 0),
        ("Few", 4, 0),
        ("Bad", 5, 60),
        ("Poor", 1, 4),
    ]:
        count(make_edition(headline=headline, live_from=LONG), yes=yes, no=no)

    page = asked(editor)

    worst, best = named(page, "Needs work", " Best "), named(page, " Best ", "What let")
    assert worst.index("Bad") < worst.index("Poor")
    assert best.index("Sure") < best.index("Lucky")
    assert "Few" not in page
    assert "Bad" not in best and "Sure" not in worst
    # Each list tells the share that it is sorted by.
    assert "Bad 92 % of 65 did not find it helpful (95 % interval: 83–97 %)" in worst
    assert "Sure 90 % of 100 found it helpful (95 % interval: 83–94 %)" in best


def test_the_course_of_two_weeks_says_nothing_twice(editor):
    edition = make_edition(live_from=LONG)
    count(edition, weeks_ago=1, yes=8, no=2)
    count(edition, yes=5, no=5)

    course = named(asked(editor), "Week by week", "Above:")

    assert "80 % in the week of" in course and "50 % in that of" in course
    assert "at least" not in course


def test_a_section_counts_those_beneath_it_and_people_and_tags_their_stories(editor):
    count(
        make_edition(
            section="news/city",
            authors=["Ada Marsh"],
            editors=["Bo Lund"],
            tags=["Floods"],
            live_from=LONG,
        ),
        yes=6,
        no=2,
    )
    count(make_edition(section="sport", authors=["Cy Wood"], live_from=LONG), yes=1, no=7)
    news, ada = make_section("news"), make_contributor("Ada Marsh")

    page = asked(editor)
    assert "News 75 % of 8 (95 % interval: 41–93 %) 6 2 not counted City 75 % of 8" in page
    assert "Sport 12 % of 8" in page
    assert "Ada Marsh 75 % of 8" in asked(editor, by="author")
    assert "Bo Lund 75 % of 8" in asked(editor, by="editor")
    assert "Floods 75 % of 8" in asked(editor, by="tag")
    assert "6 Yes, 2 No" in asked(editor, section=news.pk)
    page = asked(editor, author=ada.pk, by="tag")
    assert "Stories written by Ada Marsh Show all stories" in page and "6 Yes, 2 No" in page
    assert "6 Yes, 2 No" in asked(editor, tag=make_tag("Floods").pk)
    assert "0 Yes, 0 No" in asked(editor, editor=ada.pk)


def test_reasons_times_and_what_was_held_are_told(editor, moderator):
    edition = make_edition(live_from=LONG)
    at = timezone.now() - timedelta(hours=5)
    reports = [
        make_report(edition=edition, reasons=["wrong"], comment="?", at=at, suspicions=held)
        for held in ([], [], ["trap"], ["trap"], ["trap"])
    ]
    known = {"to": "addressed", "resolution": "corrected", "by": moderator.user}
    for report in reports[:3]:
        moderation.move(report.pk, **known)
    moderation.move(reports[3].pk, to="spam", by=moderator.user)

    page = asked(editor)

    assert "Something is wrong 3 100 %" in page
    assert "Reports 5 reports" in page
    assert (
        "Until someone first looked half within 5 hours, nine in ten within 5 hours (of 4)" in page
    )
    assert "Until it was addressed half within 5 hours, nine in ten within 5 hours (of 3)" in page
    assert "Held, then let through 1 of 2; 1 still held" in page


def test_a_storys_editions_are_compared_before_and_after_each_edit(editor):
    first = make_edition(headline="Gates", live_from=hours(-50))
    second = make_edition(article=first.article, headline="Gates", live_from=hours(-40))
    third = make_edition(article=first.article, headline="Gates", live_from=hours(-30))
    make_edition(article=first.article, headline="Gates shut", live_from=hours(-20))
    count(first, yes=10, no=30)
    count(second, yes=45, no=5)
    count(third, yes=8, no=2)

    page = text_of(editor.get(of_story(first)))

    changes = named(page, "Before and after each edit", "Week by week")
    assert changes.index("Edition 4") < changes.index("Edition 2")
    assert "readers find the later one more helpful." in changes
    assert "The intervals overlap: the difference may be chance." in changes
    assert "Too few votes on one of them to compare." in changes
    assert "Edition 1 First edition 25 % of 40 (95 % interval: 14–40 %) 10 30 0 0" in page
    assert "63 % of 100 (95 % interval: 53–72 %)" in page


def test_a_storys_parts_are_told_by_their_headings(editor):
    edition = make_edition(body="<h2>The vote</h2><p>a</p><h2>After</h2><p>b</p>", live_from=LONG)
    for part in ("the-vote", "the-vote", "after"):
        report = make_report(edition=edition, comment="")
        said = Said(part=Part(part, "?"))
        take_word(Slip(report.pk, edition.article_id, "no"), said, at=timezone.now())

    page = text_of(editor.get(of_story(edition)))

    parts = named(page, "By part", "What let readers down")
    assert "The vote not enough votes (2) 0 2 After not enough votes (1) 0 1" in parts


def test_of_who_reads_it_is_told_how_many_voted_where_reads_are_known(editor):
    first = make_edition(live_from=hours(-50))
    make_edition(article=first.article, live_from=hours(-10))
    count(first, yes=5, no=5)
    hour = hours(-30).replace(minute=0, second=0, microsecond=0)
    for n, reads in ((0, 400), (25, 100)):
        read(first, reads, at=hour + timedelta(hours=n))

    page = text_of(editor.get(of_story(first)))

    assert "Read 500 times, of which 2.0 % voted." in page
    assert "5 5 0 0 400 (2.5 %)" in page
    assert "0 0 0 0 100 (0.0 %)" in page


def test_the_share_who_voted_is_rounded_to_the_next_tenth(editor):
    edition = make_edition(live_from=LONG)
    count(edition, yes=979)
    read(edition, 22_850)

    assert "of which 4.3 % voted." in asked(editor)
    assert "22850 (4.3 %)" in text_of(editor.get(of_story(edition)))


def test_of_who_reads_it_is_told_how_many_voted_by_section_person_tag_and_week(editor):
    known = {"authors": ["Cy Wood"], "editors": ["Bo Lund"], "tags": ["Floods"]}
    city = make_edition(section="news/city", live_from=LONG, **known)
    sport = make_edition(section="sport", live_from=LONG)
    count(city, yes=6, no=2)
    count(sport, yes=8)
    read(city, 100)
    read(city, 300, at=timezone.now() - timedelta(weeks=1))
    read(sport, 1_600)

    page = asked(editor)

    assert "Read 2000 times, of which 0.8 % voted." in page
    weeks = named(page, "The same as a table", "Needs work")
    assert "88 % of 16 (95 % interval: 64–97 %) 14 2 0 0 1700 (0.9 %)" in weeks
    assert "not enough votes (0) 0 0 0 0 300 (0.0 %)" in weeks
    sections = named(page, "Compared", "Sport")
    assert sections.count("6 2 400 (2.0 %)") == 2
    for by, name in (("author", "Cy Wood"), ("editor", "Bo Lund"), ("tag", "Floods")):
        assert f"{name} 75 % of 8 (95 % interval: 41–93 %) 6 2 400 (2.0 %)" in asked(editor, by=by)


def test_where_reads_were_not_counted_it_says_so_and_their_votes_make_no_share(editor):
    edition = make_edition(section="news", authors=["Ada Marsh"], live_from=LONG)
    count(edition, weeks_ago=2, yes=90)
    assert "How often this was read was not counted." in asked(editor)
    assert "News 100 % of 90 (95 % interval: 96–100 %) 90 0 not counted" in asked(editor)

    count(edition, yes=10)
    read(edition, 200)

    page = asked(editor)
    assert "Read 200 times, of which 5.0 % voted. Reads are known from the week of" in page
    assert "90 0 0 0 not counted" in page
    assert "100 0 200 (5.0 %)" in page.split("Compared")[1]
    assert "100 0 200 (5.0 %)" in asked(editor, by="author")
    assert "Read 200 times, of which 5.0 % voted." in text_of(editor.get(of_story(edition)))


def test_who_may_not_see_what_readers_say_finds_no_such_pages(writer, stranger, editor, client):
    edition = make_edition(live_from=LONG)

    for page in (HERE, of_story(edition)):
        assert [person.get(page).status_code for person in (writer, stranger)] == [404, 404]
        assert editor.get(page).status_code == 200
        assert client.get(page).status_code == 302


def test_an_account_of_some_sections_is_told_of_these_alone(moderator):
    mine, other = make_section("news"), make_section("sport")
    city = make_edition(headline="Ours", section="news/city", live_from=LONG)
    theirs = make_edition(headline="Theirs", section="sport", live_from=LONG)
    count(city, yes=6, no=2)
    count(theirs, yes=1, no=70)
    SectionRight.objects.create(account=moderator.user, section=mine)

    page = asked(moderator)

    assert "6 Yes, 2 No" in page and "Theirs" not in page and "Sport" not in page
    assert moderator.get(of_story(city)).status_code == 200
    assert moderator.get(of_story(theirs)).status_code == 404
    assert moderator.get(HERE, {"section": other.pk}).status_code == 404
    assert moderator.get(HERE, {"section": mine.pk}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "weeks=5",
        "weeks=x",
        "section=x",
        "section=999999",
        "author=x",
        "author=99999",
        "by=reader",
        "tag=%00",
        "editor=99999999999999999999",
    ],
)
def test_what_cannot_be_asked_is_not_found(editor, query):
    assert editor.get(f"{HERE}?{query}").status_code == 404


def test_a_storys_line_and_the_queue_lead_to_the_numbers(editor, moderator):
    edition = make_edition(live_from=LONG)
    story = reverse("admin:articles_article_change", args=[edition.article_id])

    assert f'href="{of_story(edition)}"' in editor.get(story).content.decode()
    queue = moderator.get(reverse("admin:articles_feedback_changelist")).content.decode()
    assert f'href="{HERE}"' in queue
    assert editor.get(reverse("admin:story_numbers", args=[999999])).status_code == 404


def test_the_pages_cost_the_same_for_many_stories_and_go_through_no_table(editor):
    edition = make_edition(live_from=LONG, body="<h2>The vote</h2><p>a</p>")
    pages = [HERE, f"{HERE}?by=author", f"{HERE}?weeks=52&by=tag", of_story(edition)]
    count(make_edition(live_from=LONG), no=9)
    make_report(edition=edition, reasons=["wrong"])
    costs = []
    for more in (2, 12):
        for n in range(more):
            more_read = make_edition(live_from=LONG, tags=["Floods"])
            count(more_read, yes=n + 5, no=3)
            read(more_read, 50)
            report = make_report(edition=edition, reasons=["wrong"])
            said = Said(part=Part("the-vote", "The vote"))
            take_word(Slip(report.pk, edition.article_id, "no"), said, at=timezone.now())
        editor.get(HERE)
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                editor.get(page)
            costs.append(len(queries))
            if connection.vendor == "sqlite":
                assert scans(queries) == []

    assert costs[:4] == costs[4:]
    assert max(costs) <= 24


def test_votes_of_a_surge_stand_apart_until_a_moderator_lets_them_count(moderator, editor):
    edition = make_edition()
    noon = timezone.now().replace(minute=0, second=0, microsecond=0)
    make_votes(edition, no=70, at=noon)
    address = of_story(edition)
    apart = Feedback.objects.filter(counts=False).count()

    shown = text_of(moderator.get(address))
    moderator.post(address)

    assert apart > 0
    assert f"{apart} votes came in a surge and stand apart." in shown
    assert "came in a surge" not in text_of(moderator.get(address))
    assert helpfulness.of_article(edition.article_id).no == 70
    assert recount()[1] == []


def test_to_let_a_surge_count_takes_the_right_to_moderate(moderator):
    edition = make_edition()
    noon = timezone.now().replace(minute=0, second=0, microsecond=0)
    make_votes(edition, no=70, at=noon)
    onlooker = signed_in("")
    onlooker.user.user_permissions.add(Permission.objects.get(codename="view_feedback"))
    before = helpfulness.of_article(edition.article_id)

    answer = onlooker.post(of_story(edition))

    assert "Let them count" not in text_of(onlooker.get(of_story(edition)))
    assert answer.status_code == 403
    assert helpfulness.of_article(edition.article_id) == before
