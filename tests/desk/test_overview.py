"""The desk's first page: what waits for whom, and where the rest of it is."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import search
from articles.desk import workflow
from articles.desk.overview import overview_of
from articles.desk.unsaved_stories import unsaved_stories
from articles.editions import press
from articles.editions.releasing import plan as plan_release
from articles.feedback import tally
from articles.library.image import develop
from articles.models import Edition, Feedback, Image, SectionRight
from tests.conftest import signed_in
from tests.desk.form import address_of, filled, text_of
from tests.desk.test_sitting import kept
from tests.feedback.answers import make_report
from tests.make import hours, make_article, make_edition, make_image, make_section, make_user
from tests.plans import scans

HOME = reverse("admin:index")


def block(person, name):
    """What a block of the page says to this person; None where they have no such block."""
    page = person.get(HOME).content.decode()
    found = re.search(
        rf'<section class="block" aria-labelledby="block-{name}">.*?</section>', page, re.S
    )
    return found and unescape(" ".join(re.sub(r"<[^>]+>", " ", found[0]).split()))


def vote(edition, *, yes=0, no=0, at=None, comment="", **known):
    """What readers said of an edition."""
    at = at or timezone.now()
    for answer, count in (("yes", yes), ("no", no)):
        for _ in range(count):
            report = make_report(edition=edition, answer=answer, comment=comment, at=at)
            with tally.kept([report.pk]):
                Feedback.objects.filter(pk=report.pk).update(**known)


def test_a_new_paper_is_told_kindly_that_nothing_waits(editor):
    page = text_of(editor.get(HOME))

    assert "Nothing waits for you." in page
    assert "Nothing waits for review." in page
    assert "Nothing is scheduled." in page
    assert "Nothing is published yet." in page
    assert "Nothing is late: " in page


def test_text_that_was_never_saved_is_told_of_to_its_writer_with_the_way_to_it(writer, editor):
    article = make_article(by=writer.user, headline="As it was")
    for serial, (story, headline) in enumerate(((article, "Typed on"), (None, "Never saved"))):
        key = f"{serial}" * 32
        kept(writer, story, key=key, serial=1, headline=headline, tab="lost", ago=60 - serial)

    told = block(writer, "unsaved")

    assert told.startswith("You have text that was never saved")
    assert re.search("Never saved New story .* Typed on ", told)
    page = writer.get(HOME).content.decode()
    assert f'<a href="{address_of()}">Never saved' in page
    assert f'<a href="{address_of(article)}">Typed on' in page
    assert block(editor, "unsaved") is None


def test_what_is_offered_nowhere_is_not_told_of_on_the_first_page(writer, chief):
    saved = make_article(by=writer.user, headline="Saved")
    with_tags = filled(saved, tags="Weirs", _save=1)
    writer.post(address_of(saved), with_tags | {"sitting": "5" * 32, "serial": 9})
    closed = make_article(by=writer.user, headline="Is printed now")
    kept(writer, saved, key="1" * 32, tags="weirs")
    kept(writer, closed, key="2" * 32, headline="Typed")
    make_edition(article=closed)
    begun = make_article(by=writer.user, headline="Begun")
    kept(writer, begun, key="3" * 32)
    begun_again = filled(begun, headline="Theirs", _save=1)
    chief.post(address_of(begun), begun_again | {"sitting": "4" * 32, "serial": 9})

    assert block(writer, "unsaved") is None


def test_much_text_that_was_never_saved_takes_no_more_queries_than_little(
    writer, django_assert_max_num_queries
):
    for n in range(14):
        story = make_article(by=writer.user) if n % 2 else None
        kept(writer, story, key=f"{n:032x}", headline=f"Typed {n}", tab="lost", ago=n)

    with django_assert_max_num_queries(3):
        found = unsaved_stories(writer.user, at=timezone.now())

    assert [each.text.headline for each in found] == [f"Typed {n}" for n in range(12)]
    assert block(writer, "unsaved").count("Typed ") == 5


def test_mine_is_what_i_began_or_am_to_write_until_readers_have_it(writer):
    chief = make_user("Editor")
    make_article(by=writer.user, headline="Begun by me")
    assigned = make_article(headline="Assigned to me")
    workflow.plan(assigned, by=chief, assignee=writer.user, due_at=hours(3))
    make_article(headline="A colleague's")
    make_edition(article=make_article(by=writer.user, headline="Out already"), headline="Out")
    coming = make_article(by=writer.user, headline="Comes tomorrow")
    make_edition(article=coming, headline="Comes tomorrow", live_from=hours(20))

    told = block(writer, "mine")

    assert told.startswith("Mine 3 Assigned to me ")
    assert "Begun by me" in told
    assert re.search("Comes tomorrow Scheduled", told)
    assert "Out" not in told
    assert "colleague" not in told


def test_what_readers_have_is_mine_again_once_it_is_handed_in_or_due(writer):
    chief = make_user("Editor")
    handed, due = (
        make_article(by=writer.user, headline=h) for h in ("Handed in", "With a deadline")
    )
    for story in (handed, due):
        make_edition(article=story, headline=story.headline)
    workflow.submit(handed, by=chief)
    workflow.plan(due, by=chief, due_at=hours(3))

    told = block(writer, "mine")

    assert told.startswith("Mine 2 With a deadline ")
    assert "Handed in" in told


def test_the_list_behind_a_block_holds_what_the_block_counts(editor):
    mine = make_article(by=editor.user, headline="Begun by me")
    workflow.submit(mine, by=editor.user)
    workflow.plan(mine, by=editor.user, due_at=hours(-1))
    make_article(headline="Another's")
    make_edition(headline="Comes tomorrow", live_from=hours(20))
    page = editor.get(HOME)

    lists = {
        way: [story.headline for story in editor.get(way).context["cl"].result_list]
        for each in page.context["overview"].blocks
        for _words, way in each.ways
        if "/article/?" in way
    }

    at = reverse("admin:articles_article_changelist")
    assert lists == {
        f"{at}?assigned=mine": ["Begun by me"],
        f"{at}?condition=in_review": ["Begun by me"],
        f"{at}?due=overdue": ["Begun by me"],
        f"{at}?due=today": [],
        f"{at}?condition=scheduled": ["Comes tomorrow"],
        f"{at}?condition=live": [],
    }


def test_an_editor_of_a_section_is_shown_what_waits_in_that_section(db):
    desk = signed_in("Editor")
    SectionRight.objects.create(account=desk.user, section=make_section("city"))
    for section in ("city", "sport"):
        story = make_article(headline=f"Of {section}", section=section)
        workflow.submit(story, by=make_user("Editor"))
        make_edition(headline=f"Soon in {section}", section=section, live_from=hours(2))
        make_edition(headline=f"Live in {section}", section=section)

    told = [block(desk, name) for name in ("review", "scheduled", "live")]

    assert [("city" in each, "sport" in each) for each in told] == [(True, False)] * 3


def test_what_is_overdue_comes_first_and_is_named_so(editor):
    late, soon, done, next_week = (
        make_article(headline=h) for h in ("Late", "Soon", "Done", "Far")
    )
    workflow.plan(soon, by=editor.user, due_at=hours(3), assignee=make_user("Writer", name="ann"))
    workflow.plan(late, by=editor.user, due_at=hours(-3))
    workflow.plan(done, by=editor.user, due_at=hours(-3))
    workflow.approve(done, by=editor.user)
    workflow.plan(next_week, by=editor.user, due_at=hours(90))

    told = block(editor, "due")

    assert told.startswith("Due 2 Late Draft Overdue: ")
    assert ", ann" in told
    assert "Overdue (1)" in told
    assert "Done" not in told
    assert "Far" not in told


def test_what_is_scheduled_is_told_in_the_order_in_which_it_comes(editor):
    live = make_edition(headline="Leaves")
    press.withdraw(live.article_id, by=None, at=hours(5))
    make_edition(headline="Comes", live_from=hours(7))
    release = plan_release("Budget day", at=hours(6), by=None)
    for headline in ("One", "Two"):
        story = make_article(headline=headline)
        press.print_edition(story.to_document(), article_id=story.pk, by=None, release=release.pk)

    told = block(editor, "scheduled")

    assert re.search(r"3 All times are those of Europe/London\. Leaves Withdrawal ", told)
    assert re.search(r"Leaves .* Budget day Release .*, 2 stories Comes First edition ", told)
    assert "One" not in told


def test_a_writer_sees_their_own_story_of_a_release_and_not_the_release(writer):
    release = plan_release("Budget day", at=hours(6), by=None)
    for headline, by in (("Mine", writer.user), ("Another's", None)):
        story = make_article(headline=headline, by=by)
        press.print_edition(story.to_document(), article_id=story.pk, by=None, release=release.pk)

    told = block(writer, "scheduled")

    assert "Mine First edition" in told
    assert "Budget day" not in told
    assert "Another's" not in told


def test_what_was_published_last_comes_first(editor):
    for n, headline in enumerate(("Oldest", "Older", "New")):
        make_edition(headline=headline, live_from=hours(n - 5))
    gone = make_edition(headline="Gone")
    press.withdraw(gone.article_id, by=None)

    told = block(editor, "live")

    assert re.match(r"Live now 3 New First edition .* Older .* Oldest ", told)
    assert "Gone" not in told


def test_more_than_a_hundred_are_not_counted(editor):
    stories = [make_article(headline=f"No. {n}") for n in range(101)]
    for story in stories:
        workflow.submit(story, by=editor.user)

    assert block(editor, "review").startswith("Awaiting review 99+ ")


def test_what_readers_wrote_is_shown_to_those_who_may_read_it(editor, moderator, writer):
    edition = make_edition(headline="Gates shut")
    vote(edition, no=1, comment="The year is wrong.")
    vote(edition, no=1, comment="Buy now", state="held")
    vote(edition, yes=3)

    for person in (editor, moderator):
        told = block(person, "feedback")
        assert told.startswith("Feedback to look at 2 ")
        assert "The year is wrong. New Gates shut, " in told
        assert "New (1) Held (1) Assigned to me The whole queue" in told
    assert block(writer, "feedback") is None


def test_reports_of_other_sections_are_not_told_and_each_way_leads_to_the_queue(editor):
    make_report(edition=make_edition(section="sport"), comment="Wrong score")
    make_report(edition=make_edition(section="culture"), comment="Wrong singer")
    section = make_section("sport")
    SectionRight.objects.create(account=editor.user, section=section)

    told = block(editor, "feedback")

    assert told.startswith("Feedback to look at 1 ")
    assert "Wrong singer" not in told
    html = editor.get(HOME).content.decode()
    ways = set(re.findall(r'href="(/admin/articles/feedback/\??[^"/]*)"', html))
    assert len(ways) >= 4
    assert {editor.get(unescape(way)).status_code for way in ways} == {200}


def test_stories_are_called_unhelpful_where_enough_readers_said_so_lately(editor):
    at = timezone.now()
    names = ("Surely not", "Perhaps not", "Liked", "Too few", "Long ago", "Held back")
    named = {name: make_edition(headline=name, live_from=hours(-900)) for name in names}
    vote(named["Surely not"], yes=2, no=20)
    vote(named["Perhaps not"], yes=2, no=4)
    vote(named["Liked"], yes=9, no=6)
    vote(named["Too few"], no=4)
    vote(named["Long ago"], no=9, at=at - timedelta(36))
    vote(named["Held back"], no=9, state="held")

    told = block(editor, "unhelpful")

    assert re.search(r"Surely not 9 % of 22 \(95 % interval: 3–28 %\) Perhaps not 33 % of 6 ", told)
    for name in ("Liked", "Too few", "Long ago", "Held back"):
        assert name not in told


def test_each_role_sees_what_it_may_act_on(writer, editor, moderator, chief, stranger):
    seen = {
        name: re.findall('aria-labelledby="block-([a-z]+)"', person.get(HOME).content.decode())
        for name, person in {
            "writer": writer,
            "editor": editor,
            "moderator": moderator,
            "chief": chief,
            "stranger": stranger,
        }.items()
    }

    stories = ["mine", "review", "due", "scheduled", "live", "feedback", "unhelpful"]
    assert seen == {
        "writer": ["mine", "due", "scheduled", "live", "unhelpful", "log"],
        "editor": [*stories, "health", "log"],
        "moderator": ["feedback", "log"],
        "chief": [*stories, "health", "log"],
        "stranger": ["log"],
    }


@pytest.fixture
def queued(settings, db):
    """A task that waits in the database."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return develop.enqueue(1)


