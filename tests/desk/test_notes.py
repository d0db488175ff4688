"""Notes on a story: who says what, and that none of it is part of the story."""

import pytest
from django.urls import reverse

from articles.desk import talking, workflow
from articles.desk.colleagues import viewers_of
from articles.desk.permission import may_see
from articles.desk.talking import NoPassage, NoteIsGone, NothingSaid, Quoted, TooLong, TooManyNotes
from articles.models import Article, Deed, Note, Revision, SectionRight
from tests.desk.form import address_of, filled, text_of
from tests.make import make_article, make_contributor, make_edition, make_section, make_user

pytestmark = pytest.mark.django_db


def notes_of(article):
    """Where a story's notes are sent."""
    return reverse("admin:articles_article_notes", args=[article.pk])


def sent(client, article, **pressed):
    """The answer to script that sends a note."""
    return client.post(notes_of(article), pressed, headers={"X-Requested-With": "fetch"})


def test_a_note_is_written_answered_resolved_and_opened_again(writer, editor):
    article = make_article(by=writer.user, body="<p>Nine boats came.</p>")

    sent(editor, article, _note=1, text="Nine?", part="body", quote="Nine boats", after=" came.")
    note = Note.objects.get()
    sent(writer, article, _reply=note.pk, **{f"reply-{note.pk}": "I counted them."})
    sent(writer, article, _resolve=note.pk)

    note.refresh_from_db()
    assert (note.by, note.quote, note.after) == (editor.user, "Nine boats", " came.")
    assert (note.replies.get().by, note.resolved_by) == (writer.user, writer.user)
    assert "1 resolved" in text_of(editor.get(address_of(article)))
    sent(editor, article, _reopen=note.pk)
    note.refresh_from_db()
    assert note.is_open and note.resolved_by is None


def test_what_is_said_is_noted_without_its_words(editor):
    article = make_article(by=editor.user)
    sent(editor, article, _note=1, text="Zeolite")
    number = Note.objects.get().pk
    sent(editor, article, _resolve=number)
    sent(editor, article, _reopen=number)
    sent(editor, article, _take_away=number)
    sent(editor, article, **{"_suggest": "headline", "proposal-headline": "Basalt"})
    sent(editor, article, _accept=Note.objects.get().pk)

    deeds = Deed.log.of_story(article.pk).order_by("pk")

    assert [each.what for each in deeds] == [
        "noted",
        "resolved",
        "reopened",
        "unsaid",
        "suggested",
        "taken_up",
    ]
    assert not any("Zeolite" in each.detail or "Basalt" in each.detail for each in deeds)


def test_a_reply_to_what_was_resolved_meanwhile_opens_it_again(editor):
    article = make_article()
    note = talking.note(article, by=editor.user, text="Nine?")
    talking.resolve(note.pk, article=article, by=editor.user)

    talking.reply(note.pk, article=article, by=editor.user, text="But then there is the tenth.")

    note.refresh_from_db()
    assert note.is_open


def test_whoever_may_see_a_story_talks_about_it_and_no_one_else(
    writer, editor, chief, moderator, stranger, client
):
    own, other = make_article(by=writer.user), make_article()
    printed = make_edition(article=make_article(by=writer.user)).article

    def status(someone, article):
        answers = [
            sent(someone, article, _note=1, text="Hm"),
            someone.get(notes_of(article)),
            someone.get(reverse("admin:articles_article_colleagues", args=[article.pk])),
        ]
        return {answer.status_code for answer in answers}

    for article in (own, other, printed):
        assert status(editor, article) == status(chief, article) == {200}
        assert status(moderator, article) == status(stranger, article) == {403}
        assert status(client, article) == {302}
    assert status(writer, own) == status(writer, printed) == {200}
    assert status(writer, other) == {403}
    assert Note.objects.count() == 8


def test_the_verbs_ask_too(stranger, editor):
    article, by = make_article(), stranger.user
    note = talking.note(article, by=editor.user, text="Hm")
    offer = talking.suggest(article, by=editor.user, part="headline", proposal="Other")

    for verb in (
        lambda: talking.note(article, by=by, text="x"),
        lambda: talking.reply(note.pk, article=article, by=by, text="x"),
        lambda: talking.reword(note.pk, article=article, by=by, text="x"),
        lambda: talking.resolve(note.pk, article=article, by=by),
        lambda: talking.reopen(note.pk, article=article, by=by),
        lambda: talking.take_away(note.pk, article=article, by=by),
        lambda: talking.suggest(article, by=by, part="headline", proposal="x"),
        lambda: talking.accept(offer.pk, article=article, by=by),
        lambda: talking.refuse(offer.pk, article=article, by=by),
    ):
        with pytest.raises(talking.PermissionDenied):
            verb()


