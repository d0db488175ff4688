"""Stories that are added to a release on its page, and what is told of them first."""

import pytest

from articles.desk import releasing
from articles.editions import press
from articles.editions.embargo import told
from articles.models import Article, Edition
from tests.desk.form import text_of
from tests.desk.releases import local, page_of, post, press_button, waiting
from tests.make import hours, make_article, make_edition

pytestmark = pytest.mark.django_db


def test_stories_that_are_ready_are_added_and_what_is_not_is_told(editor, release):
    ready, bare = make_article(headline="The budget"), make_article(headline="TK later")
    long = make_article(headline="A headline that is longer than any search engine shows " * 2)

    answer = press_button(editor, release, _add=1, story=[ready.pk, bare.pk, long.pk])
    said = text_of(answer)
    attempts = {each.story: each for each in answer.context["attempts"]}
    keys = [each.key for each in attempts[long].concerns]
    press_button(editor, release, _add=1, story=[long.pk], **{f"accepted-{long.pk}": keys})

    assert ("A placeholder is left" in said, "Search engines cut a title" in said) == (True, True)
    assert (attempts[bare].stops, attempts[long].stops) == (True, False)
    added = Edition.archive.filter(release=release)
    assert set(added.values_list("article", "live_from")) == {
        (ready.pk, release.at),
        (long.pk, release.at),
    }


def test_a_text_that_waits_already_goes_along_and_is_not_printed_twice(editor, release):
    story = make_article()
    post(editor, story, _schedule=1, print_at=local(hours(2)))

    asked = press_button(editor, release, _add=1, story=[story.pk])
    assert "it goes with this release instead" in text_of(asked)
    assert Edition.archive.get().release is None
    add_all_the_same(editor, release, asked)

    edition = Edition.archive.get()
    assert (edition.release, edition.live_from) == (release, release.at)


def test_one_that_waits_with_another_release_is_told_of_and_goes_with_this_one(editor, release):
    other = releasing.plan("Election night", at=release.at, by=editor.user)
    edition = waiting(other)

    asked = press_button(editor, release, _add=1, story=[edition.article_id])
    add_all_the_same(editor, release, asked)

    assert "with the release “Election night”: it goes with this release" in text_of(asked)
    [edition] = Edition.archive.all()
    assert (edition.release, edition.live_from) == (release, release.at)


def test_another_text_of_the_story_that_waits_is_told_of_and_stays(editor, release):
    edition = make_edition(live_from=hours(2), body="<p>Before it was rewritten.</p>")
    Article.objects.update(body="<p>Rewritten.</p>")

    asked = press_button(editor, release, _add=1, story=[edition.article_id])
    add_all_the_same(editor, release, asked)

    assert "Another text of it already goes out on" in text_of(asked)
    found = Edition.archive.order_by("live_from").values_list("live_from", "release")
    assert list(found) == [(edition.live_from, None), (release.at, release.pk)]


def test_a_story_that_was_withdrawn_is_told_of_before_it_is_brought_back(editor, release):
    live = make_edition(live_from=hours(-9))
    gone = press.withdraw(live.article_id, by=None)

    asked = press_button(editor, release, _add=1, story=[live.article_id])
    assert Edition.archive.filter(release=release).count() == 0
    add_all_the_same(editor, release, asked)

    assert f"Was withdrawn on {told(gone.live_from)}: this brings it back." in text_of(asked)
    assert Edition.archive.filter(release=release).count() == 1


def add_all_the_same(client, release, page):
    """Add what the page tells of, now that one has looked at it."""
    [attempt] = page.context["attempts"]
    keys = [each.key for each in attempt.concerns]
    pk = attempt.story.pk
    return press_button(client, release, _add=1, story=[pk], **{f"accepted-{pk}": keys})


def test_stories_to_add_are_found_by_any_of_their_words(editor, release):
    make_article(headline="The weather"), make_article(headline="Taxes", body="<p>A budget.</p>")

    said = text_of(editor.get(page_of(release), {"q": "budget"}))

    assert ("Taxes" in said, "The weather" in said) == (True, False)
