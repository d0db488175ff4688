"""The desk's buttons, pressed on the form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from articles.editions.edition import Edition
from articles.models import Article
from tests.desk.form import address_of, filled, text_of
from tests.make import (
    make_article,
    make_contributor,
    make_edition,
    make_section,
    make_tag,
    make_user,
    tomorrow,
)

pytestmark = pytest.mark.looks

LIST = reverse("admin:articles_article_changelist")


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
    for lack in (
        "A headline is missing.",
        "The story is still empty.",
        "Choose the section",
        "An author is missing",
    ):
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

    moved = {f"move-{waiting.pk}": local(later), "_move": waiting.pk}
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


def test_a_withdrawal_says_what_waits_and_will_bring_the_story_back(editor):
    edition = make_edition()
    make_edition(article=edition.article, live_from=tomorrow())

    answer = editor.post(
        address_of(edition.article), filled(edition.article, _withdraw="1"), follow=True
    )

    assert "an edition waits and will bring it back on" in text_of(answer)
    assert "Withdrawn" in text_of(editor.get(LIST, {"condition": "withdrawn"}))
    assert edition.headline in text_of(editor.get(LIST, {"condition": "scheduled"}))


def test_readers_of_a_withdrawn_story_are_led_to_another_and_the_desk_says_where(editor, reader):
    edition, other = make_edition(), make_edition()
    fields = {"_withdraw": "1", "moved_to": other.address}

    answer = editor.post(
        address_of(edition.article), filled(edition.article, **fields), follow=True
    )

    assert f"its readers are led to {other.address}" in text_of(answer)
    assert reader.get(edition.address)["Location"] == other.address


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"moved_to": "/nowhere/at/all/"}, "There is no page at /nowhere/at/all/ now."),
        ({"moved_to": "/tags/", "notice": "It was wrong."}, "see no notice"),
    ],
)
def test_a_withdrawal_that_would_mislead_readers_is_refused_at_its_field(editor, fields, words):
    edition = make_edition()

    answer = editor.post(
        address_of(edition.article), filled(edition.article, _withdraw="1", **fields)
    )

    assert (answer.status_code, words in text_of(answer)) == (422, True)
    assert Edition.archive.count() == 1


def test_what_was_handed_in_can_be_sent_back(editor, writer):
    article = make_article(by=writer.user)
    writer.post(address_of(article), filled(article, _submit="1"))

    editor.post(address_of(article), filled(article, _send_back="1", move_note="Too long."))

    article.refresh_from_db()
    assert article.state == "draft"


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


def test_one_tag_is_one_however_it_is_written(editor):
    make_tag("Night sky")
    article = make_article()

    editor.post(
        address_of(article), filled(article, tags='ferries, Ferries, "night sky"', _save="1")
    )

    assert sorted(name.lower() for name in article.tags.names()) == ["ferries", "night sky"]
    assert Tag.objects.filter(slug__in=["night-sky", "ferries"]).count() == Tag.objects.count() == 2


@pytest.mark.parametrize("typed", ["Eight  seconds to ANSWER", "eight-seconds-to-answer"])
def test_the_passage_of_a_takeaway_is_named_by_its_heading_or_its_anchor(editor, typed):
    article = make_article(takeaways=["It has eight seconds"])
    body = "<h2>Eight seconds to answer</h2><p>No more.</p>"
    passage = {"takeaways-0-passage": typed}

    editor.post(address_of(article), filled(article, body=body, _save="1") | passage)

    assert article.takeaways.get().anchor == "eight-seconds-to-answer"


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("Fell running", ["Fell running"]),
        ('Open data,  Fell   running , ,"Night sky"', ["Fell running", "Night sky", "Open data"]),
    ],
)
def test_tags_are_parted_by_commas_and_nothing_else(editor, typed, tags):
    article = make_article()

    editor.post(address_of(article), filled(article, tags=typed, _save="1"))

    assert sorted(article.tags.names()) == tags
    form = editor.get(address_of(article)).content.decode()
    assert f'value="{", ".join(tags)}"' in form


def test_a_topic_cannot_be_made_twice_in_other_letters(editor):
    make_tag("Ferries")

    answer = editor.post(reverse("admin:taggit_tag_add"), {"name": "ferries", "slug": "f"})

    assert "There is a tag “Ferries” already." in text_of(answer)
    assert Tag.objects.count() == 1


def test_a_story_made_beside_another_closes_its_window_and_is_chosen(editor):
    answer = editor.post(address_of(), filled(headline="Beside it", _popup="1", _save="1"))

    assert answer.status_code == 200
    assert "popup_response" in answer.content.decode()
