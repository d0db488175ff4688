"""Adding stories to a release, on its page: which are offered, and what is told of each before."""

from dataclasses import dataclass, field

from django.db.models import Case, Value, When

from articles.desk import finding, releasing
from articles.desk.article import Article
from articles.desk.condition import Condition
from articles.desk.ids import is_id
from articles.desk.publishing import NotReadyToPrint, WorthALook
from articles.desk.readiness import Concern
from articles.editions.release import Release
from articles.text.refusal import Refusal

OFFERED = 12
LONGEST = 200
MOST_AT_ONCE = 50


@dataclass
class Attempt:
    """A story that was to be added and was not, with what is to be said of it."""

    story: Article
    concerns: list[Concern] = field(default_factory=list)
    why: str = ""

    @property
    def stops(self) -> bool:
        """Whether it cannot be added all the same."""
        return not self.concerns or any(each.stops for each in self.concerns)


def add_chosen(request, release: Release) -> tuple[int, list[Attempt]]:
    """Add each story that was chosen: how many were, and those that were not, with why."""
    chosen = filter(is_id, request.POST.getlist("story")[:MOST_AT_ONCE])
    attempts, done = [], 0
    for story in Article.objects.filter(pk__in=map(int, chosen)):
        accepted = request.POST.getlist(f"accepted-{story.pk}")
        try:
            releasing.add(story, release=release, request=request, accepted=accepted)
            done += 1
        except (NotReadyToPrint, WorthALook) as refusal:
            attempts.append(Attempt(story, refusal.concerns))
        except Refusal as refusal:
            attempts.append(Attempt(story, why=str(refusal)))
    return done, attempts


def offered(request, release: Release, *, at) -> list[Article]:
    """Stories with the words asked for that may be added, those that are approved first."""
    stories = Article.objects.with_condition(at).editable_by(request.user)
    stories = stories.exclude(condition=Condition.LIVE).exclude(editions__release=release)
    stories = finding.having(asked_of(request), stories)
    ready = Case(
        When(state=Article.State.APPROVED, then=Value(0)),
        When(state=Article.State.IN_REVIEW, then=Value(1)),
        default=Value(2),
    )
    found = list(stories.select_related("section").order_by(ready, "-saved_at")[:OFFERED])
    for story in found:
        story.badge, story.label = story.condition, Condition(story.condition).label
    return found


def asked_of(request) -> str:
    """The words by which stories are looked for."""
    return request.GET.get("q", "")[:LONGEST].replace("\0", "")
