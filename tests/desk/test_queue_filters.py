"""Narrowing the queue down: by anything that is known of a report, by its words, in any company."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from articles import search
from articles.editions.listing import key_of
from articles.feedback import moderation
from articles.models import Correction, Feedback
from tests.desk.form import text_of
from tests.desk.queue import QUEUE, moderator_of, shown
from tests.feedback.answers import make_report
from tests.make import hours, make_edition, make_section

pytestmark = pytest.mark.django_db


def changed(report, **columns):
    """The report with these columns."""
    Feedback.objects.filter(pk=report.pk).update(**columns)
    return report


def test_votes_words_and_parts_are_told_apart(moderator):
    make_report(answer="yes", comment="Fine")
    changed(make_report(answer="no", comment="Bad"), part_anchor="vote", part_heading="The vote")
    make_report(answer="no", comment="", reasons=["wrong"])

    assert shown(moderator, vote="yes") == ["Fine"]
    assert shown(moderator, vote="no") == ["", "Bad"]
    assert shown(moderator, comment="yes") == ["Bad", "Fine"]
    assert shown(moderator, comment="no") == [""]
    assert shown(moderator, part="yes") == ["Bad"]
    assert shown(moderator, part="no") == ["", "Fine"]


def test_reasons_and_holds_are_found_whatever_became_of_the_report(moderator):
    wrong = make_report(comment="A", reasons=["wrong", "hard"])
    make_report(comment="B", reasons=["hard"])
    make_report(comment="C", suspicions=["trap"])

    assert shown(moderator, reason="wrong") == ["A"]
    assert shown(moderator, reason="hard") == ["B", "A"]
    assert shown(moderator, hold="trap") == ["C"]
    assert shown(moderator, hold="trap", reason="hard") == []
    done = moderation.move_all([wrong.pk], to="dismissed", by=moderator.user)
    assert shown(moderator, reason="wrong", state="dismissed") == ["A"]
    assert shown(moderator, reason="wrong", state="new") == []
    moderation.undo_all(done.batch, by=moderator.user)
    assert shown(moderator, reason="wrong", state="new") == ["A"]


def test_any_of_several_reasons_holds_and_states_will_do(moderator):
    make_report(comment="A", reasons=["wrong", "hard"])
    dismissed = make_report(comment="B", reasons=["hard"])
    make_report(comment="C", reasons=["other"], suspicions=["trap", "quick"])
    make_report(comment="D", suspicions=["quick"])
    moderation.move(dismissed.pk, to="dismissed", by=moderator.user)

    assert shown(moderator, reason=["wrong", "hard"]) == ["B", "A"]
    assert shown(moderator, reason=["wrong", "hard", "other"]) == ["C", "B", "A"]
    assert shown(moderator, hold=["trap", "quick"]) == ["D", "C"]
    assert shown(moderator, hold=["trap", "quick"], reason=["hard", "other"]) == ["C"]
    assert shown(moderator, state=["new", "dismissed"]) == ["B", "A"]
    assert shown(moderator, state=["held", "dismissed"], reason=["hard", "other"]) == ["C", "B"]
    page = text_of(moderator.get(QUEUE, {"state": ["new", "held"], "reason": ["wrong", "other"]}))
    assert "State: New or Held" in page
    assert "Reason: Something is wrong or Something else" in page


def test_a_section_is_asked_for_with_all_beneath_it(moderator):
    for path in ("news", "news/city", "sport"):
        make_report(edition=make_edition(section=path), comment=path)

    assert shown(moderator, section=make_section("news").pk) == ["news/city", "news"]
    assert shown(moderator, section=make_section("news/city").pk) == ["news/city"]


def test_the_people_and_tags_of_the_story_are_found_by_name(moderator):
    ada = make_edition(authors=["Ada Marsh"], editors=["Bo Lund"], tags=["Floods"])
    make_report(edition=ada, comment="On Ada")
    make_report(edition=make_edition(authors=["Bo Lund"]), comment="On Bo")

    assert shown(moderator, author="ada  marsh") == ["On Ada"]
    assert shown(moderator, author="Bo Lund") == ["On Bo"]
    assert shown(moderator, editor="Bo Lund") == ["On Ada"]
    assert shown(moderator, tag="floods") == ["On Ada"]
    assert shown(moderator, author="Bo Lund", tag="Floods") == []


def test_a_list_too_long_to_be_named_finds_the_same(moderator, monkeypatch):
    monkeypatch.setattr("articles.feedback.queue.NAMED", 1)
    for n in range(3):
        make_report(edition=make_edition(authors=["Ada Marsh"]), comment=f"On Ada {n}")
    make_report(edition=make_edition(authors=["Bo Lund"]), comment="On Bo")

    assert shown(moderator, author="Ada Marsh") == ["On Ada 2", "On Ada 1", "On Ada 0"]


def test_a_story_is_asked_for_by_its_headline_and_kept_by_its_number(moderator):
    first = make_edition(headline="Talks open at the weir", live_from=hours(-2))
    make_report(edition=first, comment="On the talks")
    other = make_report(edition=make_edition(headline="Talks fail"), comment="On others")
    make_report(edition=make_edition(headline="The weir (1984)"), comment="On the weir")
    number = first.article_id

    page = moderator.get(QUEUE)
    chosen = moderator.get(QUEUE, {"article": f"Talks open at the weir (№ {number})"})
    typed = moderator.get(QUEUE, {"article": "weir talks", "vote": "no"})
    both = moderator.get(QUEUE, {"article": "talks"}, follow=True)

    assert f'<option value="Talks open at the weir (№ {number})">' in page.content.decode()
    assert chosen.url == f"?article={number}"
    assert typed.url == f"?article={number}&vote=no"
    assert {c.report.comment for c in both.context["cards"]} == {"On the talks", "On others"}
    told = moderator.get(QUEUE, {"article": number}).content.decode()
    assert f'name="article" value="Talks open at the weir (№ {number})"' in told
    assert "Story:</span> <b>Talks open at the weir" in told
    assert f"Talks fail (№ {other.article_id})" in text_of(both)


def test_no_headline_of_another_section_is_told_or_found(moderator):
    secret = make_report(edition=make_edition(headline="The singer", section="culture"))
    sport = moderator_of("sport")
    assert "The singer" in text_of(moderator.get(QUEUE, {"article": secret.article_id}))

    pages = [
        sport.get(QUEUE, asked, follow=True)
        for asked in ({}, {"article": "singer"}, {"article": secret.article_id})
    ]
    pages.append(sport.get(QUEUE, {"edition": secret.edition_id}))

    assert [page.status_code for page in pages] == [200] * 4
    assert all("The singer" not in page.content.decode() for page in pages)


def test_the_editions_of_a_story_are_offered_once_it_is_asked_for(moderator):
    first = make_edition(headline="Talks open", live_from=hours(-2))
    make_report(edition=first, comment="On the first")

    before = moderator.get(QUEUE).content.decode()
    after = moderator.get(QUEUE, {"article": first.article_id}).content.decode()

    assert 'name="edition"' not in before
    assert f'<option value="{first.pk}">Talks open, edition 1</option>' in after


def test_a_story_and_an_edition_are_asked_for_by_number(moderator):
    first = make_edition(headline="Talks open", live_from=hours(-2))
    make_report(edition=first, comment="On the first")
    second = make_edition(article=first.article, headline="Talks fail")
    make_report(edition=second, comment="On the second")
    make_report(comment="On another")

    assert shown(moderator, article=first.article_id) == ["On the second", "On the first"]
    assert shown(moderator, edition=first.pk) == ["On the first"]
    assert shown(moderator, edition=first.pk, article=first.article_id) == ["On the first"]
    page = text_of(moderator.get(QUEUE, {"edition": first.pk}))
    assert "Talks open, edition 1" in page


def test_who_has_it_is_asked_for_by_name_as_me_and_as_nobody(moderator, chief):
    make_report(comment="Nobody's")
    changed(make_report(comment="Mine"), assignee=moderator.user)
    changed(make_report(comment="Hers"), assignee=chief.user)

    assert shown(moderator, assigned="me") == ["Mine"]
    assert shown(moderator, assigned="nobody") == ["Nobody's"]
    assert shown(moderator, assigned=chief.user.pk) == ["Hers"]


def test_days_are_those_of_the_desk_and_both_included(moderator):
    today = localdate()
    for days in (0, 1, 2, 3):
        make_report(comment=f"{days}", at=timezone.now() - timedelta(days))

    asked = {"since": today - timedelta(2), "until": today - timedelta(1)}

    assert shown(moderator, **asked) == ["1", "2"]


def test_marks_that_few_reports_have_are_found(moderator):
    edition = make_edition(correction="It was twelve.", live_from=hours(-1))
    columns = {
        "masked": {"masked": "email"},
        "watched": {"is_watched": True},
        "escalated": {"is_escalated": True},
        "correction": {"correction": Correction.objects.get()},
    }
    make_report(edition=edition, comment="plain")
    for name, known in columns.items():
        changed(make_report(edition=edition, comment=name), **known)

    for name in columns:
        assert shown(moderator, **{name: "yes"}) == [name]
        assert len(shown(moderator, **{name: "no"})) == 4


def test_a_language_is_chosen_from_those_of_the_reports_and_the_sites_own(moderator):
    changed(make_report(comment="Merci"), language="fr")
    changed(make_report(comment="Grüezi"), language="de-ch")
    make_report(comment="Thanks")

    assert shown(moderator, language="fr") == ["Merci"]
    assert shown(moderator, language="en-gb") == ["Thanks"]
    page = moderator.get(QUEUE, {"language": "de-ch"}).content.decode()
    names = re.findall(r"<option[^>]*>([^<]*)", page.split('name="language"')[1].split("</sel")[0])
    assert names == ["Does not matter", "British English", "French", "German (de-ch)"]
    assert "Language:</span> <b>German (de-ch)</b>" in page


def test_filters_are_asked_for_together_and_all_stand_in_the_address(moderator):
    edition = make_edition(section="news/city", authors=["Ada Marsh"])
    make_report(edition=edition, comment="This one", reasons=["wrong"])
    make_report(edition=edition, comment="Not asked", reasons=["hard"])
    make_report(comment="Elsewhere", reasons=["wrong"])
    asked = {"section": make_section("news").pk, "reason": "wrong", "author": "Ada Marsh"}
    asked |= {"vote": "no", "comment": "yes", "assigned": "nobody", "language": "", "state": "new"}
    changed(make_report(comment="Elsewhere too", reasons=["wrong"]), section=None)

    to_the_clean = moderator.get(QUEUE, asked | {"article": edition.article_id})
    page = moderator.get(QUEUE + to_the_clean.url)

    assert "language" not in to_the_clean.url
    assert [card.report.comment for card in page.context["cards"]] == ["This one"]
    told = text_of(page)
    for words in ("Section: News", "Reason: Something is wrong", "Author: Ada Marsh"):
        assert words in told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"section": "99999"}, "Select a valid choice."),
        ({"section": "x"}, "Select a valid choice."),
        ({"author": "Nemo"}, "Nobody of the name “Nemo” has ever been credited."),
        ({"tag": "nothing"}, "There is no tag “nothing”."),
        ({"article": "x"}, "No reader has reported on a story called “x”."),
        ({"article": "9" * 30}, "No reader has reported on a story called “999"),
        ({"article": "a\tb\u0001" * 90}, "No reader has reported on a story called"),
        ({"edition": "x"}, "Select a valid choice."),
        ({"edition": "99999"}, "Select a valid choice."),
        ({"language": "xx-nothing"}, "Select a valid choice."),
        ({"reason": ["wrong", "wronger"]}, "Select a valid choice."),
        ({"same": "4"}, "There is no report 4 with words."),
        ({"since": "yesterday"}, "Enter a valid date."),
        ({"until": "0001-01-01"}, "Ensure this value is greater than or equal to"),
        ({"since": "2026-02-02", "until": "2026-01-01"}, "The last day is before the first one."),
        ({"assigned": "you"}, "Select a valid choice."),
        ({"state": "' OR 1=1 --"}, "Select a valid choice."),
        ({"hold": "{{ 1 }}"}, "Select a valid choice."),
        ({"q": "x" * 500}, "at most 200 characters"),
    ],
)
def test_what_is_asked_amiss_is_answered_in_words_and_finds_nothing_to_act_on(
    moderator, asked, told
):
    report = make_report(comment="Still here")
    every = {"several": "dismiss", "scope": "all", "until": key_of(timezone.now(), report.pk)}

    page = moderator.get(QUEUE, asked)
    moderator.post(f"{QUEUE}?{urlencode(asked, doseq=True)}", every)

    assert page.status_code == 200
    assert told in text_of(page)
    assert "Still here" not in text_of(page)
    assert Feedback.objects.get().state == "new"
    file = reverse("admin:articles_feedback_export", args=["csv"])
    assert moderator.get(file, asked).status_code == 400


@pytest.mark.parametrize("query", ["older=x", "newer=1-", f"older={'9' * 60}-1", "older=1-2-3"])
def test_a_place_that_is_none_is_not_found(moderator, query):
    assert moderator.get(f"{QUEUE}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["comment__regex=(a%2B)%2B$", "edition__document__x=1", "p=9"])
def test_no_address_makes_the_queue_ask_for_what_it_does_not_offer(moderator, query):
    make_report(comment="Still here")

    assert "Still here" in text_of(moderator.get(f"{QUEUE}?{query}"))


# Words


def test_words_are_looked_for_in_every_state_unless_one_is_chosen(moderator):
    new, done = make_report(comment="Twelve moors"), make_report(comment="Eleven moors")
    moderation.move(done.pk, to="dismissed", by=moderator.user)

    everywhere = moderator.get(QUEUE, {"q": "moor"})
    here = moderator.get(QUEUE, {"q": "moor", "state": "new"})

    assert {c.report.pk for c in everywhere.context["cards"]} == {new.pk, done.pk}
    assert "Looking for “moor” in All: 2 found." in text_of(everywhere)
    assert [card.report.pk for card in here.context["cards"]] == [new.pk]
    assert "Looking for “moor” in New: 1 found. 1 more in another tab" in text_of(here)
    assert "New 1 Held 0 Open 0 In progress 0 Addressed 0 Dismissed 1 Spam 0 All 2" in text_of(here)


def test_words_are_found_in_comments_and_parts_together_with_filters(moderator):
    make_report(comment="Élan at the weir", answer="yes")
    make_report(comment="The weir", answer="no")
    changed(make_report(comment="", reasons=["wrong"]), part_heading="Weir", part_anchor="w")
    search.rebuild(Feedback)

    assert shown(moderator, q="weir") == ["", "The weir", "Élan at the weir"]
    assert shown(moderator, q="elan") == ["Élan at the weir"]
    assert shown(moderator, q="weir", vote="no", comment="yes") == ["The weir"]
    assert shown(moderator, q="nowhere") == []


@pytest.mark.parametrize("typed", ["' ' % _ \\", '" OR (', "*", "😀", "-", "\u202e", "a AND"])
def test_hostile_words_are_only_words(moderator, typed):
    make_report(comment="Something")

    assert moderator.get(QUEUE, {"q": typed}).status_code == 200


def test_a_destroyed_heading_is_found_no_more(moderator):
    from articles.feedback.parts import forget_parts

    report = changed(make_report(comment="Hm"), part_heading="Zeolite", part_anchor="z")
    search.rebuild(Feedback)
    before = shown(moderator, q="zeolite")

    forget_parts(report.edition_id)

    assert (before, shown(moderator, q="zeolite")) == (["Hm"], [])
    assert shown(moderator, q="hm") == ["Hm"]


def test_while_the_search_engine_is_away_the_page_says_so(moderator, monkeypatch):
    from articles.search import SearchAway

    def away(*args, **known):
        raise SearchAway

    monkeypatch.setattr("articles.feedback.finding.search.having", away)
    make_report(comment="Something")

    page = moderator.get(QUEUE, {"q": "something"})

    assert "The search engine gives no answer just now." in text_of(page)
    assert "Something" in text_of(moderator.get(QUEUE))


# Pages


def test_one_turns_to_older_and_newer_reports_and_none_is_missed(moderator, monkeypatch):
    monkeypatch.setattr("articles.desk.admin.feedback.SHOWN", 4)
    same = timezone.now()
    for n in range(10):
        make_report(comment=f"{n}", at=same if n < 5 else same + timedelta(seconds=n))

    first = moderator.get(QUEUE)
    second = moderator.get(f"{QUEUE}?{first.context['older']}")
    third = moderator.get(f"{QUEUE}?{second.context['older']}")
    back = moderator.get(f"{QUEUE}?{third.context['newer']}")

    told = [[c.report.comment for c in page.context["cards"]] for page in (first, second, third)]
    assert told == [["9", "8", "7", "6"], ["5", "4", "3", "2"], ["1", "0"]]
    assert third.context["older"] == ""
    assert [c.report.comment for c in back.context["cards"]] == told[1]


def test_many_are_turned_over_in_the_same_order_as_few(moderator, monkeypatch):
    monkeypatch.setattr("articles.feedback.queue.COUNTED", 3)
    monkeypatch.setattr("articles.desk.admin.feedback.SHOWN", 4)
    for n in range(10):
        edition = make_edition(section=f"news/part-{n % 3}", authors=["Ada Marsh"])
        report = make_report(
            edition=edition, comment=f"{n}", reasons=["wrong", "hard"], at=hours(n - 20)
        )
        if n % 2:
            moderation.move(report.pk, to="open", by=moderator.user)

    for asked in (
        {},
        {"vote": "no"},
        {"reason": "wrong"},
        {"reason": ["other", "wrong", "hard"]},
        {"section": make_section("news").pk},
        {"author": "Ada Marsh"},
        {"assigned": "nobody", "comment": "yes"},
        {"reason": "wrong", "section": make_section("news").pk, "vote": "no"},
    ):
        page = moderator.get(QUEUE, {"state": "all"} | asked)
        rest = moderator.get(f"{QUEUE}?{page.context['older']}")
        pages = [[card.report.comment for card in each.context["cards"]] for each in (page, rest)]
        assert pages == [["9", "8", "7", "6"], ["5", "4", "3", "2"]], asked
        assert shown(moderator, state="open", **asked) == ["9", "7", "5", "3"], asked
        assert shown(moderator, state=["new", "open"], **asked) == ["9", "8", "7", "6"], asked


# What comes in


def test_a_script_is_told_how_many_came_since_for_what_is_asked(moderator):
    make_report(comment="Seen")
    since = moderator.get(QUEUE).context["first"]
    make_report(comment="Another")
    make_report(comment="Yes", answer="yes")
    news = reverse("admin:articles_feedback_news")

    def told(person, **asked):
        return person.get(news, {"after": since} | asked).json()

    assert told(moderator) == {"count": 2, "told": "2 new reports"}
    assert told(moderator, vote="yes") == {"count": 1, "told": "1 new report"}
    assert told(moderator, state="held") == {"count": 0, "told": ""}
    assert told(moderator_of("sport"))["count"] == 0
    assert moderator.get(news, {"after": "x"}).status_code == 404
    assert moderator.post(news).status_code == 405
