"""What a reader says, as it is kept: without what is personal, and weighed before it is.

Nothing here refuses anything. What is doubtful is held, what is blocked goes to the spam, and the
reader is told the same in each case.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.feedback.feedback import Feedback, Hold
from articles.feedback.slip import Slip
from articles.feedback.taking import Said
from articles.feedback.word_check import section_of_report, words_in
from articles.text import personal
from articles.text.disguise import bare

# The third of one text within a day is held. Short ones are the same without any design.
TOO_OFTEN = 3
OFTEN_WITHIN = timedelta(days=1)
SHORTEST_REPEATED = 20

# The codes of `Feedback.masked`, as staff read them.
MASKED = {
    personal.E_MAIL: gettext_lazy("e-mail address"),
    personal.TELEPHONE: gettext_lazy("telephone number"),
    personal.CARD: gettext_lazy("card number"),
    personal.IBAN: gettext_lazy("bank account"),
    personal.NATIONAL: gettext_lazy("identity number"),
}


def weighed(said: Said, slip: Slip, *, at: datetime) -> Said:
    """`said` as it is to be kept, with what is doubtful about it. Two queries for a comment.

    The lists of words are asked of the comment as it was typed, everything else of what is kept.
    """
    if not said.comment:
        return said
    comment, kinds = masked(said.comment)
    found = words_in(said.comment, section_of_report(slip.feedback_id))
    # Two who write no more than a number each do not say the same.
    text_hash = hash_of(personal.without(said.comment, lambda kind: "")[0])
    doubts = {
        Hold.WORDS: found.is_held or found.is_blocked,
        Hold.UNCHECKED: found.is_over,
        Hold.REPEATED: _is_repeated(text_hash, but=slip.feedback_id, at=at),
    }
    return replace(
        said,
        comment=comment,
        masked=",".join(kinds),
        text_hash=text_hash,
        is_watched=found.is_watched,
        is_blocked=found.is_blocked,
        doubts=tuple(why for why, is_so in doubts.items() if is_so),
    )


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with a word in place of what is personal, and the codes of what that was."""
    return personal.without(text, _mask)


def what_was_masked(report: Feedback) -> list[str]:
    """In words, what was taken out of a report's comment."""
    return [str(MASKED[code]) for code in report.masked.split(",") if code in MASKED]


def _mask(kind: str) -> str:
    # One by one, so that each is a sentence that can be translated as it is.
    return {
        personal.E_MAIL: _("[e-mail removed]"),
        personal.TELEPHONE: _("[telephone number removed]"),
        personal.CARD: _("[card number removed]"),
        personal.IBAN: _("[bank account removed]"),
        personal.NATIONAL: _("[identity number removed]"),
    }[kind]


def hash_of(text: str) -> str:
    """By which the same text is known again, whatever its case, accents and signs; "" if short."""
    letters = "".join(filter(str.isalnum, bare(text)))
    if len(letters) < SHORTEST_REPEATED:
        return ""
    return hashlib.sha256(letters.encode()).hexdigest()


def _is_repeated(text_hash: str, *, but: int, at: datetime) -> bool:
    """Whether enough other reports of that day said the same. One query, of a few rows."""
    if not text_hash:
        return False
    # The index holds those that have one, and SQLite wants to be told so.
    same = Feedback.objects.exclude(text_hash="").filter(text_hash=text_hash)
    same = same.filter(commented_at__gt=at - OFTEN_WITHIN)
    others = same.exclude(pk=but).order_by().values_list("pk", flat=True)
    return len(others[: TOO_OFTEN - 1]) == TOO_OFTEN - 1
