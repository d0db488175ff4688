"""Yes or No: a plain form on a page that everyone gets alike."""

from datetime import timedelta

import pytest

from articles.checks import feedback_can_tell_its_own_pages
from articles.editions import press
from articles.feedback import intake, moderation
from articles.feedback.recount import recount
from articles.models import Edition, Feedback, VotesInHour
from tests.feedback.answers import OWN_PAGE, address_of, trap_in, vote, word
from tests.make import hours, make_edition, tomorrow


def test_a_yes_counts_at_once_and_leads_to_the_second_step(reader):
    edition = make_edition()

    answer = vote(reader, edition, "yes")

    report = Feedback.objects.get()
    assert (report.edition, report.vote, report.state, report.comment) == (
        edition,
        "yes",
        "new",
        "",
    )
    assert answer.status_code == 303
    assert answer["Location"].startswith("/feedback/word/")


def test_the_question_beneath_a_story_posts_to_this_very_address(reader):
    edition = make_edition()

    page = reader.get(edition.address)

    assert f'action="{address_of(edition)}"' in page.text


def test_the_story_and_the_steps_of_two_readers_carry_no_cookie(reader):
    edition = make_edition()

    pages = [reader.get(edition.address), reader.get(edition.address)]
    step = vote(reader, edition)
    pages += [step, reader.get(step["Location"]), vote(reader, edition, "maybe")]

    assert pages[0].content == pages[1].content
    for page in pages:
        assert not page.cookies
        assert "Cookie" not in page.get("Vary", "")
        assert "csrfmiddlewaretoken" not in page.text


def test_no_step_is_kept_or_indexed_by_anyone(reader):
    step = vote(reader, make_edition())

    answers = [step, reader.get(step["Location"]), reader.get(address_of(1))]

    for answer in answers:
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("answer", ["", "maybe", "YES", "1", "yes\0", "yes" * 400_000])
def test_what_is_neither_yes_nor_no_is_refused_with_a_word(reader, answer):
    page = vote(reader, make_edition(), answer)

    assert page.status_code == 400
    assert "neither Yes nor No" in page.text
    assert Feedback.objects.count() == 0


def test_looking_at_the_address_of_a_vote_changes_nothing(reader):
    edition = make_edition()

    for method in ("put", "delete", "options", "patch"):
        answer = getattr(reader.client, method)(address_of(edition) + "?vote=yes")
        assert answer.status_code == 405
    for method in ("get", "head"):
        answer = getattr(reader.client, method)(address_of(edition) + "?vote=yes")
        assert (answer.status_code, answer["Location"]) == (302, edition.address)
    assert Feedback.objects.count() == 0


def test_a_vote_is_for_what_its_reader_may_have_read_of_a_story_that_has_a_page(reader):
    waiting = make_edition(live_from=tomorrow())
    old = make_edition(live_from=hours(-2))
    today = make_edition(article=old.article)
    gone = make_edition()
    press.withdraw(gone.article_id, by=None)

    got = {
        name: vote(reader, edition).status_code
        for name, edition in {
            "waiting": waiting,
            "replaced": old,
            "live": today,
            "withdrawn": gone,
            "withdrawal": Edition.archive.get(kind="withdrawal"),
            "none": 999_999,
            "enormous": 10**30,
        }.items()
    }

    assert got == dict.fromkeys(got, 404) | {"live": 303, "replaced": 303}


TABLE = [
    # Sec-Fetch-Site, Origin, taken, state
    ("same-origin", None, True, "new"),
    ("same-origin", "http://testserver", True, "new"),
    ("same-origin", "https://testserver", True, "new"),
    ("same-origin", "null", True, "new"),
    ("same-origin", "http://evil.example", False, None),
    ("same-origin", "http://testserver:8080", False, None),
    ("same-origin", "http://user@testserver", False, None),
    ("same-origin", "http://[", False, None),
    ("same-origin", "", False, None),
    ("same-site", None, False, None),
    ("same-site", "http://testserver", False, None),
    ("cross-site", None, False, None),
    ("cross-site", "http://testserver", False, None),
    ("none", None, False, None),
    ("", None, False, None),
    ("nonsense", None, False, None),
    (None, "http://testserver", True, "new"),
    (None, "http://evil.example", False, None),
    (None, "http://testserver.evil.example", False, None),
    (None, "http://testserver:8080", False, None),
    (None, "http://user@testserver", False, None),
    (None, "null", False, None),
    (None, "", False, None),
    (None, "http://[", False, None),
    (None, None, True, "held"),
]