def test_a_worker_that_does_not_run_is_told_with_what_to_do(editor, queued):
    ago = timezone.now() - timedelta(minutes=30)
    assert "Nothing is late" in block(editor, "health")

    DBTaskResult.objects.filter(pk=queued.id).update(enqueued_at=ago)
    told = block(editor, "health")

    assert "1 task has waited for a worker since " in told
    assert "manage.py db_worker" in told


def test_tasks_that_failed_and_pictures_without_their_sizes_are_told(editor, queued):
    image = make_image()
    Image.objects.filter(pk=image.pk).update(developed_at=None, taken_in_at=hours(-1))
    failed = {"status": TaskResultStatus.FAILED, "finished_at": timezone.now()}
    DBTaskResult.objects.filter(pk=queued.id).update(**failed)

    told = block(editor, "health")

    assert "1 task has failed in the last three days." in told
    assert "1 picture lacks some of its sizes." in told
    assert "Health 2 " in told


def test_what_search_does_not_know_is_told_until_it_is_filled_up(editor):
    edition = make_edition()
    search.remove(edition)
    assert "Search does not find 1 edition that was printed lately." in block(editor, "health")

    call_command("rebuild_search", missing=True, verbosity=0)

    assert "Nothing is late" in block(editor, "health")


def fill(by, count):
    """A paper with so many of everything."""
    for n in range(count):
        live = make_edition(
            headline=f"Live {n}", lead=make_image("red", rights_until=hours(9).date())
        )
        make_edition(article=live.article, live_from=hours(n + 3))
        vote(live, no=6, comment="No.")
        story = make_article(by=by, headline=f"Draft {n}")
        workflow.plan(story, by=by, due_at=hours(n - 2), assignee=by)
        workflow.submit(story, by=by)
        plan_release(f"Release {n}", at=hours(9), by=by)


