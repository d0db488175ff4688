"""The desk's lists: what they answer, and what an address cannot make them tell."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from articles.desk import workflow
from articles.desk.condition import Condition
from articles.editions import press
from articles.models import Article, Feedback, Section
from tests.desk.form import address_of, filled, text_of
from tests.make import hours, make_article, make_edition, make_section, make_user

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


@pytest.mark.parametrize("name", ["articles_article_changelist", "articles_article_export"])
def test_an_address_with_a_slip_in_it_is_answered_with_a_word_and_the_way_back(
    editor, settings, name
):
    settings.DEBUG = True
    make_article(headline="Gates shut")

    page = editor.get(f"{reverse(f'admin:{name}')}?ids=20")

    assert page.status_code == 400
    assert "There is no such list" in text_of(page)
    assert f'href="{STORIES}"' in page.content.decode()
    assert "DisallowedModelAdminLookup" not in page.content.decode()


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
        (reverse("admin:articles_feedback_changelist"), "state=all&vote=no&comment=yes"),
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
    make_section("news")
    bulk = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}

    answer = chief.post(reverse("admin:articles_section_changelist"), bulk)

    assert answer.status_code == 302
    assert Section.objects.count() == 1


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


def listed(person, **asked):
    """The headlines that the list of stories shows, in its order."""
    page = person.get(STORIES, asked)
    return [story.headline for story in page.context["cl"].result_list]


def test_a_live_story_is_found_by_how_far_its_changes_are(editor):
    live, draft = make_edition(headline="Live").article, make_article(headline="New")
    make_article(headline="Untouched")
    workflow.submit(live, by=editor.user)
    workflow.approve(draft, by=editor.user)

    assert listed(editor, condition="in_review") == ["Live"]
    assert listed(editor, condition="approved") == ["New"]
    assert "Live In review" in text_of(editor.get(STORIES, {"condition": "in_review"}))


def test_stories_are_found_by_deadline_day_and_priority(editor):
    by, today = editor.user, localdate()
    late, soon, done, none = (make_article(headline=h) for h in ("Late", "Soon", "Done", "None"))
    workflow.plan(late, by=by, due_at=hours(-1), planned_for=today - timedelta(1))
    workflow.plan(soon, by=by, due_at=hours(5), planned_for=today, priority=4)
    workflow.plan(done, by=by, due_at=hours(-2), planned_for=today + timedelta(1))
    workflow.approve(done, by=by)

    found = {
        "overdue": listed(editor, due="overdue"),
        "today": listed(editor, due="today"),
        "no time": listed(editor, due="none"),
        "planned": [listed(editor, planned=each) for each in ("past", "today", "tomorrow")],
        "week": sorted(listed(editor, planned="week")),
        "urgent": listed(editor, priority__exact="4"),
        "sorted": listed(editor, o="5"),
    }

    assert found == {
        "overdue": ["Late"],
        "today": ["Soon"],
        "no time": [none.headline],
        "planned": [["Late"], ["Soon"], ["Done"]],
        "week": ["Done", "Soon"],
        "urgent": ["Soon"],
        "sorted": ["Done", "Late", "Soon", "None"],
    }


def test_stories_are_found_by_who_is_to_write_them(editor, writer):
    ann = make_user("Writer", first_name="Ann")
    mine, anns = make_article(headline="Mine"), make_article(headline="Anns")
    make_article(headline="Nobodys")
    workflow.plan(mine, by=editor.user, assignee=editor.user)
    workflow.plan(anns, by=editor.user, assignee=ann)

    found = [listed(editor, assigned=each) for each in ("me", "nobody", ann.pk)]

    assert found == [["Mine"], ["Nobodys"], ["Anns"]]
    assert "Ann" not in text_of(writer.get(STORIES))


def test_a_section_is_listed_with_all_that_is_beneath_it(editor):
    make_article(headline="Deep", section="news/city/housing")
    make_article(headline="Top", section="news")
    make_article(headline="Other", section="newsletters")

    found = sorted(listed(editor, section=make_section("news").pk))

    assert found == ["Deep", "Top"]


@pytest.mark.parametrize("value", ["abc", "9" * 40, "-1", ""])
def test_a_filter_that_names_nothing_narrows_nothing_and_is_no_fault(editor, value):
    make_article(headline="One")

    for name in ("section", "due", "planned"):
        assert listed(editor, **{name: value}) == ["One"]
    assert editor.get(STORIES, {"assigned": value}).status_code == 200


def test_the_list_takes_as_many_queries_for_many_stories_as_for_few(
    writer, editor, django_assert_max_num_queries
):
    ann = make_user("Writer")
    for n in range(30):
        story = make_article(by=writer.user, section=f"news/part-{n}", authors=["Ann", f"Bo {n}"])
        workflow.plan(story, by=editor.user, assignee=ann, due_at=hours(n), priority=1 + n % 4)

    for person in (writer, editor):
        person.get(STORIES)
        with django_assert_max_num_queries(13):
            assert len(listed(person)) == 30
        with django_assert_max_num_queries(13):
            listed(person, due="week", o="5", planned="none", assigned=ann.pk)


def test_whatever_the_list_is_narrowed_by_leads_an_index():
    leading = {
        name.removeprefix("-") for index in Article._meta.indexes for name in index.fields[:1]
    }

    assert leading >= {"state", "section", *Article.PLANNED, "created_by", "saved_at", "headline"}


def test_each_condition_finds_what_its_badge_says(editor):
    stories = {name: make_article(headline=name) for name in ("Draft", "In review", "Approved")}
    workflow.submit(stories["In review"], by=editor.user)
    workflow.approve(stories["Approved"], by=editor.user)
    make_edition(headline="Scheduled", live_from=hours(5))
    for name in ("Live", "Live with changes", "Withdrawn", "Held"):
        stories[name] = make_article(headline=name)
        press.print_edition(stories[name].to_document(), article_id=stories[name].pk, by=None)
    changed = filled(stories["Live with changes"], body="<p>New.</p>", _save="1")
    editor.post(address_of(stories["Live with changes"]), changed)
    press.withdraw(stories["Withdrawn"].pk, by=None)
    press.withdraw(stories["Held"].pk, by=None, at=hours(5))

    for condition, label in Condition.choices:
        found = listed(editor, condition=condition)
        assert sorted(found) == sorted([label, *also(condition)]), condition


def also(condition):
    """What else is found where a filter also asks what waits, or what readers have."""
    return {"scheduled": ["Held"], "live": ["Held"]}.get(condition, [])
