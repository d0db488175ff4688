"""A reader may say more while a moderator looks at the report: nothing is done to words unread."""

import re

import pytest

from articles.feedback import moderation
from articles.feedback.feedback import Reason
from articles.models import FeedbackEvent
from tests.desk.form import text_of
from tests.desk.queue import QUEUE
from tests.desk.queue import press as press_on_card
from tests.desk.reports import now_of, page_of, readers, say_more, standing
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

TOLD = "Its reader has said more meanwhile. Read it again, then choose."
MORE = "Which talks? I was there, and it was on Friday."


def seen_on_page(person, report):
    """What the buttons of the report's page carry."""
    return person.get(page_of(report)).context["adminform"].form["seen"].value()


@pytest.mark.parametrize(
    "button",
    [{"_move": "spam"}, {"_assign_me": 1}, {"_escalate": 1}, {"_distinct": 1}, {"_remark": 1}],
)
def test_no_button_of_its_page_acts_on_words_unread_and_nothing_typed_is_lost(moderator, button):
    report = make_report(comment="Which talks?")
    fields = {"note": "Nothing to it", "seen": seen_on_page(moderator, report), **button}
    say_more(report, MORE)

    answer = moderator.post(page_of(report), fields)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(TOLD) == 1
    assert MORE in page and "Nothing to it" in page
    assert (now_of(report).state, FeedbackEvent.objects.count()) == ("new", 0)
    again = fields | {"seen": answer.context["adminform"].form["seen"].value()}
    assert moderator.post(page_of(report), again).status_code == 302


@pytest.mark.parametrize("deed", ["dismiss", "take", "escalate", "distinct"])
def test_no_button_of_its_card_does_either(moderator, deed):
    report = make_report(comment="Which talks?")
    card = moderator.get(QUEUE).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', card)[1]
    say_more(report, MORE)

    page = press_on_card(moderator, report, deed, seen=seen)

    assert f"1 left as it was: {TOLD}" in text_of(page)
    assert MORE in text_of(page)
    assert FeedbackEvent.objects.count() == 0


def test_of_those_that_were_ticked_it_is_left_as_it_was(moderator):
    report, other = make_report(comment="Which talks?"), make_report()
    ticked = re.findall(r'name="chosen" value="([^"]+)"', moderator.get(QUEUE).content.decode())
    say_more(report, MORE)

    page = moderator.post(QUEUE, {"several": "spam", "chosen": ticked}, follow=True)

    assert f"1 moved to Spam. Undo 1 left as it was: {TOLD}" in text_of(page)
    assert standing(report, other) == [("new", ""), ("spam", "")]


def test_what_was_ticked_stays_as_it_was_seen_while_something_is_asked(moderator):
    report = make_report(comment="Which talks?")
    posted = {"several": "address", "chosen": f"{report.pk}:{report.as_seen}"}
    pinned = moderator.post(QUEUE, posted).context["pinned"]
    say_more(report, MORE)

    posted = {"several": "address", "pinned": pinned, "_do": "1", "resolution": "no_change"}
    page = moderator.post(QUEUE, posted, follow=True)

    assert f"1 left as it was: {TOLD}" in text_of(page)


def test_beside_its_story_it_is_not_called_addressed(editor):
    first = make_edition(live_from=hours(-3))
    report = make_report(edition=first, comment="Which talks?")
    make_edition(article=first.article)
    page = editor.get(readers(first.article)).content.decode()
    seen = re.search(r'name="seen-\d+" value="([^"]+)"', page)[1]
    say_more(report, MORE)

    posted = {"report": report.pk, f"seen-{report.pk}": seen, "resolution": "updated"}
    page = editor.post(readers(first.article), posted, follow=True)

    assert TOLD in text_of(page)
    assert MORE in text_of(page)
    assert now_of(report).state == "new"


def test_what_a_reader_ticks_is_said_too(moderator):
    report = make_report(comment="Which talks?", reasons=[Reason.HARD])
    seen = report.as_seen

    say_more(report, reasons=(Reason.WRONG,))

    with pytest.raises(moderation.MovedMeanwhile):
        moderation.move(report.pk, to="spam", by=moderator.user, seen=seen)


def test_what_colleagues_do_is_nothing_that_the_reader_said(moderator):
    report = make_report()
    seen = seen_on_page(moderator, report)
    moderation.escalate_all([report.pk], by=make_user("Moderator"))

    assert moderator.post(page_of(report), {"_move": "open", "seen": seen}).status_code == 302
