"""What the weekly letter says of a part of the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.desk.numbers import times_in_words
from articles.feedback import numbers
from articles.feedback.feedback import State
from articles.feedback.handling import Waiting, handling, waiting
from articles.feedback.helpfulness import Helpfulness
from articles.feedback.numbers import Scope, Story, Weeks

MOST = 3


@dataclass(frozen=True)
class Line:
    """A story: what is told of it, and where more is."""

    words: str
    url: str


@dataclass(frozen=True)
class Told:
    """A part of the paper in words; "" and nothing for what there is not to tell."""

    name: str
    rate: str
    before: str
    worst: Sequence[Line]
    best: Sequence[Line]
    reasons: str
    waiting: str
    looked_at: str
    url: str
    queue: str


def told_of(name: str, scope: Scope, *, week: date, way: str) -> Told:
    """What is told of it. Eight queries."""
    own = Weeks(week, week)
    by_week = numbers.by_week(scope, Weeks(week - timedelta(weeks=1), week))
    before, said = by_week.values()
    known = {"than": said.rate, "most": MOST}
    times = handling(scope, own).looked_at
    return Told(
        name=name,
        rate=_rate(said),
        before=_before(before.rate, said.rate),
        worst=[_line(each) for each in numbers.needing_work(scope, own, **known)],
        best=[_line(each) for each in numbers.best(scope, own, **known)],
        reasons=", ".join(f"{each.label} ({count})" for each, count in said.reasons[:MOST]),
        waiting=_waiting(waiting(scope)),
        looked_at=times_in_words(times) if times else "",
        url=f"{settings.SITE_URL}{reverse('admin:numbers')}{way}",
        queue=f"{settings.SITE_URL}{reverse('admin:articles_feedback_changelist')}",
    )


def _rate(said: numbers.Said) -> str:
    if not said.rate.votes:
        return _("Nobody voted.")
    known = {"rate": said.rate.full, "yes": said.rate.yes, "no": said.rate.no}
    return _("Helpful to %(rate)s: %(yes)d Yes, %(no)d No.") % known


def _before(before: Helpfulness, now: Helpfulness) -> str:
    if not (before.is_enough and now.is_enough):
        return _("The week before: %s.") % before.full
    if before.overlaps(now):
        told = _("The week before: %s. The intervals overlap: the difference may be chance.")
    elif now.rate > before.rate:
        told = _("The week before: %s. The intervals do not overlap: readers are more content.")
    else:
        told = _("The week before: %s. The intervals do not overlap: readers are less content.")
    return told % before.full


def _line(story: Story) -> Line:
    way = reverse("admin:story_numbers", args=[story.article_id])
    name = story.headline or _("Story without a headline")
    return Line(f"{name}: {story.rate.full}", f"{settings.SITE_URL}{way}")


def _waiting(found: Waiting) -> str:
    if found.oldest is None:
        return _("No report waits.")
    states = [f"{count} {State(each).label}" for each in State if (count := found.counts.get(each))]
    oldest = date_format(localtime(found.oldest), "DATE_FORMAT")
    known = {"states": ", ".join(states), "oldest": oldest}
    return _("Waiting: %(states)s; the oldest since %(oldest)s.") % known
