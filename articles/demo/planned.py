"""What the demo's desk is at work on: drafts that no reader has seen, who has them and when."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from articles.desk import workflow
from articles.desk.article import Article
from articles.desk.revision import revise
from articles.library.section import Section
from articles.text.document import Credit, Document
from articles.text.words import slug

Priority = Article.Priority


@dataclass(frozen=True)
class Planned:
    """A draft; `due` is hours from now, `day` days from today, `moves` are (login, verb, note)."""

    headline: str
    section: str
    author: str
    assignee: str = ""
    due: float | None = None
    day: int | None = None
    priority: Priority = Priority.NORMAL
    moves: tuple[tuple[str, str, str], ...] = ()
    notes: str = "Notes so far."


HANDED_IN = ("writer", "submit", "")
DRAFTS = (
    Planned(
        "Isk Bridge lamps to stay, says the council’s own survey",
        "news/city",
        "idris",
        "editor",
        due=3,
        day=0,
        priority=Priority.HIGH,
        moves=(("writer", "submit", "The survey is attached to the agenda, page 31."),),
    ),
    Planned(
        "What the old tram depot could be, in five drawings",
        "news/city",
        "idris",
        "writer",
        due=-2,
        day=1,
        moves=(
            HANDED_IN,
            (
                "editor",
                "send_back",
                "Whose drawings are they? Name the office, and ask the county.",
            ),
        ),
        # As it comes from a notebook, so that the house style has something to say.
        notes=(
            "Notes so far.  The drawings were made for the county’s advisor on empty buildings. "
            "Of the 340 people who were asked, 61% want a market under the the old roof."
        ),
    ),
    Planned(
        "Market Hill tenants meet tonight about the second winter",
        "news/city",
        "idris",
        "editor",
        due=1,
        day=0,
        priority=Priority.URGENT,
        moves=(HANDED_IN,),
    ),
    Planned(
        "Stennet is filling again: how long until the tower is silent",
        "news/environment",
        "noor",
        "editor",
        due=6,
        day=1,
        moves=(HANDED_IN, ("editor", "approve", "Run it with the chart.")),
    ),
    Planned(
        "The phone box at Thrang rings once a week, and someone answers",
        "culture",
        "matteo",
        day=5,
        priority=Priority.LOW,
    ),
    Planned("Five walks that begin at a bus stop", "outdoors", "bram", "writer", due=50, day=3),
)


def plan_the_week(users, people, *, reworked: Article) -> None:
    """Make the drafts, and move and plan them and the story that is being reworked."""
    for each in DRAFTS:
        article = _draft(each, by=users["writer"], author=people[each.author])
        _plan(article, each, users)
    workflow.submit(reworked, by=users["editor"], note="The second quarter is in.")
    again = Planned("", "", "", "administrator", due=26, day=2)
    _plan(reworked, again, users)


def _draft(known: Planned, *, by, author) -> Article:
    section = Section.objects.get(path=known.section)
    article = Article.objects.create(created_by=by, saved_by=by, version=1, section=section)
    article.take_document(
        Document(
            headline=known.headline,
            slug=slug(known.headline),
            section=section.pk,
            body=f"<p>{known.notes}</p>",
            credits=(Credit(author.pk, "author"),),
        )
    )
    revise(article, by=by)
    return article


def _plan(article: Article, known: Planned, users) -> None:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    for login, verb, note in known.moves:
        getattr(workflow, verb)(article, by=users[login], note=note)
    workflow.plan(
        article,
        by=users["editor"],
        assignee=users.get(known.assignee),
        due_at=None if known.due is None else now + timedelta(hours=known.due),
        planned_for=None if known.day is None else localdate() + timedelta(known.day),
        priority=known.priority,
    )
