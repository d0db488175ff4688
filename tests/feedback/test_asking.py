"""What a reader may add to a Yes or No: reasons to tick, and for half an hour the other answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.feedback import moderation, tally
from articles.feedback.recount import recount
from articles.models import Feedback
from tests.feedback.answers import (
    OWN_PAGE,
    clock,
    make_report,
    make_votes,
    trap_in,
    vote,
    word,
)
from tests.make import make_edition, make_user

BODY = "<p>Top.</p><h2>The vote</h2><p>a</p><h2>After</h2><p>b</p>"
REASONS = ["wrong", "outdated", "missing", "hard", "headline", "not_sought", "technical", "other"]


@pytest.fixture
def story(db):
    """A story of two parts."""
    return make_edition(headline="Talks open", body=BODY)


@pytest.fixture
def step(reader, story):
    """The address of the second step after a No."""
    return vote(reader, story, "no")["Location"]


def values(page, kind):
    """The values of the boxes or buttons of a page, and of those that are chosen."""
    inputs = [each.split(">")[0] for each in page.text.split(f'<input type="{kind}"')[1:]]
    named = [(each.split('value="')[1].split('"')[0], "checked" in each) for each in inputs]
    return [value for value, _ in named], [value for value, chosen in named if chosen]


def totals():
    """What is counted, without what is at zero."""
    rows = tally.Tally.objects.filter(part="", count__gt=0)
    return dict(rows.order_by("what").values_list("what", "count"))


# Reasons


def test_who_says_no_is_asked_what_let_them_down(reader, step):
    page = reader.get(step)

    assert "<legend>What let you down?</legend>" in page.text
    assert values(page, "checkbox") == (REASONS, [])
    assert "<span>It is out of date</span>" in page.text


def test_who_says_yes_is_asked_what_helped_and_nothing_is_there_to_tick(reader, story):
    page = reader.get(vote(reader, story, "yes")["Location"])

    assert ">What helped?</label>" in page.text
    assert values(page, "checkbox") == values(page, "radio") == ([], [])


def test_several_reasons_are_kept_in_the_order_of_the_form(reader, step):
    answer = word(reader, step, "", reasons=["other", "outdated", "wrong", "wrong"])

    report = Feedback.objects.get()
    assert report.reasons == ["wrong", "outdated", "other"]
    assert (report.is_report, report.state) == (True, "new")
    thanks = reader.get(answer["Location"]).text
    assert "Sent to the desk" in thanks
    assert "what you ticked" in thanks
    assert "your words" not in thanks


def test_what_is_no_reason_is_as_if_it_had_not_been_ticked(reader, step):
    answer = word(reader, step, "Why?", reasons=["wrong", "WRONG", "", "\0", "x" * 9_000, "None"])

    assert answer.status_code == 303
    assert Feedback.objects.get().reasons == ["wrong"]
    assert Feedback.objects.get().comment == "Why?"


def test_a_yes_has_no_reasons_whatever_is_sent(reader, story):
    step = vote(reader, story, "yes")["Location"]

    word(reader, step, "Fine", reasons=["wrong"])

    assert Feedback.objects.get().reasons == []


def test_a_comment_that_is_too_long_keeps_ticks_and_part(reader, step):
    page = word(reader, step, "x" * 1_001, reasons=["hard", "missing"], part="after")

    assert page.status_code == 422
    assert "<title>Error:" in page.text
    assert values(page, "checkbox")[1] == ["missing", "hard"]
    assert values(page, "radio")[1] == ["after"]
    assert "x" * 1_001 in page.text
    assert 'aria-describedby="feedback-hint feedback-error-1"' in page.text
    assert Feedback.objects.get().reasons == []


def test_ticks_and_words_of_a_second_time_add_to_those_of_the_first(reader, step):
    word(reader, step, "First", part="after")
    word(reader, step, "", reasons=["hard"])

    report = Feedback.objects.get()
    assert (report.comment, report.part_anchor, report.reasons) == ("First", "after", ["hard"])


def test_words_run_in_the_direction_of_their_own_script(reader, step):
    assert '<textarea id="feedback-comment" dir="auto"' in reader.get(step).text


def test_a_step_that_lost_its_last_slash_leads_there_and_keeps_its_letters(reader, step):
    answer = reader.get(step.rstrip("/"))

    assert (answer.status_code, answer["Location"]) == (302, step)
    assert answer["Cache-Control"] == "private, no-store"


# The other answer


def test_for_half_an_hour_the_answer_may_be_changed_on_both_steps(reader, step):
    thanks = word(reader, step, "Why?")["Location"]

    for page in (reader.get(step), reader.get(thanks)):
        assert 'name="vote" value="yes">Change my answer to Yes</button>' in page.text
        assert f'<form method="post" action="{step}">' in page.text

    with clock(31 * 60):
        late = reader.get(thanks)
    assert late.status_code == 200
    assert "Change my answer" not in late.text


def test_the_other_answer_takes_the_place_of_the_first_and_leads_to_its_own_second_step(
    reader, step
):
    answer = reader.post(step, {"vote": "yes"}, **OWN_PAGE)

    report = Feedback.objects.get()
    assert (report.vote, [each.what for each in report.events.all()]) == ("yes", ["changed"])
    assert totals() == {"yes": 1}
    assert answer.status_code == 303
    page = reader.get(answer["Location"])
    assert "We have counted your Yes." in page.text
    assert "Change my answer to No" in page.text
    word(reader, answer["Location"], "It helped after all")
    assert Feedback.objects.get().comment == "It helped after all"


def test_who_changes_it_back_is_where_they_began(reader, step):
    other = reader.post(step, {"vote": "yes"}, **OWN_PAGE)["Location"]

    again = reader.post(other, {"vote": "no"}, **OWN_PAGE)["Location"]

    assert again == step
    assert totals() == {"no": 1}


def test_the_same_answer_once_more_changes_nothing(reader, step):
    answer = reader.post(step, {"vote": "no"}, **OWN_PAGE)

    assert (answer.status_code, answer["Location"]) == (303, step)
    assert Feedback.objects.get().events.count() == 0


def test_to_change_the_answer_buys_no_time(reader, step):
    with clock(29 * 60):
        other = reader.post(step, {"vote": "yes"}, **OWN_PAGE)["Location"]
        assert reader.get(other).status_code == 200

    with clock(31 * 60):
        assert reader.get(other).status_code == 410
        back = reader.post(other, {"vote": "no", "comment": "Too late?"}, **OWN_PAGE)

    assert back.status_code == 410
    assert "Too late?" in back.text
    assert Feedback.objects.get().vote == "yes"


def test_words_that_were_begun_go_along_to_the_other_answer_and_are_not_sent(reader, step):
    page = reader.post(step, {"vote": "yes", "comment": "Half <a> thought"}, **OWN_PAGE)

    assert page.status_code == 200
    assert "We have counted your Yes." in page.text
    assert "Half &lt;a&gt; thought</textarea>" in page.text
    assert page["Cache-Control"] == "private, no-store"
    assert Feedback.objects.get().comment == ""


@pytest.mark.parametrize("answer", ["", "maybe", "YES", "yes\0"])
def test_what_is_no_answer_changes_none_and_gives_the_words_back(reader, step, answer):
    page = reader.post(step, {"vote": answer, "comment": "My words"}, **OWN_PAGE)

    assert page.status_code == 400
    assert "neither Yes nor No" in page.text
    assert "My words" in page.text
    assert Feedback.objects.get().vote == "no"


def test_other_sites_cannot_change_an_answer(reader, step):
    answer = reader.post(step, {"vote": "yes"}, **{"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert Feedback.objects.get().vote == "no"


def test_a_change_that_is_suspicious_is_held(reader, step):
    trap = trap_in(reader.get(step))

    answer = reader.post(step, {"vote": "yes", trap: "spam"}, **OWN_PAGE)

    report = Feedback.objects.get()
    assert (report.vote, report.state, report.holds) == ("yes", "held", ["trap"])
    assert answer.status_code == 303


def test_to_look_with_the_other_answer_in_the_address_changes_nothing(reader, step):
    thanks = word(reader, step, "Words")["Location"]
    before = list(Feedback.objects.values())

    for address in (step, thanks):
        for method in ("get", "head", "options"):
            getattr(reader.client, method)(f"{address}?vote=yes&reasons=wrong")

    assert list(Feedback.objects.values()) == before


# Thanks


def test_the_last_step_says_what_was_kept_for_how_long_and_leads_back(reader, step, story):
    answer = word(reader, step, "Why?", reasons=["hard"], part="after")

    page = reader.get(answer["Location"])

    for words in ("your No", "what you ticked", "the part of the story", "your words", "two days"):
        assert words in page.text
    assert "After 24 months only the numbers of answers remain." in page.text
    assert "You can change your answer for half an hour." in page.text
    assert f'href="{story.address}#feedback">Back to the story</a>' in page.text


def test_the_second_step_leads_back_for_those_who_want_to_add_nothing(reader, step, story):
    page = reader.get(step)

    assert f'href="{story.address}#feedback">No thanks, back to the story</a>' in page.text


def test_who_adds_nothing_is_told_that_only_the_answer_was_kept(reader, step):
    page = reader.get(word(reader, step, "")["Location"])

    assert "Your answer is counted." in page.text
    assert "what you ticked" not in page.text
    assert "the part of the story" not in page.text
    assert Feedback.objects.get().is_report is False


# The hidden field


def test_the_hidden_field_is_another_beneath_each_edition_and_on_each_slip(reader, story, step):
    other = make_edition()
    pages = [reader.get(each) for each in (story.address, other.address, step)]
    pages.append(reader.get(vote(reader, other, "no")["Location"]))

    names = [trap_in(page) for page in pages]

    assert len(set(names)) == 4
    assert trap_in(reader.get(story.address)) == names[0]


def test_nobody_can_tell_its_name_without_the_secret(reader, story, settings):
    name = trap_in(reader.get(story.address))
    settings.SECRET_KEY = settings.SECRET_KEY[::-1]

    assert trap_in(reader.get(story.address)) != name


def test_a_field_of_another_name_is_no_trap(reader, story):
    """A page that a cache held over a change of the secret has a name that is no longer known."""
    trap = trap_in(reader.get(make_edition().address))

    step = vote(reader, story, "no", website="x", **{trap: "y"})["Location"]
    word(reader, step, "Words", website="x", **{trap: "y"})

    assert Feedback.objects.get().state == "new"


# Cost


def costs(reader, story):
    """How many queries each step costs one reader of a story."""
    counts = {}

    def counted(name, ask, *args, **known):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(*args, **known)
        counts[name] = len(queries)
        return answer

    step = counted("vote", vote, reader, story, "no")["Location"]
    counted("second step", reader.get, step)
    said = {"reasons": ["wrong"], "part": "after"}
    thanks = counted("words", word, reader, step, "Why?", **said)["Location"]
    counted("thanks", reader.get, thanks)
    counted("change", reader.post, step, {"vote": "yes"}, **OWN_PAGE)
    return counts


def test_each_step_costs_few_queries_and_no_more_when_many_have_answered(reader, story):
    few = costs(reader, story)
    make_votes(story, yes=15, no=15)
    for _n in range(10):
        make_report(edition=story, comment="Who left?", reasons=["hard"])
    Feedback.objects.update(fingerprint="")

    many = costs(reader, story)

    assert {name: many[name] for name in many if many[name] > few[name]} == {}
    most = {"vote": 20, "second step": 3, "words": 40, "thanks": 2, "change": 28}
    assert {name: many[name] for name in many if many[name] > most[name]} == {}


# What of a changed answer stays


def test_what_let_a_reader_down_goes_with_the_no_and_the_words_stay_and_are_told(reader, step):
    word(reader, step, "The mast is not there", reasons=["wrong"], part="after")

    changed = reader.post(step, {"vote": "yes"}, **OWN_PAGE)["Location"]
    page = reader.get(word(reader, changed, "")["Location"])

    report = Feedback.objects.get()
    assert (report.vote, report.reasons, report.part_anchor) == ("yes", [], "")
    assert report.comment == "The mast is not there"
    assert "your words" in page.text
    assert "what you ticked" not in page.text
    assert recount()[1] == []


def test_an_empty_box_takes_no_words_back_since_none_shows_what_was_said(reader, step):
    word(reader, step, "The mast is not there")
    again = reader.get(step)
    kept = reader.get(word(reader, step, "")["Location"])
    word(reader, step, "The mast is there after all")

    assert "The mast" not in again.text
    assert "your words" in kept.text
    assert Feedback.objects.get().comment == "The mast is there after all"


def test_the_page_of_a_no_that_was_changed_ticks_nothing_for_the_yes(reader, step):
    reader.post(step, {"vote": "yes"}, **OWN_PAGE)

    word(reader, step, "Still", reasons=["missing"], part="after")

    report = Feedback.objects.get()
    assert (report.vote, report.comment, report.reasons) == ("yes", "Still", [])
    assert report.part_anchor == ""


def test_words_that_someone_has_dealt_with_stay_known_when_others_take_their_place(reader, step):
    word(reader, step, "The bakery is misspelt")
    report = Feedback.objects.get()
    moderation.move(report.pk, to="dismissed", by=make_user("Moderator"))

    word(reader, step, "Something else")

    event = report.events.last()
    assert (event.what, event.moved_to, event.note) == (
        "said_more",
        "new",
        "Before: The bakery is misspelt",
    )
