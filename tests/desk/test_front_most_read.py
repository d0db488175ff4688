"""Whether a front shows what is most read is said where it is arranged."""

import pytest
from django.contrib.admin.models import LogEntry

from articles.editions.arranging import arrange
from articles.editions.reads import ReadsInHour, hour_of
from articles.models import Front
from tests.desk.form import text_of
from tests.desk.front import asked, at
from tests.make import hours, make_edition, make_section

CHOICE = '<option value="{}" selected>'


@pytest.fixture
def read(db):
    """Five stories that were read enough."""
    for n in range(5):
        story = make_edition(live_from=hours(-50))
        ReadsInHour.objects.create(
            article_id=story.article_id, hour=hour_of(hours(-2)), reads=20 + n
        )


def latest():
    """Whether the home page's front, as it was last saved, shows it."""
    return Front.objects.of(None).first().shows_most_read


def test_it_is_shown_until_someone_says_otherwise_and_then_stays_so(editor):
    assert CHOICE.format("shown") in editor.get(at()).content.decode()

    editor.post(at(), asked(most_read="hidden"))
    assert latest() is False
    assert CHOICE.format("hidden") in editor.get(at()).content.decode()

    editor.post(at(), asked(seen=1))
    assert latest() is False

    editor.post(at(), asked(seen=2, most_read="shown"))
    assert latest() is True


def test_the_log_says_that_it_was_changed(editor):
    arrange(None, [], by=None)

    editor.post(at(), asked(seen=1, most_read="hidden"))

    assert LogEntry.objects.get().change_message == "Most read: not shown."


def test_what_is_none_of_the_choices_is_told_and_nothing_is_saved(editor):
    answer = editor.post(at(), asked(most_read="perhaps"))

    assert answer.status_code == 422
    assert "perhaps is not one of the available choices" in text_of(answer)
    assert not Front.objects.exists()


@pytest.mark.parametrize("section", [None, "news"])
def test_the_preview_shows_the_front_with_it_or_without(editor, read, section):
    key = make_section(section).pk if section else "home"
    posted = {"_save": "", "_preview": "1"}

    def preview(choice):
        form = asked(most_read=choice) | posted
        form.pop("_save")
        return editor.post(at(key), form).context["preview"]

    assert 'id="most-read"' in preview("shown")
    assert 'id="most-read"' not in preview("hidden")
    assert not Front.objects.exists()


def test_where_reads_are_not_counted_nobody_is_asked_and_it_stays_as_it_is(editor, settings):
    arrange(None, [], by=None, shows_most_read=False)
    settings.COUNT_READS = False

    assert "Most read" not in editor.get(at()).content.decode()
    editor.post(at(), asked(seen=1))

    assert latest() is False


def test_the_storys_panel_tells_how_often_it_was_read(editor, settings):
    story = make_edition(live_from=hours(-100)).article
    for ago, times in ((1, 1_200), (30, 30), (300, 4)):
        ReadsInHour.objects.create(article_id=story.pk, hour=hour_of(hours(-ago)), reads=times)
    address = f"/admin/articles/article/{story.pk}/change/"

    assert "Reads: 1200 in 24 hours, 1230 in 7 days, 1234 in all" in text_of(editor.get(address))

    settings.COUNT_READS = False
    assert "in 24 hours" not in text_of(editor.get(address))