@pytest.mark.parametrize(("site", "origin", "is_taken", "state"), TABLE)
def test_other_sites_cannot_answer_for_readers(reader, site, origin, is_taken, state):
    sent = {"Sec-Fetch-Site": site, "Origin": origin}
    headers = {name: value for name, value in sent.items() if value is not None}

    answer = reader.post(address_of(make_edition()), {"vote": "yes"}, **headers)

    assert answer.status_code == (303 if is_taken else 403)
    assert [report.state for report in Feedback.objects.all()] == ([state] if is_taken else [])


def test_the_public_address_of_the_site_is_ours_behind_a_proxy_too(reader, settings):
    settings.SITE_URL = "https://news.example"

    answer = reader.post(address_of(make_edition()), {"vote": "yes"}, Origin="https://news.example")

    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("policy", "errors"),
    [
        ("strict-origin-when-cross-origin", []),
        ("same-origin", []),
        (None, []),
        ("no-referrer", ["newsroom.E002"]),
        ("origin, no-referrer", ["newsroom.E002"]),
        (["origin", "No-Referrer "], ["newsroom.E002"]),
        ("no-referrer, origin", []),
    ],
)
def test_a_policy_under_which_no_page_could_be_told_is_an_error_of_the_settings(
    settings, policy, errors
):
    settings.SECURE_REFERRER_POLICY = policy

    assert [error.id for error in feedback_can_tell_its_own_pages(None)] == errors


def test_a_refusal_says_where_the_question_can_be_answered(reader):
    page = reader.post(address_of(make_edition()), {"vote": "yes"}, Origin="null")

    assert "Open the story on this site" in page.text
    assert 'content="noindex"' in page.text


def test_a_browser_that_does_not_say_whence_is_held_with_the_reason(reader):
    reader.post(address_of(make_edition()), {"vote": "yes"})

    assert Feedback.objects.get().holds == ["unsaid"]


def test_what_fills_in_the_hidden_field_is_held_and_gets_the_same_answer(reader):
    edition = make_edition()
    trap = trap_in(reader.get(edition.address))

    answer = vote(reader, edition, **{trap: "https://spam.example"})

    report = Feedback.objects.get()
    assert (report.state, report.holds) == ("held", ["trap"])
    assert answer.status_code == 303
    assert "We have counted your Yes" in reader.get(answer["Location"]).text


def test_above_thirty_posts_an_hour_answers_of_an_address_are_counted_apart(reader):
    noon = hours(24).replace(hour=12)
    editions = [make_edition(live_from=noon - timedelta(hours=1)) for _n in range(4)]

    def votes(count, *, after):
        """How many of so many answers, each from another browser, were taken and count."""
        before = Feedback.objects.counted().count()
        for n in range(count):
            headers = {**OWN_PAGE, "User-Agent": f"{after} {n}"}
            at = noon + timedelta(minutes=after)
            address = address_of(editions[n % 4])
            answer = reader.post(address, {"vote": "no"}, at=at, **headers)
            assert answer.status_code == 303
        return Feedback.objects.counted().count() - before

    assert votes(35, after=0) == 30
    assert votes(3, after=2.1) == 1
    assert votes(31, after=70) == 30
    apart = Feedback.objects.filter(counts=False)
    found = {(each.state, each.is_report, *each.holds) for each in apart}
    assert found == {("new", False, "crowd")}
    assert not Feedback.objects.in_surge(editions[0].article_id).exists()
    assert recount()[1] == []


def test_above_ten_votes_an_hour_on_one_edition_those_of_an_address_are_counted_apart(reader):
    edition, noon = make_edition(), hours(24).replace(hour=12)

    def counted(minutes):
        headers = {**OWN_PAGE, "User-Agent": f"{minutes}"}
        at = noon + timedelta(minutes=minutes)
        reader.post(address_of(edition), {"vote": "no"}, at=at, **headers)
        return Feedback.objects.latest("pk").counts

    assert [counted(n / 100) for n in range(12)] == [True] * 10 + [False] * 2
    assert counted(6.1)
    assert not counted(6.2)


