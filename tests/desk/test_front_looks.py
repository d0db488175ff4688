"""Looking at fronts from the desk: at any moment, and at what was done to them."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.urls import reverse

from articles.desk.publishing import redact
from articles.editions.arranging import Placement, arrange
from articles.models import Front, FrontSlot
from tests.desk.form import text_of
from tests.desk.front import HOME, asked, at, placed, typed
from tests.make import hours, make_edition, make_image, make_section, make_user

pytestmark = pytest.mark.looks


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


def test_a_look_changes_nothing(editor):
    editor.get(at(), asked() | {"_save": "1"})

    assert not Front.objects.exists()
