"""What readers' browsers send, and reports as they come of it."""

import re
import time
from unittest import mock

from django.urls import reverse
from django.utils import timezone

from articles.feedback.slip import Slip
from articles.feedback.taking import Said, take_vote, take_word
from articles.models import Feedback
from tests.make import make_edition

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


def address_of(edition):
    """Where the answers to the question beneath an edition go."""
    return reverse("feedback:vote", args=[getattr(edition, "pk", edition)])


def vote(reader, edition, answer="yes", *, at=None, **fields):
    """Press Yes or No beneath a story; what comes back leads to the second step."""
    return reader.post(address_of(edition), {"vote": answer, **fields}, at=at, **OWN_PAGE)


def word(reader, address, comment, *, after=10, **fields):
    """Send the second step, so many seconds after the first."""
    with clock(after):
        return reader.post(address, {"comment": comment, **fields}, **OWN_PAGE)


def trap_in(page):
    """What the field is called that people do not see."""
    return re.search(r'class="trap".*?name="([^"]+)"', page.text)[1]


def clock(seconds):
    """The machine's clock, so much later: what is signed now has become older by that."""
    return mock.patch("time.time", return_value=time.time() + seconds)


def make_report(
    *, edition=None, answer="no", comment="Which day?", at=None, suspicions=(), reasons=()
):
    """A report as it lies in the queue."""
    at, edition = at or timezone.now(), edition or make_edition()
    report = take_vote(edition, vote=answer, at=at, suspicions=suspicions).report
    if comment or reasons:
        said = Said(comment=comment, reasons=tuple(reasons))
        take_word(Slip(report.pk, edition.article_id, answer), said, at=at)
    return Feedback.objects.get(pk=report.pk)


def make_votes(edition, *, yes=0, no=0, at=None):
    """So many bare answers to an edition."""
    for answer, count in (("yes", yes), ("no", no)):
        for _ in range(count):
            take_vote(edition, vote=answer, at=at or timezone.now())
