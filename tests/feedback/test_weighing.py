"""What readers say is weighed before it is kept; whatever comes of that, they are told the same."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.feedback import moderation, tally, word_check
from articles.feedback.recount import recount
from articles.feedback.slip import Slip
from articles.feedback.taking import Said
from articles.feedback.words import weighed, what_was_masked
from articles.models import Feedback, WordRule
from articles.text.wordlist import WordList
from tests.feedback.answers import vote, word
from tests.make import hours, make_edition, make_section, make_user

SAID = "The figure in the third part is not that of the report."


def say(reader, text, *, edition=None, number=1, **known):
    """A reader says No and these words; the report of it, and the last page."""
    edition = edition or make_edition()
    browser = {"User-Agent": f"Browser {number}"}
    step = vote(_Other(reader, browser), edition, "no")["Location"]
    last = word(reader, step, text, **known)
    return Feedback.objects.latest("pk"), last


class _Other:
    """The same reader's machine with another browser."""

    def __init__(self, reader, headers):
        self.reader, self.headers = reader, headers

    def post(self, address, data, *, at=None, **headers):
        return self.reader.post(address, data, at=at, **headers, **self.headers)


def rule(words, deal, section=None):
    """A rule of the lists."""
    return WordRule.objects.create(words=words, deal=deal, section=section)


# Lists of words


@pytest.mark.parametrize(
    ("deal", "state", "is_watched", "holds"),
    [
        ("block", "spam", False, ["words"]),
        ("hold", "held", False, ["words"]),
        ("watch", "new", True, []),
    ],
)
def test_a_word_of_a_list_is_dealt_with(reader, deal, state, is_watched, holds):
    rule("casino*", deal)

    report, _last = say(reader, "Win at the C4s1n0 now")

    assert (report.state, report.is_watched, report.holds) == (state, is_watched, holds)
    assert report.comment == "Win at the C4s1n0 now"


def test_without_such_a_word_nothing_is_done(reader):
    rule("casino", "block")

    report, _last = say(reader, "The casinos and the casin")

    assert (report.state, report.is_watched, report.holds) == ("new", False, [])


def test_a_list_of_a_section_is_for_it_and_its_subsections(reader):
    news, sport = make_section("news"), make_section("sport")
    city = make_section("news/city")
    newsroom = make_section("newsroom")
    rule("draw", "hold", section=news)

    states = {
        section.slug: say(reader, "A draw", edition=make_edition(section=section.path))[0].state
        for section in (news, city, sport, newsroom)
    }

    assert states == {"news": "held", "city": "held", "sport": "new", "newsroom": "new"}


def test_the_worst_that_a_list_says_is_done(reader):
    for words, deal in (("red", "watch"), ("green", "hold"), ("blue", "block")):
        rule(words, deal)

    assert say(reader, "red and green")[0].state == "held"
    report = say(reader, "red, green and blue")[0]
    assert (report.state, report.is_watched) == ("spam", True)


def test_what_could_not_be_looked_through_is_held(reader, monkeypatch):
    found_in = WordList.found_in
    monkeypatch.setattr(
        word_check.WordList, "found_in", lambda self, text: found_in(self, text, steps=5)
    )
    rule("casino", "block")

    report, last = say(reader, "This is a harmless text of some words")

    assert (report.state, report.holds, last.status_code) == ("held", ["unchecked"], 303)


def test_a_vote_put_with_the_spam_is_not_counted(reader):
    rule("casino", "block")

    say(reader, "casino")

    assert recount() == (2, [])
    assert set(tally.Tally.objects.filter(count__gt=0).values_list("what", flat=True)) == {
        "no_apart"
    }


def test_weighing_reads_the_rules_and_earlier_texts_with_a_query_each(reader):
    for n in range(50):
        rule(f"word{n}", "watch", section=make_section(f"s{n}") if n % 2 else None)
    edition = make_edition()
    vote(reader, edition)
    slip = Slip(Feedback.objects.get().pk, edition.article_id, "yes")
    with CaptureQueriesContext(connection) as asked:
        weighed(Said(comment=SAID), slip, at=timezone.now())
        weighed(Said(), slip, at=timezone.now())

    assert len(asked) == 2


# The same text again


