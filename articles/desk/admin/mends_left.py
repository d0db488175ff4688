"""Mends that a browser kept and that were never printed, against the live text."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.http import HttpResponseBadRequest, JsonResponse, QueryDict
from django.utils import timezone

from articles.desk.admin.keeping import offers_shown
from articles.desk.article import Article
from articles.desk.mend_form import MendForm
from articles.desk.unsaved import Said, offered, said_by, words_beside
from articles.editions.edition import Edition, Kind
from articles.text.document import Document
from articles.text.merge import merge

LONGEST_AGO = 10**8


def mends_left(request, article: Article, live: Edition):
    """Answer with the piece that offers them, and the names of those of which nothing is left.

    A mend that was begun from an earlier text counts as it would be on top of today's.
    """
    try:
        sent = list(_sent(request.POST["_left"], at=timezone.now()))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return HttpResponseBadRequest()
    read = [(name, at, _said(posted, article, live)) for name, at, posted in sent]
    texts = [(name, at, said) for name, at, said in read if said is not None]
    offers = offered(texts, saved=said_by(live.as_document(), {}))
    shown = {name for each in offers for name in each.names}
    return JsonResponse(
        {
            "offers": offers_shown(request, offers, mends=True),
            "printed": [name for name, _at, _said in read if name not in shown],
        }
    )


def _sent(typed: str, *, at: datetime) -> Iterator[tuple[str, datetime, QueryDict]]:
    """Each with its name, when it was typed, and the form as it would have been sent."""
    for text in json.loads(typed):
        posted = QueryDict(mutable=True)
        for name, value in text["fields"]:
            posted.appendlist(str(name), str(value))
        ago = min(max(int(text["ago"]), 0), LONGEST_AGO)
        yield str(text["name"]), at - timedelta(seconds=ago), posted


def _said(posted: QueryDict, article: Article, live: Edition) -> Said | None:
    """What the mend says, on top of the live text; None where that has taken all of it in."""
    number = posted.get("live", "")
    begun = Edition.archive.of(article.pk).filter(live_from__lt=live.live_from)
    is_number = number.isascii() and number.isdecimal() and len(number) < 19
    earlier = begun.filter(pk=number, document__isnull=False).first() if is_number else None
    before = (earlier or live).as_document()
    words = words_beside(posted)
    posted["kind"] = Kind.MINOR
    form = MendForm(posted, live=earlier or live, document=before)
    if not form.is_valid():
        return _as_typed(posted) | words
    mended = form.document
    if earlier:
        mended = _on_top(mended, before, live.as_document())
        if mended == live.as_document() and form.document != before:
            return None
    return said_by(mended, {}) | words


def _on_top(mended: Document, before: Document, now: Document) -> Document:
    return merge(before, mended, now).document


def _as_typed(posted: QueryDict) -> dict[str, object]:
    """Of one that could not be printed as it is; whatever else it says stands with its rows."""
    said: dict[str, object] = {
        name: posted.get(name, "") for name in ("headline", "standfirst", "body")
    }
    rows = [posted[name] for name in posted if name.startswith(("takeaways-", "lead_"))]
    return said | {"takeaways": " ".join(rows)}
