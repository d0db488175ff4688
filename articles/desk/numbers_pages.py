"""The pages that tell what readers think: of the paper or a part of it, and of one story."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe
from taggit.models import Tag

from articles.desk import numbers as told
from articles.desk.article import Article
from articles.desk.audit import What, note_deed
from articles.desk.ids import is_id
from articles.desk.numbers import Row
from articles.editions.listing import List
from articles.feedback import moderation, numbers, story_numbers
from articles.feedback.feedback import Feedback
from articles.feedback.handling import handling
from articles.feedback.helpfulness import Helpfulness
from articles.feedback.numbers import Scope, Weeks
from articles.feedback.response import Response, counted_since
from articles.library.contributor import Contributor
from articles.library.section_right import sections_of

SEES = "articles.view_feedback"
WEEKS = (4, 12, 52)
MOST_STORIES, MOST_GROUPS = 10, 30
# Of a story, so many weeks are drawn, and no fewer.
FEWEST_WEEKS, MOST_WEEKS = 8, 52
NAMED = {List.AUTHOR: Contributor.objects, List.EDITOR: Contributor.objects, List.TAG: Tag.objects}
PARTS = {
    List.SECTION: gettext_lazy("By section"),
    List.AUTHOR: gettext_lazy("By author"),
    List.EDITOR: gettext_lazy("By editor"),
    List.TAG: gettext_lazy("By tag"),
}
HEADS = {
    List.SECTION: gettext_lazy("Section"),
    List.AUTHOR: gettext_lazy("Author"),
    List.EDITOR: gettext_lazy("Editor"),
    List.TAG: gettext_lazy("Tag"),
}
OF = {
    List.AUTHOR: gettext_lazy("Stories written by %s"),
    List.EDITOR: gettext_lazy("Stories edited by %s"),
    List.TAG: gettext_lazy("Stories with the tag %s"),
}


class AskedForm(forms.Form):
    """Of how many weeks and of which section one wants to know."""

    weeks = forms.TypedChoiceField(
        label=gettext_lazy("Time"),
        coerce=int,
        choices=lambda: [(n, ngettext("%d week", "%d weeks", n) % n) for n in WEEKS],
        empty_value=WEEKS[0],
        required=False,
    )
    section = forms.TypedChoiceField(
        label=gettext_lazy("Section"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, asked, *, tree, mine):
        super().__init__(asked, auto_id="asked-%s", initial={"weeks": WEEKS[0]})
        shown = [each for each in tree.everywhere() if mine is None or each.pk in mine]
        named = [(each.pk, "\u2003" * (each.depth - 1) + each.name) for each in shown]
        everything = _("The whole paper") if mine is None else _("All my sections")
        self.fields["section"].choices = [("", everything), *named]


@dataclass(frozen=True)
class Asked:
    """What a page is asked for. `of` says in words whose stories, `keep` is how to ask again."""

    form: AskedForm
    weeks: int
    scope: Scope
    by: str
    of: str
    keep: dict[str, object]

    @property
    def hidden(self) -> list[tuple[str, object]]:
        """What stays as it is when another time or section is chosen."""
        own = self.form.fields
        return [(name, value) for name, value in self.keep.items() if value and name not in own]

    def query(self, **changed) -> str:
        """An address of this page, with something else in it; None takes it away."""
        kept = {name: value for name, value in (self.keep | changed).items() if value}
        return f"?{urlencode(kept)}"


def _for_those_who_see_reports(view):
    """Others are not told that there is such a page."""

    @wraps(view)
    def answered(request, *args, **known):
        if not request.user.has_perm(SEES):
            raise Http404
        return view(request, *args, **known)

    return answered


@_for_those_who_see_reports
@require_safe
def what_readers_think(request, *, context):
    """The paper, or what was chosen of it, over some weeks. Eighteen queries at most."""
    asked, now = _asked(request), timezone.now()
    weeks, scope = Weeks.up_to(now, count=asked.weeks), asked.scope
    by_week = numbers.by_week(scope, weeks)
    said = sum(by_week.values(), numbers.Said())
    since = counted_since()
    reads = numbers.reads_by_week(scope, weeks, since=since)
    voted = sum(each.rate.votes for week, each in by_week.items() if week >= since)
    known = {"than": said.rate, "most": MOST_STORIES}
    context |= {
        "title": _("What readers think"),
        "asked": asked,
        "said": said,
        "response": told.response_in_words(Response(voted, sum(reads.values()))),
        "since": told.day(since) if weeks.first < since <= weeks.last else "",
        "weekly": told.weekly(by_week, reads=reads, today=timezone.localdate(now)),
        "best": [
            _story_row(each, each.rate, words=each.rate.sentence)
            for each in numbers.best(scope, weeks, **known)
        ],
        "worst": [
            _story_row(each, each.rate.against, words=each.rate.sentence_against)
            for each in numbers.needing_work(scope, weeks, **known)
        ],
        "reasons": told.bars([(each.label, count) for each, count in said.reasons]),
        "handling": told.handling_in_words(handling(scope, weeks)),
        "groups": _groups(request, asked, weeks, since=since),
        "ways": [(name, label, asked.query(by=name)) for name, label in PARTS.items()],
        "head": HEADS[asked.by],
        "without": asked.query(**dict.fromkeys(OF)) if asked.of else "",
    }
    return TemplateResponse(request, "admin/articles/feedback/numbers.html", context)


@_for_those_who_see_reports
@require_http_methods(["GET", "HEAD", "POST"])
def what_readers_think_of(request, article_id, *, context):
    """One story: by edition, with what an edit changed, by part and by week.

    To post here is to let the votes of a surge count.
    """
    now, mine = timezone.now(), sections_of(request.user)
    found = story_numbers.of_story(article_id, sections=mine, at=now)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _count_surge(request, article_id)
    weeks = Weeks.up_to(now, count=MOST_WEEKS)
    shown = {week: said for week, said in found.weeks.items() if week in weeks}
    if shown:
        first = min(*shown, weeks.last - timedelta(weeks=FEWEST_WEEKS - 1))
        shown = {w: shown.get(w, numbers.Said()) for w in Weeks(first, weeks.last)}
    may_open = Article.objects.viewable_by(request.user).filter(pk=article_id).exists()
    context |= {
        "title": _("What readers think: %s") % found.headline,
        "story": found,
        "editions": [_edition_row(each) for each in found.editions],
        "changes": [(_pair(each), told.verdict_of(each), each) for each in found.changes],
        "parts": [Row(name, said.rate, said=said) for name, said in found.parts],
        "weekly": told.weekly(shown, reads=found.reads, today=timezone.localdate(now))
        if shown
        else None,
        "reasons": told.bars([(each.label, count) for each, count in found.said.reasons]),
        "address": reverse("admin:articles_article_change", args=[article_id]) if may_open else "",
        "surge": Feedback.objects.for_user(request.user).in_surge(article_id).count(),
        "response": told.response_in_words(found.response),
    }
    return TemplateResponse(request, "admin/articles/feedback/numbers_story.html", context)


@transaction.atomic
def _count_surge(request, article_id: int):
    count = moderation.count_surge(article_id, by=request.user)
    if count:
        told = ngettext("%d vote counts now.", "%d votes count now.", count) % count
        story = Article.objects.only("headline").get(pk=article_id)
        note_deed(What.SORTED, story, request=request, detail=told)
        messages.success(request, told)
    return HttpResponseRedirect(request.path)


def _asked(request) -> Asked:
    """Raises Http404 for what cannot be asked, or is not theirs to ask."""
    tree, mine = request.house.tree, sections_of(request.user)
    form = AskedForm(request.GET, tree=tree, mine=mine)
    by = request.GET.get("by") or List.SECTION
    if not form.is_valid() or by not in PARTS:
        raise Http404
    weeks, section = form.cleaned_data["weeks"], form.cleaned_data["section"]
    sections = mine
    if section:
        beneath = frozenset(tree.beneath(tree.get(section)))
        sections = beneath if mine is None else beneath & mine
    name, key, of = _one_of(request.GET)
    keep = {"weeks": weeks, "section": section, "by": by if by != List.SECTION else "", name: key}
    keep.pop("", None)
    return Asked(form, weeks, Scope(sections, name, key), by, of, keep)


def _one_of(asked) -> tuple[str, int, str]:
    """(list, key, in words) of the author, editor or tag that was asked for; empty for none."""
    for name, words in OF.items():
        if not (value := asked.get(name)):
            continue
        found = NAMED[name].filter(pk=value).first() if is_id(value) else None
        if found is None:
            raise Http404
        return str(name), found.pk, words % found
    return "", 0, ""


def _groups(request, asked: Asked, weeks: Weeks, *, since: date) -> list[Row]:
    if asked.by == List.SECTION:
        groups = numbers.by_section(asked.scope, weeks, tree=request.house.tree, since=since)
        shown = [(each, each.name) for each in groups]
    else:
        groups = numbers.by_list(asked.by, asked.scope, weeks, most=MOST_GROUPS, since=since)
        names = NAMED[asked.by].in_bulk([each.key for each in groups])
        shown = [(each, str(names[each.key])) for each in groups if each.key in names]
    may = {key for key, _name in asked.form.fields["section"].choices}
    others = dict.fromkeys(OF) if asked.by != List.SECTION else {}
    return [
        Row(
            name,
            each.rate,
            asked.query(**(others | {asked.by: each.key}))
            if asked.by != List.SECTION or each.key in may
            else "",
            each.depth,
            reads=told.reads_in_words(each.response),
        )
        for each, name in shown
    ]


def _story_row(story: numbers.Story, rate: Helpfulness, *, words: str) -> Row:
    """A story of a list that is sorted by `rate`, be it that of Yes or of No."""
    name = story.headline or _("Story without a headline")
    url = reverse("admin:story_numbers", args=[story.article_id])
    return Row(name, rate, url, words=words)


def _edition_row(printed: story_numbers.Printed) -> Row:
    edition = printed.edition
    name = _("Edition %d") % edition.number
    return Row(
        name,
        printed.said.rate,
        detail=edition.get_kind_display(),
        said=printed.said,
        reads=told.reads_in_words(printed.response),
    )


def _pair(change: story_numbers.Change) -> list[Row]:
    return [_edition_row(each) for each in (change.before, change.after)]