def test_a_note_makes_no_form_stale_and_no_revision(editor, chief):
    article = make_article(headline="As it was")
    opened = filled(article, headline="Typed", _save=1)
    saved_at, revisions = article.saved_at, Revision.objects.count()

    talking.note(article, by=chief.user, text="Hm")
    talking.suggest(article, by=chief.user, part="headline", proposal="Other")

    article.refresh_from_db()
    assert (article.version, article.saved_at, article.headline) == (1, saved_at, "As it was")
    assert Revision.objects.count() == revisions
    assert editor.post(address_of(article), opened).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.talk) == ("Typed", 2)


def test_readers_see_nothing_of_it(reader, editor):
    edition = make_edition(headline="Gates shut", body="<p>Nine boats came.</p>")
    article = edition.article
    talking.note(article, by=editor.user, text="Zeolite", part="body", quoted=Quoted("Nine boats"))
    talking.suggest(article, by=editor.user, part="headline", proposal="Basalt")

    pages = [reader.get(address) for address in (edition.address, "/", "/news/", "/feed/")]

    assert not any("Zeolite" in page.text or "Basalt" in page.text for page in pages)
    assert "Zeolite" not in str(article.to_document().to_json())


def test_without_script_one_adds_a_note_to_the_whole_story(editor):
    article = make_article()

    answer = editor.post(notes_of(article), {"_note": 1, "text": "Hm\r\nwell", "part": "story"})

    assert answer.url == f"{address_of(article)}#panel-notes"
    assert Note.objects.get().text == "Hm\nwell"
    assert "Hm" in text_of(editor.get(address_of(article)))
    answer = editor.post(notes_of(article), {"_note": 1, "text": " "}, follow=True)
    assert "Write a few words first." in text_of(answer)


def test_a_note_whose_words_are_gone_says_so_and_keeps_them(editor):
    article = make_article(body="<p>Nine “boats” came.</p>")
    for quote in ('Nine "boats"', "Ten boats"):
        talking.note(article, by=editor.user, text="?", part="body", quoted=Quoted(quote))

    page = editor.get(address_of(article))

    there, gone = page.context["talk"].open
    assert (there.is_gone, gone.is_gone) == (False, True)
    assert "Ten boats These words are not in the story any more." in text_of(page)


def test_what_cannot_be_said_is_refused_by_name(editor, monkeypatch):
    article, by = make_article(), editor.user
    other = talking.note(make_article(), by=by, text="Elsewhere")

    with pytest.raises(NothingSaid):
        talking.note(article, by=by, text=" \n")
    with pytest.raises(TooLong):
        talking.note(article, by=by, text="x" * 2_001)
    with pytest.raises(NoPassage):
        talking.note(article, by=by, text="x", part="body", quoted=Quoted(" "))
    with pytest.raises(NoteIsGone):
        talking.reply(other.pk, article=article, by=by, text="x")
    monkeypatch.setattr(talking, "MOST", 0)
    with pytest.raises(TooManyNotes):
        talking.note(article, by=by, text="x")
    assert sent(editor, article, _note=1, text="").status_code == 422
    assert sent(editor, article, _note=1, text="x", part="slug").status_code == 403
    assert sent(editor, article, _resolve="x").status_code == 403


def test_one_takes_back_ones_own_words_until_someone_answers(editor, chief):
    article = make_article()
    own, answered = (talking.note(article, by=editor.user, text=text) for text in ("a", "b"))
    talking.reply(answered.pk, article=article, by=chief.user, text="Yes")

    with pytest.raises(NoteIsGone):
        talking.take_away(own.pk, article=article, by=chief.user)
    with pytest.raises(NoteIsGone):
        talking.take_away(answered.pk, article=article, by=editor.user)
    talking.take_away(own.pk, article=article, by=editor.user)

    assert not Note.objects.filter(pk=own.pk).exists()


