"""Editors work on their sections and on all beneath them; without any given, on the whole paper."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.desk import mending, publishing, sharing, workflow
from articles.desk.history import explain, restore, text_of
from articles.editions.address import place_section
from articles.library.section_right import sections_of
from articles.models import Article, Edition, Section, SectionRight
from tests.desk.form import address_of, filled
from tests.desk.form import text_of as words_of
from tests.feedback.answers import make_report
from tests.make import (
    hours,
    make_article,
    make_contributor,
    make_document,
    make_edition,
    make_section,
    make_user,
    tomorrow,
)

pytestmark = pytest.mark.django_db

STORIES = reverse("admin:articles_article_changelist")


def give(person, *paths):
    """Give someone sections to work on."""
    account = getattr(person, "user", person)
    for path in paths:
        SectionRight.objects.create(account=account, section=make_section(path))
    return person


def at(name, article, *args):
    """An address beneath a story."""
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args])


@pytest.fixture
def sport(editor):
    """An editor who works on sport."""
    return give(editor, "sport")


@pytest.fixture
def people(writer, sport, chief, stranger):
    """All of them, by name; the writer's story stands in sport, the chief has all sections."""
    return {"writer": writer, "editor": sport, "chief": chief, "stranger": stranger}


def every_answer(person, article):
    """The status of each address of a story, by its name."""
    posted = filled(article, headline="Changed")
    waiting = Edition.archive.of(article.pk).waiting(hours(0)).first()
    keep = posted | {"sitting": "a" * 32, "serial": 1}
    asked = {
        "form": person.get(address_of(article)),
        "mend": person.get(at("mend", article)),
        "preview": person.post(at("preview", article), posted),
        "checks": person.post(at("checks", article), posted),
        "keeping": person.post(at("sitting", article), keep),
        "history": person.get(at("history", article)),
        "compared": person.get(at("history_compared", article)),
        "one": person.get(at("history_one", article, "r1")),
        "delete": person.get(at("delete", article)),
        "note": person.post(at("history_explained", article, "r1"), {"note": "x"}),
        "restore": person.post(at("history_restored", article, "r1"), {"seen": article.version}),
    }
    for button in ("_publish", "_withdraw", "_share", "_approve", "_save"):
        asked[button] = person.post(address_of(article), filled(article, **{button: "1"}))
    moving = {"_move": waiting.pk, f"move-{waiting.pk}": "2099-01-01T10:00"}
    asked["_move"] = person.post(address_of(article), filled(article, **moving))
    statuses = {name: answer.status_code for name, answer in asked.items()}
    # Keeping says so in a word, since a form may be open to which its story has been closed.
    if asked["keeping"].status_code == 200 and asked["keeping"].json().get("closed"):
        statuses["keeping"] = 403
    return statuses


def test_every_address_of_a_story_of_another_section_is_refused(people):
    edition = make_edition(section="culture", headline="As it was")
    article = edition.article
    make_edition(article=article, live_from=tomorrow())
    before = Article.objects.values().get(pk=article.pk)

    for name in ("writer", "editor", "stranger"):
        answers = every_answer(people[name], article)
        assert set(answers.values()) == {403}, (name, answers)
    assert Article.objects.values().get(pk=article.pk) == before
    assert Edition.archive.count() == 2

    allowed = every_answer(people["chief"], article)
    assert 403 not in allowed.values(), allowed


def test_a_story_of_ones_section_opens_for_editor_and_chief_and_its_own_writer(people):
    article = make_article(by=people["writer"].user, section="sport/chess")
    others = make_article(section="sport")

    got = {name: each.get(address_of(article)).status_code for name, each in people.items()}
    theirs = {name: each.get(address_of(others)).status_code for name, each in people.items()}

    assert got == {"writer": 200, "editor": 200, "chief": 200, "stranger": 403}
    assert theirs == {"writer": 403, "editor": 200, "chief": 200, "stranger": 403}


def test_the_verbs_ask_too(sport):
    edition = make_edition(section="culture")
    article, by = edition.article, sport.user
    waiting = make_edition(article=article, live_from=tomorrow())
    revision = article.revisions.get()
    asked = [
        lambda: publishing.publish(article, by=by),
        lambda: publishing.withdraw(article, by=by),
        lambda: publishing.move(waiting.pk, article=article, by=by, at=hours(9)),
        lambda: publishing.cancel(waiting.pk, article=article, by=by),
        lambda: publishing.reprint(waiting.pk, article=article, by=by),
        lambda: sharing.share(article, by=by, days=1),
        lambda: restore(article, text_of(article, "r1", at=hours(0)), by=by, seen=1),
        lambda: explain(revision, by=by, note="x"),
        lambda: workflow.approve(article, by=by),
        lambda: workflow.send_back(article, by=by, note="x"),
        lambda: workflow.plan(article, by=by, priority=4),
        lambda: mending.mend(
            article, make_document(), by=by, live_id=edition.pk, seen=1, decided={}
        ),
    ]

    for ask in asked:
        with pytest.raises(PermissionDenied):
            ask()
    assert Edition.archive.count() == 2


