"""The page of one report: what is known of it, and the buttons that do something with it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.feedback import moderation
from articles.feedback.feedback import Hold, Reason
from articles.models import Feedback
from tests.desk.form import text_of
from tests.desk.reports import now_of, of_sections, page_of, press
from tests.feedback.answers import make_report
from tests.make import hours, make_edition

pytestmark = pytest.mark.looks

# What a hostile reader sends; no page may have it but as text.
SCRIPT = "<script>alert(1)</script>"


# What it tells


def test_the_page_tells_what_the_reader_said_and_of_what(moderator):
    edition = make_edition(headline="Talks open", section="news/world")
    report = make_report(
        edition=edition,
        comment="Which <talks>?",
        reasons=[Reason.WRONG, Reason.HEADLINE],
        suspicions=[Hold.TRAP],
    )
    Feedback.objects.filter(pk=report.pk).update(
        part_anchor="the-vote", part_heading="The <vote>", masked="email", is_watched=True
    )

    page = text_of(moderator.get(page_of(report)))

    for words in (
        "Which &lt;talks&gt;?",
        "Was it helpful? No",
        "Something is wrong The headline misleads",
        "Part The &lt;vote&gt;",
        "Held because The hidden field was filled in",
        "Personal data masked",
        "Words to watch for",
        "Talks open World, edition 1, live from",
        "Helpful to readers: not enough votes (0)",
    ):
        assert words in page


def test_the_page_shows_what_has_changed_since_the_reader_read(moderator):
    first = make_edition(headline="Talks open", body="<p>Three came.</p>", live_from=hours(-2))
    report = make_report(edition=first)
    before = text_of(moderator.get(page_of(report)))
    make_edition(article=first.article, headline="Talks fail", body="<p>Four came.</p>")

    html = moderator.get(page_of(report)).content.decode()

    assert "Readers still have the edition that this one saw." in before
    assert "Edition 1 → edition 2 (Update)" in text_of(moderator.get(page_of(report)))
    assert re.search(r"<del>.*Three\s*</del>", html)
    assert re.search(r"<ins>.*Four\s*</ins>", html)


BODY = "<p>The council met.</p><h2>The vote</h2><p>Three came.</p><h2>The room</h2><p>Cold.</p>"


def about(edition, anchor, heading):
    """A report on a part of what was read."""
    report = make_report(edition=edition)
    Feedback.objects.filter(pk=report.pk).update(part_anchor=anchor, part_heading=heading)
    return report


@pytest.mark.parametrize(
    ("anchor", "heading", "words"),
    [
        ("the-vote", "The vote", "The vote Three came."),
        ("the-room", "The room", "The room Cold."),
        ("main", "The beginning", "The beginning The council met."),
    ],
)
def test_the_passage_that_it_is_about_stands_there_as_it_was_read(
    moderator, anchor, heading, words
):
    edition = make_edition(body=BODY, live_from=hours(-2))
    page = text_of(moderator.get(page_of(about(edition, anchor, heading))))

    assert f"The part, as the reader saw it {words} This part reads so still." in page


def test_what_has_changed_in_that_passage_is_shown_and_nothing_of_the_rest(moderator):
    edition = make_edition(body=BODY, live_from=hours(-2))
    report = about(edition, "the-vote", "The vote")
    make_edition(article=edition.article, body=BODY.replace("Three", "Four").replace("met", "sat"))

    html = moderator.get(page_of(report)).content.decode()

    part = html[html.index('id="part"') : html.index('id="about"')]
    assert "Three came." in part
    assert re.search(r"<del>.*Three\s*</del>", part) and re.search(r"<ins>.*Four\s*</ins>", part)
    assert "sat" not in part and "Cold" not in part
    assert re.search(r"<ins>.*sat", html)


def test_a_passage_that_is_gone_or_was_destroyed_is_told_of(moderator, chief):
    from articles.editions import press as printing

    edition = make_edition(body=BODY, live_from=hours(-2))
    report = about(edition, "the-vote", "The vote")
    make_edition(article=edition.article, body="<p>The council met.</p>")
    gone = text_of(moderator.get(page_of(report)))
    printing.redact(edition.pk, by=chief.user, reason="Court")

    assert "Three came. The story has no such part any more." in gone
    assert "Three came." not in text_of(moderator.get(page_of(report)))


def test_where_there_is_nothing_to_compare_the_page_says_why(moderator, chief):
    from articles.editions import press as printing

    gone = make_report(edition=make_edition())
    printing.withdraw(gone.edition.article_id, by=None)
    read = make_edition(live_from=hours(-1))
    redacted = make_report(edition=read)
    make_edition(article=read.article)
    printing.redact(read.pk, by=chief.user, reason="Court")

    assert "The story has no page now." in text_of(moderator.get(page_of(gone)))
    assert "has been redacted" in text_of(moderator.get(page_of(redacted)))


def test_the_page_names_other_reports_on_the_story_and_of_the_same_words(moderator):
    edition = make_edition()
    report = make_report(edition=edition, comment="First")
    make_report(edition=edition, comment="Second, on the same story")
    elsewhere = make_report(comment="Spam of the same words")
    done = make_report(edition=edition, comment="Long done")
    moderation.move(done.pk, to="dismissed", by=moderator.user)
    Feedback.objects.filter(pk__in=[report.pk, elsewhere.pk]).update(text_hash="f" * 64)

    page = text_of(moderator.get(page_of(report)))

    assert "The same words were sent 1 Spam of the same words" in page
    assert "Others that wait on this story 1 Second, on the same story" in page
    assert "Long done" not in page


def test_what_may_not_be_seen_is_not_named_among_the_others(moderator):
    report = make_report(edition=make_edition(section="city"))
    hidden = make_report(edition=make_edition(section="world"), comment="Hidden words")
    Feedback.objects.update(text_hash="f" * 64)
    of_sections(moderator, "city")

    assert "Hidden words" not in text_of(moderator.get(page_of(report)))
    assert moderator.get(page_of(hidden)).status_code == 404
    for name in ("correct", "note"):
        address = reverse(f"admin:articles_feedback_{name}", args=[hidden.pk])
        assert moderator.post(address).status_code == 404


def test_each_thing_done_is_told_with_who_did_it_and_from_where_to_where(moderator):
    report = make_report()
    press(moderator, report, _move="open", note="Asked <b>them</b>", seen="new")
    press(moderator, report, _move="addressed", resolution="clarified", seen="open")

    page = text_of(moderator.get(page_of(report)))

    who = moderator.user.get_username()
    assert f"{who} moved: New → Open Asked &lt;b&gt;them&lt;/b&gt;" in page
    assert f"{who} moved: Open → Addressed (Clarified)" in page
    assert "Addressed: Clarified" in page


def test_script_from_readers_is_shown_as_text(moderator):
    report = make_report(comment=SCRIPT, edition=make_edition(headline="Talks"))
    other = make_report(edition=report.edition, comment=f"Other {SCRIPT}")

    for each in (report, other):
        page = moderator.get(page_of(each)).content.decode()
        assert SCRIPT not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_page_has_no_script_or_style_of_its_own_in_it(moderator):
    page = moderator.get(page_of(make_report())).content.decode()

    assert "style=" not in page
    assert "onclick=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>\s*\w", page)


def test_the_page_costs_the_same_few_queries_however_many_others_there_are(moderator):
    first = make_edition(live_from=hours(-2), body="<p>Three.</p>")
    report = make_report(edition=first, comment="Same")
    make_edition(article=first.article, body="<p>Four.</p>")

    def cost(count):
        for _n in range(count):
            make_report(edition=first, comment="", reasons=[Reason.WRONG])
        Feedback.objects.update(text_hash="f" * 64)
        with CaptureQueriesContext(connection) as queries:
            moderator.get(page_of(report))
        return len(queries)

    cost(1)
    assert cost(1) == cost(30) <= 30


# Who may


@pytest.fixture
def people(writer, editor, moderator, chief, stranger, client):
    """All of them, by name; `anyone` has not signed in."""
    staff = {"writer": writer, "editor": editor, "moderator": moderator, "chief": chief}
    return staff | {"stranger": stranger, "anyone": client}


def test_editors_and_moderators_see_and_move_and_nobody_else_comes_in(people):
    got = {}
    for name, browser in people.items():
        report = make_report()
        seen = browser.get(page_of(report)).status_code
        moved = press(browser, report, _move="open", note="").status_code
        got[name] = (seen, moved, now_of(report).state)

    may, may_not = (200, 302, "open"), (404, 404, "new")
    assert got == {
        "writer": may_not,
        "editor": may,
        "moderator": may,
        "chief": may,
        "stranger": may_not,
        "anyone": (302, 302, "new"),
    }


def test_nobody_adds_or_deletes_a_report(moderator, chief):
    report = make_report()

    for browser in (moderator, chief):
        assert browser.get(reverse("admin:articles_feedback_add")).status_code == 403
        delete = reverse("admin:articles_feedback_delete", args=[report.pk])
        assert browser.post(delete, {"post": "yes"}).status_code == 403

    assert now_of(report).state == "new"


def test_nothing_is_moved_by_a_link(moderator):
    report = make_report()

    moderator.get(page_of(report), {"_move": "spam", "note": "x"})

    assert now_of(report).state == "new"


def test_nothing_that_the_reader_said_can_be_rewritten(moderator):
    report = make_report(comment="Which talks?")

    press(moderator, report, _move="open", comment="Forged", vote="yes", state="spam", edition="9")

    kept = now_of(report)
    assert (kept.comment, kept.vote, kept.state) == ("Which talks?", "no", "open")


def test_a_move_needs_the_token_of_the_form(moderator):
    report = make_report()
    moderator.handler.enforce_csrf_checks = True

    answer = press(moderator, report, _move="open")

    assert answer.status_code == 403
    assert now_of(report).state == "new"
