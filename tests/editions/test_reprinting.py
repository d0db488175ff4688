"""An edition that waits is printed anew in its place."""

from dataclasses import replace

import pytest

from articles.editions import press
from articles.models import Correction, Edition
from tests.make import hours, make_edition, tomorrow

pytestmark = pytest.mark.django_db


def reprinted(edition, **changes):
    """The edition with another text."""
    return press.reprint(edition.pk, replace(edition.as_document(), **changes), by=None)


def test_readers_get_the_new_text_at_the_old_moment(reader):
    today = make_edition(headline="Talks open")
    waiting = make_edition(article=today.article, headline="Talks fial", live_from=hours(2))

    again = reprinted(waiting, headline="Talks fail")

    assert again.live_from == waiting.live_from
    assert "Talks open" in reader.get(today.address).text
    assert "Talks fail" in reader.get(today.address, at=hours(3)).text
    assert list(Edition.archive.of(today.article_id)) == [again, today]


def test_kind_note_and_notice_stay():
    today = make_edition()
    waiting = make_edition(article=today.article, live_from=tomorrow(), correction="It was four.")

    again = reprinted(waiting, headline="Four gates")

    assert (again.kind, again.note) == (waiting.kind, waiting.note)
    assert Correction.objects.get().edition == again


def test_a_first_edition_with_a_withdrawal_behind_it_can_be_reprinted():
    first = make_edition(live_from=hours(1))
    press.withdraw(first.article_id, by=None, at=hours(2))

    assert reprinted(first, headline="Another").kind == "new"


def test_what_has_begun_is_not_reprinted():
    with pytest.raises(press.HistoryStands):
        reprinted(make_edition(), headline="Another")
