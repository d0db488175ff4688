"""The moderators' queue: who may see and move what, and the page of one report."""

import re

import pytest
from django.urls import reverse

import articles.desk.admin.feedback  # noqa: F401 - registers the page
from articles.feedback import moderation
from articles.models import Feedback, FeedbackEvent
from tests.desk.form import text_of
from tests.desk.queue import QUEUE, looker, state_of
from tests.feedback.answers import make_report
from tests.make import make_edition, make_user

SCRIPT = "<script>alert(1)</script>"

pytestmark = pytest.mark.django_db


def page_of(report):
    """The address of one report."""
    return reverse("admin:articles_feedback_change", args=[report.pk])


@pytest.fixture
def people(writer, editor, moderator, chief, stranger, client):
    """All of them, by name; `anyone` has not signed in."""
    staff = {"writer": writer, "editor": editor, "moderator": moderator, "chief": chief}
    return staff | {"stranger": stranger, "anyone": client}


# Who may


def test_editors_look_moderators_move_and_nobody_else_comes_in(people):
    report = make_report(comment="Secret words")

    def statuses(ask):
        return {name: ask(browser).status_code for name, browser in people.items()}

    seen = {"writer": 403, "editor": 200, "moderator": 200, "chief": 200, "stranger": 403}
    assert statuses(lambda who: who.get(QUEUE)) == seen | {"anyone": 302}
    assert statuses(lambda who: who.get(page_of(report))) == seen | {"anyone": 302}


def test_a_move_is_for_moderators_whatever_button_the_page_showed(people):
    got = {}
    for name, browser in people.items():
        report = make_report()
        status = browser.post(page_of(report), {"_move": "open", "note": ""}).status_code
        got[name] = (status, state_of(report))

    assert got == {
        "writer": (403, "new"),
        "editor": (302, "open"),
        "moderator": (302, "open"),
        "chief": (302, "open"),
        "stranger": (403, "new"),
        "anyone": (302, "new"),
    }


def test_a_button_of_a_card_is_for_moderators_too(people):
    got = {}
    for name, browser in people.items():
        report = make_report()
        browser.post(QUEUE, {"report": report.pk, "seen": "new", "deed": "spam"})
        got[name] = state_of(report)

    kept = dict.fromkeys(("writer", "stranger", "anyone"), "new")
    assert got == kept | {"editor": "spam", "moderator": "spam", "chief": "spam"}


def test_who_may_only_look_sees_no_button_and_can_do_nothing():
    report, person = make_report(comment="Hm"), looker()

    page = person.get(QUEUE)

    assert "Hm" in text_of(page)
    assert 'name="deed"' not in page.content.decode()
    assert 'name="several"' not in page.content.decode()
    assert person.post(QUEUE, {"report": report.pk, "deed": "spam"}).status_code == 403
    assert state_of(report) == "new"


def test_nobody_adds_or_deletes_a_report(moderator, chief):
    report = make_report()

    for browser in (moderator, chief):
        assert browser.get(reverse("admin:articles_feedback_add")).status_code == 403
        delete = reverse("admin:articles_feedback_delete", args=[report.pk])
        assert browser.post(delete, {"post": "yes"}).status_code == 403

    assert state_of(report) == "new"


def test_nothing_is_moved_by_a_link(moderator):
    report = make_report()

    moderator.get(page_of(report), {"_move": "spam", "note": "x"})
    moderator.get(QUEUE, {"report": report.pk, "deed": "spam", "several": "spam"})

    assert state_of(report) == "new"


def test_a_move_needs_the_token_of_the_form(moderator):
    report = make_report()
    moderator.handler.enforce_csrf_checks = True

    for address, posted in (
        (page_of(report), {"_move": "open"}),
        (QUEUE, {"report": report.pk, "deed": "open"}),
    ):
        assert moderator.post(address, posted).status_code == 403
    assert state_of(report) == "new"


# One report


