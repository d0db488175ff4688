"""The words of an archive that nobody wrote: made up from syllables, some common, most seldom."""

import random
from bisect import bisect
from itertools import accumulate

BEGINS = ("b", "br", "c", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "s", "st", "t")
BEGINS += ("tr", "v", "w")
MIDDLES = ("a", "e", "i", "o", "u", "ea", "oo", "ar", "el", "in", "or")
ENDS = ("ck", "d", "l", "ll", "m", "n", "nd", "r", "rn", "s", "sk", "t", "th", "ve")
# What joins the others, each in about so many of a hundred words.
SMALL = {"the": 14, "of": 7, "and": 6, "to": 5, "in": 5, "that": 3, "for": 3, "was": 3, "on": 2}
WORDS, SENTENCES = 6_000, 8_000


class Shares:
    """Picks of a number of things: the first often, the next half as often, and so on (Zipf)."""

    def __init__(self, number: int, *, steep: float = 1.0):
        self._sums = list(accumulate(1 / (n + 1) ** steep for n in range(number)))

    def pick(self, dice: random.Random) -> int:
        """The number of one of them."""
        return bisect(self._sums, dice.random() * self._sums[-1])


class Tongue:
    """The words of one archive, and the sentences that are made of them."""

    def __init__(self, dice: random.Random):
        self.dice = dice
        self.words = self.names(WORDS)
        self._shares = Shares(WORDS, steep=0.9)
        self._small, self._weights = list(SMALL), list(SMALL.values())
        self._sentences = [self._sentence() for _n in range(SENTENCES)]

    def names(self, number: int) -> list[str]:
        """So many words that differ."""
        found: dict[str, None] = {}
        while len(found) < number:
            syllables = self.dice.choice((1, 2, 2, 3))
            found["".join(self._syllable() for _n in range(syllables)) + self.dice.choice(ENDS)] = (
                None
            )
        return list(found)

    def _syllable(self) -> str:
        return self.dice.choice(BEGINS) + self.dice.choice(MIDDLES)

    def word(self) -> str:
        """A word, mostly a common one."""
        return self.words[self._shares.pick(self.dice)]

    def _sentence(self) -> str:
        small = sum(self._weights)
        words = [
            self.dice.choices(self._small, self._weights)[0]
            if self.dice.random() * 100 < small
            else self.word()
            for _n in range(self.dice.randint(6, 15))
        ]
        return f"{' '.join(words).capitalize()}."

    def sentences(self, number: int) -> str:
        """So many sentences, one after the other."""
        return " ".join(self.dice.choices(self._sentences, k=number))

    def phrase(self, number: int) -> str:
        """So many words that begin with a capital letter, as in a headline."""
        return " ".join(self.word() for _n in range(number)).capitalize()
