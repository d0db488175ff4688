"""Two people, one story: no save ever buries another's."""

import pytest

from articles.models import Article
from tests.desk.form import address_of, filled, result_of, text_of
from tests.make import make_article, make_edition

pytestmark = pytest.mark.looks


def test_a_save_that_began_from_an_older_version_is_refused_with_both_texts(editor, chief):
    article = make_article(headline="As it was")
    mine = filled(article, headline="Mine", _save="1")
    chief.post(address_of(article), filled(article, headline="Theirs", _save="1"))

    answer = editor.post(address_of(article), mine)

    said = text_of(answer)
    assert answer.status_code == 422
    assert chief.user.get_username() in said
    assert "Mine" in said
    assert "Theirs" in said
    assert Article.objects.get().headline == "Theirs"


def test_after_looking_one_may_save_over_it_and_both_stay_in_the_history(editor, chief):
    article = make_article(headline="As it was")
    mine = filled(article, headline="Mine", _save="1")
    chief.post(address_of(article), filled(article, headline="Theirs", _save="1"))
    article.refresh_from_db()

    editor.post(address_of(article), mine | {"_overwrite": article.version})

    history = list(article.revisions.values_list("document__headline", flat=True))
    assert history == ["Mine", "Theirs", "As it was"]


def test_a_third_save_in_between_is_not_buried_either(editor, chief):
    article = make_article(headline="As it was")
    mine = filled(article, headline="Mine", _save="1")
    chief.post(address_of(article), filled(article, headline="Theirs", _save="1"))
    seen = article.version + 1
    chief.post(address_of(article), filled(article, headline="Theirs again", _save="1"))

    answer = editor.post(address_of(article), mine | {"_overwrite": seen})

    assert answer.status_code == 422
    assert "Theirs again" in result_of(answer)


def test_a_takeaway_that_someone_else_removed_comes_back_with_ones_own_save(editor, chief):
    article = make_article(takeaways=["Kept", "Removed by the other"])
    mine = filled(article, _save="1")
    theirs = filled(article, _save="1") | {"takeaways-1-DELETE": "on"}
    chief.post(address_of(article), theirs)
    article.refresh_from_db()

    answer = editor.post(address_of(article), mine | {"_overwrite": article.version})

    assert answer.status_code == 302
    assert list(article.takeaways.values_list("text", flat=True)) == [
        "Kept",
        "Removed by the other",
    ]


def test_two_saves_that_race_past_the_form_are_told_apart_by_the_database(editor):
    from articles.desk.revision import StaleCopy, begin_save

    article = make_article()
    begin_save(article, seen=1)

    try:
        begin_save(article, seen=1)
    except StaleCopy as refused:
        assert refused.code == "stale_copy"
    else:
        raise AssertionError("both saves came through")


def test_what_the_other_changed_is_shown_and_nothing_else(editor, chief):
    article = make_article(headline="As it was", tags=["Floods"])
    mine = filled(article, headline="Mine", _save="1")
    chief.post(address_of(article), filled(article, tags="Dams, Weirs", _save="1"))

    answer = editor.post(address_of(article), mine)

    conflict = answer.context["adminform"].form.conflict
    assert [each.label for each in conflict.clashes + conflict.taken] == ["Tags"]
    assert "Dams, Weirs" in text_of(answer)


def test_whoever_saved_it_in_another_tab_is_not_told_of_themselves_as_of_another(editor):
    article = make_article(headline="As it was")
    mine = filled(article, headline="Here", _save="1")
    editor.post(address_of(article), filled(article, headline="There", _save="1"))

    said = text_of(editor.post(address_of(article), mine))

    assert "You saved this story yourself on" in said
    assert "As you saved it" in said
    assert "Theirs" not in said and "saved this story on" not in said


def test_a_save_that_changed_nothing_of_the_story_is_no_dead_end(editor, chief):
    article = make_article(headline="As it was")
    mine = filled(article, headline="Mine", _save="1")
    chief.post(address_of(article), filled(article, _save="1"))

    refused = editor.post(address_of(article), mine)
    article.refresh_from_db()
    saved = editor.post(address_of(article), mine | {"_overwrite": article.version})

    assert "Nothing in the story itself" in text_of(refused)
    assert b'name="_overwrite"' in refused.content
    assert saved.status_code == 302
    assert Article.objects.get().headline == "Mine"


def test_a_notice_that_was_typed_waits_in_its_box_for_its_button(editor):
    article = make_edition().article
    typed = {"kind": "correction", "correction": "It was two.", "note": "Two, not ten"}
    typed |= {"notice": "We were wrong.", "print_at": "2099-01-01T10:00"}

    answer = editor.post(address_of(article), filled(article, _save="1", **typed), follow=True)

    form = answer.context["adminform"].form
    assert {name: form[name].value() for name in typed} == typed
    again = editor.get(address_of(article)).context["adminform"].form
    assert not again["correction"].value()
