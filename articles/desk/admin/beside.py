"""What stands around the form of a story: in the bar above it and in the panels beside it."""

from django.conf import settings
from django.utils.timezone import localtime

from articles.desk.article import Article
from articles.desk.condition import Condition
from articles.desk.passages import remarks_on
from articles.desk.readers_panel import answering_of, readers_of
from articles.desk.rights import remarks_on_story
from articles.desk.waiting import count_behind
from articles.desk.workflow import is_overdue, ways_of
from articles.editions.edition import Edition, Kind
from articles.editions.embargo import Embargo
from articles.editions.reads import reads_up_to
from articles.feedback import helpfulness

LATEST = 5
MOVES = 3
# Those that wait and the latest; no story has so many waiting.
MOST = 100


def beside(story: Article | None, *, user, at, typed) -> dict[str, object]:
    """What bar and panels show of `story` (read with its condition); little of a new one.

    `typed` is the form that was sent, if one was.
    """
    context = {
        "story": story,
        "condition": Condition(story.condition) if story else Condition.DRAFT,
        "can_print": user.has_perm("articles.print_edition"),
        "can_approve": user.has_perm("articles.approve_article"),
        "can_withdraw": user.has_perm("articles.withdraw_edition"),
    }
    if story is None:
        return context
    context["ways"] = ways_of(story, user=user)
    context["moves"] = list(story.moves.select_related("by")[:MOVES])
    context["is_overdue"] = is_overdue(story, at=at)
    remarks, rights = remarks_on(story), remarks_on_story(story, at=at)
    editions = (
        Edition.archive.of(story.pk).defer("document").select_related("printed_by", "release")
    )
    latest = list(editions[:MOST])
    waiting = [_waiting(each, typed) for each in reversed(latest) if each.live_from > at]
    count_behind(story, waiting)
    printed = [each for each in latest if each.live_from <= at]
    standing = printed[0] if printed else None
    is_live = standing and standing.kind != Kind.WITHDRAWAL and not standing.redacted_at
    return context | {
        "remarks": remarks,
        "rights": rights,
        "concerns": len(remarks) + len(rights),
        "live_address": standing.address if is_live else "",
        "waiting": waiting,
        "printed": printed[:LATEST],
        "helpfulness": helpfulness.of_article(story.pk) if printed else None,
        "reads": reads_up_to(story.pk, at=at) if printed and settings.COUNT_READS else None,
        "parts_named": helpfulness.parts_named(story.pk) if printed else [],
        "readers": readers_of(story.pk, answering_of(printed), by=user) if printed else None,
        "last_saved_by": story.saved_by,
        "embargo": Embargo.objects.of(story.pk, after=at) if story.embargoed_until else None,
        "draft_links": list(story.draft_links.open(at).select_related("made_by")),
    }


def _waiting(edition: Edition, typed) -> Edition:
    """With the time in the box that moves it."""
    known = f"{localtime(edition.live_from):%Y-%m-%dT%H:%M}"
    edition.shown_time = typed.get(f"move-{edition.pk}", known)
    return edition
