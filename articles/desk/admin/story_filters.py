"""The filters of the list of stories: what an editor asks when the day begins."""

from datetime import timedelta

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from articles.desk.admin.base import is_id
from articles.desk.condition import Condition
from articles.library.section_right import sections_of

# States of the working copy, which a story that is live already has as well.
OF_THE_COPY = (Condition.IN_REVIEW, Condition.APPROVED)


class ConditionFilter(admin.SimpleListFilter):
    """By the one word that the list shows."""

    title = gettext_lazy("state")
    parameter_name = "condition"

    def lookups(self, request, model_admin):
        """All conditions."""
        return Condition.choices

    def queryset(self, request, queryset):
        """The stories in that condition."""
        at = timezone.now()
        return queryset.in_condition(self.value(), at) if self.value() else queryset


class SectionFilter(admin.SimpleListFilter):
    """By section, with all that is beneath it; only those in which the person works."""

    title = gettext_lazy("section")
    parameter_name = "section"

    def lookups(self, request, model_admin):
        """The tree, set in as deep as each stands."""
        self.tree, mine = request.house.tree, sections_of(request.user)
        shown = [each for each in self.tree.everywhere() if mine is None or each.pk in mine]
        return [(each.pk, "\u2003" * (each.depth - 1) + each.name) for each in shown]

    def queryset(self, request, queryset):
        """The stories of that section and of its subsections."""
        section = self.tree.get(int(self.value())) if is_id(self.value() or "") else None
        return queryset.filter(section__in=self.tree.beneath(section)) if section else queryset


class AssigneeFilter(admin.SimpleListFilter):
    """By who is to write it."""

    title = gettext_lazy("assignee")
    parameter_name = "assigned"

    def lookups(self, request, model_admin):
        """Oneself, nobody, and for those who see everyone's stories each of the staff."""
        choices = [
            ("me", gettext_lazy("Me")),
            ("mine", gettext_lazy("Me, or begun by me; still to do")),
            ("nobody", gettext_lazy("Nobody")),
        ]
        if not request.user.has_perm("articles.edit_any_article"):
            return choices
        staff = get_user_model().objects.filter(is_active=True, is_staff=True)
        named = staff.order_by("first_name", "last_name", "username")
        return choices + [(each.pk, each.get_full_name() or each.username) for each in named]

    def queryset(self, request, queryset):
        """Their stories."""
        if self.value() == "me":
            return queryset.filter(assignee=request.user)
        if self.value() == "mine":
            return queryset.to_do_of(request.user, timezone.now())
        if self.value() == "nobody":
            return queryset.filter(assignee__isnull=True)
        return queryset.filter(assignee=self.value()) if is_id(self.value() or "") else queryset


class DueFilter(admin.SimpleListFilter):
    """By deadline."""

    title = gettext_lazy("deadline")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        """What is late, and what comes."""
        return [
            ("overdue", gettext_lazy("Overdue")),
            ("today", gettext_lazy("In the next 24 hours")),
            ("week", gettext_lazy("In the next 7 days")),
            ("none", gettext_lazy("No time")),
        ]

    def queryset(self, request, queryset):
        """The stories with such a deadline."""
        now = timezone.now()
        days = {"today": 1, "week": 7}.get(self.value())
        if self.value() == "overdue":
            return queryset.overdue(now)
        if self.value() == "none":
            return queryset.filter(due_at__isnull=True)
        return queryset.filter(due_at__range=(now, now + timedelta(days))) if days else queryset


class PlannedFilter(admin.SimpleListFilter):
    """By the day for which it is planned."""

    title = gettext_lazy("planned day")
    parameter_name = "planned"

    def lookups(self, request, model_admin):
        """Days as a conference asks for them."""
        return [
            ("past", gettext_lazy("A day before today")),
            ("today", gettext_lazy("Today")),
            ("tomorrow", gettext_lazy("Tomorrow")),
            ("week", gettext_lazy("The next 7 days")),
            ("none", gettext_lazy("No day")),
        ]

    def queryset(self, request, queryset):
        """The stories that are planned so."""
        today = localdate()
        tomorrow = today + timedelta(1)
        asked = {
            "past": {"planned_for__lt": today},
            "today": {"planned_for": today},
            "tomorrow": {"planned_for": tomorrow},
            "week": {"planned_for__range": (today, today + timedelta(7))},
            "none": {"planned_for__isnull": True},
        }
        return queryset.filter(**asked.get(self.value(), {}))
