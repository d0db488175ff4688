"""A list of words and phrases, looked for in a text all at once and within a limit.

The phrases are a tree, word by word, so that a text is walked through once however long the list
is. What the walk costs is counted in steps and not in seconds: the same text gets the same answer
on a busy machine.

Letters may be repeated more often than a phrase has them, never less often: "as" is not "ass". No
language writes one three times in a row, so that three and more say that a word was stretched
("idiooot"; "boooot" is both "boot" and "bot"). Of two that is not sure: "boot" is not "bot". In a
word of five letters and more it is taken for a disguise ("iddiot"), since few such words have a
like one that is another word, as "later" and "latter", "casino" and "Cassino".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from articles.text.disguise import Reading, runs_of, words_of

# A tenth of a second or two at the very worst; a full comment against an honest list takes a
# fiftieth of the steps. To go on from a branch costs as much as to look several words up.
MOST_STEPS = 100_000
A_BRANCH = 10
# Letters that stand apart make a word from so many on, and nobody parts more.
SHORTEST_PARTED = 3
LONGEST_PARTED = 40
STRETCHED = 3
SHORTEST_DOUBLED = 5
# Of words so long no two are another when they are written together, as "the rapist" is.
SHORTEST_JOINED = 4


class TooMuch(Exception):
    """The steps were used up before the text was read; `found` is what was found until then."""

    def __init__(self, found: set[int]):
        super().__init__()
        self.found = found


@dataclass
class _Branch:
    """What may follow, by its letters, each once; and the phrases, by number, that end here."""

    next: dict[str, list["_Way"]] = field(default_factory=dict)
    next_beginning: dict[str, list["_Way"]] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


@dataclass
class _Way:
    """A word with its letters as often as `runs` says, and the branch behind it."""

    runs: tuple[int, ...]
    branch: _Branch

    def is_of(self, runs: tuple[int, ...], *, begins: bool) -> bool:
        """Whether a text's word, of the same letters, is this one; or only `begins` with it."""
        last = len(self.runs) - 1 if begins else len(self.runs)
        least = 0 if sum(self.runs) >= SHORTEST_DOUBLED else STRETCHED
        return all(
            theirs == ours or (theirs > ours and (theirs >= least or place == last))
            for place, (ours, theirs) in enumerate(zip(self.runs, runs, strict=False))
        )


class WordList:
    """Phrases, each known by its place in the list. `*` at a word's end stands for any ending."""

    def __init__(self, phrases: tuple[str, ...]):
        self._root = _Branch()
        self._letters: dict[str, list[int]] = {}
        for number, phrase in enumerate(phrases):
            self._add(number, words_of(phrase))
        self._lengths = sorted(set(map(len, self._letters)))

    def _add(self, number: int, words: tuple[str, ...]) -> None:
        if not words:
            return
        self._grow(number, words)
        together = "".join(words)
        shortest = min(len(word.rstrip("*")) for word in words)
        if len(words) > 1 and shortest >= SHORTEST_JOINED and "*" not in together[:-1]:
            self._grow(number, (together,))
        letters = together.replace("*", "")
        if SHORTEST_PARTED <= len(letters) <= LONGEST_PARTED:
            self._letters.setdefault(letters, []).append(number)

    def _grow(self, number: int, words: tuple[str, ...]) -> None:
        branch = self._root
        for word in words:
            known = branch.next_beginning if word.endswith("*") else branch.next
            letters, runs = runs_of(word.rstrip("*"))
            ways = known.setdefault(letters, [])
            if runs not in (way.runs for way in ways):
                ways.append(_Way(runs, _Branch()))
            branch = next(way.branch for way in ways if way.runs == runs)
        branch.ends.append(number)

    def found_in(self, reading: Reading, *, steps: int = MOST_STEPS) -> set[int]:
        """Which phrases stand in it. Raises TooMuch."""
        return self._walk(reading, steps).found

    def found_in_each(self, readings: Iterable[Reading], *, steps: int) -> Iterator[set[int]]:
        """Likewise, one after the other, for as long as the steps last for all of them."""
        for reading in readings:
            try:
                walk = self._walk(reading, steps)
            except TooMuch:
                return
            steps = walk.left
            yield walk.found

    def _walk(self, reading: Reading, steps: int) -> "_Walk":
        walk = _Walk(reading, steps)
        for place in range(len(reading.words)):
            walk.from_here(self._root, place)
        for run in reading.parted:
            walk.along(run, self._letters, self._lengths)
        return walk


class _Walk:
    """One way through a text."""

    def __init__(self, reading: Reading, steps: int):
        self._words = [[(*runs_of(word), end) for word, end in place] for place in reading.words]
        self._been: set[tuple[int, int]] = set()
        self.left, self.found = steps, set[int]()

    def _step(self, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise TooMuch(self.found)

    def _note(self, numbers: list[int]) -> None:
        self._step(len(numbers))
        self.found.update(numbers)

    def from_here(self, branch: _Branch, place: int) -> None:
        """Find what begins at that place."""
        waiting = [(branch, place)]
        while waiting:
            branch, place = waiting.pop()
            # Each branch is walked from each place once, whichever way led there.
            if place == len(self._words) or (id(branch), place) in self._been:
                continue
            self._been.add((id(branch), place))
            self._step(A_BRANCH)
            for letters, runs, behind in self._words[place]:
                for following in self._following(branch, letters, runs):
                    self._note(following.ends)
                    if following.next or following.next_beginning:
                        waiting.append((following, behind))

    def _following(self, branch: _Branch, letters: str, runs: tuple[int, ...]) -> list[_Branch]:
        found = self._among(branch.next.get(letters, ()), runs)
        if known := branch.next_beginning:
            self._step(len(letters))
            for length in range(1, len(letters) + 1):
                if ways := known.get(letters[:length]):
                    found += self._among(ways, runs, begins=True)
        return found

    def _among(
        self, ways: Sequence[_Way], runs: tuple[int, ...], *, begins: bool = False
    ) -> list[_Branch]:
        self._step(1 + len(ways))
        return [way.branch for way in ways if way.is_of(runs, begins=begins)]

    def along(self, run: str, letters: dict[str, list[int]], lengths: list[int]) -> None:
        """Find what stands anywhere in a run of letters that were parted."""
        for length in lengths:
            last = len(run) - length
            self._step(max(0, last + 1))
            for begin in range(last + 1):
                if numbers := letters.get(run[begin : begin + length]):
                    self._note(numbers)
