"""What is done from the queue: to one report, and by whom."""

import re

import pytest
from django.urls import reverse

from articles.feedback import moderation
from articles.feedback.feedback import FeedbackMark
from articles.models import Deed, Feedback, FeedbackEvent
from tests.desk.form import text_of
from tests.desk.queue import QUEUE, goes_on, moderator_of, press, several, state_of, undone
from tests.feedback.answers import make_report
from tests.make import make_edition, make_user

pytestmark = pytest.mark.django_db


# One


@pytest.mark.parametrize(
    ("deed", "to"),
    [
        ("open", "open"),
        ("in_progress", "in_progress"),
        ("dismiss", "dismissed"),
        ("spam", "spam"),
        ("hold", "held"),
    ],
)
def test_a_button_moves_a_report_and_the_message_can_undo_it(moderator, deed, to):
    report = make_report()

    page = press(moderator, report, deed)
    moved = state_of(report)
    after = undone(moderator, page)

    assert moved == to
    assert "1 moved to" in text_of(page)
    assert "1 undone." in text_of(after)
    assert state_of(report) == "new"
    assert [deed.what for deed in Deed.log.of_story(report.article_id)] == ["unsorted", "sorted"]


def test_what_is_addressed_says_what_became_of_it(moderator):
    report = make_report()

    refused = press(moderator, report, "address", resolution="")
    page = press(moderator, report, "address", resolution="clarified", note="Second paragraph")

    assert "Not done: This field is required." in text_of(refused)
    assert "1 moved to Addressed." in text_of(page)
    event = FeedbackEvent.objects.get()
    assert (event.resolution, event.note) == ("clarified", "Second paragraph")


def test_whatever_is_done_can_be_reopened_by_one_button(moderator):
    report = make_report(comment="Hm")
    for state, known in (("addressed", {"resolution": "praise"}), ("spam", {}), ("dismissed", {})):
        moderation.move(report.pk, to=state, by=moderator.user, **known)
        card = moderator.get(QUEUE, {"state": state}).content.decode()
        assert re.search(r'name="deed" value="open"[^>]*>Reopen<', card)

        press(moderator, report, "open")

        assert state_of(report) == "open"


def test_a_report_is_taken_given_to_someone_and_to_nobody(moderator):
    report, ana = make_report(), make_user("Moderator", "ana", first_name="Ana", last_name="Bell")

    def holder():
        return Feedback.objects.get(pk=report.pk).assignee

    press(moderator, report, "take")
    mine = holder()
    press(moderator, report, "assign", to="ana bell")
    hers = holder()
    told = text_of(press(moderator, report, "assign", to="nemo"))
    press(moderator, report, "assign", to="")

    assert (mine, hers, holder()) == (moderator.user, ana, None)
    assert "No account that may moderate is called “nemo”." in told


def test_nobody_is_given_a_report_of_a_section_in_which_they_do_not_work(moderator):
    sport = moderator_of("sport").user
    theirs = make_report(edition=make_edition(section="sport"))
    others = make_report(edition=make_edition(section="culture"))

    alone = text_of(press(moderator, others, "assign", to=sport.username))
    sure = several(moderator, "assign", theirs, others, follow=False)
    both = text_of(goes_on(moderator, sure, to=sport.username))

    assert f"1 left as it was: {sport.username} does not work in its section." in alone
    assert f"1 left as it was: {sport.username} does not work in its section." in both
    assert f"1 assigned to {sport.username}." in both
    found = Feedback.objects.order_by("pk").values_list("assignee", flat=True)
    assert list(found) == [sport.pk, None]


def test_a_report_is_escalated_and_calmed(moderator):
    report = make_report()

    escalated = text_of(press(moderator, report, "escalate"))
    calmed = text_of(press(moderator, report, "calm"))

    assert "1 escalated." in escalated
    assert "1 no longer escalated." in calmed
    assert [event.what for event in report.events.all()] == ["escalated", "calmed"]


