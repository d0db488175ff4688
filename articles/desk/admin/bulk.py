"""One deed on the stories that were chosen in the list.

What can be taken back is done as soon as one has said what, and the list then offers to take it
back. What readers would see is looked over first, and done once that is confirmed.
"""

from collections import Counter
from collections.abc import Callable
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
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.desk import bulk, publishing
from articles.desk.admin.noting import Done
from articles.desk.article import Article
from articles.desk.audit import What
from articles.desk.bulk_forms import (
    AssignForm,
    CreditForm,
    PlanForm,
    ScheduleForm,
    SectionForm,
    TagsForm,
    WithdrawForm,
)
from articles.desk.condition import Condition
from articles.desk.publishing import NotReadyToPrint, WorthALook
from articles.desk.readiness import Concern
from articles.desk.sitting import Sitting
from articles.library.contributor import Role
from articles.text.refusal import Refusal

UNDO = "bulk-undo"
OFFERED_FOR = 15 * 60


@dataclass(frozen=True)
class Deed:
    """A deed for several stories. `do` takes a story's id and what the form asked for."""

    name: str
    label: object
    form: type
    right: str
    what: What
    do: Callable
    # Undoes a change; without it the deed is looked over first.
    undo: Callable | None = None
    # In a few words what was done, for the audit and for the offer to take it back.
    told: Callable = str


def _publish(pk, *, by, at, accepted=()):
    return publishing.publish(Article.objects.get(pk=pk), by=by, at=at, accepted=accepted)


def _withdraw(pk, *, by, notice, accepted=()):
    return publishing.withdraw(Article.objects.get(pk=pk), by=by, notice=notice)


def _plan(name):
    def do(pk, *, by, **value):
        return bulk.plan(pk, by=by, name=name, value=value[name])

    return do


def _assigned(given) -> str:
    who = given["assignee"]
    return _("Assigned to %s.") % (who.get_full_name() or who.username if who else _("nobody"))


def _planned(given) -> str:
    day = given["planned_for"]
    return _("Planned for: %s.") % (date_format(day) if day else _("no day"))


def _tagged(given) -> str:
    said = [_("Tags added: %s.") % ", ".join(given["add"])] if given["add"] else []
    if given["remove"]:
        said.append(_("Tags taken away: %s.") % ", ".join(given["remove"]))
    return " ".join(said)


def _credited(given) -> str:
    known = {"person": given["contributor"], "role": Role(given["role"]).label}
    return _("Credited: %(person)s (%(role)s).") % known


def _filed(given) -> str:
    return _("Filed under “%s”.") % given["section_name"]


def _scheduled(given) -> str:
    return _("Scheduled for %s.") % date_format(localtime(given["at"]), "DATETIME_FORMAT")


APPROVES, WRITES = "articles.approve_article", "articles.change_article"
DEEDS = (
    Deed(
        "bulk_assign",
        gettext_lazy("Assign…"),
        AssignForm,
        APPROVES,
        What.PLANNED,
        _plan("assignee"),
        partial(bulk.unplan, name="assignee"),
        _assigned,
    ),
    Deed(
        "bulk_plan",
        gettext_lazy("Plan for a day…"),
        PlanForm,
        APPROVES,
        What.PLANNED,
        _plan("planned_for"),
        partial(bulk.unplan, name="planned_for"),
        _planned,
    ),
    Deed(
        "bulk_section",
        gettext_lazy("Move to a section…"),
        SectionForm,
        WRITES,
        What.SAVED,
        bulk.file_under,
        bulk.file_back,
        _filed,
    ),
    Deed(
        "bulk_tags",
        gettext_lazy("Add and take away tags…"),
        TagsForm,
        WRITES,
        What.SAVED,
        bulk.tag,
        bulk.untag,
        _tagged,
    ),
    Deed(
        "bulk_credit",
        gettext_lazy("Add a credit…"),
        CreditForm,
        WRITES,
        What.SAVED,
        bulk.credit,
        bulk.uncredit,
        _credited,
    ),
    Deed(
        "bulk_schedule",
        gettext_lazy("Schedule…"),
        ScheduleForm,
        "articles.print_edition",
        What.SCHEDULED,
        _publish,
        told=_scheduled,
    ),
    Deed(
        "bulk_withdraw",
        gettext_lazy("Withdraw…"),
        WithdrawForm,
        "articles.withdraw_edition",
        What.WITHDRAWN,
        _withdraw,
        told=lambda given: str(_("Withdrawn.")),
    ),
)


@dataclass
class Line:
    """A story on the page of a deed: what stops it, and what is to be known before."""

    story: Article
    why: str = ""
    concerns: list[Concern] = field(default_factory=list)
    open_at: str = ""
    label: str = ""

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
    context = stories.admin_site.each_context(request) | {
        "title": str(deed.label).rstrip("…"),
        "opts": stories.opts,
        "form": form,
        "media": stories.media,
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
