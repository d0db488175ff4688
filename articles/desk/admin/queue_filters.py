"""By what the queue is narrowed: a form in the address, which says in words what is amiss."""

from datetime import datetime, time, timedelta

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.admin.base import LONGEST_SEARCH
from articles.desk.admin.queue_address import address, without
from articles.desk.admin.queue_fields import (
    ALL,
    ANY,
    TABS,
    Stories,
    choice,
    day,
    either,
    line,
    several,
)
from articles.desk.admin.queue_offers import (
    as_kept,
    called,
    edition_name,
    editions_of,
    languages,
    moderators,
    number_in,
    numbered,
)
from articles.desk.ids import is_id
from articles.desk.language import is_language
from articles.editions.listing import List
from articles.feedback.asked import EVERY, Asked
from articles.feedback.feedback import Feedback, Hold, Reason, State
from articles.library.contributor import Contributor
from articles.library.section_right import sections_of
from articles.library.tag import Tag
from articles.text.wanted import Wanted
from articles.text.words import excerpt, joined

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
# Of these any that is ticked will do.
SEVERAL = ("state", "reason", "hold")
MOST_OF_A_NAME, MOST_STORIES = 200, 10


class QueueForm(forms.Form):
    """What someone looks for in the queue; `user` is who looks, `tree` the sections."""

    q = forms.CharField(
        label=gettext_lazy("Search comments and parts"),
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = several(gettext_lazy("State"), TABS)
    vote = choice(gettext_lazy("Answer"), *Feedback.Vote.choices)
    comment = either(gettext_lazy("Words"), gettext_lazy("With words"), gettext_lazy("Without"))
    part = either(
        gettext_lazy("Part"), gettext_lazy("A part of the story"), gettext_lazy("The whole story")
    )
    section = choice(gettext_lazy("Section"))
    author = line(gettext_lazy("Author"), "queue-people")
    editor = line(gettext_lazy("Editor"), "queue-people")
    tag = line(gettext_lazy("Tag"), "queue-tags")
    article = forms.Field(
        label=gettext_lazy("Story"),
        required=False,
        widget=Stories({"list": "queue-stories", "autocomplete": "off"}),
    )
    edition = choice(gettext_lazy("Edition"))
    language = choice(gettext_lazy("Language"))
    assigned = choice(gettext_lazy("Assigned to"))
    since = day(gettext_lazy("From"))
    until = day(gettext_lazy("To"))
    escalated = either(
        gettext_lazy("Escalated"), gettext_lazy("Escalated"), gettext_lazy("Not escalated")
    )
    masked = either(
        gettext_lazy("Masked"),
        gettext_lazy("Something was masked"),
        gettext_lazy("Nothing was masked"),
    )
    watched = either(
        gettext_lazy("Words to watch for"), gettext_lazy("Has some"), gettext_lazy("Has none")
    )
    correction = either(
        gettext_lazy("Correction"), gettext_lazy("Led to one"), gettext_lazy("Led to none")
    )
    reason = several(gettext_lazy("Reason"), Reason.choices)
    hold = several(gettext_lazy("Held because"), Hold.choices)
    # Asked for from a card, which knows the number.
    same = forms.IntegerField(
        label=gettext_lazy("The same text as"),
        required=False,
        min_value=1,
        max_value=2**62,
        widget=forms.HiddenInput,
    )

    def __init__(self, data, *, user, tree):
        super().__init__(data, auto_id="queue-%s", label_suffix="")
        self.user, self.tree, self.same_words = user, tree, ""
        mine = sections_of(user)
        shown = [each for each in tree.everywhere() if mine is None or each.pk in mine]
        named = [(str(each.pk), "\u2003" * (each.depth - 1) + each.name) for each in shown]
        self.fields["section"].choices = [ANY, *named]
        people = moderators()
        self.staff = [(each.username, each.get_full_name() or each.username) for each in people]
        by_number = [(str(each.pk), each.get_full_name() or each.username) for each in people]
        own = [("me", _("Me")), ("nobody", _("Nobody"))]
        self.fields["assigned"].choices = [ANY, *own, *by_number]
        language = data.get("language", "")
        known = languages(language if is_language(language) else "")
        self.fields["language"].choices = [ANY, *known]
        # All of them is what none says.
        self.fields["state"].widget.choices = State.choices
        self._offer_editions()
        self.full_clean()

    def _offer_editions(self) -> None:
        """Those of the stories that are asked for by number, which are told by name then."""
        names = self.fields["article"].widget.names = {}
        numbers = [number_in(typed) for typed in self.data.getlist("article")[:MOST_STORIES]]
        edition = self.data.get("edition", "")
        asked = [number for number in numbers if number is not None]
        if not asked and not is_id(edition):
            return
        one = int(edition) if is_id(edition) else None
        found = editions_of(asked, one, by=self.user)
        named = [(str(each.pk), edition_name(each)) for each in found]
        self.fields["edition"].choices = [ANY, *named]
        for each in found:
            if each.headline:
                names.setdefault(each.article_id, numbered(each.article_id, each.headline))

    # What is typed

    def _people(self, name: str) -> tuple[int, ...]:
        typed = " ".join(self.cleaned_data[name].split())
        found = Contributor.objects.filter(name__iexact=typed).values_list("pk", flat=True)
        keys = tuple(found[:MOST_OF_A_NAME]) if typed else ()
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
        keys = tuple(found[:MOST_OF_A_NAME]) if typed else ()
        if typed and not keys:
            raise forms.ValidationError(_("There is no tag “%s”.") % typed, code="no_tag")
        return keys

    def clean_article(self) -> tuple[int, ...]:
        """The numbers of stories, also of those that are told by words of their headlines."""
        found: dict[int, None] = {}
        for typed in self.cleaned_data["article"]:
            number = number_in(typed)
            found |= dict.fromkeys(self._called(typed) if number is None else [number])
        if len(found) > MOST_STORIES:
            told = _("More than %d stories are called so. Type more of the headline.")
            raise forms.ValidationError(told % MOST_STORIES, code="many_stories")
        return tuple(found)

    def _called(self, typed: str) -> list[int]:
        ProhibitNullCharactersValidator()(typed)
        known = called(typed[:LONGEST_SEARCH], by=self.user, most=MOST_STORIES + 1)
        if not known:
            told = _("No reader has reported on a story called “%s”.") % typed[:LONGEST_SEARCH]
            raise forms.ValidationError(told, code="no_story")
        return known

    def clean_same(self) -> str:
        """By what the text of that report is known again."""
        pk = self.cleaned_data["same"]
        if pk is None:
            return ""
        seen = Feedback.objects.reports().for_user(self.user)
        found = seen.filter(pk=pk).values_list("text_hash", "comment").first()
        text, comment = found or ("", "")
        self.same_words = excerpt(comment, length=60)
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
            return Asked(states=self._states(EVERY), sections=())
        words = known.get("q", "") if Wanted.read(known.get("q", "")) else ""
        since, until = known["since"], known["until"]
        return Asked(
            states=self._states(EVERY if words else (State.NEW,)),
            words=words,
            vote=known["vote"],
            reasons=tuple(known["reason"]),
            holds=tuple(known["hold"]),
            languages=as_kept(known["language"]),
            articles=known["article"],
            edition=int(known["edition"]) if known["edition"] else None,
            sections=self._beneath(known["section"]),
            assignees=self._assignees(known["assigned"]),
            listed=tuple(
                (name, known[field])
                for field, name in (*PEOPLE.items(), ("tag", List.TAG))
                if known[field]
            ),
            flags=tuple(
                sides[known[name] == "no"] for name, sides in YES_OR_NO.items() if known[name]
            ),
            text_hash=known["same"],
            since=_begin(since) if since else None,
            until=_begin(until + timedelta(1)) if until else None,
        )

    def _states(self, otherwise: tuple[str, ...]) -> tuple[str, ...]:
        typed = self.cleaned_data.get("state") or ()
        named = tuple(state for state in State.values if state in typed)
        return named or (EVERY if ALL in typed else otherwise)

    def address(self) -> str:
        """What is asked, with each story by its number and nothing that was left empty."""
        known = {} if self.errors else {"article": self.cleaned_data["article"]}
        if states := [state for state in self.data.getlist("state") if state not in ("", ALL)]:
            known["state"] = states
        return address(self.data, **known)

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
        """The fields behind “Narrow down” of which one value is asked for."""
        return [
            each
            for each in self
            if each.name not in ("q", "same", *SEVERAL)
            and (each.name != "edition" or each.errors or each.field.choices[1:])
        ]

    @property
    def several(self):
        """Those of which there may be several, and whether they ask more than a tab says."""
        fields = [self[name] for name in SEVERAL]
        return [(each, len(each.data) > (each.name == "state")) for each in fields]

    @property
    def is_of_all(self) -> bool:
        """Whether all states are asked for by that word."""
        return ALL in self["state"].data

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words and a tab is asked for."""
        return any(each.data for each in self if each.name not in ("q", "state"))

    def told(self) -> list[tuple[str, str, str]]:
        """What is asked for, field by field: its label, its values in words, and the address of
        all the rest. One state is told by its tab."""
        lines = []
        for each in self:
            values = list(filter(None, self.data.getlist(each.name)))
            if not values or each.errors or (each.name == "state" and len(values) < 2):
                continue
            words = joined([self._word(each, value) for value in values], last=_("{} or {}"))
            lines.append((str(each.label), words, without(self.data, each.name)))
        return lines

    def _word(self, asked, value: str) -> str:
        if asked.name == "same":
            return f"“{self.same_words}”"
        if asked.name == "article":
            return asked.field.widget.names.get(number_in(value), value)
        return str(dict(getattr(asked.field, "choices", ())).get(value, value)).strip()


def _begin(day) -> datetime:
    return make_aware(datetime.combine(day, time()))
