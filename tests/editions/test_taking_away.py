"""Taking away what was printed, moving what waits, redacting: what readers get then."""

import pytest

from articles.editions import press
from articles.editions.listing import Listing
from articles.models import Correction, Edition
from tests.make import (
    hours,
    make_edition,
    make_user,
    tomorrow,
)

pytestmark = pytest.mark.django_db


def editions_of(edition):
    return Edition.archive.of(edition.article_id)


# Withdrawing


def test_a_withdrawn_story_is_gone_from_page_and_lists(reader):
    edition = make_edition(headline="Wrong altogether")

    withdrawal = press.withdraw(edition.article_id, by=None)

    page = reader.get(edition.address)
    assert (page.status_code, "Wrong altogether" in page.text) == (410, False)
    assert "Wrong altogether" not in reader.get("/").text
    assert (withdrawal.kind, withdrawal.number) == ("withdrawal", 2)


def test_its_notice_is_shown_where_the_story_was(reader):
    edition = make_edition()

    press.withdraw(edition.article_id, by=None, notice="We could not bear this out.")

    page = reader.get(edition.address)
    assert (page.status_code, "We could not bear this out." in page.text) == (410, True)


@pytest.mark.parametrize("target", ["/news/other/", "https://example.org/there"])
def test_its_readers_can_be_led_elsewhere(reader, target):
    edition, _other = make_edition(), make_edition(slug="other")

    press.withdraw(edition.article_id, by=None, moved_to=target)

    answer = reader.get(edition.address)
    assert (answer.status_code, answer["Location"]) == (301, target)


@pytest.mark.parametrize(
    "target",
    ["there", "//example.org/", "javascript:alert(1)", "/\\x", "/a b", "/a\nb", "/\x00"]
    + ["/news/mill/?a=/", "/news/mill/#/", "/news/%6dill/", "/news/mill/./", "/news/../news/mill/"],
)
def test_but_not_to_what_is_no_address(target):
    edition = make_edition()

    with pytest.raises(press.LeadsNowhere):
        press.withdraw(edition.article_id, by=None, moved_to=target)

    assert editions_of(edition).count() == 1


def test_nor_to_an_address_of_its_own():
    first = make_edition(slug="one")
    make_edition(article=first.article, slug="two")

    for own in ("/news/one/", "/news/two/"):
        with pytest.raises(press.LeadsNowhere):
            press.withdraw(first.article_id, by=None, moved_to=own)


def test_nor_round_in_a_circle():
    first, second, third = (make_edition(slug=slug) for slug in ("one", "two", "three"))
    press.withdraw(first.article_id, by=None, moved_to="/news/two/")
    press.withdraw(second.article_id, by=None, moved_to="/news/three/")

    with pytest.raises(press.LeadsNowhere):
        press.withdraw(third.article_id, by=None, moved_to="/news/one/")


def test_but_to_a_story_that_once_led_here_and_is_back():
    first, second = make_edition(slug="one"), make_edition(slug="two")
    press.withdraw(first.article_id, by=None, moved_to="/news/two/")
    make_edition(article=first.article)

    assert press.withdraw(second.article_id, by=None, moved_to="/news/one/").moved_to


def test_a_story_without_a_page_cannot_be_withdrawn():
    waiting = make_edition(live_from=tomorrow())

    with pytest.raises(press.NothingToWithdraw):
        press.withdraw(waiting.article_id, by=None)

    assert editions_of(waiting).count() == 1


def test_a_story_is_withdrawn_once():
    edition = make_edition(live_from=hours(-3))
    press.withdraw(edition.article_id, by=None)

    with pytest.raises(press.NothingToWithdraw):
        press.withdraw(edition.article_id, by=None)


def test_a_withdrawn_story_that_is_printed_again_is_back_at_its_address(reader):
    first = make_edition(live_from=hours(-3))
    press.withdraw(first.article_id, by=None)

    again = make_edition(article=first.article, headline="Borne out after all")

    assert again.kind == "update"
    assert "Borne out after all" in reader.get(first.address).text


