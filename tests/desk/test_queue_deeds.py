"""What is done from the queue: to one report, to those that were ticked, to all that match."""

import re

import pytest
from django.urls import reverse

from articles.feedback import moderation
from articles.feedback.feedback import FeedbackMark
from articles.models import Deed, Feedback, FeedbackEvent
from tests.desk.form import text_of
from tests.desk.queue import QUEUE, moderator_of, press, state_of
from tests.feedback.answers import make_report
from tests.make import make_edition, make_user

pytestmark = pytest.mark.django_db


def several(person, deed, *reports, follow=True, **fields):
    """Tick these cards and choose a deed."""
    chosen = [f"{report.pk}:{state_of(report)}" for report in reports]
    return person.post(QUEUE, {"several": deed, "chosen": chosen, **fields}, follow=follow)


def goes_on(person, page, **fields):
    """Fill in the page of a deed and press its button."""
    html = page.content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(several|pinned)" value="([^"]*)"', html))
    return person.post(QUEUE, {**hidden, "_do": "1", **fields}, follow=True)


def undone(person, page):
    """Press Undo in the message."""
    batch = re.search(r'name="_undo" value="([^"]+)"', page.content.decode())[1]
    return person.post(QUEUE, {"_undo": batch}, follow=True)


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


# Several


def test_several_are_moved_at_once_told_and_undone(moderator):
    reports = [make_report() for _n in range(3)]
    there = make_report()
    moderation.move(there.pk, to="open", by=moderator.user)

    page = several(moderator, "open", *reports, there)
    moved = [state_of(report) for report in reports]
    after = undone(moderator, page)

    assert moved == ["open"] * 3
    assert "3 moved to Open." in text_of(page)
    assert "1 left as it was: It was Open already." in text_of(page)
    assert "3 undone." in text_of(after)
    assert [state_of(report) for report in (*reports, there)] == ["new"] * 3 + ["open"]
    assert Deed.log.filter(what="sorted").count() == 3
    assert Deed.log.filter(what="unsorted").count() == 3


def test_what_needs_to_be_known_is_asked_on_a_page_of_its_own(moderator):
    reports = [make_report(comment=f"Number {n}") for n in range(7)]

    page = several(moderator, "address", *reports, follow=False)
    refused = goes_on(moderator, page, resolution="")
    done = goes_on(moderator, page, resolution="no_change", note="Read again")

    assert "This will be done to 7 reports" in text_of(page)
    assert "Number 6" in text_of(page)
    assert "and 2 more" in text_of(page)
    assert refused.status_code == 422
    assert "7 moved to Addressed." in text_of(done)
    assert set(Feedback.objects.values_list("resolution", flat=True)) == {"no_change"}


def test_more_than_fifty_are_done_once_their_number_is_typed(moderator):
    edition = make_edition()
    reports = [make_report(edition=edition) for _n in range(51)]

    page = several(moderator, "dismiss", *reports, follow=False)
    unsure = goes_on(moderator, page, number="50")
    kept = Feedback.objects.filter(state="new").count()
    done = goes_on(moderator, page, number="51")

    assert "Type how many they are" in text_of(page)
    assert unsure.status_code == 422
    assert "They are 51. Type this number if you are sure." in text_of(unsure)
    assert kept == 51
    assert "51 moved to Dismissed." in text_of(done)


def test_all_that_match_are_those_that_were_seen_and_none_that_came_since(moderator, monkeypatch):
    monkeypatch.setattr("articles.desk.admin.feedback.SHOWN", 2)
    old = [make_report(answer="no") for _n in range(5)]
    other = make_report(answer="yes")
    first = moderator.get(QUEUE, {"vote": "no"}).context["first"]
    late = make_report(answer="no")

    asked = {"several": "spam", "scope": "all", "until": first}
    sure = moderator.post(f"{QUEUE}?vote=no", asked)
    before = {state_of(report) for report in old}
    page = goes_on(moderator, sure)

    assert "This will be done to 5 reports" in text_of(sure)
    assert "Type how many they are" not in text_of(sure)
    assert before == {"new"}
    assert "5 moved to Spam." in text_of(page)
    assert {state_of(report) for report in old} == {"spam"}
    assert (state_of(late), state_of(other)) == ("new", "new")


def test_what_moved_while_the_number_was_typed_is_left_and_told(moderator, chief):
    edition = make_edition()
    reports = [make_report(edition=edition) for _n in range(51)]
    first = moderator.get(QUEUE).context["first"]
    asked = {"several": "dismiss", "scope": "all", "until": first}

    page = moderator.post(QUEUE, asked)
    press(chief, reports[0], "open")
    make_report(edition=edition)
    done = text_of(goes_on(moderator, page, number="51"))

    assert "50 moved to Dismissed." in done
    assert f"1 left as it was: {chief.user.username} has moved it to Open meanwhile." in done
    assert Feedback.objects.filter(state="new").count() == 1


def test_more_than_can_be_done_at_once_are_refused_in_words(moderator, monkeypatch):
    monkeypatch.setattr("articles.desk.admin.queue_bulk.MOST", 2)
    reports = [make_report() for _n in range(3)]

    page = several(moderator, "spam", *reports)

    assert "At most 2 reports at once. Nothing was changed" in text_of(page)
    assert [state_of(report) for report in reports] == ["new"] * 3


def test_several_are_assigned_escalated_and_called_duplicates(moderator):
    edition, ana = make_edition(), make_user("Moderator", "ana")
    reports = [make_report(edition=edition) for _n in range(4)]

    goes_on(moderator, several(moderator, "assign", *reports, follow=False), to="ana")
    several(moderator, "escalate", *reports)
    page = several(moderator, "duplicate", *reports[1:], follow=False)
    amiss = goes_on(moderator, page, of=reports[1].pk)
    goes_on(moderator, page, of=reports[0].pk)

    assert amiss.status_code == 422
    found = Feedback.objects.order_by("pk")
    assert {(each.assignee, each.is_escalated) for each in found} == {(ana, True)}
    assert [each.duplicate_of_id for each in found] == [None, *[reports[0].pk] * 3]


def test_reports_of_other_sections_are_left_out_of_several(moderator):
    sport = moderator_of("sport")
    mine = make_report(edition=make_edition(section="sport"))
    other = make_report(edition=make_edition(section="culture"))
    first = moderator.get(QUEUE).context["first"]

    ticked = several(sport, "open", mine, other)
    everything = sport.post(QUEUE, {"several": "spam", "scope": "all", "until": first}, follow=True)

    assert "1 moved to Open." in text_of(ticked)
    assert "Choose some reports first." in text_of(everything)
    assert (state_of(mine), state_of(other)) == ("open", "new")


def test_a_hundred_cost_hardly_more_queries_than_two(moderator, django_assert_max_num_queries):
    edition = make_edition()
    reports = [make_report(edition=edition) for _n in range(100)]
    page = several(moderator, "dismiss", *reports, follow=False)
    pinned = re.search(r'name="pinned" value="([^"]*)"', page.content.decode())[1]
    posted = {"several": "dismiss", "pinned": pinned, "_do": "1", "number": "100"}

    with django_assert_max_num_queries(45):
        moderator.post(QUEUE, posted)

    assert Feedback.objects.filter(state="dismissed").count() == 100


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
