"""The second step: half an hour in which a reader may add a comment."""

import base64
import json

import pytest

from articles.editions import press
from articles.feedback import intake, moderation
from articles.feedback.recount import recount
from articles.models import Feedback, FeedbackEvent
from tests.feedback.answers import OWN_PAGE, clock, make_votes, trap_in, vote, word
from tests.make import make_edition, make_user


def test_the_second_step_thanks_names_the_story_and_asks_for_a_comment(reader, step):
    page = reader.get(step)

    assert page.status_code == 200
    assert "We have counted your No" in page.text
    assert "Talks open" in page.text
    assert 'name="comment"' in page.text
    assert "Up to 1,000 characters. Do not include personal details" in page.text


def test_a_comment_is_stored_with_its_vote(reader, step):
    answer = word(reader, step, "Which ten moors?")

    report = Feedback.objects.get()
    assert (report.vote, report.comment, report.state) == ("no", "Which ten moors?", "new")
    assert report.commented_at >= report.created_at
    assert answer.status_code == 303
    assert "Sent to the desk" in reader.get(answer["Location"]).text


def test_a_second_comment_within_the_half_hour_takes_the_place_of_the_first(reader, step):
    word(reader, step, "Frist")
    word(reader, step, "First", after=29 * 60)

    assert Feedback.objects.get().comment == "First"
    assert FeedbackEvent.objects.count() == 0


@pytest.mark.parametrize("nothing", ["", "  \r\n ", "\0\u200b\u202e"])
def test_an_empty_comment_is_just_thanked_for(reader, step, nothing):
    answer = word(reader, step, nothing, after=0)

    report = Feedback.objects.get()
    assert (report.comment, report.state, report.commented_at) == ("", "new", None)
    assert "Your answer is counted" in reader.get(answer["Location"]).text


def test_an_empty_comment_does_not_wipe_out_an_earlier_one(reader, step):
    word(reader, step, "Kept")
    word(reader, step, "")

    assert Feedback.objects.get().comment == "Kept"


def test_looking_at_the_steps_changes_nothing(reader, step):
    thanks = word(reader, step, "Words")["Location"]
    before = list(Feedback.objects.values())

    for address in (step + "?comment=other", thanks):
        assert reader.client.get(address).status_code == 200
        assert reader.client.head(address).status_code == 200

    assert list(Feedback.objects.values()) == before
    assert reader.client.post(thanks).status_code == 405
    assert reader.client.put(step).status_code == 405


# Time


def test_after_half_an_hour_the_page_says_that_the_time_is_over(reader, step):
    with clock(29 * 60):
        assert reader.get(step).status_code == 200

    with clock(31 * 60):
        page = reader.get(step)

    assert page.status_code == 410
    assert "The half hour for that is over" in page.text
    assert page["Cache-Control"] == "private, no-store"


def test_a_comment_that_comes_too_late_is_not_stored_and_given_back(reader, step):
    page = word(reader, step, "My long & careful words", after=31 * 60)

    assert page.status_code == 410
    assert "My long &amp; careful words" in page.text
    assert Feedback.objects.get().comment == ""


def test_a_comment_faster_than_anyone_types_is_held(reader, step):
    word(reader, step, "Buy permits", after=0)

    report = Feedback.objects.get()
    assert (report.state, report.holds) == ("held", ["quick"])
    event = report.events.get()
    assert (event.moved_from, event.moved_to, event.by) == ("new", "held", None)


def test_a_comment_after_three_seconds_is_not_held(reader, step):
    word(reader, step, "Short", after=3)

    assert Feedback.objects.get().state == "new"


# Signatures


def test_a_tampered_slip_opens_nothing(reader, step):
    thanks = word(reader, step, "Words")["Location"]
    value = step.removeprefix("/feedback/word/").rstrip("/")
    shown = thanks.removeprefix("/feedback/thanks/").rstrip("/")
    wrong = [value[:-1] + ("A" if value[-1] != "A" else "B"), f"x{value}", "x", ":", "::", "1"]
    wrong += [value.rsplit(":", 1)[0], value.replace(":", ""), "%00", "%FF", "ü", "a" * 5_000]

    for signed in [*wrong, shown]:
        assert reader.get(f"/feedback/word/{signed}/").status_code == 404, signed
        posted = reader.post(f"/feedback/word/{signed}/", {"comment": "x"}, **OWN_PAGE)
        assert posted.status_code == 404, signed
    for signed in [*wrong, value]:
        assert reader.get(f"/feedback/thanks/{signed}/").status_code == 404, signed
    assert Feedback.objects.get().comment == "Words"


def test_a_slip_signed_with_another_key_opens_nothing(reader, step, settings):
    settings.SECRET_KEY = settings.SECRET_KEY[::-1]

    assert reader.get(step).status_code == 404


# Who posts


