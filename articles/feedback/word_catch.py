"""What words would have caught: looked for in the last comments before they become a rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from articles.feedback.feedback import Feedback
from articles.library.section import Section
from articles.text.disguise import Reading, read
from articles.text.wordlist import WordList

MOST_COMMENTS = 1_000
# Among so many reports, since few of a section may have words. All comments together may have so
# many letters and take so many steps, which is a second at the most; then fewer are tried.
MOST_REPORTS = 10_000
MOST_LETTERS = 200_000
MOST_STEPS = 500_000
# Of fewer comments nothing can be said; more than this share of them is a lot.
FEWEST = 20
A_LOT = 0.05


@dataclass(frozen=True)
class Catch:
    """How many of the last comments words would have caught: in all, and each of the phrases."""

    tried: int
    caught: int
    each: tuple[int, ...]

    def is_a_lot(self, caught: int) -> bool:
        """Whether so many are more than anyone may have meant."""
        return self.tried >= FEWEST and caught > A_LOT * self.tried


def catch_of(phrases: Sequence[str], *, section: Section | None) -> Catch:
    """What these would have caught of the paper's last comments, or of a section's. Two queries."""
    each, tried, caught = [0] * len(phrases), 0, 0
    words = WordList(tuple(phrases))
    for found in words.found_in_each(_last_comments(section), steps=MOST_STEPS):
        tried += 1
        caught += bool(found)
        for number in found:
            each[number] += 1
    return Catch(tried, caught, tuple(each))


def _last_comments(section: Section | None) -> Iterator[Reading]:
    reports = Feedback.objects.reports().order_by("-created_at", "-pk")
    oldest = reports.values_list("created_at", flat=True)[MOST_REPORTS - 1 : MOST_REPORTS].first()
    with_words = reports.exclude(comment="")
    if oldest:
        with_words = with_words.filter(created_at__gte=oldest)
    if section:
        within = Q(section=section) | Q(section__path__startswith=f"{section.path}/")
        with_words = with_words.filter(within)
    letters = 0
    for comment in with_words.values_list("comment", flat=True)[:MOST_COMMENTS]:
        letters += len(comment)
        if letters > MOST_LETTERS:
            return
        yield read(comment)
