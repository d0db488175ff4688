"""Several editions wait at once; each is moved, called off and brought up to date in its place."""

import pytest
from django.utils import timezone

from articles.models import Edition
from tests.desk.form import address_of, filled, text_of
from tests.make import hours, make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def local(moment):
    """A moment as the browser's time input sends it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def live():
    """A live story."""
    return make_edition(headline="Gates shut")


def post(editor, story, **fields):
    """The page that a button of the form leads to."""
    return editor.post(address_of(story), filled(story, **fields), follow=True)


def test_updates_and_a_withdrawal_are_scheduled_side_by_side(editor, reader, live):
    story = live.article

    post(editor, story, _schedule=1, print_at=local(hours(2)), headline="In two hours")
    post(editor, story, _schedule=1, print_at=local(hours(4)), headline="In four")
    post(editor, story, _withdraw_later=1, withdraw_at=local(hours(6)), notice="It was not so.")

    assert "Gates shut" in reader.get(live.address).text
    assert "In two hours" in reader.get(live.address, at=hours(3)).text
    assert "In four" in reader.get(live.address, at=hours(5)).text
    gone = reader.get(live.address, at=hours(7))
    assert (gone.status_code, "It was not so." in gone.text) == (410, True)


def test_each_is_moved_by_the_time_beside_it(editor, live):
    first = make_edition(article=live.article, live_from=hours(2))
    second = make_edition(article=live.article, live_from=hours(4))

    post(editor, live.article, _move=second.pk, **{f"move-{second.pk}": local(hours(8))})

    first.refresh_from_db(), second.refresh_from_db()
    assert (local(first.live_from), local(second.live_from)) == (local(hours(2)), local(hours(8)))


@pytest.mark.parametrize("typed", ["", "soon", "2020-01-01T10:00", "2027-03-28T01:30"])
def test_what_is_no_time_to_come_moves_nothing_and_stays_in_its_box(editor, live, typed):
    planned = hours(2)
    waiting = make_edition(article=live.article, live_from=planned)

    answer = post(editor, live.article, _move=waiting.pk, **{f"move-{waiting.pk}": typed})

    assert answer.status_code == 422
    assert f'name="move-{waiting.pk}" value="{typed}"' in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.live_from == planned


def test_the_form_says_how_far_a_scheduled_text_is_behind(editor, live):
    story = live.article
    post(editor, story, _schedule=1, print_at=local(hours(2)), headline="As scheduled")
    assert "behind" not in text_of(editor.get(address_of(story)))

    post(editor, story, _save=1, headline="Better")
    post(editor, story, _save=1, headline="Better still")
    assert "The scheduled text is 2 changes behind." in text_of(editor.get(address_of(story)))
    post(editor, story, _save=1, headline="As scheduled")
    assert "behind" not in text_of(editor.get(address_of(story)))


def test_and_brings_it_up_to_date_in_its_place(editor, reader, live):
    story = live.article
    post(editor, story, _schedule=1, print_at=local(hours(2)), headline="As scheduled", note="Why")
    waiting = Edition.archive.of(story.pk).first()
    post(editor, story, _save=1, headline="Better")

    answer = post(editor, story, _reprint=waiting.pk)

    again = Edition.archive.of(story.pk).first()
    assert "Reprinted" in text_of(answer)
    assert (again.headline, again.note) == ("Better", "Why")
    assert again.live_from == waiting.live_from
    assert "Gates shut" in reader.get(live.address).text
    assert "behind" not in text_of(editor.get(address_of(story)))


def test_a_reprint_is_looked_over_like_any_print(editor, live):
    waiting = make_edition(article=live.article, live_from=hours(2))

    answer = post(editor, live.article, _reprint=waiting.pk, headline="TK")

    assert "A placeholder is left" in text_of(answer)
    assert Edition.archive.of(live.article_id).first() == waiting


def test_whoever_may_not_print_moves_and_reprints_nothing(writer, editor, live):
    story = live.article
    other = make_edition(live_from=hours(2))
    waiting = make_edition(article=story, live_from=hours(2))

    for button in ("_move", "_reprint", "_cancel"):
        fields = {button: waiting.pk, f"move-{waiting.pk}": local(hours(9))}
        assert writer.post(address_of(story), filled(story, **fields)).status_code == 403
        fields = {button: other.pk, f"move-{other.pk}": local(hours(9))}
        assert editor.post(address_of(story), filled(story, **fields)).status_code == 403


def test_a_withdrawal_to_come_needs_its_time(editor, live):
    for typed, words in (("", "Choose the day and time"), ("2020-01-01T10:00", "has passed")):
        answer = post(editor, live.article, _withdraw_later=1, withdraw_at=typed)
        assert (answer.status_code, words in text_of(answer)) == (422, True)
    assert Edition.archive.count() == 1
