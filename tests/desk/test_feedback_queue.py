"""The moderators' queue: who may see and move what, and the page of one report."""

import pytest
from django.urls import reverse

import articles.desk.admin.feedback  # noqa: F401 - registers the page
from tests.desk.form import text_of
from tests.desk.queue import QUEUE, looker, state_of
from tests.feedback.answers import make_report

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

    seen = {"writer": 404, "editor": 200, "moderator": 200, "chief": 200, "stranger": 404}
    assert statuses(lambda who: who.get(QUEUE)) == seen | {"anyone": 302}
    assert statuses(lambda who: who.get(page_of(report))) == seen | {"anyone": 302}


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
