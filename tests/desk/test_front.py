"""Arranging fronts at the desk: one form, saved by one POST."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles.editions import press
from articles.editions.arranging import Placement, arrange
from articles.editions.releasing import plan
from articles.models import Front, FrontSlot
from tests.desk.form import text_of
from tests.desk.front import HOME, asked, at, field_errors, placed, typed
from tests.make import hours, make_article, make_edition, make_image, make_section, make_user


def test_fronts_are_for_editors_and_administrators(writer, editor, moderator, chief, stranger):
    story, section = make_edition(lead=make_image()), make_section("news")
    sha256 = story.lead_image.sha256
    people = {"writer": writer, "editor": editor, "moderator": moderator, "chief": chief}
    people["stranger"] = stranger
    addresses = [reverse("admin:articles_front_changelist"), at(), at(section.pk)]
    addresses += [at(HOME, "stories"), at(HOME, "history")]
    addresses += [at(HOME, "picture", timezone.now().isoformat(), sha256, "page.jpg")]

    expected = {name: 200 if name in {"editor", "chief"} else 403 for name in people}

    for address in addresses:
        assert {n: who.get(address).status_code for n, who in people.items()} == expected, address
    for name, who in people.items():
        for button in ({}, {"_preview": "1"}, {"_overwrite": "0"}):
            answer = who.post(at(), asked((1, story.article_id)) | button)
            assert (answer.status_code == 403) == (expected[name] == 403), (name, button)
    assert set(Front.objects.values_list("arranged_by__groups__name", flat=True)) <= {
        "Editor",
        "Administrator",
    }


def test_whoever_is_not_signed_in_is_asked_to(client, db):
    for address in (at(), at(HOME, "stories"), reverse("admin:articles_front_changelist")):
        assert client.get(address)["Location"].startswith("/admin/login/")


def test_the_menu_leads_to_fronts_only_those_who_may(editor, writer):
    link = f'href="{reverse("admin:articles_front_changelist")}"'

    assert link in editor.get(reverse("admin:index")).content.decode()
    assert link not in writer.get(reverse("admin:index")).content.decode()


def test_the_list_says_of_each_front_who_arranged_it_and_what_waits(editor):
    section = make_section("news", name="News")
    story = make_edition(live_from=hours(5))
    arrange(section.pk, [Placement(1, story.article_id, "", hours(6))], by=editor.user)

    page = text_of(editor.get(reverse("admin:articles_front_changelist")))

    assert "Home page Not arranged: the newest stories" in page
    assert f"by {editor.user.get_username()} · 1 story waits" in page


def test_a_front_is_saved_as_it_was_arranged(editor, reader):
    one, two = make_edition(headline="One"), make_edition(headline="Two", live_from=hours(5))
    noon, night = hours(6), hours(9)
    rows = [(1, one.article_id, {"headline": "One, here"})]
    rows += [
        (2, two.article_id, {"live_from": typed(noon), "live_until": typed(night)}),
        ("", one.article_id),
    ]

    answer = editor.post(at(), asked(*rows) | {"stand_in-3": "nothing"}, follow=True)

    words = text_of(answer)
    assert "Saved: readers have the front so from now on." in words
    assert f"On {moment_of(noon)}: Second story 1." in words
    assert placed() == [(1, one.article_id, "One, here"), (2, two.article_id, "")]
    waits = FrontSlot.objects.get(article=two.article_id)
    assert [typed(waits.live_from), typed(waits.live_until)] == [typed(noon), typed(night)]
    assert FrontSlot.objects.get(position=3).stand_in == "nothing"
    assert Front.objects.get().arranged_by == editor.user
    assert ">One, here</a>" in reader.get("/").text


def moment_of(moment):
    """A moment as the desk says it."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def test_what_changes_nothing_for_readers_yet_is_called_so(editor, reader):
    story = make_edition(headline="Budget", live_from=hours(5))
    release = plan("Budget day", at=hours(5).replace(second=0, microsecond=0), by=None)
    rows = [(1, story.article_id, {"release": release.pk})]

    first = text_of(editor.post(at(), asked(*rows), follow=True))
    again = text_of(editor.post(at(), asked(*rows, seen=1), follow=True))

    assert "from now on" not in first + again
    when = moment_of(release.at)
    follows = f"With the release “Budget day”, {when}: Lead."
    assert f"Saved. For readers nothing changes now. {follows}" in first
    assert ("nothing changes now" in again, follows in again) == (True, False)


def test_without_script_a_story_is_put_in_a_slot_by_the_list_beneath_it(editor):
    story = make_edition()

    editor.post(at(), asked() | {f"put-{story.article_id}": "3"})

    assert placed() == [(3, story.article_id, "")]


def test_to_look_for_stories_saves_nothing_and_loses_nothing(editor):
    one, other = make_edition(headline="One"), make_edition(headline="A weir opens")
    sent = asked((2, one.article_id, {"headline": "Typed"})) | {"_find": "1", "q": "WEIR"}
    del sent["_save"]

    answer = editor.post(at(), sent)

    found = [story.id for story in answer.context["stories"]]
    assert found == [other.article_id]
    assert answer.context["slots"][1]["placements"][0]["headline"].value() == "Typed"
    assert not Front.objects.exists()


