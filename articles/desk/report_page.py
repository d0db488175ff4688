"""All that is known of one report: what its reader said, of which text, and what came of it."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Window, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.article import Article
from articles.desk.ids import is_id
from articles.desk.readers_reports import in_short
from articles.desk.report_part import PartShown, part_shown
from articles.editions.edition import Edition
from articles.feedback import helpfulness
from articles.feedback.feedback import DONE, Feedback, FeedbackEvent, State
from articles.text.document import Document

SHOWN = 10
# Those of the queue.
KEYS = {State.HELD: "h", State.OPEN: "o", State.DISMISSED: "d", State.SPAM: "s"}

What = FeedbackEvent.What


@dataclass(frozen=True)
class Others:
    """Other reports, some of them with their words, and how many there are."""

    some: tuple[tuple[Feedback, str], ...] = ()
    count: int = 0

    @property
    def left(self) -> int:
        """How many are not shown."""
        return self.count - len(self.some)


@dataclass(frozen=True)
class Texts:
    """The text that the reader saw and the one that readers have now; `why` there are not two."""

    old: Document | None = None
    new: Document | None = None
    why: str = ""


@dataclass(frozen=True)
class Happening:
    """An event, told in words."""

    event: FeedbackEvent
    what: str
    way: str = ""


@dataclass(frozen=True)
class ReportPage:
    """What the page of a report shows."""

    report: Feedback
    live: Edition | None
    texts: Texts
    part: PartShown | None
    helpful: helpfulness.Helpfulness
    is_at_desk: bool
    is_ahead: bool
    # Of reports that may be seen; of one that may not, only that there is one.
    first: Feedback | None
    duplicates: Others = field(default_factory=Others)
    same_story: Others = field(default_factory=Others)
    same_text: Others = field(default_factory=Others)
    happenings: tuple[Happening, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing is to be done with it."""
        return self.report.state in DONE

    @property
    def undoable(self) -> FeedbackEvent | None:
        """What was done last, if that can be undone."""
        last = self.happenings[0].event if self.happenings else None
        return last if last and last.by_id and last.before else None


def page_of(report: Feedback, *, by) -> ReportPage:
    """The page, at most twelve queries beside those of the report itself."""
    seen = Feedback.objects.for_user(by)
    others = seen.exclude(pk=report.pk)
    live = Edition.live(at=timezone.now()).filter(article_id=report.article_id).first()
    copy = Article.objects.with_condition(timezone.now()).filter(pk=report.article_id)
    known = copy.values_list("saved_sha256", "live_sha256").first()
    read = _document(report.edition, live)
    return ReportPage(
        report=report,
        live=live,
        texts=_texts(report.edition, live, read),
        part=part_shown(report, read=read, now=live.as_document() if live else None),
        helpful=helpfulness.of_article(report.article_id),
        is_at_desk=known is not None,
        is_ahead=known is not None and known[1] is not None and known[0] != known[1],
        first=seen.filter(pk=report.duplicate_of_id).first() if report.duplicate_of_id else None,
        duplicates=_some(others.filter(duplicate_of=report.pk)),
        same_story=_some(others.waiting().filter(article_id=report.article_id)),
        same_text=_some(others.filter(text_hash=report.text_hash))
        if report.text_hash
        else Others(),
        happenings=tuple(
            _happening(event) for event in report.events.select_related("by").order_by("-at", "-pk")
        ),
    )


def _document(read: Edition, live: Edition | None) -> Document | None:
    """The text that the reader saw, unless that has been redacted. At most one query."""
    if live and live.pk == read.pk:
        return live.as_document()
    stored = Edition.archive.values_list("document", flat=True).get(pk=read.pk)
    return Document.from_json(stored) if stored is not None else None


def _texts(read: Edition, live: Edition | None, document: Document | None) -> Texts:
    if live is None:
        return Texts(why=_("The story has no page now."))
    if live.pk == read.pk:
        return Texts(why=_("Readers still have the edition that this one saw."))
    if document is None:
        return Texts(why=_("The text that the reader saw has been redacted."))
    return Texts(document, live.as_document())


def _some(reports) -> Others:
    rows = list(
        reports.select_related("edition")
        .defer("edition__document")
        .annotate(all=Window(Count("pk")))[:SHOWN]
    )
    if not rows:
        return Others()
    prefetch_related_objects([each for each in rows if not each.comment], "marks")
    return Others(tuple((each, in_short(each)) for each in rows), rows[0].all)


def _happening(event: FeedbackEvent) -> Happening:
    return Happening(event, event.get_what_display(), way_in_words(event))


def way_in_words(event: FeedbackEvent) -> str:
    """From where to where it moved a report, and what became of that; "" if it moved none."""
    way = ""
    if event.moved_from != event.moved_to or event.what == What.MOVED:
        way = f"{event.get_moved_from_display()} → {event.get_moved_to_display()}"
    if event.resolution:
        way = f"{way} ({event.get_resolution_display()})"
    return way


def just_done(event_id: str, *, by) -> Happening | None:
    """What someone did with a report before they came to another, as long as it is the last thing
    done with it, so that they can undo it. One query; none without a number.
    """
    if not is_id(event_id):
        return None
    theirs = FeedbackEvent.objects.filter(pk=event_id, by=by)
    later = FeedbackEvent.objects.filter(feedback=OuterRef("feedback"), pk__gt=OuterRef("pk"))
    event = theirs.filter(~Exists(later), feedback__in=Feedback.objects.for_user(by)).first()
    return _happening(event) if event and event.before else None


def undo_words(event: FeedbackEvent) -> str:
    """What the button says that undoes an event."""
    if event.moved_from == event.moved_to:
        return _("Undo: %s") % event.get_what_display()
    known = {"moved_from": event.get_moved_from_display(), "moved_to": event.get_moved_to_display()}
    return _("Undo: %(moved_from)s → %(moved_to)s") % known


def states_for(report: Feedback) -> list[tuple[str, str, str]]:
    """The states to which a button moves a report, but to be addressed: what it says, its key."""
    words = {
        State.NEW: _("New"),
        State.HELD: _("Hold"),
        State.OPEN: _("Reopen") if report.state in DONE else _("Open"),
        State.IN_PROGRESS: _("In progress"),
        State.DISMISSED: _("Dismiss"),
        State.SPAM: _("Spam"),
    }
    return [
        (state.value, said, KEYS.get(state, ""))
        for state, said in words.items()
        if state != report.state
    ]


def way_to_correct(report: Feedback, *, at) -> str:
    """Where a story is corrected because of a report: on its form, or where its live text is
    mended if its working copy has gone on. "" if it has no live text. One query.
    """
    stories = Article.objects.with_condition(at).filter(pk=report.article_id)
    found = stories.values_list("saved_sha256", "live_sha256").first()
    if found is None or found[1] is None:
        return ""
    name = "change" if found[0] == found[1] else "mend"
    address = reverse(f"admin:articles_article_{name}", args=[report.article_id])
    return f"{address}?report={report.pk}#carried"
