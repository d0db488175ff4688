"""The guard of the kept pages, broken: by what is done at the desk, by readers and by tasks."""

import re

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path
from django_tasks import task

from articles import freshness
from articles.models import Image, Section
from tests import make
from tests.kept_fresh import kept_fresh

COMPLAINT = re.escape("did not call freshness.touch() in the same transaction: UPDATE articles_sec")
moved = Section.objects.filter(path="news")


def careless(request):
    """A deed that changes what readers see and tells no one."""
    moved.update(name="Sport")
    return HttpResponse("Done.")


urlpatterns = [path("admin/careless/", careless), path("feedback/careless/", careless)]


@pytest.fixture(autouse=True)
def section(db):
    """Something that readers see."""
    return make.make_section("news")


@pytest.mark.urls(__name__)
def test_a_deed_that_leaves_kept_pages_stale_is_told(editor, reader):
    for ask in (lambda: editor.get("/admin/careless/"), lambda: reader.post("/feedback/careless/")):
        with pytest.raises(AssertionError, match=COMPLAINT):
            ask()


@task()
def rename():
    """A task that does likewise."""
    moved.update(name="Sport")


def test_a_task_that_leaves_kept_pages_stale_is_told(request):
    with pytest.raises(AssertionError, match=COMPLAINT):
        rename.call()

    request.getfixturevalue("tasks_keep_the_site_fresh").clear()


def test_to_tell_it_in_another_transaction_is_too_early_or_too_late():
    with pytest.raises(AssertionError, match=COMPLAINT), kept_fresh("This"):
        with transaction.atomic():
            freshness.touch()
        with transaction.atomic():
            moved.update(name="Sport")


def test_what_is_told_with_it_taken_back_or_of_no_concern_to_readers_is_let_pass():
    image = make.make_image()

    with kept_fresh("This"), transaction.atomic():
        moved.update(name="Sport")
        with transaction.atomic():
            freshness.touch()
    with kept_fresh("This"), transaction.atomic():
        mark = transaction.savepoint()
        moved.update(name="Weather")
        transaction.savepoint_rollback(mark)
    with kept_fresh("This"):
        Image.objects.filter(pk=image.pk).update(rights="Until May", rights_until=None)

    with pytest.raises(AssertionError, match="UPDATE articles_image"), kept_fresh("This"):
        Image.objects.filter(pk=image.pk).update(rights="Until May", alt="A weir")


@pytest.mark.django_db(transaction=True)
def test_on_its_own_too_a_transaction_is_told_from_the_next():
    with kept_fresh("This"), transaction.atomic():
        freshness.touch()
        moved.update(name="Sport")

    with pytest.raises(AssertionError, match=COMPLAINT), kept_fresh("This"):
        with transaction.atomic():
            freshness.touch()
        moved.update(name="Weather")


@pytest.mark.urls(__name__)
def test_a_page_made_of_what_no_one_watches_is_told(reader, monkeypatch):
    def unwatched(request):
        with connection.cursor() as cursor:
            cursor.execute('SELECT COUNT(*) FROM "articles_release"')
        return HttpResponse("Done.")

    monkeypatch.setattr(urlpatterns[1], "callback", unwatched)

    with pytest.raises(AssertionError, match=r"not told of changes of \['articles_release'\]"):
        reader.get("/feedback/careless/")
