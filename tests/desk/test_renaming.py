"""Renaming people and topics at the desk: old addresses lead on, and what is taken is told."""

import pytest
from django.urls import reverse

from articles.models import Contributor
from tests.desk.form import address_of, filled, text_of
from tests.library.tree import led
from tests.make import make_article, make_contributor, make_edition, make_tag

pytestmark = pytest.mark.django_db


def save(who, record, **fields):
    """The answer to the record's form with these fields changed."""
    known = {"name": record.name, "slug": record.slug}
    return who.post(
        reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_change", args=[record.pk]),
        known | fields,
    )


def test_a_renamed_persons_old_address_leads_on_at_once(editor, reader):
    make_edition(authors=["Ada Marsh"])

    assert save(editor, make_contributor("Ada Marsh"), slug="Ada-Okoro").status_code == 302

    assert led(reader, "/people/ada-marsh/") == "/people/ada-okoro/"
    assert reader.get("/people/ada-okoro/").status_code == 200


def test_a_renamed_topics_old_address_leads_on_at_once(editor, reader):
    make_edition(tags=["Floods"])

    assert save(editor, make_tag("Floods"), name="High water", slug="high-water").status_code == 302

    assert led(reader, "/tags/floods/") == "/tags/high-water/"


@pytest.mark.parametrize("make", [make_contributor, make_tag])
def test_the_address_that_another_has_left_is_refused_where_it_is_typed(editor, make):
    left, other = make("Ada"), make("Ben")
    save(editor, left, slug="second")

    answer = save(editor, other, name="Ben Okoro", slug="ada")

    assert answer.status_code == 422
    assert "belongs to something else, or has done" in text_of(answer)
    assert 'value="Ben Okoro"' in answer.content.decode()
    other.refresh_from_db()
    assert (other.name, other.slug) == ("Ben", "ben")


def test_a_person_takes_their_old_addresses_with_them_when_deleted(editor, reader):
    save(editor, make_contributor("Ada"), slug="second")
    person = Contributor.objects.get(slug="second")

    page = editor.post(reverse("admin:articles_contributor_delete", args=[person.pk]), {"post": 1})

    assert (page.status_code, Contributor.objects.exists()) == (302, False)


def test_a_tag_typed_in_other_letters_is_the_one_that_is_there(editor):
    article, tag = make_article(), make_tag("Floods")

    editor.post(address_of(article), filled(article, tags="FLOODS, Weather", _save="1"))

    assert {each.name for each in article.tags.all()} == {"Floods", "Weather"}
    assert tag in article.tags.all()
