"""What was printed: to be looked at, and in need redacted."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles.desk.admin.base import DeskAdmin, ReadOnly
from articles.desk.audit import What, note_deed
from articles.desk.publishing import redact
from articles.editions.correction import Correction
from articles.editions.edition import Edition
from articles.text.body import plain


class RedactionForm(forms.Form):
    """Why an edition's text is to be destroyed."""

    reason = forms.CharField(max_length=1_000)


@admin.register(Edition)
class EditionAdmin(ReadOnly, DeskAdmin):
    """The archive. Administrators may redact: a court, a person's privacy."""

    change_form_template = "admin/articles/edition/change_form.html"
    list_display = (
        "headline_or_address",
        "number",
        "kind",
        "live_from",
        "live_until",
        "printed_by",
    )
    list_filter = ("kind", "live_from")
    list_select_related = ("printed_by",)
    search_fields = ("headline", "address")
    show_full_result_count = False
    fields = (
        "words",
        "page",
        "number",
        "kind",
        "live_from",
        "live_until",
        "note",
        "notice",
        "moved_to",
        "printed_by",
        "printed_at",
        "revision_number",
        "sha256",
        "redacted_at",
        "redacted_by",
    )
    readonly_fields = ("page", "words")

    def get_fields(self, request, obj=None):
        """Why it was redacted only for those who redact: it may name whom it protects."""
        can_redact = request.user.has_perm("articles.redact_edition")
        return (*self.fields, "redaction_reason") if can_redact else self.fields

    def get_queryset(self, request):
        """All of them: this page is the one that may ask for all."""
        return Edition.archive.defer("document").order_by("-live_from")

    @admin.display(description=_("Story"), ordering="headline")
    def headline_or_address(self, edition):
        """What it was called."""
        return edition.headline or edition.address

    @admin.display(description=_("Text"))
    def words(self, edition):
        """What it says, as plain text."""
        if not edition.document:
            return _("None: it is a withdrawal, or was redacted.")
        said = edition.as_document()
        points = (point.text for point in said.takeaways)
        parts = [said.headline, said.standfirst, *points, *plain(said.body).splitlines()]
        return format_html_join("", "<p>{}</p>", ((part,) for part in parts if part.strip()))

    @admin.display(description=_("Page"))
    def page(self, edition):
        """Where it stands or stood."""
        return format_html('<a href="{}">{}</a>', edition.address, edition.address)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The edition; a POST is the Redact button."""
        can_redact = request.user.has_perm("articles.redact_edition")
        if request.method == "POST" and "_redact" in request.POST:
            if not can_redact:
                raise PermissionDenied
            form = RedactionForm(request.POST)
            edition = self.get_object(request, object_id)
            if edition and form.is_valid():
                with transaction.atomic():
                    reason = form.cleaned_data["reason"]
                    redacted = redact(edition.pk, by=request.user, reason=reason)
                    # By the name that is left of it. Why stands with the edition alone.
                    note_deed(What.REDACTED, redacted, request=request)
                messages.success(request, _("Redacted. The text is gone for good."))
            else:
                messages.error(request, _("Nothing was redacted: say why, in a few words."))
            return HttpResponseRedirect(request.path)
        extra = {**(extra_context or {}), "can_redact": can_redact}
        if edition := self.get_object(request, object_id):
            others = Edition.archive.of(edition.article_id).exclude(pk=edition.pk)
            extra["others"] = others.filter(document__isnull=False).count()
        return super().change_view(request, object_id, form_url, extra)


@admin.register(Correction)
class CorrectionAdmin(ReadOnly, DeskAdmin):
    """What the paper put right. Written by printing a correction, never changed."""

    list_display = ("text", "sort", "thanks", "edition")
    list_select_related = ("edition",)
    # A sign for yes and no would be read out in English.
    fields = ("edition", "text", "sort", "place", "thanks")
    readonly_fields = ("thanks",)
    search_fields = ("text", "edition__headline")

    @admin.display(description=_("thanks to readers"), ordering="thanks_readers")
    def thanks(self, correction):
        """Whether readers are thanked for it."""
        return _("Yes") if correction.thanks_readers else _("No")
