"""Other words for a headline or standfirst: offered by whoever sees it, decided by its editors."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.desk import talking
from articles.desk.talking import Decided, NoteIsGone, NothingSaid, TooLong
from articles.models import Article, Note
from tests.desk.form import address_of, filled, text_of
from tests.make import make_article, make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.looks]


def sent(client, article, **pressed):
    """The answer to script that sends what was pressed beside the story."""
    address = reverse("admin:articles_article_notes", args=[article.pk])
    return client.post(address, pressed, headers={"X-Requested-With": "fetch"})


def test_several_are_offered_side_by_side_with_who_offered_them(writer, editor):
    article = make_article(by=writer.user, headline="Gates shut")

    sent(writer, article, **{"_suggest": "headline", "proposal-headline": "Sluice\nshut"})
    sent(editor, article, **{"_suggest": "headline", "proposal-headline": "Weir shut"})

    said = text_of(editor.get(address_of(article)))
    assert "Sluice shut" in said and "Weir shut" in said
    assert said.index(writer.user.username) < said.index("Weir shut")
    assert Article.objects.get().headline == "Gates shut"


def test_one_is_accepted_and_the_other_refused_with_a_reason(writer, editor):
    article = make_article(by=writer.user, standfirst="As it was.")
    taken = talking.suggest(article, by=editor.user, part="standfirst", proposal="Better.")
    other = talking.suggest(article, by=editor.user, part="standfirst", proposal="Worse.")

    sent(writer, article, _accept=taken.pk)
    sent(writer, article, _refuse=other.pk, **{f"reason-{other.pk}": "Not so."})

    taken.refresh_from_db(), other.refresh_from_db()
    assert (taken.verdict, taken.resolved_by) == ("accepted", writer.user)
    assert (other.verdict, other.reason) == ("refused", "Not so.")
    # It is for whoever accepted it to save it.
    assert Article.objects.get().standfirst == "As it was."


def test_whoever_sees_a_story_suggests_and_only_who_may_change_it_decides(
    writer, editor, chief, moderator, stranger
):
    printed = make_edition(article=make_article(by=writer.user)).article
    asked = {"_suggest": "headline", "proposal-headline": "Other words"}

    for someone, may in ((writer, 200), (editor, 200), (chief, 200)):
        assert sent(someone, printed, **asked).status_code == may
    for someone in (moderator, stranger):
        assert sent(someone, printed, **asked).status_code == 403
    first, second, third = Note.objects.order_by("pk")
    # A writer's own story is closed to them once it is printed.
    for someone in (writer, moderator, stranger):
        assert sent(someone, printed, _accept=first.pk).status_code == 403
        assert sent(someone, printed, _refuse=first.pk).status_code == 403
    assert sent(editor, printed, _accept=second.pk).status_code == 200
    assert sent(chief, printed, _refuse=third.pk).status_code == 200
    assert list(Note.objects.filter(verdict="").order_by("pk")) == [first]
    assert "Use it" not in text_of(writer.get(address_of(printed)))
    assert "Use it" in text_of(editor.get(address_of(printed)))


def test_of_two_who_decide_only_one_does(editor, chief):
    article = make_article()
    offer = talking.suggest(article, by=editor.user, part="headline", proposal="Other")
    talking.refuse(offer.pk, article=article, by=chief.user)

    with pytest.raises(Decided):
        talking.accept(offer.pk, article=article, by=editor.user)
    assert sent(editor, article, _accept=offer.pk).status_code == 422
    with pytest.raises(NoteIsGone):
        talking.take_away(offer.pk, article=article, by=editor.user)

    offer.refresh_from_db()
    assert offer.verdict == "refused"


def test_a_note_is_not_decided_and_a_suggestion_not_resolved(editor):
    article = make_article()
    note = talking.note(article, by=editor.user, text="Hm")
    offer = talking.suggest(article, by=editor.user, part="headline", proposal="Other")

    with pytest.raises(Decided):
        talking.accept(note.pk, article=article, by=editor.user)
    talking.resolve(offer.pk, article=article, by=editor.user)

    assert Note.objects.filter(resolved_at=None).count() == 2


def test_whoever_reads_a_suggestion_replies_to_it_and_replies_outlast_the_decision(
    writer, editor, chief, stranger
):
    article = make_article(by=writer.user)
    taken = talking.suggest(article, by=editor.user, part="headline", proposal="Sluice shut")
    other = talking.suggest(article, by=editor.user, part="standfirst", proposal="Weir shut")

    for someone, offer, text in ((writer, taken, "Which sluice?"), (chief, other, "No weir!")):
        assert sent(someone, article, _reply=offer.pk, **{f"reply-{offer.pk}": text}).content
    assert sent(stranger, article, _reply=taken.pk, **{f"reply-{taken.pk}": "x"}).status_code == 403

    [first], [second] = (
        each.open for each in editor.get(address_of(article)).context["talk"].choices
    )
    assert [each.text for each in first.replies + second.replies] == ["Which sluice?", "No weir!"]
    # What was answered is not unsaid.
    with pytest.raises(NoteIsGone):
        talking.take_away(taken.pk, article=article, by=editor.user)
    talking.accept(taken.pk, article=article, by=writer.user)
    talking.refuse(other.pk, article=article, by=writer.user)
    page = editor.get(address_of(article))
    assert page.context["talk"].count == 0
    assert "Which sluice?" in text_of(page) and "No weir!" in text_of(page)


def test_a_reply_to_what_was_decided_meanwhile_is_kept_and_reopens_nothing(editor, chief):
    article = make_article()
    offer = talking.suggest(article, by=editor.user, part="headline", proposal="Sluice shut")
    talking.refuse(offer.pk, article=article, by=chief.user)

    talking.reply(offer.pk, article=article, by=editor.user, text="Why?")

    offer.refresh_from_db()
    assert (offer.verdict, offer.is_open, offer.replies.count()) == ("refused", False, 1)


def test_what_is_no_headline_is_not_suggested(editor):
    article, by = make_article(), editor.user

    with pytest.raises(NothingSaid):
        talking.suggest(article, by=by, part="headline", proposal=" \n")
    with pytest.raises(TooLong):
        talking.suggest(article, by=by, part="headline", proposal="x" * 201)
    with pytest.raises(PermissionDenied):
        talking.suggest(article, by=by, part="body", proposal="x")
    with pytest.raises(TooLong):
        offer = talking.suggest(article, by=by, part="standfirst", proposal="x" * 600)
        talking.refuse(offer.pk, article=article, by=by, reason="x" * 301)


def test_without_script_the_form_opens_with_the_accepted_words_not_saved_yet(editor):
    article = make_article(headline="As it was")
    offer = talking.suggest(article, by=editor.user, part="headline", proposal="Sluice shut")
    address = reverse("admin:articles_article_notes", args=[article.pk])

    page = editor.post(address, {"_accept": offer.pk}, follow=True)

    assert page.context["adminform"].form["headline"].value() == "Sluice shut"
    assert "Save it to keep them" in text_of(page)
    assert Article.objects.get().headline == "As it was"
    editor.post(address_of(article), filled(article, headline="Sluice shut", _save=1))
    assert Article.objects.get().headline == "Sluice shut"
