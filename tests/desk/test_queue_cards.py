"""The queue's tabs and cards: what is told of each report, and at what cost."""

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.editions import press
from articles.feedback import moderation, tally
from articles.models import Feedback, WordRule
from tests.desk.form import text_of
from tests.desk.queue import QUEUE, shown
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_section
from tests.many_reports import make_reports

STATES = ("new", "held", "open", "in_progress", "addressed", "dismissed", "spam")

pytestmark = pytest.mark.django_db


def page_of(report):
    """The address of one report."""
    return reverse("admin:articles_feedback_change", args=[report.pk])


@pytest.fixture
def in_each_state(moderator):
    """A report in each state, by the name of that."""
    found = {state: make_report(comment=f"This is {state} to us") for state in STATES}
    for state in STATES[1:]:
        known = {"resolution": "clarified"} if state == "addressed" else {}
        moderation.move(found[state].pk, to=state, by=moderator.user, **known)
    return found


# The list


def test_each_state_is_a_tab_with_how_many_there_are_and_new_comes_first(moderator, in_each_state):
    page = moderator.get(QUEUE)

    assert "New 1 Held 1 Open 1 In progress 1 Addressed 1 Dismissed 1 Spam 1 All 7" in text_of(page)
    assert [card.report.pk for card in page.context["cards"]] == [in_each_state["new"].pk]
    for state in STATES:
        assert shown(moderator, state=state) == [f"This is {state} to us"]
    assert len(shown(moderator, state="all")) == len(STATES)


def test_more_than_a_thousand_are_not_counted(moderator):
    make_edition()
    make_reports(10_500)

    said = text_of(moderator.get(QUEUE))

    assert "New 1,000+ Held 420 Open 420" in said
    assert "All 1,000+" in said


def test_a_bare_vote_counts_and_asks_for_nothing(moderator):
    make_report(edition=make_edition(headline="Liked"), answer="yes", comment="")

    assert "Liked" not in text_of(moderator.get(QUEUE, {"state": "all"}))


def test_a_card_tells_all_that_is_known(moderator):
    first = make_edition(headline="Talks open", section="news/city", live_from=hours(-2))
    report = make_report(
        edition=first,
        comment="Twelve, not ten.\nAsk <b>Ann</b>.",
        reasons=["wrong", "missing"],
        suspicions=["trap", "quick"],
    )
    Feedback.objects.filter(pk=report.pk).update(
        part_anchor="the-vote",
        part_heading="The vote",
        masked="e-mail,telephone",
        is_watched=True,
        is_escalated=True,
        counts=False,
        assignee=moderator.user,
    )
    make_edition(article=first.article, headline="Talks fail")

    page = moderator.get(QUEUE, {"state": "held"})
    said = text_of(page)

    for words in (
        f"No Report № {report.pk} Held Escalated Words to watch for Not counted",
        "Masked: e-mail address, telephone number",
        "✓ Something is wrong ✓ Something is missing",
        "Twelve, not ten. Ask &lt;b&gt;Ann&lt;/b&gt;.",
        "About the part “The vote”",
        "Held because: The hidden field was filled in; The comment came within two seconds",
        "Talks open City · Edition 1 of 2; changed since",
        f"Assigned to {moderator.user.username}",
    ):
        assert words in said
    assert "Twelve, not ten.\nAsk" in page.content.decode()
    assert "Talks fail" not in said


def test_it_is_told_which_words_held_or_marked_a_report(moderator):
    known = {"edition": make_edition(section="news/city"), "suspicions": ["trap", "words"]}
    report = make_report(comment="You 1diot, a buffoon: <b>odds</b>", **known)
    Feedback.objects.filter(pk=report.pk).update(is_watched=True)
    for words, deal, section in (
        ("idiot", "hold", None),
        ("buffoon*", "block", "news"),
        ("<b>odds", "watch", "news/city"),
        ("you", "hold", "sport"),
        ("moron", "hold", None),
    ):
        section = make_section(section) if section else None
        WordRule.objects.create(words=words, deal=deal, section=section)

    pages = [moderator.get(QUEUE, {"state": "held"}), moderator.get(page_of(report))]
    WordRule.objects.all().delete()
    later = [moderator.get(QUEUE, {"state": "held"}), moderator.get(page_of(report))]

    for page in map(text_of, pages):
        assert "The hidden field was filled in" in page
        assert "It has words that are to be held: “idiot”, “buffoon*”" in page
        assert "Words to watch for: “&lt;b&gt;odds”" in page
        for other in ("“you”", "“moron”"):
            assert other not in page
    for page in map(text_of, later):
        assert "It has words that are to be held" in page
        assert "to be held:" not in page
        assert "Words to watch for:" not in page


