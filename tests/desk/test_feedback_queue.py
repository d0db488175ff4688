"""The moderators' queue: what waits, and the buttons that move it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import articles.desk.admin.feedback  # noqa: F401 - registers the page
from articles.feedback import moderation
from articles.models import Feedback, FeedbackEvent
from tests.desk.form import text_of
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_user

QUEUE = reverse("admin:articles_feedback_changelist")
STATES = ("new", "held", "open", "addressed", "dismissed", "spam")
SCRIPT = "<script>alert(1)</script>"


def page_of(report):
    """The address of one report."""
    return reverse("admin:articles_feedback_change", args=[report.pk])


def state_of(report):
    """Where the report is now."""
    return Feedback.objects.get(pk=report.pk).state


def chosen(state, *reports, **fields):
    """What the list posts for a bulk action."""
    return {
        "action": f"move_to_{state}",
        "_selected_action": [report.pk for report in reports],
        **fields,
    }


@pytest.fixture
def people(writer, editor, moderator, chief, stranger, client):
    """All of them, by name; `anyone` has not signed in."""
    staff = {"writer": writer, "editor": editor, "moderator": moderator, "chief": chief}
    return staff | {"stranger": stranger, "anyone": client}


@pytest.fixture
def in_each_state(moderator):
    """A report in each state, by the name of that."""
    found = {state: make_report(comment=f"This is {state} to us") for state in STATES}
    for state in STATES[1:]:
        moderation.move(found[state].pk, to=state, by=moderator.user)
    return found


# The list


def test_the_queue_shows_what_waits_and_leaves_the_rest_to_the_filter(moderator, in_each_state):
    def shown(**choice):
        page = text_of(moderator.get(QUEUE, choice))
        return {state for state in STATES if f"This is {state} to us" in page}

    assert shown() == {"new", "held", "open"}
    assert shown(state="all") == set(STATES)
    for state in STATES:
        assert shown(state=state) == {state}
    assert shown(state="' OR 1=1 --") == {"new", "held", "open"}


def test_the_filters_tell_votes_and_comments_apart(moderator):
    make_report(edition=make_edition(headline="Liked"), answer="yes", comment="Fine")
    make_report(edition=make_edition(headline="Disliked"), answer="no", comment="")

    def shown(**choice):
        page = text_of(moderator.get(QUEUE, {"state": "all"} | choice))
        return {name for name in ("Liked", "Disliked") if name in page.split()}

    assert shown(vote__exact="yes") == {"Liked"}
    assert shown(vote__exact="no") == {"Disliked"}
    assert shown(comment="yes") == {"Liked"}
    assert shown(comment="no") == {"Disliked"}


def test_a_bare_vote_counts_and_asks_for_nothing(moderator):
    make_report(edition=make_edition(headline="Liked"), answer="yes", comment="")

    assert "Liked" not in text_of(moderator.get(QUEUE)).split()
    assert "Liked" in text_of(moderator.get(QUEUE, {"state": "new"})).split()


def test_search_finds_comments_and_headlines(moderator):
    make_report(edition=make_edition(headline="Curlew count"), comment="Twelve moors")
    make_report(edition=make_edition(headline="Night bus"), comment="It stopped at Thrang")

    by_comment = text_of(moderator.get(QUEUE, {"q": "thrang"}))
    by_headline = text_of(moderator.get(QUEUE, {"q": "curlew"}))
    hostile = moderator.get(QUEUE, {"q": "' ' % _ \\"})

    assert ("Night bus" in by_comment, "Curlew count" in by_comment) == (True, False)
    assert ("Night bus" in by_headline, "Curlew count" in by_headline) == (False, True)
    assert hostile.status_code == 200


def test_a_line_tells_the_edition_that_the_reader_saw_and_why_it_is_held(moderator):
    first = make_edition(headline="Talks open", live_from=hours(-2))
    make_report(edition=first, suspicions=["The hidden field was filled in"])
    make_edition(article=first.article, headline="Talks fail")

    page = text_of(moderator.get(QUEUE))

    assert "Talks open 1 Held The hidden field was filled in" in page
    assert "Talks fail" not in page


def test_the_part_that_a_reader_named_is_told_found_and_filtered_by(moderator):
    named = make_report(edition=make_edition(headline="Talks open"), comment="Who left?")
    make_report(edition=make_edition(headline="Night bus"), comment="Which stop?")
    named.part_anchor, named.part_heading = "the-vote", "The <vote>"
    named.save()

    def shown(**choice):
        page = text_of(moderator.get(QUEUE, choice))
        return {name for name in ("Talks open", "Night bus") if name in page}

    assert "Talks open The &lt;vote&gt;" in text_of(moderator.get(QUEUE))
    assert shown(part="yes") == {"Talks open"}
    assert shown(part="no") == {"Night bus"}
    assert shown(q="<vote>") == {"Talks open"}
    assert "Part: The &lt;vote&gt;" in text_of(moderator.get(page_of(named)))
    assert "Part: The whole story" in text_of(
        moderator.get(page_of(Feedback.objects.get(part_anchor="")))
    )


def test_a_storys_form_tells_which_parts_readers_named(editor):
    report = make_report(comment="")
    Feedback.objects.filter(pk=report.pk).update(part_anchor="after", part_heading="After that")
    form = reverse("admin:articles_article_change", args=[report.edition.article_id])

    assert "Parts that readers named After that 1" in text_of(editor.get(form))


def test_a_story_is_linked_at_the_desk_for_those_who_may_open_it_and_else_its_page(
    editor, moderator
):
    report = make_report(edition=make_edition(headline="Talks open"))
    link = reverse("admin:articles_article_change", args=[report.edition.article_id])

    for address in (QUEUE, page_of(report)):
        assert link in editor.get(address).content.decode()
        page = moderator.get(address).content.decode()
        assert link not in page
        assert f'href="{report.edition.address}">Talks open</a>' in page


def test_the_list_costs_the_same_few_queries_however_long_it_is(moderator):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            moderator.get(QUEUE)
        return len(queries)

    make_report(comment="Comment")
    of_one = cost()
    for _n in range(60):
        make_report(comment="Comment")

    assert cost() == of_one <= 12


def test_a_long_comment_is_cut_in_the_list_and_whole_on_its_page(moderator):
    report = make_report(comment="word " * 199 + "end")

    assert "end" not in text_of(moderator.get(QUEUE)).split()
    assert "end" in text_of(moderator.get(page_of(report))).split()


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
        "editor": (403, "new"),
        "moderator": (302, "open"),
        "chief": (302, "open"),
        "stranger": (403, "new"),
        "anyone": (302, "new"),
    }


def test_a_bulk_move_is_for_moderators_too(people):
    got = {}
    for name, browser in people.items():
        report = make_report()
        browser.post(QUEUE, chosen("spam", report))
        got[name] = state_of(report)

    kept = dict.fromkeys(("writer", "editor", "stranger", "anyone"), "new")
    assert got == kept | {"moderator": "spam", "chief": "spam"}


def test_editors_see_no_button_and_no_bulk_action(editor, moderator):
    report = make_report()

    for browser, shows in ((editor, False), (moderator, True)):
        assert ("_move" in browser.get(page_of(report)).content.decode()) is shows
        assert ("move_to_open" in browser.get(QUEUE).content.decode()) is shows


def test_nobody_adds_or_deletes_a_report(moderator, chief):
    report = make_report()

    for browser in (moderator, chief):
        assert browser.get(reverse("admin:articles_feedback_add")).status_code == 403
        delete = reverse("admin:articles_feedback_delete", args=[report.pk])
        assert browser.post(delete, {"post": "yes"}).status_code == 403
        browser.post(QUEUE, chosen("spam", report, action="delete_selected", post="yes"))

    assert state_of(report) == "new"


def test_nothing_is_moved_by_a_link(moderator):
    report = make_report()

    moderator.get(page_of(report), {"_move": "spam", "note": "x"})
    moderator.get(QUEUE, chosen("spam", report))

    assert state_of(report) == "new"


def test_a_move_needs_the_token_of_the_form(moderator):
    report = make_report()
    moderator.handler.enforce_csrf_checks = True

    answer = moderator.post(page_of(report), {"_move": "open"})

    assert answer.status_code == 403
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
    assert buttons == ["held", "open", "addressed", "dismissed", "spam"]


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


# Several


def test_several_are_moved_at_once_and_the_page_says_how_many(moderator):
    reports = [make_report() for _n in range(3)]
    there = make_report()
    moderation.move(there.pk, to="open", by=moderator.user)

    page = moderator.post(QUEUE, chosen("open", *reports, there), follow=True)

    said = text_of(page)
    assert "3 moved to Open." in said
    assert "1 not moved: It was Open already." in said
    assert [state_of(report) for report in reports] == ["open"] * 3
    assert FeedbackEvent.objects.count() == 4


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_its_bulk_action(moderator, state):
    report = make_report()

    moderator.post(QUEUE, chosen(state, report), follow=True)

    assert state_of(report) == state


def test_the_desks_own_page_has_no_script_or_style_of_the_queues_in_it(moderator):
    page = moderator.get(page_of(make_report())).content.decode()

    assert "style=" not in page
    assert "onclick=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>\s*\w", page)
