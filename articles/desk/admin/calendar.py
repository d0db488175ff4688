"""The page of the calendar, and the moves that are made on it: dragged, or typed into a card."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.desk import replanning
from articles.desk.admin.noting import Done
from articles.desk.article import Article
from articles.desk.calendar import NoSuchDays, calendar_of, label_of, span_asked, span_of
from articles.library.section_right import sections_of
from articles.text.refusal import Refusal

ASKED = ("week", "month", "section", "assigned")
LAST_MOVE = "calendar-move"
# The ends of time do odd things with zones.
DAYS = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2199, 12, 31))]


class FilterForm(forms.Form):
    """Of which stories one wants to see the days."""

    section = forms.ChoiceField(label=gettext_lazy("Section"), required=False)
    assigned = forms.ChoiceField(label=gettext_lazy("Assigned to"), required=False)

    def __init__(self, asked, *, request):
        super().__init__(asked, auto_id="filter-%s")
        user, self.tree = request.user, request.house.tree
        mine = sections_of(user)
        shown = [each for each in self.tree.everywhere() if mine is None or each.pk in mine]
        named = [(each.pk, "\u2003" * (each.depth - 1) + each.name) for each in shown]
        self.fields["section"].choices = [("", _("All sections")), *named]
        people = [("", _("Anyone")), ("me", _("Me")), ("nobody", _("Nobody"))]
        if user.has_perm("articles.edit_any_article"):
            staff = get_user_model().objects.filter(is_active=True, is_staff=True)
            staff = staff.order_by("first_name", "last_name", "username")
            people += [(each.pk, each.get_full_name() or each.get_username()) for each in staff]
        self.fields["assigned"].choices = people
        self.user = user

    def narrowed(self, stories):
        """Those of `stories` that are asked for; a choice that is none asks for nothing."""
        self.full_clean()
        section, assigned = (self.cleaned_data.get(name) for name in ("section", "assigned"))
        if section:
            stories = stories.filter(section__in=self.tree.beneath(self.tree.get(int(section))))
        if assigned == "nobody":
            return stories.filter(assignee=None)
        if assigned:
            return stories.filter(assignee=self.user.pk if assigned == "me" else assigned)
        return stories


class MoveForm(forms.Form):
    """Which card is to go where; where it was when one looked at it."""

    card = forms.RegexField(r"\A(story|edition)-[1-9][0-9]{0,17}\Z")
    day = forms.DateField(required=False, validators=DAYS)
    time = forms.TimeField(required=False)
    seen = forms.CharField(required=False, max_length=40)
    undo = forms.BooleanField(required=False)

    def move(self, *, by) -> replanning.Move:
        """By the verb for what it is. Raises PermissionDenied and Refusals."""
        given = self.cleaned_data
        kind, _dash, number = given["card"].partition("-")
        known = {"day": given["day"], "seen": given["seen"], "by": by}
        if kind == "story":
            return replanning.move_story(int(number), is_undone=given["undo"], **known)
        return replanning.move_edition(int(number), clock=given["time"], **known)


@dataclass(frozen=True)
class Refused:
    """A card that stays where it is: what was asked for it, and why not."""

    card: str
    day: str
    time: str
    why: str


class CalendarPages:
    """The addresses of the calendar. `stories` is the admin of stories."""

    def __init__(self, stories):
        self.stories, self.site = stories, stories.admin_site

    def urls(self):
        """The page, and where moves are sent."""
        return [
            path(
                "calendar/",
                self.site.admin_view(self.page),
                name="articles_article_calendar",
            ),
            path(
                "calendar/move/",
                self.site.admin_view(require_POST(self.moved)),
                name="articles_article_calendar_move",
            ),
        ]

    def page(self, request):
        """A week or a month; with the last move, which can be undone."""
        return self._page(request, request.GET, last=request.session.pop(LAST_MOVE, None))

    def moved(self, request):
        """Move one card. Script gets the words, others the page."""
        self._ask(request)
        form, by_script = MoveForm(request.POST), _is_script(request)
        try:
            if not form.is_valid():
                raise replanning.NoMoment(_("That is no day, or no time. Write it anew."))
            move = self._move(request, form)
        except PermissionDenied:
            if not by_script:
                raise
            return JsonResponse({"said": _("You may not move this.")}, status=403)
        except Refusal as refusal:
            if by_script:
                return JsonResponse({"said": str(refusal)}, status=409)
            names = ("card", "day", "time")
            refused = Refused(*(request.POST.get(name, "") for name in names), str(refusal))
            return self._page(request, _asked(request.POST.get("back", "")), refused=refused)
        told = _told(form.cleaned_data["card"], move)
        if by_script:
            return JsonResponse(told)
        request.session[LAST_MOVE] = told
        back = _asked(request.POST.get("back", ""))
        return HttpResponseRedirect(reverse("admin:articles_article_calendar", query=back))

    @transaction.atomic
    def _move(self, request, form) -> replanning.Move:
        move = form.move(by=request.user)
        self.stories.note(request, move.story, Done(move.what, move.said, move.detail))
        return move

    def _page(self, request, asked, *, last=None, refused=None):
        self._ask(request)
        try:
            span = span_asked(asked)
        except NoSuchDays as nonsense:
            raise Http404(str(nonsense)) from nonsense
        now, user = timezone.now(), request.user
        filters = FilterForm(asked, request=request)
        stories = filters.narrowed(Article.objects.viewable_by(user))
        narrowed = {name: asked[name] for name in ("section", "assigned") if asked.get(name)}
        today = timezone.localdate(now)
        # From a week to its month and back, and to today's where it is in view.
        middle = today if span_of(span.name, today) == span else span.middle
        context = {
            **self.site.each_context(request),
            "opts": self.stories.opts,
            "title": _("Calendar"),
            "span": span,
            "calendar": calendar_of(span, stories, user=user, at=now),
            "filters": filters,
            "before": _way(span.beside(-1), narrowed),
            "after": _way(span.beside(1), narrowed),
            "today": _way(span_of(span.name, today), narrowed),
            "as_week": _way(span_of("week", middle), narrowed),
            "as_month": _way(span_of("month", middle), narrowed),
            "back": _query(span, narrowed),
            "narrowed": f"&{urlencode(narrowed)}" if narrowed else "",
            "last": last,
            "refused": refused,
            "may_move": user.has_perm("articles.approve_article")
            or user.has_perm("articles.print_edition"),
            "zone": timezone.get_current_timezone_name(),
        }
        status = 409 if refused else 200
        return TemplateResponse(
            request, "admin/articles/article/calendar.html", context, status=status
        )

    def _ask(self, request):
        if not self.stories.has_view_permission(request):
            raise PermissionDenied


def _told(card: str, move: replanning.Move) -> dict[str, str]:
    """A move as the page needs it: what to say, where the card is now, and from where it came."""
    return {
        "said": move.said,
        "card": card,
        "day": move.after.day.isoformat() if move.after.day else "",
        "time": move.after.clock,
        "clock": move.after.told,
        "label": "" if move.after.clock else label_of(move.after.day),
        "seen": move.after.seen,
        "day_before": move.before.day.isoformat() if move.before.day else "",
        "time_before": move.before.clock,
    }


def _is_script(request) -> bool:
    return request.headers.get("Accept") == "application/json"


def _asked(query: str) -> dict[str, str]:
    """What of a query is the calendar's own."""
    found = QueryDict(query[:400])
    return {name: found[name] for name in ASKED if found.get(name)}


def _query(span, narrowed: dict[str, str]) -> str:
    query = QueryDict(span.query, mutable=True)
    query.update(narrowed)
    return query.urlencode()


def _way(span, narrowed: dict[str, str]) -> str:
    """The query of a span with the filters that stand; "" where there is none."""
    return f"?{_query(span, narrowed)}" if span else ""
