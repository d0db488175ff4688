"""One deed on several stories: done and taken back, or looked over first; nobody's text is lost."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk import workflow
from articles.desk.sitting import sit
from articles.editions.embargoing import hold
from articles.editions.press import withdraw
from articles.models import Article, Deed, Edition, Revision, SectionRight
from tests.conftest import signed_in
from tests.desk.audit import said
from tests.desk.form import address_of, filled, text_of
from tests.desk.test_lists import STORIES
from tests.make import (
    hours,
    make_article,
    make_contributor,
    make_edition,
    make_section,
    make_user,
    tomorrow,
)

pytestmark = pytest.mark.django_db
UNDO = reverse("admin:articles_article_undo")


def chosen(deed, *stories, **value):
    """What the list sends for a deed on these stories."""
    return {"action": deed, "_selected_action": [story.pk for story in stories], **value}


def do(person, deed, *stories, **value):
    """Do it; the list afterwards, as text."""
    answer = person.post(STORIES, chosen(deed, *stories, _do="1", **value), follow=True)
    return text_of(answer)


def look(person, deed, *stories, **value):
    """The page that says what will happen."""
    return person.post(STORIES, chosen(deed, *stories, _look="1", **value))


def offered(person):
    """The deeds that the list offers this person."""
    choices = person.get(f"{STORIES}?list=all").context["action_form"].fields["action"].choices
    return {name for name, _label in choices}


def take_back(person):
    """Press Take it back; the list afterwards."""
    return text_of(person.post(UNDO, follow=True))


def two(**known):
    """Two stories."""
    return make_article(headline="One", **known), make_article(headline="Two", **known)


def now(*stories):
    """The stories as they are by now."""
    return [Article.objects.get(pk=story.pk) for story in stories]


def test_several_are_assigned_at_once_and_given_back(editor):
    ann, (one, other) = make_user("Writer", first_name="Ann"), two()
    workflow.plan(other, by=editor.user, assignee=editor.user)

    page = do(editor, "bulk_assign", one, other, assignee=ann.pk)
    assigned = [story.assignee for story in now(one, other)]
    back = take_back(editor)

    assert "Assigned to Ann. 2 stories." in page
    assert assigned == [ann, ann]
    assert "Taken back in 2 stories." in back
    assert [story.assignee for story in now(one, other)] == [None, editor.user]
    assert said(one) == [
        ("assigned", "Assigned to Ann."),
        ("assigned", "Taken back: Assigned to Ann. 2 stories."),
    ]


def test_an_assignment_makes_no_save_of_the_text(editor):
    one, other = two()

    do(editor, "bulk_assign", one, other, assignee=editor.user.pk)

    assert Revision.objects.count() == 2


def test_several_are_planned_for_a_day_and_given_back(editor):
    one, other = two()

    do(editor, "bulk_plan", one, other, planned_for="2030-05-01")
    planned = [story.planned_for for story in now(one, other)]
    take_back(editor)

    assert planned == [date(2030, 5, 1)] * 2
    assert [story.planned_for for story in now(one, other)] == [None, None]


def test_several_are_planned_for_no_day_that_has_passed(editor):
    one, other = two()

    page = do(editor, "bulk_plan", one, other, planned_for="2020-05-01")

    assert "1 May 2020 has passed: choose today or a later day" in page
    assert [story.planned_for for story in now(one, other)] == [None, None]


def test_several_are_filed_under_a_section_as_saves_with_a_note_and_filed_back(editor):
    one, other = two(section="news")
    world = make_section("world")

    do(editor, "bulk_section", one, other, section=world.pk)
    filed = [story.section.path for story in now(one, other)]
    take_back(editor)

    assert filed == ["world", "world"]
    assert [story.section.path for story in now(one, other)] == ["news", "news"]
    notes = Revision.objects.filter(article=one).order_by("number").values_list("note", flat=True)
    assert list(notes) == ["", "Section: World", "Section as before"]
    assert [what for what, _detail in said(one)] == ["saved", "saved"]


def test_tags_are_added_and_taken_away_and_what_was_before_comes_back(editor):
    one, other = make_article(tags=["Sea"]), make_article(tags=["Floods", "Old"])

    do(editor, "bulk_tags", one, other, add="floods, Dikes", remove="Old")
    tagged = [sorted(story.tags.names()) for story in now(one, other)]
    take_back(editor)

    assert tagged == [["Dikes", "Floods", "Sea"], ["Dikes", "Floods"]]
    assert [sorted(story.tags.names()) for story in now(one, other)] == [["Sea"], ["Floods", "Old"]]


def test_a_credit_is_added_at_the_end_and_taken_away_again(editor):
    one = make_article(authors=["Ada"])
    bo = make_contributor("Bo")

    do(editor, "bulk_credit", one, contributor=bo.pk, role="author")
    credited = list(one.credits.values_list("contributor__name", flat=True))
    take_back(editor)

    assert credited == ["Ada", "Bo"]
    assert list(one.credits.values_list("contributor__name", flat=True)) == ["Ada"]


def test_what_others_decided_meanwhile_stays_when_a_deed_is_taken_back(editor, chief):
    one, other = two(section="news")
    world, sport = make_section("world"), make_section("sport")
    do(editor, "bulk_section", one, other, section=world.pk)
    chief.post(address_of(one), filled(now(one)[0], section=sport.pk, _save="1"))
    chief.post(address_of(other), filled(now(other)[0], body="<p>New.</p>", _save="1"))

    page = take_back(editor)

    assert [story.section.path for story in now(one, other)] == ["sport", "news"]
    assert now(other)[0].body == "<p>New.</p>"
    assert "1 story not changed: It has been filed elsewhere since." in page


def test_a_deed_is_taken_back_once(editor, chief):
    one, _other = two()
    do(editor, "bulk_assign", one, assignee=editor.user.pk)

    assert "There is nothing left to take back." in take_back(chief)
    take_back(editor)
    assert "There is nothing left to take back." in take_back(editor)
    assert editor.get(UNDO).status_code == 405


def test_whoever_has_the_story_open_loses_no_word_of_it(editor, chief):
    story = make_article(headline="Gates", body="<p>Zeolite.</p>", section="news")
    opened = filled(story)

    do(chief, "bulk_section", story, section=make_section("world").pk)
    saved = editor.post(address_of(story), opened | {"body": "<p>Basalt.</p>", "_save": "1"})

    assert saved.status_code == 422
    assert "Basalt" in saved.content.decode()
    assert "saved this story" in text_of(saved)


def test_the_page_says_who_has_a_story_open(editor, chief):
    story = make_article(headline="Gates")
    known = {"user": chief.user, "article_id": story.pk, "began_from": 1, "serial": 1}
    sit("0" * 32, fields={"headline": ["Gates!"]}, **known)

    page = editor.post(STORIES, chosen("bulk_section", story))

    assert f"{chief.user.username} has it open." in text_of(page)


def test_a_deed_by_someone_who_may_not_approve_puts_what_was_approved_back(editor, writer):
    story = make_article(by=writer.user)
    workflow.approve(story, by=editor.user)

    do(writer, "bulk_tags", story, add="Sea")

    assert now(story)[0].state == "in_review"


def test_each_does_only_what_they_may_with_stories_that_they_may_change(
    writer, editor, chief, stranger
):
    mine, theirs = make_article(headline="Mine", by=writer.user), make_article(headline="Theirs")
    limited = signed_in("Editor")
    SectionRight.objects.create(account=limited.user, section=make_section("world"))
    world = make_article(headline="Abroad", section="world")
    value = {"section": make_section("sport").pk}

    named = offered(writer)
    refused = stranger.post(STORIES, chosen("bulk_section", mine, _do="1", **value))
    do(writer, "bulk_section", mine, theirs, section=make_section("world").pk)
    do(writer, "bulk_assign", mine, assignee=writer.user.pk)
    do(limited, "bulk_tags", theirs, world, add="Sea")
    beyond = do(limited, "bulk_section", world, **value)

    assert {"bulk_section", "bulk_tags", "bulk_credit"} < named
    assert "bulk_assign" not in named
    assert refused.status_code == 403
    assert [story.section.path for story in now(mine, theirs)] == ["world", "news"]
    assert now(mine)[0].assignee is None
    assert (list(theirs.tags.names()), list(world.tags.names())) == ([], ["Sea"])
    assert "Select a valid choice" in beyond or "Sport" not in beyond
    assert now(world)[0].section.path == "world"
    assert do(chief, "bulk_section", world, **value)
    assert do(editor, "bulk_assign", mine, assignee=editor.user.pk)
    assert now(world)[0].section.path == "sport"
    assert now(mine)[0].assignee == editor.user


def test_a_story_that_one_sees_and_may_not_change_stays_and_is_named(writer):
    story = make_edition(headline="Out", by=writer.user).article
    Article.objects.filter(pk=story.pk).update(created_by=writer.user)

    page = text_of(writer.post(STORIES, chosen("bulk_tags", story)))
    after = do(writer, "bulk_tags", story, add="Sea")

    assert "Stays as it is: You may not change it" in page
    assert "1 story not changed: you may not do this with them." in after
    assert list(story.tags.names()) == []


def test_what_is_so_already_is_told_and_not_saved_again(editor):
    story = make_article(tags=["Sea"])

    page = do(editor, "bulk_tags", story, add="sea")

    assert "1 story not changed: It is so already." in page
    assert Revision.objects.filter(article=story).count() == 1


@pytest.mark.parametrize(
    ("deed", "value"),
    [
        ("bulk_assign", {"assignee": "9999"}),
        ("bulk_plan", {"planned_for": "soon"}),
        ("bulk_section", {"section": "x"}),
        ("bulk_tags", {"add": " , "}),
        ("bulk_tags", {"add": "x" * 101}),
        ("bulk_credit", {"contributor": "", "role": "author"}),
        ("bulk_schedule", {"at": "never"}),
    ],
)
def test_what_makes_no_sense_is_asked_for_again(editor, deed, value):
    story = make_article()

    answer = editor.post(STORIES, chosen(deed, story, _do="1", **value))

    assert answer.status_code == 422
    assert not Deed.log.exclude(what="signed_in").exists()


def test_more_than_can_be_looked_at_are_refused_at_once(editor, monkeypatch):
    monkeypatch.setattr("articles.desk.bulk.MOST", 1)
    one, other = two()

    page = do(editor, "bulk_assign", one, other, assignee=editor.user.pk)

    assert "At most 1 stories at once." in page
    assert now(one)[0].assignee is None


# What readers would see is looked over first


NINE = "2099-01-01T09:00"


def test_several_are_scheduled_after_a_look_at_what_will_happen(editor):
    one, other = two()

    page = look(editor, "bulk_schedule", one, other, at=NINE)
    before = Edition.archive.count()
    after = do(editor, "bulk_schedule", one, other, at=NINE, **accepted(page))

    assert before == 0
    assert "What will happen" in text_of(page)
    assert "Schedule: 2 stories" in text_of(page)
    assert "Scheduled for 1 Jan 2099, 09:00 (Europe/London). 2 stories." in after
    assert Edition.archive.waiting(timezone.now()).count() == 2
    assert "scheduled" in {what for what, _detail in said(one)}


def accepted(page):
    """What the page sends along of what one has looked at."""
    return {
        f"accepted-{line.story.pk}": [each.key for each in line.concerns]
        for line in page.context["lines"]
        if not line.stops
    }


def test_the_look_says_which_are_refused_and_why_and_they_stay(editor):
    good = make_article(headline="Good")
    unfinished = make_article(headline="Not done", body="<p>TK</p>")
    held = make_article(headline="Held")
    hold(held.pk, until=hours(24 * 365 * 300), by=None)

    page = look(editor, "bulk_schedule", good, unfinished, held, at=NINE)
    after = do(editor, "bulk_schedule", good, unfinished, held, at=NINE, **accepted(page))

    lines = {line.story.headline: line.stops for line in page.context["lines"]}
    assert lines == {"Good": False, "Not done": True, "Held": True}
    words = text_of(page)
    assert "Stops publishing:" in words
    assert "embargo" in words.lower()
    assert "Schedule: 1 story" in words
    assert "2 not changed" in after or after.count("1 story not changed") == 2
    assert [each.article_id for each in Edition.archive.all()] == [good.pk]


def test_the_look_says_which_were_withdrawn_and_which_wait_already(editor):
    gone, waits = make_edition(live_from=hours(-9)), make_edition(live_from=hours(5))
    withdraw(gone.article_id, by=None)
    stories = (gone.article, waits.article)

    page = look(editor, "bulk_schedule", *stories, at=NINE)
    unseen = do(editor, "bulk_schedule", *stories, at=NINE)
    do(editor, "bulk_schedule", *stories, at=NINE, **accepted(page))

    said = text_of(page)
    assert "Was withdrawn on" in said
    assert "This very text already goes out on" in said
    assert unseen.count("not changed") == 2
    assert Edition.archive.waiting(timezone.now()).count() == 3


def test_what_was_not_looked_at_is_not_scheduled(editor):
    story = make_article(headline="Gates", seo_title="x" * 90)

    after = do(editor, "bulk_schedule", story, at=NINE)

    assert "1 story not changed" in after
    assert not Edition.archive.exists()


def test_to_look_writes_nothing(editor):
    story = make_article(headline="Gates")

    look(editor, "bulk_schedule", story, at=NINE)

    assert not Edition.archive.exists()
    assert now(story)[0].state == "draft"
    assert not Deed.log.exclude(what="signed_in").exists()


def test_a_time_that_has_passed_is_refused_for_each(editor):
    story = make_article(headline="Gates")

    page = look(editor, "bulk_schedule", story, at="2020-01-01T09:00")

    assert "That time has passed." in text_of(page)
    assert page.context["going"] == []


def test_several_are_withdrawn_after_a_look_and_what_has_no_page_is_named(editor):
    live, draft = make_edition(headline="Out").article, make_article(headline="Draft")
    make_edition(headline="Waits", live_from=tomorrow())

    page = look(editor, "bulk_withdraw", live, draft, notice="Taken down.")
    after = do(editor, "bulk_withdraw", live, draft, notice="Taken down.")

    assert [line.stops for line in page.context["lines"]] == [True, False]
    assert "Withdrawn. 1 story." in after
    assert not Edition.live(at=timezone.now()).filter(article_id=live.pk).exists()
    assert Edition.archive.of(live.pk).first().notice == "Taken down."
    assert [what for what, _detail in said(live)] == ["withdrawn"]


def test_only_who_may_publish_and_withdraw_is_offered_to(writer, editor):
    story = make_article(by=writer.user)

    for deed in ("bulk_schedule", "bulk_withdraw"):
        writer.post(STORIES, chosen(deed, story, _do="1", at=NINE, notice=""))

    assert not Edition.archive.exists()
    assert {"bulk_schedule", "bulk_withdraw"} < offered(editor)
