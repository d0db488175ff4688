"""The audit is read by few, found by much, and quick with a million lines."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from articles.desk.audit import kind_of
from articles.models import Article, Deed, Section
from tests.desk.audit import FILE, LIST, note
from tests.desk.form import address_of, text_of
from tests.feedback.answers import make_report
from tests.make import (
    hours,
    make_article,
    make_contributor,
    make_edition,
    make_image,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


def rows_of(answer):
    """The lines of the file, without its head."""
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


# Who reads it


def test_it_is_for_administrators(writer, editor, moderator, chief, stranger, client):
    deed = note()
    pages = [LIST, FILE, reverse("admin:articles_deed_change", args=[deed.pk])]

    for page in pages:
        people = (writer, editor, moderator, stranger)
        assert [who.get(page).status_code for who in people] == [403] * 4
        assert chief.get(page).status_code == 200
        assert client.get(page).status_code == 302
    assert LIST not in editor.get(reverse("admin:index")).content.decode()
    assert LIST in chief.get(reverse("admin:index")).content.decode()


def test_the_way_to_it_is_on_every_records_page_for_those_who_may(editor, chief):
    edition = make_edition(lead=make_image())
    article, section = edition.article, Section.objects.get()
    report = make_report(edition=edition)
    pages = {
        reverse("admin:articles_article_history", args=[article.pk]): article,
        reverse("admin:articles_edition_change", args=[edition.pk]): edition,
        reverse("admin:articles_section_change", args=[section.pk]): section,
        reverse("admin:articles_image_change", args=[edition.lead_image_id]): edition.lead_image,
        reverse("admin:articles_feedback_change", args=[report.pk]): report,
    }

    for page, record in pages.items():
        way = f"{LIST}?of={kind_of(record)}%3A{record.pk}"
        assert way in chief.get(page).content.decode(), page
        assert way not in editor.get(page).content.decode(), page
    way = f"{LIST}?of=auth.user%3A{editor.user.pk}"
    account = reverse("admin:auth_user_change", args=[editor.user.pk])
    assert way in chief.get(account).content.decode()
    front = chief.get(reverse("admin:articles_front_change", args=["home"]))
    assert f"{LIST}?of=articles.front%3Ahome" in front.content.decode()


# The list


def test_the_newest_is_at_the_top_with_who_what_to_what_and_from_where(chief):
    article = make_article(headline="Gates shut")
    known = {"detail": "Headline", "whence": "192.0.2.7", "by": make_user("Editor", name="ada")}
    note("deleted", at=hours(-2), kind="articles.image", key="7", title="Old picture")
    note("saved", article, **known)

    page = chief.get(LIST)

    words = text_of(page)
    assert words.index("ada Saved Gates shut") < words.index("Deleted Old picture")
    assert "Headline 192.0.2.7" in words
    assert f'<a href="{address_of(article)}">Gates shut</a>' in page.content.decode()
    assert ">Old picture</a>" not in page.content.decode()


def test_its_times_are_written_as_elsewhere_to_the_second_and_in_a_zone_that_it_names(chief):
    deed = note()

    page = text_of(chief.get(LIST))

    assert f"{timezone.localtime(deed.at):%-d %b %Y, %H:%M:%S}" in page
    assert "All times are those of Europe/London." in page


def test_what_is_gone_and_what_one_may_not_open_has_no_link(stranger):
    stranger.user.user_permissions.add(Permission.objects.get(codename="view_deed"))
    note("saved", make_article(headline="Gates shut"))
    note("saved", kind="articles.unknown", key="3", title="Something former")

    page = stranger.get(LIST)

    assert page.status_code == 200
    assert "Gates shut" in text_of(page) and "Something former" in text_of(page)
    assert ">Gates shut</a>" not in page.content.decode()


@pytest.fixture
def several():
    """Deeds of two people on two days."""
    ada, ben = make_user("Editor", name="ada"), make_user("Editor", name="ben")
    day = timezone.make_aware(datetime(2026, 5, 3))
    late, after = timedelta(hours=23, minutes=59), timedelta(days=1)
    note("published", make_article(headline="Gates shut"), by=ada, at=day, detail="Edition 1")
    note("saved", make_image(name="Choir"), by=ada, at=day + late)
    note("published", make_article(headline="Mill burns"), by=ben, at=day + after)
    return ada, ben


def listed(chief, query):
    """The titles that the list shows of those."""
    words = " ".join(deed.title for deed in chief.get(LIST, query).context["cl"].result_list)
    return [title for title in ("Gates shut", "Choir", "Mill burns") if title in words]


def test_it_is_searched_by_who_by_title_and_by_detail(chief, several):
    for term, titles in {
        "ada": ["Gates shut", "Choir"],
        "MILL": ["Mill burns"],
        "edition 1": ["Gates shut"],
        "ben gates": [],
    }.items():
        assert listed(chief, {"q": term}) == titles, term


def test_it_is_narrowed_by_who_deed_kind_record_and_days(chief, several):
    ada, ben = several
    story = Article.objects.get(headline="Mill burns")
    for query, titles in [
        ({"who": ben.pk}, ["Mill burns"]),
        ({"what__exact": "saved"}, ["Choir"]),
        ({"kind": "articles.article"}, ["Gates shut", "Mill burns"]),
        ({"of": f"articles.article:{story.pk}"}, ["Mill burns"]),
        ({"since": "2026-05-03", "until": "2026-05-03"}, ["Gates shut", "Choir"]),
        ({"since": "2026-05-04"}, ["Mill burns"]),
        ({"until": "2026-05-02"}, []),
        ({"who": ada.pk, "kind": "articles.image", "until": "2026-05-03"}, ["Choir"]),
    ]:
        assert listed(chief, query) == titles, query


@pytest.mark.parametrize(
    "query",
    ["who=x", "of=articles.article:x", "of=:", "of=x%01:1", "kind=nonsense", "kind=%01"]
    + ["since=2026-02-31", "until=9999-12-31", "since=0001-01-01", "what__exact=x", "p=99"],
)
def test_nonsense_in_the_address_is_no_fault(chief, query):
    note()

    assert chief.get(f"{LIST}?{query}").status_code in {200, 302}
    assert chief.get(f"{FILE}?{query}").status_code in {200, 302}


def test_no_address_sorts_a_million_of_them_by_another_column(chief):
    for number in range(1, 7):
        order = chief.get(LIST, {"o": f"-{number}"}).context["cl"].queryset.query.order_by

        assert order == ("-pk",), number


@pytest.mark.parametrize("query", ["by_name__startswith=a", "browser__contains=x", "at__year=1"])
def test_no_other_column_can_be_asked_for(chief, query):
    assert chief.get(f"{LIST}?{query}").status_code == 400
    assert "There is no such list" in text_of(chief.get(f"{FILE}?{query}"))


def test_a_deed_tells_the_rest_on_its_own_page(chief):
    deed = note("saved", make_article(headline="Gates shut"), browser="Browser 7")

    page = chief.get(reverse("admin:articles_deed_change", args=[deed.pk]))

    assert "Browser 7" in text_of(page) and "Gates shut" in text_of(page)
    assert "_save" not in page.content.decode() and "deletelink" not in page.content.decode()


def test_it_takes_the_same_few_queries_however_much_it_shows(chief, django_assert_num_queries):
    records = [make_article(), make_image(), make_contributor(), make_section("sport"), chief.user]
    # What a process asks once is asked before.
    chief.get(LIST)
    with django_assert_num_queries(8):
        chief.get(LIST)
    for number in range(60):
        note("saved", records[number % len(records)], by=chief.user)

    with django_assert_num_queries(8):
        answer = chief.get(LIST)

    assert len(answer.context["cl"].result_list) == 50


def test_not_all_are_counted(chief, monkeypatch):
    monkeypatch.setattr("articles.desk.admin.audit.MOST_PAGED", 60)
    Deed.log.bulk_create(Deed(at=timezone.now(), what="saved") for _number in range(100))

    page = chief.get(LIST)

    assert page.context["cl"].result_count == 60
    assert "Choose days to see earlier ones" in text_of(page)
    assert "Choose days" not in text_of(chief.get(LIST, {"what__exact": "deleted"}))


# The file


def test_the_file_holds_what_the_list_would_from_first_to_last(chief, several):
    Deed.log.bulk_create(
        Deed(at=hours(-3), what="saved", by_id=several[1].pk, by_name="ben") for _n in range(120)
    )

    answer = chief.get(FILE, {"who": several[1].pk})
    rows = rows_of(answer)

    assert (len(rows), answer["Content-Disposition"]) == (121, 'attachment; filename="audit.csv"')
    assert rows[-1][:3] == ["2026-05-04 00:00:00+01:00", "ben", "Published"]
    assert rows[-1][3:6] == ["story", rows[-1][4], "Mill burns"]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_no_cell_of_the_file_is_a_formula(chief, begins):
    note("saved", title=f"{begins}1+1", detail=f"{begins}cmd", by=make_user(name="ada"))

    (row,) = [row for row in rows_of(chief.get(FILE)) if row[1] == "ada"]

    assert (row[5], row[7]) == (f"'{begins}1+1", f"'{begins}cmd")
