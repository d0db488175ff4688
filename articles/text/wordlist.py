"""A list of words and phrases, looked for in a text all at once and within a limit.

The phrases are a tree, word by word, so that a text is walked through once however long the list
is. What the walk costs is counted in steps and not in seconds: the same text gets the same answer
on a busy machine.
"""

from dataclasses import dataclass, field

from articles.text.disguise import Reading, words_of

# A tenth of a second or two at the very worst; a full comment against an honest list takes a
# fiftieth of the steps. To go on from a branch costs as much as to look several words up.
MOST_STEPS = 100_000
A_BRANCH = 10
# Letters that stand apart make a word from so many on, and nobody parts more.
SHORTEST_PARTED = 3
LONGEST_PARTED = 40


class TooMuch(Exception):
    """The steps were used up before the text was read; `found` is what was found until then."""

    def __init__(self, found: set[int]):
        super().__init__()
        self.found = found


@dataclass
class _Branch:
    """What may follow; and the phrases, by number, that end here."""

    next: dict[str, "_Branch"] = field(default_factory=dict)
    next_beginning: dict[str, "_Branch"] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


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
        branch = self._root
        for word in words:
            branches = branch.next_beginning if word.endswith("*") else branch.next
            branch = branches.setdefault(word.rstrip("*"), _Branch())
        branch.ends.append(number)
        letters = "".join(words).replace("*", "")
        if SHORTEST_PARTED <= len(letters) <= LONGEST_PARTED:
            self._letters.setdefault(letters, []).append(number)

    def found_in(self, reading: Reading, *, steps: int = MOST_STEPS) -> set[int]:
        """Which phrases stand in it. Raises TooMuch."""
        walk = _Walk(reading, steps)
        for place in range(len(reading.words)):
            walk.from_here(self._root, place)
        for run in reading.parted:
            walk.along(run, self._letters, self._lengths)
        return walk.found


class _Walk:
    """One way through a text."""

    def __init__(self, reading: Reading, steps: int):
        self._words, self._left = reading.words, steps
        self._been: set[tuple[int, int]] = set()
        self.found: set[int] = set()

    def _step(self, count: int = 1) -> None:
        self._left -= count
        if self._left < 0:
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
            for word, behind in self._words[place]:
                for following in self._following(branch, word):
                    self._note(following.ends)
                    if following.next or following.next_beginning:
                        waiting.append((following, behind))

    def _following(self, branch: _Branch, word: str) -> list[_Branch]:
        self._step()
        found = [branch.next[word]] if word in branch.next else []
        if known := branch.next_beginning:
            self._step(len(word))
            begun = (word[:length] for length in range(1, len(word) + 1))
            found += [known[beginning] for beginning in begun if beginning in known]
        return found

    def along(self, run: str, letters: dict[str, list[int]], lengths: list[int]) -> None:
        """Find what stands anywhere in a run of letters that were parted."""
        for length in lengths:
            last = len(run) - length
            self._step(max(0, last + 1))
            for begin in range(last + 1):
                if numbers := letters.get(run[begin : begin + length]):
                    self._note(numbers)
