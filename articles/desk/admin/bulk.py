"""One deed on the stories that were chosen in the list.

What can be taken back is done as soon as one has said what, and the list then offers to take it
back. What readers would see is looked over first, and done once that is confirmed.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from functools import partial

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk import bulk
from articles.desk.admin.bulk_deeds import DEEDS, WRITES, Deed
from articles.desk.admin.noting import Done
from articles.desk.article import Article
from articles.desk.condition import Condition
from articles.desk.publishing import NotReadyToPrint, WorthALook
from articles.desk.readiness import Concern
from articles.desk.sitting import Sitting
from articles.text.refusal import Refusal

UNDO = "bulk-undo"
OFFERED_FOR = 15 * 60


@dataclass
class Line:
    """A story on the page of a deed: what stops it, and what is to be known before."""

    story: Article
    why: str = ""
    concerns: list[Concern] = field(default_factory=list)
    open_at: str = ""
    label: str = ""
    will: str = ""

    @property
    def stops(self) -> bool:
        """Whether nothing will be done to it."""
        return bool(self.why) or any(each.stops for each in self.concerns)


def actions_for(user) -> dict[str, tuple]:
    """The deeds that this person may do, as the list's actions."""
    return {
        deed.name: (partial(_act, deed), deed.name, deed.label)
        for deed in DEEDS
        if user.has_perm(deed.right)
    }


def _act(deed: Deed, stories, request, chosen):
    """Ask for what the deed needs; look it over; do it. As the list's action has it."""
    ids = list(chosen.order_by().values_list("pk", flat=True)[: bulk.MOST + 1])
    if len(ids) > bulk.MOST:
        told = _("At most %d stories at once. Nothing was changed: narrow the list.")
        messages.warning(request, told % bulk.MOST)
        return None
    asked = "_do" in request.POST or "_look" in request.POST
    form = deed.form(request.POST if asked else None, user=request.user)
    if not (asked and form.is_valid()):
        return _page(deed, stories, request, ids, form)
    given = dict(form.cleaned_data)
    if deed.undo is None and "_do" not in request.POST:
        return _page(deed, stories, request, ids, form, given)
    _do(deed, stories, request, ids, form, given)
    return None


def _do(deed, stories, request, ids, form, given) -> None:
    """Each story for itself: what is refused is told, and the others are done."""
    told = deed.told(_named(form, given))
    done, refused = [], Counter()
    for story in Article.objects.filter(pk__in=ids).only("headline"):
        known = given | _accepted(deed, request, story.pk)
        try:
            with transaction.atomic():
                change = deed.do(story.pk, by=request.user, **known)
                stories.note(request, story, Done(deed.what, told, told))
            done.append(change)
            if deed.warns and (warning := deed.warns(story.pk)):
                known = {"story": story, "warning": warning.text}
                messages.warning(request, _("“%(story)s”: %(warning)s") % known)
        except PermissionDenied:
            refused[_("you may not do this with them.")] += 1
        except (NotReadyToPrint, WorthALook) as refusal:
            refused[" ".join(each.text for each in refusal.concerns)] += 1
        except Refusal as refusal:
            refused[str(refusal)] += 1
    _tell_refused(request, refused)
    if not done:
        return
    count = ngettext("%d story.", "%d stories.", len(done)) % len(done)
    said = f"{told} {count}"
    if deed.undo is None:
        request.session.pop(UNDO, None)
        messages.success(request, said)
        return
    request.session[UNDO] = {
        "deed": deed.name,
        "said": said,
        "at": timezone.now().timestamp(),
        "changes": [asdict(change) for change in done],
    }


def _accepted(deed, request, pk) -> dict:
    if deed.undo is not None:
        return {}
    return {"accepted": request.POST.getlist(f"accepted-{pk}")}


def _named(form, given) -> dict:
    """With the name of the section, which the form has only as one of its choices."""
    if "section" not in given:
        return given
    names = dict(form.fields["section"].choices)
    return given | {"section_name": str(names[given["section"]]).strip()}


def _tell_refused(request, refused: Counter) -> None:
    for why, count in refused.items():
        told = ngettext("%(n)d story not changed: %(why)s", "%(n)d not changed: %(why)s", count)
        messages.warning(request, told % {"n": count, "why": why})


