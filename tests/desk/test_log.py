"""What the desk remembers of what was done, and tells on its first page and in the history."""

import pytest
from django.urls import reverse

from tests.desk.form import address_of, filled, text_of
from tests.make import hours, make_article, make_edition


def told(person, article):
    """The words of the desk's first page and of the story's history."""
    history = reverse("admin:articles_article_history", args=[article.pk])
    pages = person.get(reverse("admin:index")), person.get(history)
    assert [page.status_code for page in pages] == [200, 200]
    return [text_of(page) for page in pages]


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"_publish": "1"}, "Published: readers have it now."),
        ({"_schedule": "1", "print_at": "2099-01-01T10:00"}, "Scheduled for 1 Jan 2099"),
        ({"_submit": "1"}, "Handed in for review."),
        ({"_approve": "1"}, "Approved."),
    ],
)
@pytest.mark.parametrize("headline", ["As it was", "Changed with it"])
def test_each_button_is_told_whether_or_not_something_was_changed_with_it(
    editor, button, words, headline
):
    article = make_article(headline="As it was")

    editor.post(address_of(article), filled(article, headline=headline, **button))

    assert all(words in page for page in told(editor, article))


def test_withdrawing_moving_and_calling_off_are_told(editor):
    edition = make_edition()
    later = make_edition(article=edition.article, live_from=hours(9))
    article = edition.article

    editor.post(
        address_of(article),
        filled(article, _move=later.pk, **{f"move-{later.pk}": "2099-01-01T10:00"}),
    )
    editor.post(address_of(article), filled(article, _cancel=later.pk, headline="New"))
    editor.post(address_of(article), filled(article, _withdraw="1", notice="Wrong."))

    for page in told(editor, article):
        assert "Moved to 1 Jan 2099" in page
        assert "Called off." in page
        assert "Withdrawn" in page


def test_a_mere_save_is_told_by_what_it_changed_and_an_untouched_one_by_nothing(editor):
    body = "<ul><li><p>One</p></li></ul><p>Two &amp; three</p>"
    article = make_article(headline="As it was", body=body.replace("<p>One</p>", "One"))

    editor.post(address_of(article), filled(article, body=body, _save="1"))
    assert "Save 2" not in told(editor, article)[1]

    editor.post(address_of(article), filled(article, headline="New", _save="1"))
    assert "Save 3" in told(editor, article)[1]
    assert "Headline What changed" in told(editor, article)[1]