def test_the_page_takes_as_many_queries_however_much_there_is(chief):
    fill(chief.user, 1)
    chief.get(HOME)

    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            chief.get(HOME)
        counts.append(len(queries))
        fill(chief.user, 6)

    assert counts[0] == counts[1]
    # The header asks for notices in one of them, the account and its rights are five.
    assert counts[0] <= 20


@pytest.mark.parametrize("role", ["Writer", "Editor", "Administrator"])
def test_nothing_large_is_read_from_end_to_end(db, role):
    person = make_user(role)
    fill(make_user("Editor"), 2)

    with CaptureQueriesContext(connection) as queries:
        overview_of(person, at=timezone.now())

    if connection.vendor == "sqlite":
        # The index is asked for the newest editions alone, which SQLite calls a scan as well.
        assert scans(sql for sql in queries if "modelsearch" not in sql["sql"]) == []
    else:
        assert len(queries) <= 16


def test_no_document_of_an_edition_is_read(chief):
    fill(chief.user, 2)

    with CaptureQueriesContext(connection) as queries:
        overview_of(chief.user, at=timezone.now())

    chosen = [sql["sql"].partition(" FROM ")[0] for sql in queries]
    assert not [sql for sql in chosen if '"document"' in sql or '"body"' in sql]
    assert Edition.archive.count() == 4


def test_a_phone_has_the_pages_in_a_menu_at_the_head_of_each_page(editor, client, db):
    for address in (reverse("admin:index"), reverse("admin:articles_article_changelist")):
        page = editor.get(address).content.decode()
        menu = re.search(r'<details class="menu".*?</details>', page, re.S)[0]

        assert reverse("admin:articles_front_changelist") in menu
        assert reverse("admin:articles_article_add") in menu
        # Each page is listed at the side too, where there is room: nothing has its name twice.
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
    assert 'class="menu"' not in client.get(reverse("admin:login")).content.decode()
