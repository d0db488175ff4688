"""A reader's words as they are kept: one spelling of each character, and none that nobody sees."""

import re
import unicodedata

# What Unicode calls ignorable, as it shows nothing by itself (Default_Ignorable_Code_Point in
# DerivedCoreProperties.txt), with Hangul's fillers and the marks that turn the direction of
# writing; control characters; halves of pairs; and what Unicode says is no character. Not the
# joiners and selectors, with which scripts and emoji are written; tags are told apart below.
UNSEEN = dict.fromkeys(
    [*range(9), *range(11, 32), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]
    + [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x200E, 0x200F]
    + [*range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164, 0xFEFF, 0xFFA0]
    + [*range(0xFFF0, 0xFFFC), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)]
    + [*range(0xFDD0, 0xFDF0), *range(0xFFFE, 0x110000, 0x10000), *range(0xFFFF, 0x110000, 0x10000)]
)
# A cell of braille without a dot looks like a space, but does not count as one.
_BLANK = {0x2800: " "}
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")

# Invisible letters, but behind a black flag: three such words make the flags of England, Scotland
# and Wales, and Unicode recommends no others (emoji-sequences.txt).
_FLAGS = "|".join(
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in country) + "\U000e007f"
    for country in ("gbeng", "gbsct", "gbwls")
)
_TAGS = re.compile(f"({_FLAGS})|[\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]")
# Of several in a row only the first says anything; the rest can say in secret what it likes.
_SELECTOR = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_SELECTORS = re.compile(f"({_SELECTOR}){_SELECTOR}+")

# Hebrew with all its points and accents has as many on one letter; Vietnamese and Thai two.
MOST_MARKS = 5


def plain(text: str) -> str:
    """`text` without invisible signs, and with no more marks on a letter than a language writes.

    U+FFFD stays: it is seen, and says that something was lost before it came to us.
    """
    visible = _LINE_ENDS.sub("\n", text).translate(UNSEEN | _BLANK)
    visible = _SELECTORS.sub(r"\1", _TAGS.sub(r"\1", visible))
    return _calm(unicodedata.normalize("NFKC", visible)).strip()


def _calm(text: str) -> str:
    """Without marks that climb over the lines above and below; joiners do not begin anew."""
    kept, marks = [], 0
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in {"Mn", "Me"}:
            marks += 1
        elif kind != "Cf":
            marks = 0
        if marks <= MOST_MARKS or kind == "Cf":
            kept.append(sign)
    return "".join(kept)
