"""Rows of a story's form: an empty one is none; what is amiss in one is found from above."""

import pytest

from articles.models import Article
from tests.desk.form import address_of, filled
from tests.make import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

# As script sends rows that were added and left: their place, and the role that comes first.
BLANK = {
    "takeaways-TOTAL_FORMS": 3,
    "takeaways-0-position": 0,
    "takeaways-1-position": 1,
    "takeaways-1-passage": " ",
    "takeaways-2-position": 2,
    "takeaways-2-text": "The gates stay shut",
    "credits-TOTAL_FORMS": 2,
    "credits-0-position": 0,
    "credits-0-role": "author",
    "credits-1-position": 1,
    "credits-1-role": "author",
}


def test_rows_that_were_left_blank_are_none_wherever_they_stand(editor):
    answer = editor.post(address_of(), filled(headline="Gates", _save="1") | BLANK)

    assert answer.status_code == 302
    article = Article.objects.get()
    assert [point.text for point in article.takeaways.all()] == ["The gates stay shut"]
    assert not article.credits.exists()


def test_a_row_that_the_story_has_keeps_its_new_place(editor):
    article = make_article(takeaways=["One", "Two"])
    swapped = {"takeaways-0-position": 1, "takeaways-1-position": 0}

    editor.post(address_of(article), filled(article, _save="1") | swapped)

    assert [point.text for point in article.takeaways.all()] == ["Two", "One"]


def test_what_is_refused_is_listed_above_with_a_link_to_each_place(editor):
    rows = BLANK | {"credits-1-role": "photographer", "takeaways-1-passage": "The vote"}
    typed = filled(headline="Gates", slug="no address!", _save="1")

    answer = editor.post(address_of(), typed | rows)

    assert answer.status_code == 422
    note = answer.content.decode().split('id="amiss"')[1].split("</div>")[0]
    assert '<a href="#id_slug">Address</a>' in note
    assert '<a href="#id_takeaways-1-text">Takeaway 2</a>: This field is required.' in note
    assert '<a href="#id_credits-1-contributor">Credit 2: Contributor</a>' in note
    assert note.count("<li>") == 3
