"""The saved lists above a list: tabs to them, and what is done to one."""

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.audit import What, note_deed
from articles.desk.ids import is_id
from articles.desk.saved_list import (
    LONGEST_NAME,
    SHARES,
    ListOf,
    SavedList,
    ask_anew,
    asked_of,
    begin_with,
    delete_list,
    rename,
    save_list,
)
from articles.text.refusal import Refusal


@dataclass(frozen=True)
class Place:
    """A list of which some can be saved: the name of its page, and of that which changes them."""

    of: ListOf
    page: str
    lists: str
    right: str
    # One can begin with a list of it.
    has_start: bool = False


STORIES = Place(
    ListOf.STORIES,
    "admin:articles_article_changelist",
    "admin:articles_article_lists",
    "articles.view_article",
    has_start=True,
)
REPORTS = Place(
    ListOf.REPORTS,
    "admin:articles_feedback_changelist",
    "admin:articles_feedback_lists",
    "articles.view_feedback",
)
# So far one can page. Counting further costs more with every story; filters lead there at once.
MOST_PAGED = 5_000


class CountedSoFar(Paginator):
    """Pages of a list of which only the beginning is counted."""

    @cached_property
    def count(self):
        """How many there are, or that there are at least so many."""
        return self.object_list.order_by().values("pk")[:MOST_PAGED].count()


class ListFilter(admin.SimpleListFilter):
    """Which saved list the address came from: it narrows nothing and shows nothing itself."""

    title = gettext_lazy("saved list")
    parameter_name = "list"

    def lookups(self, request, model_admin):
        """None: the lists are tabs."""
        return ()

    def queryset(self, request, queryset):
        """All of them."""
        return queryset


class ListForm(forms.Form):
    """The name of a list, and who sees it."""

    name = forms.CharField(
        label=gettext_lazy("Name of the list"), max_length=LONGEST_NAME, required=False
    )
    is_shared = forms.BooleanField(label=gettext_lazy("Everybody sees it"), required=False)

    def __init__(self, *args, user, **known):
        super().__init__(*args, label_suffix="", **known)
        if not user.has_perm(SHARES):
            del self.fields["is_shared"]


class Tabs:
    """The saved lists of a person, as one looks at a page of the list. One query."""

    def __init__(self, request, place: Place = STORIES):
        self.place = place
        self.lists = list(SavedList.objects.for_user(request.user, place.of))
        asked, named = asked_of(request.GET.urlencode()), request.GET.get("list", "")
        for each in self.lists:
            each.address = address_of(each)
        self.current = next((each for each in self.lists if str(each.pk) == named), None)
        if self.current is None:
            self.current = next(
                (each for each in self.lists if asked and each.query == asked), None
            )
        self.asked = asked
        self.start = next((each for each in self.lists if each.is_start), None)
        self.is_changed = self.current is not None and self.current.query != asked
        self.is_all = self.current is None and not asked
        user = request.user
        self.is_kept = self.current is not None and self.current.is_kept_by(user)
        self.new = ListForm(user=user, auto_id="new-list-%s")
        known = self.current and {"name": self.current.name, "is_shared": self.current.is_shared}
        self.form = ListForm(user=user, auto_id="list-%s", initial=known)


def address_of(each: SavedList) -> str:
    """The list of stories as it asks for it."""
    place = REPORTS if each.of == ListOf.REPORTS else STORIES
    query = f"{each.query}&list={each.pk}" if each.query else f"list={each.pk}"
    return f"{reverse(place.page)}?{query}"


def change_lists(request, place: Place = STORIES):
    """Save, change or delete a list, or begin with one; then look at it."""
    if not request.user.has_perm(place.right):
        raise PermissionDenied
    back = _back(place, request.POST.get("asked", ""), request.POST.get("list", ""))
    try:
        with transaction.atomic():
            found, said = _changed(request, place)
    except Refusal as refusal:
        messages.error(request, _("Not done: %s") % refusal)
        return HttpResponseRedirect(back)
    messages.success(request, said)
    return HttpResponseRedirect(address_of(found) if found else _back(place, "", ""))


def _changed(request, place: Place) -> tuple[SavedList | None, str]:
    """Do what the pressed button says; the list to look at then, and what to say."""
    posted, by, of = request.POST, request.user, place.of
    known = {"name": posted.get("name", ""), "is_shared": "is_shared" in posted}
    pk = posted.get("list", "")
    if "_save" in posted:
        found = save_list(query=posted.get("asked", ""), by=by, of=of, **known)
        note_deed(What.ADDED, found, request=request)
        return found, _("Saved as “%s”.") % found
    if "_begin_with_all" in posted and place.has_start:
        begin_with(None, by=by)
        return None, _("The list opens with all stories again.")
    if not is_id(pk):
        raise PermissionDenied
    if "_begin" in posted and place.has_start:
        begin_with(int(pk), by=by)
        found = SavedList.objects.get(pk=pk)
        return found, _("From now on the list opens with “%s”.") % found
    if "_ask_anew" in posted:
        found = ask_anew(int(pk), query=posted.get("asked", ""), by=by, of=of)
        note_deed(What.SAVED, found, request=request)
        return found, _("“%s” now shows what you see here.") % found
    if "_rename" in posted:
        found = rename(int(pk), by=by, of=of, **known)
        note_deed(What.SAVED, found, request=request)
        return found, _("Saved as “%s”.") % found
    if "_delete" in posted:
        found = delete_list(int(pk), by=by, of=of)
        note_deed(What.DELETED, found, request=request)
        if of == ListOf.REPORTS:
            return None, _("The list “%s” is deleted. Its reports are as they were.") % found
        return None, _("The list “%s” is deleted. Its stories are as they were.") % found
    raise PermissionDenied


def _back(place: Place, asked: str, pk: str) -> str:
    query = asked_of(asked)
    tab = pk if is_id(pk) else "all"
    kept = [query] if query else []
    if place.has_start or tab != "all":
        kept.append(f"list={tab}")
    return f"{reverse(place.page)}?{'&'.join(kept)}"
