"""What waits may be older than what is published: one is told before, and chooses."""

import pytest
from django.urls import reverse

from articles.models import Edition
from tests.desk.form import address_of, filled, text_of
from tests.desk.test_bulk import do, look
from tests.desk.test_scheduling import local, post
from tests.make import hours, make_article, make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


@pytest.fixture
def story(editor):
    """A live story with an update that waits."""
    story = make_edition(headline="Gates shut").article
    post(editor, story, _schedule=1, print_at=local(hours(2)), headline="Scheduled")
    return story


def keys_of(answer):
    """What was asked about, to be accepted."""
    return [each.key for each in answer.context["adminform"].form.worth_a_look]


@pytest.mark.parametrize("kind", ["update", "minor"])
def test_publishing_says_before_which_older_text_will_follow(editor, reader, story, kind):
    asked = post(editor, story, _publish=1, headline="Newest", kind=kind)

    assert "an edition goes live whose text is older than this." in text_of(asked)
    assert "Publish, and put this text into what waits too" in text_of(asked)
    address = Edition.archive.of(story.pk).last().address
    assert "Gates shut" in reader.get(address).text


def test_one_may_put_the_text_into_what_waits_or_leave_that(editor, reader, story):
    address = Edition.archive.of(story.pk).last().address
    keys = keys_of(post(editor, story, _publish=1, headline="Newest"))

    post(editor, story, _publish=1, headline="Newest", accepted=keys)
    left = reader.get(address, at=hours(3)).text
    keys = keys_of(post(editor, story, _publish=1, headline="Latest"))
    done = post(editor, story, _publish="too", headline="Latest", accepted=keys)

    assert "Scheduled" in left
    assert "What waits has this text too." in text_of(done)
    assert "Latest" in reader.get(address).text
    assert "Latest" in reader.get(address, at=hours(3)).text


def test_what_waits_unseen_is_left_and_asked_about(editor, story):
    asked = post(editor, story, _publish="too", headline="Newest")

    assert (asked.status_code, Edition.archive.of(story.pk).count()) == (422, 2)


def test_a_text_that_waits_as_it_is_published_is_not_asked_about(editor, story):
    assert "readers have it now" in text_of(post(editor, story, _publish=1))


def test_several_are_told_of_it_as_they_are_scheduled(editor, story):
    post(editor, story, _save=1, headline="Newest")

    page = look(editor, "bulk_schedule", story, at=local(hours(1)))

    assert "whose text is older than this" in text_of(page)


def test_withdrawing_says_what_comes_back_at_once_later_and_of_several(editor, story):
    words = "an edition waits and will bring it back on"

    later = text_of(post(editor, story, _withdraw_later=1, withdraw_at=local(hours(1))))
    page = text_of(look(editor, "bulk_withdraw", story))
    after = do(editor, "bulk_withdraw", story)

    assert words in later
    assert "An edition waits and will bring it back on" in page
    assert "An edition waits and will bring it back on" in after


def test_a_button_looks_at_its_own_times_alone_and_the_others_stay_typed(editor, story):
    wrong = {"print_at": "20205-01-01T10:00", "withdraw_at": "1800-01-01T10:00"}

    saved = post(editor, story, _save=1, headline="Better", **wrong)
    asked = post(editor, story, _schedule=1, **wrong)

    assert "Saved." in text_of(saved)
    assert 'value="1800-01-01T10:00"' in saved.content.decode()
    assert set(asked.context["adminform"].form.errors) == {"print_at"}


def test_saves_without_a_change_are_neither_counted_nor_told(editor, story):
    post(editor, story, _save=1, headline="Better")
    post(editor, story, _save=1)
    post(editor, story, _share=1)

    page = editor.get(address_of(story))
    history = text_of(editor.get(reverse("admin:articles_article_history", args=[story.pk])))

    waiting = Edition.archive.of(story.pk).first()
    assert "The scheduled text is 1 change behind." in text_of(page)
    assert f"?a=e{waiting.pk}&amp;b=copy" in page.content.decode()
    assert "Save 3" in history and "Save 4" not in history
    assert "Nothing in the text" not in history


def test_a_first_publication_and_its_withdrawal_are_planned_together(editor, reader):
    story = make_article(headline="For a day")
    assert "Withdraw at that time" not in text_of(editor.get(address_of(story)))

    page = post(editor, story, _schedule=1, print_at=local(hours(2)))
    post(editor, story, _withdraw_later=1, withdraw_at=local(hours(4)))

    assert "Withdraw at that time" in text_of(page)
    address = Edition.archive.of(story.pk).last().address
    found = [reader.get(address, at=hours(n)).status_code for n in (1, 3, 5)]
    assert found == [404, 200, 410]


def test_moving_older_text_behind_newer_is_told_and_the_first_is_a_first_edition(editor):
    story = make_article()
    post(editor, story, _schedule=1, print_at=local(hours(2)), headline="One")
    post(editor, story, _schedule=1, print_at=local(hours(4)), headline="Two")
    first, second = Edition.archive.of(story.pk).order_by("live_from")

    page = post(editor, story, _move=first.pk, **{f"move-{first.pk}": local(hours(6))})

    assert "This puts older text after newer" in text_of(page)
    kinds = dict(Edition.archive.of(story.pk).values_list("pk", "kind"))
    assert kinds == {second.pk: "new", first.pk: "update"}


def test_a_story_never_printed_is_asked_of_no_change(editor):
    story = make_article()
    fields = {"kind": "correction", "correction": "It was two.", "note": "Why"}

    page = editor.get(address_of(story))
    editor.post(address_of(story), filled(story, _publish=1, **fields))

    assert "Correction notice" not in text_of(page)
    edition = Edition.archive.get()
    assert (edition.kind, edition.note, hasattr(edition, "correction")) == ("new", "", False)
    assert "Correction notice" in text_of(editor.get(address_of(story)))


def test_when_comes_first_then_what_waits_then_the_rest(editor, story):
    page = text_of(editor.get(address_of(story))).partition("Publishing Publish at")[2]

    places = [page.index(words) for words in ("Schedule", "Editions", "Kind of change", "Embargo")]
    assert places == sorted(places)


def test_an_empty_notice_is_asked_for_before_anything_else(editor, story):
    answer = post(editor, story, _publish=1, headline="x" * 80, kind="correction")

    assert "Say what was wrong" in text_of(answer)
    assert answer.context["adminform"].form.worth_a_look == []