def test_the_words_of_a_page_of_cards_are_looked_for_with_one_query_and_some_steps(
    moderator, monkeypatch
):
    edition = make_edition()
    for n in range(12):
        WordRule.objects.create(words=f"word{n}", section=make_section(f"s{n}"))
    WordRule.objects.create(words="idiot")
    for text in (*["You idiot"] * 4, "a " * 400 + "idiot"):
        make_report(edition=edition, comment=text, suspicions=["words"])
    monkeypatch.setattr("articles.feedback.word_check.MOST_STEPS_TOGETHER", 2_500)

    with CaptureQueriesContext(connection) as asked:
        page = moderator.get(QUEUE, {"state": "held"})

    assert len([sql for sql in asked if 'FROM "articles_wordrule"' in sql["sql"]]) == 1
    assert text_of(page).count("to be held: “idiot”") == 4


def test_a_card_tells_how_it_is_with_what_was_read(moderator):
    same, gone, restyled = (make_edition(headline=name) for name in ("Same", "Gone", "Changed"))
    for edition in (same, gone, restyled):
        make_report(edition=edition)
    press.withdraw(gone.article_id, by=None)
    make_edition(article=restyled.article, headline="Otherwise")

    said = text_of(moderator.get(QUEUE))

    assert "Same News · Edition 1 of 1; still live as it was read" in said
    assert "Gone News · Edition 1 of 1; the story is withdrawn" in said
    assert "Changed News · Edition 1 of 2; changed since" in said
    assert said.count("See what has changed") == 1


def test_what_has_changed_since_it_was_read_is_a_page_and_a_part_of_one(moderator):
    first = make_edition(body="<p>Ten moors were lost.</p>")
    report = make_report(edition=first)
    make_edition(article=first.article, body="<p>Twelve moors were lost.</p>")
    address = reverse("admin:articles_feedback_difference", args=[report.pk])

    whole, part = moderator.get(address), moderator.get(address, {"fragment": 1})

    for page in (whole, part):
        assert "Cut: Ten" in text_of(page)
        assert "Added: Twelve" in text_of(page)
    assert "</html>" in whole.content.decode()
    assert "</html>" not in part.content.decode()


def test_a_card_tells_how_many_others_have_the_same_text(moderator):
    reports = [make_report(comment=f"Buy {n}") for n in range(4)]
    Feedback.objects.filter(pk__in=[each.pk for each in reports[:3]]).update(text_hash="buy")

    said = text_of(moderator.get(QUEUE))

    assert said.count("2 others have the same text") == 3
    assert sorted(shown(moderator, same=reports[0].pk)) == ["Buy 0", "Buy 1", "Buy 2"]


def test_a_storys_form_tells_which_parts_readers_named(editor):
    report = make_report(edition=make_edition(body="<h2>After that</h2>"), comment="")
    with transaction.atomic(), tally.kept([report.pk]):
        Feedback.objects.filter(pk=report.pk).update(part_anchor="after-that")
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


def test_the_queue_costs_the_same_few_queries_however_long_it_is(moderator):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            moderator.get(QUEUE)
        return len(queries)

    make_report(comment="Comment", reasons=["wrong"])
    of_one = cost()
    for n in range(60):
        make_report(comment="Comment", reasons=["hard"], edition=make_edition(section=f"s{n % 5}"))

    assert cost() == of_one <= 20


def test_a_long_comment_is_whole(moderator):
    report = make_report(comment="word " * 199 + "end")

    for address in (QUEUE, page_of(report)):
        assert "end" in text_of(moderator.get(address)).split()


def test_words_run_as_their_own_script_does(moderator):
    report = make_report(comment="كم كان العدد؟")

    for address in (QUEUE, page_of(report)):
        page = moderator.get(address).text
        assert re.search(r'<blockquote [^>]*dir="auto"[^>]*>كم كان', page)


def test_a_card_shows_the_few_buttons_that_are_pressed_most_and_folds_the_others(moderator):
    report = make_report()
    correct = reverse("admin:articles_feedback_correct", args=[report.pk])

    card = moderator.get(QUEUE).content.decode().split('class="report__ways"', 1)[1]
    shown, _more, folded = card.partition(">More</summary>")

    assert re.findall(r'name="deed" value="(\w+)"', shown) == ["open", "address", "dismiss", "spam"]
    for deed in ("hold", "take", "assign", "escalate", "duplicate"):
        assert f'name="deed" value="{deed}"' in folded
    assert f'href="{correct}?state=new" data-key="c"' in folded


def test_an_empty_queue_says_so_kindly(moderator):
    assert "Nothing new: every report has been looked at." in text_of(moderator.get(QUEUE))
    assert "Nothing is held" in text_of(moderator.get(QUEUE, {"state": "held"}))
    assert "Readers have not written yet." in text_of(moderator.get(QUEUE, {"state": "all"}))
    assert "No report is in Open." in text_of(moderator.get(QUEUE, {"state": "open"}))
    assert "No report matches all of this." in text_of(moderator.get(QUEUE, {"vote": "yes"}))
