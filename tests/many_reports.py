"""Any number of reports in seconds: rows as readers and moderators would have made them, in a few
statements, since to make a million objects takes longer than to measure anything with them."""

from datetime import UTC

from django.db import connection
from django.utils import timezone

from articles.feedback.feedback import Hold, Reason, State
from articles.models import Correction, Edition

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
# So many seconds lie between one and the next.
APART = 20
# Numbers without a common divisor, so that everything comes in every company.
REPORTS = """
INSERT INTO articles_feedback (edition_id, article_id, section_id, language, vote, is_report,
    counts, comment, part_anchor, part_heading, masked, is_watched, text_hash, fingerprint, state,
    resolution, is_escalated, assignee_id, correction_id, created_at)
WITH RECURSIVE
    counted (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < {count}),
    editions AS (SELECT e.*, row_number() OVER (ORDER BY e.id) - 1 AS place
        FROM articles_edition e WHERE e.document IS NOT NULL)
SELECT e.id, e.article_id, e.section_id,
    CASE WHEN n % 997 = 0 THEN 'pt-br' WHEN n % 4 = 0 THEN 'fr' ELSE 'en' END,
    CASE WHEN n % 5 = 0 THEN 'yes' ELSE 'no' END, {true},
    n % 211 > 0,
    CASE WHEN n % 6 > 0 THEN 'What about number ' || (n % 5003) || '?' ELSE '' END,
    CASE WHEN n % 7 = 0 THEN 'the-vote' ELSE '' END,
    CASE WHEN n % 7 = 0 THEN 'The vote' ELSE '' END,
    CASE WHEN n % 83 = 0 THEN 'e-mail' ELSE '' END,
    n % 101 = 0,
    CASE WHEN n % 6 > 0 THEN 'text-' || (n % 50021) ELSE '' END, '',
    CASE {states} END, '',
    n % 499 = 0,
    CASE WHEN n % 13 = 0 THEN {person} ELSE NULL END,
    CASE WHEN n % 307 = 0 THEN {correction} ELSE NULL END,
    {moment}
FROM counted JOIN editions e ON e.place = n * 7 % {editions}
"""
MARKS = """
INSERT INTO articles_feedbackmark (feedback_id, sort, value, state, received)
SELECT id, '{sort}', CASE {values} END, state, created_at FROM articles_feedback
WHERE id % {of} = 0
"""


def make_reports(count: int, *, person: int | None = None) -> None:
    """So many reports on the editions that there are, the newest first; of some `person` is the
    assignee."""
    now = timezone.now().astimezone(UTC)
    if connection.vendor == "sqlite":
        moment = f"datetime('{now:%Y-%m-%d %H:%M:%S}', '-' || ((n + 1) * {APART}) || ' seconds')"
    else:
        moment = f"timestamptz '{now:%Y-%m-%d %H:%M:%S}+00' - (n + 1) * interval '{APART} seconds'"
    below, states = 0, []
    for state, share in OF_A_HUNDRED.items():
        below += share
        states.append(f"WHEN n * 37 % 100 < {below} THEN '{state.value}'")
    _run(
        REPORTS,
        count=count,
        editions=Edition.archive.filter(document__isnull=False).count(),
        moment=moment,
        states=" ".join(states),
        person=person or "CAST(NULL AS bigint)",
        correction=Correction.objects.values_list("pk", flat=True).first()
        or "CAST(NULL AS bigint)",
        true="true",
    )
    for sort, codes, of in (("reason", Reason.values, 1), ("hold", Hold.values, 9)):
        values = " ".join(
            f"WHEN id / {of} % {len(codes)} = {n} THEN '{code}'" for n, code in enumerate(codes)
        )
        _run(MARKS, sort=sort, of=of, values=values)


def _run(statement: str, **known) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**known))