def test_the_audit_says_of_each_deed_what_it_did(moderator):
    report = make_report()

    press(moderator, report, "escalate")
    undone(moderator, press(moderator, report, "calm", note="Seen above"))
    press(moderator, report, "take")
    press(moderator, report, "address", resolution="clarified", note="Second paragraph")

    assert [deed.detail for deed in Deed.log.of_story(report.article_id).order_by("pk")] == [
        "Escalated.",
        "No longer escalated. Seen above",
        "No longer escalated. Undone",
        f"→ {moderator.user.username}.",
        "New → Addressed (Clarified). Second paragraph",
    ]


def test_an_undone_assignment_says_who_has_it_again(moderator):
    report, ana = make_report(), make_user("Moderator", "ana", first_name="Ana", last_name="Bell")

    undone(moderator, press(moderator, report, "assign", to="ana"))
    press(moderator, report, "assign", to="ana")
    undone(moderator, press(moderator, report, "take"))

    mine = f"→ {moderator.user.username}."
    assert [event.note for event in report.events.all()] == [
        *("→ Ana Bell.", "→ nobody. Undone", "→ Ana Bell."),
        *(mine, "→ Ana Bell. Undone"),
    ]
    assert Feedback.objects.get(pk=report.pk).assignee == ana


def test_a_duplicate_is_of_a_report_on_the_same_story(moderator):
    edition = make_edition()
    first, second = make_report(edition=edition), make_report(edition=edition)
    other = make_report()

    refused = text_of(press(moderator, second, "duplicate", of=other.pk))
    page = text_of(press(moderator, second, "duplicate", of=first.pk))
    nobody = text_of(press(moderator, second, "duplicate", of="99999"))

    assert "1 left as it was: It is about another story." in refused
    assert "1 marked as a duplicate." in page
    assert f"Duplicate of {first.pk}" in page
    assert "Not done: Choose another report on the same story" in nobody
    press(moderator, second, "distinct")
    assert Feedback.objects.get(pk=second.pk).duplicate_of is None


def test_who_comes_second_is_told_who_was_first(moderator):
    report, ana = make_report(), make_user("Moderator", "ana")
    moderation.move(report.pk, to="open", by=ana)

    page = press(moderator, report, "spam", seen="new")

    assert "1 left as it was: ana has moved it to Open meanwhile." in text_of(page)
    assert state_of(report) == "open"


def test_what_others_did_something_with_since_is_not_undone(moderator, chief):
    report = make_report()
    page = press(moderator, report, "dismiss")
    press(chief, report, "open")

    after = undone(moderator, page)

    assert "1 left as it was:" in text_of(after)
    assert state_of(report) == "open"


def test_what_another_did_is_not_undone_by_its_batch(moderator, chief):
    report = make_report()
    page = press(moderator, report, "dismiss")

    after = undone(chief, page)

    assert "There is nothing left to undo." in text_of(after)
    assert state_of(report) == "dismissed"


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        ({"deed": "open"}, 404),
        ({"deed": "publish"}, 404),
        ({"deed": "open", "report": "x"}, 404),
        ({"deed": "open", "report": "9" * 40}, 404),
        ({"_undo": "x"}, 404),
        ({"several": "nothing"}, 302),
        ({"several": "open"}, 302),
        ({"several": "open", "chosen": ["x", "9:9", "1:nowhere", ":"]}, 302),
        ({"several": "open", "scope": "all", "until": "x"}, 302),
        ({}, 404),
    ],
)
def test_nonsense_moves_nothing(moderator, posted, status):
    report = make_report()

    assert moderator.post(QUEUE, posted).status_code == status
    assert state_of(report) == "new"


def test_one_comes_back_to_where_one_was(moderator):
    report = make_report()

    answer = moderator.post(
        f"{QUEUE}?state=new&vote=no", {"report": report.pk, "seen": "new", "deed": "open"}
    )

    assert answer.url == f"{QUEUE}?state=new&vote=no"


def test_marks_know_the_state_of_their_report_whatever_is_done(moderator):
    report = make_report(reasons=["wrong"], suspicions=["trap"])

    for deed in ("open", "spam", "hold"):
        page = press(moderator, report, deed)
        states = set(FeedbackMark.objects.values_list("state", flat=True))
        assert states == {state_of(report)}
    undone(moderator, page)
    assert set(FeedbackMark.objects.values_list("state", flat=True)) == {"spam"}