def test_who_redacts_redacts_in_their_sections(chief):
    edition = make_edition(section="culture")
    give(chief, "sport")

    with pytest.raises(PermissionDenied):
        publishing.redact(edition.pk, by=chief.user, reason="A court said so.")

    mine = make_edition(section="sport")
    publishing.redact(mine.pk, by=chief.user, reason="A court said so.")
    assert Edition.archive.get(pk=mine.pk).document is None


def test_without_a_row_an_editor_works_on_the_whole_paper(editor):
    article = make_article(section="culture")

    assert editor.get(address_of(article)).status_code == 200
    assert sections_of(editor.user) is None


def test_ones_own_story_stays_open_wherever_it_stands(sport):
    began, assigned, credited = (make_article(section="culture") for _ in range(3))
    Article.objects.filter(pk=began.pk).update(created_by=sport.user)
    Article.objects.filter(pk=assigned.pk).update(assignee=sport.user)
    me = make_contributor("Me Myself", user=sport.user)
    credited.credits.create(contributor=me, role="editor")

    for article in (began, assigned, credited):
        assert sport.post(address_of(article), filled(article, _save="1")).status_code == 302


def test_the_list_holds_what_the_person_may_work_on(people):
    make_article(by=people["writer"].user, section="culture", headline="Choir sings")
    make_article(section="sport/chess", headline="Mate in two")
    make_article(section="sports-desk", headline="Lost property")

    listed = {name: words_of(people[name].get(STORIES)) for name in ("writer", "editor", "chief")}

    held = {
        name: {h for h in ("Choir sings", "Mate in two", "Lost property") if h in text}
        for name, text in listed.items()
    }
    assert held["writer"] == {"Choir sings"}
    assert held["editor"] == {"Mate in two"}
    assert held["chief"] == {"Choir sings", "Mate in two", "Lost property"}
    assert people["stranger"].get(STORIES).status_code == 403


def test_a_subsection_that_is_moved_changes_who_works_on_it(sport):
    article = make_article(section="culture/games")
    assert sport.get(address_of(article)).status_code == 403

    games = Section.objects.get(path="culture/games")
    place_section(games, parent=Section.objects.get(path="sport"), slug="games")
    assert sport.get(address_of(article)).status_code == 200

    games.refresh_from_db()
    place_section(games, parent=Section.objects.get(path="culture"), slug="games")
    assert sport.get(address_of(article)).status_code == 403


def test_a_story_is_not_moved_where_its_editor_does_not_work(sport, writer):
    article = make_article(section="sport")
    elsewhere = make_section("culture")

    for section in (elsewhere.pk, ""):
        answer = sport.post(address_of(article), filled(article, section=section, _save="1"))
        assert answer.status_code == 422
        assert "section" in answer.context["adminform"].form.errors
    assert "You do not work on “Culture”" in words_of(
        sport.post(address_of(article), filled(article, section=elsewhere.pk, _save="1"))
    )
    deeper = make_section("sport/chess")
    sport.post(address_of(article), filled(article, section=deeper.pk, _save="1"))

    article.refresh_from_db()
    assert article.section == deeper
    mine = make_article(by=writer.user, section="sport")
    writer.post(address_of(mine), filled(mine, section=elsewhere.pk, _save="1"))
    mine.refresh_from_db()
    assert mine.section == elsewhere


def test_whose_story_is_moved_elsewhere_while_they_write_gets_their_text_back(sport):
    article = make_article(section="sport", headline="As it was")
    typed = filled(article, headline="My last polish", _save="1")
    Article.objects.update(section=make_section("culture"))

    answer = sport.post(address_of(article), typed)

    assert answer.status_code == 403
    assert "My last polish" in words_of(answer)
    assert Article.objects.get().headline == "As it was"


def test_a_new_story_begins_in_ones_own_section_or_in_none(sport):
    culture, own = make_section("culture"), Section.objects.get(path="sport")

    refused = sport.post(address_of(), filled(headline="A", section=culture.pk, _save="1"))
    assert refused.status_code == 422
    sport.post(address_of(), filled(headline="A", section=own.pk, _save="1"))
    sport.post(address_of(), filled(headline="B", _save="1"))

    assert set(Article.objects.values_list("headline", "section")) == {("A", own.pk), ("B", None)}


def test_restoring_an_older_text_moves_no_story_elsewhere(sport):
    article = make_article(section="culture")
    Article.objects.filter(pk=article.pk).update(section=Section.objects.get(path="sport"))

    answer = sport.post(
        at("history_restored", article, "r1"), {"seen": article.version}, follow=True
    )

    assert "You do not work on “Culture”" in words_of(answer)
    assert Article.objects.get().section.path == "sport"


