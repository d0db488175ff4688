"""The desk's lists: what they answer, and what an address cannot make them tell."""

import pytest
from django.urls import reverse

from articles.models import Article, Feedback, Image, Section
from tests.desk.form import text_of
from tests.make import hours, make_article, make_edition, make_image, make_section

STORIES = reverse("admin:articles_article_changelist")
EDITIONS = reverse("admin:articles_edition_changelist")


@pytest.mark.parametrize(
    "query",
    [
        "headline__regex=(a%2B)%2B$",
        "headline__startswith=a",
        "saved_at__year=99999999",
        "id__in=99999999999999999999999999",
        "created_by__password__startswith=pbkdf2",
        "revisions__document__headline__contains=secret",
    ],
)
def test_no_address_makes_a_list_ask_for_what_its_page_does_not_offer(chief, query):
    assert chief.get(f"{STORIES}?{query}").status_code == 400


@pytest.mark.parametrize("query", ["document__body__icontains=x", "redaction_reason__contains=x"])
def test_editions_are_not_searched_by_what_the_list_does_not_show(editor, query):
    assert editor.get(f"{EDITIONS}?{query}").status_code == 400


@pytest.mark.parametrize(
    ("page", "query"),
    [
        (STORIES, "condition=live"),
        (STORIES, "section={section}"),
        (STORIES, "assigned=nobody&due=overdue"),
        (STORIES, "planned=week&priority__exact=4"),
        (EDITIONS, "kind__exact=new"),
        (EDITIONS, "live_from__gte=2026-01-01+00:00:00%2B00:00"),
        (reverse("admin:articles_feedback_changelist"), "state=all&vote__exact=no&comment=yes"),
        (reverse("admin:auth_user_changelist"), "is_active__exact=1"),
    ],
)
def test_the_filters_of_the_page_itself_are_answered(chief, page, query):
    section = make_section("news")

    answer = chief.get(f"{page}?{query.format(section=section.pk)}")

    assert answer.status_code == 200


@pytest.mark.parametrize("term", ["x " * 2_500, "x" * 10_000, '" * AND (', "😀", "%00"])
def test_a_search_of_any_length_is_answered(chief, term):
    for page in (STORIES, reverse("admin:articles_feedback_changelist")):
        assert chief.get(page, {"q": term.encode("utf-8", "replace")}).status_code in {200, 404}
    term = {"term": term, "app_label": "articles", "model_name": "article", "field_name": "section"}
    assert chief.get(reverse("admin:autocomplete"), term).status_code == 200


def test_a_search_finds_what_is_being_worked_on(editor):
    make_article(headline="Gates shut", body="<p>The barrier held.</p>")
    make_article(headline="Choir sings")

    found = text_of(editor.get(STORIES, {"q": "barrier"}))

    assert "Gates shut" in found
    assert "Choir sings" not in found


@pytest.mark.parametrize("chosen", ["abc", "\x00", "9" * 40, "-1"])
def test_what_names_no_record_is_not_acted_on(chief, chosen):
    make_image()
    bulk = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}

    answer = chief.post(reverse("admin:articles_image_changelist"), bulk)

    assert answer.status_code == 302
    assert Image.objects.count() == 1


@pytest.mark.parametrize("record", ["9" * 5_000, "9" * 30, "abc", "1_2"])
def test_an_address_that_names_no_record_is_no_fault(chief, record):
    for page in ("change", "delete", "history"):
        for kind in (Article, Section, Feedback):
            name = f"admin:articles_{kind._meta.model_name}_{page}"

            assert chief.get(reverse(name, args=[record])).status_code in {302, 403, 404}


def test_scheduled_lists_whatever_has_an_edition_that_waits(editor):
    make_edition(headline="Not yet out", live_from=hours(5))
    live = make_edition(headline="Out already")
    make_edition(article=live.article, headline="With an update", live_from=hours(5))
    make_edition(headline="Nothing waits")

    listed = text_of(editor.get(STORIES, {"condition": "scheduled"}))

    assert "Not yet out" in listed
    assert "With an update" in listed or "Out already" in listed
    assert "Nothing waits" not in listed
