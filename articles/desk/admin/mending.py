"""The page on which the live text of a story is mended, whatever its working copy holds."""

import hashlib
from collections.abc import Collection, Sequence
from itertools import zip_longest

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.desk.admin.buttons import PRINTING, named, printing_of
from articles.desk.admin.keeping import key_of, took_in, unsaved_at
from articles.desk.admin.mends_left import mends_left
from articles.desk.admin.noting import Done
from articles.desk.admin.readers import offer_readers, prefilled, report_carried
from articles.desk.article import Article
from articles.desk.audit import What
from articles.desk.mend_form import MendForm
from articles.desk.mending import Mended, NothingLive, OtherLive, Taking, live_text, mend, takings
from articles.desk.publishing import NotReadyToPrint
from articles.desk.telling import LABELS, Telling, with_marks
from articles.editions.edition import Edition
from articles.text.alignment import Effort
from articles.text.merge import Clash, merge
from articles.text.refusal import Refusal
from articles.text.words import joined

OWN_WINS, MEND_WINS = "own", "mend"


def mend_page(stories, request, pk: int):
    """The page, and what its button does. `stories` is the admin of stories."""
    article = Article.objects.filter(pk=pk).first()
    if article is None:
        raise Http404
    may_print = request.user.has_perm("articles.print_edition")
    if not (may_print and stories.has_change_permission(request, article)):
        raise PermissionDenied
    try:
        live = live_text(article)
    except NothingLive as refusal:
        messages.warning(request, str(refusal))
        return HttpResponseRedirect(_story(article))
    if request.method != "POST":
        known = prefilled(request, article.pk)
        form = MendForm(live=live, document=live.as_document(), known=known)
        return _show(stories, request, article, form)
    if "_left" in request.POST:
        return mends_left(request, article, live)
    form = _posted(request, article, live)
    if "_take" in request.POST:
        # What was kept in the browser is only shown again.
        return _show(stories, request, article, form)
    if not form.is_valid():
        return _show(stories, request, article, form, status=422)
    printing = printing_of(form.cleaned_data)
    known = {"live_id": form.cleaned_data["live"]}
    try:
        texts = takings(article, form.document, **known)
        if not _are_decided(request, article, texts):
            return _show(stories, request, article, form, texts=texts, status=422)
        known |= {"seen": article.version, "decided": {t.key: _decided(request, t) for t in texts}}
        with transaction.atomic():
            mended = mend(article, form.document, by=request.user, **known, **printing)
            said = _said(mended)
            stories.note(request, article, Done(What.MENDED, said, named(mended.edition)))
    except Refusal as refusal:
        _tell(form, refusal)
        return _show(stories, request, article, form, status=422)
    messages.success(request, said)
    offer_readers(request, mended.edition)
    return HttpResponseRedirect(_story(article))


def _posted(request, article: Article, live: Edition) -> MendForm:
    """The form as it was sent; a mend of a text that is live no more is put on top of today's."""
    form = MendForm(request.POST, live=live, document=live.as_document())
    begun = Edition.archive.of(article.pk).filter(live_from__lt=live.live_from)
    earlier = begun.filter(pk=_number(request, "live"), document__isnull=False).first()
    if earlier is None:
        return form
    typed = MendForm(request.POST, live=earlier, document=earlier.as_document())
    if not typed.is_valid():
        return typed
    merged = merge(earlier.as_document(), typed.document, live.as_document())
    again = MendForm(live=live, document=merged.document)
    again.initial |= {name: typed.cleaned_data[name] for name in (*PRINTING, "report")}
    # What both changed stands in the form as it was typed; nobody prints over the other unawares.
    again.overlaps = _clashes(Taking(None, typed.document, merged))
    again.why = str(
        OtherLive(
            _(
                "Another edition went live while you were mending. Here is that text with your "
                "changes in it. Look through it, then press Print again."
            )
        )
    )
    return again