def test_words_of_a_crowd_are_held_until_someone_lets_them_count(reader, moderator):
    steps = [vote(reader, make_edition(), "no")["Location"] for _n in range(32)]
    report = Feedback.objects.latest("pk")

    word(reader, steps[-2], "")
    word(reader, steps[-1], "Which day was it?")
    held = Feedback.objects.reports().get()
    moderation.move(held.pk, to="open", by=moderator.user)

    assert (held.pk, held.state, held.holds) == (report.pk, "held", ["crowd"])
    assert Feedback.objects.get(pk=held.pk).counts
    assert Feedback.objects.filter(counts=False).count() == 1


def test_a_crowd_at_one_connection_is_no_surge_for_all_others(reader):
    edition = make_edition()
    for n in range(70):
        headers = {**OWN_PAGE, "User-Agent": f"{n}"}
        reader.post(address_of(edition), {"vote": "no"}, **headers)

    reader.client.post(
        address_of(edition), {"vote": "yes"}, headers=OWN_PAGE, REMOTE_ADDR="192.0.2.7"
    )

    assert Feedback.objects.latest("pk").counts
    assert VotesInHour.objects.get().votes == 11


@pytest.fixture
def most(monkeypatch):
    """Forty posts an hour are the most that are taken, so that a test need not send hundreds."""
    monkeypatch.setattr(intake, "MOST_AN_HOUR", 40)


def test_above_the_most_an_address_waits_for_each_post(reader, most):
    edition, noon = make_edition(), hours(24).replace(hour=12)

    def statuses(posts, after):
        at = noon + timedelta(minutes=after)
        return [vote(reader, edition, at=at).status_code for _n in range(posts)]

    assert statuses(41, after=0) == [303] * 40 + [429]
    assert statuses(2, after=1.6) == [303, 429]
    assert statuses(41, after=70) == [303] * 40 + [429]


def test_who_has_to_wait_is_told_so_and_others_are_not_kept_waiting(reader, most):
    edition = make_edition()
    told = [vote(reader, edition) for _n in range(41)][-1]

    other = reader.client.post(
        address_of(edition), {"vote": "yes"}, headers=OWN_PAGE, REMOTE_ADDR="192.0.2.7"
    )

    assert "try again in a few minutes" in told.text
    assert f'href="{address_of(edition)}">Back to the story</a>' in told.text
    assert reader.get(address_of(edition))["Location"] == edition.address
    assert 0 < int(told["Retry-After"]) <= 120
    assert other.status_code == 303


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", True),
        ("2001:db8:1:2::1", "2001:db8:1:102::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "unix:", False),
    ],
)
def test_one_household_has_one_bucket(reader, most, one, other, are_one):
    edition = make_edition()

    def status(address):
        return reader.client.post(
            address_of(edition), {"vote": "yes"}, headers=OWN_PAGE, REMOTE_ADDR=address
        ).status_code

    assert [status(one) for _n in range(41)][-1] == 429
    assert status(other) == (429 if are_one else 303)


def test_a_post_far_larger_than_any_answer_is_not_even_read(reader):
    page = vote(reader, make_edition(), comment="x" * 2_000_000)

    assert page.status_code == 413
    assert Feedback.objects.count() == 0


def test_what_no_form_sends_is_answered_by_a_page_of_ours(reader):
    reader.client.raise_request_exception = False

    answer = reader.client.post(
        address_of(make_edition()), b"x", content_type="multipart/form-data", headers=OWN_PAGE
    )

    assert answer.status_code == 400
    assert "That could not be read" in answer.content.decode()


def test_robots_are_asked_to_leave_these_addresses_alone(reader):
    assert "Disallow: /feedback/" in reader.get("/robots.txt").text


def test_behind_a_proxy_each_reader_has_a_bucket_whatever_they_claim(reader, settings, most):
    settings.BEHIND_PROXY = True
    edition = make_edition()

    def status(seen):
        headers = {**OWN_PAGE, "X-Forwarded-For": seen}
        return reader.post(address_of(edition), {"vote": "yes"}, **headers).status_code

    assert [status(f"10.9.8.{n}, 192.0.2.1:{5000 + n}") for n in range(41)][-1] == 429
    assert status("192.0.2.1") == 429
    assert status("192.0.2.1, 192.0.2.2") == 303


def test_an_answer_is_taken_and_held_when_the_cache_is_down(reader, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }

    answer = vote(reader, make_edition(), "no")

    assert answer.status_code == 303
    assert Feedback.objects.get().state == "held"
