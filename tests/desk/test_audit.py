"""The audit stands for ever, and nothing is done at the desk that it is not told."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from articles.desk.admin.noting import Noted
from articles.desk.audit import DeedsStand, What, note_deed
from articles.models import Deed
from tests.desk.audit import LIST, note
from tests.desk.form import address_of, filled
from tests.make import make_article, make_user
from tests.noted import Written

pytestmark = pytest.mark.django_db


# It stands


def test_no_manager_changes_or_deletes_a_deed():
    note(title="Gates shut")

    for change in (
        lambda deeds: deeds.update(title="Gates open"),
        lambda deeds: deeds.bulk_update(list(deeds.all()), ["title"]),
        lambda deeds: deeds.all().delete(),
    ):
        with pytest.raises(DeedsStand):
            change(Deed.log)


@pytest.mark.parametrize(
    "sql", ["UPDATE articles_deed SET title = 'x'", "DELETE FROM articles_deed"]
)
def test_the_database_itself_refuses(sql):
    note(title="Gates shut")

    with (
        pytest.raises(DatabaseError, match="deeds are never"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert Deed.log.get().title == "Gates shut"


def test_a_deed_that_was_read_is_not_saved_or_deleted_either():
    deed = note(title="Gates shut")

    for change in (deed.save, deed.delete):
        with pytest.raises(DatabaseError, match="deeds are never"), transaction.atomic():
            change()

    assert Deed.log.get().title == "Gates shut"


def test_the_guard_of_the_database_can_be_taken_away_and_set_again():
    migration = import_module("articles.migrations.0029_audit")
    editor = SimpleNamespace(connection=connection)
    migration.give_way(None, editor)
    note().delete()
    migration.stand(None, editor)
    deed = note()

    with pytest.raises(DatabaseError, match="deeds are never"), transaction.atomic():
        deed.delete()


def test_nobody_changes_or_deletes_one_at_the_desk(chief):
    deed = note(title="Gates shut")
    chief.user.is_superuser = True
    chief.user.save()

    for page in ("change", "delete"):
        there = reverse(f"admin:articles_deed_{page}", args=[deed.pk])
        assert chief.post(there, {"post": "yes", "title": "x"}).status_code == 403
    assert chief.get(reverse("admin:articles_deed_add")).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [deed.pk], "post": "yes"}
    chief.post(LIST, chosen)

    assert Deed.log.get(pk=deed.pk).title == "Gates shut"


def test_a_deed_goes_where_what_it_tells_of_goes(editor):
    article = make_article()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        editor.post(address_of(article), filled(article, headline="New", _save="1"))
        raise ZeroDivisionError

    assert not Deed.log.filter(what="saved").exists()


def test_what_is_too_long_is_cut_and_what_no_database_takes_is_left_out(rf, chief):
    request = rf.get("/", headers={"User-Agent": "Browser"})
    request.user = chief.user

    deed = note_deed("saved", request=request, title="x" * 500, detail="One\0\n two" + "y" * 900)

    deed.refresh_from_db()
    assert (len(deed.title), len(deed.detail), deed.title[-1]) == (200, 500, "…")
    assert deed.detail.startswith("One twoyy")


# The guards


def test_every_page_of_the_admin_notes_what_it_does():
    pages = admin.site._registry.values()

    others = [type(page).__name__ for page in pages if not isinstance(page, Noted)]

    # Tasks are only looked at there.
    assert others == ["DBTaskResultAdmin"]


def test_whatever_happens_at_the_desk_has_a_name_of_its_own():
    labels = {str(what.label) for what in What}

    assert len(labels) == len(What)


def test_a_page_that_forgets_to_note_is_told(editor, monkeypatch):
    article = make_article()
    monkeypatch.setattr("articles.desk.admin.noting.note_deed", lambda *given, **known: None)
    complaint = r"POST /admin/articles/article/\d+/change/ wrote .*articles_article.* noted no deed"

    with pytest.raises(AssertionError, match=complaint):
        editor.post(address_of(article), filled(article, headline="New", _save="1"))


def test_what_is_taken_back_was_not_written():
    written = Written()

    with connection.execute_wrapper(written):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            make_article()
            raise ZeroDivisionError
        assert written.unnoted == []
        make_user("Editor")

    assert written.unnoted == ["auth_user", "auth_user_groups"]
