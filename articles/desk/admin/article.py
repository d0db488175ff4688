"""The writing desk: the form of a story, and its buttons."""

from dataclasses import dataclass
from operator import attrgetter

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk import workflow
from articles.desk.admin.amiss import places_in
from articles.desk.admin.base import Widgets, is_id
from articles.desk.admin.beside import beside
from articles.desk.admin.buttons import PRINTING, press
from articles.desk.admin.keeping import close_sitting, keep_refused, sent_again, sitting_of
from articles.desk.admin.moving import moved_or_planned
from articles.desk.admin.notes import talk_beside
from articles.desk.admin.readers import mend_instead, offer_readers, prefilled, report_carried
from articles.desk.admin.releases import open_releases
from articles.desk.admin.stories import StoriesAdmin
from articles.desk.admin.story_pages import urls_of
from articles.desk.article import Article, Credit, Takeaway
from articles.desk.button_fields import left_alone
from articles.desk.forms import ArticleForm
from articles.desk.given_back import give_back
from articles.desk.passages import remarks_on, take_note
from articles.desk.plan_form import planned_in
from articles.desk.revision import begin_save, keep_text, revise
from articles.desk.rows import (
    CreditForm,
    CreditFormSet,
    PersonField,
    TakeawayForm,
    TakeawayFormSet,
)
from articles.desk.timing import MomentField
from articles.text.body import plain


@dataclass(frozen=True)
class Standing:
    """How a story stands with readers, as far as its form asks other things by it."""

    # Some text of it is printed, even if it still waits.
    is_printed: bool = True
    # It has a page, or will have one.
    has_page: bool = True

    @classmethod
    def of(cls, story: Article, pressed) -> "Standing":
        """Of a story read with its condition; what a pressed button is about is shown anyway."""
        waits = story.waiting_from is not None
        withdraws = {"_withdraw", "_withdraw_later"} & pressed.keys()
        return cls(
            is_printed=story.was_printed or waits,
            has_page=story.live_sha256 is not None or waits or bool(withdraws),
        )


def standing_of(request) -> Standing:
    """How the story of this request stands; where nothing is known, everything is asked."""
    return getattr(request, "standing", None) or Standing()


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
    form = CreditForm
    formset = CreditFormSet
    fields = ("contributor", "role", "position")
    autocomplete_fields = ("contributor",)
    extra = 0
    classes = ("sortable",)

    def get_queryset(self, request):
        """With the people, whom each row names."""
        return super().get_queryset(request).select_related("contributor")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """The person meant, though they have been merged with another meanwhile."""
        if db_field.name == "contributor":
            kwargs["form_class"] = PersonField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Article)
