"""Embargoes at the desk: who sets, moves and lifts them, and where they are told."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles.desk import embargoing
from articles.desk.sharing import share
from articles.models import Edition, Embargo
from tests.desk.audit import LIST
from tests.desk.form import address_of, filled, text_of
from tests.make import hours, make_article, make_edition, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def local(moment):
    """A moment as the browser's time input sends it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def post(client, story, **fields):
    """The page that a button of the form leads to."""
    return client.post(address_of(story), filled(story, **fields), follow=True)


def embargoed(**known):
    """A story under embargo for five hours."""
    story = make_article(**known)
    until = hours(5).replace(second=0, microsecond=0)
    embargoing.hold(story, until=until, by=make_user("Editor"), reason="Until the vote")
    return story


def standing(story):
    """The embargo that the story is under now, or None."""
    return Embargo.objects.of(story.pk, after=timezone.now())


def test_an_editor_sets_it_with_a_reason_and_it_is_logged(editor):
    story = make_article(headline="The budget")

    answer = post(editor, story, _embargo=1, embargo_until=local(hours(5)), embargo_reason="Vote")

    embargo = standing(story)
    assert (local(embargo.until), embargo.reason) == (local(hours(5)), "Vote")
    assert embargo.set_by == editor.user
    said = text_of(answer)
    assert "Under embargo: nobody can read or publish it before" in said
    assert timezone.get_current_timezone_name() in said
    logged = LogEntry.objects.get(object_id=str(story.pk)).get_change_message()
    assert ("Under embargo" in logged, "Reason given: Vote" in logged) == (True, True)


def test_bar_panel_and_list_tell_it_and_the_time_to_publish_is_filled_in(editor):
    story = embargoed(headline="The budget")
    until = standing(story).until

    answer = editor.get(address_of(story))
    listed = text_of(editor.get(reverse("admin:articles_article_changelist")))

    said = text_of(answer)
    assert ("Embargo until" in said, "Until the vote" in said) == (True, True)
    filled_in = answer.context["adminform"].form["print_at"].value()
    assert f"{filled_in:%Y-%m-%dT%H:%M}" == local(until)
    assert "Embargo until" in listed


def test_publishing_is_refused_in_words_at_the_time_and_scheduling_after_it_is_not(editor, reader):
    story = embargoed()

    for fields in ({"_publish": 1}, {"_schedule": 1, "print_at": local(hours(4))}):
        answer = post(editor, story, **fields)
        told = answer.context["adminform"].form.errors["print_at"]
        assert (answer.status_code, "under embargo until" in told[0]) == (422, True)
    post(editor, story, _schedule=1, print_at=local(standing(story).until))

    edition = Edition.archive.get(article=story)
    assert reader.get(edition.address).status_code == 404
    assert reader.get(edition.address, at=hours(6)).status_code == 200


def test_the_checks_say_until_when_it_holds(editor):
    story = embargoed()

    checks = reverse("admin:articles_article_checks", args=[story.pk])
    said = text_of(editor.post(checks, filled(story)))

    assert "Stops publishing: The story is under embargo until" in said


def test_a_waiting_edition_is_not_moved_before_it(editor):
    story, planned = embargoed(), local(hours(6))
    post(editor, story, _schedule=1, print_at=planned)
    waiting = Edition.archive.get()

    answer = post(editor, story, _move=waiting.pk, **{f"move-{waiting.pk}": local(hours(4))})

    assert (answer.status_code, "under embargo until" in text_of(answer)) == (422, True)
    assert local(Edition.archive.get().live_from) == planned


def test_whoever_publishes_moves_it_later_but_only_some_earlier_and_with_a_reason(editor, chief):
    story, later = embargoed(), local(hours(8))

    post(editor, story, _embargo=1, embargo_until=later)
    refused = post(editor, story, _embargo=1, embargo_until=local(hours(2)), embargo_reason="x")
    unexplained = post(chief, story, _embargo=1, embargo_until=local(hours(2)))
    assert local(standing(story).until) == later
    sooner = local(hours(2))
    moved = post(chief, story, _embargo=1, embargo_until=sooner, embargo_reason="Sooner")

    assert "to move it earlier, ask someone who may lift" in text_of(refused)
    assert "Say why it is moved earlier" in text_of(unexplained)
    assert "Under embargo" in text_of(moved)
    assert local(standing(story).until) == sooner


