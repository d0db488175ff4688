"""What no newspaper should keep of a reader: addresses and numbers that are one person's.

Each is known by what only such numbers have, most by a check digit, so that the figures of a story
stay: years, prices, populations, results, ISBNs. One pass over the text for each kind; what may
repeat itself in a pattern does so a few times only, or is gone past as a whole: the time that it
takes grows with the text and with nothing else.
"""

import re
from collections.abc import Callable, Iterator

from articles.text.account import cards, ibans
from articles.text.figures import BEGINS, is_measured, is_series, thousands_in, without_figures
from articles.text.identity import identities

# In the order in which they are looked for: what is a card number is no telephone number.
E_MAIL, IBAN, CARD, NATIONAL, TELEPHONE = "e-mail", "iban", "card", "national", "telephone"
# One sign stands for each while the next are looked for. No text holds these.
_SIGNS = dict(zip("\1\2\3\4\5", (E_MAIL, IBAN, CARD, NATIONAL, TELEPHONE), strict=True))

# Also as those write it who fear machines: jo (at) example [dot] com.
_AT = r"(?:@| ?[(\[{<] ?(?:@|at|ät|arobase|arroba) ?[)\]}>] ?)"
_DOT = r"(?:\.| ?[(\[{<] ?(?:\.|dot|point|punkt|punto) ?[)\]}>] ?)"
# "Thanks @jo.smith" and "5 (a) e.g." are none, so that these must end as a host does.
_ENDING = r"\.(?:com|net|org|info|[a-z]{2})\b"
_ADDRESS = re.compile(
    rf"[\w.%+'-]{{1,64}}(?:{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,8}}"
    rf"|(?:@ | @|\(a\))[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,7}}{_ENDING})",
    re.IGNORECASE,
)

# By what only telephone numbers have: a plus or double zero; a zero before eight digits more;
# three, three and four; Russia's 8 before three, three and four; nine digits and more in one run.
_GAP = r"[ ./()\u2010-\u2015-]{0,3}"
_CALL = re.compile(
    rf"""{BEGINS}(?:
        \(?(?:\+|00[ ]?)\(?\d (?:{_GAP}\d){{6,13}}
      | (?:\(0\)|\(?0)\d (?:{_GAP}\d){{7,11}}
      | \(?\d{{3}}\)?[ .-]{{1,2}}\d{{3}}[ .-]\d{{4}}
      | 8[ -]?\(?[3489]\d\d\)?[ -]?\d{{3}}[ -]?\d\d[ -]?\d\d
      | \d{{9,15}}
    )(?!\d)""",
    re.VERBOSE,
)
# The beginning of one, which is no day or time, and the rest of it on the next line.
_BROKEN = re.compile(
    rf"""{BEGINS}(?!\d\d[./-]\d\d?[ ]?\n)
      (\(?(?:\+|0)\(?\d(?:{_GAP}\d){{1,8}} | \(?\d{{3}}(?:\)|[.-])[ ]?\d{{3}})
      [ )./-]{{0,2}} \n [ (]? (\d(?:{_GAP}\d){{1,9}}) (?!\d)""",
    re.VERBOSE,
)
# In one run, or three, three and four with spaces, digits are as often a figure or several.
_PLAIN = re.compile(r"[1-9](?:\d*|\d\d {1,2}\d{3} \d{4})")
# What says before them that they are a telephone number, and what may stand between.
_CALLING = re.compile(
    r"""(?<![^\W_])(?:(?:tele)?phone|t[eé]l(?:[eé]phone|efono?|efonnummer)?|call(?:to)?|ring|dial
      |text|sms|mob(?:ile)?|cell|handy|portable|fax|whats?app|wa\.me|signal\.me/\#p|appele[rz]
      |anrufen|my\ number|mon\ num[eé]ro|meine\ nummer)
      [ .:=/+(-]{0,3}(?:(?:me|us|him|her|on|at|is|no|nr|number|nummer|num[eé]ro|moi|au|est|ist)
      [ .:,(]{1,3}){0,3}$""",
    re.VERBOSE | re.IGNORECASE,
)
LONGEST_CALLING = 40
# Between one number and another.
_ALSO = re.compile(r"[ ,;/)]{0,3}(?:(?:or|and|ou|et|oder|und|o|y) )?")
# So many digits are enough for a number, which the next line then does not belong to.
ENOUGH = 10
LONGEST = 15


def without(text: str, said: Callable[[str], str]) -> tuple[str, tuple[str, ...]]:
    """`text` with `said(kind)` in place of what is personal, and which kinds that were, in the
    order in which they stand."""
    text = text.translate(dict.fromkeys(map(ord, _SIGNS)))
    for sign, find in zip(_SIGNS, _FINDERS, strict=True):
        text = _cut(text, find(text), sign)
    kinds = tuple(dict.fromkeys(_SIGNS[sign] for sign in text if sign in _SIGNS))
    return text.translate({ord(sign): said(kind) for sign, kind in _SIGNS.items()}), kinds


def _cut(text: str, places: Iterator[tuple[int, int]], sign: str) -> str:
    pieces, done = [], 0
    for begin, end in places:
        if begin >= done:
            pieces += [text[done:begin], sign]
            done = end
    return "".join([*pieces, text[done:]])


def _e_mails(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _ADDRESS.finditer(text))


def _telephones(text: str) -> Iterator[tuple[int, int]]:
    text = without_figures(text)
    figures = thousands_in(text)
    broken = (each for each in _BROKEN.finditer(text) if _is_one_number(*each.groups()))
    found = [each.span() for each in broken if not is_series(each[0])]
    done = 0
    for begin, end in (each.span() for each in _CALL.finditer(text)):
        is_figure = any(first <= begin and end <= last for first, last in figures)
        if is_figure or is_measured(text, begin, end):
            continue
        number = text[begin:end]
        is_plain = _PLAIN.fullmatch(number) or is_series(number)
        is_another = done > 0 and _ALSO.fullmatch(text, done, begin)
        if is_plain and not is_another and not _is_called(text, begin):
            continue
        found.append((begin, end))
        done = end
    # What is broken is longer than what stands at the same place without its next line.
    return iter(sorted(found, key=lambda place: (place[0], -place[1])))


def _is_called(text: str, begin: int) -> bool:
    """Whether what stands before says that a telephone number begins there."""
    return bool(_CALLING.search(text[max(0, begin - LONGEST_CALLING) : begin]))


def _is_one_number(head: str, tail: str) -> bool:
    first, rest = (sum(map(str.isdecimal, part)) for part in (head, tail))
    return first < ENOUGH <= first + rest <= LONGEST


_FINDERS = (_e_mails, ibans, cards, identities, _telephones)
