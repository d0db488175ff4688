"""The desk's buttons, pressed on the form."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editions.edition import Edition
from articles.models import Article
from tests.desk.form import address_of, filled, text_of
from tests.make import make_article, make_contributor, make_edition, make_section, make_user


def local(moment):
    """A moment as the browser's time input sends it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_story_written_in_the_form_is_live_once_published(editor, reader):
    section, author = make_section("news"), make_contributor("Ada Marsh")
    story = {"headline": "Bridge reopens", "body": "<p>At noon.</p>", "section": section.pk}

    answer = editor.post(
        address_of(), filled(credits=[(author, "author")], **story, _publish="1"), follow=True
    )

    assert "readers have it now" in text_of(answer)
    assert "At noon." in reader.get("/news/bridge-reopens/").text


def test_saving_a_draft_needs_nothing_and_prints_nothing(writer, reader):
    answer = writer.post(address_of(), filled(headline="Half an idea", _save="1"))

    article = Article.objects.get()
    assert answer.status_code == 302
    assert (article.created_by, article.version) == (writer.user, 1)
    assert article.revisions.get().document["headline"] == "Half an idea"
    assert Edition.archive.count() == 0


def test_what_is_missing_for_printing_is_said_at_its_field_and_nothing_is_lost(editor):
    answer = editor.post(address_of(), filled(standfirst="Typed with care.", _publish="1"))

    said = text_of(answer)
    assert answer.status_code == 422
    for lack in ("A headline.", "A story under the headline.", "A section", "An author"):
        assert lack in said
    assert "Typed with care." in said
    assert Article.objects.count() == 0


def test_each_save_is_a_revision_with_its_number(editor):
    article = make_article(headline="First")

    editor.post(address_of(article), filled(article, headline="Second", _save="1"))

    numbers = list(article.revisions.values_list("number", "document__headline"))
    assert numbers == [(2, "Second"), (1, "First")]


def test_publishing_at_a_time_leaves_the_page_until_then(editor, reader):
    first = make_edition(headline="Before")
    later = timezone.now() + timedelta(hours=30)
    fields = {"headline": "After", "print_at": local(later), "_schedule": "1"}

    editor.post(address_of(first.article), filled(first.article, **fields))

    assert "Before" in reader.get(first.address).text
    assert "After" in reader.get(first.address, at=later + timedelta(minutes=1)).text


def test_a_time_that_has_passed_is_refused_at_its_field(editor):
    article = make_article()
    past = local(timezone.now() - timedelta(hours=1))

    answer = editor.post(address_of(article), filled(article, print_at=past, _schedule="1"))

    assert answer.status_code == 422
    assert "That time has passed" in text_of(answer)
    assert Edition.archive.count() == 0


def test_a_time_that_the_clocks_skip_is_refused_at_its_field(editor, settings):
    settings.TIME_ZONE = "Europe/London"
    article = make_article()

    with timezone.override("Europe/London"):
        answer = editor.post(
            address_of(article), filled(article, print_at="2027-03-28T01:30", _schedule="1")
        )

    assert answer.status_code == 422
    assert "skips this time or has it twice" in text_of(answer)


def test_a_waiting_edition_is_moved_and_called_off_from_the_form(editor):
    article = make_article()
    waiting = make_edition(article=article, live_from=timezone.now() + timedelta(hours=5))
    later = timezone.now() + timedelta(hours=9)

    moved = {"print_at": local(later), "_move": waiting.pk}
    editor.post(address_of(article), filled(article, **moved))
    waiting.refresh_from_db()
    assert local(waiting.live_from) == local(later)

    editor.post(address_of(article), filled(article, _cancel=waiting.pk))
    assert not Edition.archive.of(article.pk).exists()


def test_withdrawing_leaves_readers_the_notice(editor, reader):
    edition = make_edition(headline="Hasty")

    editor.post(
        address_of(edition.article),
        filled(edition.article, notice="Withdrawn: it was not so.", _withdraw="1"),
    )

    page = reader.get(edition.address)
    assert page.status_code == 410
    assert "Withdrawn: it was not so." in page.text
    assert "Hasty" not in page.text


def test_a_correction_carries_its_notice(editor, reader):
    edition = make_edition(headline="Ten dead")
    fields = {"kind": "correction", "correction": "It was two, not ten.", "_publish": "1"}

    editor.post(address_of(edition.article), filled(edition.article, headline="Two dead", **fields))

    page = reader.get(edition.address)
    assert "It was two, not ten." in page.text
    assert Edition.archive.of(edition.article_id).first().kind == "correction"


@pytest.mark.parametrize("button", ["_publish", "_schedule"])
def test_a_correction_without_its_notice_is_refused(editor, button):
    edition = make_edition()
    fields = {"kind": "correction", "print_at": "2099-01-01T10:00", button: "1"}

    answer = editor.post(address_of(edition.article), filled(edition.article, **fields))

    assert answer.status_code == 422
    assert "Say what was wrong" in text_of(answer)
    assert Edition.archive.count() == 1


def test_an_address_that_is_anothers_is_refused_at_its_field(editor):
    taken = make_edition(slug="bridge")
    article = make_article(slug="bridge")

    answer = editor.post(address_of(article), filled(article, _publish="1"))

    assert answer.status_code == 422
    assert f"The address {taken.address} belongs to another page" in text_of(answer)


def test_a_story_is_assigned_to_someone_of_the_staff_by_name(editor):
    ana = make_user("Writer", first_name="Ana", last_name="Reyes")
    former = make_user("Writer", first_name="Bo", is_active=False)
    article = make_article()

    form = text_of(editor.get(address_of(article)))
    editor.post(address_of(article), filled(article, assignee=ana.pk, _save="1"))

    assert "Ana Reyes" in form
    assert former.first_name not in form.split()
    article.refresh_from_db()
    assert article.assignee == ana


def test_a_takeaway_is_one_line_however_it_was_pasted(editor):
    article = make_article()

    editor.post(address_of(article), filled(article, takeaways=["One\r\n  and two "], _save="1"))

    assert article.takeaways.get().text == "One and two"
