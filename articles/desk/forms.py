"""The writing form: the working copy's fields, and what a button needs beside them."""

from typing import ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.article import Article
from articles.desk.button_fields import left_alone
from articles.desk.conflict import Conflict, conflict_of
from articles.desk.language import language_of
from articles.desk.plans import Ahead, prepare_plans
from articles.desk.publishing import NotReadyToPrint, WorthALook
from articles.desk.readers_reports import report_field
from articles.desk.readiness import Concern
from articles.desk.revision import StaleCopy
from articles.desk.timing import MomentField, release_choices
from articles.desk.waiting import OLDER
from articles.desk.workflow import LONGEST_NOTE
from articles.desk.writing import body_field
from articles.editions.correction import Place, Sort
from articles.editions.edition import Kind
from articles.editions.host import path_of
from articles.editions.naming import tag_named
from articles.editions.release import Release
from articles.editions.way import is_plain
from articles.fields import no_control_characters
from articles.library.section_right import NotMySection, ask_to_file
from articles.text.words import excerpt, one_line, slug


def version_in(posted, button: str) -> int:
    """The version that a button of a conflict names; 0 if it was not pressed."""
    value = posted.get(button, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0


class ArticleForm(Ahead, forms.ModelForm):
    """What is typed at the desk. `refusal` is why the last button did not do what it says."""

    refusal = None
    # Who types.
    by = None
    # Text that was never saved is shown again, and not saved by that.
    only_shown = False
    # What was typed for a button that was not pressed yet.
    kept: ClassVar[dict[str, str]] = {}
    # What is still to go out, with which this may.
    releases: ClassVar[list[Release]] = []
    # When the embargo of the story ends, if it is under one.
    embargoed_until = None

    seen_version = forms.IntegerField(label="", widget=forms.HiddenInput, required=False)
    body = body_field(label=gettext_lazy("Story"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of change"),
        choices=[
            (Kind.UPDATE, gettext_lazy("Update: the page says when")),
            (Kind.MINOR, gettext_lazy("Minor: spelling, no new time")),
            (Kind.CORRECTION, gettext_lazy("Correction: with a notice")),
        ],
        required=False,
        initial=Kind.UPDATE,
        help_text=gettext_lazy("For a story that is live already."),
    )
    note = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For the story's history, which readers may see."),
    )
    correction = forms.CharField(
        label=gettext_lazy("Correction notice"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What was wrong and what is right. It stays on the page for good."),
    )
    thanks_readers = forms.BooleanField(
        label=gettext_lazy("Thanks to readers"),
        required=False,
        help_text=gettext_lazy("The notice says that readers led to it."),
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Sort of notice"), choices=Sort, required=False, initial=Sort.CORRECTION
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Place of the notice"),
        choices=[("", gettext_lazy("The usual one")), *Place.choices],
        required=False,
        help_text=gettext_lazy("A note of the editor stands above the story, others beneath it."),
    )
    report = report_field()
    print_at = MomentField(label=gettext_lazy("Publish at"), required=False)
    withdraw_at = MomentField(label=gettext_lazy("Withdraw at"), required=False)
    print_with = forms.TypedChoiceField(
        label=gettext_lazy("Or with the release"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("If one is chosen, its time counts, whatever stands above."),
    )
    withdraw_with = forms.TypedChoiceField(
        label=gettext_lazy("Or with the release"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("If one is chosen, its time counts, whatever stands above."),
    )
    notice = forms.CharField(
        label=gettext_lazy("Withdrawal notice"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What readers find at the story's address from then on."),
    )
    moved_to = forms.CharField(
        label=gettext_lazy("Or lead readers to"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("An address of this site, as /news/…/."),
    )

    move_note = forms.CharField(
        label=gettext_lazy("A word with it"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[no_control_characters],
    )
    embargo_until = MomentField(label=gettext_lazy("Not before"), required=False)
    embargo_reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For the record; needed to lift it or to move it earlier."),
        validators=[no_control_characters],
    )

    share_for = forms.TypedChoiceField(
        label=gettext_lazy("For how long"),
        choices=[
            (1, gettext_lazy("One day")),
            (3, gettext_lazy("Three days")),
            (7, gettext_lazy("A week")),
            (30, gettext_lazy("A month")),
        ],
        coerce=int,
        empty_value=7,
        initial=7,
        required=False,
    )
    share_with = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A name, so that you know later whose link it is."),
        validators=[no_control_characters],
    )

    class Meta:
        model = Article
        fields = ()  # the admin names them, by what the person may do
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 1, "placeholder": gettext_lazy("Headline")}),
            "standfirst": forms.Textarea(
                attrs={"rows": 2, "placeholder": gettext_lazy("What happened, and why it matters")}
            ),
            "lead_caption": forms.Textarea(attrs={"rows": 2}),
            "seo_description": forms.Textarea(attrs={"rows": 3}),
            "planned_for": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflict: Conflict | None = None
        self.stale = False
        self.worth_a_look: list[Concern] = []
        for name in {"section", "lead_image"} & set(self.fields):
            # What came with the story need not be asked for again.
            widget = self.fields[name].widget
            getattr(widget, "widget", widget).known = getattr(self.instance, name)
        prepare_plans(self.fields)
        if "related" in self.fields:
            may = Q(pk__in=Article.objects.relatable_by(self.by, timezone.now()).values("pk"))
            # What someone else has named stays named.
            kept = Q(related_from=self.instance.pk) if self.instance.pk else Q()
            self.fields["related"].queryset = Article.objects.filter(may | kept).distinct()
        self.initial |= {} if self.is_bound else {"print_at": self.embargoed_until, **self.kept}
        if not self.instance.pk and "headline" in self.fields:
            self.fields["headline"].widget.attrs["autofocus"] = True
        if "seen_version" in self.fields:
            self.fields["seen_version"].initial = self.instance.version
        for name in ("print_with", "withdraw_with"):
            self.fields[name].choices = release_choices(self.releases)
        for name in {"print_at", "withdraw_at", "embargo_until"} & set(self.fields):
            zone = timezone.get_current_timezone_name()
            self.fields[name].help_text = _("In the time of %s.") % zone

    def clean_seen_version(self):
        """The version that this copy began from; after a look at a conflict, the one seen there."""
        return version_in(self.data, "_overwrite") or self.cleaned_data["seen_version"]

    def clean_headline(self):
        """A headline is one line."""
        return one_line(self.cleaned_data["headline"])

    def clean_lead_caption(self):
        """A caption too."""
        return one_line(self.cleaned_data["lead_caption"])

    def clean_slug(self):
        """Addresses are in small letters, however they are typed."""
        return self.cleaned_data["slug"].lower()

    def clean_section(self):
        """Nobody files a story where they may not work; where it stands already it may stay."""
        section = self.cleaned_data["section"]
        try:
            ask_to_file(
                section.pk if section else None, by=self.by, before=self.instance.section_id
            )
        except NotMySection as refused:
            raise forms.ValidationError(str(refused), code=refused.code) from refused
        return section

    def clean_language(self):
        """Browsers and search engines know languages by their codes alone."""
        return language_of(self.cleaned_data["language"])

    def clean_tags(self):
        """Each tag needs a letter or digit, since its page has an address made of them."""
        for tag in self.cleaned_data["tags"]:
            # As long as the column of its address, with room for a number behind it.
            address = slugify(tag, allow_unicode=True)
            if not address or max(len(tag), len(address)) > 90:
                raise forms.ValidationError(
                    _("“%(tag)s” cannot be a tag: use letters and digits, at most 90."),
                    code="not_a_tag",
                    params={"tag": excerpt(tag, length=40)},
                )
        return self.cleaned_data["tags"]

    def clean_moved_to(self):
        """Readers are only ever led to a page of this site."""
        address = path_of(self.cleaned_data["moved_to"])
        if address and not is_plain(address):
            raise forms.ValidationError(
                _("Give an address of this site, from the first slash to the last: /news/story/."),
                code="not_an_address",
            )
        return address

    def clean(self):
        """Fill in the address, and say why the button was refused, where that is."""
        cleaned = super().clean()
        # What is typed for another button stays typed, and is told when that is pressed.
        for name in left_alone(self.data):
            self._errors.pop(name, None)
            cleaned.setdefault(name)
        if "slug" in self.fields and not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = slug(cleaned.get("headline") or "")
        if (
            {"_withdraw", "_withdraw_later"} & set(self.data)
            and cleaned.get("notice")
            and cleaned.get("moved_to")
        ):
            words = _("Readers who are led on see no notice: leave one of the two empty.")
            self.add_error("moved_to", words)
        if (
            "_schedule" in self.data
            and not cleaned.get("print_at")
            and not cleaned.get("print_with")
            and "print_at" not in self.errors
        ):
            self.add_error("print_at", _("Choose the day and time at which to publish."))
        if (
            "_withdraw_later" in self.data
            and not cleaned.get("withdraw_at")
            and not cleaned.get("withdraw_with")
            and "withdraw_at" not in self.errors
        ):
            self.add_error("withdraw_at", _("Choose the day and time at which its page is to go."))
        self._clean_embargo(cleaned)
        self.stale = self.is_stale()
        if self.stale:
            if "body" not in self.errors:
                self.conflict = conflict_of(
                    self.instance.pk,
                    self.data,
                    has=self.fields,
                    seen=self.cleaned_data.get("seen_version"),
                    by=self.by,
                )
            saved = Article.objects.select_related("saved_by").get(pk=self.instance.pk)
            self.add_error(None, str(StaleCopy(saved, by=self.by)))
        elif self.only_shown:
            self.add_error(None, forms.ValidationError("", code="only_shown"))
        elif isinstance(self.refusal, NotReadyToPrint):
            for each in self.refusal.concerns:
                self.add_error(each.field if each.field in self.fields else None, each.text)
        elif isinstance(self.refusal, WorthALook):
            self.worth_a_look = self.refusal.concerns
            self.add_error(None, str(self.refusal))
        elif self.refusal:
            field = self.refusal.field if self.refusal.field in self.fields else None
            self.add_error(field, str(self.refusal))
        return cleaned

    def _clean_embargo(self, cleaned):
        """A time that was typed and not set yet must not be passed over."""
        typed = "embargo_until" not in self.errors and cleaned.get("embargo_until")
        if "_embargo" in self.data and not typed and "embargo_until" not in self.errors:
            words = _("Choose the day and time before which the story may not be published.")
            self.add_error("embargo_until", words)
        if typed and {"_publish", "_schedule", "_reprint", "_move"} & set(self.data):
            words = _("This embargo is not set yet. Press Set the embargo first, or empty this.")
            self.add_error("embargo_until", words)

    def _save_m2m(self):
        """Django's, with tags that are there already or have become others, however written."""
        if "tags" in self.cleaned_data:
            self.cleaned_data["tags"] = list(map(tag_named, self.cleaned_data["tags"]))
        super()._save_m2m()

    def is_stale(self) -> bool:
        """Whether the story was saved since this form was opened."""
        seen = self.cleaned_data.get("seen_version")
        return bool(self.instance.pk) and seen != self.initial_version

    @property
    def is_followed(self) -> bool:
        """Whether an older text waits, which could say what this one does."""
        return any(each.code == OLDER for each in self.worth_a_look)

    @property
    def initial_version(self) -> int:
        """The version as the database has it now."""
        return Article.objects.values_list("version", flat=True).get(pk=self.instance.pk)
