"""What stands around the form of a story: in the bar above it and in the panels beside it."""

from articles.desk.article import Article
from articles.desk.condition import Condition
from articles.desk.passages import remarks_on
from articles.desk.rights import remarks_on_story
from articles.editions.edition import Edition
from articles.feedback import helpfulness

LATEST = 5


def beside(story: Article | None, *, user, at) -> dict[str, object]:
    """What bar and panels show of `story` (read with its condition); little of a new one."""
    context = {
        "story": story,
        "condition": Condition(story.condition) if story else Condition.DRAFT,
        "can_print": user.has_perm("articles.print_edition"),
        "can_approve": user.has_perm("articles.approve_article"),
        "can_withdraw": user.has_perm("articles.withdraw_edition"),
    }
    if story is None:
        return context
    remarks, rights = remarks_on(story), remarks_on_story(story, at=at)
    editions = Edition.archive.of(story.pk).defer("document").select_related("printed_by")
    live = Edition.live(at=at).filter(article_id=story.pk).only("address").first()
    return context | {
        "remarks": remarks,
        "rights": rights,
        "concerns": len(remarks) + len(rights),
        "live_address": live.address if live else "",
        "waiting": list(editions.waiting(at).order_by("live_from")),
        "printed": list(editions.filter(live_from__lte=at)[:LATEST]),
        "helpfulness": helpfulness.of_article(story.pk),
        "parts_named": helpfulness.parts_named(story.pk),
        "last_saved_by": story.saved_by,
        "draft_links": list(story.draft_links.open(at).select_related("made_by")),
    }