def test_of_a_long_thread_the_last_replies_are_shown_and_the_rest_folded(editor):
    article, by = make_article(), editor.user
    note = talking.note(article, by=by, text="Nine?")

    def shape():
        [thread] = editor.get(address_of(article)).context["talk"].open
        return len(thread.folded), len(thread.shown)

    shapes = []
    for n in range(6):
        talking.reply(note.pk, article=article, by=by, text=f"No. {n}")
        shapes.append(shape())

    assert shapes == [(0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (2, 4)]
    assert "2 earlier replies" in text_of(editor.get(address_of(article)))


def test_what_is_written_in_a_note_is_text_and_no_markup(editor):
    article = make_article()
    text = "<script>alert(1)</script> https://a.example/?x=%22onload=1 \0"
    talking.note(article, by=editor.user, text=text, part="body", quoted=Quoted('"><u>\0'))

    html = editor.get(address_of(article)).content.decode()

    talking.reword(
        Note.objects.get().pk, article=article, by=editor.user, text=f"</textarea>{text}"
    )
    html += editor.get(address_of(article)).content.decode()

    assert "</textarea><script>" not in html
    assert "<script>alert(1)" not in html and "&lt;script&gt;alert(1)" in html
    assert '"><u>' not in html


# What other forms hear


def test_a_form_hears_at_its_beat_that_something_was_said(
    editor, chief, django_assert_max_num_queries
):
    article = make_article()
    beat = {"sitting": "a" * 32, "serial": 0, "seen_version": 1}
    address = reverse("admin:articles_article_sitting", args=[article.pk])
    before = editor.post(address, beat).json()["talk"]
    talking.note(article, by=chief.user, text="Hm")

    with django_assert_max_num_queries(13):
        after = editor.post(address, beat).json()["talk"]

    assert (before, after) == (0, 1)
    assert editor.get(notes_of(article), {"talk": 0}).status_code == 200
    assert editor.get(notes_of(article), {"talk": 1}).status_code == 204


def test_notes_cost_the_form_one_query_and_the_header_another(
    editor, django_assert_max_num_queries
):
    article = make_article()
    editor.get(address_of(article))
    with django_assert_max_num_queries(19) as quiet:
        editor.get(address_of(article))
    for n in range(20):
        note = talking.note(article, by=make_user("Editor"), text=f"No. {n}")
        talking.reply(note.pk, article=article, by=editor.user, text="Yes")
        talking.suggest(article, by=editor.user, part="standfirst", proposal=f"No. {n}")

    with django_assert_max_num_queries(len(quiet)) as asked:
        editor.get(address_of(article))

    tables = [
        name for q in asked for name in ("note", "notice") if f'FROM "articles_{name}"' in q["sql"]
    ]
    assert sorted(tables) == ["note", "notice"]


# Who may see


def test_those_who_may_see_a_story_are_the_same_from_either_side():
    city = make_section("news/city")
    people = {role: make_user(role) for role in ("Writer", "Editor", "Moderator", "Administrator")}
    people |= {"nobody": make_user(), "gone": make_user("Editor", is_active=False)}
    for name, path in (("here", "news"), ("there", "news/city"), ("elsewhere", "sport")):
        people[name] = make_user("Editor")
        SectionRight.objects.create(account=people[name], section=make_section(path))
    credited, assigned = make_user("Writer"), make_user("Writer")
    make_contributor("Cy Lund", user=credited)
    people |= {"credited": credited, "assigned": assigned}
    own = make_article(by=people["Writer"], section="news/city")
    others = [make_article(section="news"), make_article(section="news/city", authors=["Cy Lund"])]
    loose = make_article()
    Article.objects.filter(pk=loose.pk).update(section=None)
    workflow.plan(others[0], by=people["Editor"], assignee=assigned)
    printed = make_edition(article=make_article(by=people["Writer"])).article

    for article in Article.objects.filter(
        pk__in=[own.pk, loose.pk, printed.pk, *map(id_of, others)]
    ):
        seeing = set(viewers_of(article).values_list("pk", flat=True))
        may = {
            each.pk for each in people.values() if each.is_active and may_see(article.pk, by=each)
        }
        assert seeing == may, article.section
    assert city.path == "news/city"


def id_of(article):
    """Its number."""
    return article.pk


def test_colleagues_are_offered_by_the_letters_of_their_names(editor, writer):
    article = make_article()
    make_user("Editor", "abell", first_name="Ann", last_name="Bell")
    make_user("Writer", "anna", first_name="Anna", last_name="Bellows")
    address = reverse("admin:articles_article_colleagues", args=[article.pk])

    offered = editor.get(address, {"q": "be"}).json()["colleagues"]

    # Who may not see the story is not called to it.
    assert offered == [{"name": "abell", "called": "Ann Bell"}]
