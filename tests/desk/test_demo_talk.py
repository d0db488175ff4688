"""What the demo's desk says of its stories, as those who try it find it."""

import pytest
from django.contrib.auth.models import User

from articles.demo import planned, seed, talks
from articles.demo.story import read_stories
from articles.desk.note import talk_of
from articles.models import Article, Note, Notice
from tests.make import make_article, make_contributor, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def reworked(db):
    """The story that is being reworked, among the drafts of the week; nothing is drawn."""
    users = seed._accounts()
    for each in planned.DRAFTS:
        make_section(each.section)
    people = {each.author: make_contributor(each.author) for each in planned.DRAFTS}
    people["idris"].user = users["writer"]
    people["idris"].save()
    [body] = [each.body for each in read_stories() if each.slug == seed.REWORKED]
    article = make_article(by=users["editor"], body=body, authors=["idris"])
    planned.plan_the_week(users, people, reworked=article)
    talks.talk_of_the_week(users, reworked=article)
    return article


def test_the_demos_notes_are_on_words_that_its_stories_have(reworked):
    stories = Article.objects.filter(notes__isnull=False).distinct()

    threads = [thread for story in stories for thread in talk_of(story).open]

    assert len(threads) == 3
    assert not any(thread.is_gone for thread in threads)
    talk = talk_of(reworked)
    assert [len(each.replies) for each in talk.open + talk.resolved + talk.choices[0].open] == [
        1
    ] * 3


def test_everyone_who_writes_and_edits_the_demo_is_told_something(reworked):
    told = {
        user.username: set(
            Notice.objects.of(user).exclude(note=None).values_list("kind", flat=True)
        )
        for user in User.objects.all()
    }

    assert told == {
        "writer": {"mentioned", "noted"},
        "editor": {"mentioned", "replied"},
        "moderator": set(),
        "administrator": {"noted", "replied"},
    }
    assert Note.objects.count() == 8
