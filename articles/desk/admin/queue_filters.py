"""By what the queue is narrowed: a form in the address, which says in words what is amiss."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.contrib.auth import get_user_model
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.admin.base import LONGEST_SEARCH
from articles.desk.language import language_of
from articles.editions.edition import Edition
from articles.editions.listing import List
from articles.feedback.asked import ALL, Asked
from articles.feedback.feedback import Feedback, Hold, Reason, State
from articles.feedback.moderation import MODERATES
from articles.library.contributor import Contributor
from articles.library.section_right import sections_of
from articles.library.tag import Tag
from articles.text.wanted import Wanted

TABS = [*State.choices, (ALL, gettext_lazy("All"))]
ANY = ("", gettext_lazy("Does not matter"))
YES_OR_NO = {
    "comment": (~Q(comment=""), Q(comment="")),
    "part": (~Q(part_anchor=""), Q(part_anchor="")),
    "masked": (~Q(masked=""), Q(masked="")),
    "watched": (Q(is_watched=True), Q(is_watched=False)),
    "escalated": (Q(is_escalated=True), Q(is_escalated=False)),
    "correction": (Q(correction__isnull=False), Q(correction__isnull=True)),
}
# In the order of the lists that they are found in.
PEOPLE = {"author": List.AUTHOR, "editor": List.EDITOR}
# Calendars and time zones do odd things at the ends of time.
_DAYS = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2900, 1, 1))]
MOST_STAFF, MOST_OFFERED = 200, 200
# What an address says of the page that is seen, and not of what is asked.
PLACES = ("older", "newer")


def _choice(label, *choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *choices])


def _either(label, yes, no) -> forms.ChoiceField:
    return _choice(label, ("yes", yes), ("no", no))


def _day(label) -> forms.DateField:
    box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=box, validators=_DAYS)


def _number(label) -> forms.IntegerField:
    box = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=2**62, widget=box)


def _name(label, offered: str = "") -> forms.CharField:
    box = forms.TextInput(attrs={"list": offered} if offered else {})
    return forms.CharField(label=label, required=False, max_length=120, widget=box)


class QueueForm(forms.Form):
    """What someone looks for in the queue; `user` is who looks, `tree` the sections."""

    q = forms.CharField(
        label=gettext_lazy("Search comments and parts"),
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(choices=TABS, required=False, widget=forms.HiddenInput)
    vote = _choice(gettext_lazy("Answer"), *Feedback.Vote.choices)
    comment = _either(gettext_lazy("Words"), gettext_lazy("With words"), gettext_lazy("Without"))
    part = _either(
        gettext_lazy("Part"), gettext_lazy("A part of the story"), gettext_lazy("The whole story")
    )
    reason = _choice(gettext_lazy("Reason"), *Reason.choices)
    hold = _choice(gettext_lazy("Held because"), *Hold.choices)
    section = _choice(gettext_lazy("Section"))
    author = _name(gettext_lazy("Author"), "queue-people")
    editor = _name(gettext_lazy("Editor"), "queue-people")
    tag = _name(gettext_lazy("Tag"), "queue-tags")
    article = _number(gettext_lazy("Story, by its number"))
    edition = _number(gettext_lazy("Edition, by its number"))
    language = _name(gettext_lazy("Language, by its code"))
    assigned = _choice(gettext_lazy("Assigned to"))
    since = _day(gettext_lazy("From"))
    until = _day(gettext_lazy("To"))
    escalated = _either(
        gettext_lazy("Escalated"), gettext_lazy("Escalated"), gettext_lazy("Not escalated")
    )
    masked = _either(
        gettext_lazy("Masked"),
        gettext_lazy("Something was masked"),
        gettext_lazy("Nothing was masked"),
    )
    watched = _either(
        gettext_lazy("Words to watch for"), gettext_lazy("Has some"), gettext_lazy("Has none")
    )
    correction = _either(
        gettext_lazy("Correction"), gettext_lazy("Led to one"), gettext_lazy("Led to none")
    )
    same = _number(gettext_lazy("The same text as report"))

    def __init__(self, data, *, user, tree):
        super().__init__(data, auto_id="queue-%s", label_suffix="")
        self.user, self.tree = user, tree
        mine = sections_of(user)
        shown = [each for each in tree.everywhere() if mine is None or each.pk in mine]
        named = [(str(each.pk), "\u2003" * (each.depth - 1) + each.name) for each in shown]
        self.fields["section"].choices = [ANY, *named]
        people = moderators()
        self.staff = [(each.username, each.get_full_name() or each.username) for each in people]
        by_number = [(str(each.pk), each.get_full_name() or each.username) for each in people]
        own = [("me", _("Me")), ("nobody", _("Nobody"))]
        self.fields["assigned"].choices = [ANY, *own, *by_number]
        self.full_clean()

    # What is typed

    def _people(self, name: str) -> tuple[int, ...]:
        typed = " ".join(self.cleaned_data[name].split())
        found = Contributor.objects.filter(name__iexact=typed).values_list("pk", flat=True)
        keys = tuple(found[:MOST_OFFERED]) if typed else ()
        if typed and not keys:
            told = _("Nobody of the name “%s” has ever been credited.") % typed
            raise forms.ValidationError(told, code="nobody")
        return keys

    def clean_author(self) -> tuple[int, ...]:
        """The numbers of those who are called so."""
        return self._people("author")

    def clean_editor(self) -> tuple[int, ...]:
        """Likewise."""
        return self._people("editor")

    def clean_tag(self) -> tuple[int, ...]:
        """The numbers of tags that are called so."""
        typed = " ".join(self.cleaned_data["tag"].split())
        found = Tag.objects.filter(name__iexact=typed).values_list("pk", flat=True)
        keys = tuple(found[:MOST_OFFERED]) if typed else ()
        if typed and not keys:
            raise forms.ValidationError(_("There is no tag “%s”.") % typed, code="no_tag")
        return keys

    def clean_language(self) -> str:
        """Its code as it is kept."""
        return language_of(self.cleaned_data["language"])

    def clean_same(self) -> str:
        """By what the text of that report is known again."""
        pk = self.cleaned_data["same"]
        if pk is None:
            return ""
        seen = Feedback.objects.reports().for_user(self.user)
        text = seen.filter(pk=pk).values_list("text_hash", flat=True).first()
        if not text:
            told = _("There is no report %d with words.") % pk
            raise forms.ValidationError(told, code="no_report")
        return text

    def clean(self):
        """The days in their order."""
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            told = _("The last day is before the first one.")
            self.add_error("until", forms.ValidationError(told, code="days"))
        return cleaned

    # What is asked

    def asked(self) -> Asked:
        """What it asks of the queue; where a field is filled in wrongly, nothing fits, for all that
        is shown may be acted on."""
        known = self.cleaned_data
        if self.errors:
            return Asked(state=known.get("state") or ALL, sections=())
        words = known.get("q", "") if Wanted.read(known.get("q", "")) else ""
        since, until = known.get("since"), known.get("until")
        return Asked(
            state=known.get("state") or (ALL if words else State.NEW),
            words=words,
            sections=self._beneath(known.get("section")),
            assignees=self._assignees(known.get("assigned")),
            listed=tuple(
                (name, known[field])
                for field, name in (*PEOPLE.items(), ("tag", List.TAG))
                if known.get(field)
            ),
            flags=tuple(
                sides[known[name] == "no"] for name, sides in YES_OR_NO.items() if known.get(name)
            ),
            text_hash=known.get("same") or "",
            since=_begin(since) if since else None,
            until=_begin(until + timedelta(1)) if until else None,
            **{name: known.get(name) or "" for name in ("vote", "reason", "hold", "language")},
            **{name: known.get(name) for name in ("article", "edition")},
        )

    def _beneath(self, number: str | None) -> tuple[int, ...] | None:
        section = self.tree.get(int(number)) if number else None
        return tuple(self.tree.beneath(section)) if section else None

    def _assignees(self, who: str | None) -> tuple[int | None, ...]:
        if not who:
            return ()
        return {"me": (self.user.pk,), "nobody": (None,)}.get(who) or (int(who),)

    # What is shown

    @property
    def narrowing(self):
        """The fields behind “Narrow down”."""
        return [each for each in self if each.name not in ("q", "state")]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words and a tab is asked for."""
        return any(each.data for each in self.narrowing)

    def told(self) -> list[tuple[str, str, str]]:
        """What is asked for, field by field: its label, its value in words, and the address of all
        the rest. One query at most, for a story's headline."""
        lines = []
        for each in self:
            value = each.data
            if each.name == "state" or not value or each.errors:
                continue
            words = dict(getattr(each.field, "choices", ())).get(value, value)
            if each.name in ("article", "edition"):
                words = self._headline(each.name) or words
            lines.append((str(each.label), str(words).strip(), without(self.data, each.name)))
        return lines

    def _headline(self, name: str) -> str:
        """What the story is called, as far as a report on it may be seen."""
        seen = Feedback.objects.for_user(self.user).filter(
            **{{"article": "article_id"}.get(name, name): self.cleaned_data[name]}
        )
        edition = Edition.archive.filter(pk__in=seen.order_by().values("edition")[:1])
        found = edition.values_list("headline", "number").first()
        if not found:
            return ""
        if name == "article":
            return found[0]
        return _("%(story)s, edition %(number)d") % {"story": found[0], "number": found[1]}


def without(asked, *names: str, **others: str) -> str:
    """What an address asks for but for some, with others instead; and not where its page is."""
    kept = asked.copy()
    for name in (*names, *PLACES, "list"):
        kept.pop(name, None)
    for name, value in others.items():
        kept[name] = value
    for name in [name for name, value in kept.items() if not value]:
        del kept[name]
    return kept.urlencode()


def moderators() -> list:
    """The accounts to which a report can be given. One query."""
    staff = get_user_model().objects.with_perm(MODERATES).filter(is_staff=True)
    return list(staff.order_by("first_name", "last_name", "username")[:MOST_STAFF])


def offered() -> dict[str, list[str]]:
    """Names of people and tags, to be chosen from while one types. Two queries."""
    people = Contributor.objects.order_by("name").values_list("name", flat=True)
    tags = Tag.objects.order_by("name").values_list("name", flat=True)
    return {"people": list(people[:MOST_OFFERED]), "tags": list(tags[:MOST_OFFERED])}


def _begin(day) -> datetime:
    return make_aware(datetime.combine(day, time()))