def _number(request, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0


def _tell(form: MendForm, refusal: Refusal) -> None:
    """Say at the field why nothing was printed."""
    if isinstance(refusal, NotReadyToPrint):
        for each in refusal.concerns:
            form.add_error(each.field if each.field in form.fields else None, each.text)
    else:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _seal(article: Article, texts: list[Taking]) -> str:
    """Of what the decisions on the page are about: another save or edition makes it another."""
    about = [str(article.version), *(repr((each.key, each.merged.clashes)) for each in texts)]
    return hashlib.sha256("\n".join(about).encode()).hexdigest()


def _is_sealed(request, article: Article, texts: list[Taking]) -> bool:
    """Whether the decisions that were sent are about these very texts."""
    return request.POST.get("seal") == _seal(article, texts)


def _are_decided(request, article: Article, texts: list[Taking]) -> bool:
    decisions = [each for taking in texts for each in _decisions(request, taking)]
    return not decisions or (_is_sealed(request, article, texts) and all(decisions))


def _decisions(request, taking: Taking) -> list[str]:
    """What was chosen for each clash: "own", "mend" or "" for nothing yet."""
    numbers = range(len(taking.merged.clashes))
    sent = [request.POST.get(f"wins-{taking.key}-{n}") for n in numbers]
    return [each if each in (OWN_WINS, MEND_WINS) else "" for each in sent]


def _decided(request, taking: Taking) -> Collection[int]:
    """The numbers of the clashes in which the mend wins."""
    return [n for n, each in enumerate(_decisions(request, taking)) if each == MEND_WINS]


def _said(done: Mended) -> str:
    """Where the mend was taken in, and where it was left out, as was chosen."""
    said = [_("Mended: readers have it now.")]
    if done.copy:
        said.append(_("The working copy has taken it in."))
    for edition in done.waiting:
        said.append(_("So has the edition of %s.") % _when(edition))
    for left, parts in done.left_out:
        known = {"parts": joined([str(LABELS[part]) for part in parts], last=_("{} and {}"))}
        if left is None:
            words = _(
                "As you chose, the working copy keeps words of its own (%(parts)s): published, "
                "they take the place of the mend."
            )
        else:
            known["when"] = _when(left)
            words = _(
                "As you chose, the edition of %(when)s keeps words of its own (%(parts)s): they "
                "take the place of the mend then."
            )
        said.append(words % known)
    return " ".join(said)


def _when(edition: Edition) -> str:
    return date_format(localtime(edition.live_from), "DATETIME_FORMAT")


def _story(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _show(stories, request, article: Article, form: MendForm, *, texts=(), status=200):
    media = stories.media + form.media
    live = form.live
    texts = list(texts)
    # Nothing is preset, and nothing that was chosen is lost: only what is left is asked again.
    is_sealed = bool(texts) and _is_sealed(request, article, texts)
    chosen = {t.key: _decisions(request, t) if is_sealed else [] for t in texts}
    clashing = [(each, _clashes(each, chosen[each.key])) for each in texts if each.merged.clashes]
    waiting = Edition.archive.of(article.pk).waiting(live.live_from).filter(document__isnull=False)
    context = stories.admin_site.each_context(request) | {
        "title": _("Mend the live text"),
        "unsaved": unsaved_at(stories, request, article),
        "sitting": key_of(request),
        "took": " ".join(took_in(request)),
        "overlaps": getattr(form, "overlaps", ()),
        "report": report_carried(request, article.pk, form),
        "opts": stories.opts,
        "original": article,
        "form": form,
        "live": live,
        "ahead": article.to_document() != live.as_document(),
        "waiting": waiting.defer("document").order_by("live_from"),
        "clashing": clashing,
        "is_undecided": is_sealed
        and any(not clash["choice"] for _each, clashes in clashing for clash in clashes),
        "seal": _seal(article, texts) if texts else "",
        "media": media.with_nonce(str(request.csp_nonce))
        if hasattr(media, "with_nonce")
        else media,
    }
    return TemplateResponse(request, "admin/articles/article/mend.html", context, status=status)


def _clashes(taking: Taking, chosen: Sequence[str] = ()) -> list[dict[str, object]]:
    """What is to be decided of one text, in words, with what was chosen so far."""
    telling, effort = Telling(taking.before, taking.merged.document), Effort()
    clashes = enumerate(taking.merged.clashes)
    told = [_clash(telling, n, each, effort=effort) for n, each in clashes]
    return [each | {"choice": choice} for each, choice in zip_longest(told, chosen, fillvalue="")]


def _clash(telling: Telling, number: int, clash: Clash, *, effort: Effort) -> dict[str, object]:
    was = telling.told(clash.part, clash.base)
    copy, mend = (telling.told(clash.part, each) for each in (clash.mine, clash.theirs))
    return {
        "number": number,
        "label": LABELS[clash.part],
        "was": was,
        "copy": copy and with_marks(was, copy, effort=effort),
        "mend": mend and with_marks(was, mend, effort=effort),
    }
