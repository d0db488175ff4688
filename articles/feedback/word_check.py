"""A reader's words against the lists: what is to be done with them, and because of which words."""

from dataclasses import dataclass
from functools import lru_cache

from articles.feedback.feedback import Feedback
from articles.feedback.word_rule import MOST_RULES, Deal, WordRule
from articles.library.section import Section
from articles.text.disguise import read
from articles.text.wordlist import TooMuch, WordList


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
    rules = tuple(WordRule.objects.in_force(sections)[:MOST_RULES])
    words = _list_of(tuple(rule.words for rule in rules))
    try:
        found, is_over = words.found_in(read(text)), False
    except TooMuch as over:
        found, is_over = over.found, True
    return Found(tuple(rules[number] for number in sorted(found)), is_over)


def section_of_report(feedback_id: int):
    """The section of a report, as `words_in` wants it."""
    return Section.objects.filter(pk__in=Feedback.objects.filter(pk=feedback_id).values("section"))


@lru_cache(maxsize=16)
def _list_of(phrases: tuple[str, ...]) -> WordList:
    return WordList(phrases)
