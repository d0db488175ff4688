"""Notes that are edited: by whom, how long, what stays of what they said, and who is told."""

import pytest

from articles.desk import talking
from articles.desk.talking import NothingSaid, TooLong
from articles.models import Article, Deed, Note
from tests.desk.form import address_of, text_of
from tests.desk.test_notes import sent
from tests.desk.test_notices import told
from tests.make import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def test_one_edits_ones_own_note_and_reply_and_what_they_said_before_stays(writer, editor):
    article = make_article(by=writer.user)
    note = talking.note(article, by=editor.user, text="Nine?")
    reply = talking.reply(note.pk, article=article, by=writer.user, text="I count ten.")

    sent(editor, article, _reword=note.pk, **{f"text-{note.pk}": "Nine boats?"})
    sent(editor, article, _reword=note.pk, **{f"text-{note.pk}": "Nine, or ten?"})
    sent(writer, article, _reword=reply.pk, **{f"text-{reply.pk}": "Ten, I counted."})

    note.refresh_from_db(), reply.refresh_from_db()
    assert (note.text, reply.text) == ("Nine, or ten?", "Ten, I counted.")
    assert [each.text for each in note.wordings] == ["Nine?", "Nine boats?"]
    assert note.at == note.wordings[0].at < note.wordings[1].at < note.edited_at
    said = text_of(writer.get(address_of(article)))
    assert "What it said before:" in said and "I count ten." in said
    deeds = Deed.log.of_story(article.pk).filter(what="reworded")
    assert [each.detail for each in deeds] == ["", "", ""]


def test_only_who_wrote_it_edits_it_and_only_while_the_thread_is_open(editor, chief, stranger):
    article, by = make_article(), editor.user
    note = talking.note(article, by=by, text="Nine?")
    reply = talking.reply(note.pk, article=article, by=by, text="Or ten?")
    offer = talking.suggest(article, by=by, part="headline", proposal="Other", text="Shorter")

    def status(someone, one):
        return sent(someone, article, _reword=one.pk, **{f"text-{one.pk}": "x"}).status_code

    assert [status(chief, one) for one in (note, reply, offer)] == [422] * 3
    assert status(stranger, note) == 403
    assert status(editor, offer) == 422
    assert "What you wrote" not in chief.get(address_of(article)).content.decode()
    assert editor.get(address_of(article)).content.decode().count("What you wrote") == 2
    talking.resolve(note.pk, article=article, by=by)
    assert [status(editor, one) for one in (note, reply)] == [422] * 2
    assert "What you wrote" not in editor.get(address_of(article)).content.decode()
    talking.reopen(note.pk, article=article, by=by)
    assert [status(editor, one) for one in (note, reply)] == [200] * 2
    assert not Note.objects.filter(pk=offer.pk).exclude(text="Shorter").exists()


def test_an_edit_that_says_nothing_new_is_none_and_one_too_many_is_refused(editor, monkeypatch):
    article, by = make_article(), editor.user
    note = talking.note(article, by=by, text="Nine?")
    other = talking.note(make_article(), by=by, text="Elsewhere")

    talking.reword(note.pk, article=article, by=by, text=" Nine?\r\n")
    note.refresh_from_db()
    assert (note.edited_at, note.earlier) == (None, [])
    for text, refusal in ((" ", NothingSaid), ("x" * 2_001, TooLong)):
        with pytest.raises(refusal):
            talking.reword(note.pk, article=article, by=by, text=text)
    with pytest.raises(talking.NotToBeEdited):
        talking.reword(other.pk, article=article, by=by, text="x")
    monkeypatch.setattr(talking, "MOST_EDITS", 1)
    talking.reword(note.pk, article=article, by=by, text="Ten?")
    with pytest.raises(talking.TooManyEdits):
        talking.reword(note.pk, article=article, by=by, text="Eleven?")


def test_a_form_that_is_open_hears_of_an_edit(editor):
    article = make_article()
    note = talking.note(article, by=editor.user, text="Nine?")

    talking.reword(note.pk, article=article, by=editor.user, text="Ten?")

    assert Article.objects.get().talk == 2


def test_an_edit_tells_only_those_whom_it_names_anew_and_each_once(chief):
    ann, ed = make_user("Writer", "ann"), make_user("Editor", "ed")
    article = make_article(by=ann)
    make_user("Editor", "bea")
    note = talking.note(article, by=ed, text="Nine, @bea?")
    before = told()

    for text in ("Ten, @bea?", f"Ten, @bea, @{chief.user.username}, @ed?", "Ten?", "Ten, @bea?"):
        talking.reword(note.pk, article=article, by=ed, text=text)
    talking.reword(note.pk, article=article, by=ed, text=f"Ten, @{chief.user.username}, @ann?")

    assert before == [("bea", "mentioned"), ("ann", "noted")]
    assert told()[2:] == [(chief.user.username, "mentioned"), ("ann", "mentioned")]