def test_lifting_takes_the_right_and_a_reason(writer, editor, chief, reader):
    story = embargoed(by=writer.user)

    for client in (writer, editor):
        fields = {"_lift_embargo": 1, "embargo_reason": "No more"}
        assert client.post(address_of(story), filled(story, **fields)).status_code == 403
    assert "Lift the embargo" not in text_of(editor.get(address_of(story)))
    assert "Say why it is lifted" in text_of(post(chief, story, _lift_embargo=1))
    assert standing(story)
    post(chief, story, _lift_embargo=1, embargo_reason="It was leaked")

    assert standing(story) is None
    assert "It was leaked" in LogEntry.objects.first().get_change_message()
    post(editor, story, _publish=1)
    assert reader.get(Edition.archive.get().address).status_code == 200


def test_the_audit_has_the_reasons_and_finds_them(editor, chief):
    story = make_article(headline="The budget")
    post(editor, story, _embargo=1, embargo_until=local(hours(5)), embargo_reason="Until the vote")
    post(chief, story, _lift_embargo=1, embargo_reason="It was leaked")

    found = [text_of(chief.get(LIST, {"q": words})) for words in ("vote", "leaked")]

    assert ["Until the vote" in page for page in found] == [True, False]
    assert ["It was leaked" in page for page in found] == [False, True]


def test_a_writer_sets_none(writer):
    story = make_article(by=writer.user)

    fields = {"_embargo": 1, "embargo_until": local(hours(5))}
    assert writer.post(address_of(story), filled(story, **fields)).status_code == 403

    with pytest.raises(PermissionDenied):
        embargoing.hold(story, until=hours(5), by=writer.user)
    assert standing(story) is None


def test_on_a_live_story_it_is_refused_with_what_to_do(editor):
    live = make_edition()

    answer = post(editor, live.article, _embargo=1, embargo_until=local(hours(5)))

    assert "The story is already live: withdraw it first." in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Choose the day and time before which"),
        ("2020-01-01T10:00", "That time has passed"),
        ("2027-03-28T01:30", "the clocks change"),
    ],
)
def test_what_is_no_time_to_come_sets_nothing(editor, typed, words):
    story = make_article()

    answer = post(editor, story, _embargo=1, embargo_until=typed)

    assert (answer.status_code, words in text_of(answer)) == (422, True)
    assert standing(story) is None


def test_one_that_is_typed_and_not_set_is_never_passed_over(editor):
    story = make_article()
    typed = {"embargo_until": local(hours(5))}

    saved = post(editor, story, _save=1, **typed)
    published = post(editor, story, _publish=1, **typed)

    assert "The embargo is not set yet" in text_of(saved)
    assert typed["embargo_until"] in saved.content.decode()
    assert "This embargo is not set yet" in text_of(published)
    assert not Edition.archive.exists()


def test_one_set_while_the_form_was_open_holds_at_the_press(editor, monkeypatch):
    story = make_article()
    monkeypatch.setattr("articles.desk.publishing.look_over", lambda *a, **k: embargoed_now(story))

    def embargoed_now(story):
        embargoing.hold(story, until=hours(5), by=editor.user)

    answer = post(editor, story, _publish=1)

    told = answer.context["adminform"].form.errors["print_at"]
    assert (answer.status_code, "under embargo until" in told[0]) == (422, True)
    assert not Edition.archive.exists()


def test_who_reads_the_draft_by_a_link_is_told(editor, reader):
    story = embargoed(headline="The budget")
    link = share(story, by=editor.user, days=7)

    said = text_of(reader.client.get(reverse("draft", args=[link.token])))

    assert "Under embargo until" in said
    assert "nothing of it may be published before" in said


def test_the_form_takes_one_more_query_under_embargo(editor, django_assert_max_num_queries):
    story = make_article()
    editor.get(address_of(story))

    with django_assert_max_num_queries(19):
        editor.get(address_of(story))
    embargoing.hold(story, until=hours(5), by=editor.user)
    with django_assert_max_num_queries(20):
        editor.get(address_of(story))
