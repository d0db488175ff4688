"""Arranging fronts at the desk: one form, saved by one POST, and shown at any moment."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.desk.publishing import redact
from articles.editions import press
from articles.editions.arranging import Placement, arrange
from articles.models import Front, FrontSlot
from tests.desk.form import text_of
from tests.make import hours, make_article, make_edition, make_image, make_section, make_user

HOME = "home"


def at(key=HOME, page="change", *more):
    """The address of a front's page at the desk."""
    return reverse(f"admin:articles_front_{page}", args=[key, *more])


def asked(*rows, seen=0, **fields):
    """What the form of a front posts: each row as (slot, article_id) and more fields of it."""
    posted = {
        "seen": seen,
        "placements-TOTAL_FORMS": len(rows),
        "placements-INITIAL_FORMS": 0,
    }
    for n, (slot, article, *more) in enumerate(rows):
        known = {"slot": slot, "article": article, **dict(*more)}
        posted |= {f"placements-{n}-{name}": value for name, value in known.items()}
    return posted | {"_save": "1"} | fields


def typed(moment):
    """A moment as a form has it, in the site's zone."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def placed():
    """What the home page holds now: (slot, article, headline)."""
    found = FrontSlot.objects.of(None, timezone.now()).exclude(article=None)
    return list(found.values_list("position", "article", "headline"))


def field_errors(answer, n=0):
    """What is told at the fields of one row of the form."""
    return {name: list(told) for name, told in answer.context["form"].rows[n].errors.items()}


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

    assert "Saved: readers have the front so from now on." in text_of(answer)
    assert placed() == [(1, one.article_id, "One, here"), (2, two.article_id, "")]
    waits = FrontSlot.objects.get(article=two.article_id)
    assert [typed(waits.live_from), typed(waits.live_until)] == [typed(noon), typed(night)]
    assert FrontSlot.objects.get(position=3).stand_in == "nothing"
    assert Front.objects.get().arranged_by == editor.user
    assert ">One, here</a>" in reader.get("/").text


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
    assert f"Waiting gate Scheduled {comes:%-d %b, %H:%M}" in page
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


@pytest.mark.parametrize("count", ["-5", "", "x", "9" * 30])
def test_a_form_that_does_not_say_how_many_stories_it_has_empties_no_front(editor, count):
    one = make_edition().article_id
    arrange(None, [Placement(1, one)], by=None)
    sent = asked((1, one), seen=1) | {"placements-TOTAL_FORMS": count}

    assert editor.post(at(), sent).status_code == 422
    assert placed() == [(1, one, "")]


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


@pytest.mark.parametrize("total", ["-1", "x", "99999999999999999999", "121", ""])
def test_a_form_that_no_browser_sends_changes_nothing(editor, total):
    one = make_edition().article_id

    sent = asked((1, one)) | {"placements-TOTAL_FORMS": total, "seen": "9" * 30}

    assert editor.post(at(), sent).status_code == 422
    assert not Front.objects.exists()


def test_a_front_shows_at_a_moment_with_what_was_not_saved_and_saves_nothing(editor):
    make_edition(headline="Stands in")
    waiting = make_edition(headline="Waits", live_from=hours(5), lead=make_image("red"))
    sent = asked((1, waiting.article_id, {"headline": "Not saved yet"}))
    del sent["_save"]

    def preview(hour):
        answer = editor.post(at(), sent | {"_preview": "1", "moment": typed(hours(hour))})
        assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
        assert answer["X-Robots-Tag"] == "noindex"
        return answer.context["preview"]

    assert "Not saved yet" in preview(6)
    assert "Not saved yet" not in preview(4) and "Stands in" in preview(4)
    assert "Stands in" not in preview(-5)
    assert not Front.objects.exists()


def test_a_section_is_shown_as_its_own_page(editor):
    section = make_section("news/city", name="City")
    story = make_edition(section="news/city")
    sent = asked((1, story.article_id, {"headline": "In the city"})) | {"_preview": "1"}
    del sent["_save"]

    preview = editor.post(at(section.pk), sent).context["preview"]

    assert "<h1>City</h1>" in preview and "In the city" in preview


def test_the_past_is_shown_as_it_was_whatever_stands_on_the_form(editor):
    one = make_edition(headline="One", live_from=hours(-9)).article_id
    front = arrange(None, [Placement(1, one, "As it was")], by=None)
    Front.objects.filter(pk=front.pk).update(live_from=hours(-5))
    FrontSlot.objects.filter(article=one).update(live_from=hours(-5))
    sent = asked((1, one, {"headline": "As it shall be"}), seen=1) | {"_preview": "1"}
    del sent["_save"]

    preview = editor.post(at(), sent | {"moment": typed(hours(-2))}).context["preview"]

    assert "As it was" in preview and "As it shall be" not in preview


def test_pictures_of_what_waits_are_shown_to_those_who_arrange_and_to_no_reader(editor, reader):
    story = make_edition(live_from=hours(5), lead=make_image())
    public = f"/media/{story.lead_image.sha256}/page.jpg"

    def status(hour):
        moment = hours(hour).isoformat()
        own = at(HOME, "picture", moment, story.lead_image.sha256, "page.jpg")
        return editor.get(own).status_code

    assert [status(4), status(6)] == [404, 200]
    assert reader.get(public).status_code == 404
    for moment, sha256 in (("soon", "0" * 64), ("2026-01-01", "0" * 64), ("now", "x")):
        assert editor.get(at(HOME, "picture", moment, sha256, "page.jpg")).status_code == 404


def test_the_readers_page_in_the_frame_is_closed_in(editor):
    make_edition(headline="<script>alert(1)</script>")
    sent = asked() | {"_preview": "1"}
    del sent["_save"]

    page = editor.post(at(), sent).content.decode()

    assert 'sandbox="allow-same-origin"' in page
    assert "<script>alert" not in page


def test_each_save_is_told_at_the_desk_and_in_the_fronts_history(editor):
    one = make_edition(headline="One").article_id
    editor.post(at(), asked((1, one, {"headline": "Here"})))
    editor.post(at(), asked(seen=1))
    editor.post(at(), asked(seen=2))

    pages = [editor.get(reverse("admin:index")), editor.get(at(HOME, "history"))]

    for page in map(text_of, pages):
        assert "Home page" in page
        assert "Lead: “One” with a headline of its own from" in page
        assert "Lead: else the newest story." in page
        assert "Nothing was changed." in page
    assert at().encode() in pages[0].content


def test_the_log_says_that_a_headline_was_changed_but_not_to_what(editor):
    one = make_edition(headline="One").article_id
    front = arrange(None, [Placement(1, one, "Before")], by=None)
    row = {"headline": "Afterwards", "live_from": typed(front.live_from)}

    editor.post(at(), asked((1, one, row), seen=1))

    assert placed() == [(1, one, "Afterwards")]
    page = text_of(editor.get(at(HOME, "history")))
    assert "Lead: the headline here was changed." in page
    assert "Afterwards" not in page


def test_a_redaction_takes_what_the_log_of_fronts_called_the_edition(editor):
    edition, other = make_edition(headline="Mayor (70) robs"), make_edition(headline="A weir")
    front = arrange(None, [Placement(1, edition.article_id, "Robber in office")], by=None)
    editor.post(
        at(), asked((1, edition.article_id), (2, other.article_id, {"headline": "Dry"}), seen=1)
    )
    # As entries were written once, in English and in French.
    for words in ("“Mayor (70) robs” as “Robber in office”", "«\u00a0Robber in office\u00a0»"):
        LogEntry.objects.create(
            user=editor.user,
            content_type=get_content_type_for_model(front),
            object_id=HOME,
            object_repr="Home page",
            action_flag=CHANGE,
            change_message=f"Lead: {words}.",
        )
    looks = [reverse("admin:index"), at(HOME, "history")]
    assert all("Mayor (70) robs" in text_of(editor.get(look)) for look in looks)

    redact(edition.pk, by=make_user("Administrator"), reason="A court said so.")

    for page in (text_of(editor.get(look)) for look in looks):
        assert "Mayor" not in page
        assert "Robber" not in page
        assert "Lead: “…” as “…”." in page
        assert "Lead: « … »." in page
        assert "“A weir” with a headline of its own from" in page


def test_a_post_from_elsewhere_is_refused(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("Editor"))

    assert client.post(at(), asked()).status_code == 403
    assert not Front.objects.exists()


def test_a_look_changes_nothing(editor):
    editor.get(at(), asked() | {"_save": "1"})

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
