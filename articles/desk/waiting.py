"""What waits of a story: which text follows which, and what to say where an older one does."""

from datetime import datetime

from django.utils.translation import gettext as _

from articles.desk.article import Article
from articles.desk.readiness import Concern
from articles.desk.revision import Revision
from articles.editions.edition import Edition, Kind
from articles.editions.embargo import told
from articles.text.document import Document

OLDER = "older"
COMES_BACK = "comes_back"
# Of so many saves it is counted which changed the text; a text so far behind is old anyway.
COUNTED = 200


def later_texts(article_id: int, *, after: datetime, but: Document) -> list[Edition]:
    """What waits after that moment and says anything else than `but`, the next first. One query."""
    waiting = Edition.archive.of(article_id).waiting(after).filter(document__isnull=False)
    others = waiting.exclude(sha256=but.cleaned().sha256)
    return list(others.defer("document").order_by("live_from"))


def overtaken(edition: Edition) -> Concern:
    """What is to be said before a newer text than that of an edition that waits is printed."""
    said = _("On %s an edition goes live whose text is older than this.")
    return Concern(OLDER, "editions", said % told(edition.live_from), stops=False)


def bringing_back(article_id: int, *, after: datetime) -> Edition | None:
    """The edition that waits and gives the story a page again after that moment. One query."""
    waiting = Edition.archive.of(article_id).waiting(after).filter(document__isnull=False)
    return waiting.defer("document").order_by("live_from").first()


def comes_back(edition: Edition) -> Concern:
    """What is to be said before a story is withdrawn that such an edition brings back."""
    said = _("An edition waits and will bring it back on %s.") % told(edition.live_from)
    return Concern(COMES_BACK, "editions", said, stops=False)


def out_of_order(edition: Edition, *, at: datetime) -> str:
    """What to say of an edition that was moved: where an older text now follows a newer one.

    Two queries. What is not known to be of an older save is not said to be.
    """
    if edition.kind == Kind.WITHDRAWAL:
        return ""
    texts = Edition.archive.of(edition.article_id).waiting(at).filter(document__isnull=False)
    texts = texts.defer("document")
    before = texts.filter(live_from__lt=edition.live_from).first()
    after = texts.filter(live_from__gt=edition.live_from).last()
    for newer, older in ((before, edition), (edition, after)):
        if newer and older and _is_newer(newer, older):
            known = {"when": told(older.live_from), "printed": told(older.printed_at)}
            return (
                _(
                    "This puts older text after newer: on %(when)s readers get the text that was "
                    "scheduled on %(printed)s."
                )
                % known
            )
    return ""


def count_behind(story: Article, waiting: list[Edition]) -> None:
    """Give each of the editions `behind`: how many saves have changed the text since its own.

    `story` is read with its condition. One query, if any of them says anything else than the story.
    """
    now = getattr(story, "saved_sha256", "")
    for each in waiting:
        each.behind = 0
    older = [each for each in waiting if each.sha256 not in ("", now) and each.revision_number]
    if not older:
        return
    since = min(each.revision_number for each in older)
    saves = Revision.objects.filter(article=story.pk, number__gte=since).order_by("-number")
    texts = list(saves.values_list("number", "sha256")[:COUNTED])
    changed = [
        number
        for (number, text), (_before, was) in zip(texts, texts[1:], strict=False)
        if text != was
    ]
    for each in older:
        each.behind = sum(number > each.revision_number for number in changed)


def _is_newer(one: Edition, other: Edition) -> bool:
    numbers = one.revision_number, other.revision_number
    return None not in numbers and numbers[0] > numbers[1] and one.sha256 != other.sha256