def undo_of(request) -> dict | None:
    """The last deed of this session, as long as it is offered to take it back."""
    last = request.session.get(UNDO) if hasattr(request, "session") else None
    if last and timezone.now().timestamp() - last["at"] < OFFERED_FOR:
        return last
    return None


@transaction.atomic
def take_back(stories, request):
    """Undo the last deed, story by story; where others have decided otherwise since, that stays."""
    last = undo_of(request)
    back = request.POST.get("back", "")
    url = f"{reverse('admin:articles_article_changelist')}?{back}"
    request.session.pop(UNDO, None)
    if last is None:
        messages.warning(request, _("There is nothing left to take back."))
        return HttpResponseRedirect(url)
    deed = next(each for each in DEEDS if each.name == last["deed"])
    told = _("Taken back: %s") % last["said"]
    named = Article.objects.only("headline").in_bulk(
        [each["article_id"] for each in last["changes"]]
    )
    done, refused = 0, Counter()
    for kept in last["changes"]:
        change = bulk.Change(**kept)
        try:
            story = named[change.article_id]
            with transaction.atomic():
                deed.undo(change, by=request.user)
                stories.note(request, story, Done(deed.what, told, told))
            done += 1
        except KeyError:
            refused[_("it is gone.")] += 1
        except PermissionDenied:
            refused[_("you may not do this with them.")] += 1
        except Refusal as refusal:
            refused[str(refusal)] += 1
    _tell_refused(request, refused)
    if done:
        count = ngettext("Taken back in %d story.", "Taken back in %d stories.", done) % done
        messages.success(request, count)
    return HttpResponseRedirect(url)


# The page of a deed


def _page(deed, stories, request, ids, form, given=None):
    """What is asked; once `given` is known, what would become of each story."""
    lines = _lines(request, ids)
    if given is not None:
        for line in filter(lambda line: not line.why, lines):
            _try(deed, request, line, given)
            line.will = "" if line.stops else deed.told(given)
    context = stories.admin_site.each_context(request) | {
        "title": str(deed.label).rstrip("…"),
        "opts": stories.opts,
        "form": form,
        "deed": deed.name,
        "lines": lines,
        "going": [line for line in lines if not line.stops],
        "is_looked_over": given is not None,
        "is_confirmed_first": deed.undo is None,
        "is_of_the_text": deed.right == WRITES,
        "checkbox": ACTION_CHECKBOX_NAME,
        "asked": request.GET.urlencode(),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/articles/article/bulk.html", context, status=status)


def _lines(request, ids) -> list[Line]:
    """The stories with what is known of each beforehand. Three queries."""
    now = timezone.now()
    shown = Article.objects.with_condition(now).filter(pk__in=ids).defer("body")
    mine = Article.objects.filter(pk__in=ids).editable_by(request.user)
    may = set(mine.values_list("pk", flat=True))
    sittings = Sitting.objects.present(now).filter(article__in=ids).exclude(user=request.user)
    open_at: dict[int, dict[str, None]] = {}
    for row in sittings.defer("fields").select_related("user"):
        name = row.user.get_full_name() or row.user.get_username()
        open_at.setdefault(row.article_id, {})[name] = None
    lines = []
    for story in shown.select_related("section").order_by("headline", "pk"):
        line = Line(story, open_at=", ".join(open_at.get(story.pk, ())))
        line.label = Condition(story.condition).label
        if story.pk not in may:
            line.why = _("You may not change it: it stands in a section of others, or is printed.")
        lines.append(line)
    return lines


def _try(deed, request, line: Line, given) -> None:
    """Let the line say what the deed would refuse."""
    verb = partial(deed.do, line.story.pk, by=request.user, **given)
    refused = bulk.try_out(verb)
    if isinstance(refused, NotReadyToPrint | WorthALook):
        line.concerns = refused.concerns
    elif isinstance(refused, PermissionDenied):
        line.why = _("You may not do this with it.")
    elif refused is not None:
        line.why = str(refused)
    elif deed.warns and (warning := deed.warns(line.story.pk)):
        line.concerns = [warning]
