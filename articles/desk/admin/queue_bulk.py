"""One deed on several reports: those that were chosen, or all that matched when they were seen.

From the first page on, what the deed is about is a list of numbers with how they were seen:
what comes in meanwhile is not among them, and what others moved meanwhile is told.
"""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.admin.queue_deeds import DEEDS, AssignForm, Deed, do
from articles.desk.admin.queue_offers import moderators
from articles.desk.ids import is_id
from articles.feedback.feedback import Feedback, State
from articles.feedback.moderation import MOST
from articles.feedback.queue import Queue
from articles.text.refusal import Refusal

# More than these are not done before their number is typed.
SURE_UP_TO = 50
SHOWN = 5


@dataclass(frozen=True)
class Chosen:
    """Reports by number, as they were seen; of those that nobody saw one by one, in which state."""

    seen: dict[int, str]

    @classmethod
    def written(cls, text: str) -> "Chosen":
        """As `str` wrote it; what is no number or no state is left out."""
        seen = {}
        for each in text.split(","):
            pk, _colon, as_seen = each.partition(":")
            if is_id(pk) and as_seen.partition(".")[0] in State.values:
                seen[int(pk)] = as_seen
        return cls(seen)

    def __str__(self) -> str:
        return ",".join(f"{pk}:{as_seen}" for pk, as_seen in self.seen.items())

    def __len__(self) -> int:
        return len(self.seen)


class SureForm(forms.Form):
    """That someone knows how many it will be."""

    number = forms.IntegerField(
        label=gettext_lazy("Type how many they are"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args, count: int, **known):
        super().__init__(*args, auto_id="deed-%s", label_suffix="", **known)
        self.count = count

    def clean_number(self):
        """That very number."""
        if self.cleaned_data["number"] != self.count:
            told = _("They are %d. Type this number if you are sure.") % self.count
            raise forms.ValidationError(told, code="not_sure")
        return self.count


def act(page, request, queue: Queue, asked: str):
    """Do what the list or the page of a deed posts; `asked` is the list's own address.

    Raises PermissionDenied.
    """
    deed = DEEDS.get(request.POST.get("several", ""))
    back = HttpResponseRedirect(asked)
    if deed is None:
        messages.warning(request, _("Choose what to do. Nothing was changed."))
        return back
    chosen = _chosen(request, queue)
    if not chosen:
        messages.warning(request, _("Choose some reports first. Nothing was changed."))
        return back
    if len(chosen) > MOST:
        told = _("At most %d reports at once. Nothing was changed: narrow the queue.") % MOST
        messages.warning(request, told)
        return back
    is_confirmed = "_do" in request.POST
    form = deed.form(request.POST if is_confirmed else None, user=request.user)
    sure = None
    if len(chosen) > SURE_UP_TO:
        sure = SureForm(request.POST if is_confirmed else None, count=len(chosen))
    # Those that were ticked were looked at; of all that match one may not know how many they are.
    is_asked_first = deed.asks or sure is not None or request.POST.get("scope") == "all"
    if is_asked_first and not is_confirmed:
        return _page(page, request, deed, chosen, form, sure, asked)
    if is_confirmed and not (form.is_valid() and (sure is None or sure.is_valid())):
        return _page(page, request, deed, chosen, form, sure, asked)
    given = dict(form.cleaned_data) if is_confirmed else {}
    try:
        do(deed, request, list(chosen.seen), seen=chosen.seen, given=given)
    except Refusal as refusal:
        if not is_confirmed:
            messages.error(request, _("Not done: %s") % refusal)
            return back
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(page, request, deed, chosen, form, sure, asked)
    return back


def _chosen(request, queue: Queue) -> Chosen:
    """Those that the page of a deed is about; or all that match; or those that were ticked."""
    posted = request.POST
    if "pinned" in posted:
        found = Chosen.written(posted["pinned"]).seen
    elif posted.get("scope") == "all":
        try:
            ids = queue.ids(until=posted.get("until", ""), most=MOST + 1)
        except ValueError:
            return Chosen({})
        return Chosen(dict(_seen(ids, by=queue.by)))
    else:
        found = Chosen.written(",".join(posted.getlist("chosen"))).seen
    mine = {pk for pk, _state in _seen(found, by=queue.by)}
    return Chosen({pk: as_seen for pk, as_seen in found.items() if pk in mine})


def _seen(ids, *, by):
    reports = Feedback.objects.reports().for_user(by)
    return reports.filter(pk__in=list(ids)).values_list("pk", "state")


def _page(page, request, deed: Deed, chosen: Chosen, form, sure, asked):
    """What is asked, of how many, and what some of them say."""
    some = Feedback.objects.for_user(request.user).filter(pk__in=list(chosen.seen)[-SHOWN:])
    context = page.admin_site.each_context(request) | {
        "title": str(deed.label).rstrip("…"),
        "opts": page.opts,
        "deed": deed,
        "form": form,
        "sure": sure,
        "count": len(chosen),
        "pinned": str(chosen),
        "some": some.select_related("edition").defer("edition__document").order_by("-pk"),
        "more": max(0, len(chosen) - SHOWN),
        "asked": asked,
        "staff": [(each.username, each.get_full_name()) for each in moderators()]
        if deed.form is AssignForm
        else (),
    }
    status = 422 if form.errors or (sure and sure.errors) else 200
    return TemplateResponse(request, "admin/articles/feedback/bulk.html", context, status=status)
