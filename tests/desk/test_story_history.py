"""A story's history: every save and every edition, compared and restored."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles.editions import press
from articles.models import Article, Edition, Revision
from tests.desk.form import address_of, filled, text_of
from tests.make import make_article, make_edition, make_image, make_section, make_user, tomorrow

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def page(article, name="history", *args):
    """The address of a page of the story's history."""
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args])


def save(editor, article, **fields):
    """Save the story with some fields changed."""
    assert editor.post(address_of(article), filled(article, _save=1, **fields)).status_code == 302


@pytest.fixture
def article(editor):
    """A story with three saves and an edition between them."""
    article = make_article(headline="One", body="<p>It began.</p>", by=editor.user)
    save(editor, article, headline="Two", body="<p>It began.</p><p>It went on.</p>")
    editor.post(address_of(article), filled(article, _publish=1))
    save(editor, article, headline="Four")
    return article


def test_saves_and_editions_stand_in_one_line_the_latest_first(editor, article):
    said = text_of(editor.get(page(article)))

    places = [said.index(words) for words in ("Save 4", "Edition 1", "Save 2", "Save 1")]
    assert places == sorted(places)
    assert "Headline" in said and "1 paragraph" in said
    # What publishing saved changed nothing.
    assert "Save 3" not in said
    assert "the text of save 2" in said
    assert editor.user.username in said


def test_two_texts_are_compared_word_by_word(editor, article):
    answer = editor.get(page(article, "history_compared"), {"a": "r1", "b": "r2"})

    html = answer.content.decode()
    assert "Cut: </span>One" in html and "Added: </span>Two" in html
    assert "It went on." in text_of(answer)


def test_what_readers_have_is_compared_with_the_working_copy(editor, article):
    said = text_of(editor.get(page(article, "history_compared"), {"a": "live", "b": "copy"}))

    assert "What readers have now" in said and "The working copy" in said
    assert "Cut: Two" in said and "Added: Four" in said


def test_pictures_tags_and_section_are_told_by_their_names(editor, article):
    image = make_image(name="Weir")
    body = f'<p>It began.</p><figure data-image="{image.pk}"></figure>'
    save(editor, article, body=body, tags="Dams", section=make_section("news/city").pk)

    answer = editor.get(page(article, "history_compared"), {"b": "r5"})

    said = text_of(answer)
    assert "Dams" in said and "news/city" in said
    assert f"/admin/articles/image/{image.pk}/thumbnail/" in answer.content.decode()


def test_a_save_is_restored_as_a_save_of_its_own(editor, reader, article):
    answer = editor.post(
        page(article, "history_restored", "r1"), {"seen": article_now(article).version}, follow=True
    )

    now = article_now(article)
    assert (now.headline, now.version) == ("One", 5)
    assert now.revisions.first().note == "Restored: save 1"
    assert "Restored: save 1" in text_of(answer)
    assert "Two" in reader.get(Edition.archive.get().address).text
    assert "One" in text_of(editor.get(page(article, "history_one", "r1")))


def article_now(article):
    return Article.objects.get(pk=article.pk)


def test_so_is_an_edition(editor, article):
    edition = Edition.archive.get()

    editor.post(page(article, "history_restored", f"e{edition.pk}"), {"seen": 4})

    assert article_now(article).headline == "Two"


def test_what_a_colleague_saved_meanwhile_is_not_buried(editor, chief, article):
    save(chief, article, headline="Theirs")

    answer = editor.post(page(article, "history_restored", "r1"), {"seen": 4}, follow=True)

    assert article_now(article).headline == "Theirs"
    assert "Someone saved the story meanwhile" in text_of(answer)


def test_what_is_gone_since_is_said_before_it_is_restored(editor, article):
    image = make_image()
    document = replace(Revision.objects.get(number=1).as_document(), language="xx")
    stored = {**document.to_json(), "lead": {"image": image.pk + 1, "caption": "", "credit": ""}}
    Revision.objects.filter(number=1).update(document=stored)

    said = text_of(editor.get(page(article, "history_one", "r1")))

    assert "lead picture is gone" in said and "Its language was none" in said
    editor.post(page(article, "history_restored", "r1"), {"seen": 4})
    assert article_now(article).language == ""


def test_a_note_says_why_and_leaves_the_text_alone(editor, article):
    before = Revision.objects.get(number=2).document

    editor.post(page(article, "history_explained", "r2"), {"note": "  The  minister rang\0 "})

    revision = Revision.objects.get(number=2)
    assert (revision.note, revision.document) == ("The minister rang", before)
    assert "The minister rang" in text_of(editor.get(page(article)))


def test_a_redacted_edition_is_told_and_says_nothing(editor, article):
    edition = Edition.archive.get()
    press.redact(edition.pk, by=editor.user, reason="A court")

    assert "Redacted" in text_of(editor.get(page(article)))
    assert editor.get(page(article, "history_one", f"e{edition.pk}")).status_code == 404


def test_writers_look_at_their_own_and_restore_until_it_is_printed(writer, editor):
    own, other = make_article(by=writer.user, headline="One"), make_article()
    save(writer, own, headline="Two")

    assert writer.get(page(own)).status_code == 200
    assert writer.get(page(other)).status_code == 403
    for name in ("history_one", "history_restored", "history_explained"):
        assert writer.post(page(other, name, "r1"), {"seen": 1}).status_code == 403
    assert writer.post(page(own, "history_restored", "r1"), {"seen": 2}).status_code == 302
    assert article_now(own).headline == "One"


def test_a_note_on_anothers_save_is_for_editors(writer, editor):
    own = make_article(by=writer.user)
    Revision.objects.update(saved_by=make_user("Editor"))

    assert writer.post(page(own, "history_explained", "r1"), {"note": "x"}).status_code == 403
    assert editor.post(page(own, "history_explained", "r1"), {"note": "x"}).status_code == 302


def test_texts_of_another_story_are_not_had_from_here(editor, article):
    other = make_edition(headline="Secret")

    for key in (f"e{other.pk}", "r99", "r0", "x", "r", "r1e1", "r" + "9" * 30):
        assert editor.get(page(article, "history_one", key)).status_code == 404
        assert editor.get(page(article, "history_compared"), {"a": key}).status_code == 404


def test_reading_writes_nothing(editor, article):
    for name in ("history_restored", "history_explained"):
        assert editor.get(page(article, name, "r1")).status_code == 405


def test_a_long_history_is_paged_in_few_queries(editor, django_assert_max_num_queries):
    article = make_article(headline="x")
    document = article.to_document().to_json()
    Revision.objects.bulk_create(
        Revision(article=article, number=n, document=document, sha256=str(n)) for n in range(2, 201)
    )
    for n in range(20):
        make_edition(article=article, headline=f"Edition {n}")
    make_edition(article=article, live_from=tomorrow())

    with django_assert_max_num_queries(15):
        first = editor.get(page(article))
    with django_assert_max_num_queries(18):
        editor.get(page(article, "history_compared"), {"a": "r1", "b": "live"})

    assert "Save 200" in text_of(first) and "Save 176" in text_of(first)
    second = editor.get(page(article), {"before": 176})
    assert "Save 175" in text_of(second) and "Save 176" not in text_of(second)