@pytest.mark.parametrize(
    ("headers", "status", "state"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403, "new"),
        ({"Sec-Fetch-Site": "none"}, 403, "new"),
        ({"Origin": "null"}, 403, "new"),
        ({"Origin": "http://testserver"}, 303, "new"),
        ({}, 303, "held"),
    ],
)
def test_the_second_step_is_guarded_like_the_first(reader, step, headers, status, state):
    with clock(10):
        answer = reader.post(step, {"comment": "Which gate?"}, **headers)

    report = Feedback.objects.get()
    assert answer.status_code == status
    assert (report.state, report.comment) == (state, "Which gate?" if status == 303 else "")
    assert status == 303 or "Which gate?" not in answer.text


def test_what_fills_in_the_hidden_field_is_held_even_without_words(reader, step):
    trap = trap_in(reader.get(step))

    answer = word(reader, step, "", **{trap: "spam"})

    report = Feedback.objects.get()
    assert (report.state, report.holds) == ("held", ["trap"])
    assert answer.status_code == 303


def test_each_reason_for_holding_is_kept_once(reader):
    edition = make_edition()
    step = vote(reader, edition, **{trap_in(reader.get(edition.address)): "spam"})["Location"]

    word(reader, step, "Words", after=0, **{trap_in(reader.get(step)): "spam"})

    assert Feedback.objects.get().holds == ["trap", "quick"]


def test_who_has_posted_too_often_gets_the_words_back(reader, step, monkeypatch):
    monkeypatch.setattr(intake, "MOST_AN_HOUR", 29)
    answers = [word(reader, step, "Same again") for _n in range(30)]

    assert answers[-1].status_code == 429
    assert "Same again" in answers[-1].text


@pytest.mark.parametrize("why", ["other site", "too late"])
def test_whoever_is_refused_is_led_back_to_the_story(reader, why):
    edition = make_edition()
    step = vote(reader, edition)["Location"]

    with clock(60 * 31 if why == "too late" else 10):
        site = "cross-site" if why == "other site" else "same-origin"
        answer = reader.post(step, {"comment": "Which gate?"}, **{"Sec-Fetch-Site": site})

    assert answer.status_code == (410 if why == "too late" else 403)
    assert f'href="{edition.address}">Back to the story</a>' in answer.text


def test_what_a_second_slip_brings_again_replaces_what_it_brought(reader):
    edition = make_edition()
    word(reader, vote(reader, edition)["Location"], "The first reader's words")
    second = vote(reader, edition)["Location"]

    for said in ("Sent twice", "Sent twice", "And put better"):
        word(reader, second, said)

    comments = Feedback.objects.order_by("pk").values_list("comment", flat=True)
    assert list(comments) == ["The first reader's words", "And put better"]
    assert recount()[1] == []


# Meanwhile


def test_a_comment_on_what_a_moderator_has_closed_waits_again(reader, step):
    report, moderator = Feedback.objects.get(), make_user("Moderator")
    moderation.move(report.pk, to="dismissed", by=moderator)

    word(reader, step, "One thing more")

    report.refresh_from_db()
    assert (report.state, report.comment) == ("new", "One thing more")
    assert report.events.last().what == "said_more"


def test_a_comment_on_what_is_spam_stays_spam(reader, step):
    report = Feedback.objects.get()
    moderation.move(report.pk, to="spam", by=make_user("Moderator"))

    word(reader, step, "Buy permits", after=0)

    report.refresh_from_db()
    assert (report.state, report.comment) == ("spam", "Buy permits")


def test_a_story_withdrawn_meanwhile_is_not_named_and_the_comment_is_kept(reader, step):
    report = Feedback.objects.get()
    press.withdraw(report.edition.article_id, by=None)

    page = reader.get(step)
    answer = word(reader, step, "Why?")

    assert "Talks open" not in page.text
    assert "A story that was withdrawn" in page.text
    assert "Talks open" not in reader.get(answer["Location"]).text
    report.refresh_from_db()
    assert report.comment == "Why?"


def test_the_steps_cost_few_queries(reader, step):
    reader.get(step)

    assert len(reader.queries) <= 3


def said_on(address):
    """What the address of a step says to whoever takes it apart."""
    said = address.rstrip("/").rpartition("/")[2].split(":")[0]
    return json.loads(base64.urlsafe_b64decode(f"{said}==="))


def test_no_address_of_a_step_tells_how_many_answers_there_are(reader):
    edition = make_edition()
    make_votes(edition, yes=40)

    step = vote(reader, edition, "no")["Location"]
    thanks = word(reader, step, "Which day?")["Location"]

    report = Feedback.objects.latest("pk")
    known = [report.fingerprint, edition.article_id, "no", edition.pk, False]
    assert said_on(step) == known
    assert said_on(thanks) == [step.split("/")[-2], True, False, False]


def test_a_slip_whose_fingerprint_is_gone_gives_the_words_back(reader, step):
    Feedback.objects.update(fingerprint="")

    page = word(reader, step, "Too late?")

    assert page.status_code == 410
    assert "Too late?" in page.text