def test_the_list_holds_what_readers_have_or_will_have_and_says_when(editor, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    timezone.get_default_timezone.cache_clear()
    live, draft = make_edition(headline="Live gate"), make_article(headline="Draft gate")
    waiting = make_edition(headline="Waiting gate", live_from=hours(30))
    gone = make_edition(headline="Gone gate", live_from=hours(-3)).article_id
    press.withdraw(gone, by=None)

    with timezone.override(ZoneInfo("Asia/Tokyo")):
        page = text_of(editor.get(at(HOME, "stories"), {"q": "gate"}))
        comes = timezone.localtime(waiting.live_from, ZoneInfo("Asia/Tokyo"))

    timezone.get_default_timezone.cache_clear()
    assert live.headline in page and "Live" in page
    assert f"Waiting gate Scheduled {comes:%-d %b %Y, %H:%M}" in page
    assert draft.headline not in page
    assert "Gone gate" not in page


def test_who_began_from_an_older_front_is_refused_told_by_whom_and_loses_nothing(editor, chief):
    one, two = make_edition(headline="One"), make_edition(headline="Two")
    mine = asked((1, one.article_id, {"headline": "Mine"}))
    chief.post(at(), asked((1, two.article_id, {"headline": "Theirs"})))

    answer = editor.post(at(), mine)

    said = text_of(answer)
    assert answer.status_code == 422
    assert f"Not saved: {chief.user.get_username()} arranged this front" in said
    assert "“Two” as “Theirs”" in said
    assert 'value="Mine"' in answer.content.decode()
    assert placed() == [(1, two.article_id, "Theirs")]

    editor.post(at(), mine | {"_overwrite": "1"})
    assert placed() == [(1, one.article_id, "Mine")]


def test_a_third_save_in_between_is_not_buried_either(editor, chief):
    one = make_edition().article_id
    for seen in (0, 1):
        chief.post(at(), asked((1, one, {"headline": f"Theirs {seen}"}), seen=seen))

    answer = editor.post(at(), asked((2, one)) | {"_overwrite": "1"})

    assert (answer.status_code, placed()) == (422, [(1, one, "Theirs 1")])


def test_what_is_wrong_is_told_beside_it_in_words_that_say_what_to_do(editor):
    one, draft = make_edition().article_id, make_article().pk
    until = {"live_from": typed(hours(5)), "live_until": typed(hours(4))}

    def told(*rows, n=0):
        answer = editor.post(at(), asked(*rows))
        assert answer.status_code == 422
        assert "Not saved yet; nothing is lost." in text_of(answer)
        return field_errors(answer, n)

    assert told((1, one, until)) == {
        "live_until": ["It would end before it begins. Choose a later end, or none."]
    }
    assert told((1, one, {"live_until": typed(hours(-4))})) == {
        "live_until": ["That time has passed. Choose a later end, or take the story off."]
    }
    assert told((1, one), (4, one), n=1) == {
        "article": [
            "This story stands in “Lead” at that time too. Take it off in one place, or let it "
            "end there before it begins here."
        ]
    }
    assert told((1, draft)) == {
        "article": ["Readers cannot get this story: publish or schedule it first, or take it off."]
    }
    assert told((1, 10**15)) == {"article": ["This story is no longer there. Take it off."]}
    assert list(told((1, 10**30))) == list(told((1, "x"))) == ["article"]
    assert list(told((9, one))) == ["slot"]
    assert list(told((1, one, {"live_from": "soon"}))) == ["live_from"]
    assert list(told((1, one, {"headline": "a\x00b"}))) == ["headline"]
    assert not Front.objects.exists()


def test_what_was_typed_stands_where_it_was_typed_when_something_is_refused(editor):
    one = make_edition(headline="One").article_id
    row = {"headline": "My own words", "live_until": "2001-01-01T10:00"}

    page = editor.post(at(), asked((2, one, row)) | {"stand_in-4": "nothing"}).content.decode()

    assert 'value="My own words"' in page
    assert 'value="2001-01-01T10:00"' in page
    assert '<option value="2" selected>' in page
    assert '<option value="nothing" selected>' in page


def test_what_is_wrong_with_a_story_that_is_taken_off_keeps_no_one_from_saving(editor):
    one = make_edition().article_id

    answer = editor.post(at(), asked((1, one), ("", 10**15, {"live_until": "never"})))

    assert (answer.status_code, placed()) == (302, [(1, one, "")])


def test_an_end_in_the_past_is_told_of_a_story_that_stands_as_of_any_other(editor):
    one = make_edition().article_id
    front = arrange(None, [Placement(1, one)], by=None)
    row = {"live_from": typed(front.live_from), "live_until": "2001-01-01T10:00"}

    answer = editor.post(at(), asked((1, one, row), seen=1))

    assert (answer.status_code, placed()) == (422, [(1, one, "")])
    assert list(field_errors(answer)) == ["live_until"]


def test_a_story_that_another_covers_is_told_as_such(editor):
    under, over = make_edition(headline="Under").article_id, make_edition().article_id
    arrange(None, [Placement(1, under)], by=None)
    began = FrontSlot.objects.get(article=under).live_from
    arrange(None, [Placement(1, under, "", began), Placement(1, over)], by=None)

    lead = editor.get(at()).context["slots"][0]

    assert [form.covered for form in lead["placements"]] == [False, True]
    assert lead["placements"][1].story.headline == "Under"


def test_a_story_that_was_withdrawn_in_its_slot_is_shown_as_what_it_is(editor):
    edition = make_edition(headline="Was here")
    arrange(None, [Placement(1, edition.article_id)], by=None)
    press.withdraw(edition.article_id, by=None)

    page = text_of(editor.get(at()))

    assert "Withdrawn" in page
    assert "Readers see nothing here now." in page


def test_a_stale_form_of_a_gone_section_is_not_there(editor):
    assert editor.get(at("99999")).status_code == 404
    assert editor.get(at("news")).status_code == 404
    assert editor.get(at("9" * 40)).status_code == 404


@pytest.mark.parametrize("total", ["-1", "-5", "x", "99999999999999999999", "9" * 30, "121", ""])
@pytest.mark.parametrize("seen", ["1", "9" * 30])
def test_a_form_that_no_browser_sends_changes_nothing(editor, total, seen):
    one = make_edition().article_id
    arrange(None, [Placement(1, one)], by=None)

    sent = asked((1, one)) | {"placements-TOTAL_FORMS": total, "seen": seen}

    assert editor.post(at(), sent).status_code == 422
    assert placed() == [(1, one, "")]
    assert Front.objects.count() == 1


def test_a_post_from_elsewhere_is_refused(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("Editor"))

    assert client.post(at(), asked()).status_code == 403
    assert not Front.objects.exists()


def test_the_form_costs_as_much_for_a_full_front_as_for_an_empty_one(
    editor, django_assert_max_num_queries
):
    many = [make_edition(live_from=hours(n - 50)).article_id for n in range(12)]
    arrange(
        None, [Placement(n % 8 + 1, pk, "", hours(n + 1)) for n, pk in enumerate(many)], by=None
    )

    with django_assert_max_num_queries(16):
        assert editor.get(at()).status_code == 200


def test_a_story_that_moves_to_another_slot_begins_there_now(editor):
    one = make_edition(live_from=hours(-9)).article_id
    front = arrange(None, [Placement(1, one)], by=None)
    FrontSlot.objects.filter(front=front, article=one).update(live_from=hours(-5))
    began = {"live_from": typed(hours(-5))}

    editor.post(at(), asked((1, one, began), seen=1))
    stayed = FrontSlot.objects.of(None, timezone.now()).get(article=one)
    editor.post(at(), asked((2, one, began), seen=2))
    moved = FrontSlot.objects.of(None, timezone.now()).get(article=one)

    assert stayed.live_from < hours(-4)
    assert timezone.now() - moved.live_from < timedelta(minutes=1)


def test_deleting_a_story_that_no_reader_had_takes_it_off_its_front(editor):
    waiting = make_edition(live_from=hours(5))
    arrange(None, [Placement(1, waiting.article_id)], by=None)
    press.cancel(waiting.pk)

    gone = reverse("admin:articles_article_delete", args=[waiting.article_id])
    assert editor.post(gone, {"post": "yes"}).status_code == 302

    assert placed() == []


def test_a_section_without_stories_is_deleted_with_its_front(editor):
    section = make_section("empty")
    arrange(section.pk, [], by=None)

    gone = reverse("admin:articles_section_delete", args=[section.pk])
    assert editor.post(gone, {"post": "yes"}).status_code == 302

    assert not Front.objects.exists()


def test_a_headline_from_before_the_story_was_withdrawn_is_not_offered_again(editor):
    story = make_edition(headline="Gates", live_from=hours(-2))
    arrange(None, [Placement(1, story.article_id, "What nobody may read")], by=None)
    press.withdraw(story.article_id, by=None)
    make_edition(article=story.article, headline="Gates, clean")

    assert "What nobody may read" not in editor.get(at()).content.decode()


def test_whoever_was_signed_out_gets_back_what_they_arranged(client, db):
    story = make_edition(headline="Kept from strangers", live_from=hours(3)).article_id
    words = {"named": "Gates shut", "headline": "Gates, in a word", "live_from": "2026-11-25T10:00"}

    answer = client.post(at(), asked((1, story, words), ("", story, {"named": "Owls"})))

    assert answer.status_code == 403
    told = text_of(answer)
    for each in ("you were signed out", "Lead", "Gates shut", "Gates, in a word", "10:00", "Owls"):
        assert each in told, each
    assert "Kept from strangers" not in told
    assert not Front.objects.exists()
