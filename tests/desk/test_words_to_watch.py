"""The lists of words by which comments are held: who keeps them, and what they may hold."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Deed, Feedback, SectionRight, WordRule
from tests.desk.form import text_of
from tests.feedback.answers import make_report
from tests.make import make_edition, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

LIST = "admin:articles_wordrule_changelist"
ADD = "admin:articles_wordrule_add"
CHANGE = "admin:articles_wordrule_change"
DELETE = "admin:articles_wordrule_delete"
MANY = "admin:articles_wordrule_many"
TRY = "admin:articles_wordrule_try"


def amiss(answer, name="form"):
    """For what a form was refused: field and code of each."""
    form = answer.context.get(name) or answer.context["adminform"].form
    return {field: each[0].code for field, each in form.errors.as_data().items()}


def box_of(answer):
    """What the box that is asked for sends if it is ticked."""
    return re.search(r'type="checkbox" name="keep" value="(\w+)"', answer.text)[1]


def add(someone, words, **known):
    """The answer to a rule."""
    return someone.post(reverse(ADD), {"words": words, "deal": "hold", **known})


def test_moderators_and_administrators_keep_the_lists(writer, editor, moderator, chief, stranger):
    rule = WordRule.objects.create(words="casino")
    pages = [reverse(name) for name in (LIST, ADD, MANY, TRY)]
    pages += [reverse(CHANGE, args=[rule.pk]), reverse(DELETE, args=[rule.pk])]

    for someone, status in [(moderator, 200), (chief, 200)] + [
        (each, 403) for each in (writer, editor, stranger)
    ]:
        assert [someone.get(page).status_code for page in pages] == [status] * 6
    for someone in (writer, editor, stranger):
        assert add(someone, "poker").status_code == 403
        assert someone.post(reverse(MANY), {"words": "poker", "deal": "hold"}).status_code == 403
    assert WordRule.objects.count() == 1


def test_the_lists_have_a_place_in_the_settings_of_the_desk(moderator, writer):
    assert reverse(LIST) in moderator.get(reverse("admin:index")).text
    assert reverse(LIST) not in writer.get(reverse("admin:index")).text


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("  Buy   now ", None),
        ("scam*", None),
        ("赌博", None),
        ("", "required"),
        ("x", "short"),
        ("*", "short"),
        ("!!! ---", "short"),
        ("ca*ino", "loose_star"),
        ("* now", "loose_star"),
        ("ab*", "loose_star"),
        ("of a* b", "loose_star"),
        ("a b " * 7, "long"),
        ("casin\0o", "null_characters_not_allowed"),
        ("casin\x07o", "invalid"),
        ("c" * 201, "max_length"),
        ("C4sìno", "alike"),
    ],
)
def test_a_rule_must_be_able_to_find_something_and_stand_once(moderator, words, refused):
    WordRule.objects.create(words="c4sino")

    answer = add(moderator, words)

    assert answer.status_code == (422 if refused else 302)
    if refused:
        got = amiss(answer)
        assert list(got) == ["words"]
        assert got["words"] in {refused, None}
    assert WordRule.objects.count() == (1 if refused else 2)


def test_the_same_words_may_be_dealt_with_otherwise_in_a_section(moderator):
    section = make_section("sport")
    WordRule.objects.create(words="casino")

    answer = add(moderator, "Casino", deal="watch", section=section.pk)

    assert answer.status_code == 302
    assert Deed.log.get(kind="articles.wordrule").title == "Casino"


# What words would have done


def make_comments(*comments, section="news"):
    """Reports on one story with these words."""
    edition = make_edition(section=section)
    for comment in comments:
        make_report(edition=edition, comment=comment)


def test_on_saving_one_is_told_what_the_words_would_have_caught(moderator):
    make_comments("You idiots", "What an idiot", "Which day was it?")

    answer = add(moderator, "Ïdiot", note="Rude")
    page = text_of(moderator.get(answer["Location"]))

    assert "This would have caught 1 of the last 3 comments." in page
    assert "With a * at the end, as “Ïdiot*”, it would have been 2." in page
    assert "It is read as “idiot”." in page


def test_words_that_would_have_caught_a_lot_are_kept_only_if_that_is_meant(moderator):
    make_comments(*["Thank you"] * 18, *["Which is the day?"] * 2)

    asked = add(moderator, "the", note="Because")
    kept = add(moderator, "the", note="Because", keep=box_of(asked))

    assert (asked.status_code, amiss(asked)) == (422, {"words": "a_lot"})
    told = text_of(asked)
    assert "This would have caught 2 of the last 20 comments." in told
    assert "tick “Keep it all the same”" in told
    assert 'value="the"' in asked.text
    assert 'value="Because"' in asked.text
    assert kept.status_code == 302
    assert WordRule.objects.get().words == "the"


def test_what_was_meant_of_some_words_is_not_meant_of_others(moderator):
    make_comments(*["Which day is the day?"] * 20)
    section = make_section("news")

    ticked = {"keep": box_of(add(moderator, "the"))}
    for others, known in (
        ("day", {}),
        ("the", {"section": section.pk}),
        ("the", {"deal": "block"}),
    ):
        asked = add(moderator, others, **known, **ticked)

        assert (asked.status_code, amiss(asked)) == (422, {"words": "a_lot"})
        assert not re.search(r'name="keep"[^>]* checked', asked.text)
        assert box_of(asked) != ticked["keep"]
    assert add(moderator, "the", **ticked).status_code == 302


def test_a_rule_is_asked_about_again_only_if_it_does_something_else(moderator):
    make_comments(*["Thank you for the day"] * 20)
    rule = WordRule.objects.create(words="day")
    where = reverse(CHANGE, args=[rule.pk])
    known = {"words": "day", "deal": "hold", "note": ""}

    noted, blocked, reworded = (
        moderator.post(where, known | change)
        for change in ({"note": "Because"}, {"deal": "block"}, {"words": "you"})
    )

    assert noted.status_code == 302
    assert "This would have" not in text_of(moderator.get(noted["Location"]))
    assert [amiss(each) for each in (blocked, reworded)] == [{"words": "a_lot"}] * 2
    assert 'type="hidden" name="keep"' in moderator.get(where).text


def test_of_few_comments_or_a_small_share_of_them_nothing_is_asked(moderator):
    make_comments(*["Which is the day?"] * 19)
    few = add(moderator, "the")
    make_comments(*["Thank you"] * 20, "A scam")
    small = add(moderator, "scam")

    assert (few.status_code, small.status_code) == (302, 302)


def test_words_for_a_section_are_tried_on_its_own_comments(moderator):
    make_comments(*["The odds"] * 20, section="sport/races")
    make_comments(*["The odds"] * 30, section="sports")

    asked = add(moderator, "odds", section=make_section("sport").pk)

    assert "This would have caught 20 of the last 20 comments." in text_of(asked)
    assert add(moderator, "odds", section=make_section("city").pk).status_code == 302


def test_words_are_tried_on_no_more_than_can_be_read_in_a_moment(moderator, monkeypatch):
    make_comments(*["Which is the day?"] * 30)

    for limit, most in (
        ("MOST_COMMENTS", 25),
        ("MOST_REPORTS", 25),
        ("MOST_LETTERS", 25 * len("Which is the day?")),
        ("MOST_STEPS", 1_580),
    ):
        with monkeypatch.context() as narrowed, CaptureQueriesContext(connection) as asked:
            narrowed.setattr(f"articles.feedback.word_catch.{limit}", most)
            told = text_of(add(moderator, "the"))
        assert "This would have caught 25 of the last 25 comments." in told
        assert len([sql for sql in asked if "comment" in sql["sql"]]) == 1


def test_of_many_words_those_are_named_that_would_have_caught_most(moderator):
    make_comments(*["The day"] * 20, "A scam and a day")
    many = {"words": "scam\nthe\nday\nroulette", "deal": "hold", "note": "All"}

    asked = moderator.post(reverse(MANY), many)
    ticked = {"keep": box_of(asked)}
    more = moderator.post(reverse(MANY), many | ticked | {"words": "the\nday"})
    kept = moderator.post(reverse(MANY), many | ticked, follow=True)

    for answer in (asked, more):
        assert (answer.status_code, amiss(answer)) == (422, {"words": "a_lot"})
    told = text_of(asked)
    assert "This would have caught 21 of the last 21 comments." in told
    assert "By most: “day” (21), “the” (20), “scam” (1)." in told
    assert "scam\nthe\nday\nroulette" in asked.text
    assert "4 phrases were added." in text_of(kept)
    assert "This would have caught 21 of the last 21 comments." in text_of(kept)


def test_how_words_are_read_stands_with_them_if_it_is_not_as_they_were_typed(moderator):
    odd, plain = (WordRule.objects.create(words=words) for words in ("Bü¥-n0w!", "Buy Later"))

    page = moderator.get(reverse(LIST)).text

    assert 'field-read">bu n0w</td>' in page
    assert "buy later" not in page
    assert "bu n0w" in text_of(moderator.get(reverse(CHANGE, args=[odd.pk])))
    assert "Read as" not in text_of(moderator.get(reverse(CHANGE, args=[plain.pk])))


# Many at once


def test_many_words_are_added_at_once_and_noted(moderator):
    WordRule.objects.create(words="poker")
    lines = "Casino*\r\n\r\n  roulette  wheel\r\nCASINO*\r\nP0ker\r\npoker"

    answer = moderator.post(
        reverse(MANY), {"words": lines, "deal": "block", "note": "Betting"}, follow=True
    )

    added = WordRule.objects.exclude(words="poker").order_by("pk")
    assert [(rule.words, rule.deal, rule.note) for rule in added] == [
        ("Casino*", "block", "Betting"),
        ("roulette wheel", "block", "Betting"),
        ("P0ker", "block", "Betting"),
    ]
    assert "3 phrases were added. 2 were there already." in text_of(answer)
    deed = Deed.log.get(kind="articles.wordrule")
    assert (deed.what, deed.title) == ("added", "3 phrases were added.")
    assert deed.detail == "Put with the spam, The whole paper"


def test_of_many_a_wrong_line_is_told_by_its_number_and_nothing_is_added(moderator):
    answer = moderator.post(reverse(MANY), {"words": "casino\nx\n\nca*ino", "deal": "hold"})

    assert answer.status_code == 422
    told = text_of(answer)
    assert "Line 2, “x”: Give at least two letters" in told
    assert "Line 4, “ca*ino”: A * stands for any ending" in told
    assert "Nothing was added yet" in told
    assert "casino\nx" in answer.text
    assert not WordRule.objects.exists()


@pytest.mark.parametrize(
    ("known", "refused"),
    [
        ({"words": ""}, {"words": "required"}),
        ({"words": "casino\n" * 1_001}, {"words": "too_many_lines"}),
        ({"deal": "burn"}, {"deal": "invalid_choice"}),
        ({"section": "999999"}, {"section": "invalid_choice"}),
        ({"section": "' OR 1=1"}, {"section": "invalid_choice"}),
        ({"note": "n" * 201}, {"note": "max_length"}),
        ({"words": "a" * 201}, {"words": "max_length"}),
    ],
)
def test_bad_input_to_many_is_told(moderator, known, refused):
    answer = moderator.post(reverse(MANY), {"words": "casino", "deal": "hold"} | known)

    assert answer.status_code == 422
    assert amiss(answer) == refused
    assert not WordRule.objects.exists()


def test_there_cannot_be_more_than_each_comment_can_be_read_with(moderator, monkeypatch):
    monkeypatch.setattr("articles.feedback.word_rule.MOST_RULES", 2)
    WordRule.objects.create(words="poker")

    many = moderator.post(reverse(MANY), {"words": "casino\nroulette", "deal": "hold"})
    one = add(moderator, "casino")
    another = add(moderator, "roulette")

    assert (amiss(many), one.status_code) == ({"words": "too_many"}, 302)
    assert (another.status_code, amiss(another)) == (422, {"__all__": "too_many"})


def test_a_text_is_tried_without_anything_being_kept(moderator):
    section = make_section("sport")
    WordRule.objects.create(words="casino", deal="hold")
    WordRule.objects.create(words="odds", deal="block", section=section)

    def told(text, **known):
        with CaptureQueriesContext(connection) as asked:
            page = moderator.post(reverse(TRY), {"text": text, **known})
        assert [sql for sql in asked if sql["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
        return text_of(page)

    assert "It would be held for a moderator." in told("C4sino odds, a@b.co")
    assert "[e-mail removed]" in told("C4sino odds, a@b.co")
    assert "It would be put with the spam." in told("odds", section=section.pk)
    assert "It would be let through: no word" in told("<script>alert(1)</script>")
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("text", ["", "x" * 1_001, "\x07"])
def test_a_trial_of_nothing_or_too_much_is_told(moderator, text):
    answer = moderator.post(reverse(TRY), {"text": text})

    assert answer.status_code == 422
    assert moderator.post(reverse(TRY), {"text": "x", "section": "no"}).status_code == 422


def test_a_text_that_is_tried_stands_in_no_address(moderator, writer):
    asked = moderator.get(reverse(TRY), {"text": "You idiot"})

    assert re.search(r'<form method="post"[^>]*>\s*<input type="hidden" name="csrf', asked.text)
    assert "You idiot" not in asked.text
    assert writer.post(reverse(TRY), {"text": "You idiot"}).status_code == 403


def test_a_script_in_a_rule_or_a_trial_is_shown_as_text(moderator):
    hostile = "<script>alert(1)</script>"
    WordRule.objects.create(words=hostile, note=hostile)

    for page in (moderator.get(reverse(LIST)), moderator.post(reverse(TRY), {"text": hostile})):
        assert "&lt;script&gt;alert" in page.text
        # What was typed comes back as text and never as a tag.
        assert "<script>alert" not in page.text


def test_who_works_on_some_sections_keeps_the_lists_of_these(moderator):
    sport, city = make_section("sport"), make_section("city")
    SectionRight.objects.create(account=moderator.user, section=sport)
    ours = WordRule.objects.create(words="odds", section=sport)
    theirs = WordRule.objects.create(words="mayor", section=city)
    everyones = WordRule.objects.create(words="casino")

    assert "mayor" in moderator.get(reverse(LIST)).text
    assert add(moderator, "bookie", section=sport.pk).status_code == 302
    assert amiss(add(moderator, "bookie")) == {"section": "not_my_section"}
    assert amiss(add(moderator, "bookie", section=city.pk)) == {"section": "not_my_section"}
    many = moderator.post(reverse(MANY), {"words": "bookie", "deal": "hold"})
    assert amiss(many) == {"section": "not_my_section"}
    for rule, status in ((ours, 302), (theirs, 403), (everyones, 403)):
        where = reverse(CHANGE, args=[rule.pk])
        known = {"words": rule.words, "deal": "watch", "section": sport.pk}
        assert moderator.post(where, known).status_code == status
        gone = moderator.post(reverse(DELETE, args=[rule.pk]), {"post": "yes"})
        assert gone.status_code == status
    assert set(WordRule.objects.values_list("words", flat=True)) == {"bookie", "mayor", "casino"}


def test_the_list_is_narrowed_by_deal_and_section_and_takes_few_queries(moderator):
    sections = [make_section(f"s{n}") for n in range(5)]
    for n, section in enumerate(sections):
        WordRule.objects.create(
            words=f"odds{n}", deal="block" if n % 2 else "hold", section=section
        )

    with CaptureQueriesContext(connection) as asked:
        page = moderator.get(reverse(LIST), {"deal__exact": "block"})

    assert "odds1" in page.text
    assert "odds2" not in page.text
    assert len(asked) <= 12
    narrowed = moderator.get(reverse(LIST), {"section": sections[2].pk})
    assert "odds2" in narrowed.text
    assert "odds3" not in narrowed.text
    assert "odds2" not in moderator.get(reverse(LIST), {"section": "paper"}).text
    assert "odds2" in moderator.get(reverse(LIST), {"section": "' OR 1"}).text
    assert moderator.get(reverse(LIST), {"words__regex": "("}).status_code == 400