def test_the_third_of_the_same_text_within_a_day_is_held_on_whatever_story(reader):
    disguised = [SAID, SAID.upper() + "!!", "  ".join(SAID.replace("e", "é").split())]

    states = [say(reader, text, number=n)[0].state for n, text in enumerate([*disguised, SAID])]

    assert states == ["new", "new", "held", "held"]
    assert Feedback.objects.latest("pk").holds == ["repeated"]


def test_short_texts_and_other_days_do_not_make_a_repetition(reader):
    states = [say(reader, "Well done, thank you", number=n)[0].state for n in range(4)]
    for n in range(2):
        say(reader, SAID, number=n)
    Feedback.objects.filter(comment=SAID).update(commented_at=hours(-25))

    assert states == ["new"] * 4
    assert say(reader, SAID, number=3)[0].state == "new"


def test_who_sends_their_own_words_again_repeats_nobody(reader):
    step = vote(reader, make_edition(), "no")["Location"]

    for _n in range(4):
        word(reader, step, SAID)

    assert Feedback.objects.get().state == "new"


def test_earlier_texts_are_found_by_an_index(reader):
    report, _last = say(reader, SAID)
    same = Feedback.objects.exclude(text_hash="").filter(text_hash=report.text_hash)

    if connection.vendor == "sqlite":
        assert "report_by_text" in same.order_by().explain()
    assert report.text_hash


# What is personal


def test_what_was_masked_is_told_and_the_report_is_kept(reader):
    report, _last = say(reader, "I am a@b.co, card 4111 1111 1111 1111, b@b.co")

    assert report.comment == "I am [e-mail removed], card [card number removed], [e-mail removed]"
    assert (report.masked, report.state) == ("e-mail,card", "new")
    assert what_was_masked(report) == ["e-mail address", "card number"]


def test_words_are_looked_for_in_what_was_typed_and_kept_nowhere(reader):
    rule("casino", "hold")

    report, _last = say(reader, "Write to win@casino.example")

    assert (report.state, report.comment) == ("held", "Write to [e-mail removed]")


# What the sender is told


def test_nobody_can_tell_from_the_answers_what_became_of_their_words(reader):
    rule("casino", "block")
    rule("wager", "hold")
    rule("punter", "watch")
    edition = make_edition()
    texts = ["An honest question", "casino", "a wager", "punter", SAID, SAID, SAID]
    answers = []

    for number, text in enumerate(texts):
        report, last = say(reader, text, edition=edition, number=number)
        page = reader.get(last["Location"])
        headers = {name: value for name, value in last.items() if name != "Location"}
        # What is signed names the report; what the hidden field is called comes of that.
        body = re.sub(r"/feedback/(word|thanks)/[^/]+/|name=\"\w+_\w+_\d\d\"", "…", page.text)
        answers.append((last.status_code, headers, last.content, page.status_code, body))

    assert len(Feedback.objects.order_by().values("state").distinct()) == 3
    assert all(answer == answers[0] for answer in answers)


def test_who_was_put_with_the_spam_may_say_more_and_is_told_the_same(reader):
    rule("casino", "block")
    step = vote(reader, make_edition(), "no")["Location"]

    lasts = [word(reader, step, text) for text in ("casino", "An honest question")]

    assert {last.status_code for last in lasts} == {303}
    assert Feedback.objects.get().state == "spam"


def test_readers_behind_one_connection_do_not_write_over_each_other(reader):
    edition = make_edition()
    steps = [vote(reader, edition, "no")["Location"] for _n in range(2)]

    for step, text in zip(steps, ("Which day was it?", "Which dam was it?"), strict=True):
        word(reader, step, text)

    first, second = Feedback.objects.order_by("pk")
    assert (first.comment, second.comment) == ("Which day was it?", "Which dam was it?")
    assert (first.counts, second.counts, second.state, second.holds) == (True, False, "new", [])
    assert recount()[1] == []


def test_a_moderator_lets_through_what_a_list_held(reader):
    rule("wager", "hold")
    report, _last = say(reader, "a wager")

    moderation.move(report.pk, to="open", by=make_user("Moderator"))

    assert Feedback.objects.counted().count() == 1
    assert recount()[1] == []


def test_those_who_write_a_number_each_do_not_say_the_same(reader):
    numbers = ["+33 6 12 34 56 78", "+44 20 7946 0958", "+49 30 901820", "+46 8 123 456 78"]

    states = [say(reader, text, number=n)[0].state for n, text in enumerate(numbers)]

    assert states == ["new"] * 4
