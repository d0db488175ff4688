"""The readers of the demo, who answer, and its moderators, who deal with some of it."""

import random
from datetime import datetime, timedelta

from django.utils import timezone

from articles.demo.replies import REPLIES, Reply
from articles.editions.correction import Correction
from articles.editions.edition import Edition
from articles.feedback import moderation, words
from articles.feedback.feedback import Feedback, Resolution, State
from articles.feedback.parts import parts_of
from articles.feedback.recount import recount
from articles.feedback.slip import Slip
from articles.feedback.taking import Said, take_vote, take_word


def answer_the_paper(users) -> None:
    """Votes on every live story, and reports in each state."""
    now = timezone.now()
    live = list(Edition.live(at=now).order_by("pk"))
    _vote(live, now=now)
    addresses = {edition.address.strip("/").rsplit("/", 1)[-1]: edition for edition in live}
    named: dict[str, int] = {}
    for reply in REPLIES:
        report = _reply(reply, article_id=addresses[reply.slug].article_id, now=now)
        named[reply.name or str(report.pk)] = report.pk
        _deal_with(report, reply, users=users, named=named)


def _vote(live: list[Edition], *, now: datetime) -> None:
    """A thousand bare answers, all at once: one by one they would take longer than the printing."""
    dice = random.Random(1871)  # noqa: S311 - a demo, not a secret
    votes = []
    for edition in live:
        liking = dice.uniform(0.6, 0.97)
        for _n in range(dice.randint(3, 60)):
            age = dice.uniform(0, (now - edition.live_from).total_seconds())
            vote = Feedback(
                edition=edition,
                article_id=edition.article_id,
                section_id=edition.section_id,
                language=edition.language,
                vote="yes" if dice.random() < liking else "no",
                created_at=now - timedelta(seconds=age),
            )
            votes.append(vote)
    Feedback.objects.bulk_create(votes, batch_size=500)
    recount(mend=True)


def _reply(reply: Reply, *, article_id: int, now: datetime) -> Feedback:
    """The report, as the reader of the edition of that hour left it."""
    at = now - timedelta(hours=reply.hours_ago)
    edition = Edition.live(at=at).get(article_id=article_id)
    report = take_vote(edition, vote=reply.vote, at=at, suspicions=reply.suspicions).report
    slip = Slip(report.pk, article_id, reply.vote, edition_id=edition.pk)
    parts = {part.heading: part for part in parts_of(slip, at=at)}
    said = Said(
        comment=reply.comment,
        reasons=reply.reasons,
        part=parts[reply.part] if reply.part else None,
    )
    take_word(slip, words.weighed(said, slip, at=at), at=at)
    return report


def _deal_with(report: Feedback, reply: Reply, *, users, named) -> None:
    moderator, ids = users["moderator"], [report.pk]
    if reply.same_as:
        moderation.call_duplicates(ids, of=named[reply.same_as], by=moderator)
    if reply.is_escalated:
        moderation.escalate_all(ids, by=moderator)
    if reply.assignee:
        moderation.assign_all(ids, to=users[reply.assignee], by=moderator)
    if reply.resolution == Resolution.CORRECTED:
        correction = Correction.objects.get(edition__article_id=report.article_id)
        moderation.link_correction(ids, correction=correction, by=moderator)
    if reply.state not in {State.HELD, State.NEW}:
        known = {"note": reply.note, "resolution": reply.resolution}
        moderation.move(report.pk, to=reply.state, by=moderator, **known)
