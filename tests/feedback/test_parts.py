"""In which part: a reader who says No may name one of the story's own, as it was read."""

import pytest

from articles.desk import publishing
from articles.editions import press
from articles.feedback import helpfulness
from articles.feedback.parts import Part
from articles.feedback.slip import Slip
from articles.feedback.taking import Said, take_word
from articles.models import Feedback
from tests.feedback.answers import make_report, vote, word
from tests.make import hours, make_edition, make_user

BODY = "<p>Top.</p><h2>The <em>vote</em></h2><p>a</p><h3>Who was there</h3><h2>After</h2><p>b</p>"
SUMMARY = "<summary>In which part?</summary>"


@pytest.fixture
def story(db):
    """A story of two parts."""
    return make_edition(headline="Talks open", body=BODY, live_from=hours(-5))


@pytest.fixture
def step(reader, story):
    """The address of the second step after a No."""
    return vote(reader, story, "no")["Location"]


def kept():
    """The part of the one report that there is."""
    report = Feedback.objects.get()
    return report.part_anchor, report.part_heading


def offered(reader, step):
    """The parts that the second step offers, by their values."""
    page = reader.get(step).text
    found = page.split('<input type="radio" name="part" value="')[1:]
    return [each.split('"')[0] for each in found]


def test_who_says_no_is_offered_the_storys_own_parts_and_the_whole(reader, step):
    page = reader.get(step).text

    assert offered(reader, step) == ["", "main", "the-vote", "after"]
    assert SUMMARY in page
    for words in ("The whole story", "The beginning", "The vote", "After"):
        assert f"<span>{words}</span>" in page
    assert "Who was there" not in page
    assert 'value="" checked' in page


def test_who_says_yes_is_not_asked_for_a_part(reader, story):
    step = vote(reader, story, "yes")["Location"]

    assert offered(reader, step) == []
    word(reader, step, "Fine", part="the-vote")
    assert kept() == ("", "")


def test_a_story_without_parts_asks_for_none(reader):
    step = vote(reader, make_edition(body="<p>x</p><h3>Small</h3>"), "no")["Location"]

    assert SUMMARY not in reader.get(step).text


@pytest.mark.parametrize("comment", ["Who left?", ""])
def test_a_part_is_kept_with_its_heading_as_it_was_read(reader, step, comment):
    answer = word(reader, step, comment, part="the-vote")

    assert kept() == ("the-vote", "The vote")
    thanks = reader.get(answer["Location"]).text
    assert "the part of the story" in thanks
    assert "Sent to the desk" in thanks
    assert ("your words" in thanks) is bool(comment)


@pytest.mark.parametrize(
    "part", ["", "nowhere", "who-was-there", "The vote", "<script>", "\0", "x" * 5_000]
)
def test_what_is_no_part_of_that_story_is_the_whole_of_it(reader, step, part):
    answer = word(reader, step, "Who left?", part=part)

    assert answer.status_code == 303
    assert kept() == ("", "")
    assert Feedback.objects.get().comment == "Who left?"
    assert "the part of the story" not in reader.get(answer["Location"]).text


def test_the_parts_are_those_of_the_edition_that_was_read(reader, story, step):
    make_edition(article=story.article, body="<h2>Wholly new</h2><p>x</p>")

    assert offered(reader, step) == ["", "main", "the-vote", "after"]
    word(reader, step, "", part="the-vote")
    assert kept() == ("the-vote", "The vote")
    new = vote(reader, story.article.editions.first(), "no")["Location"]
    assert offered(reader, new) == ["", "wholly-new"]


def test_of_a_story_withdrawn_meanwhile_no_part_is_named_and_the_comment_is_kept(
    reader, story, step
):
    press.withdraw(story.article_id, by=None)

    assert "The vote" not in reader.get(step).text
    word(reader, step, "Why?", part="the-vote")
    assert (kept(), Feedback.objects.get().comment) == (("", ""), "Why?")


def test_what_is_too_long_keeps_the_part_that_was_chosen(reader, step):
    page = word(reader, step, "x" * 1_001, part="after")

    assert page.status_code == 422
    assert 'value="after" checked' in page.text
    assert "<details open>" in page.text
    assert kept() == ("", "")


def test_an_answer_without_a_part_does_not_wipe_out_an_earlier_one(reader, step):
    word(reader, step, "", part="after")
    word(reader, step, "And this")

    assert kept() == ("after", "After")


def test_a_heading_of_any_length_and_kind_is_kept(reader):
    long = "word " * 100
    step = vote(reader, make_edition(body=f"<h2>{long}&lt;b&gt;</h2><p>x</p>"), "no")["Location"]
    anchor = offered(reader, step)[1]

    word(reader, step, "", part=anchor)

    assert len(kept()[1]) <= 200
    assert kept()[1].startswith("word word")


def test_a_redacted_edition_leaves_no_heading_with_its_reports(reader, story, step):
    word(reader, step, "Who left?", part="the-vote")
    make_edition(article=story.article)

    publishing.redact(story.pk, by=make_user("Administrator"), reason="A court said so.")

    assert kept() == ("", "")
    assert Feedback.objects.get().comment == "Who left?"


def test_the_parts_of_a_story_are_counted_over_its_editions_without_spam(reader, story):
    for anchor, is_spam in [("after", 0), ("the-vote", 0), ("after", 0), ("after", 1)]:
        report = make_report(edition=story, comment="")
        slip = Slip(report.pk, story.article_id, "no")
        take_word(slip, Said(part=Part(anchor, "?"), is_blocked=bool(is_spam)), at=hours(0))
    make_edition(
        article=story.article, body=BODY.replace("After", "Afterwards").replace("<em>", "")
    )

    named = helpfulness.parts_named(story.article_id)

    assert named == [("After", 2), ("The vote", 1)]


def test_the_second_step_costs_one_query_more(reader, step):
    reader.get(step)

    assert len(reader.queries) <= 3


def test_what_precedes_the_first_heading_is_a_part_too(reader, step):
    word(reader, step, "Who met?", part="main")

    assert kept() == ("main", "The beginning")