def test_a_page_tells_all_of_a_report_and_nothing_can_be_rewritten(moderator):
    report = make_report(edition=make_edition(headline="Talks open"), comment="Which talks?")

    page = moderator.get(page_of(report))
    moderator.post(
        page_of(report),
        {"_move": "open", "comment": "Forged", "vote": "yes", "state": "spam", "edition": "9"},
    )

    for words in ("Talks open", "Which talks?", "not enough votes (1)", "None yet"):
        assert words in text_of(page)
    kept = Feedback.objects.get()
    assert (kept.comment, kept.vote, kept.state) == ("Which talks?", "no", "open")


def test_the_buttons_are_the_other_states(moderator):
    page = moderator.get(page_of(make_report())).content.decode()

    buttons = re.findall(r'name="_move" value="(\w+)"', page)
    assert buttons == ["held", "open", "in_progress", "addressed", "dismissed", "spam"]


def test_a_move_is_told_and_stands_in_the_log_with_its_note(moderator):
    report = make_report()

    page = moderator.post(
        page_of(report), {"_move": "open", "note": "Asked <b>them</b>", "seen": "new"}, follow=True
    )

    said = text_of(page)
    assert "Moved from New to Open." in said
    assert f"{moderator.user.get_username()}, " not in said.split("Moves:")[0]
    assert re.search(rf"{moderator.user.get_username()}: New → Open", said)
    assert "Asked &lt;b&gt;them&lt;/b&gt;" in page.content.decode()


def test_the_last_move_can_be_undone_from_the_page(moderator):
    report = make_report()
    moderator.post(page_of(report), {"_move": "spam"})
    page = moderator.get(page_of(report)).content.decode()
    event = re.search(r'name="_undo" value="(\d+)"', page)[1]

    moderator.post(page_of(report), {"_undo": event})

    assert state_of(report) == "new"
    assert FeedbackEvent.objects.count() == 2


def test_the_move_of_another_report_is_not_undone_from_this_page(moderator):
    mine, other = make_report(), make_report()
    event = moderation.move(other.pk, to="spam", by=moderator.user)

    answer = moderator.post(page_of(mine), {"_undo": event.pk, "_move": "open"})

    assert answer.status_code == 422
    assert (state_of(mine), state_of(other)) == ("new", "spam")


def test_who_comes_second_is_told_who_was_first_and_keeps_the_note(moderator):
    report, first = make_report(), make_user("Moderator", name="ana")
    moderation.move(report.pk, to="open", by=first)

    answer = moderator.post(
        page_of(report), {"_move": "spam", "note": "Surely an advert", "seen": "new"}
    )

    assert answer.status_code == 422
    assert "ana has moved it to Open meanwhile" in text_of(answer)
    assert "Surely an advert" in answer.content.decode()
    assert 'name="seen" value="open"' in answer.content.decode()
    assert state_of(report) == "open"


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"_move": ""},
        {"_move": "published"},
        {"_move": "new"},
        {"_move": "\0"},
        {"_move": "open", "note": "x" * 501},
        {"_move": "open", "note": "\0"},
        {"_move": "open", "seen": "nonsense"},
        {"_undo": "x"},
        {"_undo": "9" * 40},
        {"_undo": ""},
    ],
)
def test_nonsense_is_answered_with_a_word_and_moves_nothing(moderator, posted):
    report = make_report()

    answer = moderator.post(page_of(report), posted)

    assert answer.status_code == 422
    assert 'class="errornote"' in answer.content.decode()
    assert state_of(report) == "new"
    assert FeedbackEvent.objects.count() == 0


def test_script_from_readers_is_shown_as_text(moderator):
    report = make_report(comment=SCRIPT, edition=make_edition(headline="Talks"))

    for address in (QUEUE, page_of(report)):
        page = moderator.get(address).content.decode()
        assert SCRIPT not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_desks_own_page_has_no_script_or_style_of_the_queues_in_it(moderator):
    for address in (page_of(make_report()), QUEUE):
        page = moderator.get(address).content.decode()

        assert "style=" not in page
        assert "onclick=" not in page
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>\s*\w", page)
