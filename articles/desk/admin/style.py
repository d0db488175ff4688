"""The house's rules of style: kept by editors, and asked about while one writes."""

import json
from itertools import accumulate

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.desk.admin.base import DeskAdmin
from articles.desk.house_style import remarks_on
from articles.desk.language import language_of
from articles.desk.pattern import Pattern, is_like_an_expression, usable
from articles.desk.readiness import placeholders_in
from articles.desk.style_rule import Part, StyleRule

# Of one question: more texts, or longer ones, are asked about in several.
MOST_TEXTS = 200
LONGEST_IN_ALL = 100_000


class StyleRuleForm(forms.ModelForm):
    """A rule, which is tried before it is kept."""

    class Meta:
        model = StyleRule
        fields = (
            *("pattern", "kind", "match_case", "say", "instead", "part", "language"),
            *("wrong_example", "right_example", "is_active"),
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A space at the edge may be what a rule is about.
        for name in {"pattern", "instead", "wrong_example", "right_example"} & set(self.fields):
            self.fields[name].strip = False

    def clean_language(self):
        """Its code."""
        return language_of(self.cleaned_data["language"])

    def clean(self):
        """Refuse a rule that cannot be used, or does not do what its examples say."""
        cleaned = super().clean()
        if {"pattern", "kind", "instead"} <= cleaned.keys():
            if cleaned["kind"] == StyleRule.Kind.WORDS:
                cleaned["pattern"] = " ".join(cleaned["pattern"].split())
            pattern = self._pattern(cleaned)
            try:
                usable(pattern)
            except ValidationError as refused:
                field = "instead" if refused.code == "no_such_group" else "pattern"
                self.add_error(field, refused)
            else:
                self._try(pattern, cleaned)
        return cleaned

    def _pattern(self, cleaned) -> Pattern:
        known = {name: cleaned[name] for name in ("pattern", "kind", "instead", "match_case")}
        return StyleRule(**known).sought

    def _try(self, pattern: Pattern, cleaned) -> None:
        wrong, right = (cleaned.get(f"{name}_example") or "" for name in ("wrong", "right"))
        found = next(pattern.found_in(wrong), None)
        if not pattern.is_expression and not found and is_like_an_expression(pattern.wanted):
            told = _(
                "This looks like a regular expression, but is read as plain words: only these very "
                "signs would be found. Choose “Regular expression”; or, if these signs are meant, "
                "give a wrong example in which they stand."
            )
            self.add_error("kind", ValidationError(told, code="like_an_expression"))
        if wrong and not found:
            self.add_error(
                "wrong_example", ValidationError(_("The rule finds nothing here."), code="missed")
            )
        if amiss := next(pattern.found_in(right), None):
            told = _("The rule finds “%(words)s” here.") % {"words": amiss.words}
            self.add_error("right_example", ValidationError(told, code="found"))
        # Plain words are their own example.
        found = found or next(pattern.found_in(pattern.wanted), None)
        if found and found.instead and next(pattern.found_in(found.instead), None):
            told = _(
                "The rule finds its own “%(words)s” again, so that it could never be content. "
                "Is it about capitals? Then tick “match case”."
            ) % {"words": found.instead}
            self.add_error("instead", ValidationError(told, code="endless"))


@admin.register(StyleRule)
class StyleRuleAdmin(DeskAdmin):
    """What the house does not write, and what it says of it."""

    form = StyleRuleForm
    list_display = ("pattern", "say", "instead", "part", "language", "state")
    list_filter = ("is_active", "part", "kind")
    search_fields = ("pattern", "say", "instead")
    search_help_text = gettext_lazy("Searches what is looked for, said and put instead.")
    show_full_result_count = False
    empty_value_display = ""
    radio_fields = {"kind": admin.VERTICAL}

    def get_fieldsets(self, request, obj=None):
        """What it does, when, and its examples; first, that it was too slow, if it was."""
        boxes = [
            (None, {"fields": ("pattern", "kind", "match_case", "say", "instead")}),
            (gettext_lazy("Where"), {"fields": ("part", "language", "is_active")}),
            (gettext_lazy("Examples"), {"fields": ("wrong_example", "right_example")}),
        ]
        if obj and obj.too_slow_at:
            boxes.insert(0, (None, {"fields": ("too_slow",)}))
        return boxes

    def get_readonly_fields(self, request, obj=None):
        """What the checks noted of it."""
        return ("too_slow",) if obj and obj.too_slow_at else ()

    def save_model(self, request, obj, form, change):
        """Save; what was noted was about the rule as it was."""
        obj.too_slow_at = None
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("State"), ordering="is_active")
    def state(self, rule):
        """Whether it is looked for, and whether it could be."""
        if not rule.is_active:
            return format_html('<span class="badge badge-dismissed">{}</span>', _("Off"))
        if rule.too_slow_at:
            return format_html('<span class="badge badge-ended">{}</span>', _("Too slow"))
        return format_html('<span class="badge badge-live">{}</span>', _("Active"))

    @admin.display(description=gettext_lazy("Too slow"))
    def too_slow(self, rule):
        """When it ran out of time, and what to do now."""
        day = date_format(localtime(rule.too_slow_at), "SHORT_DATETIME_FORMAT")
        return _(
            "It ran out of time over a story on %(when)s, and was passed over. Make it simpler; "
            "saving it takes this note away."
        ) % {"when": day}


@require_POST
def style_remarks(request):
    """JSON of what the rules say of the texts in the question, and of placeholders left in them.

    The question is JSON: `language`, and `texts`, each [part, text]. The answer has, by text, where
    each remark begins and ends, counted as browsers count: signs beyond the first 65,536 as two. It
    names the rules that were not looked for, since the time was over.
    """
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    try:
        asked = json.loads(request.body)
        language, texts = str(asked["language"]), [(str(p), str(t)) for p, t in asked["texts"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({}, status=400)
    if len(texts) > MOST_TEXTS or sum(len(text) for _part, text in texts) > LONGEST_IN_ALL:
        return JsonResponse({"too_long": True}, status=413)
    if not {part for part, _text in texts} <= set(Part.values):
        return JsonResponse({}, status=400)
    found = [[] for _text in texts]
    remarks, passed_over = remarks_on(texts, language=language)
    remarks += placeholders_in(texts)
    for each in remarks:
        place = _in_browsers(texts[each.text][1])
        found[each.text].append(
            {
                "rule": each.rule,
                "begin": place[each.begin],
                "end": place[each.end],
                "words": each.words,
                "say": each.say,
                "instead": each.instead,
            }
        )
    told = {"found": found, "passed_over": [rule.pattern for rule in passed_over]}
    return JsonResponse(told, headers={"Cache-Control": "private, no-store"})


def _in_browsers(text: str):
    """Each place of a text as browsers count it."""
    if text.isascii():
        return range(len(text) + 1)
    return list(accumulate((1 + (sign > "\uffff") for sign in text), initial=0))