def test_fronts_are_arranged_by_those_who_work_on_their_section(people):
    pages = {path: str(make_section(path).pk) for path in ("sport", "sport/chess", "culture")}
    pages["home"] = "home"

    got = {}
    for name, person in people.items():
        for path, key in pages.items():
            page = reverse("admin:articles_front_change", args=[key])
            history = reverse("admin:articles_front_history", args=[key])
            stories = reverse("admin:articles_front_stories", args=[key])
            save = {"_save": "1", "seen": "0", "placements-TOTAL_FORMS": "0"}
            save["placements-INITIAL_FORMS"] = "0"
            answers = [person.get(each).status_code for each in (page, history, stories)]
            got[name, path] = {*answers, person.post(page, save).status_code}

    assert {page for (name, page), seen in got.items() if name == "chief" and 403 in seen} == set()
    assert {page for (name, page), seen in got.items() if name == "editor" and 403 in seen} == {
        "culture",
        "home",
    }
    assert all(seen == {403} for (name, _), seen in got.items() if name in ("writer", "stranger"))
    assert got["editor", "culture"] == got["editor", "home"] == {403}
    listed = people["editor"].get(reverse("admin:articles_front_changelist"))
    assert [page.name for page, *_ in listed.context["rows"]] == ["Sport", "Chess"]


def test_readers_reports_lead_to_stories_that_the_person_may_open(sport, chief):
    for path in ("sport", "culture"):
        edition = make_edition(section=path)
        make_report(edition=edition, comment="Hm")
    queue = f"{reverse('admin:articles_feedback_changelist')}?state=all"

    led = [person.get(queue).content.decode().count("/article/") for person in (sport, chief)]

    assert led[1] - led[0] == 1


def test_nobody_takes_a_section_by_putting_it_beneath_their_own(sport, chief):
    own, other = Section.objects.get(path="sport"), make_section("culture")
    page = reverse("admin:articles_section_change", args=[other.pk])
    moved = {"name": "Culture", "slug": "culture", "parent": own.pk, "position": 0}

    assert sport.post(page, moved).status_code == 403
    assert sport.get(reverse("admin:articles_section_delete", args=[other.pk])).status_code == 403
    top = {"name": "New", "slug": "new", "parent": "", "position": 0}
    assert sport.post(reverse("admin:articles_section_add"), top).status_code == 422
    beneath = top | {"parent": own.pk}
    assert sport.post(reverse("admin:articles_section_add"), beneath).status_code == 302
    assert chief.post(page, moved).status_code == 302

    assert set(Section.objects.values_list("path", flat=True)) == {
        "sport",
        "sport/culture",
        "sport/new",
    }


def test_an_administrator_gives_sections_on_the_accounts_page(chief, writer, editor):
    account, section = make_user("Editor", name="ed"), make_section("sport")
    page = reverse("admin:auth_user_change", args=[account.pk])
    posted = {
        "username": "ed",
        "is_active": "on",
        "is_staff": "on",
        "section_rights-TOTAL_FORMS": "1",
        "section_rights-INITIAL_FORMS": "0",
        "section_rights-0-section": section.pk,
        "section_rights-0-account": account.pk,
    }

    assert [each.post(page, posted).status_code for each in (writer, editor)] == [403, 403]
    assert chief.post(page, posted).status_code == 302

    assert sections_of(account) == {section.pk}


def test_a_section_that_someone_works_on_is_not_deleted_from_under_them(chief, sport):
    section = Section.objects.get(path="sport")
    page = reverse("admin:articles_section_delete", args=[section.pk])

    chief.post(page, {"post": "yes"})

    assert Section.objects.filter(pk=section.pk).exists()


def test_stories_of_others_are_named_as_related_only_once_readers_have_them(sport):
    mine = make_article(section="sport")
    secret = make_article(section="culture", headline="Secret scoop")
    known = make_edition(section="culture", headline="Known to all").article
    asked = {"app_label": "articles", "model_name": "article", "field_name": "related", "term": ""}

    offered = sport.get(reverse("admin:autocomplete"), asked).json()["results"]
    refused = sport.post(address_of(mine), filled(mine, related=secret.pk, _save="1"))
    sport.post(address_of(mine), filled(mine, related=known.pk, _save="1"))

    assert "Known to all" in str(offered) and "Secret scoop" not in str(offered)
    assert refused.status_code == 422 and "Secret scoop" not in refused.content.decode()
    assert list(mine.related.all()) == [known]


def test_the_rights_are_read_once_for_a_page(sport, django_assert_max_num_queries):
    give(sport, "news", "culture/music")
    for n in range(20):
        make_article(section="sport/chess", headline=f"Game {n}")
    sport.get(STORIES)

    with django_assert_max_num_queries(13) as asked:
        assert "Game 19" in words_of(sport.get(STORIES))
    assert sum("articles_sectionright" in each["sql"] for each in asked) == 1

    article = Article.objects.first()
    sport.get(address_of(article))
    with django_assert_max_num_queries(20) as asked:
        sport.get(address_of(article))
    assert sum("articles_sectionright" in each["sql"] for each in asked) == 1
