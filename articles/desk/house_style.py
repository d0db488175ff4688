"""A story against the house's rules of style: what is to be said of it, and where."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from time import thread_time

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.pattern import SECONDS, TooSlow
from articles.desk.style_rule import Part, StyleRule
from articles.text import body as vocabulary
from articles.text.document import Document

# What all rules together may take over one story, and how much is told of it.
SECONDS_IN_ALL = 1.0
MOST_OF_ONE_RULE = 100
MOST_TOLD = 20
LONGEST_SHOWN = 60
# Spaces at an end, or several in a row, of which a page shows nothing: signs for them instead.
_UNSEEN = re.compile(r"^\s+|\s+$|\s{2,}|[\u00a0\u202f]")
_SPACES = dict.fromkeys("\u00a0\u202f", "⍽")


@dataclass(frozen=True)
class StyleRemark:
    """What a rule says of words of a text; `text` is its number among those looked through."""

    text: int
    begin: int
    end: int
    words: str
    instead: str
    say: str
    rule: int


def remarks_on(
    texts: Sequence[tuple[str, str]], *, language: str = ""
) -> tuple[list[StyleRemark], list[StyleRule]]:
    """What is to be said of `texts`, which are (part, text), in their order; and the rules that
    were passed over, since the time was over.

    One query, and another if a rule ran out of its own time: a note is made of that.
    """
    story_language = (language or settings.LANGUAGE_CODE).lower()
    found: list[StyleRemark] = []
    passed_over, slow, end = [], [], thread_time() + SECONDS_IN_ALL
    for rule in StyleRule.objects.in_force():
        if not rule.is_for(story_language):
            continue
        left = min(SECONDS, end - thread_time())
        try:
            finds = islice(rule.look_through(texts, seconds=left), MOST_OF_ONE_RULE)
            found += [_remark(rule, *find) for find in finds]
        except TooSlow:
            passed_over.append(rule)
            # Less than its own time says more of the others than of it.
            slow += [rule.pk] if left == SECONDS else []
    if slow:
        StyleRule.objects.filter(pk__in=slow).note_too_slow(at=timezone.now())
    return sorted(found, key=lambda each: (each.text, each.begin, each.end)), passed_over


def _remark(rule: StyleRule, number: int, line: int, find) -> StyleRemark:
    return StyleRemark(
        text=number,
        begin=line + find.begin,
        end=line + find.end,
        words=find.words,
        instead=find.instead,
        say=rule.say,
        rule=rule.pk,
    )


@dataclass(frozen=True)
class Told:
    """A sentence of the checks, and its field; not `found`, that a rule could not be looked for."""

    field: str
    text: str
    found: bool = True


def told_of_style(document: Document) -> Iterator[Told]:
    """Each remark on a story, equal ones as one and twenty at most; then what was passed over."""
    texts = [
        (Part.HEADLINE, document.headline),
        (Part.STANDFIRST, document.standfirst),
        (Part.BODY, vocabulary.plain(document.body)),
        *((Part.TAKEAWAYS, point.text) for point in document.takeaways),
    ]
    found, passed_over = remarks_on(texts, language=document.language)
    remarks = Counter(
        (texts[each.text][0].value, each.words, each.say, each.instead) for each in found
    )
    for (field, words, say, instead), times in list(remarks.items())[:MOST_TOLD]:
        yield Told(field, _told(words, say, instead, times=times))
    if (more := len(remarks) - MOST_TOLD) > 0:
        text = ngettext(
            "The house style has %(count)d remark more.",
            "The house style has %(count)d remarks more.",
            more,
        )
        yield Told(Part.BODY.value, text % {"count": more})
    if passed_over:
        text = ngettext(
            "A rule of the house style was not looked for, since it takes too long: %(rules)s.",
            "Rules of the house style were not looked for, since they take too long: %(rules)s.",
            len(passed_over),
        )
        names = ", ".join(f"“{_shown(rule.pattern)}”" for rule in passed_over[:MOST_TOLD])
        yield Told(Part.BODY.value, text % {"rules": names}, found=False)


def _told(words: str, say: str, instead: str, *, times: int) -> str:
    told = _("“%(words)s”: %(say)s") % {"words": _shown(words), "say": say}
    if instead:
        told += " " + _("Put “%(instead)s”.") % {"instead": _shown(instead)}
    if times > 1:
        counted = ngettext("It is there %(count)d time.", "It is there %(count)d times.", times)
        told += " " + counted % {"count": times}
    return told


def _shown(words: str) -> str:
    short = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN].rstrip()}…"
    return _UNSEEN.sub(lambda spaces: "".join(_SPACES.get(c, "␣") for c in spaces[0]), short)
