"""The desk's first page: what waits for this person, block by block, and where the rest of it is.

Each block reads at most a hundred narrow rows by an index and shows the first few; it counts no
further than that, so the page is as quick for an archive of many years as for a new paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.article import Article
from articles.desk.condition import Condition
from articles.desk.health import Trouble, troubles
from articles.desk.rights import RightsRemark, remarks_on_site
from articles.desk.unsaved_stories import UnsavedStory, unsaved_stories
from articles.desk.workflow import is_overdue
from articles.editions.edition import Edition, Kind
from articles.editions.release import Release
from articles.editions.weekly import week_of
from articles.feedback import helpfulness
from articles.feedback.asked import Asked
from articles.feedback.feedback import UNDONE, Feedback, State
from articles.feedback.queue import Queue
from articles.library.section_right import sections_of
from articles.text.words import excerpt

SHOWN = 5
MOST = 100
# Full ones, before that which is not over.
WEEKS_OF_VOTES = 4
LENGTH = 90

STORIES = "admin:articles_article_changelist"
REPORTS = "admin:articles_feedback_changelist"


@dataclass(frozen=True)
class Line:
    """One thing of a block: its words, where it is, how it stands, and a quiet word beside it."""

    words: str
    url: str
    badge: str = ""
    label: str = ""
    detail: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Block:
    """A question of the day and its answer. `ways` are (words, address) of the full lists."""

    name: str
    title: str
    count: str
    lines: Sequence[Line]
    ways: Sequence[tuple[str, str]]
    empty: str
    note: str = ""


@dataclass(frozen=True)
class Overview:
    """All that the first page tells. `health` is None for who can do nothing about it."""

    blocks: Sequence[Block]
    rights: Sequence[RightsRemark]
    health: Sequence[Trouble] | None


def overview_of(user, *, at) -> Overview:
    """What this person may act on. Fifteen queries at most, beside those for their rights."""
    sees_stories = user.has_perm("articles.view_article")
    blocks = []
    if sees_stories:
        stories = Article.objects.viewable_by(user)
        whole = user.has_perm("articles.edit_any_article") and sections_of(user) is None
        if unsaved := unsaved_stories(user, at=at):
            blocks.append(_unsaved(unsaved))
        blocks.append(_mine(user, at))
        if user.has_perm("articles.approve_article"):
            blocks.append(_in_review(stories, at))
        blocks.append(_due(stories, at))
        theirs = None if whole else stories
        blocks.append(_scheduled(theirs, at, releases=user.has_perm("articles.print_edition")))
        blocks.append(_live(theirs, at))
    if user.has_perm("articles.view_feedback"):
        blocks.append(_feedback(user))
    if sees_stories:
        blocks.append(_unhelpful(theirs, at, by_reports=user.has_perm("articles.view_feedback")))
    return Overview(
        blocks=blocks,
        rights=remarks_on_site(at=at) if user.has_perm("articles.view_image") else (),
        health=troubles(at=at) if user.has_perm("articles.print_edition") else None,
    )


def _unsaved(found: Sequence[UnsavedStory]) -> Block:
    """Not counted, since no more than the newest are looked at."""
    return Block(
        "unsaved",
        _("You have text that was never saved"),
        "",
        [_unsaved_line(each) for each in found[:SHOWN]],
        (),
        "",
        _("Open the story, and take it up again or throw it away."),
    )


def _unsaved_line(each: UnsavedStory) -> Line:
    text, story = each.text, each.story
    words = _named(text.headline or (story.headline if story else ""))
    detail = _moment(text.at)
    if text.is_open:
        detail = ", ".join([detail, _("in a tab that was open a moment ago")])
    if story:
        return Line(words, _story(story.pk), detail=detail)
    add = reverse("admin:articles_article_add")
    return Line(words, add, Article.State.DRAFT, _("New story"), detail)


def _mine(user, at) -> Block:
    waiting = Edition.archive.waiting(at).filter(article=OuterRef("pk"))
    mine = _narrow(Article.objects.to_do_of(user, at)).annotate(waits=Exists(waiting))
    found = list(mine.order_by(F("due_at").asc(nulls_last=True), "-saved_at")[:MOST])
    return Block(
        "mine",
        _("Mine"),
        _count(found),
        [_line(story, at=at) for story in found[:SHOWN]],
        [(_("All of mine"), _list(STORIES, "assigned=mine"))],
        _("Nothing waits for you."),
    )


def _in_review(stories, at) -> Block:
    waiting = _narrow(stories.in_review()).order_by("-priority", "saved_at")
    found = list(waiting.select_related("saved_by", "section")[:MOST])
    return Block(
        "review",
        _("Awaiting review"),
        _count(found),
        [
            _line(story, at=at, has_state=False, detail=_by(story.section, story.saved_by))
            for story in found[:SHOWN]
        ],
        [(_("All in review"), _list(STORIES, "condition=in_review"))],
        _("Nothing waits for review."),
    )


def _due(stories, at) -> Block:
    found = list(
        _narrow(stories.due(at, until=at + timedelta(1)))
        .select_related("assignee")
        .order_by("due_at")[:MOST]
    )
    late = [story for story in found if is_overdue(story, at=at)]
    return Block(
        "due",
        _("Due"),
        _count(found),
        [_line(story, at=at, detail=_by(story.assignee)) for story in found[:SHOWN]],
        [
            (_told(_("Overdue"), late), _list(STORIES, "due=overdue")),
            (_("In the next 24 hours"), _list(STORIES, "due=today")),
        ],
        _("Nothing is due before this time tomorrow."),
    )


def _scheduled(theirs, at, *, releases: bool) -> Block:
    """Who publishes sees a release as one; to others their own stories are what counts."""
    editions = _of(Edition.archive.waiting(at), theirs).order_by("live_from", "pk")
    ways = [(_("All that is scheduled"), _list(STORIES, "condition=scheduled"))]
    if releases:
        # Not “release is null”: by its index SQLite would look through the whole archive.
        editions = editions.alias(goes_with=Coalesce("release", 0)).filter(goes_with=0)
    columns = ("article_id", "article__headline", "kind", "live_from")
    coming = [
        (live_from, _edition_line(pk, headline, kind, live_from))
        for pk, headline, kind, live_from in editions.values_list(*columns)[:MOST]
    ]
    if releases:
        planned = Release.objects.open(at).annotate(count=Count("editions"))[:MOST]
        coming += [(release.at, _release_line(release)) for release in planned]
        ways.append((_("Releases"), reverse("admin:articles_release_changelist")))
    lines = [line for _at, line in sorted(coming, key=lambda each: each[0])]
    return Block(
        "scheduled",
        _("Scheduled"),
        _count(lines),
        lines[:SHOWN],
        ways,
        _("Nothing is scheduled."),
        _("All times are those of %s.") % timezone.get_current_timezone_name(),
    )


def _edition_line(pk, headline, kind, live_from) -> Line:
    badge, label = "scheduled", Kind(kind).label
    if kind == Kind.WITHDRAWAL:
        badge = "withdrawn"
    return Line(_named(headline), _story(pk), badge, label, _moment(live_from))


def _release_line(release: Release) -> Line:
    stories = ngettext("%(count)d story", "%(count)d stories", release.count)
    detail = f"{_moment(release.at)}, {stories % {'count': release.count}}"
    url = reverse("admin:articles_release_change", args=[release.pk])
    return Line(release.name, url, "release", _("Release"), detail)


def _live(theirs, at) -> Block:
    live = _of(Edition.live(at=at), theirs).order_by("-live_from")
    found = list(live.values_list("article_id", "headline", "kind", "live_from")[:MOST])
    return Block(
        "live",
        _("Live now"),
        _count(found),
        [
            Line(_named(headline), _story(pk), "live", Kind(kind).label, _moment(live_from))
            for pk, headline, kind, live_from in found[:SHOWN]
        ],
        [(_("All that is live"), _list(STORIES, "condition=live"))],
        _("Nothing is published yet."),
    )


def _feedback(user) -> Block:
    columns = ("comment", "vote", "state", "edition__headline")
    found = Queue(Asked(states=UNDONE), by=user).newest(MOST, *columns)
    ways = [
        (_told(state.label, [row for row in found if row[4] == state]), f"state={state}")
        for state in (State.NEW, State.HELD)
    ]
    return Block(
        "feedback",
        _("Feedback to look at"),
        _count(found),
        [_report_line(*row) for row in found[:SHOWN]],
        [
            *((words, _list(REPORTS, query)) for words, query in ways),
            (_("Assigned to me"), _list(REPORTS, "assigned=me&state=all")),
            (_("The whole queue"), reverse(REPORTS)),
        ],
        _("Readers have said nothing that waits for an answer."),
    )


def _report_line(received, pk, comment, vote, state, headline) -> Line:
    words = excerpt(comment, length=LENGTH) or Feedback.Vote(vote).label
    url = reverse("admin:articles_feedback_change", args=[pk])
    detail = ", ".join(filter(None, [headline, _moment(received)]))
    return Line(words, url, state, State(state).label, detail)


def _unhelpful(theirs, at, *, by_reports: bool) -> Block:
    since = week_of(at) - timedelta(weeks=WEEKS_OF_VOTES)
    found = helpfulness.least_helpful(theirs, since=since, most=SHOWN)
    named = Article.objects.filter(pk__in=[pk for pk, _rate in found]).order_by()
    names = dict(named.values_list("pk", "headline"))
    ways = [(_("All who said No"), _list(REPORTS, "state=all&vote=no"))]
    return Block(
        "unhelpful",
        _("Stories that readers find unhelpful"),
        "",
        [Line(_named(names[pk]), _story(pk), detail=rate.full) for pk, rate in found],
        ways if by_reports else (),
        _("Of no story did most readers say No since Monday four weeks ago."),
        _("Since Monday four weeks ago: how many said Yes, of how many, and what that may mean."),
    )


def _narrow(stories):
    """What a line shows of a story, and not its text."""
    return stories.only("headline", "state", "due_at", "section__name", "assignee", "saved_by")


def _of(editions, theirs):
    """Those of certain stories; of all for None."""
    if theirs is None:
        return editions
    return editions.filter(Exists(theirs.filter(pk=OuterRef("article_id"))))


def _line(story: Article, *, at, has_state: bool = True, detail: str = "") -> Line:
    late = is_overdue(story, at=at)
    due = ""
    if story.due_at:
        due = (_("Overdue: %s") if late else _("Due: %s")) % _moment(story.due_at)
    badge, label = story.state, story.get_state_display()
    if getattr(story, "waits", False) and story.state == Article.State.DRAFT:
        badge, label = Condition.SCHEDULED, Condition.SCHEDULED.label
    if not has_state:
        badge = label = ""
    detail = ", ".join(filter(None, [due, detail]))
    return Line(_named(story.headline), _story(story.pk), badge, label, detail, late)


def _by(*things) -> str:
    """A section's name, and what people are called."""
    names = [
        (each.get_full_name() or each.get_username()) if hasattr(each, "get_full_name") else each
        for each in things
        if each
    ]
    return ", ".join(map(str, names))


def _named(headline: str) -> str:
    return headline or _("Untitled story")


def _story(pk: int) -> str:
    return reverse("admin:articles_article_change", args=[pk])


def _list(name: str, query: str) -> str:
    return f"{reverse(name)}?{query}"


def _moment(moment) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")


def _count(found: Sequence) -> str:
    return str(len(found)) if len(found) < MOST else f"{MOST - 1}+"


def _told(words: str, found: Sequence) -> str:
    """Words with how many there are, if there are any."""
    return f"{words} ({_count(found)})" if found else str(words)
