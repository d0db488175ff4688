"""The list of stories, and who may see and change which."""

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import freshness, search
from articles.desk import finding
from articles.desk.admin.base import LONGEST_SEARCH, MOST_WORDS, DeskAdmin, is_id
from articles.desk.admin.bulk import actions_for, undo_of
from articles.desk.admin.saved_lists import MOST_PAGED, CountedSoFar, ListFilter, Tabs
from articles.desk.admin.story_filters import (
    OF_THE_COPY,
    AssigneeFilter,
    ConditionFilter,
    DueFilter,
    PlannedFilter,
    SectionFilter,
)
from articles.desk.article import Article, Credit
from articles.desk.condition import Condition
from articles.desk.workflow import is_overdue
from articles.feedback import helpfulness
from articles.library.section_right import sections_of


def embargo_badge(until):
    """That a story is under embargo, and until when."""
    when = date_format(localtime(until), "SHORT_DATETIME_FORMAT")
    said = _("Embargo until %s") % when
    return format_html('<span class="badge badge-embargo">{}</span>', said)


class StoriesAdmin(DeskAdmin):
    """Stories as a list; the form of one is in `article`."""

    list_display = (
        "title",
        "badge",
        "section",
        "assigned",
        "due",
        "planned",
        "urgency",
        "saved",
        "helpful",
    )
    list_filter = (
        ListFilter,
        ConditionFilter,
        AssigneeFilter,
        DueFilter,
        PlannedFilter,
        "priority",
        SectionFilter,
    )
    list_select_related = ("section", "saved_by", "assignee")
    list_per_page = 50
    paginator = CountedSoFar
    # What is looked through is said by `get_search_results`; Django asks whether there is a search.
    search_fields = ("headline",)
    search_help_text = gettext_lazy(
        "Finds words of headlines, standfirsts, stories and takeaways, and names."
    )
    show_full_result_count = False

    # Who may

    def get_object(self, request, object_id, from_field=None):
        """Any story: who may not change it is refused by name, not told that it is not there."""
        story = getattr(request, "story", None)
        if story and str(story.pk) == str(object_id):
            return story
        return Article.objects.filter(pk=object_id).first() if is_id(object_id) else None

    def get_queryset(self, request):
        """Those that the person may look at: editors of sections have these, writers their own."""
        now = timezone.now()
        stories = Article.objects.with_condition(now)
        if request.resolver_match.url_name == "autocomplete":
            return stories.relatable_by(request.user, now)
        return stories.viewable_by(request.user)

    def has_change_permission(self, request, obj=None):
        """Editors the stories of their sections; writers their own, until these are printed."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or self._is_among(request, obj, "editable_by")

    def has_view_permission(self, request, obj=None):
        """Whoever may change a story, and writers their own for ever."""
        if self.has_change_permission(request, obj):
            return True
        may = super().has_view_permission(request, obj)
        return may and (obj is None or self._is_among(request, obj, "viewable_by"))

    def has_delete_permission(self, request, obj=None):
        """Who may delete stories deletes those that they may change."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or self.has_change_permission(request, obj))

    def _is_among(self, request, story, word) -> bool:
        """Whether the story is among those that a word of the vocabulary names for this person."""
        user = request.user
        if user.has_perm("articles.edit_any_article") and sections_of(user) is None:
            return True
        # A page asks many times.
        known = request.__dict__.setdefault("may", {})
        if (word, story.pk) not in known:
            these = getattr(Article.objects.filter(pk=story.pk), word)(user)
            known[word, story.pk] = these.exists()
        return known[word, story.pk]

    # The list

    def get_search_results(self, request, queryset, search_term):
        """Stories by any word of theirs."""
        words = " ".join(search_term.split()[:MOST_WORDS])[:LONGEST_SEARCH]
        return finding.having(words, queryset), False

    def changelist_view(self, request, extra_context=None):
        """The list beneath its tabs; asked for nothing, it opens where this person begins."""
        if request.method == "GET" and not self.has_view_or_change_permission(request):
            raise PermissionDenied
        tabs = Tabs(request)
        if request.method == "GET" and not request.GET and tabs.start:
            return HttpResponseRedirect(tabs.start.address)
        extra = {"tabs": tabs, "undo": undo_of(request), **(extra_context or {})}
        return super().changelist_view(request, extra)

    def get_actions(self, request):
        """Django's, and the deeds on several stories."""
        actions = super().get_actions(request)
        return actions if IS_POPUP_VAR in request.GET else actions_for(request.user) | actions

    def get_deleted_objects(self, objs, request):
        """Django's answer, without what the search engine keeps of a story: it is no record."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        tables = [table._meta for table in apps.get_app_config("modelsearch").get_models()]
        for table in tables:
            counts.pop(table.verbose_name_plural, None)
        kinds = tuple(f"{capfirst(table.verbose_name)}: " for table in tables)
        return _without(kinds, deleted), counts, lacking, protected

    def delete_model(self, request, obj):
        """Delete it, its slots on fronts, and what the desk's search knows of it."""
        with transaction.atomic():
            freshness.touch()
            search.remove(obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        """Likewise several."""
        with transaction.atomic():
            freshness.touch()
            for story in queryset:
                search.remove(story)
            super().delete_queryset(request, queryset)

    def listed(self, request):
        """All stories that the list would show, from its first page to its last."""
        return super().get_changelist_instance(request).get_queryset(request)

    def get_changelist_instance(self, request):
        """The list, with helpfulness and bylines read in one query each."""
        changelist = super().get_changelist_instance(request)
        shown = list(self._shown(changelist))
        ids = [article.pk for article in shown]
        rates = helpfulness.of_articles(ids)
        bylines = {}
        credits = Credit.objects.filter(article_id__in=ids, role="author")
        for credit in credits.select_related("contributor"):
            bylines.setdefault(credit.article_id, []).append(credit.contributor.name)
        for article in shown:
            article.rate = rates.get(article.pk)
            article.names = ", ".join(bylines.get(article.pk, ()))
        changelist.result_list = shown
        changelist.is_cut = changelist.result_count >= MOST_PAGED
        return changelist

    def _shown(self, changelist):
        """The stories of the page. How it is with each is asked for these alone, and not for all
        that were turned over to get there."""
        few = Article.objects.with_condition(timezone.now()).defer("body")
        few = few.filter(pk__in=changelist.result_list.values("pk"))
        order = changelist.queryset.query.order_by
        return few.select_related(*self.list_select_related).order_by(*order)

    @admin.display(description=gettext_lazy("Headline"), ordering="headline")
    def title(self, article):
        """The headline, or that there is none yet; and its authors."""
        if not article.names:
            return str(article)
        return format_html('{} <span class="quiet">{}</span>', article, article.names)

    # Not sorted by: it would be worked out for every story of the paper. It can be filtered by.
    @admin.display(description=gettext_lazy("State"))
    def badge(self, article):
        """The condition as a badge, and when the next edition comes."""
        label = Condition(article.condition).label
        badge = format_html('<span class="badge badge-{}">{}</span>', article.condition, label)
        if article.state in OF_THE_COPY and article.state != article.condition:
            state = article.get_state_display()
            badge = format_html(
                '{} <span class="badge badge-{}">{}</span>', badge, article.state, state
            )
        if article.embargoed_until:
            badge = format_html("{} {}", badge, embargo_badge(article.embargoed_until))
        if article.waiting_from:
            when = date_format(localtime(article.waiting_from), "SHORT_DATETIME_FORMAT")
            return format_html('{} <span class="quiet">{}</span>', badge, when)
        return badge

    @admin.display(description=gettext_lazy("Assigned to"))
    def assigned(self, article):
        """Who is to write it."""
        who = article.assignee
        return (who.get_full_name() or who.get_username()) if who else ""

    @admin.display(
        description=gettext_lazy("Due"),
        ordering=F("due_at").asc(nulls_last=True),
        empty_value="",
    )
    def due(self, article):
        """When it is to be done, and whether that has passed."""
        if not article.due_at:
            return ""
        due = localtime(article.due_at)
        day, hour = date_format(due, "SHORT_DATE_FORMAT"), date_format(due, "TIME_FORMAT")
        when = format_html('{} <span class="quiet">{}</span>', day, hour)
        if not is_overdue(article, at=timezone.now()):
            return when
        return format_html('<span class="overdue">{} <b>{}</b></span>', when, _("Overdue"))

    @admin.display(
        description=gettext_lazy("Planned for"), ordering=F("planned_for").asc(nulls_last=True)
    )
    def planned(self, article):
        """The day on which it is to appear."""
        return date_format(article.planned_for, "SHORT_DATE_FORMAT") if article.planned_for else ""

    @admin.display(description=gettext_lazy("Priority"), ordering="priority")
    def urgency(self, article):
        """How urgent it is, where that is not the usual."""
        label = article.get_priority_display()
        if article.priority == Article.Priority.NORMAL:
            return ""
        return format_html('<span class="priority priority-{}">{}</span>', article.priority, label)

    @admin.display(description=gettext_lazy("Helpful"))
    def helpful(self, article):
        """The rate with its count."""
        return article.rate.short if article.rate else "–"

    @admin.display(description=gettext_lazy("Saved"), ordering="saved_at")
    def saved(self, article):
        """When and by whom it was last saved."""
        saved = localtime(article.saved_at)
        day, hour = date_format(saved, "SHORT_DATE_FORMAT"), date_format(saved, "TIME_FORMAT")
        who = article.saved_by.get_username() if article.saved_by else ""
        return format_html('{} <span class="quiet">{} {}</span>', day, hour, who)


def _without(kinds: tuple[str, ...], lines: list) -> list:
    """The lines of a deletion, nested as they are, but for those of these kinds."""
    kept = [
        _without(kinds, line) if isinstance(line, list) else line
        for line in lines
        if isinstance(line, list) or not str(line).startswith(kinds)
    ]
    return [line for line in kept if line != []]
