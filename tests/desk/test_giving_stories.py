"""Stories become an account's own by its person: given by those alone who may work on them."""

import pytest
from django.urls import reverse

from articles.desk.merging import merge_contributors
from articles.desk.permission import NotYoursToGive
from articles.models import Article, Contributor
from tests.conftest import signed_in
from tests.desk.form import text_of
from tests.desk.merging import asked
from tests.desk.test_section_rights import give
from tests.make import make_article, make_contributor, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def sport(editor):
    """An editor who works on sport, and is someone of whom readers know."""
    make_contributor("Sam Sport", user=editor.user)
    return give(editor, "sport")


def stays(kept, *others, by):
    """Make them one."""
    return merge_contributors({each.pk for each in others}, into=kept.pk, by=by.user)


@pytest.mark.parametrize("into_me", [True, False])
def test_nobody_merges_their_way_into_stories_of_others(sport, into_me):
    story = make_article(section="news", authors=["Ada Marsh"])
    pair = [make_contributor("Sam Sport"), make_contributor("Ada Marsh")]
    kept, other = pair if into_me else reversed(pair)

    with pytest.raises(NotYoursToGive):
        stays(kept, other, by=sport)
    page = text_of(sport.get(asked(sport, *pair, stays=kept.pk, _merge="1")["Location"]))

    assert "Nothing was done: an account would get stories as its own" in page
    assert Contributor.objects.count() == 2
    assert not Article.objects.filter(pk=story.pk).editable_by(sport.user).exists()


def test_nor_do_they_give_them_to_a_colleague(sport):
    make_article(section="news", authors=["A. Marsh"])
    ada = make_contributor("Ada Marsh", user=make_user("Writer"))

    with pytest.raises(NotYoursToGive):
        stays(ada, make_contributor("A. Marsh"), by=sport)


def test_what_gives_nobody_a_story_is_merged_as_ever(sport):
    make_article(section="sport", authors=["S. Sport"])
    make_article(section="news", authors=["A. Marsh"])

    stays(make_contributor("Sam Sport"), make_contributor("S. Sport"), by=sport)
    stays(make_contributor("Ada Marsh"), make_contributor("A. Marsh"), by=sport)

    assert {each.name for each in Contributor.objects.all()} == {"Sam Sport", "Ada Marsh"}


def test_who_works_on_the_whole_paper_merges_anyone(chief):
    make_article(section="news", authors=["A. Marsh"])
    ada = make_contributor("Ada Marsh", user=make_user("Writer"))

    stays(ada, make_contributor("A. Marsh"), by=chief)

    assert Article.objects.own_of(ada.user).count() == 1


def test_an_account_is_linked_by_those_alone_who_may_work_on_its_persons_stories(chief):
    make_article(section="news", authors=["Ada Marsh"])
    ada, city = make_contributor("Ada Marsh"), give(signed_in("Administrator"), "sport")
    form = {"name": ada.name, "slug": ada.slug, "user": city.user.pk}
    address = reverse("admin:articles_contributor_change", args=[ada.pk])

    refused = city.post(address, form)
    ada.refresh_from_db()
    assert (refused.status_code, ada.user) == (422, None)
    assert list(refused.context["adminform"].form.errors) == ["user"]
    assert chief.post(address, form).status_code == 302

    ada.refresh_from_db()
    assert ada.user == city.user
