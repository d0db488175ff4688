"""A reader's words against the lists: what is to be done with them, and because of which words."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from articles.feedback.feedback import Feedback
from articles.feedback.word_rule import MOST_RULES, Deal, WordRule
from articles.library.section import Section
from articles.text.disguise import read
from articles.text.wordlist import MOST_STEPS, TooMuch, WordList

# So many steps may be taken for all reports that are shown together: a second at the most.
MOST_STEPS_TOGETHER = 500_000


@dataclass(frozen=True)
class Found:
    """The rules whose words stand in a text; `is_over` if it was too much to look all through."""

    rules: tuple[WordRule, ...] = ()
    is_over: bool = False

    def has(self, deal: str) -> bool:
        """Whether a rule says so."""
        return any(rule.deal == deal for rule in self.rules)

    @property
    def is_blocked(self) -> bool:
        """Whether it is put with the spam."""
        return self.has(Deal.BLOCK)

    @property
    def is_held(self) -> bool:
        """Whether a moderator has to look first because of a word."""
        return self.has(Deal.HOLD)

    @property
    def is_watched(self) -> bool:
        """Whether it is marked."""
        return self.has(Deal.WATCH)


def words_in(text: str, sections) -> Found:
    """Which rules of the first of `sections` (Section's queryset) find their words in `text`.

    One query. What is read of the rules is kept by what they say, so no change is missed.
    """
    return _found(tuple(WordRule.objects.in_force(sections)[:MOST_RULES]), text)


def words_of_reports(reports: Collection[Feedback]) -> dict[int, Found]:
    """Which rules find their words in what is kept of each of these reports, by its id.

    One query, none without reports. Each has its share of the steps, so that one on which they are
    used up does not silence the others.
    """
    if not reports:
        return {}
    rules = tuple(WordRule.objects.select_related("section").order_by("pk")[:MOST_RULES])
    steps = min(MOST_STEPS, MOST_STEPS_TOGETHER // len(reports))
    found = {each.pk: _found(rules, each.comment, steps=steps) for each in reports}
    return {
        each.pk: Found(
            tuple(rule for rule in found[each.pk].rules if _is_in_force(rule, each.section)),
            found[each.pk].is_over,
        )
        for each in reports
    }


def _is_in_force(rule: WordRule, section: Section | None) -> bool:
    """As `WordRule.objects.in_force` has it."""
    if rule.section is None:
        return True
    return section is not None and f"{section.path}/".startswith(f"{rule.section.path}/")


def _found(rules: tuple[WordRule, ...], text: str, **limit: int) -> Found:
    words = _list_of(tuple(rule.words for rule in rules))
    try:
        found, is_over = words.found_in(read(text), **limit), False
    except TooMuch as over:
        found, is_over = over.found, True
    return Found(tuple(rules[number] for number in sorted(found)), is_over)


def section_of_report(feedback_id: int):
    """The section of a report, as `words_in` wants it."""
    return Section.objects.filter(pk__in=Feedback.objects.filter(pk=feedback_id).values("section"))


@lru_cache(maxsize=16)
def _list_of(phrases: tuple[str, ...]) -> WordList:
    return WordList(phrases)