class ArticleAdmin(StoriesAdmin):
    """Writing, and the buttons. Each button first saves what is typed, then does one verb."""

    form = ArticleForm
    # One input for a time, where Django would have two.
    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": MomentField.widget},
    }
    inlines = (TakeawayInline, CreditInline)
    autocomplete_fields = ("section", "lead_image", "related")
    save_on_top = False

    # What is on the form

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 - Django's own
        """The form class of this request, with what the last save kept for a later button."""
        form = super().get_form(request, obj, change, **kwargs)
        if obj and request.method == "GET":
            kept = request.session.pop(_kept(obj.pk), {})
            form.kept = kept | prefilled(request, obj.pk)
        form.embargoed_until = getattr(getattr(request, "story", None), "embargoed_until", None)
        form.releases = open_releases(request)
        form.only_shown = getattr(request, "only_shown", False)
        form.by = request.user
        return form

    def get_fieldsets(self, request, obj=None):
        """The writing column, then the side column's boxes; printing only for those who print."""
        reading = obj and not self.has_change_permission(request, obj)
        story = ("words",) if reading else ("body", "seen_version")
        plans = Article.PLANNED if request.user.has_perm("articles.approve_article") else ()
        boxes = [
            (None, {"fields": ("headline", "standfirst", *story)}),
            *([(_("Workflow"), {"fields": plans, "classes": ("workflow",)})] if plans else ()),
            (_("Filing"), {"fields": ("section", "slug", "tags"), "classes": ("side",)}),
            (
                _("Lead picture"),
                {"fields": ("lead_image", "lead_caption", "lead_credit"), "classes": ("side",)},
            ),
        ]
        may_print, standing = request.user.has_perm("articles.print_edition"), standing_of(request)
        if may_print:
            fields = ("print_at", "print_with") if open_releases(request) else ("print_at",)
            boxes.append((_("Publishing"), {"fields": fields, "classes": ("publishing", "when")}))
        if obj and may_print:
            # A first edition changes nothing, so there is nothing to say of its change.
            fields = (*PRINTING, "history_closed") if standing.is_printed else ("history_closed",)
            boxes.append((_("Changes"), {"fields": fields, "classes": ("publishing",)}))
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
        may_withdraw = request.user.has_perm("articles.withdraw_edition")
        if obj and may_withdraw and standing.has_page:
            fields = ("notice", "moved_to", "withdraw_at")
            if open_releases(request):
                fields = (*fields, "withdraw_with")
            box = {"fields": fields, "classes": ("publishing", "collapse")}
            boxes.append((_("Withdrawing"), box))
        return boxes

    def get_urls(self):
        """Django's, and ours beside them."""
        return [*urls_of(self), *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form, with what the bar and the editions box show."""
        extra = dict(extra_context or {})
        now = timezone.now()
        story = None
        if "report" in request.GET:
            # Without the place on the page, which would hide what the answer says at its top.
            form_url = form_url or request.get_full_path()
        if object_id and is_id(object_id):
            stories = Article.objects.with_condition(now).with_form()
            story = stories.filter(pk=object_id).first()
            # A save begins from a copy of its own.
            request.story = story if request.method == "GET" else None
            request.standing = story and Standing.of(story, request.POST)
        request.only_shown, request.mine = False, None
        if request.method == "POST":
            if story and self._is_closed(request, story):
                return self._refuse(request)
            sent_again(self, request, story)
            if not request.only_shown and (answer := self._without_text(request, story)):
                return answer
        extra |= beside(story, user=request.user, at=now, typed=request.POST)
        extra |= sitting_of(self, request, story)
        if story:
            extra |= talk_beside(self, request, story)
        names = ("_publish", "_schedule", "_reprint")
        extra["pressed"] = next(((n, request.POST[n]) for n in names if n in request.POST), ())
        response = super().changeform_view(request, object_id, form_url, extra)
        if request.only_shown and response.status_code == 422 and not _is_stale(response):
            response.status_code = 200
        if response.status_code == 422:
            keep_refused(request, story)
        return response

    def render_change_form(self, request, context, *args, **kwargs):
        """What was refused is said once, at the top, in words of the desk's and not of Django's.

        Text that is only shown again, and what is merely worth a look, are no mistakes.
        """
        form = context["adminform"].form
        errors, context["errors"] = context["errors"], None
        if story := context.get("story"):
            context["report"] = report = report_carried(request, story.pk, form)
            context["mend_instead"] = mend_instead(story, report)
        if not (form.worth_a_look or request.only_shown and not form.stale):
            context["amiss"] = errors
            if errors:
                rows = [each.formset for each in context["inline_admin_formsets"]]
                context["places"] = places_in(form, rows)
        return super().render_change_form(request, context, *args, **kwargs)

    @transaction.atomic
    def _without_text(self, request, story):
        """Stay at the story, whose text is as it was; None where more is to be done."""
        done = moved_or_planned(self, request, story)
        if done is None:
            return None
        close_sitting(self, request, story)
        self.note(request, story, done)
        request.done = None if "_save" in request.POST else done
        return self._stay(request, story)

    def _is_closed(self, request, story):
        writes = request.user.has_perm("articles.change_article")
        return writes and not self.has_change_permission(request, story)

    def _refuse(self, request):
        return give_back(
            request,
            title=_("Not saved: the story is closed to you"),
            why=_(
                "It has been printed meanwhile, so only editors may change it now, or it stands "
                "in a section on which you do not work. Nothing of yours is lost: here is what "
                "you typed. Copy it and send it to its editors."
            ),
            **self.admin_site.each_context(request),
        )

    # Saving, and then the button

    def save_model(self, request, obj, form, change):
        """One deliberate save: it claims the next version, or is refused as stale."""
        seen = form.cleaned_data.get("seen_version") or 0
        if change:
            obj.version = begin_save(obj, seen=seen)
            if request.mine:
                # What I had written, before both were made one, has a place in the history too.
                keep_text(
                    obj, request.mine, by=request.user, note=_("Before both were put together")
                )
                obj.version = begin_save(obj, seen=obj.version)
        else:
            obj.version, obj.created_by = 1, request.user
        obj.saved_by = request.user
        if not change:
            super().save_model(request, obj, form, change)
            workflow.tell_assignee(obj, by=request.user)
            return
        obj.save_text()
        if planned := planned_in(form):
            workflow.plan(obj, by=request.user, **planned)

    def save_related(self, request, form, formsets, change):
        """Rows and tags, then the revision, then what the pressed button is for."""
        super().save_related(request, form, formsets, change)
        take_note(form.instance)
        revision = revise(form.instance, by=request.user)
        if workflow.fall_back(revision, by=request.user):
            messages.info(request, _("It had been approved: your change put it back in review."))
        close_sitting(self, request, form.instance if change else None)
        request.done = press(request, form.instance, form.cleaned_data)

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
        done = request.done
        # A notice or time that was typed waits in its box for its button.
        typed = {name: request.POST.get(name) for name in left_alone(request.POST)}
        if {"_embargo", "_lift_embargo"} & request.POST.keys():
            # The time to publish follows the embargo.
            del typed["print_at"]
        request.session[_kept(obj.pk)] = {name: text for name, text in typed.items() if text}
        messages.success(request, done.words if done else _("Saved."))
        if printed := getattr(request, "printed", None):
            offer_readers(request, printed)
        if not done and request.POST.get("embargo_until"):
            messages.warning(request, _("The embargo is not set yet: press Set the embargo."))
        for remark in filter(attrgetter("is_warning"), remarks_on(obj)):
            known = {"number": remark.number, "text": remark.text}
            messages.warning(request, _("Takeaway %(number)d: %(text)s") % known)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))

    @admin.display(description=gettext_lazy("Story"))
    def words(self, article):
        """The text, for those who only read."""
        lines = plain(article.body).splitlines()
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines if line.strip()))


def _is_stale(response) -> bool:
    return response.context_data["adminform"].form.stale


def _kept(pk: int) -> str:
    """The name under which a session keeps what was typed for a button of that story."""
    return f"kept-{pk}"
