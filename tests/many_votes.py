"""Totals of any number of votes in a moment: as the tallies would be, had readers given them."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from articles.editions.weekly import week_of
from articles.feedback.feedback import Reason

# What is counted of an edition in a week, of sixty-four votes; and of a part of it.
WHOLE = {"yes": 45, "no": 15, "yes_apart": 2, "no_apart": 2, "comment": 6}
PART = {"no": 3, "comment": 1, f"reason:{Reason.WRONG}": 1}
OF_A_WEEK = sum(n for what, n in WHOLE.items() if what != "comment")
WEEKS = 52
TALLIES = """
INSERT INTO articles_tally (edition_id, week, what, part, count, past)
WITH RECURSIVE
    counted (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < {count}),
    editions AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place
        FROM articles_edition WHERE document IS NOT NULL),
    weeks (place, week) AS (VALUES {weeks}),
    said (what, part, count) AS (VALUES {said})
SELECT e.id, w.week, s.what, s.part, s.count, 0
FROM counted
JOIN editions e ON e.place = n / {of_weeks} JOIN weeks w ON w.place = n % {of_weeks}
CROSS JOIN said s
"""
READS = """
INSERT INTO articles_readsinweek (edition_id, week, reads)
SELECT edition_id, week, 40 * SUM(count) FROM articles_tally WHERE part = '' GROUP BY 1, 2
"""


def make_totals(count: int) -> None:
    """The totals of so many votes and the reads before them, each edition's in a year of weeks."""
    this = week_of(timezone.now())
    date = "'{}'" if connection.vendor == "sqlite" else "date '{}'"
    weeks = [f"({n}, {date.format(this - timedelta(weeks=n))})" for n in range(WEEKS)]
    reasons = {f"reason:{each}": 2 for each in Reason}
    said = [f"('{what}', '', {n})" for what, n in (WHOLE | reasons).items()]
    said += [f"('{what}', 'the-vote', {n})" for what, n in PART.items()]
    with connection.cursor() as cursor:
        cursor.execute(
            TALLIES.format(
                count=count // OF_A_WEEK,
                weeks=", ".join(weeks),
                of_weeks=WEEKS,
                said=", ".join(said),
            )
        )
        cursor.execute(READS)
