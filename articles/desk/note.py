"""Notes: what colleagues say to each other about a story, and the other words that they suggest.

None of it is part of the text. A note on a passage knows the words that it is about and a little of
what stands around them, and no mark of it is in the story: so it makes nothing stale, is printed by
nothing, and is found again, or not, in whatever the text has become.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.desk.article import Article
from articles.text.passage import Passages

LONGEST = 2_000
LONGEST_QUOTE = 2_000
CONTEXT = 60
# So many of a thread's replies are shown at once; those before them are folded away.
SHOWN_REPLIES = 4


class Part(models.TextChoices):
    """What of a story a note is about."""

    STORY = "story", _("The whole story")
    HEADLINE = "headline", _("Headline")
    STANDFIRST = "standfirst", _("Standfirst")
    BODY = "body", _("The selected words")


class Verdict(models.TextChoices):
    """What became of a suggestion."""

    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


class NoteQuerySet(models.QuerySet):
    """The desk's questions about notes."""

    def talk_of(self, article):
        """All that was said of a story, in its order, with those who said it."""
        found = self.filter(article=article).select_related("by", "resolved_by")
        return found.order_by("pk")

    def rewordable(self, article, *, by):
        """What they said of a story themselves, in threads that are open.

        Not what they suggest: of that others decide, and they are to decide of what they read.
        """
        own = self.filter(article=article, by=by, proposal="")
        return own.filter(resolved_at=None, parent__resolved_at=None)


@dataclass(frozen=True)
class Wording:
    """What a note said once, and since when."""

    at: datetime
    text: str


class Note(models.Model):
    """One thing that was said: a note, a reply to one (`parent`), or a suggestion (`proposal`).

    A note is open until it is resolved, a suggestion until it is accepted or refused.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notes")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    part = models.CharField(max_length=12, choices=Part, default=Part.STORY)
    quote = models.TextField(max_length=LONGEST_QUOTE, blank=True)
    before = models.CharField(max_length=CONTEXT, blank=True)
    after = models.CharField(max_length=CONTEXT, blank=True)
    text = models.TextField(max_length=LONGEST, blank=True)
    proposal = models.TextField(max_length=600, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True)
    # What it said before each edit, in order: [[since when, text], …]. With the note and not in
    # the audit, which holds no texts: so it is seen by whoever sees the note, and goes with it.
    earlier = models.JSONField(default=list)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.article_id}: {self.text[:40]}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.resolved_at is None

    @property
    def wordings(self) -> list[Wording]:
        """What it said before it was edited, the first first."""
        return [Wording(datetime.fromisoformat(at), text) for at, text in self.earlier]


@dataclass
class Thread:
    """A note or suggestion with the replies to it.

    `is_gone` if the words that it is about are not there.
    """

    note: Note
    replies: list[Note] = field(default_factory=list)
    is_gone: bool = False

    @property
    def folded(self) -> list[Note]:
        """The replies of a long thread that are shown when they are asked for; one alone is not."""
        before = self.replies[:-SHOWN_REPLIES]
        return before if len(before) > 1 else []

    @property
    def shown(self) -> list[Note]:
        """Those that are shown at once: the last."""
        return self.replies[len(self.folded) :]


@dataclass(frozen=True)
class Choice:
    """What is suggested in place of a field's words, and what was decided of it before."""

    part: Part
    longest: int
    open: list[Thread]
    decided: list[Thread]


@dataclass(frozen=True)
class Talk:
    """All that is said about a story, as its page shows it; one query."""

    open: list[Thread]
    resolved: list[Thread]
    choices: list[Choice]

    @property
    def count(self) -> int:
        """How many notes and suggestions are open."""
        return len(self.open) + sum(len(each.open) for each in self.choices)


def talk_of(article: Article) -> Talk:
    """What is said about the story, as it was last saved. One query."""
    rows = list(Note.objects.talk_of(article))
    threads = {row.pk: Thread(row) for row in rows if not row.parent_id}
    for row in rows:
        if row.parent_id in threads:
            threads[row.parent_id].replies.append(row)
    ordered = [each for each in threads.values() if not each.note.proposal]
    offers = [each for each in threads.values() if each.note.proposal]
    _look_for_passages(article, ordered)
    return Talk(
        [each for each in ordered if each.note.is_open],
        [each for each in reversed(ordered) if not each.note.is_open],
        [
            _choice(part, [each for each in offers if each.note.part == part])
            for part in (Part.HEADLINE, Part.STANDFIRST)
        ],
    )


def longest(part: str) -> int:
    """How long a field may be."""
    return Article._meta.get_field(part).max_length


def _choice(part: Part, offers: list[Thread]) -> Choice:
    decided = [each for each in reversed(offers) if not each.note.is_open]
    return Choice(part, longest(part), [each for each in offers if each.note.is_open], decided)


def _look_for_passages(article: Article, threads: Iterable[Thread]) -> None:
    quoting = [each for each in threads if each.note.part == Part.BODY and each.note.is_open]
    if not quoting:
        return
    passages = Passages(article.body)
    for each in quoting:
        each.is_gone = passages.words(each.note.quote) is None
