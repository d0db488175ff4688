"""Who is told of what: each deed that concerns others names them here, and nobody is told twice."""

from collections.abc import Iterable

from django.db import transaction

from articles.desk import letter
from articles.desk.article import Article
from articles.desk.colleagues import named_in, viewers_of, writer_of
from articles.desk.note import Note
from articles.desk.notice import Kind, Notice, wishes_for


@transaction.atomic
def tell(
    kind: Kind,
    accounts: Iterable[int | None],
    *,
    article: Article,
    by,
    note: Note | None = None,
    words: str = "",
) -> set[int]:
    """Tell these accounts (their ids) that `by` did something with the story; who was told.

    Nobody is told of their own deeds, nor of a story that they may not see, nor of what they do
    not want to be told of. What is to be sent goes once all of this is certain, and if that fails
    the deed stands.
    """
    wanted = {pk for pk in accounts if pk} - {by.pk}
    if not wanted:
        return set()
    known = dict(viewers_of(article).filter(pk__in=wanted).values_list("pk", "email"))
    rows = []
    for pk, wish in wishes_for(kind, known.keys()).items():
        is_mailed = wish.by_mail and bool(known[pk]) and letter.is_possible()
        if not (wish.at_desk or is_mailed):
            continue
        rows.append(
            Notice(
                account_id=pk,
                kind=kind,
                article=article,
                note=note,
                words=words,
                by=by,
                at_desk=wish.at_desk,
                to_be_mailed=is_mailed,
            )
        )
        if is_mailed:
            _mail_after(pk, article.pk)
    Notice.objects.bulk_create(rows)
    return {each.account_id for each in rows}


def _mail_after(account_id: int, article_id: int) -> None:
    # No partial: what fails there is logged by its name, which a partial lacks.
    transaction.on_commit(lambda: letter.send_later(account_id, article_id), robust=True)


def tell_of_note(note: Note, *, by) -> None:
    """Those who are named in it; then those to whom it replies; then whoever has the story."""
    article = note.article
    told = tell(
        Kind.MENTIONED, named_in(note.text, article=article), article=article, by=by, note=note
    )
    if note.parent_id:
        before = Note.objects.filter(parent=note.parent_id, pk__lt=note.pk)
        talking = {note.parent.by_id, *before.values_list("by", flat=True)}
        told |= tell(Kind.REPLIED, talking - told, article=article, by=by, note=note)
    kind = Kind.SUGGESTED if note.proposal else Kind.NOTED
    tell(kind, {writer_of(article)} - told, article=article, by=by, note=note)


def tell_of_rewording(note: Note, *, by, before: str) -> None:
    """Those who are named in it now, and were not `before`: nobody is called twice by one note."""
    article = note.article
    told = Notice.objects.filter(note=note, kind=Kind.MENTIONED).values_list("account", flat=True)
    named = named_in(note.text, article=article) - named_in(before, article=article) - set(told)
    tell(Kind.MENTIONED, named, article=article, by=by, note=note)
