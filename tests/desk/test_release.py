"""Releases at the desk: joined where one schedules, moved on a page of their own."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from articles.desk import embargoing, publishing
from articles.editions import press
from articles.editions.arranging import Placement, arrange
from articles.editions.front import LEAD
from articles.models import Edition, FrontSlot, Release
from tests.desk.form import address_of, text_of
from tests.desk.front import asked, at
from tests.desk.releases import local, page_of, post, press_button, waiting
from tests.make import hours, make_article, make_edition

pytestmark = pytest.mark.django_db


def on_home(release):
    """What the home page shows with it."""
    return list(
        FrontSlot.objects.of(None, timezone.now())
        .filter(release=release)
        .values_list("position", "article", "live_from")
    )


# Joining


def test_one_is_planned_with_a_name_and_a_time_to_come(editor):
    add, at = reverse("admin:articles_release_add"), local(hours(5))

    past = editor.post(add, {"name": "Budget day", "at": "2020-01-01T10:00"})
    made = editor.post(add, {"name": "Budget day", "at": at}, follow=True)

    assert (past.status_code, "That time has passed" in text_of(past)) == (422, True)
    release = Release.objects.get()
    assert (release.name, local(release.at)) == ("Budget day", at)
    assert release.made_by == editor.user
    assert made.redirect_chain == [(page_of(release), 302)]
    listed = text_of(editor.get(reverse("admin:articles_release_changelist")))
    assert ("Budget day" in listed, "Waiting" in listed) == (True, True)


def test_a_story_and_a_withdrawal_are_scheduled_with_it_instead_of_a_time(editor, reader, release):
    story, live = make_article(headline="The budget"), make_edition()

    said = post(editor, story, _schedule=1, print_with=release.pk)
    gone = {"_withdraw_later": 1, "withdraw_with": release.pk, "notice": "Replaced."}
    post(editor, live.article, **gone)

    assert "with the release “Budget day”" in text_of(said)
    found = Edition.archive.filter(release=release).values_list("article", "kind", "live_from")
    assert set(found) == {
        (story.pk, "new", release.at),
        (live.article_id, "withdrawal", release.at),
    }
    assert reader.get(live.address).status_code == 200
    assert reader.get(live.address, at=hours(6)).status_code == 410


def test_without_a_release_to_come_none_is_offered(editor, release):
    story = make_article()
    assert "Budget day" in text_of(editor.get(address_of(story)))

    press_button(editor, release, _call_off=1)

    assert "Or with the release" not in text_of(editor.get(address_of(story)))
    answer = post(editor, story, _schedule=1, print_with=release.pk)
    assert answer.status_code == 422
    assert not Edition.archive.exists()


def test_a_member_is_moved_alone_only_once_it_was_taken_out(editor, release):
    edition = waiting(release)
    fields = {"_move": edition.pk, f"move-{edition.pk}": local(hours(9))}

    refused = post(editor, edition.article, **fields)
    post(editor, edition.article, _leave=edition.pk)
    kept = Edition.archive.get()
    post(editor, edition.article, **fields)

    assert "take this out of it first" in text_of(refused)
    assert (kept.release, kept.live_from) == (None, release.at)
    assert local(Edition.archive.get().live_from) == fields[f"move-{edition.pk}"]


def test_what_waits_alone_joins_by_the_choice_beside_it(editor, release):
    edition = make_edition(live_from=hours(2))

    post(editor, edition.article, **{"_join": edition.pk, f"join-{edition.pk}": release.pk})

    edition.refresh_from_db()
    assert (edition.release, edition.live_from) == (release, release.at)
    assert "Goes with the release “Budget day”" in text_of(editor.get(address_of(edition.article)))


def test_a_story_waits_in_a_front_for_the_release(editor, release):
    edition = waiting(release)

    editor.post(at(), asked((LEAD, edition.article_id, {"release": release.pk})))

    assert on_home(release) == [(LEAD, edition.article_id, release.at)]
    assert "With the release “Budget day”." in text_of(editor.get(at()))


def test_in_a_front_a_time_of_its_own_and_a_release_are_told_apart(editor, release):
    edition = waiting(release)
    row = {"release": release.pk, "live_from": local(hours(9))}

    answer = editor.post(at(), asked((LEAD, edition.article_id, row)))
    over = editor.post(at(), asked((LEAD, edition.article_id, {"release": 999_999})))

    assert "With a release it begins when that goes out." in text_of(answer)
    assert "That release has gone out or was called off" in text_of(over)
    assert on_home(release) == []


# Its page


def test_its_page_names_all_members_with_the_ways_to_them(editor, release):
    edition = waiting(release, headline="The budget")
    arrange(None, [Placement(LEAD, edition.article_id, release_id=release.pk)], by=None)

    answer = editor.get(page_of(release))

    said, html = text_of(answer), answer.content.decode()
    assert ("The budget" in said, "Home page, Lead" in said) == (True, True)
    assert f'href="{address_of(edition.article)}"' in html
    assert f'href="{at()}"' in html
    assert timezone.get_current_timezone_name() in said


def test_all_of_it_is_moved_published_and_logged(editor, reader, release):
    edition = waiting(release, headline="The budget")
    arrange(None, [Placement(LEAD, edition.article_id, release_id=release.pk)], by=None)

    then = local(hours(8))
    moved = press_button(editor, release, _move=1, at=then)
    assert "all of it goes out" in text_of(moved)
    assert [local(moment) for *_rest, moment in on_home(release)] == [then]
    assert local(Edition.archive.get().live_from) == then
    published = press_button(editor, release, _publish_all=1)

    assert "readers have all of it now" in text_of(published)
    assert reader.get(edition.address).status_code == 200
    for kind, key in (("release", release.pk), ("article", edition.article_id), ("front", "home")):
        logged = LogEntry.objects.filter(content_type__model=kind, object_id=str(key))
        assert [entry.user for entry in logged] == [editor.user] * 2, kind


def test_all_that_will_happen_is_shown_before_what_is_final(editor, release):
    edition, live = waiting(release, headline="The budget"), make_edition(headline="Old news")
    press.withdraw(live.article_id, by=None, release=release.pk, moved_to="https://example.org/")
    arrange(None, [Placement(LEAD, edition.article_id, release_id=release.pk)], by=None)

    page = editor.get(page_of(release)).content.decode()
    publish, off = (
        editor.get(page_of(release), {"sure": each}) for each in ("publish_all", "call_off")
    )

    # The page itself has no button that would do it at one press.
    for button in ("publish_all", "call_off"):
        assert (f"?sure={button}" in page, f'name="_{button}"' in page) == (True, False)
    for answer in (publish, off):
        said = text_of(answer)
        assert all(words in said for words in ("The budget", "Old news", "Home page, Lead"))
    assert 'name="_publish_all"' in publish.content.decode()
    assert 'name="_call_off"' in off.content.decode()
    assert "Its page goes away at once: readers are led to" in text_of(publish)
    assert "cannot be taken up again" in text_of(off)
    release.refresh_from_db()
    assert (release.called_off_at, release.is_open(timezone.now())) == (None, True)


def test_what_was_changed_since_one_looked_it_over_is_not_done(editor, release):
    looked_over = editor.get(page_of(release), {"sure": "call_off"})
    waiting(release)

    seen = looked_over.context["original"].version
    answer = editor.post(page_of(release), {"_call_off": 1, "seen": seen})

    assert "changed meanwhile" in text_of(answer)
    release.refresh_from_db()
    assert release.called_off_at is None


@pytest.mark.parametrize("sure", ["publish_all", "call_off", "all"])
def test_what_is_over_is_not_looked_over(editor, release, sure):
    press_button(editor, release, _call_off=1)

    page = editor.get(page_of(release), {"sure": sure})

    assert (page.status_code, "It was called off on" in text_of(page)) == (200, True)


def test_once_it_has_gone_out_it_is_history(editor, release):
    edition = waiting(release, headline="The budget")
    press_button(editor, release, _publish_all=1)

    page = editor.get(page_of(release))
    refused = press_button(editor, release, _move=1, at=local(hours(9)))

    assert ("The budget" in text_of(page), "It has gone out" in text_of(page)) == (True, True)
    for button in ("_move", "_publish_all", "_call_off", "_take_out_edition", "_add", "_describe"):
        assert f'name="{button}"' not in page.content.decode()
    assert (refused.status_code, "has gone out" in text_of(refused)) == (422, True)
    edition.refresh_from_db()
    assert edition.live_from <= timezone.now()


def test_what_keeps_it_from_being_moved_is_told_at_each_member(editor, release):
    story, taken = make_article(headline="The budget"), hours(2).replace(second=0, microsecond=0)
    embargoing.hold(story, until=release.at, by=editor.user)
    press.print_edition(story.to_document(), article_id=story.pk, by=None, release=release.pk)
    other = waiting(release, headline="What next")
    make_edition(article=other.article, live_from=taken)

    early = press_button(editor, release, _move=1, at=local(taken))
    past = press_button(editor, release, _move=1, at="2020-01-01T10:00")

    assert early.status_code == 422
    assert "Nothing was changed: look at what is marked below." in text_of(early)
    assert "under embargo until" in text_of(early)
    assert "Another edition of this story begins at that very time." in text_of(early)
    assert "That time has passed" in text_of(past)
    assert set(Edition.archive.values_list("live_from", flat=True)) == {release.at, taken}


def test_members_are_taken_out_on_its_page_and_keep_their_time(editor, release):
    edition = waiting(release)
    arrange(None, [Placement(LEAD, edition.article_id, release_id=release.pk)], by=None)
    slot = FrontSlot.objects.of(None, timezone.now()).get(release=release)

    first = press_button(editor, release, _take_out_slot=slot.pk)
    press_button(editor, release, _take_out_edition=edition.pk)
    again = press_button(editor, release, _take_out_edition=edition.pk)

    assert "it keeps its time" in text_of(first)
    assert "no longer part of the release" in text_of(again)
    assert on_home(release) == []
    edition.refresh_from_db()
    assert (edition.release, edition.live_from) == (None, release.at)


def test_whoever_looks_at_an_older_state_of_it_is_told_and_moves_nothing(editor, chief, release):
    seen, moved = release.version, local(hours(7))
    press_button(chief, release, _move=1, at=moved)

    stale = editor.post(page_of(release), {"_move": 1, "seen": seen, "at": local(hours(9))})

    said = text_of(stale)
    assert (stale.status_code, "changed meanwhile" in said) == (422, True)
    assert chief.user.username in said
    release.refresh_from_db()
    assert local(release.at) == moved


# Who may


def test_whoever_may_not_publish_sees_and_does_nothing(writer, moderator, stranger, release):
    edition = waiting(release)

    for client in (writer, moderator, stranger):
        assert client.get(page_of(release)).status_code == 403
        assert press_button(client, release, _publish_all=1).status_code == 403
        assert client.get(reverse("admin:articles_release_changelist")).status_code == 403
        assert client.get(reverse("admin:articles_release_add")).status_code == 403

    edition.refresh_from_db()
    assert edition.live_from == release.at


def test_moving_it_takes_the_right_to_each_member(stranger, release):
    rights = Permission.objects.filter(content_type__app_label="articles")
    stranger.user.user_permissions.add(rights.get(codename="print_edition"))
    edition, live = waiting(release), make_edition()

    def refused():
        return press_button(stranger, release, _publish_all=1).status_code

    gone = press.withdraw(live.article_id, by=None, release=release.pk)
    assert refused() == 403
    press.cancel(gone.pk)
    arrange(None, [Placement(LEAD, edition.article_id, release_id=release.pk)], by=None)
    assert refused() == 403
    assert "You may not move it" in text_of(stranger.get(page_of(release)))
    arrange(None, [], by=None)
    assert refused() == 200
    edition.refresh_from_db()
    assert edition.live_from < hours(1)


def test_the_pages_cost_the_same_whatever_they_hold(editor, release, django_assert_max_num_queries):
    for _n in range(2):
        waiting(release)
        make_article()
    editor.get(page_of(release))

    with django_assert_max_num_queries(14) as few:
        editor.get(page_of(release))
    editions = [waiting(release) for _n in range(4)]
    for _n in range(4):
        make_article()
    slots = [
        Placement(n + 1, each.article_id, release_id=release.pk) for n, each in enumerate(editions)
    ]
    arrange(None, slots, by=None)
    with django_assert_max_num_queries(len(few.captured_queries)):
        editor.get(page_of(release))
    story = editions[0].article
    with django_assert_max_num_queries(19):
        editor.get(address_of(story))


def test_its_history_says_what_was_done_with_it_and_by_whom(editor, release):
    waiting(release, headline="The budget")
    press_button(editor, release, _call_off=1)

    assert "What belonged to it is named in its history" in text_of(editor.get(page_of(release)))
    said = text_of(editor.get(reverse("admin:articles_release_history", args=[release.pk])))

    assert "was called off" in said
    assert ("It held: “The budget”." in said, editor.user.username in said) == (True, True)


def test_what_is_redacted_is_not_named_in_its_history_either(editor, chief, release):
    edition = waiting(release, headline="Secret name")
    press_button(editor, release, _publish_all=1)

    publishing.redact(edition.pk, by=chief.user, reason="A court said so.")

    logged = LogEntry.objects.filter(content_type__model="release").first().get_change_message()
    assert ("It held: “…”." in logged, "Secret name" in logged) == (True, False)