def test_what_was_said_before_a_withdrawal_can_still_be_seen_at_its_moment(reader):
    first = make_edition(headline="As it stood", live_from=hours(-3))
    press.withdraw(first.article_id, by=None)

    assert "As it stood" in reader.get(first.address, at=hours(-1)).text


# Moving and calling off


def test_only_what_waits_can_be_moved_or_called_off():
    begun = make_edition(live_from=hours(-1))

    with pytest.raises(press.HistoryStands):
        press.reschedule(begun.pk, at=hours(3))
    with pytest.raises(press.HistoryStands):
        press.cancel(begun.pk)

    assert editions_of(begun).get().live_from == begun.live_from


def test_nothing_is_moved_into_the_past():
    waiting = make_edition(live_from=hours(3))

    with pytest.raises(press.HistoryStands):
        press.reschedule(waiting.pk, at=hours(-1))


def test_nothing_is_moved_onto_another():
    first = make_edition(live_from=hours(3))
    second = make_edition(article=first.article, live_from=hours(5))

    with pytest.raises(press.MomentTaken):
        press.reschedule(first.pk, at=second.live_from)


def test_what_is_called_off_leaves_no_trace_among_addresses():
    waiting = make_edition(slug="merger", live_from=hours(3))

    press.cancel(waiting.pk)

    assert not editions_of(waiting).exists()
    assert not Listing.objects.exists()
    assert make_edition(slug="merger").address == waiting.address


def test_what_would_leave_a_withdrawal_without_a_story_is_refused():
    waiting = make_edition(live_from=hours(3))
    press.withdraw(waiting.article_id, by=None, at=hours(5))

    with pytest.raises(press.NothingToWithdraw):
        press.cancel(waiting.pk)
    with pytest.raises(press.NothingToWithdraw):
        press.reschedule(waiting.pk, at=hours(7))


def test_a_story_is_dated_by_when_it_first_holds_wherever_that_is_moved():
    waiting = make_edition(live_from=hours(3))
    press.reschedule(waiting.pk, at=hours(8))

    waiting.refresh_from_db()
    assert set(Listing.objects.values_list("sort_time", "live_from")) == {
        (waiting.live_from, waiting.live_from)
    }


# Redacting


def test_a_redacted_edition_says_nothing_and_tells_that_it_does(reader):
    user = make_user("Administrator")
    edition = make_edition(headline="A name that must go", language="fr", live_from=hours(-2))

    press.redact(edition.pk, by=user, reason="By order of the court.")

    row = editions_of(edition).values().get()
    assert "A name that must go" not in str(row)
    assert (row["document"], row["sha256"], row["author_ids"]) == (None, "", [])
    assert row["language"] == ""
    assert (row["redacted_by_id"], row["redaction_reason"]) == (user.pk, "By order of the court.")
    page = reader.get(edition.address)
    assert page.status_code == 410
    assert "court" not in page.text
    assert not Listing.objects.exists()


def test_redacting_what_has_been_superseded_leaves_todays_page(reader):
    first = make_edition(headline="With the name", live_from=hours(-5), kind="")
    make_edition(article=first.article, headline="Without the name", live_from=hours(-1))

    press.redact(first.pk, by=None, reason="Privacy.")

    assert "Without the name" in reader.get(first.address).text
    assert reader.get(first.address, at=hours(-3)).status_code == 410


def test_a_redacted_correction_takes_its_notice_along(reader):
    first = make_edition(live_from=hours(-5))
    corrected = make_edition(article=first.article, correction="Not Mr Finch of Weir Lane.")
    make_edition(article=first.article, headline="Clean", live_from=hours(1))

    press.redact(corrected.pk, by=None, reason="Privacy.")

    assert not Correction.objects.exists()
    assert "Finch" not in reader.get("/corrections/", at=hours(2)).text
    assert "Finch" not in reader.get(first.address, at=hours(2)).text
