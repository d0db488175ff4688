"""Any number of reports in seconds: the rows that readers and moderators would have made."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from articles.feedback.feedback import Hold, Mark, Reason, State
from articles.models import Correction, Edition, Feedback, FeedbackMark

# In which states they are, of each hundred: most have been dealt with.
OF_A_HUNDRED = {
    State.NEW: 10,
    State.HELD: 4,
    State.OPEN: 4,
    State.IN_PROGRESS: 2,
    State.ADDRESSED: 30,
    State.DISMISSED: 40,
    State.SPAM: 10,
}
STATES = [state for state, share in OF_A_HUNDRED.items() for _n in range(share)]
# So many lie beside each other in time.
APART = timedelta(seconds=20)
AT_A_TIME = 10_000


def make_reports(count: int, editions: list[Edition], *, people=()) -> None:
    """So many reports on these editions, the newest first; every third is a bare vote besides."""
    now, corrections = timezone.now(), list(Correction.objects.values_list("pk", flat=True)[:9])
    rows = (_row(n, editions, people, corrections, now) for n in range(count))
    while batch := list(islice(rows, AT_A_TIME)):
        made = Feedback.objects.bulk_create(batch, batch_size=2_000)
        FeedbackMark.objects.bulk_create(_marks(made), batch_size=2_000)


def _row(n: int, editions, people, corrections, now) -> Feedback:
    # Numbers without a common divisor, so that everything comes in every company.
    edition = editions[n * 7 % len(editions)]
    return Feedback(
        edition=edition,
        article_id=edition.article_id,
        section_id=edition.section_id,
        language=("en", "en", "en", "fr")[n % 4] if n % 997 else "pt-br",
        vote="yes" if n % 5 == 0 else "no",
        is_report=True,
        counts=n % 211 > 0,
        comment=f"What about number {n % 5_003}?" if n % 6 else "",
        masked="email" if n % 83 == 0 else "",
        is_watched=n % 101 == 0,
        text_hash=f"{n % 50_021:064}" if n % 6 else "",
        state=STATES[n * 37 % 100],
        is_escalated=n % 499 == 0,
        assignee=people[n // 13 % len(people)] if people and n % 13 == 0 else None,
        correction_id=corrections[n // 307 % len(corrections)]
        if corrections and n % 307 == 0
        else None,
        created_at=now - APART * (n + 1),
    )


def _marks(made: list[Feedback]) -> Iterator[FeedbackMark]:
    for report in made:
        # By its number and not by its place, so that batches do not begin alike.
        pairs = [(Mark.REASON, Reason.values[report.pk % len(Reason.values)])]
        if report.pk % 9 == 0:
            pairs.append((Mark.HOLD, Hold.values[report.pk // 9 % len(Hold.values)]))
        for sort, value in pairs:
            yield FeedbackMark(
                feedback=report,
                sort=sort,
                value=value,
                state=report.state,
                received=report.created_at,
            )
