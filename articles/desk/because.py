"""Why reports were held or marked, in words, with those of their words that the lists find now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.feedback.feedback import Feedback, Hold
from articles.feedback.word_check import Found, words_of_reports
from articles.feedback.word_rule import Deal

MOST_NAMED = 10


@dataclass(frozen=True)
class Because:
    """Why one was ever held, and that it is marked; "" if it is not."""

    holds: tuple[str, ...] = ()
    watched: str = ""


def because_of(reports: Collection[Feedback]) -> dict[int, Because]:
    """That of each of these, by its id. One query if one of them has words; else none."""
    by_words = [each for each in reports if each.is_watched or Hold.WORDS in each.holds]
    found = words_of_reports(by_words)
    return {each.pk: _because(each, found.get(each.pk, Found())) for each in reports}


def _because(report: Feedback, found: Found) -> Because:
    doubtful = (rule.words for rule in found.rules if rule.deal != Deal.WATCH)
    marked = (rule.words for rule in found.rules if rule.deal == Deal.WATCH)
    holds = [
        _with_words(each.label, doubtful if each == Hold.WORDS else ()) for each in report.holds
    ]
    watched = _with_words(_("Words to watch for"), marked) if report.is_watched else ""
    return Because(tuple(holds), watched)


def _with_words(why: str, words: Iterable[str]) -> str:
    named = [f"“{each}”" for each in dict.fromkeys(words)]
    if not named:
        return str(why)
    more = ["…"] if len(named) > MOST_NAMED else []
    known = {"why": why, "words": ", ".join([*named[:MOST_NAMED], *more])}
    return _("%(why)s: %(words)s") % known
