"""The list of stories, and who may see and change which."""

from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy

from articles.desk.admin.base import DeskAdmin, is_id
from articles.desk.article import Article, Credit
from articles.desk.condition import Condition
from articles.feedback import helpfulness


class ConditionFilter(admin.SimpleListFilter):
    """By the one word that the list shows."""

    title = gettext_lazy("state")
    parameter_name = "condition"

    def lookups(self, request, model_admin):
        """All conditions."""
        return Condition.choices

    def queryset(self, request, queryset):
        """The stories in that condition."""
        if self.value() == Condition.SCHEDULED:
            # Also what is live and has an update waiting.
            return queryset.filter(waiting_from__isnull=False)
        return queryset.filter(condition=self.value()) if self.value() else queryset


def embargo_badge(until):
    """That a story is under embargo, and until when."""
    when = date_format(localtime(until), "SHORT_DATETIME_FORMAT")
    said = gettext("Embargo until %s") % when
    return format_html('<span class="badge badge-embargo">{}</span>', said)


class StoriesAdmin(DeskAdmin):
    """Stories as a list; the form of one is in `article`."""

    list_display = ("title", "badge", "section", "byline", "helpful", "saved")
    list_filter = (ConditionFilter, "section", "planned_for")
    list_select_related = ("section", "saved_by")
    list_per_page = 50
    search_fields = ("headline", "standfirst", "body", "slug", "credits__contributor__name")
    search_help_text = gettext_lazy("Searches headlines, standfirsts, stories and names.")
    show_full_result_count = False

    # Who may

    def get_object(self, request, object_id, from_field=None):
        """Any story: who may not change it is refused by name, not told that it is not there."""
        story = getattr(request, "story", None)
        if story and str(story.pk) == str(object_id):
            return story
        return Article.objects.filter(pk=object_id).first() if is_id(object_id) else None

    def get_queryset(self, request):
        """Writers' lists hold their own stories."""
        found = Article.objects.with_condition(timezone.now())
        if request.user.has_perm("articles.edit_any_article"):
            return found
        return found.made_by(request.user)

    def has_change_permission(self, request, obj=None):
        """Editors all stories; writers their own, until these are first printed."""
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or request.user.has_perm("articles.edit_any_article"):
            return True
        # A page asks many times.
        known = request.__dict__.setdefault("may_change", {})
        if obj.pk not in known:
            own = Article.objects.filter(pk=obj.pk).editable_by(request.user)
            known[obj.pk] = own.exists()
        return known[obj.pk]

    def has_view_permission(self, request, obj=None):
        """Whoever may change a story, and writers their own for ever."""
        if self.has_change_permission(request, obj):
            return True
        return bool(obj and obj.created_by_id == request.user.pk) and super().has_view_permission(
            request, obj
        )

    # The list

    def get_list_filter(self, request):
        """By whom it is assigned to only for those who may see everyone's stories."""
        everyone = request.user.has_perm("articles.edit_any_article")
        return (*self.list_filter, "assignee") if everyone else self.list_filter

    def get_changelist_instance(self, request):
        """The list, with helpfulness and bylines read in one query each."""
        changelist = super().get_changelist_instance(request)
        shown = list(changelist.result_list)
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
        return changelist

    @admin.display(description=gettext_lazy("Headline"), ordering="headline")
    def title(self, article):
        """The headline, or that there is none yet."""
        return str(article)

    @admin.display(description=gettext_lazy("State"), ordering="condition")
    def badge(self, article):
        """The condition as a badge, and when the next edition comes."""
        label = Condition(article.condition).label
        badge = format_html('<span class="badge badge-{}">{}</span>', article.condition, label)
        if article.embargoed_until:
            badge = format_html("{} {}", badge, embargo_badge(article.embargoed_until))
        if article.waiting_from:
            when = date_format(localtime(article.waiting_from), "SHORT_DATETIME_FORMAT")
            return format_html('{} <span class="quiet">{}</span>', badge, when)
        return badge

    @admin.display(description=gettext_lazy("By"))
    def byline(self, article):
        """Its authors."""
        return article.names

    @admin.display(description=gettext_lazy("Helpful"))
    def helpful(self, article):
        """The rate with its count."""
        return article.rate.short if article.rate else "–"

    @admin.display(description=gettext_lazy("Saved"), ordering="saved_at")
    def saved(self, article):
        """When and by whom it was last saved."""
        when = date_format(localtime(article.saved_at), "SHORT_DATETIME_FORMAT")
        who = article.saved_by.get_username() if article.saved_by else ""
        return format_html('{} <span class="quiet">{}</span>', when, who)
