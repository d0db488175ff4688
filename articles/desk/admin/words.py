"""Words to watch for in readers' comments: the lists, many at once, and what they would do."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.desk.admin.base import DeskAdmin, OfASection
from articles.desk.admin.word_forms import ManyForm, TryForm, WordRuleForm
from articles.desk.audit import What, note_deed
from articles.desk.ids import is_id
from articles.feedback.word_check import words_in
from articles.feedback.word_rule import Deal, WordRule, add_words, read_as
from articles.feedback.words import masked
from articles.library.section import Section
from articles.library.section_right import sections_of

PAPER = "paper"
LIST = "admin:articles_wordrule_changelist"
BADGES = {Deal.BLOCK: "spam", Deal.HOLD: "held", Deal.WATCH: "open"}


class InSection(admin.SimpleListFilter):
    """By the section whose list it is; among those that have one."""

    title = gettext_lazy("section")
    parameter_name = "section"

    def lookups(self, request, model_admin):
        """The whole paper, and the sections in the order of the paths."""
        held = Section.objects.filter(wordrule__isnull=False).distinct().order_by("path")
        known = [(str(section.pk), section.name) for section in held]
        return [(PAPER, _("The whole paper")), *known]

    def queryset(self, request, queryset):
        """The rules of that list."""
        if self.value() == PAPER:
            return queryset.filter(section=None)
        return queryset.filter(section=self.value()) if is_id(self.value() or "") else queryset


@admin.register(WordRule)
class WordRuleAdmin(OfASection, DeskAdmin):
    """The lists. Of a comment's sender none of them can be noticed."""

    form = WordRuleForm
    list_display = ("words", "read", "what", "where", "note")
    list_filter = ("deal", InSection)
    list_select_related = ("section",)
    list_per_page = 100
    search_fields = ("words", "note")
    search_help_text = gettext_lazy("Searches words and notes.")
    autocomplete_fields = ("section",)
    radio_fields = {"deal": admin.VERTICAL}
    empty_value_display = ""
    show_full_result_count = False

    def get_urls(self):
        """Also many at once, and the trial."""
        own = ((self.many, "many"), (self.trial, "try"))
        return [
            *(
                path(f"{name}/", self.admin_site.admin_view(view), name=f"articles_wordrule_{name}")
                for view, name in own
            ),
            *super().get_urls(),
        ]

    def get_fields(self, request, obj=None):
        """With how the words are read, if that is otherwise than they were typed."""
        read = ("read",) if obj and read_as(obj.words) else ()
        return ("words", "keep", *read, "deal", "section", "note")

    def get_readonly_fields(self, request, obj=None):
        """That."""
        return ("read",) if "read" in self.get_fields(request, obj) else ()

    def save_model(self, request, obj, form, change):
        """Save, and tell what the rule would have done."""
        super().save_model(request, obj, form, change)
        if form.told:
            messages.info(request, form.told)

    def get_actions(self, request):
        """Django's; several at once are deleted only by who works on the whole paper."""
        actions = super().get_actions(request)
        if sections_of(request.user) is not None:
            actions.pop("delete_selected", None)
        return actions

    @admin.display(description=gettext_lazy("Read as"))
    def read(self, rule):
        """Without what does not matter; nothing if only capitals do not."""
        return read_as(rule.words)

    @admin.display(description=gettext_lazy("What to do"), ordering="deal")
    def what(self, rule):
        """As a badge."""
        return format_html(
            '<span class="badge badge-{}">{}</span>', BADGES[rule.deal], rule.get_deal_display()
        )

    @admin.display(description=gettext_lazy("Section"), ordering="section__path")
    def where(self, rule):
        """The section, or that it is the whole paper."""
        return rule.section or format_html('<span class="quiet">{}</span>', _("The whole paper"))

    def many(self, request):
        """Many words at once: a POST puts them into the list."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ManyForm(request.POST or None)
        form.by = request.user
        if request.method == "POST" and form.is_valid():
            try:
                return self._added(request, form)
            except ValidationError as refused:
                form.add_error("words", refused)
        status = 422 if form.errors else 200
        return self._page(request, "many", _("Add many words"), status=status, form=form)

    def _added(self, request, form):
        given, section = form.cleaned_data, form.cleaned_data["section"]
        with transaction.atomic():
            added = add_words(
                given["words"],
                deal=given["deal"],
                section_id=section.pk if section else None,
                note=given["note"],
                by=request.user,
            )
            told = ngettext("%d phrase was added.", "%d phrases were added.", len(added))
            told %= len(added)
            where = f"{Deal(given['deal']).label}, {section or _('The whole paper')}"
            if added:
                note_deed(What.ADDED, added[0], request=request, title=told, detail=where)
        if there := len(given["words"]) - len(added):
            told += " " + ngettext("%d was there already.", "%d were there already.", there) % there
        messages.success(request, told)
        messages.info(request, form.told)
        return HttpResponseRedirect(reverse(LIST))

    def trial(self, request):
        """What would be done with a text. Nothing is written; it is posted since it may be a
        reader's, and addresses are kept in logs."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = TryForm(request.POST if request.method == "POST" else None)
        known = {"form": form}
        if form.is_valid():
            text, section = form.cleaned_data["text"], form.cleaned_data["section"]
            stored, kinds = masked(text)
            pk = section.pk if section else None
            found = words_in(text, Section.objects.filter(pk=pk))
            known |= {"found": found, "stored": stored if kinds else ""}
            known["verdict"], known["badge"] = _verdict(found)
        return self._page(
            request, "try", _("Try a text"), status=422 if form.errors else 200, **known
        )

    def _page(self, request, name, title, *, status, **known):
        context = self.admin_site.each_context(request) | {"title": title, "opts": self.opts}
        template = f"admin/articles/wordrule/{name}.html"
        return TemplateResponse(request, template, context | known, status=status)


def _verdict(found):
    """In words, and the badge for it."""
    if found.is_blocked:
        return _("It would be put with the spam."), BADGES[Deal.BLOCK]
    if found.is_over:
        return _("It would be held: it is too much to look through."), BADGES[Deal.HOLD]
    if found.is_held:
        return _("It would be held for a moderator."), BADGES[Deal.HOLD]
    if found.is_watched:
        return _("It would be let through, and marked."), BADGES[Deal.WATCH]
    return _("It would be let through: no word of the lists stands in it."), "live"
