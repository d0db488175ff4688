"""The action by which people or topics are merged, and the page that says what that means."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.admin.noting import Done
from articles.desk.audit import What
from articles.editions.listing import Listing
from articles.text.refusal import Refusal
from articles.text.words import joined

MOST = 10


class StaysForm(forms.Form):
    """Which of the chosen stays."""

    stays = forms.TypedChoiceField(
        coerce=int, error_messages={"required": gettext_lazy("Choose the one that stays.")}
    )

    def __init__(self, *args, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stays"].choices = [(pk, pk) for pk in chosen]


class Mergeable:
    """A page whose records can be merged; it names the verb, the right and where they stand."""

    actions = ("merge",)
    merge_verb = merge_right = stands_at = shown_in = None

    def has_merge_permission(self, request):
        """Its own right, since nothing of it can be undone."""
        return request.user.has_perm(self.merge_right)

    @admin.action(description=gettext_lazy("Merge the selected into one"), permissions=["merge"])
    def merge(self, request, queryset):
        """Ask which one stays, saying what will happen; then merge."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        chosen = {each.pk: each for each in queryset[: MOST + 1]}
        if not 2 <= len(chosen) <= MOST:
            words = _("Choose at least two to merge, and at most %d.") % MOST
            self.message_user(request, words, messages.WARNING)
            return None
        form = StaysForm(request.POST if "_merge" in request.POST else None, chosen=chosen)
        if form.is_valid():
            return self._merged(request, chosen, stays=form.cleaned_data["stays"])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge into one"),
            "opts": self.opts,
            "form": form,
            "rows": [(each, self._facts(request, each)) for each in chosen.values()],
            "people": self.opts.model_name != "tag",
            "accounts": request.user.has_perm("auth.view_user"),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/merge.html", context, status=status)

    def merge_facts(self, request, record):
        """(label, words) of what else there is to know of a record."""
        return []

    def _facts(self, request, record):
        now = timezone.now()
        stories = Listing.objects.on(self.shown_in, record.pk, now).count()
        facts = [
            (_("Address"), self.stands_at % record.slug),
            (_("Live stories"), stories),
            *self.merge_facts(request, record),
        ]
        return [(label, words) for label, words in facts if words != ""]

    def _merged(self, request, chosen, *, stays):
        others = [each for pk, each in chosen.items() if pk != stays]
        try:
            kept = type(self).merge_verb({each.pk for each in others}, into=stays, by=request.user)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return None
        names = joined([str(each) for each in others], last=_("{} and {}"))
        said = _("Merged with %(others)s.") % {"others": names}
        self.note(request, kept, Done(What.MERGED, said, said))
        for other in others:
            said = _("Merged into %(name)s.") % {"name": kept}
            self.note(request, other, Done(What.MERGED, said, said))
        words = _("Merged: what was of %(others)s is of %(name)s now.")
        self.message_user(request, words % {"others": names, "name": kept}, messages.SUCCESS)
        return None
