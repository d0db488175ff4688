"""The writing desk: the form of a story with its buttons, and the list of stories."""

from operator import attrgetter

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import models
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.admin.base import DeskAdmin, Widgets, is_id
from articles.desk.admin.buttons import press
from articles.desk.article import Article, Credit, Takeaway
from articles.desk.condition import Condition
from articles.desk.forms import ArticleForm, MomentField
from articles.desk.given_back import give_back
from articles.desk.passages import remarks_on, take_note
from articles.desk.revision import begin_save, revise
from articles.desk.rights import remarks_on_story
from articles.desk.rows import PersonField, SurvivingFormSet, TakeawayForm, TakeawayFormSet
from articles.editions.edition import Edition
from articles.feedback import helpfulness
from articles.text.body import plain

PRINTING = ("kind", "note", "correction", "print_at", "notice", "moved_to")


class TakeawayInline(Widgets, admin.TabularInline):
    """The key takeaways, in their order."""

    model = Takeaway
    form = TakeawayForm
    formset = TakeawayFormSet
    fields = ("text", "passage", "position")
    extra = 0
    classes = ("sortable",)


class CreditInline(Widgets, admin.TabularInline):
    """Who did what, in the order of the byline."""

    model = Credit
    formset = SurvivingFormSet
    fields = ("contributor", "role", "position")
    autocomplete_fields = ("contributor",)
    extra = 0
    classes = ("sortable",)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """The person meant, though they have been merged with another meanwhile."""
        if db_field.name == "contributor":
            kwargs["form_class"] = PersonField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


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


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    """Writing, and the buttons. Each button first saves what is typed, then does one verb."""

    form = ArticleForm
    # One input for a time, where Django would have two.
    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": MomentField.widget},
    }
    inlines = (TakeawayInline, CreditInline)
    autocomplete_fields = ("section", "lead_image", "related")
    list_display = ("title", "badge", "section", "byline", "helpful", "saved")
    list_filter = (ConditionFilter, "section", "planned_for")
    list_per_page = 50
    search_fields = ("headline", "standfirst", "body", "slug", "credits__contributor__name")
    search_help_text = gettext_lazy("Searches headlines, standfirsts, stories and names.")
    show_full_result_count = False
    save_on_top = False

    # What is on the form

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - Django's own
        """The form class of this request, with what the last save kept for a later button."""
        form = super().get_form(request, obj, change, **kwargs)
        if obj and request.method == "GET":
            form.kept = request.session.pop(_kept(obj.pk), {})
        return form

    def get_fieldsets(self, request, obj=None):
        """The writing column, then the side column's boxes; printing only for those who print."""
        reading = obj and not self.has_change_permission(request, obj)
        story = ("words",) if reading else ("body", "seen_version")
        boxes = [
            (None, {"fields": ("headline", "standfirst", *story)}),
            (_("Filing"), {"fields": ("section", "slug", "tags"), "classes": ("side",)}),
            (
                _("Lead image"),
                {"fields": ("lead_image", "lead_caption", "lead_credit"), "classes": ("side",)},
            ),
        ]
        if request.user.has_perm("articles.print_edition"):
            fields = ("print_at",)
            if obj:
                fields = ("print_at", "kind", "note", "correction", "history_closed")
            boxes.append((_("Publishing"), {"fields": fields, "classes": ("side",)}))
            boxes.append(
                (
                    _("Planning"),
                    {
                        "fields": ("assignee", "planned_for", "due_at"),
                        "classes": ("side", "collapse"),
                    },
                )
            )
        # Whoever chooses among all stories must be one who may see them.
        related = ("related",) if request.user.has_perm("articles.edit_any_article") else ()
        boxes.append(
            (
                _("Search engines and related"),
                {
                    "fields": ("seo_title", "seo_description", *related, "language"),
                    "classes": ("side", "collapse"),
                },
            )
        )
        if obj and request.user.has_perm("articles.withdraw_edition"):
            boxes.append(
                (
                    _("Withdrawing"),
                    {"fields": ("notice", "moved_to"), "classes": ("side", "collapse")},
                )
            )
        return boxes

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form, with what the bar and the editions box show."""
        extra = dict(extra_context or {})
        now = timezone.now()
        story = None
        if object_id and is_id(object_id):
            story = Article.objects.with_condition(now).filter(pk=object_id).first()
        if request.method == "POST" and story and self._is_closed(request, story):
            return self._refuse(request)
        extra |= {
            "story": story,
            "condition": Condition(story.condition) if story else Condition.DRAFT,
            "can_print": request.user.has_perm("articles.print_edition"),
            "can_approve": request.user.has_perm("articles.approve_article"),
            "can_withdraw": request.user.has_perm("articles.withdraw_edition"),
        }
        if story:
            editions = Edition.archive.of(story.pk).defer("document").select_related("printed_by")
            live = Edition.live(at=now).filter(article_id=story.pk).only("address").first()
            extra |= {
                "remarks": remarks_on(story),
                "rights": remarks_on_story(story, at=now),
                "live_address": live.address if live else "",
                "waiting": list(editions.waiting(now).order_by("live_from")),
                "printed": list(editions.filter(live_from__lte=now)[:5]),
                "helpfulness": helpfulness.of_article(story.pk),
                "parts_named": helpfulness.parts_named(story.pk),
                "last_saved_by": story.saved_by,
            }
        return super().changeform_view(request, object_id, form_url, extra)

    def get_list_filter(self, request):
        """By whom it is assigned to only for those who may see everyone's stories."""
        everyone = request.user.has_perm("articles.edit_any_article")
        return (*self.list_filter, "assignee") if everyone else self.list_filter

    # Who may

    def get_object(self, request, object_id, from_field=None):
        """Any story: who may not change it is refused by name, not told that it is not there."""
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
        return obj is None or Article.objects.filter(pk=obj.pk).editable_by(request.user).exists()

    def has_view_permission(self, request, obj=None):
        """Whoever may change a story, and writers their own for ever."""
        if self.has_change_permission(request, obj):
            return True
        return bool(obj and obj.created_by_id == request.user.pk) and super().has_view_permission(
            request, obj
        )

    def _is_closed(self, request, story):
        may_change = self.has_change_permission(request, story)
        return not may_change and self.has_view_permission(request, story)

    def _refuse(self, request):
        return give_back(
            request,
            title=_("Not saved: the story is closed to you"),
            why=_(
                "It has been printed meanwhile, so only editors may change it now. Nothing of "
                "yours is lost: here is what you typed. Copy it and send it to them."
            ),
            **self.admin_site.each_context(request),
        )

    # Saving, and then the button

    def save_model(self, request, obj, form, change):
        """One deliberate save: it claims the next version, or is refused as stale."""
        seen = form.cleaned_data.get("seen_version") or 0
        if change:
            obj.version = begin_save(obj, seen=seen)
        else:
            obj.version, obj.created_by = 1, request.user
        obj.saved_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Rows and tags, then the revision, then what the pressed button is for."""
        super().save_related(request, form, formsets, change)
        take_note(form.instance)
        revise(form.instance, by=request.user)
        request.done = press(request, form.instance, form.cleaned_data)

    def construct_change_message(self, request, form, formsets, add=False):  # noqa: FBT002
        """What the button did, in the words that the person was told; else Django's message."""
        done = getattr(request, "done", "")
        return done or super().construct_change_message(request, form, formsets, add)

    def response_add(self, request, obj, post_url_continue=None):
        """Stay at the story, unless the form of another story asked for this one."""
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._stay(request, obj)

    def response_change(self, request, obj):
        """Likewise."""
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._stay(request, obj)

    def _stay(self, request, obj):
        done = getattr(request, "done", "")
        if not done:
            # A notice or time that was typed waits in its box for its button.
            typed = {name: request.POST.get(name) for name in PRINTING}
            request.session[_kept(obj.pk)] = {name: text for name, text in typed.items() if text}
        messages.success(request, done or _("Saved."))
        for remark in filter(attrgetter("is_warning"), remarks_on(obj)):
            known = {"number": remark.number, "text": remark.text}
            messages.warning(request, _("Takeaway %(number)d: %(text)s") % known)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))

    # The list

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

    list_select_related = ("section", "saved_by")

    @admin.display(description=gettext_lazy("Story"))
    def words(self, article):
        """The text, for those who only read."""
        lines = plain(article.body).splitlines()
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line.strip()))

    @admin.display(description=gettext_lazy("Headline"), ordering="headline")
    def title(self, article):
        """The headline, or that there is none yet."""
        return str(article)

    @admin.display(description=gettext_lazy("State"), ordering="condition")
    def badge(self, article):
        """The condition as a badge, and when the next edition comes."""
        label = Condition(article.condition).label
        badge = format_html('<span class="badge badge-{}">{}</span>', article.condition, label)
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


def _kept(pk: int) -> str:
    """The name under which a session keeps what was typed for a button of that story."""
    return f"kept-{pk}"
