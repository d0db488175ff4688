"""The lists of words by which comments are held: who keeps them, and what they may hold."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Deed, Feedback, SectionRight, WordRule
from tests.desk.form import text_of
from tests.make import make_section

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
            page = moderator.get(reverse(TRY), {"text": text, **known})
        assert [sql for sql in asked if sql["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
        return text_of(page)

    assert "It would be held for a moderator." in told("C4sino odds, a@b.co")
    assert "[e-mail removed]" in told("C4sino odds, a@b.co")
    assert "It would be put with the spam." in told("odds", section=section.pk)
    assert "It would be let through: no word" in told("<script>alert(1)</script>")
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("text", ["", "x" * 1_001, "\x07"])
def test_a_trial_of_nothing_or_too_much_is_told(moderator, text):
    answer = moderator.get(reverse(TRY), {"text": text})

    assert answer.status_code == 422
    assert moderator.get(reverse(TRY), {"text": "x", "section": "no"}).status_code == 422


def test_a_script_in_a_rule_or_a_trial_is_shown_as_text(moderator):
    hostile = "<script>alert(1)</script>"
    WordRule.objects.create(words=hostile, note=hostile)

    for page in (reverse(LIST), f"{reverse(TRY)}?text={hostile}"):
        assert "<script>alert" not in moderator.get(page).text


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
