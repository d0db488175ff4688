"""The pages of a story's history: the line of time, two texts compared, one as it was."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.admin.noting import Done, deeds_of
from articles.desk.article import Article
from articles.desk.audit import What, kind_of, note_deed
from articles.desk.history import (
    Text,
    as_it_can_be,
    explain,
    lines_of,
    newest_before,
    restore,
    text_of,
)
from articles.desk.ids import is_id
from articles.desk.revision import StaleCopy
from articles.desk.telling import LABELS, Telling
from articles.text.comparison import Comparison, compare, folds_of
from articles.text.document import Document
from articles.text.refusal import Refusal

KEY = re.compile(r"[re][1-9][0-9]{0,17}|live|copy")
ROOT = "admin:articles_article_history"


class HistoryPages:
    """The addresses beneath a story's history. `stories` is the admin of stories."""

    def __init__(self, stories):
        self.stories, self.site = stories, stories.admin_site

    def urls(self):
        """Before Django's own, so that its page gives way."""
        inner = [
            ("", self.lines, "history"),
            ("compare/", self.compared, "history_compared"),
            ("<str:key>/", self.one, "history_one"),
            ("<str:key>/restore/", self.restored, "history_restored"),
            ("<str:key>/note/", self.explained, "history_explained"),
        ]
        return [
            path(
                f"<int:pk>/history/{route}",
                self.site.admin_view(view),
                name=f"articles_article_{name}",
            )
            for route, view, name in inner
        ]

    def lines(self, request, pk):
        """Every save and every edition, the latest first."""
        article = self._article(request, pk)
        asked = request.GET.get("before", "")
        before = int(asked) if is_id(asked) else None
        lines, more = lines_of(article, before=before)
        context = self._context(
            request,
            article,
            title=_("History"),
            lines=[(line, summary(line.comparison) if line.comparison else "") for line in lines],
            more=more,
            may_explain=request.user.has_perm("articles.edit_any_article"),
            first=before is None,
            deeds=deeds_of(request, kind_of(Article), pk),
        )
        return TemplateResponse(request, "admin/articles/article/history.html", context)

    def compared(self, request, pk):
        """Two texts, by the keys `a` (the older) and `b`."""
        article = self._article(request, pk)
        new = self._text(article, request.GET.get("b", "copy"))
        known = request.GET.get("a") or (
            newest_before(article, new.revision) if new.revision else "copy"
        )
        old = self._text(article, known) if known else None
        document = old.document if old else type(new.document)()
        context = self._context(
            request,
            article,
            title=_("Two texts compared"),
            old=old,
            new=new,
            **differences(document, new.document),
        )
        return TemplateResponse(request, "admin/articles/article/compared.html", context)

    def one(self, request, pk, key):
        """A text as it was, and what restoring it would do."""
        article = self._article(request, pk)
        text = self._text(article, key)
        document, lost = as_it_can_be(text.document)
        now = article.to_document()
        may = self.stories.has_change_permission(request, article)
        telling = Telling(text.document)
        context = self._context(
            request,
            article,
            title=_("As it was"),
            text=text,
            parts=[(LABELS[part], telling.of(text.document, part)) for part in LABELS],
            **differences(now, document),
            lost=lost,
            can_restore=may and key not in ("copy", "live"),
        )
        return TemplateResponse(request, "admin/articles/article/as_it_was.html", context)

    def restored(self, request, pk, key):
        """The working copy says it again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self._article(request, pk, change=True)
        text, seen = self._text(article, key), request.POST.get("seen", "")
        there = reverse("admin:articles_article_change", args=[pk])
        seen = int(seen) if is_id(seen) else 0
        try:
            with transaction.atomic():
                revision = restore(article, text, by=request.user, seen=seen)
                self.stories.note(request, article, Done(What.RESTORED, revision.note, text.name))
        except StaleCopy:
            messages.error(
                request,
                _("Someone saved the story meanwhile. Look at the difference again, then restore."),
            )
            there = reverse("admin:articles_article_history_one", args=[pk, key])
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        else:
            said = _("%s. What readers have is as it was: publish it when it is right.")
            messages.success(request, said % revision.note)
        return HttpResponseRedirect(there)

    def explained(self, request, pk, key):
        """Why a save was made."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self._article(request, pk)
        text = self._text(article, key)
        if text.revision is None:
            raise Http404
        note = " ".join(request.POST.get("note", "").replace("\0", "").split())[:300]
        with transaction.atomic():
            explain(text.revision, by=request.user, note=note)
            detail = f"{text.name}: {note}"
            note_deed(What.EXPLAINED, article, request=request, detail=detail)
        return HttpResponseRedirect(f"{reverse(ROOT, args=[pk])}#{key}")

    def _article(self, request, pk, *, change=False) -> Article:
        article = Article.objects.select_related("saved_by").filter(pk=pk).first()
        if article is None:
            raise Http404
        may = self.stories.has_change_permission if change else self.stories.has_view_permission
        if not may(request, article):
            raise PermissionDenied
        return article

    def _text(self, article: Article, key: str) -> Text:
        found = text_of(article, key, at=timezone.now()) if KEY.fullmatch(key) else None
        if found is None:
            raise Http404
        return found

    def _context(self, request, article, **known):
        return {
            **self.site.each_context(request),
            "opts": self.stories.opts,
            "original": article,
            **known,
        }


def summary(comparison: Comparison) -> str:
    """What a save changed, in a few words; "" if nothing."""
    rows = comparison.changed_elements
    pictures = sum(any(leaf.image for leaf in row.leaves) for row in rows)
    counts = [
        (len(rows) - pictures, ngettext("%d paragraph", "%d paragraphs", len(rows) - pictures)),
        (pictures, ngettext("%d picture", "%d pictures", pictures)),
        (
            len(comparison.changed_takeaways),
            ngettext("%d takeaway", "%d takeaways", len(comparison.changed_takeaways)),
        ),
    ]
    parts = [str(LABELS[part]) for part in LABELS if part in {*comparison.texts, *comparison.named}]
    return ", ".join([*parts, *(words % count for count, words in counts if count)])


def differences(old: Document, new: Document) -> dict[str, object]:
    """What the templates need to tell the difference: runs of words, names, rows."""
    comparison, telling = compare(old, new), Telling(old, new)
    texts = [(LABELS[part], comparison.texts[part]) for part in LABELS if part in comparison.texts]
    named = [
        (LABELS[part], telling.of(old, part), telling.of(new, part))
        for part in LABELS
        if part in comparison.named
    ]
    return {
        "is_empty": comparison.is_empty,
        "texts": texts,
        "named": named,
        "takeaways": comparison.takeaways if comparison.changed_takeaways else (),
        "rows": folds_of(comparison.body) if comparison.changed_elements else (),
    }
