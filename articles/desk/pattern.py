"""What a rule of style looks for: plain words or an expression, and never for longer than it may.

Python's own `re` cannot be stopped once it has begun; `regex` reads the same and can.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from time import thread_time

import regex
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 200
# How long one rule may look through one story.
SECONDS = 0.1
# And over all the texts on which it is tried as it is saved.
SECONDS_TRIED = 0.5
# An expression is read at once while it has no more pieces than this with its repeats written out.
MOST_PIECES = 2_000
# Longer finds are marked, but nothing is put in their place.
LONGEST_REPLACED = 300
# Among what is looked for, straight and curly marks stand for each other: nobody sees which it is.
_QUOTES = {mark: marks for marks in ("['‘’]", '["“”„«»]') for mark in marks[1:-1]}
# Signs that hardly ever stand so in a text, and often in an expression.
_LIKE_AN_EXPRESSION = re.compile(
    r"\\[a-zA-Z]|[)\]][*+{]|\.[*+]|\(\?[:=!<P]|\[\^?\w-\w|\w\|\w|\{\d*,?\d+\}"
)
_GROUP = re.compile(r"\\([1-9])")
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|.", re.DOTALL)


class TooSlow(Exception):
    """The time was over before the text was."""


@dataclass(frozen=True)
class Found:
    """A place in a text, the words there, and what may be put instead ("" if nothing is known)."""

    begin: int
    end: int
    words: str
    instead: str


@dataclass(frozen=True)
class Pattern:
    """What is looked for. Of an expression, `instead` may name groups as \\1."""

    wanted: str
    instead: str = ""
    is_expression: bool = False
    match_case: bool = False

    def found_in(self, line: str, *, seconds: float = SECONDS) -> Iterator[Found]:
        """Each place in a line of text, in order. Raises TooSlow."""
        try:
            # Other threads go on meanwhile.
            for match in self.compiled.finditer(line, timeout=seconds, concurrent=True):
                if match[0]:
                    yield Found(match.start(), match.end(), match[0], self._instead_of(match))
        except TimeoutError as over:
            raise TooSlow from over

    @cached_property
    def compiled(self):
        """The expression, ready to be used."""
        flags = 0 if self.match_case else regex.IGNORECASE
        return regex.compile(self.wanted if self.is_expression else _whole(self.wanted), flags)

    def _instead_of(self, match) -> str:
        words = match[0]
        if len(words) > LONGEST_REPLACED:
            return ""
        if self.is_expression:
            return _GROUP.sub(lambda group: match[int(group[1])] or "", self.instead)
        return self.instead if self.match_case else _cased(self.instead, like=words)


def _whole(words: str) -> str:
    """The expression that finds plain words, unless they are part of a longer one."""
    pieces = [
        r"\s+" if piece.isspace() else "".join(_QUOTES.get(c) or regex.escape(c) for c in piece)
        for piece in re.findall(r"\s+|\S+", words.strip())
    ]
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    behind = r"(?!\w)" if re.search(r"\w$", words) else ""
    return before + "".join(pieces) + behind


def _cased(instead: str, *, like: str) -> str:
    """In capitals, or with the first letter as one, where the words that were found are so."""
    if sum(map(str.isalpha, like)) > 1 and like.isupper():
        return instead.upper()
    if like[:1].isupper():
        return instead[:1].upper() + instead[1:]
    return instead


def usable(pattern: Pattern) -> None:
    """Refuse what cannot be looked for, or takes too long. Raises ValidationError."""
    if pattern.is_expression:
        _is_read(pattern.wanted)
    if any(int(group) > pattern.compiled.groups for group in _numbers(pattern)):
        raise ValidationError(
            _("“%(instead)s” names a group that the expression has not."),
            code="no_such_group",
            params={"instead": pattern.instead},
        )
    end = thread_time() + SECONDS_TRIED
    for sample in _samples(pattern.wanted):
        left = min(SECONDS, max(0, end - thread_time()))
        try:
            found = [match[0] for match in pattern.compiled.finditer(sample, timeout=left)]
        except TimeoutError:
            raise ValidationError(
                _(
                    "This expression takes too long: on %(length)d characters it was not done "
                    "after a tenth of a second. Usually that is a repeat within a repeat, as in "
                    "(a+)+."
                ),
                code="too_slow",
                params={"length": len(sample)},
            ) from None
        if not all(found):
            raise ValidationError(
                _("This also finds places without any words. Name at least one letter or sign."),
                code="finds_nothing",
            )


def is_like_an_expression(words: str) -> bool:
    """Whether plain words look as if they were meant as an expression."""
    return bool(_LIKE_AN_EXPRESSION.search(words))


def _numbers(pattern: Pattern) -> list[str]:
    return _GROUP.findall(pattern.instead) if pattern.is_expression else []


def _is_read(wanted: str) -> None:
    """Raise ValidationError unless Python reads it too, and without unfolding it endlessly."""
    try:
        re.compile(wanted)
    except (re.error, OverflowError, RecursionError) as amiss:
        raise ValidationError(
            _("This is no regular expression: %(amiss)s."),
            code="not_an_expression",
            params={"amiss": amiss},
        ) from None
    if re.search(r"(?<!\\)\{(?!\d*,?\d+\}|\d+,\})", wanted):
        raise ValidationError(
            _("Write \\{ for a brace that counts nothing."), code="not_an_expression"
        )
    if _pieces(wanted) > MOST_PIECES:
        raise ValidationError(
            _("This expression repeats too much within its repeats. Make it simpler."),
            code="too_large",
        )


def _pieces(wanted: str) -> int:
    """How many pieces an expression has when each repeat that must be is written out."""
    open_groups, last = [0], 0
    for sign in _TOKEN.findall(wanted):
        if sign == "(":
            open_groups.append(0)
            last = 0
        elif sign == ")" and len(open_groups) > 1:
            last = open_groups.pop() + 1
            open_groups[-1] += last
        elif sign == "+" or (sign[0] == "{" and len(sign) > 1):
            least, _comma, most = sign[1:-1].partition(",")
            times = max(1, int(least or 1)) + (sign == "+" or (bool(_comma) and most != least))
            open_groups[-1] += last * (times - 1)
            last *= times
        elif sign not in "*?":
            last = 1
            open_groups[-1] += 1
    return sum(open_groups)


def _samples(wanted: str) -> Iterator[str]:
    """Texts on which an expression shows whether it is slow: its own letters, many times."""
    pieces = ["a", "0", " ", "word ", "a1, ", ". ", *re.findall(r"\w+", wanted), *wanted]
    for piece in list(dict.fromkeys(pieces))[:80]:
        yield (piece * 500)[:500] + "¬"