# Rights


def test_what_one_may_not_see_is_nowhere(moderator):
    sport = moderator_of("sport")
    mine = make_report(edition=make_edition(section="sport"), comment="Wrong score")
    edition = make_edition(section="culture")
    other = make_report(edition=edition, comment="Wrong singer")
    make_edition(article=edition.article)

    def address(name, *args):
        return reverse(f"admin:articles_feedback_{name}", args=args)

    pages = [
        address("changelist") + "?state=all",
        address("changelist") + f"?state=all&article={other.article_id}",
        address("changelist") + "?q=wrong",
        address("changelist") + f"?same={other.pk}&state=all",
    ]
    for page in pages:
        assert "Wrong singer" not in text_of(sport.get(page))
        assert "Wrong singer" in text_of(moderator.get(page.replace(f"same={other.pk}&", "")))
    assert "New 1" in text_of(sport.get(pages[0]))
    assert sport.get(address("difference", other.pk)).status_code == 404
    assert sport.get(address("change", other.pk)).status_code in (302, 404)
    assert moderator.get(address("difference", other.pk)).status_code == 200
    for deed in ("open", "address", "take", "assign", "escalate", "duplicate", "spam"):
        posted = {"report": other.pk, "seen": "new", "deed": deed, "of": mine.pk}
        posted |= {"resolution": "praise", "to": sport.user.username}
        assert sport.post(QUEUE, posted).status_code == 404
    assert state_of(other) == "new"
    assert other.events.count() == 0


def test_a_bare_vote_is_no_report_and_stays_among_the_votes(moderator):
    report = make_report()
    vote = make_report(edition=report.edition, comment="")
    page = reverse("admin:articles_feedback_change", args=[vote.pk])
    note = reverse("admin:articles_feedback_note", args=[vote.pk])
    event = moderation.remark(vote.pk, by=moderator.user, note="None of the queue's")

    answers = [
        moderator.get(page),
        moderator.post(page, {"_move": "spam", "seen": "new"}),
        moderator.post(page, {"_undo": event.pk}),
        moderator.post(note),
        moderator.post(QUEUE, {"report": vote.pk, "seen": "new", "deed": "spam"}),
    ]
    pinned = {"several": "spam", "pinned": f"{vote.pk}:new,{report.pk}:new", "_do": "1"}
    told = text_of(moderator.post(QUEUE, pinned, follow=True))
    alone = text_of(several(moderator, "spam", vote))
    of_it = text_of(press(moderator, report, "duplicate", of=vote.pk))

    assert {answer.status_code for answer in answers} == {404}
    assert "1 moved to Spam." in told
    assert "Choose some reports first." in alone
    assert "Not done: Choose another report on the same story" in of_it
    assert (state_of(report), state_of(vote)) == ("spam", "new")
    assert vote.events.count() == 1


def test_each_role_is_let_in_where_it_may(writer, editor, moderator, chief, stranger, client):
    report = make_report()
    people = {"writer": writer, "editor": editor, "moderator": moderator, "chief": chief}
    people |= {"stranger": stranger, "anyone": client}
    since = "0-0"

    def statuses(name, *args, **asked):
        url = reverse(f"admin:articles_feedback_{name}", args=args)
        return {who: person.get(url, asked).status_code for who, person in people.items()}

    seen = {"writer": 404, "editor": 200, "moderator": 200, "chief": 200, "stranger": 404}
    assert statuses("changelist") == seen | {"anyone": 302}
    assert statuses("news", after=since) == seen | {"anyone": 302}
    assert statuses("export", "csv") == seen | {"anyone": 302}
    assert statuses("export", "json") == seen | {"anyone": 302}
    assert statuses("difference", report.pk) == seen | {"anyone": 302}
    lists = reverse("admin:articles_feedback_lists")
    kept = {who: person.post(lists, {"_x": 1}).status_code for who, person in people.items()}
    assert kept["writer"] == kept["stranger"] == 404
    assert chief.get(reverse("admin:articles_feedback_export", args=["xml"])).status_code == 404
